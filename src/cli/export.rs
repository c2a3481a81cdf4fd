//! `tenfold export`: lists for offices as CSV and XLSX, outcomes for other systems as HL7 and FHIR.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use crate::storage::db::Connection;
use crate::storage::open;
use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use indicatif::ProgressBar;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;
use tenfold_domain::term::AccessReason;
use tenfold_domain::time::Minutes;

use super::Answer;
use super::place::{self, Place};
use crate::edge::upstream::{Form, Release, Sender};
use crate::service::export::batch::Manner;
use crate::service::export::outcomes::outcomes;
use crate::service::export::upstream::upstream;
use crate::service::export::{self, Sheet};
use crate::service::query::access::{Seen, row_of_shell};
use crate::service::vault::Vault;
use crate::service::{self, beside, clock};
use crate::storage::tables::access;

/// Write a list as CSV or XLSX, or outcomes as HL7 or FHIR; the access log also as JSON
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which list
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    place: Place,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
    /// The file to write; - is standard output. A list is written as XLSX where the name ends so
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// A list as XLSX, whatever the file's name
    #[arg(long, conflicts_with_all = ["json", "spreadsheet"])]
    xlsx: bool,
    /// For `outcomes`: only those behind this cursor, as the export before said it
    #[arg(long, value_name = "CURSOR", default_value_t = 0)]
    after: u64,
    /// For `late`: also what will be late within so many minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 30)]
    within: u32,
    /// For `roster`, and needed there: why whole personal data is written out; kept in the access
    /// log
    #[arg(long, value_parser = reason_parser())]
    reason: Option<AccessReason>,
    /// For `hl7`: the receiving system
    #[arg(long, value_name = "NAME", default_value = "")]
    receiver: String,
    /// For `hl7`: a message of a test, not of production
    #[arg(long)]
    test: bool,
    /// For `outcomes`, `hl7` and `fhir`: hours that the town's clock is ahead of UTC
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(i8).range(-12..=14))]
    ahead: i8,
    /// For `access`: a JSON object a line
    #[arg(long, conflicts_with = "spreadsheet")]
    json: bool,
    /// Begin with the mark by which spreadsheets read Chinese
    #[arg(long)]
    spreadsheet: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    /// Everybody expected or sampled, with outcomes: whole personal data
    Roster,
    /// Every tube
    Tubes,
    /// Every box
    Boxes,
    /// What is late or soon will be
    Late,
    /// Who looked at personal data, newest first
    Access,
    /// Published outcomes as a table, in the order they were published
    Outcomes,
    /// Published outcomes as HL7 v2.5.1 ORU^R01, one message after the other
    Hl7,
    /// Published outcomes as FHIR R4, a bundle a line
    FhirR4,
    /// Published outcomes as FHIR R5, a bundle a line
    FhirR5,
}

impl What {
    fn form(self) -> Option<Form> {
        match self {
            What::Hl7 => Some(Form::Hl7),
            What::FhirR4 => Some(Form::Fhir(Release::R4)),
            What::FhirR5 => Some(Form::Fhir(Release::R5)),
            _ => None,
        }
    }
}

fn reason_parser() -> impl clap::builder::TypedValueParser<Value = AccessReason> {
    PossibleValuesParser::new(AccessReason::ALL.iter().map(|reason| reason.word()))
        .try_map(|word| AccessReason::from_word(&word).ok_or("no such reason"))
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let data = &args.place.data;
    if args.json && args.what != What::Access {
        bail!("only the access log is written as JSON: leave --json out");
    }
    if args.xlsx && args.what.form().is_some() {
        bail!("HL7 and FHIR are no tables: leave --xlsx out");
    }
    let region = place::campaign(data, args.region)?.region;
    let connection = open::reader(data)?;
    let (vault, _) = Vault::open(&args.place.options().key_file(), false)?;
    let mut campaigns = service::campaigns(&connection, &vault)?;
    let campaign = campaigns.remove(&region).context("the campaign is gone")?;
    if args.what == What::Roster {
        noted(args, region)?;
    }
    let rows = if args.out == Path::new("-") {
        write(args, &connection, &campaign, &vault, stdout().lock())?
    } else {
        let out = private(&args.out)
            .with_context(|| format!("{} cannot be written", args.out.display()))?;
        write(args, &connection, &campaign, &vault, BufWriter::new(out))?
    };
    eprintln!("{rows} rows in {}", args.out.display());
    Ok(Answer::Yes)
}

fn write(
    args: &Args,
    connection: &Connection,
    campaign: &Campaign,
    vault: &Vault,
    out: impl Write,
) -> anyhow::Result<u64> {
    if args.json {
        return Ok(export::access::lines(connection, vault, campaign.region, out)?);
    }
    let now = clock::now();
    if let Some(form) = args.what.form() {
        let system = campaign.region.to_string();
        let utc_offset = Minutes::hours(i64::from(args.ahead));
        let (receiver, is_test) = (args.receiver.as_str(), args.test);
        let sender = Sender { system: &system, receiver, utc_offset, now, is_test };
        return Ok(upstream(connection, campaign, (&sender, form), out)?);
    }
    let named = args.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let sheet = match args.xlsx || named {
        true => Sheet::workbook(out),
        false => Sheet::begin(out, args.spreadsheet)?,
    };
    Ok(match args.what {
        What::Roster => {
            let bar = ProgressBar::new_spinner();
            let rows = export::roster(connection, campaign, vault, sheet, &mut |rows| {
                bar.set_message(format!("{rows} rows"));
                bar.set_position(rows);
            })?;
            bar.finish_and_clear();
            rows
        }
        What::Tubes => export::tubes(connection, campaign, sheet)?,
        What::Boxes => export::boxes(connection, campaign, sheet)?,
        What::Late => {
            let within = Minutes(i64::from(args.within));
            export::late(connection, campaign, (now, within), sheet)?
        }
        What::Outcomes => {
            let utc_offset = Minutes::hours(i64::from(args.ahead));
            let manner = Manner { form: Form::Csv, receiver: "", is_test: false, utc_offset };
            let (rows, cursor) = outcomes(connection, campaign, (manner, args.after), sheet)?;
            eprintln!("what follows: --after {cursor}");
            rows
        }
        What::Hl7 | What::FhirR4 | What::FhirR5 => 0,
        What::Access => export::access::table(connection, vault, campaign.region, sheet)?,
    })
}

/// Whole personal data leaves: that it did, and why, stands in the access log before it does.
fn noted(args: &Args, region: Region) -> anyhow::Result<()> {
    let Some(reason) = args.reason else {
        let words: Vec<&str> = AccessReason::ALL.iter().map(|reason| reason.word()).collect();
        bail!(
            "the roster holds whole personal data: say why with --reason, one of {}",
            words.join(", ")
        );
    };
    let access = row_of_shell(Seen::Roster, reason, clock::now());
    beside::commit(&args.place.data, |to| access::put(to, region, &access))?;
    Ok(())
}

/// A file that nobody else on this machine reads.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
