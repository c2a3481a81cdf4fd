//! A sheet of labels that was asked for over the line: whether it can be printed, and its drawing.

use std::sync::Arc;

use axum::body::Bytes;
use tenfold_domain::code::{BoxCode, Code, CodeRule, SiteId, TubeCode};
use tenfold_domain::protocol::Protocol;
use tenfold_domain::refusal::Refusal;
use tokio::sync::mpsc::Sender;

use super::App;
use super::auth::Caller;
use super::problem::ApiError;
use super::said::Said;
use crate::edge::block::{Block, Kind, Numbering};
use crate::edge::label::pdf::Pdf;
use crate::edge::label::zpl::Printer;
use crate::edge::label::{
    BoxLabel, Font, Label, LabelError, PlaceName, STOCKS, Square, Stock, TubeLabel,
};

/// Most codes of one request: a day's of a large site. A roll of a million is the command line's.
const COUNT_MAX: u32 = 10_000;
const COPIES_MAX: u8 = 9;
/// A piece of the answer, in bytes, before it goes on its way.
const PIECE_BYTES: usize = 64 << 10;

/// What labels are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Tubes: labels with each code, and people in each tube where it is printed.
    Tubes { copies: u8, capacity: Option<u8> },
    /// Boxes, one label each.
    Boxes,
}

impl What {
    /// How their codes look.
    pub(super) fn rules(self, protocol: &Protocol) -> &[CodeRule] {
        match self {
            What::Tubes { .. } => &protocol.tube_codes,
            What::Boxes => &protocol.box_codes,
        }
    }

    /// As the ledger calls them.
    pub(super) fn kind(self) -> Kind {
        match self {
            What::Tubes { .. } => Kind::Tube,
            What::Boxes => Kind::Case,
        }
    }

    /// The sheet that most such labels fit.
    fn stock(self) -> &'static str {
        match self {
            What::Tubes { .. } => "a4-40",
            What::Boxes => "a4-8",
        }
    }

    fn copies(self) -> u8 {
        match self {
            What::Tubes { copies, .. } => copies,
            What::Boxes => 1,
        }
    }
}

/// What somebody asks for, not yet looked at.
pub(super) struct Asked {
    pub(super) what: What,
    pub(super) site: SiteId,
    pub(super) count: u32,
    pub(super) printer: u8,
    pub(super) format: Option<String>,
    pub(super) stock: Option<String>,
    pub(super) chinese: Option<bool>,
    pub(super) printer_font: Option<String>,
    pub(super) begin: bool,
}

/// A sheet that can be printed.
pub(super) struct Order {
    what: What,
    site: PlaceName,
    stock: Stock,
    zpl: bool,
    /// From which Chinese is drawn.
    font: Option<Arc<Font>>,
    /// The printer's own, in its place.
    printer_font: Option<String>,
}

fn must(good: bool, zh: &str, en: &str) -> Result<(), ApiError> {
    if good { Ok(()) } else { Err(ApiError::Unreadable(Said::new(zh, en))) }
}

impl Order {
    /// Looks at what is asked for: whose site it is, and whether each field says something.
    pub(super) fn of(app: &App, caller: &Caller, asked: &Asked) -> Result<Order, ApiError> {
        let what = asked.what;
        if caller.bearer.scope.site.is_some_and(|only| only != asked.site) {
            return Err(ApiError::Refused(Refusal::SiteNotYours));
        }
        let campaign = app.service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
        let site = campaign.sites.iter().find(|site| site.id == asked.site);
        let site = site.ok_or(ApiError::Refused(Refusal::SiteUnknown))?;
        let many = (1..=COUNT_MAX).contains(&asked.count);
        must(many, "count 须为 1 至 10000", "count is 1 to 10000")?;
        if let What::Tubes { copies, capacity } = what {
            must((1..=COPIES_MAX).contains(&copies), "copies 须为 1 至 9", "copies is 1 to 9")?;
            let fits = capacity.is_none_or(|capacity| (1..=20).contains(&capacity));
            must(fits, "capacity 须为 1 至 20", "capacity is 1 to 20")?;
        }
        let format = asked.format.as_deref().unwrap_or("pdf");
        must(["pdf", "zpl"].contains(&format), "format 须为 pdf 或 zpl", "format is pdf or zpl")?;
        let unknown = || {
            let names = STOCKS.map(|stock| stock.name).join(", ");
            let zh = format!("stock 须为下列之一：{names}");
            ApiError::Unreadable(Said::new(zh, format!("stock is one of {names}")))
        };
        let stock = asked.stock.as_deref().unwrap_or(what.stock());
        let stock = Stock::named(stock).ok_or_else(unknown)?;
        let (number, zh, en) = (asked.site.0, site.name_zh.clone(), site.name_en.clone());
        let (site, zpl) = (PlaceName { number, zh, en }, format == "zpl");
        let (font, printer_font) = Order::fonts(app, asked, zpl)?;
        Ok(Order { what, site, stock, zpl, font, printer_font })
    }

