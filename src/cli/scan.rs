//! `tenfold scan`: the codes in photographs, one line a picture.

use std::fs::{self, File};
use std::io::{Read as _, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use tenfold_domain::person::mask_number;
use tenfold_domain::protocol::Protocol;

use super::told::lang;
use super::{Answer, place, progress};
use crate::edge::label::grouped;
use crate::edge::photo::{self, Found, Meaning, Reading, Why};
use crate::edge::wedge::Labels;
use crate::http::photographs::{PhotographReason, PhotographView};
use crate::report::words::{Both, Lang};
use crate::setup;

/// Endings of pictures, those included that are not read: they are named, not passed over.
const ENDINGS: [&str; 12] =
    ["jpg", "jpeg", "jpe", "png", "heic", "heif", "avif", "webp", "gif", "bmp", "tif", "tiff"];

/// Pictures a thread reads before the others are waited for, so that lines come in order.
const PICTURES_A_THREAD: usize = 4;

/// Read the codes in photographs of labels: JPEG and PNG, files and whole folders
///
/// One line a picture. Bars are believed where the check digits of the protocol hold or a square
/// code says the same. Receipts are masked, and codes that are nobody's label are not shown,
/// unless --plain is given. Exit code 0: every picture was read; 1: some were not.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Pictures, or folders of pictures
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pictures: Vec<PathBuf>,
    /// Folder with the campaign's database, whose protocol says how codes look
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The region, where the data holds several
    #[arg(long, requires = "data")]
    region: Option<u32>,
    /// Protocol file that says how codes look, in place of a database
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    protocol: Option<PathBuf>,
    /// Print an object a line, for programs
    #[arg(long)]
    json: bool,
    /// Show receipts whole, and what other codes say
    #[arg(long)]
    plain: bool,
    /// Language of the answer: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    let rules = protocol(args)?;
    let labels = Labels { tubes: &rules.tube_codes, boxes: &rules.box_codes };
    let (pictures, passed_over) = pictures(&args.pictures)?;
    if pictures.is_empty() {
        bail!("no picture there: {} other files were passed over", passed_over);
    }
    let teller = Teller { lang: args.lang, plain: args.plain };
    let bar = progress::bar(pictures.len() as u64, "{bar:40} {pos}/{len} pictures, {eta} to go");
    let mut unread = 0;
    // A picture a thread is in memory at a time, and the lines of one handful.
    let handful = PICTURES_A_THREAD * rayon::current_num_threads();
    for some in pictures.chunks(handful) {
        let lines: Vec<(bool, String)> = some
            .par_iter()
            .map(|picture| {
                let reading = read(picture, labels);
                let read = matches!(&reading, Ok(reading) if reading.why().is_none());
                let name = picture.display().to_string();
                let line = match (args.json, reading) {
                    (true, reading) => teller.json(&name, reading).to_string(),
                    (false, reading) => format!("{name}\t{}", teller.line(reading)),
                };
                (read, line)
            })
            .collect();
        unread += lines.iter().filter(|(read, _)| !read).count();
        let text: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        bar.suspend(|| stdout().lock().write_all(text.as_bytes()))?;
        bar.inc(some.len() as u64);
    }
    bar.finish_and_clear();
    let said = summary(pictures.len() - unread, pictures.len(), passed_over);
    eprintln!("{}", said.pick(args.lang));
    Ok(if unread == 0 { Answer::Yes } else { Answer::No })
}

fn summary(read: usize, all: usize, passed_over: usize) -> Both {
    let (mut zh, mut en) =
        (format!("{all} 张图片，读出 {read} 张"), format!("{read} of {all} pictures read"));
    if passed_over > 0 {
        zh.push_str(&format!("；另有 {passed_over} 个文件不是图片，已略过"));
        en.push_str(&format!("; {passed_over} files that are no pictures were passed over"));
    }
    Both::new(zh, en)
}

fn protocol(args: &Args) -> anyhow::Result<Protocol> {
    Ok(match (&args.protocol, &args.data) {
        (Some(file), _) => setup::protocol::load(file)?,
        (None, Some(data)) => {
            let campaign = place::campaign(data, args.region)?;
            setup::protocol::from_toml("protocol", &campaign.protocol)?
        }
        (None, None) => bail!("how do the codes look? Give --data DIR or --protocol FILE"),
    })
}

/// What was named, and in folders all pictures below them in the order of their names; and how
/// many other files there were.
fn pictures(named: &[PathBuf]) -> anyhow::Result<(Vec<PathBuf>, usize)> {
    let (mut found, mut passed_over) = (Vec::new(), 0);
    for path in named {
        let kind = fs::metadata(path).with_context(|| path.display().to_string())?;
        if kind.is_dir() {
            walk(path, &mut found, &mut passed_over)?;
        } else {
            found.push(path.clone());
        }
    }
    Ok((found, passed_over))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>, passed_over: &mut usize) -> anyhow::Result<()> {
    let shown = || folder.display().to_string();
    let mut entries = fs::read_dir(folder)
        .and_then(|list| list.collect::<Result<Vec<_>, _>>())
        .with_context(shown)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link is not followed: it may lead back.
        let kind = entry.file_type().with_context(shown)?;
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if kind.is_dir() {
            walk(&path, found, passed_over)?;
        } else if kind.is_file() && ENDINGS.iter().any(|one| ending.eq_ignore_ascii_case(one)) {
            found.push(path);
        } else {
            *passed_over += 1;
        }
    }
    Ok(())
}

