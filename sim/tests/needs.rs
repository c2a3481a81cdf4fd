//! What a staffing needs, in rows reckoned by hand.

mod common;

use common::city::city;
use tenfold_sim::bounds::{Bounds, Never};
use tenfold_sim::needs::{Good, Needs, Per, Planned};
use tenfold_sim::staffing::{AtHand, City, LabKind, LabStaffing, Staffing};
use tenfold_sim::tables::ShortageRow;

/// Two sites: three pooled lanes and a single one at first, two lanes on the second day.
fn staffing() -> Staffing {
    Staffing {
        lanes: vec![vec![3, 2]; 2],
        single_lanes: vec![vec![1, 0]; 2],
        mobile_teams: vec![1, 0],
        labs: vec![LabStaffing { cyclers: 5, vehicles: 2 }],
        squads: 3,
        ..Staffing::default()
    }
}

fn needs(city: &City, goods: &[Good]) -> Needs {
    let (staffing, bounds) = (staffing(), Bounds::of(city));
    let scenario = city.scenario(&staffing);
    Needs::of(Planned { city, bounds: &bounds, staffing: &staffing, scenario: &scenario }, goods)
}

fn row<'a>(needs: &'a Needs, what: &str, place: Option<usize>) -> &'a ShortageRow {
    let rows = needs.shortages.iter();
    rows.clone()
        .find(|row| row.what_en == what && row.place == place)
        .unwrap_or_else(|| panic!("{what} among {:?}", needs.shortages))
}

#[test]
fn every_lane_has_two_crews() {
    let needs = needs(&city(2, 8), &[]);
    let of = |role: &str| -> Vec<(Option<usize>, u32, u32)> {
        let rows = needs.staffing.iter().filter(|row| row.role_en == role);
        rows.map(|row| (row.site, row.on_duty, row.needed)).collect()
    };
    let both = |first, second| {
        let site = |site| [(Some(site), first, first * 2), (Some(site), second, second * 2)];
        [site(0), site(1)].concat()
    };
    assert_eq!(of("Collectors"), both(8, 4), "two a lane and shift (R70, R71)");
    for role in ["Registrars", "Organisers", "Order keepers"] {
        assert_eq!(of(role), both(4, 2), "{role}");
    }
    // Three to five a site (R81), by size.
    assert_eq!(of("Disinfection")[..2], [(Some(0), 5, 5), (Some(0), 4, 4)]);
    assert_eq!(of("Mobile teams"), [(Some(0), 3, 3), (Some(0), 3, 3)]);
    assert_eq!(of("Squads"), [(None, 9, 9)], "three people each (R160)");
    assert_eq!(of("Couriers"), [(None, 4, 4), (None, 4, 4)], "a driver and an escort (R80)");
}

#[test]
fn what_is_short_is_needed_less_at_hand() {
    let mut city = city(2, 8);
    city.at_hand = vec![AtHand {
        collectors: Some(10),
        registrars: Some(99),
        mobile_teams: Some(0),
        ..AtHand::default()
    }];
    city.reserve.collectors = Some(4);
    city.squads = Some(1);
    let needs = needs(&city, &[]);
    let missing = |what, place| row(&needs, what, place).missing();
    // Two sites of four lanes on the first day, four collectors each.
    assert_eq!(row(&needs, "Collectors", Some(0)).needed, 32.0);
    assert_eq!(missing("Collectors", Some(0)), Some(22.0));
    assert_eq!(missing("Collectors", None), Some(18.0), "the reserve helps the city");
    assert_eq!(missing("Registrars", None), Some(0.0));
    assert_eq!(missing("Organisers", None), None, "nobody told");
    assert_eq!(missing("Mobile teams", Some(0)), Some(1.0));
    assert_eq!(missing("Squads", None), Some(2.0));
    assert_eq!(missing("Thermocyclers, Test lab", None), Some(1.0), "half of eight are there");
    assert_eq!(missing("Vehicles, Test lab", None), Some(0.0));
    assert_eq!(row(&needs, "Collectors", None).from_at, Some(city.periods[0].0));
    assert!(row(&needs, "Collectors", None).note_en.contains("R70"));
}

#[test]
fn a_cabin_says_what_its_ground_must_offer() {
    let mut city = city(2, 8);
    (city.labs[0].kind, city.labs[0].cyclers_step) = (LabKind::Cabin, 2);
    let needs = needs(&city, &[]);
    let cabins = row(&needs, "Cabin labs, Test lab", None);
    assert_eq!((cabins.needed, cabins.missing()), (3.0, Some(3.0)), "five cyclers, two in each");
    for told in ["80 kW", "30 t", "17 × 5 m", "20 m truck", "20 mm", "50 mm", "1–2 cables"] {
        assert!(cabins.note_en.contains(told), "{told}: {}", cabins.note_en);
    }
}

