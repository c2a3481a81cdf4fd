//! Notices to a fast receiver, beside a plain loop of POSTs over one line to the same, and with an
//! endpoint beside it that nobody answers. Every notice is a fact in the store, signed, sent in
//! order, and marked as delivered on the disk before it counts. Then published outcomes to the same
//! receiver in batches of 500, beside plain POSTs of as many bytes each.
//!
//! `cargo bench --bench outbox`; NOTICES, OUTCOMES and RUNS change the size.

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;

use support::{REGION, median, seconds, setting};
use tenfold::edge::upstream::Form;
use tenfold::service::outbox::{Outgoing, ServerClock};
use tenfold::service::query::upstreams::Behind;
use tenfold::service::{Options, Service, clock};
use tenfold::setup::notify;
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::{outbox, upstream};
use tenfold::storage::{Append, Entry, Heads, Store as _};
use tenfold_domain::code::{DeviceId, ScanId, StaffId};
use tenfold_domain::command::Stamp;
use tenfold_domain::event::Event;
use tenfold_domain::term::{Message, Party};

fn main() {
    let notices = setting("NOTICES", 20_000);
    let runs = setting("RUNS", 3);
    let receiver = receiver();
    let silent = TcpListener::bind("127.0.0.1:0").expect("binds");
    let silent = silent.local_addr().expect("address");
    let (mut plain_rates, mut alone_rates, mut beside_rates) = (Vec::new(), Vec::new(), Vec::new());
    let (mut of_plain, mut of_alone) = (Vec::new(), Vec::new());
    for run in 1..=runs {
        let plain = plain(receiver, notices, 900);
        let alone = sent(&[receiver], notices);
        let beside = sent(&[receiver, silent], notices);
        println!(
            "run {run}: plain POSTs {plain:.0}/s, outbox {alone:.0}/s, beside a dead one \
             {beside:.0}/s"
        );
        of_plain.push(alone / plain);
        of_alone.push(beside / alone);
        plain_rates.push(plain);
        alone_rates.push(alone);
        beside_rates.push(beside);
    }
    println!("median: plain POSTs {:.0}/s", median(plain_rates));
    println!("median: outbox {:.0}/s, {:.2} of plain", median(alone_rates), median(of_plain));
    println!("median: beside a dead one {:.0}/s, {:.2}", median(beside_rates), median(of_alone));
    batches(receiver, setting("OUTCOMES", 100_000), runs);
}

/// Outcomes of a batch.
const BATCH: u64 = 500;

/// Outcomes in each form, beside plain POSTs of bodies as long.
fn batches(receiver: SocketAddr, outcomes: u64, runs: u64) {
    for form in ["json", "hl7", "fhir-r5"] {
        let (mut rates, mut of_plain) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            let (rate, bytes) = pushed(receiver, form, outcomes);
            let plain = plain(receiver, outcomes / BATCH, bytes) * BATCH as f64;
            rates.push(rate);
            of_plain.push(rate / plain);
        }
        println!(
            "median: outcomes as {form} {:.0}/s, {:.2} of plain",
            median(rates),
            median(of_plain)
        );
    }
}

/// Outcomes of a new campaign; how many a second were taken, and how long a batch was.
fn pushed(to: SocketAddr, form: &str, count: u64) -> (f64, usize) {
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    let call = tenfold_domain::term::Call::Negative;
    keep(folder.path(), count, |seq| Event::Published { tube: support::tube_of(seq * 10), call });
    std::fs::write(folder.path().join("secret"), "A".repeat(44)).expect("written");
    let text = format!(
        "[[upstreams]]\nname = \"up\"\nform = \"{form}\"\nurl = \"http://{to}/\"\n\
         secret_file = \"secret\"\nbatch_max = {BATCH}\ngather_seconds = 0\n"
    );
    let notify = notify::from_toml("notify.toml", &text, folder.path()).expect("sound");
    let outgoing = Some(Outgoing { notify, clock: Arc::new(ServerClock) });
    let options = Options { outgoing, ..Options::new(folder.path()) };
    let reader = tenfold::storage::sqlite::reader(folder.path()).expect("opens");
    let mut service = None;
    let took = seconds(|| {
        service = Some(Service::open(&options).expect("opens"));
        let sent = || upstream::stands(&reader, REGION).expect("read")[0].progress.sent;
        while sent() != count {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
    let service = service.expect("open");
    let form = Form::from_word(form).expect("a form");
    let asked = service.outcomes_behind(REGION, form, (0, BATCH as u32));
    let Ok(Behind::Some(batch)) = support::runtime().block_on(asked) else { panic!("a batch") };
    service.stop();
    (count as f64 / took, batch.body.len())
}

/// Takes everything at once.
fn receiver() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
    let address = listener.local_addr().expect("address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                stream.set_nodelay(true).expect("set");
                let mut line = BufReader::new(stream);
                while let Some(length) = head(&mut line) {
                    let mut body = vec![0; length];
                    line.read_exact(&mut body).expect("body");
                    let taken = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
                    line.get_mut().write_all(taken).expect("answered");
                }
            });
        }
    });
    address
}

