//! `tenfold import`: who is expected, from the grid's lists.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::Answer;
use super::place::{self, Place};
use super::verdicts::Verdicts;
use crate::edge::table::{Encoding, Workbook};
use crate::service::clock;
use crate::service::import::{self, Imported, Landing};
use crate::service::vault::Vault;
use crate::setup::roster::{Fault, Roster};
use crate::setup::town::Town;
use crate::storage::open;

/// Bring lists in
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// People who are expected; a row that cannot be read does not stop the others
    Roster(RosterArgs),
}

#[derive(clap::Args, Debug)]
struct RosterArgs {
    /// CSV (UTF-8 or GBK) or XLSX (its first sheet), with Chinese or English headings
    file: PathBuf,
    /// How a CSV is written [default: judged by its lines]
    #[arg(long, value_enum)]
    encoding: Option<Written>,
    /// Where a verdict for every row goes, as CSV; it names rows and no person
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    /// The town whose townships it names
    #[arg(long, value_name = "FILE")]
    town: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// The encodings of a CSV.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Written {
    /// With or without a byte-order mark
    Utf8,
    /// GBK or GB 18030
    Gbk,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let What::Roster(args) = &args.what;
    let town = Town::load(&args.town)?;
    let stored = place::campaign(&args.place.data, Some(town.campaign.region.0))?;
    let (vault, _) = Vault::open(&args.place.options().key_file(), false)?;
    vault.belongs_to(&stored.key_check)?;
    let mut input = Input::open(&args.file)?;
    let encoding = args.encoding.map(|written| match written {
        Written::Utf8 => Encoding::Utf8,
        Written::Gbk => Encoding::Gbk,
    });
    let rows = input.roster(encoding, &town)?;
    let mut verdicts = args.verdicts.as_deref().map(Verdicts::create).transpose()?;
    let mut store = open::writer(&args.place.data)?;
    let bar = ProgressBar::new_spinner();
    let imported = import::roster(&mut store, &vault, stored.region, rows, &mut |lines| {
        tick(&bar, lines);
        if let Some(verdicts) = &mut verdicts {
            verdicts.write(lines);
        }
    })?;
    bar.finish_and_clear();
    if let Some(verdicts) = verdicts {
        verdicts.finish()?;
    }
    let (good, known, bad) = (imported.good, imported.known, imported.bad);
    if args.json {
        println!("{}", told(&imported));
    } else {
        println!("{good} rows entered, {known} of them expected before; {bad} rows not entered");
        name_faults(&args.file, &imported);
    }
    eprintln!("a service that runs counts them within seconds");
    Ok(if bad == 0 { Answer::Yes } else { Answer::No })
}

/// A roster's file, open.
pub struct Input {
    name: String,
    kind: Kind,
}

enum Kind {
    Csv(Box<dyn BufRead>),
    Workbook(Box<Workbook<BufReader<File>>>),
}

impl Input {
    /// Tells by the first bytes what the file is, because names of files lie.
    pub fn open(file: &Path) -> anyhow::Result<Input> {
        let name = file.display().to_string();
        let cannot = || format!("{name} cannot be read");
        let mut input = File::open(file).with_context(cannot)?;
        let mut first = Vec::new();
        (&mut input).take(8).read_to_end(&mut first).with_context(cannot)?;
        if first.starts_with(b"\xd0\xcf\x11\xe0") {
            bail!(
                "{name}: is an XLS of before 2007, or has a password: save it as XLSX or \"CSV \
                 UTF-8\", without a password"
            );
        }
        if first.starts_with(b"PK") {
            input.rewind().with_context(cannot)?;
            let book = Workbook::open(BufReader::new(input)).with_context(|| name.clone())?;
            return Ok(Input { name, kind: Kind::Workbook(Box::new(book)) });
        }
        // Not wound back, because a pipe cannot be.
        let whole: Box<dyn BufRead> = Box::new(Cursor::new(first).chain(BufReader::new(input)));
        Ok(Input { name, kind: Kind::Csv(whole) })
    }

    /// Its rows, the heading read already.
    pub fn roster<'a>(
        &'a mut self,
        encoding: Option<Encoding>,
        town: &'a Town,
    ) -> anyhow::Result<Roster<'a>> {
        let (name, now) = (&self.name, clock::now());
        match &mut self.kind {
            Kind::Csv(input) => Ok(Roster::csv(name, input, encoding, town, now)?),
            Kind::Workbook(book) => {
                let rows = book.rows().with_context(|| name.clone())?;
                Ok(Roster::of(name, rows, town, now)?)
            }
        }
    }
}

/// Moves a bar by so many lines.
pub fn tick(bar: &ProgressBar, lines: &[(u64, Landing)]) {
    bar.inc(lines.len() as u64);
    bar.set_message(format!("{} lines", bar.position()));
}

/// What became of a roster, for programs.
pub fn told(imported: &Imported) -> Value {
    let fault = |(line, fault): &(u64, Fault)| {
        let (en, zh) = (fault.to_string(), fault.zh());
        json!({"line": line, "fault": en, "fault_zh": zh})
    };
    let faults: Vec<Value> = imported.faults.iter().map(fault).collect();
    json!({
        "good": imported.good, "known": imported.known, "bad": imported.bad, "faults": faults,
    })
}

/// The same for people: file, line and fault of each line that did not land.
pub fn name_faults(file: &Path, imported: &Imported) {
    for (line, fault) in &imported.faults {
        eprintln!("{}: line {line}: {fault}", file.display());
    }
    let unlisted = imported.bad - imported.faults.len() as u64;
    if unlisted > 0 {
        eprintln!("{}: and {unlisted} lines more", file.display());
    }
}
