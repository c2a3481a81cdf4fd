//! `tenfold labels`: codes handed out and printed, without a network.

mod ledger;
mod sink;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use tenfold_domain::code::{BoxCode, SiteId, TubeCode};
use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::At;

use self::ledger::Roll;
pub use self::sink::font;
use self::sink::{Paper, Sink};
use super::{Answer, place, progress};
use crate::edge::block::{Kind, Numbering};
use crate::edge::label::card::{Card, CardPlace};
use crate::edge::label::receipt::Receipt;
use crate::edge::label::{BoxLabel, PlaceName, Square, TubeLabel};
use crate::setup;
use crate::storage::tables::reference::StoredCampaign;

/// Print labels: tubes, boxes, receipts, cards; as PDF, ZPL, SVG or PNG, without a network
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Hand out new tube codes and print them, two copies each
    Tubes(Tubes),
    /// Hand out new box codes and print them, with room to write
    Boxes(Boxes),
    /// Print the label of a sealed box: its code, tubes and oldest first swab
    Box(Sealed),
    /// Print receipts from a list of look-up codes, one a line
    Receipts(Receipts),
    /// Print cards for the tables: a site's, and one for each of its lanes
    Cards(Cards),
}

/// Whose labels they are.
#[derive(clap::Args, Debug)]
struct Owner {
    /// Folder with the campaign's database
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The region, where the data holds several
    #[arg(long, requires = "data")]
    region: Option<u32>,
    /// Number of the site
    #[arg(long, value_name = "N")]
    site: u32,
    /// The site's name in Chinese, where there is no database
    #[arg(long, value_name = "NAME", conflicts_with = "data")]
    name_zh: Option<String>,
    /// The site's name in English, where there is no database
    #[arg(long, value_name = "NAME", conflicts_with = "data")]
    name_en: Option<String>,
}

#[derive(clap::Args, Debug)]
struct Tubes {
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    roll: Roll,
    #[command(flatten)]
    paper: Paper,
    /// Copies of every label: one for the tube, others for the notice and the list
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=9))]
    copies: u8,
    /// People in each tube, when they are all for one size
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    capacity: Option<u8>,
    /// Day of collection to print
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<jiff::civil::Date>,
    /// The square code beside the bars: datamatrix reads from farther away, qr by any telephone
    #[arg(long, default_value = "datamatrix", value_parser = square_parser())]
    square: Square,
}

#[derive(clap::Args, Debug)]
struct Boxes {
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    roll: Roll,
    #[command(flatten)]
    paper: Paper,
}

#[derive(clap::Args, Debug)]
struct Sealed {
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    paper: Paper,
    /// The box's code
    #[arg(long)]
    code: String,
    /// Tubes inside
    #[arg(long, value_name = "N")]
    tubes: Option<u16>,
    /// The oldest first swab inside, at UTC+8
    #[arg(long, value_name = "YYYY-MM-DD HH:MM")]
    first_swab: Option<jiff::civil::DateTime>,
}

#[derive(clap::Args, Debug)]
struct Receipts {
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    paper: Paper,
    /// File with a look-up code a line
    #[arg(long, value_name = "FILE")]
    codes: PathBuf,
    /// Day of collection to print
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<jiff::civil::Date>,
}

#[derive(clap::Args, Debug)]
struct Cards {
    /// Folder with the campaign's database
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The region, where the data holds several
    #[arg(long)]
    region: Option<u32>,
    /// One site only
    #[arg(long, value_name = "N")]
    site: Option<u32>,
    #[command(flatten)]
    paper: Paper,
}

fn square_parser() -> impl clap::builder::TypedValueParser<Value = Square> {
    PossibleValuesParser::new(["datamatrix", "qr"])
        .map(|word| if word == "qr" { Square::Qr } else { Square::DataMatrix })
}

pub fn run(args: &Args) -> anyhow::Result<Answer> {
    match &args.what {
        What::Tubes(args) => tubes(args),
        What::Boxes(args) => boxes(args),
        What::Box(args) => sealed(args),
        What::Receipts(args) => receipts(args),
        What::Cards(args) => cards(args),
    }
}

