//! `tenfold routes advice`: what is sampled must match what can be tested (R14).

use std::io::Write as _;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;

use super::Answer;
use super::client::{Line, Server};
use super::told::Asking;
use crate::report::words::Both;

/// Tell which sites to slow so that what is sampled can be tested in time
///
/// Asks a running service, which supposes that sites go on as in their last hour and looks at what
/// labs have promised. Exit code 0: no site need be slowed. 1: some should be.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Hours for which sites go on as they do
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=12))]
    hours: u8,
    #[command(flatten)]
    asking: Asking,
}

/// What of the service's answer is told.
#[derive(Deserialize)]
struct Told {
    persons_per_hour: f64,
    tubes_per_hour: u64,
    short_tubes: u64,
    slow: Vec<Slow>,
    freely_from_ms: Option<i64>,
    clears_at_ms: Option<i64>,
}

#[derive(Deserialize)]
struct Slow {
    site: u32,
    name_zh: String,
    name_en: String,
    from_ms: i64,
    until_ms: i64,
    persons_per_hour: f64,
    fewer_per_hour: f64,
}

/// Asks, and tells.
pub async fn run(args: &Args) -> Result<Answer> {
    let zone = args.asking.zone()?;
    let mut line = Line::new(&Server::parse(&args.asking.url)?);
    let answer: Value =
        line.get(&format!("/v1/advice?hours={}", args.hours), &args.asking.token).await?;
    let told = Told::deserialize(&answer).context("the service speaks another version")?;
    let mut out = std::io::stdout().lock();
    if args.asking.json {
        writeln!(out, "{answer:#}")?;
    } else {
        for text in said(args, &told, &zone) {
            writeln!(out, "{}", text.pick(args.asking.lang))?;
        }
    }
    Ok(if told.short_tubes == 0 { Answer::Yes } else { Answer::No })
}

fn said(args: &Args, told: &Told, zone: &TimeZone) -> Vec<Both> {
    let clock = |ms: i64| {
        let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
        at.to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string()
    };
    let Told { persons_per_hour, tubes_per_hour, short_tubes, .. } = told;
    let mut said = vec![Both::new(
        format!("现每小时采 {persons_per_hour:.0} 人；实验室每小时可检 {tubes_per_hour} 管。"),
        format!(
            "Sites take {persons_per_hour:.0} persons an hour; labs can begin {tubes_per_hour} \
             tubes an hour."
        ),
    )];
    if *short_tubes == 0 {
        said.push(Both::new(
            format!("今后 {} 小时所采都能按时检测，不必放慢。", args.hours),
            format!("All of the next {} hours can be tested in time: slow no site.", args.hours),
        ));
        return said;
    }
    said.push(Both::new(
        format!("今后 {} 小时有 {short_tubes} 管不能按时检测，请放慢：", args.hours),
        format!(
            "Of the next {} hours {short_tubes} tubes cannot be tested in time; slow:",
            args.hours
        ),
    ));
    said.extend(told.slow.iter().map(|slow| {
        let (from, until) = (clock(slow.from_ms), clock(slow.until_ms));
        let to = slow.persons_per_hour - slow.fewer_per_hour;
        let now = slow.persons_per_hour;
        Both::new(
            format!(
                "  {} 号{}：{from} 至 {until}，每小时 {now:.0} 人减至 {to:.0} 人",
                slow.site, slow.name_zh
            ),
            format!(
                "  site {} ({}): {from} to {until}, from {now:.0} to {to:.0} persons an hour",
                slow.site, slow.name_en
            ),
        )
    }));
    said.extend(told.freely_from_ms.map(|at| {
        Both::new(format!("{} 起不必放慢。", clock(at)), format!("From {} on at will.", clock(at)))
    }));
    said.extend(told.clears_at_ms.map(|at| {
        Both::new(
            format!("届时所采于 {} 前开始检测完毕。", clock(at)),
            format!("Labs have begun all of these by {}.", clock(at)),
        )
    }));
    said
}
