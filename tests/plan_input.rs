//! Town files as the planner reads them: the fixtures, travel times, and what is wrong with a
//! file, said with file, line and key.

#[path = "common/folder.rs"]
mod folder;
#[path = "common/town.rs"]
mod town;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use folder::Folder;
use tenfold::setup::plan::{self, PlanInput};
use tenfold::setup::posted::{Most, Posted};
use tenfold::setup::roads::Source;
use tenfold::setup::town::Town;
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::bounds::Bounds;
use tenfold_sim::layout::Layout;
use tenfold_sim::recipe::Recipe;
use tenfold_sim::scenario::{Arrival, Failure, Vehicle};
use tenfold_sim::staffing::{LabKind, Loss, Staffing};
use town::{Township, fixture};

/// 2022-04-01T06:00:00+08:00.
const START: At = At(1_648_764_000_000);

fn load(name: &str) -> PlanInput {
    let path = fixture("towns").join(name);
    plan::load(&path, None).unwrap_or_else(|error| panic!("{error}"))
}

/// A folder with the fixtures, and Ruijin's file.
struct Bench {
    folder: Folder,
    good: String,
}

impl Bench {
    fn new() -> Bench {
        let good = fs::read_to_string(fixture("towns/ruijin.toml")).expect("fixture");
        Bench { folder: Folder::new(), good }
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        self.folder.write(name, text)
    }

    fn load(&self, text: &str) -> Result<PlanInput, String> {
        plan::load(&self.write("town.toml", text), None).map_err(|error| error.to_string())
    }

    /// The good file with one change.
    fn changed(&self, from: &str, to: &str) -> Result<PlanInput, String> {
        assert!(self.good.contains(from), "{from}");
        self.load(&self.good.replacen(from, to, 1))
    }

    /// A small town of two townships, with more text at its end.
    fn small(&self, end: &str) -> Result<PlanInput, String> {
        self.load(&format!("{}{end}", *SMALL))
    }
}

/// The second township has no site of its own.
static SMALL: LazyLock<String> = LazyLock::new(|| {
    let a = Township {
        zh: "A",
        en: "Town A",
        population: 10_001,
        position: (116.0, 25.88),
        country: false,
        sites: Some((2, 2)),
    };
    let b = Township {
        zh: "B",
        en: "Town B",
        population: 5_000,
        position: (116.1, 25.9),
        country: true,
        sites: None,
    };
    town::text("small", ("L", "Lab"), 1_000, &[a, b])
});

/// Sites that are called at, in order, one as often as it is on a tour. Vehicles that share a tour
/// bring its boxes to one lab by the same stops, at other times.
fn on_one_tour(layout: &Layout) -> Vec<usize> {
    let mut tours: BTreeMap<Vec<usize>, Vec<&Vehicle>> = BTreeMap::new();
    for vehicle in &layout.scenario.vehicles {
        let stops = vehicle.stops.iter().map(|stop| stop.site).collect();
        tours.entry(stops).or_default().push(vehicle);
    }
    for shared in tours.values() {
        let times: BTreeSet<At> = shared.iter().map(|vehicle| vehicle.begins_at[0]).collect();
        assert_eq!(times.len(), shared.len(), "one after the other: {shared:?}");
        let same = |vehicle: &&Vehicle| Vehicle { begins_at: vec![START], ..(*vehicle).clone() };
        assert!(shared.iter().all(|vehicle| same(vehicle) == same(&shared[0])), "{shared:?}");
        let lab = Some(shared[0].lab);
        assert!(shared[0].stops.iter().all(|stop| layout.lab_of[stop.site] == lab), "{shared:?}");
    }
    let mut sites: Vec<usize> = tours.into_keys().flatten().collect();
    sites.sort_unstable();
    sites
}

