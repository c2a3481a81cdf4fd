//! Plots as SVG text. Numbers only: words stand in the page, in both languages. Lines are told
//! apart by their strokes and areas by their grays, so that a photocopy still reads.

use std::error::Error;
use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, ValueFormatter};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The library draws on whole pixels: a grid this much finer keeps curves smooth.
const FINE: f64 = 4.0;
/// It makes letters smaller than asked by this factor.
const LETTER: f64 = 1.24;

const INK: RGBColor = RGBColor(21, 32, 43);
const GRID: RGBColor = RGBColor(226, 226, 222);

/// The plane of a plot.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Width and height in pixels of the page.
    pub size: (u32, u32),
    /// From and to on the horizontal axis.
    pub x: (f64, f64),
    /// Upper end of the vertical axis, which begins at 0.
    pub y_max: f64,
    /// Where the horizontal axis has marks, and what they say.
    pub x_ticks: Vec<(f64, String)>,
    /// The same of the vertical axis.
    pub y_ticks: Vec<(f64, String)>,
}

/// What is drawn, in order: later lies on top.
#[derive(Clone, Debug)]
pub enum Mark {
    /// Between two curves of one horizontal axis: points of (x, low, high), and a gray 0 to 1.
    Band(Vec<(f64, f64, f64)>, f64),
    /// A curve.
    Line(Vec<(f64, f64)>, Stroke),
    /// Bars from 0: (from, to, height), and a gray 0 to 1.
    Bars(Vec<(f64, f64, f64)>, f64),
    /// A small ring.
    Ring(f64, f64),
    /// A number or sign beside a point, to its right.
    Note(f64, f64, String),
}

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Stroke {
    /// Without a break.
    Solid,
    /// Long pieces.
    Dashed,
    /// Short pieces.
    Dotted,
    /// Thin and without a break: limits.
    Hair,
    /// Pieces, gaps between them and a width of one's own, in pixels of the page: for curves of
    /// one kind. Without a gap the line has no break.
    Own(f64, f64, f64),
}

/// An axis with marks where the page wants them.
struct Axis {
    range: (f64, f64),
    ticks: Vec<(f64, String)>,
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, pixels: (i32, i32)) -> i32 {
        let share = (value - self.range.0) / (self.range.1 - self.range.0);
        pixels.0 + (share * f64::from(pixels.1 - pixels.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.0).collect()
    }

    fn range(&self) -> Range<f64> {
        self.range.0..self.range.1
    }
}

impl ValueFormatter<f64> for Axis {
    fn format(value: &f64) -> String {
        value.to_string()
    }

    fn format_ext(&self, value: &f64) -> String {
        let tick = self.ticks.iter().find(|tick| tick.0 == *value);
        tick.map(|tick| tick.1.clone()).unwrap_or_default()
    }
}

type Plane<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Axis, Axis>>;

/// The plot as an `<svg>` that fills its column.
pub fn draw(frame: &Frame, marks: &[Mark]) -> String {
    let mut svg = String::new();
    if let Err(error) = drawn(frame, marks, &mut svg) {
        return format!("<p>{}</p>", super::escape(&error.to_string()));
    }
    let (width, height) = fine_size(frame);
    let (_, body) = svg.split_once("<svg").unwrap_or_default();
    let (_, body) = body.split_once('>').unwrap_or_default();
    format!("<svg class=\"plot fine\" viewBox=\"0 0 {width} {height}\" role=\"img\">{body}")
}

fn fine_size(frame: &Frame) -> (u32, u32) {
    ((f64::from(frame.size.0) * FINE) as u32, (f64::from(frame.size.1) * FINE) as u32)
}

fn fine(pixels: f64) -> u32 {
    (pixels * FINE).round() as u32
}

