//! From a plan to a campaign: what of a town a plan opens, and the files and commands that do it.

#[path = "common/folder.rs"]
mod folder;
#[path = "common/town.rs"]
mod town;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folder::Folder;
use serde_json::{Value, json};
use tenfold::setup::opened::{Opened, opened};
use tenfold::setup::plan::{self, PlanInput};
use tenfold::storage::sqlite;
use tenfold::storage::tables::reference;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{LabId, SiteId};
use tenfold_domain::time::Minutes;
use tenfold_sim::staffing::{LabStaffing, Staffing};
use town::{Township, fixture};

const MORE: &str = r#"
[[labs]]
id = 7
name_zh = "远"
name_en = "Far lab"
tubes_per_day = 1000
hours_per_day = 20
process = "4 h"
position = [116.2, 25.9]

[planning]
lanes_max = 6
squads = 1

[[planning.bought_labs]]
name_zh = "买"
name_en = "Bought lab"
tubes_per_day_synthetic = 3000
hours_per_day = 20
position = [116.1, 25.8]

[[planning.cabin_labs]]
name_zh = "舱"
name_en = "Cabins"
tubes_per_day = 1000
cabins_max = 2
"#;

/// Two townships; the second has no site of its own.
fn text() -> String {
    let a = Township {
        zh: "甲",
        en: "A",
        population: 2_000,
        position: (116.0, 25.88),
        country: false,
        sites: Some((2, 3)),
    };
    let b = Township {
        zh: "乙",
        en: "B",
        population: 1_000,
        position: (116.1, 25.9),
        country: true,
        sites: None,
    };
    town::text("小城", ("一", "Lab one"), 3_000, &[a, b]) + MORE
}

fn input(folder: &Folder) -> PlanInput {
    plan::load(&folder.write("town.toml", text()), None).unwrap_or_else(|error| panic!("{error}"))
}

fn lab(cyclers: u32) -> LabStaffing {
    LabStaffing { cyclers, vehicles: u32::from(cyclers > 0) }
}

/// The first site with a mobile team, the second closed, the seat of the township without a site.
fn staffing() -> Staffing {
    Staffing {
        lanes: vec![vec![2, 3], vec![0, 0], vec![1, 1]],
        single_lanes: vec![vec![2, 0], vec![0, 0], vec![0, 0]],
        mobile_teams: vec![1, 0, 0],
        labs: vec![lab(1), lab(0), lab(2), lab(0)],
        squads: 1,
        ..Staffing::default()
    }
}

fn found(staffing: &Staffing) -> Result<Opened, String> {
    opened(&input(&Folder::new()), staffing).map_err(|error| error.to_string())
}

