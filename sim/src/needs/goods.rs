//! Goods by the plan's annexes (R137, R163-R171).

use super::Planned;
use crate::tables::SupplyRow;

/// What a quantity is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Per {
    /// For 10,000 people.
    People,
    /// For 1,000 tubes: 10,000 people at ten a tube.
    Tubes,
    /// For a lane, once.
    Lane,
}

/// One row of an annex.
#[derive(Clone, PartialEq, Debug)]
pub struct Good {
    /// Number in the annex; 0 where it has none.
    pub number: u16,
    /// Class in Chinese.
    pub class_zh: String,
    /// Class in English.
    pub class_en: String,
    /// What, in Chinese.
    pub what_zh: String,
    /// What, in English.
    pub what_en: String,
    /// Unit in Chinese.
    pub unit_zh: String,
    /// Unit in English.
    pub unit_en: String,
    /// How many; `None` where the annex is blank, which is not zero.
    pub quantity: Option<f64>,
    /// Of what.
    pub per: Per,
}

const PEOPLE: f64 = 10_000.0;
const TUBES: f64 = 1_000.0;

/// Whole pieces, rounded up, for the whole city.
pub(super) fn rows(planned: Planned<'_>, goods: &[Good]) -> Vec<SupplyRow> {
    let lanes = planned.lanes_of_all(planned.starts_at(), planned.ends_at());
    let times = |per: Per| match per {
        Per::People => planned.city.people() as f64 / PEOPLE,
        Per::Tubes => planned.bounds.tubes / TUBES,
        Per::Lane => f64::from(lanes),
    };
    let row = |good: &Good| SupplyRow {
        number: good.number,
        class_zh: good.class_zh.clone(),
        class_en: good.class_en.clone(),
        what_zh: good.what_zh.clone(),
        what_en: good.what_en.clone(),
        unit_zh: good.unit_zh.clone(),
        unit_en: good.unit_en.clone(),
        place: None,
        needed: good.quantity.map(|quantity| (quantity * times(good.per)).ceil()),
        at_hand: None,
    };
    goods.iter().map(row).collect()
}
