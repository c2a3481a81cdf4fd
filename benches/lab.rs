//! A lab's day through the door: thermocyclers' files of a plate each become calls that are on the
//! disk, with a verdict for every row; the same files again; a second person confirms plates, and
//! positives one by one; then everything leaves as HL7 and FHIR.
//!
//! `cargo bench --bench lab`; TUBES (in all), PEOPLE (in a tube) and LINES (uploads at once) change
//! the size. The goal is a million tubes' results in 60 s and 256 MB, and the same again in 20 s;
//! 100,000 reviewed in 10 s; a positive review with what follows in 50 ms; 5,000 tubes/s out.

#[path = "support/load.rs"]
mod load;
#[path = "support/server.rs"]
mod server;
mod support;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use load::{Connection, request, times};
use server::Running;
use support::{
    REGION, command, forget_memory_max, memory_max_mb, registration, runtime, seconds, setting,
};
use tenfold::edge::instrument::{Asked, read};
use tenfold::edge::upstream::{Release, Sender};
use tenfold::service::export::upstream::{Form, upstream};
use tenfold::service::export::{self, Sheet};
use tenfold::service::writer::{Answer, Ask};
use tenfold::service::{Service, clock};
use tenfold::storage::sqlite;
use tenfold_domain::code::{LabId, PlateCode, TubeCode};
use tenfold_domain::command::Act;
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::Control;
use tenfold_domain::time::Minutes;
use uuid::Uuid;

/// Tubes of a plate beside its two controls.
const SPECIMENS: u64 = 94;
const RECORDED: &str = "\"verdict\":\"recorded\"";
const ALREADY: &str = "\"verdict\":\"already_recorded\"";
/// Plates on which everybody is positive, the last ones.
const POSITIVE_PLATES: u64 = 2;

fn main() {
    let plates = setting("TUBES", 47_000).div_ceil(SPECIMENS).max(POSITIVE_PLATES + 2);
    let day = Day { plates, people: setting("PEOPLE", 10), lines: setting("LINES", 8) };
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    let service = Arc::new(support::open(folder.path()));
    let took = seconds(|| day.prepare(&service));
    println!(
        "{} tubes of {} people at the lab, on plates, in {took:.0} s",
        day.tubes(),
        day.people
    );
    let running = Running::over(folder, service.clone());
    let second = running.token_of(8);
    day.files(&running);
    day.reviews(&running, &second);
    day.leaves(&service, &running);
}

struct Day {
    plates: u64,
    people: u64,
    lines: u64,
}

impl Day {
    fn tubes(&self) -> u64 {
        self.plates * SPECIMENS
    }

    fn file(&self, plate: u64) -> String {
        file(plate, plate + POSITIVE_PLATES >= self.plates)
    }

    /// Everything that goes before: people registered, tubes sealed and received, plates laid out.
    fn prepare(&self, service: &Arc<Service>) {
        runtime().block_on(async {
            let mut set = tokio::task::JoinSet::new();
            let next = Arc::new(AtomicU64::new(0));
            for _ in 0..8 {
                let (service, next) = (service.clone(), next.clone());
                let (plates, people) = (self.plates, self.people);
                set.spawn(async move {
                    loop {
                        let plate = next.fetch_add(1, Ordering::Relaxed);
                        if plate >= plates {
                            return;
                        }
                        for asks in before(&service, plate, people) {
                            let answers = service.ask(asks).await.expect("taken");
                            let recorded = |answer| matches!(answer, &Answer::Recorded(_));
                            assert!(answers.iter().all(recorded), "{:?}", answers.first());
                        }
                    }
                });
            }
            while let Some(done) = set.join_next().await {
                done.expect("task");
            }
            // What was recorded is read a moment later.
            for plate in 0..self.plates {
                let there = || service.plate(REGION, plate_of(plate));
                while there().await.expect("read").is_none() {}
            }
        });
    }

    /// Every plate's file, twice; beside what reading them takes alone.
    fn files(&self, running: &Running) {
        let alone = seconds(|| {
            for plate in 0..self.plates {
                read(self.file(plate).as_bytes(), &Asked::default()).expect("a run");
            }
        });
        let upload = |n: u64| {
            (n < self.plates).then(|| request("/v1/plates/results", running.token(), &self.file(n)))
        };
        forget_memory_max();
        println!("{:.0} MB resident before", memory_max_mb());
        for (words, verdict) in
            [("results of files, durable", RECORDED), ("the same files again", ALREADY)]
        {
            let took = seconds(|| self.send(running.address(), verdict, &upload));
            println!(
                "{words}: {:.0} tubes/s ({took:.1} s), {:.1} times as long as reading alone; \
                 {:.0} MB resident at most",
                self.tubes() as f64 / took,
                took / alone,
                memory_max_mb()
            );
        }
    }

