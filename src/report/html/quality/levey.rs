//! A control chart: points in the order of time about their mean, with lines at one, two and three
//! standard deviations (Levey and Jennings 1950). Marks are told apart by their shapes.

use std::fmt::Write;

use tenfold_domain::term::ChartMark;
use tenfold_domain::time::At;

use crate::report::html::{escape, say};
use crate::report::quality::{Chart, Point};
use crate::report::words::{Clock, number};

/// Points drawn: the last ones.
const POINTS_MAX: usize = 90;
const WIDTH: f64 = 700.0;
const HEIGHT: f64 = 178.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 12.0;
const BASE: f64 = 154.0;
/// Standard deviations that are drawn at least and at most; farther from the mean a point stands at
/// the edge, with what it read beside it.
const EDGES: (f64, f64) = (3.4, 5.0);
/// Nearer to one another no two words stand.
const APART: f64 = 26.0;

/// What is drawn, and how cycles become a height.
struct Plane {
    low: f64,
    high: f64,
    step: f64,
}

/// The chart; of its newest points, where there are very many.
pub fn chart(chart: &Chart, clock: Clock) -> String {
    let curves: Vec<&Point> = chart.points.iter().filter(|point| point.ct.is_some()).collect();
    let shown = &curves[curves.len().saturating_sub(POINTS_MAX)..];
    let (low, high) = range(chart, shown);
    let step = (WIDTH - LEFT - RIGHT) / shown.len().max(20) as f64;
    let plane = Plane { low, high, step };
    let mut out = format!("<svg class=\"plot lj\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">");
    lines(chart, &plane, &mut out);
    line_of_points(shown, &plane, &mut out);
    let mut said_at = f64::MIN;
    for (place, point) in shown.iter().enumerate() {
        let (x, y) = plane.at(place, point.ct.unwrap_or_default());
        mark(point, (x, y), &mut out);
        let word = word(point, &plane).filter(|_| x - said_at >= APART);
        if let Some(word) = word {
            said_at = x;
            // Beneath what lies high and above what lies low, so that nothing leaves the plane.
            let y = if y < (TOP + BASE) / 2.0 { y + 17.0 } else { y - 9.0 };
            let word = escape(&word);
            let _ =
                write!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"mid strong\">{word}</text>");
        }
    }
    moments(shown, &plane, clock, &mut out);
    out.push_str("</svg>");
    let hidden = curves.len() - shown.len();
    if hidden > 0 {
        let said = say(
            format!("此前 {hidden} 点未绘出。"),
            format!("{hidden} points before these are not drawn."),
        );
        let _ = write!(out, "<p class=\"quiet\">{said}</p>");
    }
    out
}

/// What the shapes say.
pub fn key() -> String {
    let marks = [
        ChartMark::Baseline,
        ChartMark::Within,
        ChartMark::Warned,
        ChartMark::Rejected,
        ChartMark::Failed,
    ];
    let entry = |kind: &ChartMark| {
        let mut shape = String::new();
        sign(*kind, (8.0, 8.0), &mut shape);
        format!(
            "<span class=\"entry\"><svg class=\"lj\" viewBox=\"0 0 16 16\">{shape}</svg>{}</span>",
            say(kind.zh(), kind.en())
        )
    };
    format!("<span class=\"legend\">{}</span>", marks.iter().map(entry).collect::<String>())
}

/// Lowest and highest cycle number of the plane.
fn range(chart: &Chart, shown: &[&Point]) -> (f64, f64) {
    if let (Some(mean), Some(deviation)) = (chart.mean, chart.deviation) {
        // A kit may have no spread at all.
        let deviation = deviation.max(0.01);
        let far = shown.iter().filter_map(|point| point.ct).map(|ct| (ct - mean).abs() / deviation);
        let away = far.fold(0.0, f64::max).clamp(EDGES.0, EDGES.1) * deviation;
        return (mean - away, mean + away);
    }
    let cts = || shown.iter().filter_map(|point| point.ct);
    let (low, high) = (cts().fold(f64::MAX, f64::min), cts().fold(f64::MIN, f64::max));
    let room = ((high - low) * 0.2).max(0.2);
    (low - room, high + room)
}

