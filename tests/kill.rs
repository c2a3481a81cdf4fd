//! `kill -9` at any moment: no acknowledged command is lost, none is half there, and the data
//! verify. Real processes, real sockets, a real database, fifty times.

mod process;

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use process::{Server, tenfold};
use tenfold_domain::code::with_check_digits;
use tenfold_domain::person::resident_number;

const KILLS: u64 = 50;
const TABLETS: u64 = 6;
const BATCH: u64 = 20;

/// What tablets remember: a batch's body and the verdicts that came back for it.
type Journal = Arc<Mutex<HashMap<u64, String>>>;

#[test]
fn no_acknowledged_command_is_lost() {
    let folder = tempfile::tempdir().expect("folder");
    let data = folder.path().join("data");
    process::init(&data);
    let token = process::token(&data, &["--role", "admin"]);
    let journal: Journal = Arc::default();
    let next = Arc::new(AtomicU64::new(0));
    let mut killed_at_work = 0;
    for round in 0..KILLS {
        let server = Server::start(&data);
        let stop = Arc::new(AtomicBool::new(false));
        let before = journal.lock().expect("journal").len();
        let tablets: Vec<_> = (0..TABLETS)
            .map(|_| {
                let (journal, next, stop) = (journal.clone(), next.clone(), stop.clone());
                let (address, token) = (server.address(), token.clone());
                std::thread::spawn(move || work(address, &token, &journal, &next, &stop))
            })
            .collect();
        // Let work flow, then kill at a moment that moves from round to round.
        let enough = before + 2 + (round as usize * 7) % 23;
        let patience = Instant::now();
        while journal.lock().expect("journal").len() < enough {
            assert!(patience.elapsed() < Duration::from_secs(30), "no work flows");
            std::thread::yield_now();
        }
        server.kill();
        stop.store(true, Ordering::Release);
        tablets.into_iter().for_each(|tablet| tablet.join().expect("tablet"));
        killed_at_work += 1;
        if round % 10 == 9 {
            verify(&data);
        }
    }
    assert_eq!(killed_at_work, KILLS);
    let server = Server::start(&data);
    let journal = journal.lock().expect("journal");
    assert!(journal.len() as u64 > KILLS * 2);
    for (batch, verdicts) in journal.iter() {
        let again = post(server.address(), &token, &body(*batch)).expect("served");
        let kept = again.replace("already_recorded", "recorded");
        assert_eq!(&kept, verdicts, "batch {batch}: acknowledged and not the same any more");
    }
    drop(server);
    verify(&data);
}

fn verify(data: &std::path::Path) {
    let data = data.to_str().expect("path");
    let found = tenfold(&["verify", "--data", data]);
    let said = [found.stdout, found.stderr].concat();
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&said));
}

/// Sends batches until told to stop; what is acknowledged goes into the journal.
fn work(address: SocketAddr, token: &str, journal: &Journal, next: &AtomicU64, stop: &AtomicBool) {
    while !stop.load(Ordering::Acquire) {
        let batch = next.fetch_add(1, Ordering::Relaxed);
        let Some(verdicts) = post(address, token, &body(batch)) else { return };
        assert_eq!(
            verdicts.matches("\"verdict\":\"recorded\"").count() as u64,
            BATCH,
            "{verdicts}"
        );
        journal.lock().expect("journal").insert(batch, verdicts);
    }
}

/// A batch: two tubes of ten people on one lane.
fn body(batch: u64) -> String {
    let lines = (0..BATCH).map(|place| {
        let n = batch * BATCH + place;
        let tube = with_check_digits(&format!("{:010}", n / 10)).expect("digits");
        let day = n / 900;
        let date = (1930 + day / 336 % 80) * 10_000 + (day / 28 % 12 + 1) * 100 + day % 28 + 1;
        let number = resident_number(360_781, date as u32, (n % 900) as u16 + 1);
        let scan = format!("019a0000-0000-7000-8000-{n:012x}");
        let (at_ms, lane) = (*process::STARTED_AT_MS, batch % 300 + 1);
        format!(
            "{{\"scan_id\":\"{scan}\",\"at_ms\":{at_ms},\"act\":\"register\",\"round\":1,\
             \"lane\":{lane},\"tube\":\"{tube}\",\
             \"document\":{{\"kind\":\"resident_id\",\"number\":\"{number}\"}},\
             \"name\":\"张某\"}}"
        )
    });
    format!("[{}]", lines.collect::<Vec<_>>().join(","))
}

/// One request on a connection of its own; `None` when the server died before the answer ended.
fn post(address: SocketAddr, token: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let length = body.len();
    let head = format!(
        "POST /v1/commands HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut reader = BufReader::new(stream);
    let mut status = String::new();
    reader.read_line(&mut status).ok()?;
    let mut length = None;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut answer = vec![0u8; length?];
    reader.read_exact(&mut answer).ok()?;
    assert!(status.contains(" 200 "), "{status} {}", String::from_utf8_lossy(&answer));
    String::from_utf8(answer).ok()
}
