//! `tenfold report`: is a report that somebody shows genuine? And the keys that sign reports.

use std::io::{BufRead as _, Write as _, stdin, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::json;
use tenfold_domain::code::Region;

use super::{Answer, signing_keys};
use crate::edge::statement::{Doubt, PublicKey, Statement};
use crate::service::clock;
use crate::storage::tables::signing_key::Purpose;

/// Check reports without a network; list, renew and take back the keys that sign them
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    Check(Check),
    #[command(flatten)]
    Keys(signing_keys::Action),
}

/// Say whether a report is genuine, altered or expired, by the published keys alone
#[derive(clap::Args, Debug)]
struct Check {
    /// Text of the report's QR; without it each line of standard input is one
    statement: Option<String>,
    /// What `GET /v1/reports/keys` of the service says, kept in a file
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Answer in JSON, a line each
    #[arg(long)]
    json: bool,
}

#[derive(Deserialize)]
struct KeysFile {
    keys: Vec<KeyFile>,
}

#[derive(Deserialize)]
struct KeyFile {
    region: u32,
    number: u8,
    public_key: String,
    revoked_at_ms: Option<i64>,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    match &args.action {
        Action::Check(args) => check(args),
        Action::Keys(action) => signing_keys::run(Purpose::Report, action),
    }
}

fn check(args: &Check) -> anyhow::Result<Answer> {
    let keys = read(&args.keys)?;
    if let Some(statement) = &args.statement {
        let genuine = tell(args, &keys, statement)?;
        eprintln!("What came after the report the service alone knows: POST /v1/reports/check.");
        return Ok(if genuine { Answer::Yes } else { Answer::No });
    }
    let mut all = true;
    for line in stdin().lock().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            all &= tell(args, &keys, &line)?;
        }
    }
    Ok(if all { Answer::Yes } else { Answer::No })
}

/// Says what there is to say of one; whether it is genuine and holds.
fn tell(args: &Check, keys: &[KeyFile], text: &str) -> anyhow::Result<bool> {
    let known = |region: Region, number| {
        let key = keys.iter().find(|key| (key.region, key.number) == (region.0, number))?;
        let bytes = bytes(&key.public_key)?;
        Some(PublicKey { bytes, revoked: key.revoked_at_ms.is_some() })
    };
    let (doubt, statement) = match Statement::open(text, known, clock::now()) {
        Ok(statement) => (None, Some(statement)),
        Err((doubt, statement)) => (Some(doubt), statement),
    };
    let mut out = stdout().lock();
    let verdict = doubt.map_or("genuine", Doubt::word);
    if args.json {
        let report = statement.as_ref().map(|said| {
            let until = |(_, at): (_, tenfold_domain::time::At)| at.0;
            json!({
                "region": said.region.0, "name": said.name, "detected": said.detected,
                "sampled_at_ms": said.sampled_at.0, "tested_at_ms": said.tested_at.0,
                "until_at_ms": said.certificates().map(until).collect::<Vec<_>>(),
            })
        });
        writeln!(out, "{}", json!({ "verdict": verdict, "report": report }))?;
        return Ok(doubt.is_none());
    }
    writeln!(out, "{verdict}: {}", doubt.map_or("报告真实 genuine", Doubt::zh))?;
    if let Some(doubt) = doubt {
        writeln!(out, "  {}", doubt.en())?;
    }
    if let Some(said) = statement {
        let result = if said.detected { "检出 detected" } else { "未检出 not detected" };
        let shown = clock::shown_to_minute;
        writeln!(out, "  {} · {result} · {}", said.name, said.assay.method.en())?;
        let limit = said.assay.limit_copies_per_ml;
        writeln!(out, "  检测限 limit {limit} copies/mL")?;
        writeln!(
            out,
            "  采样 swab {} · 检测 test {}",
            shown(said.sampled_at),
            shown(said.tested_at)
        )?;
        for (holds, until_at) in said.certificates() {
            writeln!(out, "  {} h 至 until {}", holds.0 / 60, shown(until_at))?;
        }
    }
    Ok(doubt.is_none())
}

fn read(path: &Path) -> anyhow::Result<Vec<KeyFile>> {
    let shown = || path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(shown)?;
    let wanted = || format!("{}: not what GET /v1/reports/keys says", shown());
    let file: KeysFile = serde_json::from_str(&text).with_context(wanted)?;
    let whole = |key: &KeyFile| bytes(&key.public_key).is_some();
    anyhow::ensure!(file.keys.iter().all(whole), wanted());
    Ok(file.keys)
}

/// A key of 64 hexadecimal digits.
fn bytes(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).ok()?;
    }
    Some(key)
}
