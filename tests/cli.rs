//! The command line from an empty folder to a drained server, with real processes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

const TOWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/towns/ruijin.toml");
const PROTOCOL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/protocols/ruijin-2022.toml");

fn tenfold(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenfold"));
    command.args(args).env_remove("TENFOLD_KEY").env_remove("TENFOLD_TOKEN");
    command
}

fn run(args: &[&str]) -> Output {
    tenfold(args).output().expect("the program starts")
}

/// Runs and expects an exit code; standard output.
#[track_caller]
fn check(args: &[&str], code: i32) -> String {
    let output = run(args);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
    out
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// A campaign of Ruijin in a folder of its own.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        let args = ["init", "--town", TOWN, "--protocol", PROTOCOL, "--data", &folder.data()];
        check(&args, 0);
        folder
    }

    fn data(&self) -> String {
        path(&self.0.path().join("data")).to_owned()
    }

    fn file(&self, name: &str) -> String {
        path(&self.0.path().join(name)).to_owned()
    }
}

/// A server that is killed when a test fails.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(folder: &Folder) -> Server {
        let mut child = tenfold(&["serve", "--data", &folder.data(), "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let out = child.stdout.take().expect("piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("it says where");
        let url = line.split_whitespace().last().unwrap_or_default().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{line}");
        let server = Server { child, url };
        assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
        server
    }

    fn get(&self, path: &str) -> String {
        let address = self.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).expect("it listens");
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    fn terminate(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(killed.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_day_from_an_empty_folder_to_a_drained_server() {
    let folder = Folder::new();
    let (data, server) = (folder.data(), Server::start(&folder));
    let url = server.url.clone();
    let feed = |more: &[&str]| {
        let mut args = vec!["feed", "--data", &data, "--url", &url, "--json"];
        args.extend(more);
        json(&check(&args, 0))
    };
    let day = feed(&["--people", "200", "--prevalence", "0.05", "--seed", "11"]);
    assert_eq!(day["agrees"], true, "{day}");
    assert!(day["registered"].as_u64().is_some_and(|n| n >= 200), "{day}");
    assert!(day["recollections"]["opened"].as_u64().is_some_and(|n| n >= 10), "{day}");
    assert_eq!(day["recollections"]["open"], 0, "{day}");
    assert_eq!(day["recollections"]["opened"], day["recollections"]["closed"], "{day}");
    assert_eq!(
        (&day["withdrawn"], &day["repeated"], &day["kept"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(day["refusals"], serde_json::json!({"TubeFull": 1}), "{day}");
    let second = run(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(2), "one writer a folder: {}", text(&second.stderr));
    // The same people again: everybody was sampled, nothing is doubled.
    let again = feed(&["--people", "200", "--seed", "11", "--register-only"]);
    assert_eq!(again["agrees"], true, "{again}");
    // A seed of its own: a suspect among them would give two specimens and not one.
    let seed = ["--people", "20", "--seed", "12"];
    let alone = feed(&[&seed[..], &["--single", "--register-only", "--connections", "4"]].concat());
    assert_eq!(alone["agrees"], true, "{alone}");
    assert!(alone["registered"].as_u64().is_some_and(|n| n >= 20), "{alone}");

    let tokens = check(&["token", "list", "--data", &data, "--json"], 0);
    assert!(
        tokens.lines().all(|line| json(line)["holds"] == false),
        "a feed takes its tokens back"
    );
    check(&["verify", "--data", &data], 0);
    let copy = folder.file("copy.db");
    check(&["backup", "--data", &data, "--to", &copy], 0);
    assert!(Path::new(&copy).exists());
    let why = ["--reason", "reporting"];
    for (what, rows, more) in [
        ("roster", 200, &why[..]),
        ("tubes", 20, &[]),
        ("boxes", 1, &[]),
        ("late", 0, &[]),
        ("access", 1, &[]),
    ] {
        let export = ["export", what, "--data", &data, "--out", "-"];
        let csv = check(&[&export, more].concat(), 0);
        assert!(csv.lines().count() > rows, "{what}\n{csv}");
    }
    let silent = run(&["export", "roster", "--data", &data, "--out", "-"]);
    assert!(text(&silent.stderr).contains("say why with --reason, one of contact_tracing, "));
    assert_eq!((silent.status.code(), silent.stdout.len()), (Some(2), 0));
    the_access_log_is_kept_whole(&data);
    assert_eq!(server.terminate(), Some(0));
    check(&["verify", "--data", &data], 0);
}

/// What left stands in the log, and a log that lost its end does not go unnoticed.
#[track_caller]
fn the_access_log_is_kept_whole(data: &str) {
    let export = ["export", "access", "--data", data, "--out", "-", "--json"];
    let row = json(&check(&export, 0));
    assert_eq!((&row["subject"], &row["reason"]), (&"roster".into(), &"reporting".into()));
    assert_eq!((&row["staff"], &row["token"]), (&0.into(), &Value::Null), "from the shell: {row}");
    let verified = json(&check(&["verify", "--data", data, "--json"], 0));
    let region = &verified["regions"][0];
    assert_eq!(region["accesses"], 1, "{region}");
    let (link, access) = (region["last_link"].as_str(), region["last_access"].as_str());
    let (link, access) = (link.expect("a link"), access.expect("a link"));
    let verify = ["verify", "--data", data, "--expect-link", link, "--expect-access"];
    check(&[&verify[..], &[access]].concat(), 0);
    let gone = check(&[&verify[..], &[link]].concat(), 1);
    assert!(gone.contains("no row of the access log has the link"), "{gone}");
}

#[test]
fn commands_of_a_file_get_a_verdict_a_line() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    let data = folder.data();
    let token = check(&["token", "create", "--data", &data, "--role", "clerk", "--quiet"], 0);
    let token = token.trim();
    let at_ms = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_millis();
    let gloves = |nth: u32| {
        format!(
            "{{\"scan_id\":\"0190163d-8694-739b-aea5-966c26f8{nth:04}\",\"at_ms\":{at_ms},\
                 \"act\":\"change_gloves\"}}\n"
        )
    };
    let file = folder.file("commands.ndjson");
    let write = |text: String| std::fs::write(&file, text).expect("written");
    let args = ["commands", &file, "--url", &server.url, "--token", token];

    // A token counts within two seconds: ask until it does.
    write(gloves(1));
    while !run(&args).status.success() {}
    write(gloves(1) + "\n" + &gloves(2));
    let verdicts: Vec<Value> = check(&args, 0).lines().map(json).collect();
    assert_eq!(verdicts[0]["verdict"], "already_recorded");
    assert_eq!(verdicts[1]["verdict"], "recorded");

    write(gloves(3).replace("change_gloves", "dance"));
    assert_eq!(json(check(&args, 1).trim())["refusal"]["name"], "Malformed");

    write(gloves(4) + "\n" + "{broken\n" + &gloves(5));
    let broken = run(&args);
    assert_eq!(broken.status.code(), Some(2));
    assert_eq!(text(&broken.stdout).lines().count(), 1);
    assert!(text(&broken.stderr).contains("line 3 is no JSON object"), "{}", text(&broken.stderr));

    check(&["token", "revoke", "--data", &data, "--staff", "1"], 0);
    check(&["token", "revoke", "--data", &data, "--staff", "1"], 1);
    assert_eq!(server.terminate(), Some(0));
}

/// No box is on its way in an empty service; which ones would go where is told over HTTP
/// (`tests/http/routes.rs`).
#[test]
fn what_would_follow_if_a_lab_went_down() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    let data = folder.data();
    let token = check(&["token", "create", "--data", &data, "--role", "planner", "--quiet"], 0);
    let asked = ["routes", "what-if", "--url", &server.url, "--token", token.trim()];
    let with = |more: &[&'static str]| [&asked[..], more].concat();
    let down = with(&["--lab-down", "2", "--from", "14:00", "--until", "18:00"]);
    // A token counts within two seconds: ask until it does.
    while !run(&down).status.success() {}
    let said = check(&down, 0);
    assert!(said.contains("lab 2 (TCM Hospital) takes nothing, 0 boxes (0 tubes)"), "{said}");
    let zh = check(&[&down[..], &["--lang", "zh"]].concat(), 0);
    assert!(zh.contains("2 号市中医院停收：届时有 0 箱"), "{zh}");
    let effect = json(&check(&with(&["--lab-down", "1", "--json"]), 0));
    assert_eq!((&effect["boxes"], &effect["late_after"]), (&0.into(), &0.into()));
    let unknown = run(&with(&["--lab-down", "77"]));
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("no such lab"), "{}", text(&unknown.stderr));
    assert_eq!(run(&with(&["--lab-down", "1", "--from", "25:00"])).status.code(), Some(2));
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn what_cannot_be_done_says_why_and_exits_with_two() {
    let folder = Folder::new();
    let data = folder.data();
    let says = |args: &[&str], part: &str| {
        let output = run(args);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}\n{error}");
        assert!(error.contains(part), "{args:?}\n{error}");
    };
    says(&["init", "--town", TOWN, "--protocol", PROTOCOL, "--data", &data], "already");
    let wrong = folder.file("wrong.key");
    std::fs::write(&wrong, "7".repeat(64)).expect("written");
    let listen = ["--listen", "127.0.0.1:0"];
    let serve = ["serve", "--data", &data, "--key", &wrong, listen[0], listen[1]];
    says(&serve, "the key does not belong to this data");
    says(&["serve", "--data", &folder.file("none"), listen[0], listen[1]], "tenfold init");
    says(&["token", "create", "--data", &data, "--role", "boss"], "invalid value");
    says(&["token", "create", "--data", &data, "--role", "lab", "--lab", "99"], "no lab 99");
    says(&["feed", "--url", "http://127.0.0.1:1", "--people", "1"], "--data");
    says(&["feed", "--url", "ftp://x", "--data", &data, "--people", "1"], "http://HOST:PORT");
    says(&["dance"], "unrecognized subcommand");
    says(
        &["commands", &folder.file("none"), "--url", "http://h", "--token", "t"],
        "cannot be read",
    );
    check(&["--help"], 0);
    assert!(check(&["completions", "bash"], 0).contains("tenfold"));
}

#[test]
fn a_campaign_takes_what_its_town_names_and_keeps_every_kit() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| path(&folder.path().join(name)).to_owned();
    let write = |name: &str, text: String| std::fs::write(file(name), text).expect("written");
    let read = |from: &str| std::fs::read_to_string(from).expect("fixture");
    let kit = read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/kits/standard.toml"));
    write("plan.toml", read(PROTOCOL).replace("\"ruijin-2022\"", "\"of the town\""));
    write("first.toml", kit.replace("\"standard\"", "\"first\""));
    write("second.toml", kit.replace("\"standard\"", "\"second\"").replace("34.0", "36.0"));
    let town = read(TOWN).replace("../protocols/ruijin-2022.toml", "plan.toml");
    let own = "[\"first.toml\", \"second.toml\"]";
    write("town.toml", town.replace("[\"../kits/standard.toml\"]", own));
    let init = |data: &str, more: &[&str]| {
        let (town, data) = (file("town.toml"), file(data));
        // From a folder that holds none of the files: nothing hangs on where it is called.
        let args = ["init", "--town", &town, "--data", &data, "--json"];
        let output = tenfold(&[&args, more].concat()).current_dir("/").output().expect("starts");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, out, error) = init("own", &[]);
    assert_eq!(code, Some(0), "{error}");
    let made = json(&out);
    assert_eq!(made["protocol"], "of the town");
    assert_eq!(made["kits"], serde_json::json!(["first", "second"]));
    let stored = tenfold::storage::sqlite::reader(Path::new(&file("own"))).expect("opens");
    let mut stored = tenfold::storage::tables::reference::campaigns(&stored).expect("reads");
    let kept = tenfold::service::campaign(stored.remove(0)).expect("campaign");
    let cut_offs = kept.kits.iter().map(|kit| (kit.name.as_str(), kit.targets[0].positive_max.0));
    assert_eq!(cut_offs.collect::<Vec<_>>(), [("first", 3_400), ("second", 3_600)]);

    let (_, out, error) = init("asked", &["--protocol", PROTOCOL, "--kit", &file("second.toml")]);
    let made = json(&out);
    assert_eq!((&made["protocol"], &made["kits"][0]), (&"ruijin-2022".into(), &"second".into()));
    assert_eq!(made["kits"].as_array().map(Vec::len), Some(1), "{error}");
    let (first, same) = (file("first.toml"), ["--kit", "--kit"]);
    let (code, _, error) = init("twice", &[same[0], &first, same[1], &first]);
    assert_eq!(code, Some(2));
    assert!(error.contains("is the name of two kits"), "{error}");
}

#[test]
fn the_same_seed_invents_the_same_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, seed: &str| {
        let file = folder.path().join(name);
        let args =
            ["people", "--town", TOWN, "--count", "50", "--seed", seed, "--out", path(&file)];
        check(&args, 0);
        std::fs::read_to_string(file).expect("written")
    };
    let (first, second, other) = (write("a", "5"), write("b", "5"), write("c", "6"));
    assert_eq!(first, second);
    assert_ne!(first, other);
    assert_eq!(first.lines().count(), 51);
}

#[test]
fn a_roster_is_brought_in_row_by_row() {
    let (folder, file) = (Folder::new(), "roster.csv");
    let (data, file) = (folder.data(), folder.file(file));
    check(&["people", "--town", TOWN, "--count", "40", "--out", &file], 0);
    let import = ["import", "roster", &file, "--town", TOWN, "--data", &data, "--json"];
    let imported = json(&check(&import, 0));
    assert_eq!((&imported["good"], &imported["bad"]), (&40.into(), &0.into()));
    let mut text = std::fs::read_to_string(&file).expect("written");
    text.push_str("某某,resident_id,360781199901010012,,360781100,resident,4\n");
    std::fs::write(&file, text).expect("written");
    let verdicts = folder.file("verdicts.csv");
    let again = json(&check(&[&import[..], &["--verdicts", &verdicts]].concat(), 1));
    assert_eq!((&again["good"], &again["bad"]), (&40.into(), &1.into()));
    assert_eq!(again["known"], 40, "{again}");
    assert_eq!(again["faults"][0]["line"], 42, "{again}");
    let fault = again["faults"][0]["fault_zh"].as_str().unwrap_or_default();
    assert!(fault.starts_with("证件号码："), "{again}");
    let verdicts = std::fs::read_to_string(verdicts).expect("written");
    let lines: Vec<&str> = verdicts.lines().collect();
    assert_eq!(lines.len(), 42, "a heading and a verdict a row");
    assert_eq!(lines[1], "2,known,,名册中已有此人,was on the roster before");
    assert!(lines[41].starts_with("42,refused,document,证件号码："), "{}", lines[41]);
    assert!(!verdicts.contains("某某") && !verdicts.contains("360781"), "nothing of a person");
    let export = ["export", "roster", "--data", &data, "--reason", "audit", "--out", "-"];
    let csv = check(&export, 0);
    assert_eq!(csv.lines().count(), 41, "nobody twice");
}

#[test]
fn tokens_are_listed_with_the_newest_last() {
    let folder = Folder::new();
    let data = folder.data();
    for staff in ["7", "3", "9", "1", "5"] {
        let create = ["token", "create", "--data", &data, "--role", "clerk", "--staff", staff];
        check(&create, 0);
    }
    let list = || check(&["token", "list", "--data", &data, "--json"], 0);
    let staff: Vec<u64> = list().lines().filter_map(|line| json(line)["staff"].as_u64()).collect();
    assert_eq!(staff, [7, 3, 9, 1, 5]);
    assert_eq!(list(), list());
    assert!(list().lines().all(|line| json(line)["mark"].as_str().map(str::len) == Some(16)));
    assert_eq!(check(&["token", "list", "--data", &data], 0).lines().count(), 6);
}

#[test]
fn a_data_folder_can_be_moved() {
    let folder = Folder::new();
    let moved = folder.0.path().join("elsewhere");
    std::fs::rename(folder.data(), &moved).expect("moved");
    check(&["token", "list", "--data", path(&moved)], 0);
    let here = path(folder.0.path()).as_bytes().to_vec();
    for entry in std::fs::read_dir(&moved).expect("read").flatten() {
        let content = std::fs::read(entry.path()).expect("read");
        let found = content.windows(here.len()).any(|window| window == here);
        assert!(!found, "{} keeps an absolute path", entry.path().display());
    }
}

#[test]
fn every_town_of_the_fixtures_becomes_a_campaign() {
    let folder = tempfile::tempdir().expect("a folder");
    for (town, region, sites, labs) in [
        ("jingdezhen", 360_200, 271, 4),
        ("ganzhou", 360_700, 1_494, 18),
        ("metropolis", 990_100, 5_250, 16),
    ] {
        let file = TOWN.replace("ruijin", town);
        let data = folder.path().join(town);
        let out = check(&["init", "--town", &file, "--data", path(&data), "--json"], 0);
        let made = json(&out);
        assert_eq!((&made["region"], &made["sites"]), (&Value::from(region), &Value::from(sites)));
        assert_eq!(made["labs"], Value::from(labs), "labs to buy and cabins are the planner's");
    }
}

#[test]
fn faults_of_a_town_are_said_in_the_language_of_the_summary() {
    let folder = Folder::new();
    let town = folder.file("town.toml");
    let wrong = std::fs::read_to_string(TOWN).expect("town").replace("[planning]", "[planing]");
    std::fs::write(&town, wrong).expect("written");
    for (lang, told) in [("en", "did you mean `planning`?"), ("zh", "是否为 `planning`？")] {
        let output = run(&["plan", &town, "--protocol", PROTOCOL, "--lang", lang]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("town.toml") && said.contains(told), "{said}");
    }
}
