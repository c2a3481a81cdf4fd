//! Sites and labs where they are: a plain scatter with a scale, no map service.

use std::fmt::Write;

use tenfold_sim::scenario::Scenario;

use super::escape;

const WIDTH: f64 = 700.0;
const HEIGHT_MAX: f64 = 560.0;
const MARGIN: f64 = 34.0;
/// Of a degree of latitude, on a sphere of 6371 km.
const KM_A_DEGREE: f64 = 111.195;
/// Largest circle, in pixels of radius.
const RADIUS_MAX: f64 = 11.0;

/// Kilometres to pixels around the middle of all points.
struct Plane {
    lon: f64,
    lat: f64,
    shrink: f64,
    scale: f64,
    height: f64,
}

impl Plane {
    /// `None` where fewer than two points differ.
    fn of(points: &[(f64, f64)]) -> Option<Plane> {
        let range = |of: fn(&(f64, f64)) -> f64| {
            let low = points.iter().map(of).fold(f64::INFINITY, f64::min);
            (low, points.iter().map(of).fold(f64::NEG_INFINITY, f64::max))
        };
        let (west, east) = range(|point| point.0);
        let (south, north) = range(|point| point.1);
        let shrink = ((south + north) / 2.0).to_radians().cos();
        let (wide, high) = ((east - west) * shrink * KM_A_DEGREE, (north - south) * KM_A_DEGREE);
        if points.is_empty() || wide.max(high) < 0.01 {
            return None;
        }
        let room = (WIDTH - 2.0 * MARGIN, HEIGHT_MAX - 2.0 * MARGIN);
        let scale = (room.0 / wide.max(0.01)).min(room.1 / high.max(0.01));
        let height = (high * scale + 2.0 * MARGIN + 26.0).max(150.0);
        Some(Plane { lon: (west + east) / 2.0, lat: (south + north) / 2.0, shrink, scale, height })
    }

    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let x = (lon - self.lon) * self.shrink * KM_A_DEGREE * self.scale;
        let y = (self.lat - lat) * KM_A_DEGREE * self.scale;
        (WIDTH / 2.0 + x, (self.height - 26.0) / 2.0 + y)
    }
}

/// Places already written on: a name that would lie on another is left out.
#[derive(Default)]
struct Names(Vec<(f64, f64, f64, f64)>);

impl Names {
    fn put(&mut self, out: &mut String, (x, y): (f64, f64), (zh, en): (&str, &str), class: &str) {
        let wide = |text: &str| -> f64 {
            text.chars().map(|c| if c.is_ascii() { 6.2 } else { 11.5 }).sum()
        };
        let room = wide(zh).max(wide(en)) + 4.0;
        for (left, base) in [(x + 9.0, y + 4.0), (x - 9.0 - room, y + 4.0), (x + 9.0, y + 17.0)] {
            let mine = (left, base - 11.0, left + room, base + 3.0);
            let meets = |other: &(f64, f64, f64, f64)| {
                mine.0 < other.2 && other.0 < mine.2 && mine.1 < other.3 && other.1 < mine.3
            };
            if mine.2 > WIDTH || mine.0 < 0.0 || self.0.iter().any(meets) {
                continue;
            }
            self.0.push(mine);
            for (lang, text) in [("zh", zh), ("en", en)] {
                let text = escape(text);
                let _ = write!(
                    out,
                    "<text x=\"{left:.1}\" y=\"{base:.1}\" class=\"{lang} {class}\">{text}</text>"
                );
            }
            return;
        }
    }
}

/// The map; empty where coordinates are missing. `slowest` is ringed and named.
pub fn chart(scenario: &Scenario, slowest: Option<usize>) -> String {
    let sites = scenario.sites.iter().filter_map(|site| site.position);
    let points: Vec<(f64, f64)> =
        sites.chain(scenario.labs.iter().filter_map(|lab| lab.position)).collect();
    let Some(plane) = Plane::of(&points) else { return String::new() };
    let mut out = format!(
        "<svg class=\"plot map\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\">",
        plane.height
    );
    let most = scenario.sites.iter().map(|site| site.people).max().unwrap_or(1).max(1);
    let mut names = Names::default();
    for (index, site) in scenario.sites.iter().enumerate() {
        let Some((x, y)) = site.position.map(|position| plane.at(position)) else { continue };
        // The area tells the people, so that twice the people is twice the ink.
        let radius = (f64::from(site.people) / f64::from(most)).sqrt() * RADIUS_MAX;
        let _ = write!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" class=\"site\"/>",
            radius.max(1.5)
        );
        if slowest == Some(index) {
            let ring = radius.max(1.5) + 4.0;
            let _ =
                write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{ring:.1}\" class=\"ring\"/>");
        }
    }
    for lab in &scenario.labs {
        let Some((x, y)) = lab.position.map(|position| plane.at(position)) else { continue };
        let (left, top) = (x - 5.0, y - 5.0);
        let _ = write!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"10\" height=\"10\" class=\"lab\"/>"
        );
        names.0.push((x - 7.0, y - 7.0, x + 7.0, y + 7.0));
    }
    if let Some(site) = slowest.and_then(|site| scenario.sites.get(site)) {
        let at = site.position.map(|position| plane.at(position));
        if let Some(at) = at {
            names.put(&mut out, at, (&site.name_zh, &site.name_en), "strong");
        }
    }
    for place in &scenario.places {
        if let Some(at) = place.position.map(|position| plane.at(position)) {
            names.put(&mut out, at, (&place.name_zh, &place.name_en), "halo");
        }
    }
    for lab in &scenario.labs {
        if let Some(at) = lab.position.map(|position| plane.at(position)) {
            names.put(&mut out, at, (&lab.name_zh, &lab.name_en), "halo strong");
        }
    }
    bar(&plane, &mut out);
    out.push_str("</svg>");
    out
}

/// A scale bar of a round length, about a sixth of the width.
fn bar(plane: &Plane, out: &mut String) {
    let rough = WIDTH / 6.0 / plane.scale;
    let power = 10f64.powf(rough.log10().floor());
    let steps = [5.0, 2.0, 1.0].map(|m| m * power);
    let km = steps.into_iter().find(|km| *km <= rough).unwrap_or(power);
    let (from, to, y) = (MARGIN, MARGIN + km * plane.scale, plane.height - 12.0);
    let _ = write!(
        out,
        "<path d=\"M{from:.1} {:.1}V{y:.1}H{to:.1}V{:.1}\" class=\"scale\"/>\
         <text x=\"{:.1}\" y=\"{:.1}\">{km} km</text>",
        y - 5.0,
        y - 5.0,
        to + 7.0,
        y + 2.0
    );
}
