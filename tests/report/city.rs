//! A plan for Ruijin, laid by hand over its town file: two days, fourteen hours each.

use std::path::Path;

use tenfold::setup::town::Town;
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::pool::{PERFECT, best_capacity, pool_positive, tests_per_person};
use tenfold_sim::scenario::{Habits, Lab, Period, Place, Scenario, Site, Stop, Vehicle, Work};
use tenfold_sim::tables::{
    BoundRow, PoolAdviceRow, PoolOption, ShortageRow, StaffingRow, SupplyRow,
};

/// Sites a vehicle visits on a tour.
const STOPS: usize = 6;

pub fn scenario(cyclers_per_lab: u32) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/towns/ruijin.toml");
    let town = Town::load(&path).unwrap_or_else(|error| panic!("{error}"));
    let starts_at = town.campaign.rounds[0].starts_at;
    Scenario {
        name: town.campaign.name.clone(),
        starts_at,
        utc_offset: Minutes(480),
        goal: Minutes::hours(48),
        half_goal: Minutes::hours(24),
        places: places(&town),
        sites: sites(&town, starts_at),
        vehicles: vehicles(&town, starts_at),
        labs: labs(&town, starts_at, cyclers_per_lab),
        squads: 30,
        habits: Habits::default(),
        work: Work::default(),
        failures: Vec::new(),
        protocol: town.campaign.protocol,
    }
}

fn places(town: &Town) -> Vec<Place> {
    let place = |township: &tenfold::setup::town::Township| Place {
        name_zh: township.name_zh.clone(),
        name_en: township.name_en.clone(),
        people: township.population.value,
        synthetic: township.population.synthetic,
        prevalence: 0.0001,
        position: township.position.map(|at| (at.lon, at.lat)),
    };
    town.townships.iter().map(place).collect()
}

fn sites(town: &Town, starts_at: At) -> Vec<Site> {
    let of = |index: usize| {
        let site = &town.campaign.sites[index];
        let place = town.townships.iter().position(|at| at.code == site.township).expect("listed");
        let beside = town.campaign.sites.iter().filter(|other| other.township == site.township);
        let lanes = town.campaign.lanes.iter().filter(|lane| lane.site == site.id).count() as u16;
        let day = |day: i64| Period {
            from_at: starts_at + Minutes::hours(24 * day),
            to_at: starts_at + Minutes::hours(24 * day + 14),
            lanes,
            single_lanes: 0,
        };
        Site {
            name_zh: site.name_zh.clone(),
            name_en: site.name_en.clone(),
            place,
            people: town.townships[place].population.value / beside.count() as u32,
            capacity: 10,
            periods: vec![day(0), day(1)],
            mobile_teams: 1,
            position: town.positions[index].map(|at| (at.lon, at.lat)),
        }
    };
    (0..town.campaign.sites.len()).map(of).collect()
}

fn vehicles(town: &Town, starts_at: At) -> Vec<Vehicle> {
    let mut all = Vec::new();
    for (lab, known) in town.campaign.labs.iter().enumerate() {
        let sites = town.campaign.sites.iter().enumerate();
        let fixed: Vec<usize> =
            sites.filter(|(_, site)| site.lab == known.id).map(|(index, _)| index).collect();
        for tour in fixed.chunks(STOPS) {
            let way = |site: usize| {
                let travel = &town.campaign.sites[site].travel;
                let found = travel.iter().find(|(id, _)| *id == known.id);
                found.map_or(30.0, |(_, minutes)| minutes.0 as f64)
            };
            let stop = |(at, site): (usize, &usize)| Stop {
                site: *site,
                drive_minutes: if at == 0 { way(*site) } else { 6.0 },
            };
            all.push(Vehicle {
                lab,
                stops: tour.iter().enumerate().map(stop).collect(),
                back_minutes: tour.last().map_or(10.0, |site| way(*site)),
                boxes_max: 60,
                first_at: starts_at + Minutes(90),
            });
        }
    }
    all
}

fn labs(town: &Town, starts_at: At, cyclers: u32) -> Vec<Lab> {
    let rows = town.campaign.labs.iter().zip(&town.labs);
    let lab =
        |(lab, figures): (&tenfold_domain::campaign::Lab, &tenfold::setup::town::LabFigures)| Lab {
            name_zh: lab.name_zh.clone(),
            name_en: lab.name_en.clone(),
            own: lab.own,
            synthetic: figures.tubes_per_day.synthetic,
            accession_per_hour: 1_200.0,
            cyclers,
            periods: vec![(starts_at, starts_at + Minutes::hours(96))],
            position: figures.position.map(|at| (at.lon, at.lat)),
        };
    rows.map(lab).collect()
}

