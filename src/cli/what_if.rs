//! `tenfold routes what-if`: what would follow if a lab took nothing, before anyone closes it.

use std::collections::BTreeMap;
use std::io::Write as _;

use anyhow::{Context, Result};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Answer;
use super::client::{Line, Server};
use super::told::Asking;
use crate::report::words::Both;
use crate::service::clock;

/// Tell what would follow if a lab took nothing
///
/// Asks a running service, which answers by its own rules for the boxes on their way; nothing is
/// changed. Exit code 0: every box would still be in time. 1: some would be late, or go nowhere.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Number of the lab that would take nothing
    #[arg(long, value_name = "LAB")]
    lab_down: u32,
    /// From when, today; from now on where absent
    #[arg(long, value_name = "HH:MM")]
    from: Option<Time>,
    /// Until when, today or, before `--from`, tomorrow; until it is opened where absent
    #[arg(long, value_name = "HH:MM")]
    until: Option<Time>,
    #[command(flatten)]
    asking: Asking,
}

/// What of the service's answers is told.
#[derive(Deserialize)]
struct Effect {
    boxes: usize,
    tubes: u64,
    moved: BTreeMap<u32, usize>,
    unrouted: usize,
    late_before: usize,
    late_after: usize,
    last_outcome_at_ms: Option<i64>,
}

#[derive(Deserialize)]
struct Stand {
    lab: u32,
    name_zh: String,
    name_en: String,
}

/// Asks, and tells.
pub async fn run(args: &Args) -> Result<Answer> {
    let zone = args.asking.zone()?;
    let (from_ms, until_ms) = span(args, &zone)?;
    let mut line = Line::new(&Server::parse(&args.asking.url)?);
    let supposed = json!({ "lab_down": args.lab_down, "from_ms": from_ms, "until_ms": until_ms });
    let answer: Value = line.post("/v1/routes/what-if", &args.asking.token, &supposed).await?;
    let effect = Effect::deserialize(&answer).context("the service speaks another version")?;
    let mut out = std::io::stdout().lock();
    if args.asking.json {
        writeln!(out, "{answer:#}")?;
    } else {
        let labs: Vec<Stand> = line.get("/v1/labs", &args.asking.token).await?;
        for text in told(args, &effect, &labs, &zone) {
            writeln!(out, "{}", text.pick(args.asking.lang))?;
        }
    }
    Ok(if effect.late_after == 0 { Answer::Yes } else { Answer::No })
}

/// The moments asked for, in milliseconds since 1970.
fn span(args: &Args, zone: &TimeZone) -> Result<(Option<i64>, Option<i64>)> {
    let now = jiff::Timestamp::from_millisecond(clock::now().0)?.to_zoned(zone.clone());
    let moment = |time: Time, days: i64| -> Result<i64> {
        let date = now.date().checked_add(jiff::Span::new().days(days))?;
        Ok(date.to_datetime(time).to_zoned(zone.clone())?.timestamp().as_millisecond())
    };
    let from = args.from.map(|from| moment(from, 0)).transpose()?;
    let begins = args.from.unwrap_or_else(|| now.time());
    let until = args.until.map(|until| moment(until, i64::from(until <= begins)));
    Ok((from, until.transpose()?))
}

fn told(args: &Args, effect: &Effect, labs: &[Stand], zone: &TimeZone) -> Vec<Both> {
    let named = |number: u32| {
        let lab = labs.iter().find(|lab| lab.lab == number);
        let (zh, en) = lab.map(|lab| (&*lab.name_zh, &*lab.name_en)).unwrap_or_default();
        Both::new(format!("{number} 号{zh}"), format!("lab {number} ({en})"))
    };
    let Effect { boxes, tubes, unrouted, late_before, late_after, .. } = *effect;
    let down = named(args.lab_down);
    let mut said = vec![Both::new(
        format!("{}停收：届时有 {boxes} 箱（{tubes} 管）在途，须改送。", down.zh),
        format!(
            "If {} takes nothing, {boxes} boxes ({tubes} tubes) on their way to it must go \
             elsewhere.",
            down.en
        ),
    )];
    said.extend(effect.moved.iter().map(|(lab, count)| {
        let lab = named(*lab);
        Both::new(
            format!("  {count} 箱改送 {}", lab.zh),
            format!("  {count} would go to {}", lab.en),
        )
    }));
    if unrouted > 0 {
        said.push(Both::new(
            format!("  {unrouted} 箱无处可送：须冷藏，并请求支援"),
            format!("  {unrouted} would go nowhere: keep them cold and ask for help"),
        ));
    }
    said.push(Both::new(
        format!("超时：现 {late_before} 箱，届时 {late_after} 箱。"),
        format!("Late now: {late_before}; late then: {late_after}."),
    ));
    let last = effect.last_outcome_at_ms.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    said.extend(last.map(|last| {
        let last = last.to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string();
        Both::new(format!("其最后结果预计 {last}。"), format!("Their last outcome: {last}."))
    }));
    said
}
