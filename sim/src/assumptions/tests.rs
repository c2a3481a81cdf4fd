//! Every figure has its row, and every row its source.

use super::*;

#[test]
fn a_default_is_a_judgement_and_a_change_is_given() {
    let rows = habits(&Habits { at_home: 0.02, ..Habits::default() });
    let of = |en: &str| rows.iter().find(|row| row.what_en == en).expect("a row");
    assert_eq!(of("Share visited at home").source, Source::Given);
    assert_eq!(of("Share visited at home").value_zh, "2 %");
    assert_eq!(of("Share typed in by hand").source, Source::Judgement);
    assert_eq!(of("Persons in a household").value_en, "3.28 people");
}

#[test]
fn routed_boxes_are_told_and_fixed_labs_are_not() {
    let mut scenario = crate::summary::tests::scenario();
    let told = |scenario: &Scenario| {
        all(scenario).into_iter().find(|row| row.what_en == "Which lab a box goes to")
    };
    assert_eq!(told(&scenario), None);
    scenario.routing = Routing::Routed(crate::scenario::Ways::default());
    let row = told(&scenario).expect("a row");
    assert!(row.value_en.contains("box by box") && row.value_zh.contains("逐箱"), "{row:?}");
}

#[test]
fn every_work_time_is_told() {
    let rows = work(&Work::default());
    assert_eq!(rows.len(), 21, "a field of Work without a row, or the other way round");
    let cycling = rows.iter().find(|row| row.what_zh == "扩增上机").expect("a row");
    assert_eq!(cycling.value_en, "mean 105 min, CV 0.05");
    assert!(rows.iter().all(|row| !row.what_en.is_empty() && !row.what_zh.is_empty()));
}
