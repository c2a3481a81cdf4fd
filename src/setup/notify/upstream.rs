//! Where published outcomes go, in batches: the province's platform, the health code's.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use tenfold_domain::time::Minutes;

use super::super::{Blame, SetupError};
use super::way::{self, WayFile};
use super::{From, Limits, Way, limits, named};
use crate::edge::upstream::Form;

/// Tubes of a batch where nothing is said: as FHIR something under 2 MB.
const BATCH_USUAL: u32 = 500;
/// Tubes of a batch, at most: a batch is held in memory.
const BATCH_MAX: u32 = 10_000;
/// Seconds an outcome waits for others to leave with, where nothing is said.
const GATHER_USUAL: u32 = 5;
/// Half a day is longer than any outcome may wait.
const GATHER_MAX: u32 = 43_200;
/// Longest name of the receiving system, in bytes.
const RECEIVER_BYTES_MAX: usize = 80;

/// Somewhere outcomes go.
#[derive(Clone, Debug)]
pub struct Upstream {
    /// Its name: letters, digits, `-` and `_`.
    pub name: String,
    /// Of which region, where there are several.
    pub region: Option<u32>,
    /// In which form.
    pub form: Form,
    /// How batches get there.
    pub way: Way,
    /// The receiving system as HL7 names it; may be empty.
    pub receiver: String,
    /// Messages of a test, not of production.
    pub is_test: bool,
    /// The sender's clock, east of Greenwich.
    pub utc_offset: Minutes,
    /// Tubes of a batch, at most; at least one.
    pub batch_max: u32,
    /// How long an outcome waits for others to leave with.
    pub gather: Duration,
    /// A new upstream begins with the next outcome, and not with the first of the campaign.
    pub from_next: bool,
    /// How it is tried; a batch is never given up, whatever `attempts_max` says.
    pub limits: Limits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UpstreamFile {
    name: String,
    region: Option<u32>,
    form: String,
    url: Option<String>,
    secret_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    #[serde(default)]
    allow_clear: bool,
    folder: Option<PathBuf>,
    #[serde(default)]
    receiver: String,
    #[serde(default)]
    test: bool,
    ahead_hours: Option<i8>,
    batch_max: Option<u32>,
    gather_seconds: Option<u32>,
    #[serde(default)]
    from: From,
    wait_first_seconds: Option<u32>,
    wait_max_seconds: Option<u32>,
    timeout_seconds: Option<u32>,
}

/// Every upstream of a file.
pub(super) fn checked(
    blame: &Blame<'_>,
    files: Vec<UpstreamFile>,
    beside: &Path,
) -> Result<Vec<Upstream>, SetupError> {
    let mut upstreams: Vec<Upstream> = Vec::with_capacity(files.len());
    for from in files {
        let key = format!("upstreams.{}", from.name);
        let new = upstreams.iter().all(|other| other.name != from.name);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        upstreams.push(one(blame, &key, from, beside)?);
    }
    Ok(upstreams)
}

fn one(
    blame: &Blame<'_>,
    key: &str,
    from: UpstreamFile,
    beside: &Path,
) -> Result<Upstream, SetupError> {
    let of = |name: &str| format!("{key}.{name}");
    named(blame, key, &from.name)?;
    let words = "is none of json, csv, hl7, fhir-r4 and fhir-r5";
    let form = Form::from_word(&from.form).ok_or_else(|| blame.error(of("form"), words))?;
    let batch_max = from.batch_max.unwrap_or(BATCH_USUAL);
    let within = (1..=BATCH_MAX).contains(&batch_max);
    blame.must(within, &of("batch_max"), "is 1 to 10000 tubes")?;
    let gather = from.gather_seconds.unwrap_or(GATHER_USUAL);
    blame.must(gather <= GATHER_MAX, &of("gather_seconds"), "is 43200 at most: half a day")?;
    let ahead = from.ahead_hours.unwrap_or(8);
    let real = (-12..=14).contains(&ahead);
    blame.must(real, &of("ahead_hours"), "is -12 to 14 hours ahead of UTC")?;
    let short = from.receiver.len() <= RECEIVER_BYTES_MAX;
    blame.must(short, &of("receiver"), "is longer than 80 bytes")?;
    let seconds = [from.wait_first_seconds, from.wait_max_seconds, from.timeout_seconds];
    let usual = Limits { timeout: Duration::from_secs(30), ..Limits::default() };
    let way = WayFile {
        url: from.url.as_deref(),
        secret_file: from.secret_file.as_deref(),
        ca_file: from.ca_file.as_deref(),
        allow_clear: from.allow_clear,
        folder: from.folder.as_deref(),
        or_mail: false,
    };
    Ok(Upstream {
        region: from.region,
        form,
        way: way::checked(blame, key, &way, beside)?,
        receiver: from.receiver,
        is_test: from.test,
        utc_offset: Minutes::hours(i64::from(ahead)),
        batch_max,
        gather: Duration::from_secs(u64::from(gather)),
        from_next: from.from == From::Next,
        limits: limits(blame, key, usual, seconds)?,
        name: from.name,
    })
}
