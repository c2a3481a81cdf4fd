//! `tenfold id parse`: who a reader's bytes name. For trying a reader at the desk, and for a
//! vendor's test bench; nothing is stored.

use std::fs::File;
use std::io::{Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tenfold_domain::person::{mask_name, mask_number};
use tenfold_domain::time::At;

use super::Answer;
use super::told::lang;
use crate::edge::fault::{Fault, Warning};
use crate::edge::wedge::{self, Found, Labels};
use crate::edge::who::Who;
use crate::edge::{chip, frame, hex, mrz};
use crate::report::words::{Both, Lang};
use crate::service::clock;
use crate::setup::protocol;

/// Most that is read, in bytes: a frame has 1,295, or as hexadecimal digits thrice that.
const INPUT_MAX: u64 = 65_536;

/// Look at what a document reader delivers
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    Parse(Parse),
}

/// Say who a chip's text, a security module's frame, a machine-readable zone or a typed line names
///
/// Names and numbers are masked unless --plain is given. Exit code 0: everything was recognised;
/// 1: something was refused, damaged or unknown.
#[derive(clap::Args, Debug)]
struct Parse {
    /// Bytes, or text, hexadecimal digits and base64 included; - or nothing is standard input
    file: Option<PathBuf>,
    /// Read this text in place of a file. It stays in the shell's history: for specimens only
    #[arg(long, conflicts_with = "file")]
    text: Option<String>,
    /// What it holds [default: told by its content]
    #[arg(long = "as", value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// Protocol whose rules tell tube and box labels apart
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Show names, numbers and days of birth whole
    #[arg(long)]
    plain: bool,
    /// Language of the answer: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// The 256 bytes of text on a card's chip
    Chip,
    /// The answer of a security module
    Frame,
    /// Two lines of 44 characters, or three of 30
    Mrz,
    /// What a keyboard wedge types
    Wedge,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let What::Parse(asked) = &args.what;
    let input = match &asked.text {
        Some(text) => text.clone().into_bytes(),
        None => given(asked.file.as_deref())?,
    };
    let rules = asked.protocol.as_deref().map(protocol::load).transpose()?;
    let labels = rules.as_ref().map_or_else(Labels::default, |rules| Labels {
        tubes: &rules.tube_codes,
        boxes: &rules.box_codes,
    });
    let now = clock::now();
    let kind = asked.kind.unwrap_or_else(|| kind_of(&input));
    let one = |who: Result<Who, Fault>| {
        vec![who.map_or_else(Found::Damaged, |who| Found::Who(Box::new(who)))]
    };
    let (found, warnings) = match kind {
        Kind::Chip => (one(bytes(&input).and_then(|text| chip::parse(&text, now))), Vec::new()),
        Kind::Frame => (one(bytes(&input).and_then(|sent| framed(&sent, now))), Vec::new()),
        Kind::Mrz => (one(mrz::parse(&String::from_utf8_lossy(&input), now)), Vec::new()),
        Kind::Wedge => {
            let scan = wedge::read(&String::from_utf8_lossy(&input), labels, now);
            (scan.found, scan.warnings)
        }
    };
    let teller = Teller { lang: asked.lang, plain: asked.plain, now };
    let mut said: Vec<String> = found.iter().map(|one| teller.found(one)).collect();
    said.extend(warnings.into_iter().map(|warning| teller.warning(warning)));
    if found.is_empty() {
        said.push(teller.fault(Fault::NoDocument));
    }
    writeln!(stdout().lock(), "{}", said.join("\n"))?;
    let bad =
        |one: &Found| matches!(one, Found::Refused(_) | Found::Damaged(_) | Found::Unknown(_));
    Ok(if found.is_empty() || found.iter().any(bad) { Answer::No } else { Answer::Yes })
}

fn given(file: Option<&Path>) -> anyhow::Result<Vec<u8>> {
    let mut input = Vec::new();
    match file.filter(|file| *file != Path::new("-")) {
        None => stdin().lock().take(INPUT_MAX + 1).read_to_end(&mut input)?,
        Some(file) => {
            let opened = File::open(file).with_context(|| file.display().to_string())?;
            opened.take(INPUT_MAX + 1).read_to_end(&mut input)?
        }
    };
    if input.len() as u64 > INPUT_MAX {
        bail!("more than {INPUT_MAX} bytes: no reader delivers that");
    }
    Ok(input)
}