#[test]
fn a_campaign_has_the_sites_and_lanes_that_the_plan_opens() {
    let Opened { town, sites_closed, labs_added, labs_closed } =
        found(&staffing()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((sites_closed, labs_closed), (1, 1));
    let campaign = &town.campaign;
    let sites: Vec<_> = campaign.sites.iter().map(|site| (site.id.0, site.open)).collect();
    assert_eq!(sites, [(1, true), (2, false), (3, true)], "numbers stay those of the file");
    let seat = &campaign.sites[2];
    assert_eq!((seat.name_zh.as_str(), seat.township), ("乙采样点", 360_781_101));
    assert_eq!(town.positions.len(), 3);
    // Four at once on the first day, and one for the team.
    let lanes: Vec<_> = campaign.lanes.iter().map(|it| (it.id.0, it.site.0, it.number)).collect();
    assert_eq!(lanes, [(1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 1, 4), (5, 1, 5), (6, 3, 1)]);
    for site in campaign.sites.iter().filter(|site| site.open) {
        let open = campaign.lab(site.lab).is_some_and(|lab| lab.open);
        assert!(open, "site {} has the lab the plan gives it", site.id);
        let to: Vec<LabId> = site.travel.iter().map(|(lab, _)| *lab).collect();
        assert_eq!(to, [LabId(1), labs_added[0]]);
        // From 07:00 to 21:00, eight hours ahead of UTC.
        assert_eq!(site.hours, [(Minutes::hours(23), Minutes::hours(37))]);
    }
    assert!(campaign.site(SiteId(2)).is_some_and(|site| site.hours.is_empty()));
}

#[test]
fn a_campaign_has_the_labs_that_the_plan_uses() {
    let opened = found(&staffing()).unwrap_or_else(|error| panic!("{error}"));
    let campaign = &opened.town.campaign;
    let labs: Vec<_> = campaign.labs.iter().map(|lab| (lab.id.0, lab.open, lab.own)).collect();
    assert_eq!(labs, [(1, true, true), (7, false, true), (8, true, false)]);
    assert_eq!(opened.labs_added, [LabId(8)]);
    let (one, bought) = (&campaign.labs[0], &campaign.labs[2]);
    // One thermocycler: 94 tubes in 105 minutes. Two of them, where two are planned.
    assert_eq!((one.tubes_per_hour, bought.tubes_per_hour), (54, 107));
    // Extraction, cycling, review: 60 + 105 + 20 minutes.
    assert_eq!(bought.process, Minutes(185));
    assert_eq!(bought.hours, [(Minutes::hours(0), Minutes::hours(20))], "08:00 to 04:00");
    assert_eq!(opened.town.labs.len(), 3);
    let mut more = staffing();
    more.labs = vec![lab(2), lab(1), lab(0), lab(0)];
    let campaign = found(&more).unwrap_or_else(|error| panic!("{error}")).town.campaign;
    let rates: Vec<u32> = campaign.labs.iter().map(|lab| lab.tubes_per_hour).collect();
    // What so many machines do; the file's own figure where that is the same.
    assert_eq!(rates, [125, 50]);
}

#[test]
fn a_plan_that_opens_nothing_makes_no_campaign() {
    let mut nothing = staffing();
    nothing.lanes = vec![vec![0, 0]; 3];
    nothing.single_lanes = nothing.lanes.clone();
    nothing.mobile_teams = vec![0; 3];
    assert!(found(&nothing).is_err_and(|error| error.contains("opens no lane")));
    let mut unread = staffing();
    unread.labs = vec![lab(0); 4];
    assert!(found(&unread).is_err_and(|error| error.contains("no lab that takes its tubes")));
}

fn tenfold(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
    command.args(args).env_remove("TENFOLD_KEY").output().expect("the program starts")
}

#[track_caller]
fn check(args: &[&str], code: i32) -> String {
    let output = tenfold(args);
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{error}");
    if code == 0 { out } else { error }
}

fn stored(data: &Path) -> Campaign {
    let mut stored = reference::campaigns(&sqlite::reader(data).expect("opens")).expect("reads");
    tenfold::service::campaign(stored.remove(0)).expect("campaign")
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// A town of 3,000 people, planned for in a second.
fn easy(folder: &Folder) -> PathBuf {
    let a = Township {
        zh: "甲镇",
        en: "North",
        population: 3_000,
        position: (116.0, 25.88),
        country: false,
        sites: Some((2, 4)),
    };
    let text = town::text("小城", ("小城实验室", "Town lab"), 3_000, &[a]);
    folder.write("easy.toml", text + "[planning]\nprevalence = 0.000001\nsquads = 1\n")
}

#[test]
fn a_plan_is_made_a_campaign_by_its_file_and_by_the_pages_file() {
    let folder = Folder::new();
    let town = easy(&folder);
    let html = folder.path("report.html");
    let out = check(&["plan", plain(&town), "--json", "--report", plain(&html)], 0);
    let document: Value = serde_json::from_str(&out).expect("a document");
    assert!(document["cost_yuan"].as_f64() > Some(1_000.0));
    let plan = folder.path("plan.json");
    fs::write(&plan, &out).expect("written");
    let (one, two) = (folder.path("one"), folder.path("two"));
    let args = ["init", "--town", plain(&town), "--plan", plain(&plan), "--data", plain(&one)];
    let said = check(&args, 0);
    assert!(said.contains("Opened as planned: ") && said.contains("小城"), "{said}");
    let campaign = stored(&one);
    let planned = document["plan"]["sites"].as_array().expect("sites");
    let most = |site: &Value| -> u64 {
        let at = |list: &str, day: usize| site[list][day].as_u64().unwrap_or(0);
        let day = |day| at("lanes", day) + at("single_lanes", day);
        day(0).max(day(1)) + site["mobile_teams"].as_u64().unwrap_or(0)
    };
    let lanes: u64 = planned.iter().map(most).sum();
    assert!(lanes > 0 && lanes < 8, "fewer than the town has room for");
    assert_eq!(campaign.lanes.len() as u64, lanes);

    let texts = |path: &Path| fs::read_to_string(path).expect("text");
    let file = folder.path("easy.campaign.json");
    let whole = json!({
        "about": { "name": "小城" },
        "town": texts(&town),
        "files": {
            "../protocols/ruijin-2022.toml": texts(&fixture("protocols/ruijin-2022.toml")),
            "../kits/standard.toml": texts(&fixture("kits/standard.toml")),
        },
        "plan": document["plan"],
    });
    fs::write(&file, whole.to_string()).expect("written");
    let said = check(&["init", "--campaign", plain(&file), "--data", plain(&two), "--json"], 0);
    let said: Value = serde_json::from_str(&said).expect("an answer");
    assert_eq!(said["lanes"].as_u64(), Some(lanes));
    assert_eq!(said["planned"]["labs_added"], 0);
    assert_eq!(stored(&two), campaign, "both ways make the same");
}

#[test]
fn files_that_make_no_campaign_say_why() {
    let folder = Folder::new();
    let town = easy(&folder);
    let data = folder.path("none");
    let init = |args: &[&str]| check(&[&["init", "--data", plain(&data)], args].concat(), 2);
    let bad = |name: &str, text: &str| {
        let path = folder.path(name);
        fs::write(&path, text).expect("written");
        path
    };
    let other = bad(
        "other.json",
        r#"{"plan":{"sites":[],"labs":[],"squads":1,
        "seal_after_minutes":null,"ends_early_minutes":0}}"#,
    );
    let said = init(&["--town", plain(&town), "--plan", plain(&other)]);
    assert!(said.contains("is of another town"), "{said}");
    let said = init(&["--campaign", plain(&bad("a.json", "{\"plan\": {}}"))]);
    assert!(said.contains("give the file that the planner's page saved"), "{said}");
    let without = json!({ "town": fs::read_to_string(&town).expect("text"), "plan": {} });
    let said = init(&["--campaign", plain(&bad("b.json", &without.to_string()))]);
    assert!(said.contains("b.json makes no campaign") && said.contains("protocol"), "{said}");
    let said = init(&["--town", plain(&town), "--campaign", plain(&other)]);
    assert!(said.contains("cannot be used with"), "{said}");
    let said = init(&["--plan", plain(&other)]);
    assert!(said.contains("--town"), "{said}");
    assert!(!data.exists(), "nothing was made");
}
