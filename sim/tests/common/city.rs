//! A city before it is staffed.

use tenfold_domain::time::At;
use tenfold_sim::scenario::{Habits, Place, Work};
use tenfold_sim::staffing::{AtHand, CabinNeeds, Candidate, CandidateLab, City, Costs, LabKind};
use tenfold_sim::travel::{End, Roads};

use crate::common::{START, hour, protocol};
use tenfold_domain::time::Minutes;

fn end(lon: f64, lat: f64) -> End {
    End { position: Some((lon, lat)), country: false, place: Some(0), row: None }
}

/// Sites of 4,000 people on a grid about two kilometres wide, and one lab of the city's own.
pub fn city(sites: usize, cyclers: u32) -> City {
    let people = 4_000;
    let side = (sites as f64).sqrt().ceil() as usize;
    let site = |number: usize| Candidate {
        name_zh: format!("第{number}采样点"),
        name_en: format!("Site {number}"),
        place: 0,
        people,
        capacity: 10,
        lanes_max: 12,
        lab: None,
        end: end(116.0 + 0.02 * (number % side) as f64, 25.8 + 0.02 * (number / side) as f64),
    };
    let day = |from: i64| -> (At, At) { (hour(from), hour(from + 14)) };
    City {
        name: "试验城".into(),
        protocol: protocol(),
        starts_at: START,
        utc_offset: Minutes::hours(8),
        goal: Minutes::hours(48),
        half_goal: Minutes::hours(24),
        places: vec![Place {
            name_zh: "试验城".into(),
            name_en: "Test city".into(),
            people: people * sites as u32,
            synthetic: true,
            prevalence: 0.0005,
            position: Some((116.0, 25.8)),
        }],
        periods: vec![day(1), day(25)],
        sites: (0..sites).map(site).collect(),
        labs: vec![CandidateLab {
            name_zh: "试验室".into(),
            name_en: "Test lab".into(),
            kind: LabKind::Own,
            own: true,
            synthetic: true,
            cyclers: cyclers / 2,
            cyclers_max: cyclers,
            cyclers_step: 1,
            accession_per_cycler_hour: 94.0,
            periods: vec![(START, hour(96))],
            vehicles: Some(4),
            boxes_max: 24,
            end: end(116.01, 25.81),
        }],
        roads: Roads::default(),
        habits: Habits::default(),
        work: Work::default(),
        failures: Vec::new(),
        routed: false,
        losses: Vec::new(),
        at_hand: vec![AtHand::default()],
        reserve: AtHand::default(),
        squads: None,
        costs: Costs::default(),
        cabin_needs: CabinNeeds::default(),
    }
}
