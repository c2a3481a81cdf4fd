//! `tenfold lab map`: a plate's map for the thermocycler, from a running service.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::watch::escaped;
use crate::cli::Answer;
use crate::cli::client::{Line, Server};
use crate::cli::told::lang;
use crate::report::words::{Both, Lang};

/// Write what stands in which well of a plate, as a thermocycler's software takes it
///
/// One file, PLATE.txt or PLATE.csv; for the CFX one for each colour of the kit, PLATE-FAM.csv and
/// so on. A file of that name is replaced. Exit code 2: no such plate, or a layout that the machine
/// cannot take, and why is said.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The plate's label
    plate: String,
    /// The machine: abi7500, quantstudio, cfx, or csv for any other
    #[arg(long, default_value = "csv",
        value_parser = ["abi7500", "quantstudio", "cfx", "csv"])]
    machine: String,
    /// Folder to write to; - is standard output, for machines that take one file
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
    /// The service
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// Token of the lab
    #[arg(long, env = "TENFOLD_TOKEN", hide_env_values = true)]
    token: String,
    /// Language: zh or en
    #[arg(long, default_value = "en", value_parser = lang)]
    lang: Lang,
}

/// What of a plate is asked for before its map.
#[derive(Deserialize)]
struct Plate {
    plate: String,
    reporters: Vec<String>,
}

/// Asks, and writes.
pub async fn run(args: &Args) -> Result<Answer> {
    let mut line = Line::new(&Server::parse(&args.url)?);
    let address = format!("/v1/plates/{}", escaped(&args.plate));
    let plate: Plate = line.get(&address, &args.token).await?;
    let map = format!("{address}/map?machine={}", args.machine);
    let ending = if ["cfx", "csv"].contains(&args.machine.as_str()) { "csv" } else { "txt" };
    let files: Vec<(String, String)> = if args.machine == "cfx" {
        let of = |reporter: &String| {
            let name = format!("{}-{}.csv", plate.plate, file_name(reporter));
            (format!("{map}&reporter={}", escaped(reporter)), name)
        };
        plate.reporters.iter().map(of).collect()
    } else {
        vec![(map, format!("{}.{ending}", plate.plate))]
    };
    let to_stdout = args.out == Path::new("-");
    if to_stdout && files.len() != 1 {
        bail!("--out -: {} files, one a colour: name a folder", files.len());
    }
    for (address, name) in files {
        let bytes = line.download(&address, &args.token).await?;
        if to_stdout {
            std::io::stdout().lock().write_all(&bytes)?;
            continue;
        }
        let path = args.out.join(name);
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        let shown = path.display();
        println!(
            "{}",
            Both::new(format!("已写入 {shown}"), format!("{shown} written")).pick(args.lang)
        );
    }
    Ok(Answer::Yes)
}

/// A colour as part of a file's name.
fn file_name(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}
