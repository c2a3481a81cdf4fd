//! Tours on a map: straight lines from stop to stop.

use std::fmt::Write;

use crate::report::html::map::{Names, Plane, WIDTH, around, bar};
use crate::report::routes::{Tours, path};

/// Pieces and gaps of lines, told apart on a photocopy.
const DASHES: [&str; 6] = ["none", "7 3", "2 3", "12 3 2 3", "4 6", "16 4"];

/// The map; empty where coordinates are missing.
pub fn chart(tours: &Tours<'_>) -> String {
    let input = tours.input;
    let places = input.sites.iter().chain(&input.labs);
    let points: Vec<(f64, f64)> = places.filter_map(|place| place.position).collect();
    let Some(plane) = Plane::of(&points) else { return String::new() };
    let mut out = format!(
        "<svg class=\"plot map\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\">",
        plane.height
    );
    for (number, tour) in tours.plan.tours.iter().enumerate() {
        let mut points = String::new();
        for at in path(tours, tour) {
            let (x, y) = plane.at(at);
            let _ = write!(points, "{x:.1},{y:.1} ");
        }
        let dashes = DASHES[number % DASHES.len()];
        let _ = write!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"#3d4852\" stroke-width=\"1\" \
             stroke-opacity=\"0.55\" stroke-dasharray=\"{dashes}\"/>",
            points.trim_end()
        );
    }
    let mut names = Names::default();
    for (number, site) in input.sites.iter().enumerate() {
        let Some((x, y)) = site.position.map(|at| plane.at(at)) else { continue };
        let _ = write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" class=\"site\"/>");
        if is_missed(tours, number) {
            let _ = write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7.5\" class=\"ring\"/>");
        }
        names.sites.push(around((x, y), 4.0));
    }
    let labs = || input.labs.iter().filter_map(|lab| Some((lab, plane.at(lab.position?))));
    for (_, (x, y)) in labs() {
        let (left, top) = (x - 5.0, y - 5.0);
        let _ = write!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"10\" height=\"10\" class=\"lab\"/>"
        );
        names.taken.push(around((x, y), 6.0));
    }
    for (lab, at) in labs() {
        names.put(&mut out, at, (&lab.zh, &lab.en), "strong");
    }
    for (number, site) in input.sites.iter().enumerate() {
        let wanted = input.sites.len() <= 40 || is_missed(tours, number);
        if let Some(at) = site.position.filter(|_| wanted).map(|at| plane.at(at)) {
            names.put(&mut out, at, (&site.zh, &site.en), "halo");
        }
    }
    bar(&plane, &mut out);
    out.push_str("</svg>");
    out
}

fn is_missed(tours: &Tours<'_>, site: usize) -> bool {
    let of = |pickup: usize| tours.input.day.pickups.get(pickup).map(|pickup| pickup.site);
    tours.plan.missed.iter().any(|missed| of(missed.pickup) == Some(site))
}