/// Why there is no reading: of the picture, or of the file.
enum Unread {
    Why(Why),
    File(std::io::ErrorKind),
}

impl Unread {
    fn reason(&self) -> PhotographReason {
        match self {
            Unread::Why(why) => PhotographReason::of(*why),
            Unread::File(kind) => PhotographReason {
                word: "file",
                zh: format!("文件无法读取：{kind}"),
                en: format!("the file cannot be read: {kind}"),
            },
        }
    }
}

fn read(picture: &Path, labels: Labels<'_>) -> Result<Reading, Unread> {
    let mut bytes = Vec::new();
    // One byte more than is taken says that there is too much.
    let most = photo::BYTES_MAX as u64 + 1;
    let file = File::open(picture).and_then(|file| file.take(most).read_to_end(&mut bytes));
    file.map_err(|error| Unread::File(error.kind()))?;
    photo::read(&bytes, labels).map_err(Unread::Why)
}

/// Says what was read, in one language, masked or whole.
struct Teller {
    lang: Lang,
    plain: bool,
}

impl Teller {
    fn pick(&self, zh: &str, en: &str) -> String {
        Both::new(zh, en).pick(self.lang).to_owned()
    }

    /// An object; both languages stand in it.
    fn json(&self, name: &str, reading: Result<Reading, Unread>) -> Value {
        let view = match reading {
            Ok(reading) => json!(PhotographView::of(&reading, self.plain)),
            Err(unread) => {
                json!({ "read": false, "codes": [], "conflicts": [], "reason": unread.reason() })
            }
        };
        let mut line = json!({ "file": name });
        if let (Value::Object(line), Value::Object(mut view)) = (&mut line, view) {
            line.append(&mut view);
        }
        line
    }

    fn line(&self, reading: Result<Reading, Unread>) -> String {
        let mut parts = Vec::new();
        let reason = match &reading {
            Ok(reading) => reading.why().map(PhotographReason::of),
            Err(unread) => Some(unread.reason()),
        };
        if let Some(reason) = reason {
            let said = self.pick(&reason.zh, &reason.en);
            parts.push(format!("{}: {said}", self.pick("未读出", "not read")));
        }
        if let Ok(reading) = &reading {
            parts.extend(reading.conflicts.iter().map(|conflict| {
                let [bars, square] =
                    [conflict.bars, conflict.square].map(|code| grouped(code.as_str()));
                let (zh, en) = ("条码与二维码不一致", "bars and square differ");
                format!("{}: {bars} ≠ {square}", self.pick(zh, en))
            }));
            parts.extend(reading.found.iter().map(|found| self.found(found)));
        }
        parts.join("; ")
    }

    fn found(&self, found: &Found) -> String {
        let said = match &found.meaning {
            Meaning::Tube(code) => {
                format!("{} {}", self.pick("管码", "tube"), grouped(code.as_str()))
            }
            Meaning::Case { code, tubes, .. } => {
                let code = format!("{} {}", self.pick("箱码", "box"), grouped(code.as_str()));
                let inside =
                    tubes.map(|tubes| format!(", {tubes} {}", self.pick("管", "tubes inside")));
                code + &inside.unwrap_or_default()
            }
            Meaning::Place(place) => {
                let lane = place
                    .lane
                    .map(|lane| format!(", {} {lane}", self.pick("采样台编号", "lane id")));
                let site = format!("{} {}", self.pick("采样点", "site"), place.site);
                site + &lane.unwrap_or_default()
            }
            Meaning::Receipt(code) => {
                let word = self.pick("回执码", "receipt");
                let shown = if self.plain { code.to_string() } else { mask_number(code.as_str()) };
                format!("{word} {shown}")
            }
            Meaning::Other(text) if self.plain => {
                // What it says may hold anything, also what a terminal obeys.
                format!("{} {}", self.pick("其他码", "another code"), text.escape_debug())
            }
            Meaning::Other(text) => {
                let (count, letters) = (text.chars().count(), self.pick("个字符", "characters"));
                format!("{} ({count} {letters})", self.pick("其他码", "another code"))
            }
        };
        let symbols: Vec<&str> = found.symbols.iter().map(|symbol| symbol.word()).collect();
        let symbols = symbols.join(", ");
        let doubt = found.doubt.map(|doubt| {
            let why = self.pick(doubt.zh(), doubt.en());
            format!(" {}: {why}", self.pick("不可信", "not believed"))
        });
        format!("{said} [{symbols}]{}", doubt.unwrap_or_default())
    }
}
