//! `tenfold token`: who may speak to the service. Works while it serves.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use serde::Serialize;
use tenfold_domain::code::{DeviceId, LabId, LaneId, SiteId, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::Role;
use tenfold_domain::term::Party;

use super::{Answer, place};
use crate::service::grant::{self, Grant, TokenView};
use crate::service::{beside, clock};
use crate::storage::open;
use crate::storage::tables::reference;

/// Heading of the list.
const HEADING: &str =
    "mark             role            staff     device place                    state";

/// Make, list and take back tokens
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Make a token and print it, this once
    Create(Create),
    /// List tokens, the newest last; never the tokens themselves
    List(List),
    /// Take back every token of somebody
    Revoke(Revoke),
}

#[derive(clap::Args, Debug)]
struct Create {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// What somebody is there to do
    #[arg(long, value_parser = role_parser())]
    role: Role,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
    /// Number of the person [default: the next free one]
    #[arg(long, value_name = "N")]
    staff: Option<u32>,
    /// Number of the device [default: the person's]
    #[arg(long, value_name = "N")]
    device: Option<u32>,
    /// The only site it holds for
    #[arg(long, value_name = "N")]
    site: Option<u32>,
    /// The only lane it holds for
    #[arg(long, value_name = "N")]
    lane: Option<u32>,
    /// The only lab it holds for
    #[arg(long, value_name = "N")]
    lab: Option<u32>,
    /// The party that is told; goes with the role of the same name
    #[arg(long, value_name = "PARTY", value_parser = party_parser())]
    party: Option<Party>,
    /// Days it holds
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(i64).range(grant::DAYS))]
    days: i64,
    /// Print the token and nothing else
    #[arg(long)]
    quiet: bool,
}

#[derive(clap::Args, Debug)]
struct List {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Answer in JSON, a token a line
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args, Debug)]
struct Revoke {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Number of the person
    #[arg(long, value_name = "N")]
    staff: u32,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
}

/// A token of whichever region, for a program.
#[derive(Serialize)]
struct Line {
    region: u32,
    #[serde(flatten)]
    token: TokenView,
}

fn role_parser() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.word()))
        .try_map(|word| Role::from_word(&word).ok_or("no such role"))
}

fn party_parser() -> impl clap::builder::TypedValueParser<Value = Party> {
    PossibleValuesParser::new(Party::ALL.iter().map(|party| party.word()))
        .try_map(|word| Party::from_word(&word).ok_or("no such party"))
}

pub fn run(args: Args) -> anyhow::Result<Answer> {
    match args.action {
        Action::Create(args) => create(&args),
        Action::List(args) => list(&args),
        Action::Revoke(args) => revoke(&args),
    }
}

fn create(args: &Create) -> anyhow::Result<Answer> {
    let campaign = place::campaign(&args.data, args.region)?;
    let grant = Grant {
        role: args.role,
        staff: args.staff.map(StaffId),
        device: args.device.map(DeviceId),
        scope: Scope {
            site: args.site.map(SiteId),
            lane: args.lane.map(LaneId),
            lab: args.lab.map(LabId),
            party: args.party,
        },
        days: args.days,
    };
    grant.check(&campaign.sites, &campaign.lanes, &campaign.labs)?;
    let (token, stored) = grant.issue(&args.data, campaign.region)?;
    println!("{token}");
    if !args.quiet {
        let (staff, until) = (stored.bearer.staff, clock::shown(stored.expires_at));
        eprintln!(
            "A token of role {} for staff {staff}, region {}, until {until}. It is shown this \
             once; take it back with `tenfold token revoke --staff {staff}`.",
            args.role.word(),
            campaign.region,
        );
    }
    Ok(Answer::Yes)
}

fn list(args: &List) -> anyhow::Result<Answer> {
    use std::io::Write as _;
    let (now, tokens) = (clock::now(), reference::tokens(&open::reader(&args.data)?)?);
    let mut out = std::io::stdout().lock();
    if !args.json {
        writeln!(out, "{HEADING}")?;
    }
    for token in tokens {
        let bearer = &token.bearer;
        let state = match token.revoked_at {
            Some(at) => format!("taken back {}", clock::shown(at)),
            None if token.expires_at <= now => "over".to_owned(),
            None => format!("until {}", clock::shown(token.expires_at)),
        };
        let mark = token.mark();
        if args.json {
            let line = Line { region: token.region.0, token: TokenView::of(&token) };
            writeln!(out, "{}", serde_json::to_string(&line)?)?;
            continue;
        }
        let Scope { site, lane, lab, party } = bearer.scope;
        let (site, lane) = (site.map(|site| site.0), lane.map(|lane| lane.0));
        let words = [("site", site), ("lane", lane), ("lab", lab.map(|lab| lab.0))];
        let places = words.iter().filter_map(|(word, n)| n.map(|n| format!(" {word} {n}")));
        let mut everywhere = token.region.to_string() + &places.collect::<String>();
        everywhere.extend(party.map(|party| format!(" {}", party.word())));
        let (role, staff, device) = (bearer.role.word(), bearer.staff.0, bearer.device.0);
        writeln!(out, "{mark} {role:<10} {staff:>10} {device:>10} {everywhere:<24} {state}")?;
    }
    Ok(Answer::Yes)
}

fn revoke(args: &Revoke) -> anyhow::Result<Answer> {
    let region = place::campaign(&args.data, args.region)?.region;
    let staff = StaffId(args.staff);
    let now = clock::now();
    let count = beside::commit(&args.data, |to| reference::revoke_tokens(to, region, staff, now))?;
    println!("{count} tokens of staff {} taken back", args.staff);
    Ok(if count == 0 { Answer::No } else { Answer::Yes })
}
