//! The printed report: one file that needs no other, in both languages.
//!
//! A switch shows one language; print shows the chosen one. Every figure reads in black and white
//! and from a photocopy.

mod answer;
mod charts;
mod compared;
mod gantt;
mod heat;
mod map;
mod plot;
mod pools;
mod quality;
mod sections;
mod staff;
mod tours;

pub use compared::page as comparison;
pub use quality::page as quality;
pub use tours::page as tours;

use std::fmt::Write;

use super::table::{Cell, Column, Table};
use super::words::{Both, Clock, Lang};
use super::{PRINTED_MAX, Report};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What stands between the tags of style and script: whoever serves the page with a policy of
/// content must let exactly these through.
pub fn inline_parts() -> (String, String) {
    (format!("\n{STYLE}"), format!("\n{SCRIPT}"))
}

/// A page shown first in another language than it was made for.
pub fn opened_in(page: &str, lang: Lang) -> String {
    let tag = |lang: Lang| format!("\n<html lang=\"{}\">", lang.tag());
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    page.replacen(&tag(other), &tag(lang), 1)
}

/// A report and its tables, made once.
struct Page<'a> {
    report: &'a Report<'a>,
    tables: Vec<Table>,
}

/// The page, first shown in `lang`.
pub fn page(report: &Report<'_>, lang: Lang) -> String {
    let title = escape(&report.scenario.name);
    let page = Page { report, tables: report.printed() };
    let mut body = String::new();
    answer::head(report, &mut body);
    answer::first(report, &mut body);
    for section in [
        sections::curves,
        sections::waiting,
        sections::way,
        sections::resources,
        sections::people,
        sections::plan,
        sections::where_and_who,
        sections::fine_print,
    ] {
        section(&page, &mut body);
    }
    frame(&title, &body, lang)
}

/// A whole page of a title, free of markup, and a body.
fn frame(title: &str, body: &str, lang: Lang) -> String {
    let (style, script) = inline_parts();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Tenfold</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <main>{body}</main>\n<script>{script}</script>\n</body>\n</html>\n",
        lang.tag()
    )
}

/// Text that no browser takes for markup.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // A sign of percent never begins a line.
            '%' if safe.ends_with(' ') => {
                safe.pop();
                safe.push_str("\u{a0}%");
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// Both languages, of which the page shows one.
pub fn both(text: &Both) -> String {
    if text.zh == text.en {
        return escape(&text.zh);
    }
    let (zh, en) = (escape(&text.zh), escape(&text.en));
    format!(
        "<span class=\"zh\" lang=\"zh-CN\">{zh}</span><span class=\"en\" lang=\"en\">{en}</span>"
    )
}

fn say(zh: impl Into<String>, en: impl Into<String>) -> String {
    both(&Both::new(zh, en))
}

/// The switch of languages.
const SWITCH: &str = "<nav><button type=\"button\" data-lang=\"zh-CN\">中文</button>\
                      <button type=\"button\" data-lang=\"en\">English</button></nav>";

fn heading(out: &mut String, zh: &str, en: &str) {
    let _ = write!(out, "<h2>{}</h2>", say(zh, en));
}

fn figure(out: &mut String, caption: &str, drawing: &str) {
    if !drawing.is_empty() {
        let _ = write!(out, "<figure><figcaption>{caption}</figcaption>{drawing}</figure>");
    }
}

/// A figure that may run over the end of a page.
fn long(out: &mut String, caption: &str, table: &str) {
    if !table.is_empty() {
        let caption = format!("<figcaption>{caption}</figcaption>");
        let _ = write!(out, "<figure class=\"long\">{caption}{table}</figure>");
    }
}

impl Page<'_> {
    /// The tables of these keys, as far as they have rows.
    fn tables(&self, keys: &[&str], out: &mut String) {
        let clock = Clock::of(self.report.scenario);
        for key in keys {
            if let Some(table) = self.tables.iter().find(|table| table.key == *key) {
                grid(table, clock, out);
            }
        }
    }
}

fn grid(table: &Table, clock: Clock, out: &mut String) {
    let _ = write!(out, "<h3>{}</h3><table id=\"{}\"><thead><tr>", both(&table.title), table.key);
    let figures = |at: usize| table.rows.iter().all(|row| row.get(at).is_some_and(Cell::is_figure));
    let classes: Vec<&str> =
        (0..table.columns.len()).map(|at| if figures(at) { " class=\"n\"" } else { "" }).collect();
    let head =
        |(column, class): (&Column, &&str)| format!("<th{class}>{}</th>", both(&column.head));
    out.extend(table.columns.iter().zip(&classes).map(head));
    out.push_str("</tr></thead><tbody>");
    for row in table.rows.iter().take(PRINTED_MAX) {
        let cell =
            |(cell, class): (&Cell, &&str)| format!("<td{class}>{}</td>", both(&cell.shown(clock)));
        let cells: String = row.iter().zip(&classes).map(cell).collect();
        let _ = write!(out, "<tr>{cells}</tr>");
    }
    out.push_str("</tbody></table>");
    let more = table.rows.len().saturating_sub(PRINTED_MAX);
    if more > 0 {
        let key = table.key;
        let text = say(
            format!("另有 {more} 行，见 {key}.csv。"),
            format!("{more} more rows: see {key}.csv."),
        );
        let _ = write!(out, "<p class=\"quiet\">{text}</p>");
    }
}