/// The person of a frame.
fn framed(sent: &[u8], now: At) -> Result<Who, Fault> {
    chip::parse(frame::text(sent).map_err(Fault::Frame)?, now)
}

/// What the content looks like.
fn kind_of(input: &[u8]) -> Kind {
    let begins = |bytes: &[u8]| bytes.windows(frame::PREAMBLE.len()).any(|w| w == frame::PREAMBLE);
    match bytes(input) {
        Ok(bytes) if begins(&bytes) => Kind::Frame,
        Ok(bytes) if bytes.len() == chip::LENGTH || input.contains(&0) => Kind::Chip,
        _ if input.contains(&b'<') => Kind::Mrz,
        _ => Kind::Wedge,
    }
}

/// Bytes as they are, or written as hexadecimal digits or base64.
fn bytes(input: &[u8]) -> Result<Vec<u8>, Fault> {
    match std::str::from_utf8(input) {
        Ok(text) if !input.contains(&0) => hex::either(text).ok_or(Fault::NotBytes),
        _ => Ok(input.to_vec()),
    }
}

/// Says what was found, in one language, masked or whole.
struct Teller {
    lang: Lang,
    plain: bool,
    now: At,
}

impl Teller {
    fn pick(&self, zh: &str, en: &str) -> String {
        Both::new(zh, en).pick(self.lang).to_owned()
    }

    fn found(&self, found: &Found) -> String {
        match found {
            Found::Who(who) => self.who(who),
            Found::Tube(code) => format!("{} {code}", self.pick("管码", "tube")),
            Found::Case(code) => format!("{} {code}", self.pick("箱码", "box")),
            Found::Receipt(code) => {
                format!("{} {}", self.pick("回执码", "receipt"), self.number(code.as_str()))
            }
            Found::Number(documents) => {
                let told = documents.iter().map(|document| {
                    let kind = self.pick(document.kind().zh(), document.kind().en());
                    format!("{kind} {}", self.number(document.number()))
                });
                let told: Vec<String> = told.collect();
                let head = self.pick("无校验位，请选择", "no check digit, choose");
                format!("{head}: {}", told.join(" / "))
            }
            Found::Refused(refusal) => self.fault(Fault::Refused(*refusal)),
            Found::Damaged(fault) => self.fault(*fault),
            Found::Unknown(_) => self.fault(Fault::NoDocument),
        }
    }

    fn who(&self, who: &Who) -> String {
        let document = &who.document;
        let mut lines = vec![
            self.pick(document.kind().zh(), document.kind().en()),
            format!("  {} {}", self.pick("号码", "number"), self.number(document.number())),
        ];
        let mut line = |zh: &str, en: &str, value: String| {
            lines.push(format!("  {} {value}", self.pick(zh, en)));
        };
        if !who.name.is_empty() {
            let name = if self.plain { who.name.clone() } else { mask_name(&who.name) };
            line("姓名", "name", name);
        }
        if let Some(birth) = who.birth {
            line("年龄", "age", birth.age(self.now).to_string());
            if self.plain {
                let day = format!("{}-{:02}-{:02}", birth.year, birth.month, birth.day);
                line("出生", "born", day);
            }
        }
        if let Some(sex) = who.sex {
            line("性别", "sex", self.pick(sex.zh(), sex.en()));
        }
        if let Some(nation) = who.nation {
            line("民族", "nation", self.pick(nation.zh(), nation.en()));
        }
        if let Some(validity) = who.validity {
            let from = validity.from.map(|day| day.to_string()).unwrap_or_default();
            let long = || self.pick("长期", "without end");
            let to = validity.to.map_or_else(long, |day| day.to_string());
            line("有效期", "valid", format!("{from} – {to}"));
        }
        lines.extend(who.warnings.iter().map(|warning| self.warning(*warning)));
        lines.join("\n")
    }

    fn number(&self, number: &str) -> String {
        if self.plain { number.to_owned() } else { mask_number(number) }
    }

    fn warning(&self, warning: Warning) -> String {
        format!("! {}", self.pick(warning.zh(), warning.en()))
    }

    fn fault(&self, fault: Fault) -> String {
        format!("{}: {}", self.pick("未读出", "not read"), self.pick(&fault.zh(), &fault.en()))
    }
}
