//! `tenfold commands`: a file of commands to a server, its verdicts to standard output.

use std::fs::File;
use std::io::{BufRead, BufReader, Write as _, stdin, stdout};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};
use hyper::body::Bytes;
use indicatif::ProgressBar;
use serde::Deserialize;

use super::client::{Fault, Line, NDJSON, PATIENCE, Server, Status};
use super::{Answer, progress};

/// Lines in one request.
const LINES_MAX: usize = 1_000;
/// Bytes in one request; the server takes 16 MiB.
const BYTES_MAX: usize = 4 << 20;

/// Send a file of commands, a JSON object a line; verdicts come a line each, in order
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file; - is standard input
    file: PathBuf,
    /// The server, http://HOST:PORT
    #[arg(long)]
    url: String,
    /// Who asks
    #[arg(long, env = "TENFOLD_TOKEN", hide_env_values = true)]
    token: String,
}

/// As much of a verdict as decides how to go on.
#[derive(Deserialize)]
struct Verdict<'a> {
    verdict: &'a str,
    /// The broken line within its request.
    line: Option<usize>,
}

/// Commands of one request, and which line of the file each is.
#[derive(Default)]
struct Batch {
    text: Vec<u8>,
    lines: Vec<u64>,
}

/// What came out so far.
#[derive(Default)]
struct Count {
    landed: u64,
    refused: u64,
    kept: u64,
    /// The last line of the file with a verdict.
    line: u64,
}

/// How to go on after a server that took no more.
const RESUME: &str = "send the same file again once it takes writes: lines recorded before are \
    answered already_recorded, and nothing is recorded twice";

/// A busy server is nothing to speak of before it was asked so often.
const ASKED_BEFORE_TOLD: u32 = 5;

impl Count {
    /// What stands, in words.
    fn stands(&self) -> String {
        let Count { landed, kept, refused, line } = self;
        match landed + kept + refused {
            0 => "no line was acknowledged".to_owned(),
            all => format!(
                "{all} lines were acknowledged, up to line {line} ({landed} recorded, {kept} \
                 kept, {refused} refused); none after it"
            ),
        }
    }
}

pub async fn run(args: Args) -> anyhow::Result<Answer> {
    let name = args.file.display().to_string();
    let (input, size): (Box<dyn BufRead>, u64) = if name == "-" {
        (Box::new(BufReader::new(stdin())), 0)
    } else {
        let file = File::open(&args.file).with_context(|| format!("{name} cannot be read"))?;
        let size = file.metadata().map_or(0, |data| data.len());
        (Box::new(BufReader::new(file)), size)
    };
    let server = Server::parse(&args.url)?;
    let mut sender = Sender { line: Line::new(&server), server, token: args.token, name };
    let (bar, mut batch, mut count) = (bar(size), Batch::default(), Count::default());
    for (number, text) in (1u64..).zip(input.split(b'\n')) {
        let text =
            text.with_context(|| format!("{} cannot be read after line {number}", sender.name))?;
        bar.inc(text.len() as u64 + 1);
        if text.trim_ascii().is_empty() {
            continue;
        }
        if batch.lines.len() >= LINES_MAX || batch.text.len() + text.len() > BYTES_MAX {
            sender.send(std::mem::take(&mut batch), &mut count, &bar).await?;
        }
        batch.text.extend_from_slice(&text);
        batch.text.push(b'\n');
        batch.lines.push(number);
    }
    sender.send(batch, &mut count, &bar).await?;
    bar.finish_and_clear();
    eprintln!("{} recorded, {} kept, {} refused", count.landed, count.kept, count.refused);
    Ok(if count.refused == 0 { Answer::Yes } else { Answer::No })
}

/// Draws on standard error, and only on a terminal.
fn bar(size: u64) -> ProgressBar {
    if size == 0 {
        return ProgressBar::hidden();
    }
    progress::bar(size, "{bar:40} {bytes}/{total_bytes}, {eta} to go")
}

/// To whom a file goes, and its name in what is said about it.
struct Sender {
    line: Line,
    server: Server,
    token: String,
    name: String,
}

impl Sender {
    /// Sends a batch and prints its verdicts; errors at a line the server could not read. Who
    /// waits is told at once when the storage behind the server takes nothing.
    async fn send(
        &mut self,
        batch: Batch,
        count: &mut Count,
        bar: &ProgressBar,
    ) -> anyhow::Result<()> {
        if batch.lines.is_empty() {
            return Ok(());
        }
        let (server, patience) = (&self.server, PATIENCE.as_secs());
        let stands = count.stands();
        let tell = |why: &Fault, asked: u32| {
            let first = if why.is_storage() { 1 } else { ASKED_BEFORE_TOLD };
            if asked == first {
                let text = format!(
                    "tenfold: {server} {why}\ntenfold: {stands}; trying again for up to \
                     {patience} seconds. If you stop it now, {RESUME}"
                );
                bar.suspend(|| eprintln!("{text}"));
            }
        };
        let (body, now) = (Bytes::from(batch.text), Instant::now());
        let answer = self.line.commands_told((&self.token, NDJSON), body, now, &tell).await;
        let failed = |error: &anyhow::Error| error.downcast_ref::<Status>().is_none();
        let answer = match answer {
            Err(error) if failed(&error) => {
                return Err(error.context(format!("{}: {stands}; {RESUME}", self.name)));
            }
            answer => answer?,
        };
        self.verdicts(&answer, &batch.lines, count)
    }

    /// Prints and counts the verdicts of a batch's lines.
    fn verdicts(&self, answer: &[u8], lines: &[u64], count: &mut Count) -> anyhow::Result<()> {
        let (mut out, mut verdicts) = (stdout().lock(), 0);
        for text in answer.split(|byte| *byte == b'\n').filter(|text| !text.is_empty()) {
            let verdict: Verdict =
                serde_json::from_slice(text).context("a verdict is unreadable")?;
            let broken = verdict.line.filter(|_| verdict.verdict == "invalid");
            if let Some(at) = broken {
                let at = lines.get(at.saturating_sub(1)).copied().unwrap_or_default();
                out.flush()?;
                bail!(
                    "{}: line {at} is no JSON object; what stands before it was taken, this line \
                     and all after it were not: correct it and send them again ({} recorded, {} \
                     kept, {} refused)",
                    self.name,
                    count.landed,
                    count.kept,
                    count.refused
                );
            }
            out.write_all(text)?;
            out.write_all(b"\n")?;
            count.line = lines.get(verdicts).copied().unwrap_or(count.line);
            verdicts += 1;
            match verdict.verdict {
                "recorded" | "already_recorded" => count.landed += 1,
                "kept" => count.kept += 1,
                _ => count.refused += 1,
            }
        }
        if verdicts != lines.len() {
            bail!("{verdicts} verdicts came back for {} commands", lines.len());
        }
        Ok(())
    }
}
