//! `tenfold reader`: a card reader of this machine for the page on this machine.

use std::io::Write as _;
use std::net::Ipv4Addr;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;

use super::Answer;
use crate::reader::{self, Adapter, Bridge, Standing, Stop, vendor};

/// How long a vendor's service may take; it reads the card while it is asked.
const SERVICE_PATIENCE: Duration = Duration::from_secs(5);

/// Offer what a card reader reads to the page on this machine; keeps and logs nothing of it
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    source: Source,
    /// Port of the WebSocket on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "NUMBER", default_value_t = 8099)]
    port: u16,
    /// A page that may listen, as scheme, host and port; again for each further one
    #[arg(long, value_name = "ORIGIN",
        default_values = ["http://127.0.0.1:8080", "http://localhost:8080"])]
    page: Vec<String>,
}

#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Source {
    /// The serial port of a reader with a security module, such as /dev/ttyUSB0
    #[cfg(target_os = "linux")]
    #[arg(long, value_name = "PORT")]
    serial: Option<std::path::PathBuf>,
    /// Ask a vendor's service on this machine instead, at this port
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "38088")]
    service: Option<u16>,
}

pub async fn run(args: Args) -> anyhow::Result<Answer> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .await
        .with_context(|| format!("port {} cannot be listened on", args.port))?;
    let address = listener.local_addr()?;
    let (bridge, thread) = start(&args.source)?;
    let origins = args.page.iter().map(|page| page.trim_end_matches('/').to_owned()).collect();
    let mut out = std::io::stdout();
    writeln!(out, "listening on ws://{address}/v1/reader")?;
    out.flush()?;
    let stop = async {
        // Without signals it runs until it is killed, which loses nothing.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let served = reader::serve(bridge, origins, listener, stop).await;
    thread.stop();
    served?;
    Ok(Answer::Yes)
}

fn start(source: &Source) -> anyhow::Result<(Bridge, Stop)> {
    #[cfg(target_os = "linux")]
    if let Some(path) = &source.serial {
        use crate::reader::module::{Module, Patience};
        return watched(Module::new(path.clone(), Patience::default()));
    }
    watched(vendor::Service::new(source.service.unwrap_or(vendor::PORT), SERVICE_PATIENCE))
}

/// Says on standard error how it stands with the reader, each time that changes.
fn watched(adapter: impl Adapter + 'static) -> anyhow::Result<(Bridge, Stop)> {
    let say = |standing: Standing| {
        let [_, zh, en] = standing.words();
        eprintln!("{zh} / {en}");
    };
    Ok(Bridge::start(adapter, say)?)
}