impl Owner {
    fn campaign(&self) -> anyhow::Result<Option<StoredCampaign>> {
        self.data.as_ref().map(|data| place::campaign(data, self.region)).transpose()
    }

    /// The site's names; errors when the campaign has no such site.
    fn name(&self, campaign: Option<&StoredCampaign>) -> anyhow::Result<PlaceName> {
        let number = self.site;
        let Some(campaign) = campaign else {
            let name = |name: &Option<String>| name.clone().unwrap_or_default();
            return Ok(PlaceName { number, zh: name(&self.name_zh), en: name(&self.name_en) });
        };
        let site = campaign.sites.iter().find(|site| site.id == SiteId(number));
        let site =
            site.with_context(|| format!("no site {number} in region {}", campaign.region))?;
        Ok(PlaceName { number, zh: site.name_zh.clone(), en: site.name_en.clone() })
    }
}

/// The protocol that says how codes look: the given file's, else the campaign's.
fn protocol(roll: &Roll, campaign: Option<&StoredCampaign>) -> anyhow::Result<Protocol> {
    Ok(match (&roll.protocol, campaign) {
        (Some(file), _) => setup::protocol::load(file)?,
        (None, Some(campaign)) => setup::protocol::from_toml("protocol", &campaign.protocol)?,
        (None, None) => bail!("how do the codes look? Give --data DIR or --protocol FILE"),
    })
}

fn tubes(args: &Tubes) -> anyhow::Result<Answer> {
    let campaign = args.owner.campaign()?;
    let site = args.owner.name(campaign.as_ref())?;
    let numbering = Numbering::of(&protocol(&args.roll, campaign.as_ref())?.tube_codes)?;
    let stock = args.paper.stock("a4-40")?;
    let day = args.day.map(|day| day.to_string());
    let label = |code, copy| {
        let (square, capacity) = (args.square, args.capacity);
        let copy = (copy, args.copies);
        let day = day.as_deref();
        TubeLabel { code, site: &site, square, capacity, day, copy }.label(stock.label)
    };
    // A stock that is too small shows before a number is handed out.
    numbering.widest().map(|code| label(TubeCode(code), 1)).transpose()?;
    let mut sink = Sink::open(&args.paper, stock)?;
    let owner = (Kind::Tube, SiteId(site.number));
    let block = args.roll.hand_out(args.owner.data.as_deref(), &numbering, owner)?;
    let bar = progress::bar(u64::from(args.roll.count), "{bar:40} {pos}/{len} tubes, {eta} to go");
    for code in bar.wrap_iter(numbering.codes(&block)) {
        for copy in 1..=args.copies {
            sink.add(code.as_str(), copy, &label(TubeCode(code), copy)?)?;
        }
    }
    let what = format!("{} tube codes in {} copies", block.count, args.copies);
    done(sink, &args.paper, &what)
}

fn boxes(args: &Boxes) -> anyhow::Result<Answer> {
    let campaign = args.owner.campaign()?;
    let site = args.owner.name(campaign.as_ref())?;
    let numbering = Numbering::of(&protocol(&args.roll, campaign.as_ref())?.box_codes)?;
    let stock = args.paper.stock("a4-8")?;
    let label = |code| {
        let code = BoxCode(code);
        BoxLabel { code, site: &site, tubes: None, oldest_swab: None }.label(stock.label)
    };
    numbering.widest().map(label).transpose()?;
    let mut sink = Sink::open(&args.paper, stock)?;
    let owner = (Kind::Case, SiteId(site.number));
    let block = args.roll.hand_out(args.owner.data.as_deref(), &numbering, owner)?;
    let bar = progress::bar(u64::from(args.roll.count), "{bar:40} {pos}/{len} boxes, {eta} to go");
    for code in bar.wrap_iter(numbering.codes(&block)) {
        sink.add(code.as_str(), 1, &label(code)?)?;
    }
    done(sink, &args.paper, &format!("{} box codes", block.count))
}

