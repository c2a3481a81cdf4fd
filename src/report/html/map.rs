//! Sites and labs where they are: a plain scatter with a scale, no map service.

use std::fmt::Write;

use tenfold_sim::scenario::Scenario;

use super::escape;

pub(super) const WIDTH: f64 = 700.0;
const HEIGHT_MAX: f64 = 400.0;
const MARGIN: f64 = 34.0;
/// Of a degree of latitude, on a sphere of 6371 km.
const KM_A_DEGREE: f64 = 111.195;
/// Largest circle, in pixels of radius.
const RADIUS_MAX: f64 = 8.0;

/// Kilometres to pixels around the middle of all points.
pub(super) struct Plane {
    lon: f64,
    lat: f64,
    shrink: f64,
    scale: f64,
    pub height: f64,
}

impl Plane {
    /// `None` where fewer than two points differ.
    pub fn of(points: &[(f64, f64)]) -> Option<Plane> {
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

    pub fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        let x = (lon - self.lon) * self.shrink * KM_A_DEGREE * self.scale;
        let y = (self.lat - lat) * KM_A_DEGREE * self.scale;
        (WIDTH / 2.0 + x, (self.height - 26.0) / 2.0 + y)
    }
}

/// What lies on the map already: a name never lies on another or on a lab, and on a site only
/// where there is no other room; one without any room is left out.
#[derive(Default)]
pub(super) struct Names {
    pub taken: Vec<Ground>,
    pub sites: Vec<Ground>,
}

/// Left, top, right and bottom.
pub(super) type Ground = (f64, f64, f64, f64);

pub(super) fn around((x, y): (f64, f64), reach: f64) -> Ground {
    (x - reach, y - reach, x + reach, y + reach)
}

fn meet(a: &Ground, b: &Ground) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

impl Names {
    /// Where a name of a width can stand beside a point: its left or right end, and whether it
    /// is the right one.
    fn room(&self, (x, y): (f64, f64), wide: f64) -> Option<(f64, f64, bool, Ground)> {
        let beside = [(11.0, 4.0), (9.0, 19.0), (9.0, -11.0)];
        let right = beside.map(|(over, down)| (x + over, y + down, false));
        let left = beside.map(|(over, down)| (x - over, y + down, true));
        let free = |avoid_sites: bool| {
            right.iter().chain(&left).find_map(|(at, base, ends)| {
                let from = if *ends { at - wide } else { *at };
                let ground = (from, base - 11.0, from + wide, base + 3.0);
                let inside = ground.0 > 0.0 && ground.2 < WIDTH;
                let clear = !self.taken.iter().any(|other| meet(&ground, other));
                let open = !avoid_sites || !self.sites.iter().any(|site| meet(&ground, site));
                (inside && clear && open).then_some((*at, *base, *ends, ground))
            })
        };
        free(true).or_else(|| free(false))
    }

    pub fn put(&mut self, out: &mut String, at: (f64, f64), (zh, en): (&str, &str), class: &str) {
        let wide = |text: &str| -> f64 {
            text.chars().map(|c| if c.is_ascii() { 6.2 } else { 11.5 }).sum()
        };
        let Some((x, base, ends, ground)) = self.room(at, wide(zh).max(wide(en))) else { return };
        self.taken.push(ground);
        let end = if ends { " end" } else { "" };
        for (lang, text) in [("zh", zh), ("en", en)] {
            let text = escape(text);
            let _ = write!(
                out,
                "<text x=\"{x:.1}\" y=\"{base:.1}\" class=\"{lang} {class}{end}\">{text}</text>"
            );
        }
    }
}

/// A window on the map: longitudes and latitudes from and to.
#[derive(Clone, Copy, Debug)]
struct Window {
    lon: (f64, f64),
    lat: (f64, f64),
}

const EVERYWHERE: Window = Window { lon: (-180.0, 180.0), lat: (-90.0, 90.0) };

impl Window {
    fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        (self.lon.0..=self.lon.1).contains(&lon) && (self.lat.0..=self.lat.1).contains(&lat)
    }

    /// Around points; `None` of none.
    fn around(points: &[(f64, f64)]) -> Option<Window> {
        let first = *points.first()?;
        let start = Window { lon: (first.0, first.0), lat: (first.1, first.1) };
        let grow = |window: Window, point: &(f64, f64)| Window {
            lon: (window.lon.0.min(point.0), window.lon.1.max(point.0)),
            lat: (window.lat.0.min(point.1), window.lat.1.max(point.1)),
        };
        Some(points.iter().fold(start, grow))
    }

    /// The longer side, in degrees.
    fn side(&self) -> f64 {
        (self.lon.1 - self.lon.0).max(self.lat.1 - self.lat.0)
    }
}

