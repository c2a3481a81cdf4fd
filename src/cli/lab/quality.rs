//! `tenfold lab quality`: what labs' work is worth, asked of a running service.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize as _;
use serde_json::{Value, json};
use tenfold_domain::time::{At, Minutes};

use crate::cli::Answer;
use crate::cli::client::{Line, Server};
use crate::cli::told::Asking;
use crate::report::html;
use crate::report::quality::{Controls, Quality, Rates};
use crate::report::words::Clock;

/// Tell whether labs' work is in control, and draw their control charts
///
/// Asks a running service for rates of the last hours beside the other labs and the lab's own past,
/// and for charts of control wells by kit and machine with Westgard's rules. Exit code 0: nothing
/// is out of control; 1: something is, and is said.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Page to write, whole in itself, both languages
    #[arg(long, value_name = "FILE.html")]
    out: Option<PathBuf>,
    /// Only this lab
    #[arg(long, value_name = "NUMBER")]
    lab: Option<u32>,
    /// Hours of rates
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=720))]
    hours: u32,
    /// Days of charts
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=365))]
    days: u32,
    #[command(flatten)]
    asking: Asking,
}

/// Asks, and tells.
pub async fn run(args: &Args) -> Result<Answer> {
    let Args { asking, hours, .. } = args;
    let mut line = Line::new(&Server::parse(&asking.url)?);
    let only = args.lab.map_or(String::new(), |lab| format!("&lab={lab}"));
    let rates: Value =
        line.get(&format!("/v1/labs/quality?hours={hours}{only}"), &asking.token).await?;
    let of_charts = format!("/v1/labs/quality/controls?hours={}{only}", args.days * 24);
    let controls: Value = line.get(&of_charts, &asking.token).await?;
    let version = "the service speaks another version";
    let quality = Quality {
        rates: Rates::deserialize(&rates).context(version)?,
        controls: Controls::deserialize(&controls).context(version)?,
        clock: Clock::new(At(0), Minutes::hours(i64::from(asking.ahead))),
    };
    if let Some(path) = &args.out {
        let page = html::quality(&quality, asking.lang);
        std::fs::write(path, page).with_context(|| path.display().to_string())?;
    }
    let mut out = std::io::stdout().lock();
    if asking.json {
        writeln!(out, "{:#}", json!({ "rates": rates, "controls": controls }))?;
    } else {
        writeln!(out, "{}", quality.heading().pick(asking.lang))?;
        for text in quality.sentences() {
            writeln!(out, "  {}", text.pick(asking.lang))?;
        }
    }
    Ok(if quality.alarms().next().is_none() { Answer::Yes } else { Answer::No })
}
