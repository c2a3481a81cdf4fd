//! `tenfold commands`: a file of commands to a server, its verdicts to standard output.

use std::fs::File;
use std::io::{BufRead, BufReader, Write as _, stdin, stdout};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};
use hyper::body::Bytes;
use indicatif::ProgressBar;
use serde::Deserialize;

use super::client::{Line, NDJSON, Server};
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
    let mut line = Line::new(&Server::parse(&args.url)?);
    let (bar, mut batch, mut count) = (bar(size), Batch::default(), Count::default());
    for (number, text) in (1u64..).zip(input.split(b'\n')) {
        let text = text.with_context(|| format!("{name} cannot be read after line {number}"))?;
        bar.inc(text.len() as u64 + 1);
        if text.trim_ascii().is_empty() {
            continue;
        }
        if batch.lines.len() >= LINES_MAX || batch.text.len() + text.len() > BYTES_MAX {
            send(&mut line, &args.token, &name, std::mem::take(&mut batch), &mut count).await?;
        }
        batch.text.extend_from_slice(&text);
        batch.text.push(b'\n');
        batch.lines.push(number);
    }
    send(&mut line, &args.token, &name, batch, &mut count).await?;
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

/// Sends a batch and prints its verdicts; errors at a line the server could not read.
async fn send(
    line: &mut Line,
    token: &str,
    name: &str,
    batch: Batch,
    count: &mut Count,
) -> anyhow::Result<()> {
    if batch.lines.is_empty() {
        return Ok(());
    }
    let body = Bytes::from(batch.text);
    let answer = line.commands(token, NDJSON, body, Instant::now()).await?;
    let (mut out, mut verdicts) = (stdout().lock(), 0);
    for text in answer.split(|byte| *byte == b'\n').filter(|text| !text.is_empty()) {
        let verdict: Verdict = serde_json::from_slice(text).context("a verdict is unreadable")?;
        let broken = verdict.line.filter(|_| verdict.verdict == "invalid");
        if let Some(at) = broken {
            let at = batch.lines.get(at.saturating_sub(1)).copied().unwrap_or_default();
            out.flush()?;
            bail!(
                "{name}: line {at} is no JSON object; what stands before it was taken, this line \
                 and all after it were not: correct it and send them again ({} recorded, {} kept, \
                 {} refused)",
                count.landed,
                count.kept,
                count.refused
            );
        }
        out.write_all(text)?;
        out.write_all(b"\n")?;
        verdicts += 1;
        match verdict.verdict {
            "recorded" | "already_recorded" => count.landed += 1,
            "kept" => count.kept += 1,
            _ => count.refused += 1,
        }
    }
    if verdicts != batch.lines.len() {
        bail!("{verdicts} verdicts came back for {} commands", batch.lines.len());
    }
    Ok(())
}
