//! What came out, beside what the server says came out.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tenfold_domain::tube::Column;

use super::plan::World;
use super::recollection::Closed;
use super::tally::Tally;
use super::work::Crew;
use crate::cli::stats::Stats;

/// How often the board is asked again before it is taken at its word: it is a fifth of a second
/// behind a busy writer.
const BOARD_TRIES: u32 = 100;

/// The board, as much as is compared.
#[derive(Deserialize, Clone, Default, Debug)]
pub struct Board {
    law_holds: bool,
    totals: BTreeMap<String, i64>,
}

impl Board {
    /// Asks the server.
    pub async fn ask(world: &World, crew: &mut Crew) -> anyhow::Result<Board> {
        crew.line()?.get("/v1/progress", &world.staff.commander.token).await
    }

    fn people(&self, column: &str) -> i64 {
        self.totals.get(column).copied().unwrap_or(0)
    }
}

/// Everything the day left behind.
pub struct Report {
    /// People who came.
    pub people: usize,
    /// Where chance started, to play the same day again.
    pub seed: u64,
    /// The devices' counts.
    pub tally: Tally,
    /// The second swabs.
    pub second: Closed,
    /// Only registrations were played.
    pub register_only: bool,
    /// Time and measurements by stage.
    pub stages: Vec<(&'static str, Duration, Stats)>,
    /// What differs between the devices and the server; empty when all agree.
    pub apart: Vec<String>,
}

/// Waits until the board shows what the devices did; what still differs after ten seconds.
pub async fn compare(
    world: &World,
    crew: &mut Crew,
    before: &Board,
    report: &Report,
) -> anyhow::Result<Vec<String>> {
    let mut apart = Vec::new();
    for _ in 0..BOARD_TRIES {
        let now = Board::ask(world, crew).await?;
        apart = differences(before, &now, &report.tally, report.register_only);
        if apart.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    if report.second.open > 0 {
        apart.push(format!("{} second swabs are still owed", report.second.open));
    }
    Ok(apart)
}

fn differences(before: &Board, now: &Board, tally: &Tally, register_only: bool) -> Vec<String> {
    let mut apart = Vec::new();
    if !now.law_holds {
        apart.push("the server says that its counts do not add up".to_owned());
    }
    let grown = |column: &str| now.people(column) - before.people(column);
    let registered = tally.registered as i64 - tally.withdrawn as i64;
    let (resulted, void) = (tally.called_people as i64, tally.void_people as i64);
    let resting = ["open", "sealed", "boxed", "in_transit", "received", "in_test"];
    let waiting: i64 = resting.into_iter().map(grown).sum();
    let mut expected = vec![
        ("registered", registered, grown("registered")),
        ("resulted", resulted, grown("resulted")),
        ("void", void, grown("void")),
        ("elsewhere", registered - resulted - void, waiting),
    ];
    if register_only {
        expected.push(("open", registered, grown("open")));
    }
    for (what, here, there) in expected.into_iter().filter(|(_, here, there)| here != there) {
        apart.push(format!("{what}: the devices count {here} people, the server {there}"));
    }
    let columns: i64 = Column::ALL.iter().map(|column| now.people(column.word())).sum();
    if columns != now.people("registered") {
        let all = now.people("registered");
        apart.push(format!("{all} are registered on the board, and {columns} are somewhere"));
    }
    apart
}

impl Report {
    /// For scripts.
    pub fn json(&self) -> Value {
        let tally = &self.tally;
        let calls: BTreeMap<&str, u64> =
            tally.calls.iter().map(|(call, count)| (call.word(), *count)).collect();
        let stage = |(name, took, stats): &(&str, Duration, Stats)| {
            json!({
                "stage": name, "seconds": took.as_secs_f64(), "requests": stats.requests(),
                "commands": stats.commands,
                "commands_per_second": per_second(stats.commands, *took),
                "requests_per_second": per_second(stats.requests(), *took),
                "p50_ms": stats.latency_ms(0.5), "p99_ms": stats.latency_ms(0.99),
                "max_ms": stats.latency_ms(1.0), "retries": stats.retries,
            })
        };
        json!({
            "people": self.people, "seed": self.seed, "registered": tally.registered,
            "withdrawn": tally.withdrawn, "repeated": tally.repeated, "kept": tally.kept,
            "differences": tally.differences,
            "tubes": {"full": tally.full, "short": tally.short, "single": tally.single,
                      "void": tally.void},
            "boxes": tally.boxes, "plates": tally.plates, "calls": calls,
            "people_called": tally.called_people, "people_void": tally.void_people,
            "people_positive": tally.positive.len(),
            "recollections": {"opened": tally.owed, "closed": self.second.closed,
                              "open": self.second.open},
            "refusals": tally.refusals,
            "stages": self.stages.iter().map(stage).collect::<Vec<_>>(),
            "agrees": self.apart.is_empty(), "apart": self.apart,
        })
    }

    /// For people.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let tally = &self.tally;
        let mut row = |name: &str, value: String| writeln!(out, "{name:<16} {value}");
        row("people", format!("{} (seed {})", self.people, self.seed))?;
        let left = [(tally.withdrawn, "left before the swab"), (tally.repeated, "scanned twice")];
        row("registrations", format!("{}{}", tally.registered, also(&left)))?;
        let tubes = [(tally.short, "short"), (tally.single, "of one"), (tally.void, "void")];
        row("tubes", format!("{} full{}", tally.full, also(&tubes)))?;
        row("boxes", tally.boxes.to_string())?;
        row("plates", tally.plates.to_string())?;
        let calls = tally.calls.iter().map(|(call, count)| format!("{count} {}", call.word()));
        row("calls", calls.collect::<Vec<_>>().join(", "))?;
        row("positive people", tally.positive.len().to_string())?;
        let (closed, open) = (self.second.closed, self.second.open);
        row("recollections", format!("{} opened, {closed} closed, {open} open", tally.owed))?;
        let noted = [(tally.kept, "kept for a supervisor")];
        row("differences", format!("{} noted{}", tally.differences, also(&noted)))?;
        let refusals = tally.refusals.iter().map(|(name, count)| format!("{count} {name}"));
        row("refused", refusals.collect::<Vec<_>>().join(", "))?;
        writeln!(out)?;
        self.print_stages(out)?;
        writeln!(out)?;
        if self.apart.is_empty() {
            return writeln!(out, "The server counts the same, and everybody is somewhere.");
        }
        writeln!(out, "The server does not agree (does anybody else feed it?):")?;
        self.apart.iter().try_for_each(|apart| writeln!(out, "  {apart}"))
    }

    fn print_stages(&self, out: &mut impl Write) -> io::Result<()> {
        let heads = ["stage", "seconds", "requests", "req/s", "commands", "cmd/s", "p50", "p99"];
        let [stage, rest @ ..] = heads;
        write!(out, "{stage:<14}")?;
        rest.iter().try_for_each(|head| write!(out, " {head:>9}"))?;
        writeln!(out, "   sent again")?;
        for (name, took, stats) in &self.stages {
            let (requests, commands) = (stats.requests(), stats.commands);
            writeln!(
                out,
                "{name:<14} {:>9.2} {requests:>9} {:>9.0} {commands:>9} {:>9.0} {:>6.1} ms \
                 {:>6.1} ms   {}",
                took.as_secs_f64(),
                per_second(requests, *took),
                per_second(commands, *took),
                stats.latency_ms(0.5),
                stats.latency_ms(0.99),
                again(stats)
            )?;
        }
        Ok(())
    }
}

fn also(counts: &[(u64, &str)]) -> String {
    let some = counts.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, what)| format!(", {count} {what}")).collect()
}

fn again(stats: &Stats) -> String {
    let reasons = stats.retries.iter().map(|(why, count)| format!("{count} ({why})"));
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    if reasons.is_empty() { "none".to_owned() } else { reasons }
}

fn per_second(count: u64, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64().max(1e-9)
}
