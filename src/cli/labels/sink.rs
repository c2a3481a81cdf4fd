//! Where labels go: one PDF or ZPL file as it is made, or a folder of SVG or PNG files.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use crate::edge::label::pdf::Pdf;
use crate::edge::label::zpl::Printer;
use crate::edge::label::{Label, STOCKS, Stock, png, svg};

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

/// Takes labels one by one.
pub enum Sink {
    Pdf(Pdf, BufWriter<File>, Vec<u8>),
    Zpl(Printer, BufWriter<File>, String),
    Svg(PathBuf),
    Png(PathBuf, u32),
}

impl Sink {
    /// Opens the file or makes the folder.
    pub fn open(paper: &Paper, stock: Stock) -> anyhow::Result<Sink> {
        let failed = || format!("{} cannot be written", paper.out.display());
        let file = || File::create(&paper.out).map(BufWriter::new).with_context(failed);
        let format = paper.format()?;
        if matches!(format, Format::Svg | Format::Png) {
            fs::create_dir_all(&paper.out).with_context(failed)?;
        }
        Ok(match format {
            Format::Pdf => {
                let mut bytes = Vec::new();
                Sink::Pdf(Pdf::new(stock, &mut bytes), file()?, bytes)
            }
            Format::Zpl => {
                let font = paper.printer_font.clone();
                if let Some(font) = font.as_deref().filter(|font| !Printer::takes_font(font)) {
                    bail!("`{font}` is no font of a printer: one is written E:NAME.TTF");
                }
                let dots_per_mm = paper.dots_per_mm.unwrap_or(8);
                Sink::Zpl(Printer { dots_per_mm, font }, file()?, String::new())
            }
            Format::Svg => Sink::Svg(paper.out.clone()),
            Format::Png => Sink::Png(paper.out.clone(), paper.dots_per_mm.unwrap_or(16)),
        })
    }

    /// Adds a label; `name` and `copy` name its file in a folder.
    pub fn add(&mut self, name: &str, copy: u8, label: &Label) -> anyhow::Result<()> {
        match self {
            Sink::Pdf(pdf, file, bytes) => {
                pdf.add(label, bytes);
                file.write_all(bytes)?;
                bytes.clear();
            }
            Sink::Zpl(printer, file, text) => {
                printer.render(label, text);
                file.write_all(text.as_bytes())?;
                text.clear();
            }
            Sink::Svg(folder) => {
                fs::write(folder.join(format!("{name}-{copy}.svg")), svg::render(label))?;
            }
            Sink::Png(folder, dots) => {
                let file = folder.join(format!("{name}-{copy}.png"));
                fs::write(file, png::render(label, *dots))?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Sink::Pdf(pdf, mut file, mut bytes) => {
                pdf.finish(&mut bytes);
                file.write_all(&bytes)?;
                file.flush()?;
            }
            Sink::Zpl(_, mut file, _) => file.flush()?,
            Sink::Svg(_) | Sink::Png(..) => {}
        }
        Ok(())
    }
}
