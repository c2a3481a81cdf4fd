//! A full disk: new work is refused, nothing is lost, and the service goes on by itself when
//! space returns. A tmpfs of a few megabytes is the disk; mounting one needs root, so elsewhere
//! the store's own page limit stands in for it.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use tenfold::service::writer::{Answer, Unavailable};
use tenfold::service::{Options, Service};
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::{Append, Entry, Store, StoreError};
use tenfold_domain::code::{DeviceId, ScanId, StaffId};
use tenfold_domain::command::Stamp;
use tenfold_domain::event::Event;
use tenfold_domain::time::At;

#[path = "process/mod.rs"]
mod process;
#[path = "../benches/support/mod.rs"]
mod support;

/// A small disk; unmounted when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount(megabytes: u32) -> Option<Disk> {
        let folder = tempfile::tempdir().expect("folder");
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Disk(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

#[test]
fn a_full_disk_refuses_new_work_and_loses_nothing() {
    let Some(disk) = Disk::mount(24) else {
        eprintln!("no right to mount a small disk here: the page limit test stands for it");
        return;
    };
    let data = disk.0.path().join("data");
    support::campaign(&data);
    let ballast = disk.0.path().join("ballast");
    std::fs::write(&ballast, vec![1u8; 8 << 20]).expect("ballast");
    let runtime = support::runtime();
    let service = Service::open(&Options::new(&data)).expect("service");
    let (taken, refused) = runtime.block_on(fill(&service));
    assert!(taken > 0, "some work fits");
    assert_eq!(refused, Unavailable::DiskFull);
    std::fs::remove_file(&ballast).expect("space returns");
    let answers = runtime.block_on(service.ask(batch(&service, taken))).expect("goes on by itself");
    assert!(answers.iter().all(|answer| matches!(answer, Answer::Recorded(_))));
    let repeated = runtime.block_on(service.ask(batch(&service, 0))).expect("answers");
    assert!(repeated.iter().all(|answer| matches!(answer, Answer::Already(_))), "nothing lost");
    service.stop();
    let reopened = Service::open(&Options::new(&data)).expect("opens again");
    let total = reopened.board.boards()[&support::REGION].total;
    assert_eq!(total.registered, (taken + 1) as i64 * 100);
    assert!(total.law_holds());
    reopened.stop();
}

/// As many commands as do not fit, a line each.
fn many_commands() -> String {
    let at_ms = *process::STARTED_AT_MS;
    let line = |n: u32| {
        format!(
            "{{\"scan_id\":\"0190163d-8694-739b-aea5-{n:012x}\",\"at_ms\":{at_ms},\
             \"act\":\"change_gloves\"}}\n"
        )
    };
    (1..=15_000).map(line).collect()
}

/// Whoever sends a file is told at once, in words, and goes on with the same file.
#[test]
fn who_sends_to_a_full_disk_is_told_at_once_and_how_to_go_on() {
    let Some(disk) = Disk::mount(24) else {
        eprintln!("no right to mount a small disk here");
        return;
    };
    let (data, ballast) = (disk.0.path().join("data"), disk.0.path().join("ballast"));
    process::init(&data);
    let token = process::token(&data, &["--role", "clerk", "--lane", "1"]);
    let server = process::Server::start(&data);
    fill_up(&ballast);
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("commands.ndjson");
    std::fs::write(&file, many_commands()).expect("written");
    let (file, url) = (file.to_str().expect("path"), format!("http://{}", server.address()));
    let arguments = ["commands", file, "--url", &url, "--token", &token];

    let mut sending = Command::new(process::BINARY)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut lines = BufReader::new(sending.stderr.take().expect("piped")).lines();
    let mut said = || lines.next().expect("something is said").expect("text");
    let (what, then) = (said(), said());
    sending.kill().and_then(|()| sending.wait()).expect("stopped");
    assert!(what.contains("takes no writes now (507): the disk is full"), "{what}");
    assert!(then.contains("acknowledged") && then.contains("send the same file again"), "{then}");

    let ready = server.get("/readyz", "");
    for words in ["not ready: the disk is full, no command is taken", "未就绪：磁盘已满"] {
        assert!(ready.contains(words), "{ready}");
    }
    assert!(ready.contains("\"status\":503") && !ready.contains("this request"), "{ready}");

    std::fs::remove_file(&ballast).expect("space returns");
    while server.get("/readyz", "") != "ready\n" {}
    let again = process::tenfold(&arguments);
    let verdicts = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(verdicts.lines().count(), 15_000);
    assert!(verdicts.lines().next().is_some_and(|line| line.contains("already_recorded")));
    assert!(verdicts.lines().last().is_some_and(|line| line.contains("\"recorded\"")));
}

/// Leaves a megabyte and a half.
fn fill_up(ballast: &Path) {
    let mut file = File::create(ballast).expect("ballast");
    let block = [1u8; 64 << 10];
    let blocks = (0..).take_while(|_| file.write_all(&block).is_ok()).count() as u64;
    file.set_len((blocks - 24) * block.len() as u64).expect("shortened");
}

/// Batches of a hundred until one is refused; how many were taken, and why no more.
async fn fill(service: &Service) -> (u64, Unavailable) {
    for number in 0..10_000 {
        if let Err(why) = service.ask(batch(service, number)).await {
            return (number, why);
        }
    }
    panic!("the disk never fills");
}

fn batch(service: &Service, number: u64) -> Vec<tenfold::service::writer::Ask> {
    let now = At(1_790_000_000_000);
    let now = At(now.0.max(tenfold::service::clock::now().0 / 600_000 * 600_000));
    let people = number * 100..(number + 1) * 100;
    people.map(|n| support::registration(&service.vault, n, now)).collect()
}

#[test]
fn a_store_at_its_page_limit_keeps_nothing_of_a_failed_commit() {
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    let mut store = SqliteStore::open(folder.path()).expect("store");
    let region = support::REGION;
    let small = entries(1, 10);
    append(&mut store, &small).expect("fits");
    limit_pages(&mut store);
    let large = entries(11, 50_000);
    assert!(matches!(append(&mut store, &large), Err(StoreError::Full)));
    assert_eq!(store.ledger_end(region).expect("end").seq, 10);
    assert_eq!(store.entries(region, 1, 100_000).expect("entries").len(), 10);
    store
        .connection()
        .sqlite()
        .expect("SQLite")
        .pragma_update(None, "max_page_count", 1_000_000)
        .expect("room");
    append(&mut store, &large).expect("fits now");
    assert_eq!(store.entries(region, 1, 100_000).expect("entries").len(), 50_010);
}

fn limit_pages(store: &mut SqliteStore) {
    let pages: i64 = store
        .connection()
        .sqlite()
        .expect("SQLite")
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .expect("pages");
    store
        .connection()
        .sqlite()
        .expect("SQLite")
        .pragma_update(None, "max_page_count", pages + 20)
        .expect("limit");
}

fn append(store: &mut SqliteStore, entries: &[Entry]) -> Result<(), StoreError> {
    store.append(&[Append { region: support::REGION, entries, heads: None, recorded_at: At(1) }])
}

fn entries(from: u64, count: u64) -> Vec<Entry> {
    let entry = |seq: u64| {
        let mut scan = [0; 16];
        scan[8..].copy_from_slice(&seq.to_be_bytes());
        let (by, device, at) = (StaffId(1), DeviceId(1), At(1));
        let stamp = Stamp { scan: ScanId(scan), content: seq, by, device, at };
        let event = Event::GlovesChanged { collector: StaffId(1) };
        Entry { seq, stamp, recorded_at: at, event }
    };
    (from..from + count).map(entry).collect()
}
