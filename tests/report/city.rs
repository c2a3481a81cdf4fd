//! A plan for Ruijin, laid by hand over its town file.

use std::path::Path;

use tenfold::setup::plan::{self, PlanInput};
use tenfold_sim::pool::{PERFECT, best_capacity, pool_positive, tests_per_person};
use tenfold_sim::scenario::{Place, Scenario};
use tenfold_sim::tables::{
    BoundRow, PoolAdviceRow, PoolOption, ShortageRow, StaffingRow, SupplyRow,
};

/// The town file as the planner reads it.
pub fn input() -> PlanInput {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/towns/ruijin.toml");
    plan::load(&path, None).unwrap_or_else(|error| panic!("{error}"))
}

/// All it has room for, but so many lanes at a site and vehicles at a lab.
pub fn scenario(input: &PlanInput, lanes: u16, vehicles: u32) -> Scenario {
    let mut staffing = input.city.most();
    for of_site in &mut staffing.lanes {
        of_site.fill(lanes);
    }
    for lab in &mut staffing.labs {
        lab.vehicles = vehicles;
    }
    input.city.scenario(&staffing)
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
