//! `tenfold serve`: the service over HTTP, until it is told to stop.

use std::collections::BTreeMap;
use std::future::Future;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::Answer;
use super::labels;
use super::place::{self, Place};
use crate::http::results::Mappings;
use crate::http::{App, server};
use crate::service::outbox::{Outgoing, ServerClock};
use crate::service::{Options, Service};
use crate::setup::{self, notify};

/// Exit code after the third signal: what was accepted may be unanswered.
const CUT_SHORT: i32 = 2;

/// Longest address in a report's code.
const PUBLIC_URL_BYTES_MAX: usize = 80;

/// What is logged unless TENFOLD_LOG says otherwise: a line a request would cost more than the
/// request, and `/metrics` counts them.
const LOGGED: &str = "info,tenfold::request=warn";

/// Serve a campaign over HTTP; SIGTERM and SIGINT answer what was accepted, then stop
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Font with Chinese (.ttf, .otf, .ttc) for labels and reports that are asked for over HTTP;
    /// without it no reports are made
    #[arg(long, value_name = "FILE")]
    label_font: Option<PathBuf>,
    /// Address under which others reach this service; the code of a report then opens the page
    /// `/check` there, and otherwise holds its text alone
    #[arg(long, value_name = "URL", value_parser = public_url)]
    public_url: Option<String>,
    /// File of the endpoints that notices to the parties go to; without it they only stand in
    /// `/v1/notices`
    #[arg(long, value_name = "FILE")]
    notify: Option<PathBuf>,
    /// How to read results files of a machine that is not known; asked for by the file's name
    /// without its ending. May be given several times
    #[arg(long, value_name = "MAP.toml")]
    mapping: Vec<PathBuf>,
    /// What the log looks like, on standard error; TENFOLD_LOG sets what is in it
    #[arg(long, value_enum, default_value_t = Log::Text)]
    log: Log,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Log {
    /// A line for a person
    Text,
    /// A JSON object a line
    Json,
}

pub async fn run(args: Args) -> anyhow::Result<Answer> {
    log_to_stderr(args.log)?;
    // Says what to do where there is no campaign, before anything is opened for long.
    place::campaigns(&args.place.data)?;
    let mappings = mappings(&args.mapping)?;
    let font = args.label_font.as_deref().map(labels::font).transpose()?;
    let notify = args.notify.as_deref().map(notify::load).transpose()?;
    let outgoing = notify.map(|notify| Outgoing { notify, clock: Arc::new(ServerClock) });
    let options = Options { outgoing, ..args.place.options() };
    // The port first: a second server on the same data must not get as far as writing.
    let listener = TcpListener::bind(&args.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", args.listen))?;
    let address = listener.local_addr()?;
    let stop = stop_signal()?;
    let service = tokio::task::spawn_blocking(move || Service::open(&options)).await??;
    for why in unreported(&service, font.is_some()) {
        tracing::warn!("residents get no report to print: {why}");
    }
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;
    let app = App::new(Arc::new(service)).with_label_font(font).with_mappings(mappings);
    let app = app.with_public_url(args.public_url);
    server::serve(app, listener, stop).await?;
    Ok(Answer::Yes)
}

/// An address that a telephone opens, without the last `/`. Short, for it stands in a code.
fn public_url(text: &str) -> Result<String, &'static str> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |host: &str| {
        let known = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/[]".contains(&b);
        !host.is_empty() && host.bytes().all(known)
    };
    if url.len() <= PUBLIC_URL_BYTES_MAX && host.is_some_and(plain) {
        return Ok(url.to_owned());
    }
    Err("give an address of 80 characters at most, like https://hesuan.example")
}

/// What is missing for reports.
fn unreported(service: &Service, has_font: bool) -> Vec<String> {
    let font = (!has_font).then(|| "give a font with Chinese by --label-font".to_owned());
    let kits = service.campaigns.values().flat_map(|campaign| &campaign.kits);
    let silent = kits.filter(|kit| kit.assay.is_none()).map(|kit| {
        format!(
            "the file of kit {} has no `method` and `detection_limit_copies_per_ml` (R140)",
            kit.name
        )
    });
    font.into_iter().chain(silent).collect()
}

fn log_to_stderr(log: Log) -> anyhow::Result<()> {
    use tracing_subscriber::EnvFilter;
    let text = std::env::var("TENFOLD_LOG").unwrap_or_else(|_| LOGGED.to_owned());
    let filter = EnvFilter::try_new(&text).with_context(|| format!("TENFOLD_LOG={text}"))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log {
        Log::Text => lines.init(),
        Log::Json => lines.json().init(),
    }
    Ok(())
}

/// Done at the first signal. An impatient second one changes nothing, since what was accepted
/// must be answered; a third ends the process where it stands.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut signals = Signals::new()?;
    let (stop, stopped) = oneshot::channel();
    tokio::spawn(async move {
        signals.next().await;
        tracing::info!("stopping: answering what was accepted");
        // Whoever waited for it has stopped already.
        let _ = stop.send(());
        signals.next().await;
        tracing::warn!("still answering what was accepted; a third signal cuts it short");
        signals.next().await;
        std::process::exit(CUT_SHORT);
    });
    Ok(async move {
        let _ = stopped.await;
    })
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> anyhow::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = signal(SignalKind::terminate())?;
        Ok(Signals { terminate, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> anyhow::Result<Signals> {
        Ok(Signals)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Mappings of results files by the names of their files.
fn mappings(paths: &[PathBuf]) -> anyhow::Result<Mappings> {
    let read = |path: &PathBuf| {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| shown.clone())?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let mapping = setup::instrument::from_toml(&shown, &text)?;
        Ok((name.unwrap_or_default(), Arc::new(mapping)))
    };
    paths.iter().map(read).collect::<anyhow::Result<BTreeMap<_, _>>>()
}
