//! The planner's report: what stands in it, that it needs nothing else, and how it looks in a
//! real browser. Needs Chromium; TENFOLD_NO_BROWSER is set where there is none.

#[path = "report/city.rs"]
mod city;
#[path = "report/markup.rs"]
mod markup;

use std::path::Path;
use std::process::{Command, Output};

use city::Plan;
use tenfold::report::words::Lang;
use tenfold::report::{Report, csv, ending, html, json, text};
use tenfold_sim::city::trial;
use tenfold_sim::scenario::Scenario;
use tenfold_sim::sizing::Outcome;
use tenfold_sim::summary::{Answer, Share, Summary};

const SEED: u64 = 2022;

/// Two replications of a town of a tenth of Ruijin's people, and what a plan would say of it.
fn planned() -> (Scenario, Summary, Plan) {
    let mut scenario = city::scenario(&city::input(), 1, 6);
    for site in &mut scenario.sites {
        site.people /= 10;
    }
    let trials: Vec<_> = (0..2).map(|number| trial(&scenario, SEED, number)).collect();
    let summary = Summary::of(&scenario, &trials);
    let plan = city::plan(&scenario);
    (scenario, summary, plan)
}

fn report<'a>((scenario, summary, plan): &'a (Scenario, Summary, Plan)) -> Report<'a> {
    Report {
        bounds: &plan.bounds,
        shortages: &plan.shortages,
        staffing: &plan.staffing,
        supplies: &plan.supplies,
        pools: &plan.pools,
        ..Report::of(scenario, summary, SEED)
    }
}

