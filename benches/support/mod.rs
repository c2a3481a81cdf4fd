//! What the benches share: a campaign in a temporary folder, registrations by the million, and
//! medians.
#![allow(dead_code)] // each bench uses a part of it

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tenfold::service::personal::Personal;
use tenfold::service::vault::Vault;
use tenfold::service::writer::Ask;
use tenfold::service::{self, Options, Service};
use tenfold::setup::town::Town;
use tenfold_domain::code::{
    DeviceId, LaneId, Region, RoundId, ScanId, StaffId, TubeCode, with_check_digits,
};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Proof, Register, Scope, Stamp};
use tenfold_domain::person::{Document, DocumentKind, resident_number};
use tenfold_domain::term::Class;
use tenfold_domain::time::At;

/// The region of the fixtures.
pub const REGION: Region = Region(360781);

/// Lanes that fill tubes at the same time.
pub const LANES: u64 = 300;

/// A new campaign in `data`.
pub fn campaign(data: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let protocol = root.join("fixtures/protocols/ruijin-2022.toml");
    let kit = root.join("fixtures/kits/standard.toml");
    let town = Town::load(&root.join("fixtures/towns/ruijin.toml")).expect("town");
    let texts = [protocol, kit].map(|path| std::fs::read_to_string(path).expect("fixture"));
    let key = data.join("tenfold.key");
    let texts = (texts[0].as_str(), texts[1].as_str());
    service::init(data, &key, &town.campaign, texts).expect("init");
}

/// A running service on `data`.
pub fn open(data: &Path) -> Service {
    Service::open(&Options::new(data)).expect("service")
}

/// The tube of the n-th registration.
pub fn tube_of(n: u64) -> TubeCode {
    TubeCode(with_check_digits(&format!("{:010}", n / 10)).expect("digits"))
}

/// The n-th registration of a long day: ten to a tube, lanes in turn; sealed and keyed as the
/// door does it.
pub fn registration(vault: &Vault, n: u64, now: At) -> Ask {
    let tube_number = n / 10;
    let number = number_of(n);
    let document = Document::parse(DocumentKind::ResidentId, &number, now).expect("number");
    let personal = Personal {
        name: "张某某".into(),
        kind: "resident_id".into(),
        number,
        phone: Some("19900001234".into()),
        guardian: None,
    };
    let scan = scan_of(n, now);
    let register = Register {
        round: RoundId(1),
        lane: LaneId((tube_number % LANES) as u32 + 1),
        tube: tube_of(n),
        person: vault.person(&document),
        proof: Proof::Holds,
        guardian: None,
        class: Class::Resident,
        has_phone: true,
        capacity: Some(10),
        sealed: personal.seal(vault, REGION, &scan).expect("sealed"),
    };
    let content = Fingerprint::of(&(register.tube, register.person, register.lane));
    let stamp = Stamp { scan, content, by: StaffId(7), device: DeviceId(9), at: now };
    let act = Act::Register(register);
    let (scope, original) = (Scope::default(), Opaque::default());
    Ask { region: REGION, command: Command { stamp, scope, after_the_fact: false, original, act } }
}

/// The n-th command of another kind, by whoever registers.
pub fn command(n: u64, now: At, act: Act) -> Ask {
    let stamp =
        Stamp { scan: scan_of(n, now), content: n, by: StaffId(7), device: DeviceId(9), at: now };
    let (scope, original) = (Scope::default(), Opaque::default());
    Ask { region: REGION, command: Command { stamp, scope, after_the_fact: false, original, act } }
}

/// The same registrations as [`registration`] makes, as the wire carries them.
pub fn body(people: std::ops::Range<u64>) -> String {
    let now = tenfold::service::clock::now();
    let single = people.end - people.start == 1;
    let lines: Vec<String> = people.map(|n| line(n, now)).collect();
    if single { lines.concat() } else { format!("[{}]", lines.join(",")) }
}

fn line(n: u64, now: At) -> String {
    let tube_number = n / 10;
    let tube = with_check_digits(&format!("{tube_number:010}")).expect("digits");
    let scan = uuid_text(scan_of(n, now));
    let lane = tube_number % LANES + 1;
    let (at_ms, number) = (now.0, number_of(n));
    format!(
        "{{\"scan_id\":\"{scan}\",\"at_ms\":{at_ms},\"act\":\"register\",\"round\":1,\
         \"lane\":{lane},\"tube\":\"{tube}\",\"capacity\":10,\
         \"document\":{{\"kind\":\"resident_id\",\"number\":\"{number}\"}},\"name\":\"张某某\"}}"
    )
}

fn uuid_text(scan: ScanId) -> String {
    let hex: String = scan.0.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    parts.join("-")
}

/// The n-th invented resident number: regions and days in turn, ten thousand people a day.
pub fn number_of(n: u64) -> String {
    let day = n / 900;
    let year = 1930 + (day / 336) % 80;
    let (month, date) = (day / 28 % 12 + 1, day % 28 + 1);
    let region = 360_781 + (day / 336 / 80) as u32;
    resident_number(region, (year * 10_000 + month * 100 + date) as u32, (n % 900) as u16 + 1)
}

fn scan_of(n: u64, now: At) -> ScanId {
    let mut bytes = [0u8; 16];
    bytes[..8].copy_from_slice(&((now.0 as u64) << 16 | 0x7000).to_be_bytes());
    let random = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (n << 40);
    bytes[8..].copy_from_slice(&(random >> 2 | 1 << 63).to_be_bytes());
    bytes[6] |= (n >> 8 & 0xf) as u8;
    bytes[7] = n as u8;
    ScanId(bytes)
}

/// Seconds a piece of work takes.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// The middle of several figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// What the system says was resident at most, in MB, since the start or [`forget_memory_max`].
pub fn memory_max_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok());
    kilobytes.map_or(f64::NAN, |kilobytes: f64| kilobytes * 1024.0 / 1e6)
}

/// Counts the most that is resident from now on.
pub fn forget_memory_max() {
    // Where the system will not, what is told is more than the truth.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// A whole number from the environment, for longer or shorter runs.
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A runtime as the server's.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("runtime")
}

/// Registers `from..upto` in batches of `batch` over `tasks` tasks; returns the rate a second.
pub fn register_all(
    service: &Arc<Service>,
    (from, upto): (u64, u64),
    batch: u64,
    tasks: u64,
) -> f64 {
    let took = seconds(|| {
        runtime().block_on(async {
            let mut set = tokio::task::JoinSet::new();
            for task in 0..tasks {
                let service = service.clone();
                set.spawn(async move {
                    let mut next = from + task * batch;
                    while next < upto {
                        let now = service::clock::now();
                        let some = next..(next + batch).min(upto);
                        let count = some.end - some.start;
                        let asks = some.map(|n| registration(&service.vault, n, now)).collect();
                        let answers = service.ask(asks).await.expect("taken");
                        assert_eq!(answers.len() as u64, count);
                        assert!(answers.iter().all(|a| {
                            matches!(a, tenfold::service::writer::Answer::Recorded(_))
                        }));
                        next += tasks * batch;
                    }
                });
            }
            while let Some(done) = set.join_next().await {
                done.expect("task");
            }
        });
    });
    (upto - from) as f64 / took
}