    /// Half of the plates tube by tube in batches, the other half plate by plate; then positives.
    fn reviews(&self, running: &Running, token: &str) {
        let clean = self.plates - POSITIVE_PLATES;
        let half = clean / 2;
        let singly = |n: u64| {
            (n < half).then(|| {
                let each = tubes(n).map(|tube| act("review", &format!("\"tube\":\"{tube}\"")));
                request("/v1/commands", token, &format!("[{}]", each.collect::<Vec<_>>().join(",")))
            })
        };
        let whole = |n: u64| {
            let plate = half + n;
            (plate < clean).then(|| {
                let body = act("review_plate", &format!("\"plate\":\"{}\"", plate_of(plate)));
                request("/v1/commands", token, &body)
            })
        };
        let singly_s = seconds(|| self.send(running.address(), RECORDED, &singly));
        let whole_s = seconds(|| self.send(running.address(), RECORDED, &whole));
        let rate = |plates: u64, took: f64| (plates * SPECIMENS) as f64 / took;
        let (singly, whole) = (rate(half, singly_s), rate(clean - half, whole_s));
        println!(
            "reviewed and published: {whole:.0} tubes/s by plate, {:.2} of {singly:.0} singly",
            whole / singly
        );
        let mut took_us = times();
        runtime().block_on(async {
            let mut wire = Connection::open(running.address()).await;
            for tube in (clean..self.plates).flat_map(tubes) {
                let body = act("review", &format!("\"tube\":\"{tube}\""));
                let start = std::time::Instant::now();
                assert_eq!(wire.exchange(&request("/v1/commands", token, &body)).await, 200);
                assert!(wire.says(RECORDED), "{}", wire.answer());
                took_us.saturating_record(start.elapsed().as_micros() as u64);
            }
        });
        let ms = |quantile| took_us.value_at_quantile(quantile) as f64 / 1_000.0;
        println!(
            "a positive pool of {}, its tasks and notices committed: p50 {:.1} ms, p99 {:.1} ms",
            self.people,
            ms(0.5),
            ms(0.99)
        );
    }

    /// What is published, as other systems take it, beside the same as plain CSV.
    fn leaves(&self, service: &Service, running: &Running) {
        // What was published is read a moment later.
        runtime().block_on(async {
            for tube in tubes(self.plates - 1) {
                let published = || async {
                    let tube = service.tube(REGION, tube).await.expect("read");
                    tube.is_some_and(|tube| tube.stage == "published")
                };
                while !published().await {}
            }
        });
        let connection = sqlite::reader(running.data()).expect("opens");
        let (campaign, now) = (&service.campaigns[&REGION], clock::now());
        let (system, utc_offset) = (REGION.to_string(), Minutes::hours(8));
        let sender = Sender { system: &system, receiver: "-", utc_offset, now, is_test: false };
        let mut rows = 0;
        let plain_s = seconds(|| {
            let sheet = Sheet::begin(std::io::sink(), false).expect("begun");
            rows = export::tubes(&connection, campaign, sheet).expect("written");
        });
        println!("tubes as CSV: {:.0}/s", rows as f64 / plain_s);
        for (words, form) in [
            ("HL7 v2.5.1", Form::Hl7),
            ("FHIR R4", Form::Fhir(Release::R4)),
            ("FHIR R5", Form::Fhir(Release::R5)),
        ] {
            let mut count = 0;
            let took = seconds(|| {
                count = upstream(&connection, campaign, (&sender, form), std::io::sink())
                    .expect("written");
            });
            assert_eq!(count, self.tubes(), "every reviewed tube is published");
            let rate = count as f64 / took;
            println!("{words}: {rate:.0} tubes/s, {:.2} of CSV", rate * plain_s / rows as f64);
        }
    }