fn sealed(args: &Sealed) -> anyhow::Result<Answer> {
    let campaign = args.owner.campaign()?;
    let site = args.owner.name(campaign.as_ref())?;
    let Ok(code) = BoxCode::scan(&args.code) else { bail!("`{}` is no box code", args.code) };
    if let Some(campaign) = &campaign {
        let rules = setup::protocol::from_toml("protocol", &campaign.protocol)?.box_codes;
        if !rules.iter().any(|rule| rule.accepts(code.into())) {
            bail!("{code} is no box code of this campaign: a digit may be wrong");
        }
    }
    let there = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let moment = args.first_swab.map(|moment| moment.to_zoned(there)).transpose()?;
    let moment = moment.map(|moment| {
        let shown = moment.strftime("%Y-%m-%d %H:%M").to_string();
        (At(moment.timestamp().as_millisecond()), shown)
    });
    let oldest_swab = moment.as_ref().map(|(at, shown)| (*at, shown.as_str()));
    let stock = args.paper.stock("100x70")?;
    let label =
        BoxLabel { code, site: &site, tubes: args.tubes, oldest_swab }.label(stock.label)?;
    let mut sink = Sink::open(&args.paper, stock)?;
    sink.add(code.as_str(), 1, &label)?;
    done(sink, &args.paper, &format!("the label of box {code}"))
}

fn receipts(args: &Receipts) -> anyhow::Result<Answer> {
    let campaign = args.owner.campaign()?;
    let site = args.owner.name(campaign.as_ref())?;
    let text = std::fs::read_to_string(&args.codes)
        .with_context(|| format!("{} cannot be read", args.codes.display()))?;
    let codes: Vec<&str> = text.lines().map(str::trim).filter(|code| !code.is_empty()).collect();
    let day = args.day.map(|day| day.to_string());
    let stock = args.paper.stock("a4-24")?;
    let mut sink = Sink::open(&args.paper, stock)?;
    let bar = progress::bar(codes.len() as u64, "{bar:40} {pos}/{len} receipts, {eta} to go");
    for (at, code) in bar.wrap_iter((1..).zip(&codes)) {
        let receipt = Receipt { code, site: &site, day: day.as_deref() };
        let label = receipt.label(stock.label).with_context(|| format!("line {at}"))?;
        // The code opens an outcome: it names no file.
        sink.add(&format!("receipt-{at:06}"), 1, &label)?;
    }
    done(sink, &args.paper, &format!("{} receipts", codes.len()))
}

fn cards(args: &Cards) -> anyhow::Result<Answer> {
    let campaign = place::campaign(&args.data, args.region)?;
    let wanted = |site: SiteId| args.site.is_none_or(|asked| SiteId(asked) == site);
    let stock = args.paper.stock("a4-2")?;
    let mut sink = Sink::open(&args.paper, stock)?;
    let mut count = 0;
    for site in campaign.sites.iter().filter(|site| wanted(site.id)) {
        let number = site.id.0;
        let name = PlaceName { number, zh: site.name_zh.clone(), en: site.name_en.clone() };
        let lanes = campaign.lanes.iter().filter(|lane| lane.site == site.id);
        let lanes = lanes.map(|lane| (Some(lane.id), Some(lane.number)));
        for (lane, lane_number) in std::iter::once((None, None)).chain(lanes) {
            let place = CardPlace { region: campaign.region, site: site.id, lane };
            let label = Card { place, site: &name, lane_number }.label(stock.label)?;
            let lane = lane_number.map(|lane| format!("-lane-{lane}")).unwrap_or_default();
            sink.add(&format!("site-{number}{lane}"), 1, &label)?;
            count += 1;
        }
    }
    if count == 0 {
        bail!("no site {} in region {}", args.site.unwrap_or_default(), campaign.region);
    }
    done(sink, &args.paper, &format!("{count} cards"))
}

fn done(sink: Sink, paper: &Paper, what: &str) -> anyhow::Result<Answer> {
    sink.finish()?;
    eprintln!("{what} in {}", paper.out.display());
    Ok(Answer::Yes)
}