fn positions(scenario: &Scenario) -> Vec<(f64, f64)> {
    let sites = scenario.sites.iter().filter_map(|site| site.position);
    sites.chain(scenario.labs.iter().filter_map(|lab| lab.position)).collect()
}

/// The whole map; empty where coordinates are missing. `slowest` is ringed and named.
pub fn chart(scenario: &Scenario, slowest: Option<usize>) -> String {
    drawn(scenario, slowest, EVERYWHERE, crowded(scenario))
}

/// The part around the labs where it is too crowded to be read on the whole map, else empty.
pub fn centre(scenario: &Scenario, slowest: Option<usize>) -> String {
    crowded(scenario).map_or_else(String::new, |window| drawn(scenario, slowest, window, None))
}

/// A window on the third of the sites nearest to the middle of the labs, when it is less than a
/// third of the whole map wide. The middle is by medians: a lab far out does not move it.
fn crowded(scenario: &Scenario) -> Option<Window> {
    let labs: Vec<(f64, f64)> = scenario.labs.iter().filter_map(|lab| lab.position).collect();
    let median = |of: fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = labs.iter().map(of).collect();
        values.sort_unstable_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let (lon, lat) = (median(|point| point.0)?, median(|point| point.1)?);
    let far = |point: &(f64, f64)| (point.0 - lon).hypot(point.1 - lat);
    let mut near: Vec<(f64, f64)> =
        scenario.sites.iter().filter_map(|site| site.position).collect();
    near.sort_by(|a, b| far(a).total_cmp(&far(b)));
    near.truncate(near.len().div_ceil(3));
    let reach = near.last().map(far)?;
    near.extend(labs.into_iter().filter(|lab| far(lab) <= reach));
    let window = Window::around(&near)?;
    let whole = Window::around(&positions(scenario))?;
    (window.side() > 0.0 && window.side() * 3.0 < whole.side()).then_some(window)
}

/// What lies in a window; labs in `hidden`, which has a map of its own, are not named.
fn drawn(
    scenario: &Scenario,
    slowest: Option<usize>,
    window: Window,
    hidden: Option<Window>,
) -> String {
    let mut points = positions(scenario);
    points.retain(|point| window.holds(*point));
    let Some(plane) = Plane::of(&points) else { return String::new() };
    let mut out = format!(
        "<svg class=\"plot map\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\">",
        plane.height
    );
    let on = |position: Option<(f64, f64)>| {
        position.filter(|position| window.holds(*position)).map(|position| plane.at(position))
    };
    circles(scenario, slowest, on, &mut out);
    let mut names = Names::default();
    let sites = scenario.sites.iter().filter_map(|site| on(site.position));
    names.sites.extend(sites.map(|at| around(at, RADIUS_MAX)));
    for (x, y) in scenario.labs.iter().filter_map(|lab| on(lab.position)) {
        let (left, top) = (x - 5.0, y - 5.0);
        let _ = write!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"10\" height=\"10\" class=\"lab\"/>"
        );
        names.taken.push(around((x, y), 6.0));
    }
    let named = |at: &(f64, f64)| !hidden.is_some_and(|hidden| hidden.holds(*at));
    for lab in &scenario.labs {
        if let Some(at) = on(lab.position.filter(named)) {
            names.put(&mut out, at, (&lab.name_zh, &lab.name_en), "strong");
        }
    }
    let last = slowest.and_then(|site| scenario.sites.get(site));
    if let Some((site, at)) = last.and_then(|site| Some((site, on(site.position)?))) {
        names.put(&mut out, at, (&site.name_zh, &site.name_en), "strong");
    }
    for place in &scenario.places {
        if let Some(at) = on(place.position) {
            names.put(&mut out, at, (&place.name_zh, &place.name_en), "halo");
        }
    }
    bar(&plane, &mut out);
    out.push_str("</svg>");
    out
}

/// Sites; the area tells the people, so that twice the people is twice the ink.
fn circles(
    scenario: &Scenario,
    slowest: Option<usize>,
    on: impl Fn(Option<(f64, f64)>) -> Option<(f64, f64)>,
    out: &mut String,
) {
    let most = scenario.sites.iter().map(|site| site.people).max().unwrap_or(1).max(1);
    for (index, site) in scenario.sites.iter().enumerate() {
        let Some((x, y)) = on(site.position).filter(|_| site.people > 0) else { continue };
        let radius = ((f64::from(site.people) / f64::from(most)).sqrt() * RADIUS_MAX).max(1.5);
        let mut circle = |radius: f64, class: &str| {
            let _ = write!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" class=\"{class}\"/>"
            );
        };
        circle(radius, "site");
        if slowest == Some(index) {
            circle(radius + 4.0, "ring");
        }
    }
}

/// A scale bar of a round length, about a sixth of the width.
pub(super) fn bar(plane: &Plane, out: &mut String) {
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
