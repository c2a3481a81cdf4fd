//! The start gun: a morning's load grows tenfold within a minute and stays there for five, while
//! screens ask for progress as fast as they can. Clerks' times count from the moment a person
//! stood at the desk, not from when the tablet got round to asking.
//!
//! `cargo bench --bench gun`; NOMINAL (registrations a second before the gun), RAMP and HOLD (in
//! seconds), READERS change it.

#[path = "support/load.rs"]
mod load;
#[path = "support/server.rs"]
mod server;
mod support;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use load::{Connection, request, times};
use support::setting;

const TABLETS: u64 = 256;
const TIMES: f64 = 10.0;

/// The day's plan.
#[derive(Clone, Copy)]
struct Plan {
    nominal: f64,
    ramp_s: f64,
    hold_s: f64,
}

impl Plan {
    /// Registrations that should have been asked for by then.
    fn due(&self, at_s: f64) -> f64 {
        let ramp = at_s.min(self.ramp_s);
        let grown = self.nominal * (ramp + (TIMES - 1.0) * ramp * ramp / 2.0 / self.ramp_s);
        grown + self.nominal * TIMES * (at_s - self.ramp_s).max(0.0)
    }

    /// When the n-th of them stands at a desk.
    fn stands_at(&self, n: f64) -> f64 {
        let (mut early, mut late) = (0.0, self.ramp_s + self.hold_s);
        while late - early > 1e-5 {
            let middle = (early + late) / 2.0;
            if self.due(middle) < n { early = middle } else { late = middle }
        }
        late
    }

    fn total(&self) -> u64 {
        self.due(self.ramp_s + self.hold_s) as u64
    }
}

fn main() {
    let plan = Plan {
        nominal: setting("NOMINAL", 600) as f64,
        ramp_s: setting("RAMP", 60) as f64,
        hold_s: setting("HOLD", 300) as f64,
    };
    let readers = setting("READERS", 32);
    let server = server::Running::start();
    let runtime = support::runtime();
    let address = server.address();
    let over = Arc::new(AtomicBool::new(false));
    let progress = Arc::new(progress_request(server.token()));
    let screens: Vec<_> = (0..readers)
        .map(|_| runtime.spawn(screen(address, progress.clone(), over.clone())))
        .collect();
    let next = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let token: Arc<str> = server.token().into();
    let tablets: Vec<_> = (0..TABLETS)
        .map(|_| runtime.spawn(tablet(address, plan, start, next.clone(), token.clone())))
        .collect();
    let (mut took, mut held) = (times(), times());
    let mut retried = 0;
    runtime.block_on(async {
        for done in tablets {
            let (all, at_full, again) = done.await.expect("tablet");
            took.add(all).expect("same bounds");
            held.add(at_full).expect("same bounds");
            retried += again;
        }
    });
    over.store(true, Ordering::Release);
    let (mut shown, mut shed) = (0, 0);
    runtime.block_on(async {
        for screen in screens {
            let (ok, turned_away) = screen.await.expect("screen");
            shown += ok;
            shed += turned_away;
        }
    });
    let total = plan.total();
    let ms = |times: &Histogram<u64>, share| times.value_at_quantile(share) as f64 / 1e3;
    println!("{total} registrations, {} to {}/s", plan.nominal, plan.nominal * TIMES);
    println!("clerks in all: p50 {:.1} ms, p99 {:.1} ms", ms(&took, 0.5), ms(&took, 0.99));
    println!("clerks at full load: p50 {:.1} ms, p99 {:.1} ms", ms(&held, 0.5), ms(&held, 0.99));
    println!("clerks told to come again: {retried}");
    println!("screens: {shown} answered, {shed} turned away with 503");
    drop(runtime);
    server.check(total as i64);
    println!("every acknowledged registration is kept");
}

fn progress_request(token: &str) -> Vec<u8> {
    format!("GET /v1/progress HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {token}\r\n\r\n").into()
}

/// A screen that asks for progress as fast as it is answered.
async fn screen(address: SocketAddr, progress: Arc<Vec<u8>>, over: Arc<AtomicBool>) -> (u64, u64) {
    let mut line = Connection::open(address).await;
    let (mut shown, mut shed) = (0, 0);
    while !over.load(Ordering::Acquire) {
        match line.exchange(&progress).await {
            200 => shown += 1,
            503 => shed += 1,
            other => panic!("a screen is answered {other}"),
        }
    }
    (shown, shed)
}

/// A tablet: the next person on the plan, asked for when they stand there, again if turned away.
async fn tablet(
    address: SocketAddr,
    plan: Plan,
    start: Instant,
    next: Arc<AtomicU64>,
    token: Arc<str>,
) -> (Histogram<u64>, Histogram<u64>, u64) {
    let (mut took, mut held, mut again) = (times(), times(), 0);
    let mut line = Connection::open(address).await;
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if n >= plan.total() {
            return (took, held, again);
        }
        let stands_s = plan.stands_at(n as f64 + 1.0);
        let stands = start + Duration::from_secs_f64(stands_s);
        tokio::time::sleep_until(stands.into()).await;
        let request = request("/v1/commands", &token, &support::body(n..n + 1));
        while line.exchange(&request).await != 200 {
            again += 1;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let us = stands.elapsed().as_micros() as u64;
        took.saturating_record(us);
        if stands_s > plan.ramp_s {
            held.saturating_record(us);
        }
    }
}