#[test]
fn the_page_is_well_formed_and_needs_nothing_else() {
    let mut planned = planned();
    planned.0.name = "瑞金 <script>alert(1)</script> & \"2022\"".into();
    let page = html::page(&report(&planned), Lang::Zh);
    markup::well_formed(&page);
    assert!(!page.contains("<script>alert"), "a name is text");
    for outside in ["src=", "href=", "@import", "http:", "https:", "<link", "<iframe", "url(h"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(page.matches("url(").count(), page.matches("url(#hatch)").count());
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn the_page_says_everything_in_both_languages() {
    let planned = planned();
    let page = html::page(&report(&planned), Lang::En);
    assert!(page.contains("<html lang=\"en\">"));
    let told = [
        ("瓶颈", "The bottleneck"),
        ("等候与排队", "Waiting and queues"),
        ("样本与实验室", "Tubes and labs"),
        ("缺口与请求", "What is short and must be asked for"),
        ("采样员班次", "Shifts of collectors"),
        ("经验判断", "judgement"),
        ("虚构数据", "invented (synthetic)"),
        ("市疾控中心", "CDC"),
        ("象湖镇", "Xianghu"),
        ("=移动方舱", "=Cabin labs &lt;80 kW&gt;"),
    ];
    for (zh, en) in told {
        assert!(page.contains(zh) && page.contains(en), "{zh} / {en}");
    }
    assert_eq!(
        page.matches("lang=\"zh-CN\">").count() - 1,
        page.matches("lang=\"en\">").count() - 2,
        "every text stands in both; the switch and the page have a language of their own"
    );
    // Text of plots stays text, and the seed and the version stand at the end.
    for part in [">50 %<", ">100 %<", "2022", env!("CARGO_PKG_VERSION"), "km</text>"] {
        assert!(page.contains(part) || page.replace('\n', "").contains(part), "{part}");
    }
}

#[test]
fn a_report_without_a_plan_leaves_its_tables_out() {
    let (scenario, summary, _) = planned();
    let report = Report::of(&scenario, &summary, SEED);
    let page = html::page(&report, Lang::Zh);
    markup::well_formed(&page);
    assert!(!page.contains("缺口与请求") && page.contains("id=\"sites\""));
    let none = Summary::of(&scenario, &[]);
    markup::well_formed(&html::page(&Report::of(&scenario, &none, SEED), Lang::En));
}

#[test]
fn every_table_is_a_file_that_a_spreadsheet_can_open() {
    let planned = planned();
    let report = report(&planned);
    let folder = tempfile::tempdir().expect("folder");
    let files = csv::write(&report, &folder.path().join("tables")).expect("written");
    let tables = report.tables();
    assert_eq!(files.len(), tables.len());
    for (file, table) in files.iter().zip(&tables) {
        let bytes = std::fs::read(file).expect("a file");
        let sheet = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
        let mut reader = ::csv::Reader::from_reader(sheet);
        let heads = reader.headers().expect("a heading").len();
        let both = table.columns.iter().filter(|column| column.both).count();
        assert_eq!(heads, table.columns.len() + both, "{}", table.key);
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), table.rows.len(), "{}", table.key);
        let formula = |cell: &str| cell.starts_with(['=', '+', '@']);
        assert!(rows.iter().all(|row| !row.iter().any(formula)), "{}", table.key);
    }
    let read = |name: &str| {
        let path = folder.path().join("tables").join(name);
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    assert!(
        read("shortages.csv").contains("'=移动方舱,'=Cabin labs <80 kW>,象湖镇,Xianghu,2,,,座")
    );
    assert!(read("curves.csv").contains("2022-04-01T06:10:00+08:00,"));
    assert!(read("supplies.csv").contains("10,采样,sampling,鞋套,Shoe covers,全市,Whole city,,,,"));
}

#[test]
fn the_document_holds_the_figures() {
    let planned = planned();
    let document = json::document(&report(&planned));
    let summary = &planned.1;
    assert_eq!(document["seed"], SEED);
    assert_eq!(document["replications"], 2);
    assert_eq!(document["kept"]["every"]["of"], 2);
    assert_eq!(document["done"]["half"]["median_minutes"], summary.half.median.expect("half").0);
    let tables = document["tables"].as_object().expect("tables");
    assert_eq!(tables["sites"].as_array().expect("rows").len(), 84);
    assert_eq!(tables["labs"][0]["lab"]["zh"], "市人民医院");
    assert!(tables["shortages"][1]["at_hand"].is_null(), "not given is not zero");
    let last = tables["curves"].as_array().and_then(|rows| rows.last()).expect("a row");
    assert_eq!(last["sampled"].as_f64(), summary.sampled.mean.last().copied());
}

#[test]
fn a_terminal_reads_it_in_either_language() {
    let planned = planned();
    let report = report(&planned);
    let (zh, en) = (text::summary(&report, Lang::Zh), text::summary(&report, Lang::En));
    for (zh_part, en_part) in [
        ("最慢的采样点是", "The slowest site is"),
        ("缺口与请求", "must be asked for"),
        ("种子 2022", "seed 2022"),
    ] {
        assert!(zh.contains(zh_part), "{zh}");
        assert!(en.contains(en_part), "{en}");
    }
    assert!(!en.contains("采样"), "English alone: {en}");
    assert!(en.contains("444"), "the missing collectors: {en}");
}

fn no_browser() -> bool {
    std::env::var("TENFOLD_NO_BROWSER").is_ok_and(|value| !value.is_empty())
}

fn browse(folder: &Path, page: &Path, ask: &[&str]) -> Output {
    let browser = std::env::var("TENFOLD_BROWSER").ok().filter(|path| !path.is_empty());
    let output = Command::new(browser.as_deref().unwrap_or("chromium"))
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(ask)
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("Chromium runs: install it, or set TENFOLD_NO_BROWSER=1");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn a_browser_shows_and_prints_it() {
    if no_browser() {
        return;
    }
    let planned = planned();
    let folder = tempfile::tempdir().expect("folder");
    let page = folder.path().join("report.html");
    std::fs::write(&page, html::page(&report(&planned), Lang::En)).expect("written");
    let shown = browse(folder.path(), &page, &["--dump-dom"]).stdout;
    let shown = String::from_utf8(shown).expect("a page");
    assert!(shown.contains("data-lang=\"en\" aria-pressed=\"true\""), "the switch works");
    assert!(shown.contains("data-lang=\"zh-CN\" aria-pressed=\"false\""));

    let picture = folder.path().join("report.png");
    let to = format!("--screenshot={}", picture.display());
    browse(folder.path(), &page, &["--window-size=900,1200", "--hide-scrollbars", &to]);
    let picture = std::fs::read(picture).expect("a picture");
    assert_eq!(picture.get(16..24), Some(&[0, 0, 3, 132, 0, 0, 4, 176][..]), "900 by 1200");
    assert!(picture.len() > 40_000, "an empty page takes a tenth of it: {}", picture.len());

    let paper = folder.path().join("report.pdf");
    let to = format!("--print-to-pdf={}", paper.display());
    browse(folder.path(), &page, &["--no-pdf-header-footer", &to]);
    let paper = std::fs::read(paper).expect("a printed page");
    let pages = String::from_utf8_lossy(&paper);
    // A4 in points, rounded by the browser to 594.95… or 595.
    let size = pages.split("/MediaBox").nth(1).expect("pages").trim_start_matches([' ', '[']);
    assert!(size.starts_with("0 0 594.9") || size.starts_with("0 0 595"), "{:.40}", size);
    let count = pages.matches("/Type /Page\n").count();
    assert!((5..20).contains(&count), "{count} pages");
}

/// Nine million people: 3 of the proof's 257 days late, and 7 of the report's own 124.
#[test]
fn an_unlucky_report_does_not_speak_against_its_proof() {
    let (scenario, mut summary, plan) = planned();
    let (proof, own) = (Share::new(254, 257), Share::new(117, 124));
    summary.kept.every = own;
    let answer = summary.answer(Some(proof));
    assert_eq!((answer, summary.answer(None)), (Answer::Proven, Answer::Unproven));
    let outcome = Outcome::Proven { of: 257, late: 3 };
    let said = ending::sentences(&city::input().city, &[], &outcome, Some((own, answer)));
    let planned = (scenario, summary, plan);
    let report = Report { answer, said: &said, ..report(&planned) };
    for lang in [Lang::Zh, Lang::En] {
        let text = text::summary(&report, lang);
        assert!(!text.contains("不可行") && !text.contains("Not feasible"), "{text}");
        assert!(
            text.contains("共 381 次中 10 次") || text.contains("10 of 381 are late"),
            "{text}"
        );
    }
    // So many late that chance does not explain it: then the proof is in doubt, and it is said.
    let own = Share::new(100, 124);
    let outcome = Outcome::Proven { of: 90, late: 0 };
    let answer = own.and(Share::new(90, 90)).answer();
    assert_eq!(answer, Answer::Late);
    let said = ending::sentences(&city::input().city, &[], &outcome, Some((own, answer)));
    assert!(said[0].en.contains("24 of 214 are late, and the proof is in doubt"), "{}", said[0].en);
}