    /// Where Chinese comes from: this program's font, and the printer's.
    fn fonts(
        app: &App,
        asked: &Asked,
        zpl: bool,
    ) -> Result<(Option<Arc<Font>>, Option<String>), ApiError> {
        if let Some(name) = &asked.printer_font {
            let (zh, en) = ("printer_font 仅用于 zpl", "printer_font is for zpl alone");
            must(zpl, zh, en)?;
            let (zh, en) =
                ("printer_font 须如 E:SIMSUN.TTF", "printer_font is written E:SIMSUN.TTF");
            must(Printer::takes_font(name), zh, en)?;
            let (zh, en) = (
                "printer_font 与 chinese 只能选一",
                "printer_font and chinese cannot both be asked for",
            );
            must(asked.chinese != Some(true), zh, en)?;
            return Ok((None, Some(name.clone())));
        }
        let font = app.label_font.clone();
        must(
            asked.chinese != Some(true) || font.is_some(),
            "服务器没有标签字体；请以 tenfold serve --label-font 启动",
            "the server has no font for labels; start it with tenfold serve --label-font",
        )?;
        Ok((font.filter(|_| asked.chinese != Some(false)), None))
    }

    /// What the sheet is, as HTTP names it.
    pub(super) fn media_type(&self) -> &'static str {
        if self.zpl { "application/zpl" } else { "application/pdf" }
    }

    /// A label of it.
    pub(super) fn label(&self, code: Code, copy: u8) -> Result<Label, LabelError> {
        let (site, size) = (&self.site, self.stock.label);
        match self.what {
            What::Tubes { copies, capacity } => {
                let (code, square, copy) = (TubeCode(code), Square::DataMatrix, (copy, copies));
                TubeLabel { code, site, square, capacity, day: None, copy }.label(size)
            }
            What::Boxes => {
                BoxLabel { code: BoxCode(code), site, tubes: None, oldest_swab: None }.label(size)
            }
        }
    }

    /// Draws every copy of every code of a block; stops when nobody listens any more.
    pub(super) fn print(
        &self,
        numbering: &Numbering,
        block: &Block,
        to: &Sender<Bytes>,
    ) -> Option<()> {
        let (font, drawn) = (self.printer_font.clone(), self.font.clone());
        let printer = Printer { font, drawn, ..Printer::default() };
        let mut bytes = Vec::with_capacity(2 * PIECE_BYTES);
        let mut text = String::new();
        let pdf = (!self.zpl).then(|| Pdf::new(self.stock, &mut bytes));
        let mut pdf = pdf.map(|pdf| pdf.with_font(self.font.clone()));
        for code in numbering.codes(block) {
            for copy in 1..=self.what.copies() {
                // As wide as the widest, which was drawn before a code was handed out.
                let label = self.label(code, copy).ok()?;
                match &mut pdf {
                    Some(pdf) => pdf.add(&label, &mut bytes),
                    None => {
                        printer.render(&label, &mut text);
                        bytes.extend_from_slice(text.as_bytes());
                        text.clear();
                    }
                }
            }
            if bytes.len() >= PIECE_BYTES {
                to.blocking_send(std::mem::take(&mut bytes).into()).ok()?;
            }
        }
        if let Some(pdf) = pdf {
            pdf.finish(&mut bytes);
        }
        to.blocking_send(bytes.into()).ok()
    }
}
