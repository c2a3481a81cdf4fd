//! `tenfold lab read`: what a thermocycler's file says, before anything is done with it.

use std::fs::File;
use std::io::{Read as _, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use serde_json::{Value, json};

use crate::cli::Answer;
use crate::cli::told::lang;
use crate::edge::instrument::{
    Asked, BYTES_MAX, Head, Mapping, Opened, PlateSize, Reading, RowFault, Unfit, Verdict, open,
};
use crate::report::words::{Both, Lang};
use crate::setup;

/// Say what a thermocycler's results file is, and what it says of each well
///
/// Nothing is stored and nothing is called positive. The machine is known by the content of the
/// file. Exit code 0: every row was read; 1: rows were named, or the file was refused, and why is
/// said.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Results as exported: text, CSV, XLS or XLSX
    file: PathBuf,
    /// How to read a machine that is not known (fixtures/instruments/generic-gbk.toml is one)
    #[arg(long, value_name = "MAP.toml")]
    mapping: Option<PathBuf>,
    /// Wells of the plate, 96 or 384, where the file does not say it
    #[arg(long, value_name = "WELLS", value_parser = plate_size)]
    plate_size: Option<PlateSize>,
    /// Only the summary and the named rows
    #[arg(long)]
    quiet: bool,
    /// Print an object a line, for programs
    #[arg(long)]
    json: bool,
    /// Language of the answer: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

pub(super) fn plate_size(word: &str) -> Result<PlateSize, String> {
    word.parse().ok().and_then(PlateSize::of).ok_or_else(|| "say 96 or 384".into())
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let mapping = args.mapping.as_deref().map(|path| mapped(path, args.lang)).transpose()?;
    let bytes = given(&args.file)?;
    let asked = Asked { mapping: mapping.as_ref(), plate_size: args.plate_size };
    let mut opened = match open(&bytes, &asked) {
        Ok(opened) => opened,
        Err(unfit) => return refused(args, &unfit),
    };
    let mut out = std::io::BufWriter::new(stdout().lock());
    let head = told(opened.head(), mapping.as_ref());
    let line = match args.json {
        true => head_json(opened.head()).to_string(),
        false => head.pick(args.lang).to_owned(),
    };
    writeln!(out, "{line}")?;
    let counts = rows(args, &mut opened, &mut out)?;
    let said = counts.said();
    match args.json {
        true => writeln!(out, "{}", counts.json())?,
        false => writeln!(out, "{}", said.pick(args.lang))?,
    }
    out.flush()?;
    Ok(if counts.faults == 0 { Answer::Yes } else { Answer::No })
}

fn given(path: &Path) -> anyhow::Result<Vec<u8>> {
    let shown = || path.display().to_string();
    let mut bytes = Vec::new();
    // One byte more than is taken says that there is too much.
    let most = BYTES_MAX as u64 + 1;
    File::open(path).with_context(shown)?.take(most).read_to_end(&mut bytes).with_context(shown)?;
    Ok(bytes)
}

fn mapped(path: &Path, lang: Lang) -> anyhow::Result<Mapping> {
    let text = setup::read(path);
    let mapping =
        text.and_then(|text| setup::instrument::from_toml(&path.display().to_string(), &text));
    mapping.map_err(|error| match lang {
        Lang::Zh => anyhow!(error.zh()),
        Lang::En => error.into(),
    })
}

fn refused(args: &Args, unfit: &Unfit) -> anyhow::Result<Answer> {
    let mut out = stdout().lock();
    let both = Both::new(unfit.zh(), unfit.en());
    if args.json {
        let refused = json!({ "refused": { "word": unfit.word(), "zh": both.zh, "en": both.en } });
        writeln!(out, "{refused}")?;
    } else {
        let word = Both::new("未采用", "refused");
        writeln!(out, "{}: {}", word.pick(args.lang), both.pick(args.lang))?;
    }
    Ok(Answer::No)
}

fn told(head: &Head, mapping: Option<&Mapping>) -> Both {
    let name = mapping.map_or(head.format.name(), |mapping| &mapping.name);
    let wells = head.plate_size.wells();
    let facts = &head.facts;
    let (mut zh, mut en) = (format!("{name}，{wells} 孔"), format!("{name}, {wells} wells"));
    if !head.plate_size_is_said {
        zh.push_str("（按孔位推定）");
        en.push_str(" (by the wells in it)");
    }
    for (zh_word, en_word, fact) in [
        ("仪器", "instrument", &facts.instrument),
        ("编号", "serial", &facts.serial),
        ("实验", "experiment", &facts.experiment),
        ("板", "plate", &facts.plate),
        ("通道", "filter", &facts.filter),
        ("结束", "ended", &facts.ended_at),
    ] {
        if let Some(fact) = fact {
            zh.push_str(&format!("；{zh_word} {fact}"));
            en.push_str(&format!("; {en_word} {fact}"));
        }
    }
    Both::new(zh, en)
}

fn head_json(head: &Head) -> Value {
    let facts = &head.facts;
    json!({
        "format": head.format.word(),
        "plate_wells": head.plate_size.wells(),
        "plate_wells_said": head.plate_size_is_said,
        "sheet": head.sheet,
        "heading_line": head.heading_line,
        "instrument": facts.instrument,
        "serial": facts.serial,
        "experiment": facts.experiment,
        "plate": facts.plate,
        "filter": facts.filter,
        "ended": facts.ended_at,
    })
}

#[derive(Default)]
struct Counts {
    readings: u64,
    omitted: u64,
    again: u64,
    empty_wells: u64,
    notes: u64,
    faults: u64,
}

impl Counts {
    fn said(&self) -> Both {
        let Counts { readings, omitted, again, empty_wells, notes, faults } = self;
        Both::new(
            format!(
                "{readings} 个读数（其中剔除 {omitted}），{faults} 行有误，{again} 行重复，\
                 {empty_wells} 行空孔，{notes} 行非结果"
            ),
            format!(
                "{readings} readings ({omitted} of them left out), {faults} rows at fault, \
                 {again} said again, {empty_wells} of empty wells, {notes} no results"
            ),
        )
    }

    fn json(&self) -> Value {
        json!({
            "readings": self.readings,
            "omitted": self.omitted,
            "faults": self.faults,
            "again": self.again,
            "empty_wells": self.empty_wells,
            "notes": self.notes,
        })
    }
}

/// Prints every reading and every fault.
fn rows(args: &Args, opened: &mut Opened<'_>, out: &mut impl Write) -> anyhow::Result<Counts> {
    let mut counts = Counts::default();
    let mut written = Ok(());
    let every = opened.each(|line, verdict| {
        let text = match &verdict {
            Verdict::Reading(reading) => {
                counts.readings += 1;
                counts.omitted += u64::from(reading.is_omitted);
                (!args.quiet).then(|| shown(args, reading))
            }
            Verdict::Fault(fault) => {
                counts.faults += 1;
                Some(named(args, line, *fault))
            }
            Verdict::Again(_) => {
                counts.again += 1;
                None
            }
            Verdict::EmptyWell(_) => {
                counts.empty_wells += 1;
                None
            }
            Verdict::Note => {
                counts.notes += 1;
                None
            }
        };
        if let (Some(text), Ok(())) = (text, &written) {
            written = writeln!(out, "{text}");
        }
    });
    every.map_err(|unfit| anyhow!(unfit.en()))?;
    written?;
    Ok(counts)
}

/// A reading on a line; what a file says may hold anything, also what a terminal obeys.
fn shown(args: &Args, reading: &Reading<&str>) -> String {
    let ct = reading.ct.map(|ct| f64::from(ct.0) / 100.0);
    if args.json {
        return json!({
            "line": reading.line,
            "well": reading.well.to_string(),
            "sample": reading.sample,
            "target": reading.target,
            "reporter": reading.reporter,
            "ct": ct,
            "task": reading.task.word(),
            "content": reading.content,
            "plate": reading.plate,
            "omitted": reading.is_omitted,
        })
        .to_string();
    }
    let ct = ct.map_or_else(|| "-".to_owned(), |ct| format!("{ct:.2}"));
    let omitted = Both::new("剔除", "left out");
    let omitted = if reading.is_omitted { omitted.pick(args.lang) } else { "" };
    let cells = [reading.plate, reading.sample, reading.target, reading.reporter];
    let [plate, sample, target, reporter] = cells.map(|cell| cell.escape_debug().to_string());
    let (well, task) = (reading.well, reading.task.word());
    let line = [&plate, &well.to_string(), &sample, &target, &reporter, &ct, task, omitted];
    line[usize::from(plate.is_empty())..].join("\t").trim_end().to_owned()
}

fn named(args: &Args, line: u64, fault: RowFault) -> String {
    if args.json {
        let well = fault.well().map(|well| well.to_string());
        let (zh, en) = (fault.zh(), fault.en());
        let fault = json!({ "word": fault.word(), "zh": zh, "en": en });
        return json!({ "line": line, "well": well, "fault": fault }).to_string();
    }
    let said =
        Both::new(format!("第 {line} 行：{}", fault.zh()), format!("line {line}: {}", fault.en()));
    said.pick(args.lang).to_owned()
}
