//! Where labels go: one PDF or ZPL file as it is made, or a folder of SVG or PNG files.

use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};

use crate::edge::label::pdf::Pdf;
use crate::edge::label::zpl::Printer;
use crate::edge::label::{FONT_BYTES_MAX, Font, Label, STOCKS, Stock, png, svg};

/// On what, and as what, labels are printed.
#[derive(clap::Args, Debug)]
pub struct Paper {
    /// A .pdf or .zpl file, or with --format svg or png a folder
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    /// Form [default: by the ending of --out]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Label stock: rolls in mm, sheets by labels on A4
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(
        STOCKS.map(|stock| stock.name)))]
    stock: Option<String>,
    /// Dots per mm of the printer: 8 is 203 dpi, 12 is 300 [default: 8 for ZPL, 16 for PNG]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(6..=48))]
    dots_per_mm: Option<u32>,
    /// Font in the ZPL printer that holds Chinese, such as E:SIMSUN.TTF [default: English only]
    #[arg(long, value_name = "FONT")]
    printer_font: Option<String>,
    /// Font with Chinese (.ttf, .otf, .ttc): what is needed of it goes into PDF, PNG and ZPL
    #[arg(long, value_name = "FILE", conflicts_with = "printer_font")]
    font: Option<PathBuf>,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Pdf,
    Zpl,
    Svg,
    Png,
}

impl Paper {
    /// The chosen stock, else the one of this name: the sheet most labels of a kind fit.
    pub fn stock(&self, default: &str) -> anyhow::Result<Stock> {
        let name = self.stock.as_deref().unwrap_or(default);
        Stock::named(name).with_context(|| format!("no stock is called {name}"))
    }

    fn font(&self) -> anyhow::Result<Option<Arc<Font>>> {
        self.font.as_deref().map(font).transpose()
    }

    fn format(&self) -> anyhow::Result<Format> {
        let ending = self.out.extension().and_then(|ending| ending.to_str());
        Ok(match (self.format, ending) {
            (Some(format), _) => format,
            (None, Some("pdf")) => Format::Pdf,
            (None, Some("zpl")) => Format::Zpl,
            _ => bail!("--out must end in .pdf or .zpl, or say --format"),
        })
    }
}

/// A font from its file; errors where it is none, or has no Chinese.
pub fn font(path: &Path) -> anyhow::Result<Arc<Font>> {
    let shown = || path.display().to_string();
    let mut bytes = Vec::new();
    let most = FONT_BYTES_MAX as u64 + 1;
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(shown)?;
    Ok(Arc::new(Font::new(bytes).with_context(shown)?))
}

/// Takes labels one by one.
pub enum Sink {
    Pdf(Pdf, Page, Vec<u8>),
    Zpl(Printer, Page, String),
    Svg(PathBuf),
    Png(PathBuf, u32, Option<Arc<Font>>),
}

/// A file that takes its name only when it is whole: what fails half-way, or before the first
/// label, leaves an earlier file of that name as it was.
pub struct Page {
    file: BufWriter<File>,
    part: PathBuf,
    path: PathBuf,
}

impl Page {
    fn create(path: &Path) -> std::io::Result<Page> {
        let mut part = path.as_os_str().to_owned();
        // A pipe or a printer's port is written as it is.
        if !path.exists() || path.is_file() {
            part.push(".part");
        }
        let file = BufWriter::new(File::create(&part)?);
        Ok(Page { file, part: part.into(), path: path.to_owned() })
    }

    fn finish(mut self) -> std::io::Result<()> {
        self.file.flush()?;
        if self.part == self.path { Ok(()) } else { fs::rename(&self.part, &self.path) }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if self.part != self.path {
            // Gone already where it was finished.
            let _ = fs::remove_file(&self.part);
        }
    }
}

impl Sink {
    /// Opens the file or makes the folder.
    pub fn open(paper: &Paper, stock: Stock) -> anyhow::Result<Sink> {
        let failed = || format!("{} cannot be written", paper.out.display());
        let (format, font) = (paper.format()?, paper.font()?);
        let printer_font = paper.printer_font.clone();
        if let Some(font) = printer_font.as_deref().filter(|font| !Printer::takes_font(font)) {
            bail!("`{font}` is no font of a printer: one is written E:NAME.TTF");
        }
        if matches!(format, Format::Svg | Format::Png) {
            fs::create_dir_all(&paper.out).with_context(failed)?;
        }
        let page = || Page::create(&paper.out).with_context(failed);
        Ok(match format {
            Format::Pdf => {
                let mut bytes = Vec::new();
                let pdf = Pdf::new(stock, &mut bytes).with_font(font);
                Sink::Pdf(pdf, page()?, bytes)
            }
            Format::Zpl => {
                let dots_per_mm = paper.dots_per_mm.unwrap_or(8);
                let printer = Printer { dots_per_mm, font: printer_font, drawn: font };
                Sink::Zpl(printer, page()?, String::new())
            }
            Format::Svg => Sink::Svg(paper.out.clone()),
            Format::Png => Sink::Png(paper.out.clone(), paper.dots_per_mm.unwrap_or(16), font),
        })
    }

    /// Adds a label; `name` and `copy` name its file in a folder.
    pub fn add(&mut self, name: &str, copy: u8, label: &Label) -> anyhow::Result<()> {
        match self {
            Sink::Pdf(pdf, page, bytes) => {
                pdf.add(label, bytes);
                page.file.write_all(bytes)?;
                bytes.clear();
            }
            Sink::Zpl(printer, page, text) => {
                printer.render(label, text);
                page.file.write_all(text.as_bytes())?;
                text.clear();
            }
            Sink::Svg(folder) => {
                fs::write(folder.join(format!("{name}-{copy}.svg")), svg::render(label))?;
            }
            Sink::Png(folder, dots, font) => {
                let file = folder.join(format!("{name}-{copy}.png"));
                fs::write(file, png::render(label, *dots, font.as_deref()))?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Sink::Pdf(pdf, mut page, mut bytes) => {
                pdf.finish(&mut bytes);
                page.file.write_all(&bytes)?;
                page.finish()?;
            }
            Sink::Zpl(_, page, _) => page.finish()?,
            Sink::Svg(_) | Sink::Png(..) => {}
        }
        Ok(())
    }
}
