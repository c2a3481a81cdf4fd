//! `tenfold lab watch`: results files that appear in a folder are sent to the service.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use hyper::StatusCode;
use hyper::body::Bytes;
use serde_json::Value;

use crate::cli::Answer;
use crate::cli::client::{Line, Server, Status};
use crate::cli::told::lang;
use crate::report::words::{Both, Lang};

/// Where files go that were recorded, and those that were refused whole.
const DONE: &str = "done";
const REFUSED: &str = "refused";

/// Send every results file that appears in a folder to a running service
///
/// A file is taken when it has stopped growing; names that begin with a dot are left alone. One
/// that was recorded goes to the folder's `done`, one that was refused to `refused`, each with the
/// service's answer beside it as `NAME.verdict.json`. A file of one colour is kept by the service
/// until those of the others came, and goes to `done` too. What cannot be sent stays and is tried
/// again; the same file again changes nothing. Ctrl-C ends it. With --once, exit code 0: everything
/// was recorded; 1: rows were named, a file was refused, or a plate waits for a colour.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder that the machine exports to
    folder: PathBuf,
    /// The service
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// Token of the lab
    #[arg(long, env = "TENFOLD_TOKEN", hide_env_values = true)]
    token: String,
    /// How the service reads a machine that is not known: a mapping it was started with
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// The machine that exports here, as the lab tells its machines apart; as its files name it
    /// where absent
    #[arg(long, value_name = "NAME")]
    machine: Option<String>,
    /// Seconds between two looks; a file is taken when it is the same at two of them
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    every_seconds: u64,
    /// Send what is there now, and end
    #[arg(long)]
    once: bool,
    /// Language: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

/// How a file stood at a look.
type Stand = (u64, Option<SystemTime>);

/// Watches until it is told to end.
pub async fn run(args: &Args) -> Result<Answer> {
    let shown = args.folder.display();
    if !args.folder.is_dir() {
        bail!("{shown}: is no folder: name the one that the machine exports to");
    }
    for name in [DONE, REFUSED] {
        let folder = args.folder.join(name);
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let mut line = Line::new(&Server::parse(&args.url)?);
    if args.once {
        let (mut whole, mut waiting) = (true, BTreeSet::new());
        for path in files(&args.folder)?.into_keys() {
            let sent = send(args, &mut line, &path).await?;
            whole &= sent.is_whole;
            let _ = match sent.waits {
                true => waiting.insert(sent.plate),
                false => waiting.remove(&sent.plate),
            };
        }
        return Ok(if whole && waiting.is_empty() { Answer::Yes } else { Answer::No });
    }
    let mut ticks = tokio::time::interval(Duration::from_secs(args.every_seconds));
    let mut before: BTreeMap<PathBuf, Stand> = BTreeMap::new();
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = tokio::signal::ctrl_c() => return Ok(Answer::Yes),
        }
        let now = files(&args.folder)?;
        for (path, _) in now.iter().filter(|(path, stand)| before.get(*path) == Some(*stand)) {
            tokio::select! {
                sent = send(args, &mut line, path) => { sent_or_said(sent)?; }
                _ = tokio::signal::ctrl_c() => return Ok(Answer::Yes),
            }
        }
        before = now;
    }
}

/// What became of a file.
struct Sent {
    plate: String,
    /// It is kept for those of the plate's other colours.
    waits: bool,
    /// No row was named and nothing refused.
    is_whole: bool,
}