impl Plane {
    fn height(&self, ct: f64) -> f64 {
        let share = (ct.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        BASE - share * (BASE - TOP)
    }

    fn at(&self, place: usize, ct: f64) -> (f64, f64) {
        (LEFT + self.step * (place as f64 + 0.5), self.height(ct))
    }
}

fn lines(chart: &Chart, plane: &Plane, out: &mut String) {
    let right = WIDTH - RIGHT;
    let mut line = |ct: f64, class: &str, label: &str| {
        let y = plane.height(ct);
        let _ = write!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"{class}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" class=\"end\">{}</text>",
            LEFT - 6.0,
            y + 3.6,
            escape(label)
        );
    };
    match (chart.mean, chart.deviation) {
        (Some(mean), Some(deviation)) => {
            for sigmas in [-3.0f64, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0] {
                let class = match sigmas.abs() as u8 {
                    0 => "mean",
                    1 => "one",
                    2 => "two",
                    _ => "three",
                };
                let sign = if sigmas > 0.0 { "+" } else { "−" };
                let ct = mean + sigmas * deviation;
                let name = match sigmas.abs() as u8 {
                    0 => String::new(),
                    sigmas => format!("{sign}{sigmas}s "),
                };
                line(ct, class, &format!("{name}{}", number(ct, 2)));
            }
        }
        _ => {
            for share in [0.25, 0.5, 0.75] {
                let ct = plane.low + share * (plane.high - plane.low);
                line(ct, "one", &number(ct, 1));
            }
        }
    }
}

fn line_of_points(shown: &[&Point], plane: &Plane, out: &mut String) {
    let counts = |point: &Point| point.mark() != Some(ChartMark::Failed);
    let points = shown.iter().enumerate().filter(|(_, point)| counts(point));
    let place = |(place, point): (usize, &&Point)| {
        let (x, y) = plane.at(place, point.ct.unwrap_or_default());
        format!("{x:.1},{y:.1}")
    };
    let points: Vec<String> = points.map(place).collect();
    let _ = write!(out, "<polyline points=\"{}\" class=\"way\"/>", points.join(" "));
}

fn mark(point: &Point, at: (f64, f64), out: &mut String) {
    let Some(kind) = point.mark() else { return };
    let title = format!("{} {} {}", point.plate, point.well, point.broken.join(" "));
    let _ = write!(out, "<g><title>{}</title>", escape(title.trim()));
    sign(kind, at, out);
    out.push_str("</g>");
}

/// What stands beside a point: the rule that it breaks, or what it read beyond the plane.
fn word(point: &Point, plane: &Plane) -> Option<String> {
    let ct = point.ct?;
    let beyond = ct > plane.high || ct < plane.low;
    match point.mark()? {
        ChartMark::Rejected => point.broken.first().cloned(),
        _ if beyond => Some(number(ct, 1)),
        _ => None,
    }
}

/// The shape of a mark: ring, dot, triangle, square, cross.
fn sign(kind: ChartMark, (x, y): (f64, f64), out: &mut String) {
    let _ = match kind {
        ChartMark::Baseline => {
            write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.6\" class=\"hollow\"/>")
        }
        ChartMark::Within | ChartMark::NoCurve => {
            write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.9\"/>")
        }
        ChartMark::Warned => {
            let (left, right) = (x - 4.8, x + 4.8);
            let (tip, foot) = (y - 5.0, y + 3.8);
            let path = format!("M{x:.1} {tip:.1}L{right:.1} {foot:.1}L{left:.1} {foot:.1}Z");
            write!(out, "<path d=\"{path}\" class=\"hollow\"/>")
        }
        ChartMark::Rejected => write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"8.4\" height=\"8.4\" class=\"out\"/>",
            x - 4.2,
            y - 4.2
        ),
        ChartMark::Failed => write!(
            out,
            "<path d=\"M{:.1} {:.1}l7 7m0 -7l-7 7\" class=\"cross\"/>",
            x - 3.5,
            y - 3.5
        ),
    };
}

/// When the first, the middle and the last of them were read.
fn moments(shown: &[&Point], plane: &Plane, clock: Clock, out: &mut String) {
    let last = shown.len().saturating_sub(1);
    let places = match shown.len() {
        0..6 => vec![0],
        6..24 => vec![0, last],
        _ => vec![0, last / 2, last],
    };
    for place in places {
        let Some(point) = shown.get(place) else { continue };
        let (x, _) = plane.at(place, plane.low);
        let (class, x) = if place == 0 { ("start", LEFT) } else { ("mid", x) };
        let (class, x) = if x > WIDTH - 60.0 { ("end", WIDTH - RIGHT) } else { (class, x) };
        let _ = write!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" class=\"{class}\">{}</text>",
            BASE + 17.0,
            clock.moment(At(point.at_ms))
        );
    }
}