#[test]
fn what_no_staffing_can_mend_is_asked_for_by_its_amount() {
    let city = city(16, 1);
    let bounds = Bounds::of(&city);
    let own = bounds.never.iter().find_map(|never| match never {
        Never::OwnCyclers(needed, most) => Some((*needed, *most)),
        _ => None,
    });
    let (needed, most) = own.expect("one cycler is not enough for 64,000 people");
    let needs = needs(&city, &[]);
    let asked = row(&needs, "Own testing capacity, cyclers", None);
    assert_eq!(asked.missing(), Some(needed.ceil() - most));
}

#[test]
fn goods_grow_with_what_they_are_for_and_blank_stays_blank() {
    let good = |quantity, per| Good {
        number: 1,
        class_zh: "采样".into(),
        class_en: "sampling".into(),
        what_zh: "管".into(),
        what_en: "tubes".into(),
        unit_zh: "套".into(),
        unit_en: "sets".into(),
        quantity,
        per,
    };
    let city = city(2, 8);
    let goods = [
        good(Some(1_100.0), Per::Tubes),
        good(Some(500.0), Per::People),
        good(Some(2.0), Per::Lane),
        good(None, Per::People),
    ];
    let needs = needs(&city, &goods);
    let needed: Vec<Option<f64>> = needs.supplies.iter().map(|row| row.needed).collect();
    let tubes = Bounds::of(&city).tubes;
    assert_eq!(
        needed,
        [Some((1.1 * tubes).ceil()), Some(400.0), Some(16.0), None],
        "8,000 people, eight lanes at most"
    );
}

#[test]
fn small_tubes_are_advised_where_many_are_positive() {
    let advised = |prevalence: f64| {
        let mut city = city(2, 8);
        city.habits.clustering = 0.0;
        city.places[0].prevalence = prevalence;
        let needs = needs(&city, &[]);
        let [row] = needs.pools.as_slice() else { panic!("one place: {:?}", needs.pools) };
        assert!(row.options.iter().all(|option| option.minutes.is_some_and(|at| at > 60.0)));
        let people = 8_000.0;
        assert_eq!((row.options[0].tests, row.options[0].recollected), (people, 0.0));
        (row.advised, row.pooling_pays, row.options[row.options.len() - 1].tests / people)
    };
    // PLANNING 5: tests a person at twenty a tube.
    assert!((advised(0.001).2 - 0.069_811).abs() < 1e-6);
    let sizes = [0.001, 0.01, 0.05, 0.27, 0.31].map(|prevalence| advised(prevalence).0);
    assert_eq!(sizes, [20, 10, 5, 5, 1]);
    assert!(advised(0.306).1 && !advised(0.307).1, "pooling stops paying at 30.66 %");
}

#[test]
fn bounds_stand_beside_the_plan() {
    let needs = needs(&city(2, 8), &[]);
    let planned: Vec<(&str, Option<f64>)> =
        needs.bounds.iter().map(|row| (row.what_en.as_str(), row.planned)).collect();
    assert_eq!(
        planned[..4],
        [
            ("Lanes, until half must be done", Some(8.0)),
            ("Lanes, afterwards", Some(4.0)),
            ("Own cyclers, for half", Some(5.0)),
            ("Cyclers of all labs", Some(5.0)),
        ]
    );
    assert!(needs.bounds.iter().all(|row| row.least >= 0.0 && !row.formula.is_empty()));
}

#[test]
fn what_is_at_hand_is_put_to_work() {
    let mut city = city(2, 8);
    assert_eq!(city.at_hand_staffing(), None, "nobody said what there is");
    city.at_hand[0] = AtHand { collectors: Some(22), mobile_teams: Some(3), ..AtHand::default() };
    city.reserve.collectors = Some(4);
    let staffing = city.at_hand_staffing().expect("told");
    // Five lanes of the place and one of the reserve; one of each site takes singles.
    assert_eq!(staffing.lanes, [[2, 2], [2, 2]]);
    assert_eq!(staffing.single_lanes, [[1, 1], [1, 1]]);
    assert_eq!(staffing.mobile_teams.iter().sum::<u16>(), 3);
    assert_eq!(staffing.labs, [LabStaffing { cyclers: 4, vehicles: 4 }]);
}