    /// Requests 0, 1, 2 … until there is none, over so many lines; each has this verdict.
    fn send(
        &self,
        address: SocketAddr,
        verdict: &str,
        make: &(impl Fn(u64) -> Option<Vec<u8>> + Sync),
    ) {
        let next = AtomicU64::new(0);
        std::thread::scope(|scope| {
            for _ in 0..self.lines {
                scope.spawn(|| {
                    let mut runtime = tokio::runtime::Builder::new_current_thread();
                    let runtime = runtime.enable_all().build().expect("runtime");
                    runtime.block_on(async {
                        let mut wire = Connection::open(address).await;
                        while let Some(request) = make(next.fetch_add(1, Ordering::Relaxed)) {
                            // A busy service turns reads away first: a watched folder asks again.
                            let mut status = 503;
                            while status == 503 {
                                status = wire.exchange(&request).await;
                            }
                            assert_eq!(status, 200);
                            assert!(wire.says(verdict), "{}", wire.answer());
                        }
                    });
                });
            }
        });
    }
}

/// What goes before a plate's file, in batches of one tube each, then the plate.
fn before(service: &Service, plate: u64, people: u64) -> Vec<Vec<Ask>> {
    let now = clock::now();
    // Scans are numbered over all: no registration has a number so high.
    let mut number = (1 << 40) | (plate * 1_000);
    let mut other = |act| {
        number += 1;
        command(number, now, act)
    };
    let mut batches = Vec::new();
    for n in plate * SPECIMENS..(plate + 1) * SPECIMENS {
        let tube = support::tube_of(n * 10);
        let mut asks: Vec<Ask> =
            (0..people).map(|person| registration(&service.vault, n * 10 + person, now)).collect();
        asks.push(other(Act::Swab { tube, person: None }));
        asks.push(other(Act::SealTube { tube, count: people as u8 }));
        asks.push(other(Act::ReceiveTube { tube, box_code: None, lab: LabId(1) }));
        batches.push(asks);
    }
    let specimens =
        tubes(plate).zip(0u16..).map(|(tube, place)| (well(place), Content::Tube(tube)));
    let controls = [(94, Control::Negative), (95, Control::Positive)];
    let controls = controls.map(|(place, control)| (well(place), Content::Control(control)));
    let wells = specimens.chain(controls).collect();
    let (kit, lab) = ("standard".to_owned(), LabId(1));
    batches.push(vec![other(Act::LoadPlate { plate: plate_of(plate), lab, kit, wells })]);
    batches
}

fn tubes(plate: u64) -> impl Iterator<Item = TubeCode> {
    (plate * SPECIMENS..(plate + 1) * SPECIMENS).map(|n| support::tube_of(n * 10))
}

fn plate_of(plate: u64) -> PlateCode {
    PlateCode::scan(&format!("PL{plate:08}")).expect("a code")
}

/// Place 0 to 95, row by row.
fn well(place: u16) -> Well {
    let row = char::from(b'A' + (place / 12) as u8);
    Well::parse(&format!("{row}{}", place % 12 + 1)).expect("a well")
}

/// A command as the wire carries it.
fn act(word: &str, fields: &str) -> String {
    let (scan, now) = (Uuid::now_v7(), clock::now().0);
    format!("{{\"scan_id\":\"{scan}\",\"at_ms\":{now},\"act\":\"{word}\",{fields}}}")
}

/// The file of a plate as a CFX writes it, without the plate's code.
fn file(plate: u64, is_positive: bool) -> String {
    let mut text = String::from(
        ",Well,Fluor,Target,Content,Sample,Biological Set Name,Cq,Cq Mean,Cq Std. Dev,\
         Starting Quantity (SQ),Log Starting Quantity,SQ Mean,SQ Std. Dev,Set Point,Well Note\r\n",
    );
    for place in 0..96u16 {
        let (content, sample, rises) = match place {
            94 => ("Neg Ctrl", "NTC".to_owned(), [false, false, false]),
            95 => ("Pos Ctrl", "PC".to_owned(), [true, true, true]),
            _ => {
                let tube = support::tube_of((plate * SPECIMENS + u64::from(place)) * 10);
                ("Unkn", tube.to_string(), [is_positive, is_positive, true])
            }
        };
        for ((target, colour), rises) in
            [("ORF1ab", "FAM"), ("N", "VIC"), ("IC", "CY5")].into_iter().zip(rises)
        {
            let cq = if rises { 24.0 + f64::from(place % 50) / 10.0 } else { f64::NAN };
            let rest = "0,0,NaN,NaN,NaN,NaN,58,";
            let well = well(place);
            let row =
                write!(text, ",{well},{colour},{target},{content},{sample},,{cq:.2},{rest}\r\n");
            row.expect("text");
        }
    }
    text
}
