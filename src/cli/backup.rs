//! `tenfold backup`: a consistent copy, while the service goes on.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Answer, place, progress};
use crate::service::backup::{self, Copied, End};

/// Copy the data into one file, consistent and checked, while it serves
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The copy; it takes its name only when it is whole
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    place::campaigns(&args.data)?;
    let bar = progress::bar(0, "{bar:40} {pos} of {len} pages, {eta} to go");
    let copied = backup::backup(&args.data, &args.to, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    let Copied { bytes, ends, note } = copied;
    if args.json {
        let regions: Vec<Value> = ends.iter().map(told).collect();
        println!("{}", json!({"file": args.to, "bytes": bytes, "regions": regions}));
    } else {
        println!("{bytes} bytes in {}", args.to.display());
        for End { region, facts, last_link, accesses, last_access } in ends {
            println!("region {region}: {facts} facts, last link {last_link}");
            if accesses > 0 {
                println!("  access log: {accesses} rows, last link {last_access}");
            }
        }
    }
    eprintln!("{note}");
    Ok(Answer::Yes)
}

fn told(end: &End) -> Value {
    json!({
        "region": end.region.0, "facts": end.facts, "last_link": end.last_link,
        "accesses": end.accesses, "last_access": end.last_access,
    })
}
