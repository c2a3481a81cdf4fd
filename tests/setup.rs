//! Files of the set-up: good ones become a campaign, bad ones say what to do.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tenfold::service;
use tenfold::setup::people::{People, Person};
use tenfold::setup::roster::{self, Roster, RosterRow, Tongue};
use tenfold::setup::town::Town;
use tenfold::setup::{kit, protocol};
use tenfold_domain::code::{Code, RoundId, with_check_digits};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::term::{Area, Class};
use tenfold_domain::time::{At, Minutes};

/// 2022-04-01T06:00:00+08:00.
const TODAY: At = At(1_648_764_000_000);

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

fn text(path: &str) -> String {
    std::fs::read_to_string(fixture(path)).expect("fixture")
}

fn ruijin() -> Town {
    Town::load(&fixture("towns/ruijin.toml")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_plan_is_a_protocol() {
    let mut seen = 0;
    for entry in std::fs::read_dir(fixture("protocols")).expect("folder") {
        let path = entry.expect("entry").path();
        let protocol = protocol::load(&path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(path.file_stem().and_then(|stem| stem.to_str()), Some(protocol.name.as_str()));
        assert_eq!(protocol.classes.len(), Class::ALL.len());
        assert_eq!(protocol.capacity(Class::CloseContact, Area::Ordinary, None), 1);
        assert_eq!(protocol.capacity(Class::Resident, Area::Ordinary, Some(4)), 10);
        assert_eq!(protocol.capacity(Class::Resident, Area::Ordinary, Some(1)), 1);
        assert_eq!(protocol.capacity(Class::Resident, Area::Lockdown, None), 1);
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[test]
fn ruijins_limits_are_those_of_the_plan() {
    let protocol = protocol::load(&fixture("protocols/ruijin-2022.toml")).expect("good");
    assert_eq!(protocol.transport.tubes_per_box_max, 30);
    assert_eq!(protocol.transport.room_limit, Minutes::hours(4));
    assert_eq!(protocol.class(Class::Key).lab_limit, Minutes::hours(6));
    assert_eq!(protocol.class(Class::Resident).total_limit, Minutes::hours(24));
    assert!(protocol.class(Class::Key).phone_mandatory);
    assert!(!protocol.class(Class::Resident).phone_mandatory);
    assert_eq!(protocol.lab.keep_positive, Minutes::hours(7 * 24));
    assert_eq!(protocol.recollection.positive_limit, Minutes::hours(6));
    assert_eq!(protocol.staffing.persons_per_hour, 40);
    assert_eq!(protocol.classes[0].class, Class::Suspect, "the strictest is the fallback");
}

#[test]
fn tubes_and_boxes_are_never_taken_for_each_other() {
    let protocol = protocol::load(&fixture("protocols/ruijin-2022.toml")).expect("good");
    let tube = |code| protocol.tube_codes.iter().any(|rule| rule.accepts(code));
    let a_box = |code| protocol.box_codes.iter().any(|rule| rule.accepts(code));
    let own_tube = with_check_digits("3607810001").expect("digits");
    let own_box = with_check_digits("36078101").expect("digits");
    assert!(tube(own_tube) && !a_box(own_tube));
    assert!(a_box(own_box) && !tube(own_box));
    let mistyped = Code::scan(&own_tube.as_str().replacen('1', "2", 1)).expect("code");
    assert!(!tube(mistyped), "no supplier's rule takes it in");
    assert!(tube(Code::scan("RJ12345678901234").expect("code")));
    assert!(a_box(Code::scan("RB123456").expect("code")));
}

/// What is replaced in Ruijin's protocol, by what, and what the error must say.
const WRONG_PROTOCOLS: &[(&str, &str, &str)] = &[
    ("[transport]", "[transport]\nspeed = 3", "`speed`: unknown field"),
    ("room_limit = \"4 h\"", "", "missing field `room_limit`"),
    ("room_limit = \"4 h\"", "room_limit = \"4\"", "write a whole number above 0 and a unit"),
    ("room_limit = \"4 h\"", "room_limit = \"0 h\"", "`room_limit`: \"0 h\" is not a time"),
    ("room_limit = \"4 h\"", "room_limit = 4", "`room_limit`: invalid type"),
    ("capacities = [1, 5, 10, 20]", "capacities = []", "capacities: list the tube sizes"),
    ("capacities = [1, 5, 10, 20]", "capacities = [1, 5]", "10 is not a tube size: use one of"),
    ("class = \"key\"", "class = \"suspect\"", "classes.suspect: is listed twice"),
    ("class = \"key\"", "class = \"vip\"", "\"vip\" is not a class: use one of resident"),
    ("lockdown = 1, ", "moon = 1, ", "\"moon\" is not an area: use one of ordinary"),
    ("specimens = 2", "specimens = 3", "classes.suspect.specimens: must be 1, or 2"),
    ("total_limit = \"24 h\"", "total_limit = \"1 h\"", "is shorter than lab_limit"),
    ("prefix = \"RJ\"\n", "", "tube_codes.2.prefix: lets a mistyped code"),
    ("prefix = \"RJ\"", "prefix = \"rj\"", "tube_codes.2.prefix: must be capital letters"),
    ("length = [12, 16]", "length = [12, 17]", "tube_codes.2.length: must be [shortest"),
    ("prefix = \"RB\"", "prefix = \"RJ\"", "tube_codes.2: a box rule accepts such codes too"),
    ("length = [10, 10]", "length = [12, 12]", "tube_codes.1: a box rule accepts such codes too"),
    ("check = \"mod97\"", "check = \"mod11\"", "unknown variant `mod11`"),
    ("tubes_per_box_max = 30", "tubes_per_box_max = 0", "transport.tubes_per_box_max: must be"),
    ("tubes_per_box_max = 30", "tubes_per_box_max = 201", "must be 200 at most"),
    ("retests_max = 1", "retests_max = 21", "lab.retests_max: must be 20 at most"),
    ("[1, 5, 10, 20]", "[1, 5, 10, 20, 51]", "capacities: a tube of more than 50 persons"),
    ("days = [1, 4, 7, 14]", "days = [4, 1]", "schedules.contact_of_goods: list the days"),
    ("then = \"close_contact_at_home\"", "then = \"elsewhere\"", "names a schedule that the file"),
    ("then = \"close_contact_at_home\"", "then = \"close_contact\"", "begins again when it is"),
    ("[\"48 h\", \"7 d\"]", "[\"7 d\", \"48 h\"]", "certificates.hold: list 4 times at most"),
    ("[\"48 h\", \"7 d\"]", "[\"90 min\"]", "certificates.hold: list 4 times at most"),
    ("[\"48 h\", \"7 d\"]", "[\"31 d\"]", "none above 720 h"),
    ("name = \"ruijin-2022\"", "name = \" \"", "name: is empty"),
];

#[test]
fn a_wrong_protocol_says_where_and_what_to_do() {
    let good = text("protocols/ruijin-2022.toml");
    for (from, to, expected) in WRONG_PROTOCOLS {
        assert!(good.contains(from), "{from}");
        let wrong = good.replacen(from, to, 1);
        let error = protocol::from_toml("plan.toml", &wrong).expect_err(to).to_string();
        assert!(error.starts_with("plan.toml: "), "{error}");
        assert!(error.contains(expected), "{error}\n  should say: {expected}");
    }
    let parts: Vec<&str> = good.split("[[classes]]").collect();
    let without = [&parts[..1], &parts[2..]].concat().join("[[classes]]");
    let error = protocol::from_toml("plan.toml", &without).expect_err("no suspect").to_string();
    assert_eq!(error, "plan.toml: classes.suspect: is missing: every class needs its limits once");
    let error = protocol::load(Path::new("nowhere.toml")).expect_err("no file").to_string();
    assert!(error.contains("nowhere.toml: cannot be read"), "{error}");
}

#[test]
fn a_wrong_kit_says_where_and_what_to_do() {
    let good = text("kits/standard.toml");
    for (from, to, expected) in [
        ("positive = 2", "positive = 3", "targets_for_positive: must lie between 1"),
        ("grey_max = 38.0", "grey_max = 30.0", "targets.ORF1ab: cut-offs must ascend"),
        ("grey_max = 38.0", "grey_max = nan", "targets.ORF1ab: cut-offs must ascend"),
        ("name = \"N\"", "name = \"ORF1ab\"", "targets.ORF1ab: is listed twice"),
        ("\"rt_pcr\"", "\"elisa\"", "is not a method: use one of rt_pcr, isothermal"),
        ("method = \"rt_pcr\"", "", "detection_limit_copies_per_ml: needs `method` beside it"),
        ("detection_limit_copies_per_ml = 500", "", "method: needs `detection_limit"),
        ("_per_ml = 500", "_per_ml = 0", "detection_limit_copies_per_ml: must be above 0"),
    ] {
        let error = kit::from_toml("kit.toml", &good.replacen(from, to, 1)).expect_err(to);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.zh().is_ascii(), "{}", error.zh());
    }
    let said = kit::from_toml("kit.toml", &good).expect("good").assay;
    assert_eq!(said.map(|assay| assay.limit_copies_per_ml), Some(500));
    let before = good.replace("method = \"rt_pcr\"", "");
    let before = before.replace("detection_limit_copies_per_ml = 500", "");
    assert_eq!(kit::from_toml("kit.toml", &before).expect("as before").assay, None);
}

#[test]
fn ruijin_adds_up() {
    let town = ruijin();
    let campaign = &town.campaign;
    assert_eq!(town.population(), 613_894);
    assert_eq!(town.tubes_per_day(), 26_000);
    let hourly: u32 = campaign.labs.iter().map(|lab| lab.tubes_per_hour).sum();
    assert_eq!(hourly * 20, 26_000);
    assert_eq!((town.townships.len(), campaign.labs.len(), campaign.rounds.len()), (17, 4, 1));
    let urban: u32 = town.communities.iter().map(|community| community.population.value).sum();
    assert_eq!((town.communities.len(), urban), (25, 195_364));
    assert!(town.communities.iter().all(|community| !community.population.synthetic));
    assert!(town.townships[0].population.to_string().ends_with("(synthetic)"));
    assert_eq!((campaign.sites.len(), campaign.lanes.len()), (84, 336));
    assert_eq!(campaign.sites[0].name_zh, "象湖镇第1采样点");
    assert_eq!(campaign.rounds[0].starts_at, TODAY);
    assert_eq!(campaign.rounds[0].deadline_at - TODAY, Minutes::hours(48));
    assert_eq!(campaign.kit("standard").map(|kit| kit.targets.len()), Some(3));
    for (at, lane) in campaign.lanes.iter().enumerate() {
        assert_eq!(lane.id.0 as usize, at + 1);
        assert!(campaign.site_of(lane.id).is_some());
    }
}

#[test]
fn every_site_has_one_lab_and_labs_share_by_capacity() {
    let town = ruijin();
    for (lab, share) in [(1, 12.0), (2, 6.0), (3, 4.0), (4, 4.0)] {
        let sites = &town.campaign.sites;
        let served = sites.iter().filter(|site| site.lab.0 == lab).count();
        let fair = sites.len() as f64 * share / 26.0;
        assert!((served as f64 - fair).abs() <= 2.0, "lab {lab} serves {served}, fair is {fair}");
    }
    let gangmian = town.campaign.sites.iter().find(|site| site.township == 360_781_203);
    let travel = &gangmian.expect("site").travel;
    assert!(travel.len() == 4 && travel.iter().all(|(_, minutes)| *minutes == Minutes(60)));
    let near = &town.campaign.sites[0].travel;
    assert!(near.iter().all(|(_, minutes)| (4..20).contains(&minutes.0)), "{near:?}");
}

/// What is replaced in Ruijin's town file, by what, and what the error must say.
const WRONG_TOWNS: &[(&str, &str, &str)] = &[
    ("population_synthetic", "population = 1\npopulation_synthetic", "write it once"),
    ("code = 360781100", "code = 360782100", "townships.360782100: write nine digits"),
    ("code = 360781101", "code = 360781100", "townships.360781100: is listed twice"),
    ("township = 360781100", "township = 360781999", "communities: its township is not"),
    ("id = 2\n", "id = 1\n", "labs.1.id: must be above 0 and no other lab's"),
    ("[[rounds]]\nid = 1\n", "[[rounds]]\nid = 0\n", "rounds.0: must lie between 1 and 65535"),
    ("[[rounds]]\nid = 1\n", "[[rounds]]\nid = 20220401\n", "a date is no number"),
    ("2022-04-03T06:00:00+08:00", "2022-04-03T06:00:00", "date, time and offset"),
    ("deadline_at = 2022", "deadline_at = 2021", "deadline_at must come after starts_at"),
    ("lanes_per_site_synthetic = 4", "lanes_per_site_synthetic = 0", "at least one lane"),
    ("sites_synthetic = 25", "sites_synthetic = 100001", "more than 100,000 sites"),
    ("lanes_per_site_synthetic = 4", "lanes_per_site_synthetic = 50000", "a million lanes"),
    ("[116.023655, 25.891262]", "[25.891262, 116.023655]", "write [longitude, latitude]"),
    ("detour = 1.35", "detour = nan", "travel: needs speeds above 0"),
    ("detour = 1.35", "detours = 1.35", "`detours`: unknown field"),
    ("ruijin-2022.toml", "ruijin-2023.toml", "ruijin-2023.toml: cannot be read"),
    ("process_synthetic = \"4 h\"", "", "labs.1.process: say how long a tube takes"),
    (
        "sites_synthetic = 25",
        "sites_synthetic = 25\nhours = [\"08:00\", \"08:00\"]",
        "townships.360781100.hours: is never open",
    ),
];

/// A folder that holds the fixtures' protocols and kits, and a town file of its own.
fn town_file(folder: &Path) -> PathBuf {
    for kind in ["protocols", "kits", "towns"] {
        let to = folder.join(kind);
        std::fs::create_dir(&to).expect("folder");
        for entry in std::fs::read_dir(fixture(kind)).expect("folder") {
            let entry = entry.expect("entry");
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copy");
        }
    }
    folder.join("towns/town.toml")
}

#[test]
fn a_wrong_town_says_where_and_what_to_do() {
    let good = text("towns/ruijin.toml");
    let folder = tempfile::tempdir().expect("folder");
    let path = town_file(folder.path());
    for (from, to, expected) in WRONG_TOWNS {
        assert!(good.contains(from), "{from}");
        std::fs::write(&path, good.replacen(from, to, 1)).expect("write");
        let error = Town::load(&path).expect_err(to).to_string();
        assert!(error.contains(expected), "{error}\n  should say: {expected}");
    }
}

#[test]
fn a_known_site_stands_beside_the_laid_out_ones() {
    let good = text("towns/ruijin.toml");
    let folder = tempfile::tempdir().expect("folder");
    let path = town_file(folder.path());
    let known = "\n[[sites]]\ntownship = 360781201\nname_zh = \"丁陂中学\"\nname_en = \"School\"\n\
                 position = [115.857699, 26.252682]\narea = \"control\"\nlab = 4\nlanes = 2\n\
                 hours = [\"20:00\", \"02:00\"]\n";
    std::fs::write(&path, format!("{good}{known}")).expect("write");
    let town = Town::load(&path).unwrap_or_else(|error| panic!("{error}"));
    let site = town.campaign.sites.last().expect("site");
    assert_eq!((site.id.0, site.area, site.lab.0), (85, Area::Control, 4));
    assert_eq!(site.hours, [(Minutes::hours(12), Minutes::hours(18))], "UTC, over midnight there");
    assert_eq!(town.campaign.lanes.len(), 338);
    std::fs::write(&path, format!("{good}{}", known.replace("lab = 4", "lab = 9"))).expect("write");
    let error = Town::load(&path).expect_err("no such lab").to_string();
    assert!(error.contains("sites.丁陂中学: its lab is not listed"), "{error}");
}

/// Kept, so that a change of the generator shows: drills are repeated by their seed.
const FIRST_OF_SEED_7: &str = "高军海 360781193907272277 19900009180";

#[test]
fn invented_people_are_the_same_for_the_same_seed() {
    let town = ruijin();
    let crowd = |seed| People::new(seed, &town).take(1000).collect::<Vec<Person>>();
    assert_eq!(crowd(7), crowd(7));
    assert_ne!(crowd(7), crowd(8));
    let first = &crowd(7)[0];
    let shown = format!("{} {} {}", first.name, first.document.number(), first.phone);
    assert_eq!(shown, FIRST_OF_SEED_7);
}

#[test]
fn invented_people_are_valid_different_and_mixed() {
    let town = ruijin();
    let mut numbers = HashSet::new();
    let (mut men, mut key, mut urban, mut households) = (0, 0, 0, 0);
    for person in People::new(42, &town).take(100_000) {
        let number = person.document.number();
        let again = Document::parse(DocumentKind::ResidentId, number, TODAY);
        assert_eq!(again.as_ref(), Ok(&person.document));
        assert!(number.starts_with("360781"));
        assert_eq!(person.document.sex(), Some(person.sex));
        assert!((2..=3).contains(&person.name.chars().count()), "{}", person.name);
        assert!(person.phone.starts_with("1990000") && person.phone.len() == 11);
        assert!((1..=4).contains(&person.batch));
        assert!(numbers.insert(number.to_owned()));
        men += u32::from(person.sex.word() == "male");
        key += u32::from(person.class == Class::Key);
        urban += u32::from(person.township == 360_781_100);
        households = households.max(person.household);
    }
    assert!((49_000..51_000).contains(&men), "{men}");
    assert!((14_000..16_000).contains(&key), "{key}");
    assert!((30_000..34_000).contains(&urban), "{urban}");
    assert!((30_000..37_000).contains(&households), "{households}");
}

/// Reads a roster; a line of answer for each row.
fn read(roster: &[u8]) -> Vec<String> {
    let town = ruijin();
    let roster = match Roster::open("roster.csv", roster, &town, TODAY) {
        Ok(roster) => roster,
        Err(error) => return vec![error.to_string()],
    };
    let answer = |verdict: roster::Verdict| match verdict.row {
        Ok(row) => format!("{} {:?} {}", verdict.line, row.document, row.class.word()),
        Err(fault) => format!("{} {fault}", verdict.line),
    };
    roster.map(|verdict| answer(verdict.expect("no error below"))).collect()
}

/// Rows below their heading, good and bad.
const ROWS: &str = "name,document_kind,document,phone,township,class,batch,address\r
张三,身份证,360781199901010011,,象湖镇,居民,4,somewhere\r
李四,,360781199901010012,,象湖镇,,,\r
王五,,36078120220901001X,,象湖镇,,,\r
赵六,resident_id,36078119990101002x,,360781100,key,3,\r
赵六,resident_id,36078119990101002x,199 0000-0001,360781100,key,3,\r
\r
张三丰,,360781990101001,,叶坪镇,,,\r
\"unclosed,,T0001,,象湖镇,,,\r
周七,visa,E1,,象湖镇,,,\r
周七,护照,E1,,月球镇,,,\r
周七,护照,E1,,象湖镇,vip,,\r
周七,护照,E1,,象湖镇,,5,\r
周七,护照,E1,abc,象湖镇,,,\r
=1+1,护照,E1,,象湖镇,,,\r
,护照,E1,,象湖镇,,,\r
周七,护照\r
周七,护照,E1,,象湖镇,,,,,,more\r
";

#[test]
fn a_bad_row_never_stops_the_file() {
    let mut file = ROWS.as_bytes().to_vec();
    file.extend(b"\xff\xfe,,T0001,,\xff,,,\r\n");
    file.extend("长".repeat(5000).as_bytes());
    file.extend("\n\"周,\"\"七\",护照,E1,,象湖镇,,".as_bytes());
    let whole = "the line cannot be read: wrong characters, too long, an unclosed quote or too \
                 many cells; correct it";
    let number = "document: the document number is wrong; compare with the document and enter it \
                  again";
    let check = "document: the check digit of the document number is wrong; compare with the \
                 document and enter it again; if it reads so, a supervisor may take it";
    let birth = "document: the birth date is impossible; compare with the document and enter it \
                 again";
    let phone = "phone: a key person needs a phone number; ask for the phone number and enter it";
    let malformed = |column| format!("{column}: {MALFORMED}");
    let expected: [(u64, &str); 19] = [
        (2, "resident_id 360781********0011 resident"),
        (3, check),
        (4, birth),
        (5, phone),
        (6, "resident_id 360781********002X key"),
        (8, "same document as line 2; keep one of the two lines"),
        (9, whole),
        (10, &malformed("document_kind")),
        (11, &malformed("township")),
        (12, &malformed("class")),
        (13, &malformed("batch")),
        (14, &malformed("phone")),
        (15, &malformed("name")),
        (16, &malformed("name")),
        (17, number),
        (18, whole),
        (19, whole),
        (20, whole),
        (21, "passport ** resident"),
    ];
    assert_eq!(read(&file), expected.map(|(line, answer)| format!("{line} {answer}")));
}

const MALFORMED: &str = "the cell is empty or not understood; correct it";

#[test]
fn headings_come_in_two_tongues_with_and_without_a_mark() {
    let row = "张三,360781199901010011,叶坪镇";
    for heading in
        ["name,document,township", "\u{feff}姓名,证件号码,乡镇", "\u{feff}\"姓名\",Document, 乡镇 "]
    {
        let lines = read(format!("{heading}\n{row}\n").as_bytes());
        assert_eq!(lines, ["2 resident_id 360781********0011 resident"], "{heading}");
    }
    for (heading, expected) in [
        ("姓名,证件号码", "roster.csv: township: is missing: add a column `township` or `乡镇`"),
        ("姓名,name", "roster.csv: name: stands in the heading twice: keep one column"),
        ("", "roster.csv: name: is missing: add a column `name` or `姓名`"),
    ] {
        assert_eq!(read(heading.as_bytes()), [expected]);
    }
    let utf16 = read(b"\xff\xfen\0a\0m\0e\0,\0");
    assert!(utf16[0].contains("save the file as \"CSV UTF-8\""), "{utf16:?}");
}

#[test]
fn a_written_roster_reads_back() {
    let town = ruijin();
    let rows: Vec<RosterRow> = People::new(1, &town).take(500).map(RosterRow::from).collect();
    for tongue in [Tongue::English, Tongue::Chinese] {
        let mut file = Vec::new();
        roster::write(&mut file, tongue, rows.clone()).expect("memory");
        let read = Roster::open("roster.csv", file.as_slice(), &town, TODAY).expect("heading");
        let read: Vec<RosterRow> =
            read.map(|verdict| verdict.expect("memory").row.expect("good")).collect();
        assert_eq!(read, rows);
    }
}

#[test]
fn a_line_too_long_spoils_itself_only() {
    for length in (4050..4110).chain(8150..8200) {
        let row = |number: &str, rest: usize| {
            format!("张三,临时编号,T000{number},象湖镇,{}\n", "x".repeat(rest))
        };
        let long = row("1", length - row("1", 0).len());
        let file = format!("name,document_kind,document,township,more\n{long}{}", row("2", 0));
        let lines = read(file.as_bytes());
        assert_eq!(lines.len(), 2, "{length}");
        assert_eq!(lines[0].starts_with("2 temporary"), length <= 4096, "{length}: {}", lines[0]);
        assert!(lines[1].starts_with("3 temporary"), "{length}: {}", lines[1]);
    }
}

#[test]
fn a_round_that_the_index_cannot_hold_is_not_kept() {
    let mut campaign = ruijin().campaign;
    campaign.rounds[0].id = RoundId(20_220_401);
    let folder = tempfile::tempdir().expect("folder");
    let key = folder.path().join("tenfold.key");
    let texts = (text("protocols/ruijin-2022.toml"), text("kits/standard.toml"));
    let made = service::init(folder.path(), &key, &campaign, (&texts.0, &texts.1));
    let error = made.expect_err("a date").to_string();
    assert!(error.contains("round 20220401 is not numbered from 1 to 65535"), "{error}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("folder").collect();
    assert!(left.is_empty(), "nothing of it was kept: {left:?}");
}
