//! Errands shared out among connections, and how a device asks.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use hyper::body::Bytes;
use indicatif::ProgressBar;
use tokio::task::JoinSet;

use super::plan::World;
use super::staff::Badge;
use super::wire::Verdict;
use crate::cli::client::{JSON, Line, NDJSON};
use crate::cli::progress;
use crate::cli::stats::Stats;

/// Something one device does, in order, over one connection.
pub trait Errand: Send + 'static {
    /// What it brings back.
    type Done: Send + 'static;
    /// Does it.
    fn walk(self, line: &mut Line) -> impl Future<Output = anyhow::Result<Self::Done>> + Send;
}

/// The connections, and what was measured on them by stage.
pub struct Crew {
    lines: Vec<Line>,
    /// Name, time taken and measurements of each stage so far.
    pub stages: Vec<(&'static str, Duration, Stats)>,
}

impl Crew {
    /// A crew of lines.
    pub fn new(lines: Vec<Line>) -> Crew {
        Crew { lines, stages: Vec::new() }
    }

    /// Does all errands, each line the next one as soon as it is free.
    pub async fn run<E: Errand>(
        &mut self,
        stage: &'static str,
        errands: Vec<E>,
    ) -> anyhow::Result<Vec<E::Done>> {
        let (start, bar) = (Instant::now(), bar(stage, errands.len()));
        let queue = Arc::new(Mutex::new(errands.into_iter()));
        let mut tasks = JoinSet::new();
        for mut line in self.lines.drain(..) {
            let (queue, bar) = (queue.clone(), bar.clone());
            tasks.spawn(async move {
                let mut done = Vec::new();
                loop {
                    let next = queue.lock().ok().and_then(|mut queue| queue.next());
                    let Some(errand) = next else { return anyhow::Ok((line, done)) };
                    done.push(errand.walk(&mut line).await?);
                    bar.inc(1);
                }
            });
        }
        let (mut done, mut stats) = (Vec::new(), Stats::default());
        while let Some(finished) = tasks.join_next().await {
            let (mut line, mut part) = finished??;
            stats.add(&std::mem::take(&mut line.stats));
            done.append(&mut part);
            self.lines.push(line);
        }
        bar.finish_and_clear();
        self.measured(stage, start.elapsed(), stats);
        Ok(done)
    }

    /// One row a name: the second swab adds to the stages of the first.
    fn measured(&mut self, stage: &'static str, took: Duration, stats: Stats) {
        match self.stages.iter_mut().find(|(name, _, _)| *name == stage) {
            Some((_, before, all)) => {
                *before += took;
                all.add(&stats);
            }
            None => self.stages.push((stage, took, stats)),
        }
    }

    /// Any line, for a question between stages.
    pub fn line(&mut self) -> anyhow::Result<&mut Line> {
        self.lines.first_mut().context("no connection")
    }
}

/// Draws on standard error, and only on a terminal.
fn bar(stage: &'static str, errands: usize) -> ProgressBar {
    progress::bar(errands as u64, "{msg:14} {bar:40} {pos}/{len}").with_message(stage)
}

/// How fast people come to all lanes together.
pub struct Pace {
    per_second: f64,
    come: AtomicU64,
    start: Mutex<Option<Instant>>,
}

impl Pace {
    /// So many a second; 0 is as fast as the server takes them.
    pub fn new(per_second: f64) -> Pace {
        Pace { per_second, come: AtomicU64::new(0), start: Mutex::new(None) }
    }

    /// Waits until the next `people` are there; when that was. A device that is behind does not
    /// wait, and its lateness counts as latency.
    async fn next(&self, people: usize) -> Instant {
        if self.per_second <= 0.0 {
            return Instant::now();
        }
        let before = self.come.fetch_add(people as u64, Ordering::Relaxed);
        let start = self.start.lock().map(|mut start| *start.get_or_insert_with(Instant::now));
        let due = start.unwrap_or_else(|_| Instant::now())
            + Duration::from_secs_f64(before as f64 / self.per_second);
        tokio::time::sleep_until(due.into()).await;
        due
    }
}

/// Asks for commands in order, as many a request as the feed was told; a verdict each. `paced`
/// waits for people to come, one a command.
pub async fn ask(
    world: &World,
    line: &mut Line,
    badge: &Badge,
    commands: &[String],
    paced: bool,
) -> anyhow::Result<Vec<Verdict>> {
    let mut verdicts = Vec::with_capacity(commands.len());
    for part in commands.chunks(world.batch) {
        let kind = if world.batch == 1 { JSON } else { NDJSON };
        let body = Bytes::from(part.join("\n"));
        verdicts.append(&mut send(world, line, badge, (kind, body, part.len()), paced).await?);
    }
    Ok(verdicts)
}

/// Sends one request.
pub async fn send(
    world: &World,
    line: &mut Line,
    badge: &Badge,
    (kind, body, count): (&'static str, Bytes, usize),
    paced: bool,
) -> anyhow::Result<Vec<Verdict>> {
    let since = if paced { world.pace.next(count).await } else { Instant::now() };
    let answer = line.commands(&badge.token, kind, body, since).await?;
    line.stats.commands += count as u64;
    let verdicts = serde_json::Deserializer::from_slice(&answer).into_iter();
    let verdicts: Vec<Verdict> =
        verdicts.collect::<Result<_, _>>().context("a verdict is unreadable")?;
    if verdicts.len() != count {
        bail!("{} verdicts came back for {count} commands", verdicts.len());
    }
    Ok(verdicts)
}
