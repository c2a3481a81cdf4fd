//! A town of equal sites, for tests of the simulation.

#[path = "../../../domain/tests/common/campaign.rs"]
#[allow(dead_code, reason = "each test wants another part of it")]
pub mod campaign;

#[allow(dead_code, reason = "not every test staffs a city")]
pub mod city;

#[allow(dead_code, reason = "not every test routes boxes")]
pub mod labs;

use tenfold_domain::protocol::Protocol;
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::scenario::{
    Habits, Lab, Period, Place, Routing, Scenario, Site, Stop, Vehicle, Work,
};

/// 1 April 2022, 06:00 in China.
pub const START: At = At(1_648_764_000_000);

/// The protocol of the stories.
pub fn protocol() -> Protocol {
    campaign::campaign().protocol
}

/// So many hours after the start.
pub fn hour(hours: i64) -> At {
    START + Minutes::hours(hours)
}

/// Sites of 2,000 people and two lanes, open 07:00 to 21:00 on two days; one vehicle for every
/// four, one lab that takes them all.
#[allow(dead_code, reason = "not every test simulates one")]
pub fn town(sites: usize) -> Scenario {
    let people = 2_000;
    let site = |number: usize| Site {
        name_zh: format!("第{number}采样点"),
        name_en: format!("Site {number}"),
        place: 0,
        people,
        capacity: 10,
        periods: [1, 25]
            .map(|from| Period {
                from_at: hour(from),
                to_at: hour(from + 14),
                lanes: 2,
                single_lanes: 0,
            })
            .to_vec(),
        mobile_teams: 1,
        position: None,
    };
    let vehicle = |number: usize| Vehicle {
        lab: 0,
        stops: (number * 4..(number * 4 + 4).min(sites))
            .map(|site| Stop { site, drive_minutes: 8.0 })
            .collect(),
        back_minutes: 10.0,
        boxes_max: 24,
        begins_at: vec![hour(3)],
        every: Minutes::hours(2),
    };
    Scenario {
        name: "试验镇".into(),
        protocol: protocol(),
        starts_at: START,
        utc_offset: Minutes::hours(8),
        goal: Minutes::hours(48),
        half_goal: Minutes::hours(24),
        places: vec![Place {
            name_zh: "试验镇".into(),
            name_en: "Test town".into(),
            people: people * sites as u32,
            synthetic: true,
            prevalence: 0.0005,
            position: None,
        }],
        sites: (0..sites).map(site).collect(),
        vehicles: (0..sites.div_ceil(4)).map(vehicle).collect(),
        labs: vec![Lab {
            name_zh: "试验室".into(),
            name_en: "Test lab".into(),
            own: true,
            synthetic: true,
            accession_per_hour: 40.0 * sites as f64,
            cyclers: 1 + sites as u32 / 4,
            periods: vec![(START, hour(96))],
            position: None,
        }],
        routing: Routing::Fixed,
        squads: 2 + sites as u32 / 20,
        habits: Habits::default(),
        work: Work::default(),
        failures: Vec::new(),
    }
}