/// Rows as sizing would make them.
pub struct Plan {
    pub bounds: Vec<BoundRow>,
    pub shortages: Vec<ShortageRow>,
    pub staffing: Vec<StaffingRow>,
    pub supplies: Vec<SupplyRow>,
    pub pools: Vec<PoolAdviceRow>,
}

pub fn plan(scenario: &Scenario) -> Plan {
    Plan {
        bounds: vec![BoundRow {
            what_zh: "采样台（首日半数）".into(),
            what_en: "Lanes for half on day 1".into(),
            unit_zh: "台".into(),
            unit_en: "lanes".into(),
            least: 274.1,
            planned: Some(336.0),
            formula: "0.5 N / (2 × 40 × 14 h)".into(),
        }],
        shortages: shortages(scenario),
        staffing: staffing(scenario),
        supplies: vec![supply(1, "混采管", "Pool kits", 67_529.0), {
            let blank = supply(10, "鞋套", "Shoe covers", 0.0);
            SupplyRow { needed: None, at_hand: None, ..blank }
        }],
        pools: pools(scenario),
    }
}

fn supply(number: u16, zh: &str, en: &str, needed: f64) -> SupplyRow {
    SupplyRow {
        number,
        class_zh: "采样".into(),
        class_en: "sampling".into(),
        what_zh: zh.into(),
        what_en: en.into(),
        unit_zh: "套".into(),
        unit_en: "sets".into(),
        place: None,
        needed: Some(needed),
        at_hand: Some(50_000.0),
    }
}

fn shortages(scenario: &Scenario) -> Vec<ShortageRow> {
    vec![
        ShortageRow {
            what_zh: "采样员".into(),
            what_en: "Collectors".into(),
            unit_zh: "人".into(),
            unit_en: "people".into(),
            needed: 1_344.0,
            at_hand: Some(900.0),
            from_at: Some(scenario.starts_at),
            until_at: Some(scenario.starts_at + scenario.goal),
            ..ShortageRow::default()
        },
        ShortageRow {
            // A town file may be written by anybody.
            what_zh: "=移动方舱".into(),
            what_en: "=Cabin labs <80 kW>".into(),
            unit_zh: "座".into(),
            unit_en: "cabins".into(),
            place: Some(0),
            needed: 2.0,
            note_zh: "场地 17 × 5 m，电力 80 kW，吊车 30 t".into(),
            note_en: "ground 17 by 5 m, 80 kW, a crane of 30 t".into(),
            ..ShortageRow::default()
        },
    ]
}

fn staffing(scenario: &Scenario) -> Vec<StaffingRow> {
    let roles = [
        ("采样员", "Collectors", 4),
        ("登记员", "Registrars", 2),
        ("组织者", "Organisers", 2),
        ("秩序维护", "Order keepers", 2),
    ];
    let mut rows = Vec::new();
    for (index, site) in scenario.sites.iter().enumerate() {
        for (zh, en, per_lane) in roles {
            for period in &site.periods {
                let needed = u32::from(period.lanes) * per_lane;
                rows.push(StaffingRow {
                    role_zh: zh.into(),
                    role_en: en.into(),
                    site: Some(index),
                    place: None,
                    from_at: Some(period.from_at),
                    until_at: Some(period.to_at),
                    on_duty: needed / 2,
                    needed,
                    at_hand: None,
                });
            }
        }
    }
    rows
}

fn pools(scenario: &Scenario) -> Vec<PoolAdviceRow> {
    let row = |(place, known): (usize, &Place)| {
        let people = f64::from(known.people);
        let option = |capacity: &u8| PoolOption {
            capacity: *capacity,
            tests: people * tests_per_person(*capacity, known.prevalence, PERFECT),
            recollected: people * pool_positive(*capacity, known.prevalence),
            minutes: None,
        };
        PoolAdviceRow {
            place,
            prevalence: known.prevalence,
            options: scenario.protocol.capacities.iter().map(option).collect(),
            advised: best_capacity(&scenario.protocol, known.prevalence, PERFECT),
            pooling_pays: true,
        }
    };
    scenario.places.iter().enumerate().take(3).map(row).collect()
}
