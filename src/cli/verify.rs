//! `tenfold verify`: is everything that is kept as the facts say?

use std::io::{Write as _, stdout};

use serde_json::{Value, json};
use tenfold_domain::code::Region;

use super::Answer;
use super::place::{self, Place};
use super::progress;
use crate::service;
use crate::service::vault::Vault;
use crate::service::verify::{self, Expected, RegionReport};
use crate::storage::chain::Link;
use crate::storage::open;

/// Check the hash chain, the conservation law and every head against the facts
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// A last link of the facts written down before, that must be there still; again for each
    #[arg(long, value_name = "LINK", value_parser = link)]
    expect_link: Vec<Link>,
    /// A last link of the access log written down before; again for each
    #[arg(long, value_name = "LINK", value_parser = link)]
    expect_access: Vec<Link>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    place::campaigns(&args.place.data)?;
    let mut connection = open::reader(&args.place.data)?;
    let (vault, _) = Vault::open(&args.place.options().key_file(), false)?;
    let campaigns = service::campaigns(&connection, &vault)?;
    let bar = progress::bar(0, "{bar:40} {pos} of {len} facts, {eta} to go");
    let report = verify::verify(&mut connection, &campaigns, &mut |read, all| {
        bar.set_length(all);
        bar.set_position(read);
    })?;
    bar.finish_and_clear();
    let expected =
        Expected { links: args.expect_link.clone(), accesses: args.expect_access.clone() };
    let (links, accesses) = verify::missing(&connection, campaigns.keys().copied(), &expected)?;
    let agrees = verify::agrees(&report) && links.is_empty() && accesses.is_empty();
    let mut out = stdout().lock();
    if args.json {
        let regions: Vec<Value> =
            report.iter().map(|(region, found)| told(*region, found)).collect();
        let told = json!({
            "agrees": agrees, "regions": regions, "missing_links": links,
            "missing_accesses": accesses,
        });
        writeln!(out, "{told}")?;
    } else {
        for (region, found) in &report {
            let RegionReport { facts, commits, heads, last_link, .. } = found;
            writeln!(out, "region {region}: {facts} facts, {commits} commits, {heads} heads")?;
            writeln!(out, "  last link {last_link}")?;
            if found.accesses > 0 {
                let (rows, link) = (found.accesses, &found.last_access);
                writeln!(out, "  access log: {rows} rows, last link {link}")?;
            }
            found.differences.iter().try_for_each(|one| writeln!(out, "  {one}"))?;
            if found.unlisted > 0 {
                writeln!(out, "  and {} more", found.unlisted)?;
            }
        }
        for link in &links {
            writeln!(out, "no commit has the link {link}: facts were rewritten or taken away")?;
        }
        for link in &accesses {
            writeln!(out, "no row of the access log has the link {link}: it was cut or rewritten")?;
        }
        writeln!(out, "{}", if agrees { "Everything agrees." } else { "It does NOT agree." })?;
    }
    Ok(if agrees { Answer::Yes } else { Answer::No })
}

/// A link as it is printed: 64 hexadecimal digits.
fn link(text: &str) -> Result<Link, &'static str> {
    const HELP: &str = "a link has 64 hexadecimal digits";
    let mut link = Link::default();
    if text.len() != 64 || !text.is_ascii() {
        return Err(HELP);
    }
    for (place, byte) in link.iter_mut().enumerate() {
        let digits = &text[place * 2..place * 2 + 2];
        *byte = u8::from_str_radix(digits, 16).map_err(|_| HELP)?;
    }
    Ok(link)
}

fn told(region: Region, found: &RegionReport) -> Value {
    let differences: Vec<String> = found.differences.iter().map(ToString::to_string).collect();
    json!({
        "region": region.0, "facts": found.facts, "commits": found.commits, "heads": found.heads,
        "last_link": found.last_link, "accesses": found.accesses,
        "last_access": found.last_access, "differences": differences, "unlisted": found.unlisted,
    })
}