/// A token or an address that will never do ends the watch; a service that is away does not.
fn sent_or_said(sent: Result<Sent>) -> Result<()> {
    match sent {
        Err(error) if error.downcast_ref::<Status>().is_some_and(is_final) => Err(error),
        Err(error) => {
            eprintln!("tenfold: {error:#}; the file stays and is tried again");
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

fn is_final(status: &Status) -> bool {
    matches!(status.0, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

/// Files of the folder itself with their size and time, by name.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Stand>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        // One that is gone since was taken away by somebody.
        let Ok(about) = entry.metadata() else { continue };
        if about.is_file() && !is_hidden {
            files.insert(entry.path(), (about.len(), about.modified().ok()));
        }
    }
    Ok(files)
}

/// Sends a file and puts it away.
async fn send(args: &Args, line: &mut Line, path: &Path) -> Result<Sent> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let bytes = Bytes::from(fs::read(path).with_context(|| path.display().to_string())?);
    let address = format!("/v1/plates/results{}", query(args));
    let tell = |fault: &_, _| eprintln!("tenfold: {name}: the service {fault}; trying again");
    let sent = line.file(&address, &args.token, bytes, &tell).await;
    let answer: Value = match sent {
        Err(error) if error.downcast_ref::<Status>().is_some_and(|status| !is_final(status)) => {
            serde_json::json!({ "refused": true, "en": error.to_string() })
        }
        sent => sent?,
    };
    let recorded =
        matches!(answer["command"]["verdict"].as_str(), Some("recorded" | "already_recorded"));
    let waits = answer["reason"] == "waiting";
    let taken = recorded || waits;
    put_away(&args.folder.join(if taken { DONE } else { REFUSED }), path, &name, &answer)?;
    println!("{}", said(&name, (recorded, waits), &answer).pick(args.lang));
    let plate = answer["plate"].as_str().unwrap_or_default().to_owned();
    Ok(Sent { plate, waits, is_whole: taken && answer["named"] == 0 })
}

/// What is told of the files, in an address.
fn query(args: &Args) -> String {
    let told = [("mapping", &args.mapping), ("machine", &args.machine)];
    let told = told.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?)));
    let pairs: Vec<String> = told.map(|(key, value)| format!("{key}={}", escaped(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// Text that may stand in an address (RFC 3986, 2.3).
pub(super) fn escaped(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let byte = |byte: u8| match byte {
        plain if is_plain(plain) => char::from(plain).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The answer first: a file that lies in `done` without one would say nothing.
fn put_away(folder: &Path, path: &Path, name: &str, answer: &Value) -> Result<()> {
    let free = |count: &u32| {
        let name = if *count == 1 { name.to_owned() } else { format!("{count}-{name}") };
        let (to, beside) = (folder.join(&name), folder.join(format!("{name}.verdict.json")));
        (!to.exists() && !beside.exists()).then_some((to, beside))
    };
    let (to, beside) = (1..).find_map(|count| free(&count)).context("no name is free")?;
    fs::write(&beside, format!("{answer:#}\n")).with_context(|| beside.display().to_string())?;
    fs::rename(path, &to).with_context(|| to.display().to_string())
}

fn said(name: &str, (recorded, waits): (bool, bool), answer: &Value) -> Both {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let plate = text(&answer["plate"]);
    if waits {
        let (zh, en) = (text(&answer["zh"]), text(&answer["en"]));
        return Both::new(
            format!("{name}：板 {plate}：{zh}"),
            format!("{name}: plate {plate}: {en}"),
        );
    }
    if !recorded {
        let (refusal, whole) = (&answer["command"]["refusal"], answer);
        let of = |lang: &str| match &refusal[lang] {
            Value::String(text) => text.clone(),
            _ => text(&whole[lang]),
        };
        let (zh, en) = (of("zh"), of("en"));
        let zh = if zh.is_empty() { en.clone() } else { zh };
        return Both::new(format!("{name}：已退回：{zh}"), format!("{name}: refused: {en}"));
    }
    let (taken, named) = (&answer["taken"], &answer["named"]);
    let unread = answer["unread"].as_array().map_or(0, Vec::len);
    let (valid_zh, valid_en) = match answer["command"]["valid"].as_bool() {
        Some(false) => ("；质控失败，全板重检", "; a control failed, the plate is tested again"),
        _ => ("", ""),
    };
    Both::new(
        format!("{name}：板 {plate}：采用 {taken} 行，标出 {named} 行，{unread} 孔未读{valid_zh}"),
        format!(
            "{name}: plate {plate}: {taken} rows taken, {named} named, {unread} wells unread\
             {valid_en}"
        ),
    )
}