/// Reads a head to its end; the length of what follows.
fn head(line: &mut BufReader<TcpStream>) -> Option<usize> {
    let mut length = 0;
    loop {
        let mut text = String::new();
        if line.read_line(&mut text).ok()? == 0 {
            return None;
        }
        if text == "\r\n" {
            return Some(length);
        }
        if let Some(value) = text.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
}

/// POSTs of the same size, one after the other.
fn plain(to: SocketAddr, count: u64, bytes: usize) -> f64 {
    let stream = TcpStream::connect(to).expect("connects");
    stream.set_nodelay(true).expect("set");
    let mut line = BufReader::new(stream);
    let body = "x".repeat(bytes);
    let head_of = format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {bytes}\r\n\r\n");
    let request = head_of + &body;
    let took = seconds(|| {
        for _ in 0..count {
            line.get_mut().write_all(request.as_bytes()).expect("sent");
            assert_eq!(head(&mut line), Some(0));
        }
    });
    count as f64 / took
}

/// Notices of a new campaign to each of these; how many a second the first one took.
fn sent(to: &[SocketAddr], count: u64) -> f64 {
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    keep(folder.path(), count, |seq| Event::Notified {
        tube: support::tube_of(seq * 10),
        person: None,
        party: Party::Police,
        message: Message::PositivePool,
    });
    std::fs::write(folder.path().join("secret"), "A".repeat(44)).expect("written");
    let endpoint = |(n, to): (usize, &SocketAddr)| {
        format!(
            "[[endpoints]]\nname = \"e{n}\"\nparties = [\"police\"]\nurl = \"http://{to}/\"\n\
             secret_file = \"secret\"\n"
        )
    };
    let text: String = to.iter().enumerate().map(endpoint).collect();
    let notify = notify::from_toml("notify.toml", &text, folder.path()).expect("sound");
    let outgoing = Some(Outgoing { notify, clock: Arc::new(ServerClock) });
    let options = Options { outgoing, ..Options::new(folder.path()) };
    let reader = tenfold::storage::sqlite::reader(folder.path()).expect("opens");
    let mut service = None;
    let took = seconds(|| {
        service = Some(Service::open(&options).expect("opens"));
        let taken = || outbox::stands(&reader, REGION).expect("read").first().map(|e| e.delivered);
        while taken() != Some(count) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
    service.expect("open").stop();
    count as f64 / took
}

/// So many facts of one kind, as reviews leave them.
fn keep(data: &Path, count: u64, event: impl Fn(u64) -> Event) {
    let mut store = SqliteStore::open(data).expect("opens");
    let now = clock::now();
    let entry = |seq: u64| {
        let mut scan = [7; 16];
        scan[..8].copy_from_slice(&seq.to_be_bytes());
        let (by, device) = (StaffId(7), DeviceId(9));
        Entry {
            seq,
            stamp: Stamp { scan: ScanId(scan), content: seq, by, device, at: now },
            recorded_at: now,
            event: event(seq),
        }
    };
    let entries: Vec<Entry> = (1..=count).map(entry).collect();
    let heads = Some(Heads { mark: count, ..Heads::default() });
    let append = Append { region: REGION, entries: &entries, heads, recorded_at: now };
    store.append(&[append]).expect("kept");
}