#[test]
fn every_town_of_the_fixtures_loads_and_is_whole() {
    for (name, places, people, sites, labs) in [
        ("ruijin.toml", 17, 613_894, 84, 6),
        ("jingdezhen.toml", 4, 1_618_979, 271, 6),
        ("ganzhou.toml", 18, 8_970_014, 1_494, 27),
        ("metropolis.toml", 16, 21_000_000, 5_250, 20),
    ] {
        let input = load(name);
        let city = &input.city;
        assert_eq!((city.places.len(), city.people()), (places, people), "{name}");
        assert_eq!((city.sites.len(), city.labs.len()), (sites, labs), "{name}");
        let of_sites: u64 = city.sites.iter().map(|site| u64::from(site.people)).sum();
        assert_eq!(of_sites, people, "{name}: everybody has a site");
        assert_eq!(input.source, Source::Coordinates);
        assert!(!input.synthetic.is_empty() && input.warnings.is_empty(), "{:?}", input.warnings);
        assert!(city.goal == Minutes::hours(48) && city.half_goal == Minutes::hours(24));
        assert_eq!(city.utc_offset, Minutes(480));
        let layout = city.layout(&city.most());
        assert!(layout.unreached.is_empty(), "{name}: {} sites", layout.unreached.len());
        assert_eq!(on_one_tour(&layout), (0..sites).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn labs_of_a_large_city_are_loaded_alike() {
    let city = load("metropolis.toml").city;
    let most = city.most();
    let mut people = vec![0.0; city.labs.len()];
    for (site, lab) in city.sites.iter().zip(city.labs_of_sites(&most)) {
        people[lab.expect("a lab")] += f64::from(site.people);
    }
    // All labs are open all hours, so that thermocyclers alone are their share.
    let cyclers: u32 = most.labs.iter().map(|lab| lab.cyclers).sum();
    for (lab, people) in people.into_iter().enumerate() {
        let share = f64::from(most.labs[lab].cyclers) / f64::from(cyclers);
        let load = people / (share * city.people() as f64);
        assert!((0.9..1.1).contains(&load), "{}: {load:.2}", city.labs[lab].name_en);
    }
}

#[test]
fn the_last_day_can_end_earlier_in_every_town() {
    for name in ["ruijin.toml", "jingdezhen.toml", "ganzhou.toml", "metropolis.toml"] {
        let city = load(name).city;
        let bounds = Bounds::of(&city);
        // As a search finds it: more on the first day, room left at few sites.
        let mut recipe = Recipe { first: 0.62, ..Recipe::start(&city, &bounds) };
        for hour in 1..=4 {
            let earlier = recipe.ends_earlier(&city, &bounds);
            recipe = earlier.unwrap_or_else(|| panic!("{name}: {hour} hours"));
            assert_eq!(recipe.early_hours, hour, "{name}");
        }
    }
}

#[test]
fn ruijin_is_what_its_file_says() {
    let input = load("ruijin.toml");
    let city = &input.city;
    let hour = |hours: i64| START + Minutes::hours(hours);
    assert_eq!(
        city.periods,
        [(hour(1), hour(15)), (hour(25), hour(36)), (hour(36), hour(39))],
        "two days, and the last hours apart"
    );
    assert_eq!(city.sites[3].people, 17_597, "a community with a site of its own");
    assert_eq!((city.sites[3].capacity, city.sites[3].lanes_max), (10, 12));
    let cyclers: Vec<u32> = city.labs.iter().map(|lab| lab.cyclers).collect();
    assert_eq!(cyclers, [11, 6, 4, 4, 0, 0], "12,000 / 20 h / 94 tubes in 105 min is 11.2");
    let most: Vec<u32> = city.labs.iter().map(|lab| lab.cyclers_max).collect();
    assert_eq!(most, [11, 6, 4, 4, 7, 72]);
    let kinds: Vec<(LabKind, bool)> = city.labs[3..].iter().map(|l| (l.kind, l.own)).collect();
    let cabin = (LabKind::Cabin, true);
    assert_eq!(kinds, [(LabKind::Own, true), (LabKind::Bought, false), cabin]);
    assert!(city.labs.iter().all(|lab| lab.synthetic));
    assert_eq!(city.labs[0].periods[0], (hour(2), hour(22)), "08:00 to 04:00");
    assert!((city.habits.single - 0.01).abs() < 1e-12, "classes 1 to 3 together");
    assert_eq!(city.work, tenfold_sim::scenario::Work::default(), "the file writes it out");
    assert_eq!(city.costs, tenfold_sim::staffing::Costs::default());
    assert_eq!(city.cabin_needs, tenfold_sim::staffing::CabinNeeds::default());
    assert_eq!(city.at_hand[0].collectors, Some(391));
    assert_eq!(city.labs[0].vehicles, Some(5));
    for key in ["planning.work", "planning.townships.collectors", "planning.lanes_max"] {
        assert!(input.synthetic.iter().any(|marked| marked == key), "{key}");
    }
    assert!(!input.synthetic.iter().any(|key| key == "planning.prevalence"));
}

#[test]
fn a_town_without_a_planning_section_has_stated_defaults() {
    let bench = Bench::new();
    let error = bench.small("").expect_err("B has no site");
    assert!(error.contains("town.toml: line 31: townships.360781101: has people and no site"));
    let input = bench.small("[planning]\nlanes_max = 3\n").unwrap_or_else(|e| panic!("{e}"));
    let city = &input.city;
    let people: Vec<u32> = city.sites.iter().map(|site| site.people).collect();
    assert_eq!(people, [5_000, 5_001, 5_000]);
    assert_eq!(city.sites[2].name_en, "Town B site");
    assert_eq!(city.periods.len(), 2);
    assert!(matches!(city.habits.arrival, Arrival::WalkIn(_)));
    assert_eq!(city.labs[0].periods.len(), 1, "open day and night");
    assert_eq!((city.squads, city.at_hand[0].collectors), (None, None), "nobody said");
    assert!(input.synthetic.is_empty() && !city.labs[0].synthetic);
}

#[test]
fn failures_are_instants_of_the_round() {
    let bench = Bench::new();
    let text = "[planning]\nlanes_max = 3\n\
        [[failures]]\nkind = \"lab_down\"\nlab = 1\nfrom = \"14:00\"\nto = \"18:00\"\n\
        [[failures]]\nkind = \"network_out\"\nsite = \"A第2采样点\"\nday = 2\nfrom = \"22:00\"\n\
        to = \"02:00\"\n\
        [[failures]]\nkind = \"vehicle_lost\"\nlab = 1\nvehicle = 2\nfrom = \"12:00\"\n\
        [[failures]]\nkind = \"rain\"\nfrom = \"09:00\"\nto = \"11:00\"\nspeed = 0.7\n";
    let city = bench.small(text).unwrap_or_else(|error| panic!("{error}")).city;
    let hour = |hours: i64| START + Minutes::hours(hours);
    assert_eq!(
        city.failures,
        [
            Failure::LabDown { lab: 0, from_at: hour(8), to_at: hour(12) },
            Failure::NetworkOut { site: Some(1), from_at: hour(40), to_at: hour(44) },
            Failure::Rain { from_at: hour(3), to_at: hour(5), speed: 0.7 },
        ]
    );
    assert_eq!(city.losses, [Loss { lab: 0, number: 1, at: hour(6) }]);
    let mut two = city.most();
    two.labs[0].vehicles = 2;
    let lost = |staffing: &Staffing| {
        let failures = city.scenario(staffing).failures;
        failures.into_iter().any(|f| matches!(f, Failure::VehicleLost { vehicle: 1, .. }))
    };
    assert!(lost(&two));
    two.labs[0].vehicles = 1;
    assert!(!lost(&two), "there is no second vehicle to lose");
}

/// What is replaced in Ruijin's file, by what, and what the error must say.
const WRONG: &[(&str, &str, &str)] = &[
    ("population_synthetic = 38048", "population_synthetic = 0", "360781101: must be above 0"),
    (
        "population_synthetic = 38048",
        "population_synthetic = -5",
        "line 118: `population_synthetic`",
    ),
    ("prevalence = 0.001", "prevalence = -0.1", "planning.prevalence: is -0.1, but a prevalence"),
    ("prevalence = 0.001", "prevalence = 1.5", "planning.prevalence: is 1.5, but a prevalence"),
    ("prevalence = 0.001", "prevalance = 0.001", "did you mean `prevalence`?"),
    ("[planning.habits]", "[planning.habit]", "did you mean `habits`?"),
    ("at_home = 0.0095", "at_home = 0.99", "planning.habits.no_show: is more than everybody"),
    ("manual_synthetic = 0.05", "manual_synthetic = -0.05", "planning.habits.manual: is -0.05"),
    ("manual_synthetic = 0.05", "single = 0.05", "planning.habits.single: write either this or"),
    ("arrival = \"walk_in\"", "arrival = \"flood\"", "planning.habits.arrival: \"flood\" is unkn"),
    ("household = 3.28", "household = 0.5", "planning.habits.household: is 0.5, but a household"),
    ("key_synthetic = 0.12", "vip_synthetic = 0.12", "planning.classes.vip: is not a class: use"),
    ("key_synthetic = 0.12", "key_synthetic = 1.0", "planning.classes: are more than everybody"),
    ("{ mean_s = 22, cv = 0.4 }", "{ mean_s = -22 }", "work.register_chip.mean_s: is -22"),
    ("{ mean_s = 22, cv = 0.4 }", "{ mean_s = 22, cv = 9 }", "work.register_chip.cv: is 9"),
    ("{ mean_s = 22, cv = 0.4 }", "22", "`register_chip`: invalid type"),
    ("night_speed = 0.85", "night_speed = 0", "planning.work.night_speed: must be above 0"),
    ("seal_after = \"90 min\"", "seal_after = 90", "`seal_after`: invalid type"),
    ("lane_hour = 40", "lane_hour = -40", "planning.costs.lane_hour: is -40, but must not be"),
    ("[\"07:00\", \"21:00\"]", "[\"21:00\", \"07:00\"]", "planning.hours: must begin before they"),
    ("[\"07:00\", \"21:00\"]", "[\"7:00\", \"21:00\"]", "\"7:00\" is no time of day: write it"),
    ("late_synthetic = \"3 h\"", "late_synthetic = \"14 h\"", "planning.late: must be shorter"),
    ("half_goal = \"24 h\"", "half_goal = \"72 h\"", "planning.half_goal: must not be later"),
    ("lanes_max_synthetic = 12", "lanes_max_synthetic = 0", "lanes_max: must be above 0"),
    ("{ code = 360781101,", "{ code = 360781999,", "planning.townships.360781999: is no township"),
    ("id = 1\nvehicles", "id = 9\nvehicles", "planning.labs.9: is no lab of the file"),
    (
        "id = 1\nvehicles",
        "id = 1\nhours = [\"08:00\", \"08:00\"]\nvehicles",
        "planning.labs.1.hours: is never open: write the hours as",
    ),
    (
        "tubes_per_day_synthetic = 8000",
        "tubes_per_day_synthetic = 0",
        "planning.bought_labs.会昌第三方实验室.tubes_per_day: must be above 0",
    ),
    ("crane_t = 30", "crane_t = 0", "planning.cabin_needs.crane_t: must be above 0"),
    ("cables = [1, 2]", "cables = [2, 1]", "planning.cabin_needs.cables: write the fewest"),
    ("cabins_max_synthetic = 24", "cabins_max_synthetic = 0", "cabins_max: must be above 0"),
    ("[planning]\n", "[planning]\nround = 2\n", "planning.round: is no round of the file"),
];

#[test]
fn a_wrong_planning_section_says_where_and_what_to_do() {
    let bench = Bench::new();
    for (from, to, expected) in WRONG {
        let error = bench.changed(from, to).expect_err(to);
        assert!(error.contains("town.toml: line "), "{error}");
        assert!(error.contains(expected), "{error}\n  should say: {expected}");
        let line: usize = error
            .split("line ")
            .nth(1)
            .and_then(|rest| rest.split(':').next())
            .and_then(|number| number.parse().ok())
            .expect("a number");
        assert!(line > 100 && line < 460, "{error}");
    }
    let failure = |text: &str| bench.load(&format!("{}[[failures]]\n{text}", bench.good));
    for (text, expected) in [
        ("kind = \"lab_down\"\nfrom = \"14:00\"\nto = \"15:00\"", "failures.1.lab: is missing"),
        ("kind = \"lab_down\"\nlab = 9\nfrom = \"14:00\"\nto = \"15:00\"", "is no open lab"),
        ("kind = \"lab_down\"\nlab = 1\nfrom = \"14:00\"", "failures.1.to: is missing"),
        (
            "kind = \"rain\"\nfrom = \"14:00\"\nto = \"15:00\"\nspeed = 0",
            "failures.1.speed: is the",
        ),
        ("kind = \"snow\"\nfrom = \"14:00\"", "unknown variant `snow`"),
        ("kind = \"vehicle_lost\"\nlab = 1\nvehicle = 0\nfrom = \"14:00\"", "counted from 1"),
        ("kind = \"network_out\"\nsite = \"X\"\nfrom = \"14:00\"\nto = \"15:00\"", "is no site"),
    ] {
        let error = failure(text).expect_err(text);
        assert!(error.contains(expected), "{error}\n  should say: {expected}");
    }
}

#[test]
fn a_city_whose_labs_are_all_closed_is_told_so() {
    let bench = Bench::new();
    let closed = SMALL.replace("process = \"4 h\"", "process = \"4 h\"\nopen = false");
    let error = bench.load(&format!("{closed}[planning]\nlanes_max = 3\n")).expect_err("no lab");
    assert!(
        error.contains("town.toml: line 11: labs: no lab is open: set `open = true`"),
        "{error}"
    );
}

#[test]
fn files_of_the_wrong_kind_are_named() {
    let bench = Bench::new();
    for (text, expected) in [
        (b"{\"region\": 360781}".as_slice(), "town.toml: is JSON, not TOML; check that"),
        (b"from,to,minutes\nA,B,3\n", "town.toml: is CSV, not TOML"),
        (b"PK\x03\x04\x00\x00", "town.toml: is a binary file or text in another encoding, not"),
        (b"name = \"\xc8\xf0\xbd\xf0\"", "town.toml: is a binary file or text in another encod"),
    ] {
        let path = bench.write("town.toml", text);
        let error = plan::load(&path, None).expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}\n  should say: {expected}");
        assert!(Town::load(&path).is_err(), "init refuses it too");
    }
}

#[test]
fn a_prevalence_of_forty_percent_is_allowed_and_warned_of() {
    let bench = Bench::new();
    let input = bench.small(
        "[planning]\nlanes_max = 3\ntownships = [{ code = 360781101, \
                             prevalence = 0.4 }]\n",
    );
    let input = input.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(input.city.places[1].prevalence, 0.4);
    let [warning] = &input.warnings[..] else { panic!("{:?}", input.warnings) };
    let said = "Town B: at a prevalence of 40.0 % pooling does not pay (it does up to 30.66 %)";
    assert!(warning.en.starts_with(said), "{}", warning.en);
    assert!(warning.zh.starts_with("B：流行率 40.0 % 高于 30.66 %"), "{}", warning.zh);
}

#[test]
fn a_drive_of_more_than_four_hours_is_warned_of() {
    let bench = Bench::new();
    let text = SMALL.replace("position = [116.1, 25.9]", "position = [118.5, 25.9]");
    let input = bench.load(&format!("{text}[planning]\nlanes_max = 3\n"));
    let input = input.unwrap_or_else(|error| panic!("{error}"));
    let [warning] = &input.warnings[..] else { panic!("{:?}", input.warnings) };
    assert!(warning.en.contains("Town B site: the nearest lab is 7.6 h away, more than the 4 h"));
    assert!(warning.zh.contains("超过标本室温时限 4 小时"), "{}", warning.zh);
}

#[test]
fn a_matrix_goes_before_an_osrm_table_and_that_before_coordinates() {
    let bench = Bench::new();
    let with = |travel: &str| {
        let end = format!("[planning]\nlanes_max = 3\n[travel]\n{travel}");
        bench.small(&end).unwrap_or_else(|error| panic!("{error}"))
    };
    bench.write("m.csv", "from,to,minutes\nL,A,10\nA,L,11\nL,B,20\nB,L,21\nA,B,30\nB,A,31\n");
    let place = |lon: f64, lat: f64| format!("{{\"location\":[{lon},{lat}],\"name\":\"\"}}");
    let places = [place(116.0005, 25.9), place(116.0, 25.881), place(116.1, 25.9005)].join(",");
    let osrm = format!(
        "{{\"code\":\"Ok\",\"sources\":[{places}],\"destinations\":[{places}],\
         \"durations\":[[0,60,120],[61,0,180],[121,181,0]]}}"
    );
    bench.write("t.json", osrm);
    let vroom = "{\"matrices\":{\"car\":{\"durations\":[[0,300,600],[300,0,660],[600,660,0]]}}}";
    bench.write("v.json", vroom);

    let input = with("matrix = \"m.csv\"\nosrm = \"t.json\"");
    assert!(matches!(&input.source, Source::Matrix(file) if file.ends_with("m.csv")));
    assert!(input.source.say().en.contains("m.csv"));
    assert_eq!(input.city.from_lab(0, 2), Some(20.0));
    assert_eq!(input.city.to_lab(2, 0), Some(21.0), "rows are origins");
    assert_eq!(input.city.to_lab(0, 0), Some(11.0), "a site takes its township's row");

    let input = with("osrm = \"t.json\"");
    assert!(matches!(&input.source, Source::Osrm(file) if file.ends_with("t.json")));
    let minutes = input.city.to_lab(2, 0).expect("route");
    assert!((minutes - 121.0 / 60.0).abs() < 1e-9, "found by its position: {minutes}");

    let input = with("matrix = \"v.json\"\norder = [\"L\", \"A\", \"B\"]");
    assert_eq!(input.city.from_lab(0, 2), Some(10.0));

    let input = with("detour = 1.4");
    assert_eq!(input.source, Source::Coordinates);
    assert!(input.source.say().zh.contains("坐标"));
}

#[test]
fn a_plan_of_texts_reads_no_file() {
    let protocol = fs::read_to_string(fixture("protocols/ruijin-2022.toml")).expect("fixture");
    let most = Most { people: 20_000, sites: 10 };
    let files =
        BTreeMap::from([("times.csv".to_owned(), ",L,A,B\nL,0,1,2\nA,1,0,3\nB,2,3,0\n".into())]);
    let read = |travel: &str| {
        let town = format!("{}[planning]\nlanes_max = 3\n[travel]\n{travel}", *SMALL);
        Posted { town: &town, protocol: Some(&protocol), files: &files }.read(most)
    };
    let input = read("").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((input.city.people(), input.source), (15_001, Source::Coordinates));
    let input = read("matrix = \"times.csv\"").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(input.source, Source::Matrix("times.csv".into()));
    for other in ["/etc/hostname", "./times.csv", "../towns/times.csv"] {
        let error = read(&format!("osrm = \"{other}\"")).expect_err("a file").to_string();
        assert!(error.contains("travel.osrm: names a file, and here is none"), "{error}");
    }
}

#[test]
fn a_town_that_is_sent_is_not_too_large() {
    let (files, most) = (BTreeMap::new(), Most { people: 20_000, sites: 10 });
    let protocol = fs::read_to_string(fixture("protocols/ruijin-2022.toml")).expect("fixture");
    let read = |town: &str, protocol| Posted { town, protocol, files: &files }.read(most);
    let town = format!("{}[planning]\nlanes_max = 3\n", *SMALL);
    let crowd = town.replacen("population = 1", "population = 1000", 1);
    let site = "[[sites]]\ntownship = 360781100\nname_zh = \"A\"\nname_en = \"A\"\nlanes = 1\n";
    let long = format!("{town}#{}", "-".repeat(1 << 20));
    for (town, protocol, told) in [
        (&town, None, "town: line 3: protocol: names a file, and here is none"),
        (&crowd, Some(&*protocol), "more people than are planned for here, 20000 at most"),
        (&format!("{town}{}", site.repeat(11)), Some(&*protocol), "more sites than are planned"),
        (&long, Some(&*protocol), "town: town: is longer than 1 MiB"),
        (&town, Some(&*long), "protocol: protocol: is longer than 1 MiB"),
    ] {
        let error = read(town, protocol).expect_err(told).to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn a_wrong_matrix_says_where_and_what_to_do() {
    let bench = Bench::new();
    let end = "[planning]\nlanes_max = 3\n[travel]\nmatrix = \"m.csv\"\n";
    for (matrix, expected) in [
        (",L,A,B\nL,0,1,2\nA,1,0,\nB,2,3,0\n", "m.csv: line 3: A -> B: has no travel time"),
        (",L,A\nL,0,1\nA,1,0\n", "m.csv: B采样点: has no row: add it by its name or its town"),
        (
            ",L,A,B\nL,0,1,null\nA,1,0,3\nB,2,3,0\n",
            "town.toml: sites.B采样点: nobody can reach it: there is no route to and from any",
        ),
        ("region = 1\n", "m.csv: is text of another kind, not a table of travel times"),
    ] {
        bench.write("m.csv", matrix);
        let error = bench.small(end).expect_err(expected);
        assert!(error.contains(expected), "{error}\n  should say: {expected}");
    }
    let gone = end.replace("m.csv", "gone.csv");
    assert!(bench.small(&gone).expect_err("no file").contains("gone.csv: cannot be read"));
}

#[test]
fn a_suspicious_matrix_is_used_and_warned_of() {
    let bench = Bench::new();
    let end = "[planning]\nlanes_max = 3\n[travel]\nmatrix = \"m.csv\"\n";
    // Seconds instead of minutes, a diagonal that is not 0, and a way round that is shorter.
    bench.write("m.csv", ",L,A,B\nL,5,400,9000\nA,400,0,900\nB,9000,900,0\n");
    let input = bench.small(end).unwrap_or_else(|error| panic!("{error}"));
    let said: Vec<&str> = input.warnings.iter().map(|said| said.en.as_str()).collect();
    for part in ["L is not 0 minutes from itself", "check the unit", "by way of a third place"] {
        assert!(said.iter().any(|said| said.contains(part)), "{part}: {said:?}");
    }
}