fn drawn(frame: &Frame, marks: &[Mark], svg: &mut String) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::with_string(svg, fine_size(frame)).into_drawing_area();
    let font = ("sans-serif", 11.0 * FINE * LETTER).into_font().color(&INK);
    let mut plane = ChartBuilder::on(&area)
        .margin_top(fine(10.0))
        .margin_right(fine(46.0))
        .x_label_area_size(fine(22.0))
        .y_label_area_size(fine(52.0))
        .build_cartesian_2d(
            Axis { range: frame.x, ticks: frame.x_ticks.clone() },
            Axis { range: (0.0, frame.y_max), ticks: frame.y_ticks.clone() },
        )?;
    plane
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID.stroke_width(fine(0.8)))
        .light_line_style(TRANSPARENT)
        .axis_style(INK.stroke_width(fine(0.8)))
        .set_all_tick_mark_size(fine(4.0))
        .x_label_style(font.clone())
        .y_label_style(font)
        .draw()?;
    for mark in marks {
        put(&mut plane, mark)?;
    }
    drop(plane);
    area.present()?;
    Ok(())
}

fn gray(share: f64) -> RGBColor {
    let level = (255.0 * (1.0 - share)).round() as u8;
    RGBColor(level, level, level)
}

fn put(plane: &mut Plane<'_, '_>, mark: &Mark) -> Result<(), Box<dyn Error>> {
    match mark {
        Mark::Band(points, share) => {
            let low = points.iter().map(|(x, low, _)| (*x, *low));
            let high = points.iter().rev().map(|(x, _, high)| (*x, *high));
            let edge: Vec<(f64, f64)> = low.chain(high).collect();
            plane.draw_series([Polygon::new(edge, gray(*share).filled())])?;
        }
        Mark::Line(points, stroke) => line(plane, points, *stroke)?,
        Mark::Bars(bars, share) => {
            let bar = |(from, to, height): &(f64, f64, f64)| {
                Rectangle::new([(*from, 0.0), (*to, *height)], gray(*share).filled())
            };
            plane.draw_series(bars.iter().map(bar))?;
        }
        Mark::Ring(x, y) => {
            let style = INK.stroke_width(fine(1.4));
            plane.draw_series([Circle::new((*x, *y), fine(5.0), WHITE.filled())])?;
            plane.draw_series([Circle::new((*x, *y), fine(5.0), style)])?;
        }
        Mark::Note(x, y, text) => {
            let font = ("sans-serif", 11.0 * FINE * LETTER).into_font().color(&INK);
            let style = font.pos(Pos::new(HPos::Left, VPos::Center));
            let beside =
                EmptyElement::at((*x, *y)) + Text::new(text.clone(), (fine(9.0) as i32, 0), style);
            plane.draw_series([beside])?;
        }
    }
    Ok(())
}

fn line(
    plane: &mut Plane<'_, '_>,
    points: &[(f64, f64)],
    stroke: Stroke,
) -> Result<(), Box<dyn Error>> {
    let points = points.iter().copied();
    let style = |width: f64| INK.stroke_width(fine(width));
    match stroke {
        Stroke::Solid => {
            plane.draw_series(LineSeries::new(points, style(2.2)))?;
        }
        Stroke::Dashed => {
            let (piece, gap) = (fine(8.0), fine(4.5));
            plane.draw_series(DashedLineSeries::new(points, piece, gap, style(2.2)))?;
        }
        Stroke::Dotted => {
            let (piece, gap) = (fine(2.2), fine(3.2));
            plane.draw_series(DashedLineSeries::new(points, piece, gap, style(2.2)))?;
        }
        Stroke::Hair => {
            plane.draw_series(LineSeries::new(points, style(1.0)))?;
        }
        Stroke::Own(_, gap, width) if gap <= 0.0 => {
            plane.draw_series(LineSeries::new(points, style(width)))?;
        }
        Stroke::Own(piece, gap, width) => {
            let (piece, gap) = (fine(piece), fine(gap));
            plane.draw_series(DashedLineSeries::new(points, piece, gap, style(width)))?;
        }
    }
    Ok(())
}

/// About `count` round marks from 0 that cover `max`; the last is the axis's end.
pub fn round_ticks(max: f64, count: f64) -> Vec<f64> {
    let rough = (max / count).max(1e-9);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power);
    let step = step.into_iter().find(|step| *step >= rough * 0.999).unwrap_or(rough).max(1.0);
    let last = (max / step).ceil().max(1.0) as u32;
    (0..=last).map(|i| f64::from(i) * step).collect()
}
