//! What must be asked for (R41, R217): item, specification, quantity, time, place and purpose.

use super::people::{COLLECTORS, ORDER_KEEPERS, ORGANISERS, REGISTRARS};
use super::{Both, PEOPLE, Planned};
use crate::bounds::Never;
use crate::staffing::{AtHand, CabinNeeds, LabKind};
use crate::tables::{ShortageRow, StaffingRow};

/// A kind of people that places have at hand: name, unit, what for, and where it is told.
struct Kind {
    what: Both,
    unit: Both,
    note: (String, String),
    told: fn(&AtHand) -> Option<u32>,
    needed: Vec<u32>,
}

/// The whole city first, then labs and vehicles, then each place.
pub(super) fn rows(planned: Planned<'_>, staffing: &[StaffingRow]) -> Vec<ShortageRow> {
    let kinds = kinds(planned, staffing);
    let mut rows: Vec<ShortageRow> = kinds.iter().filter_map(|kind| whole(planned, kind)).collect();
    rows.extend(squads(planned));
    rows.extend((0..planned.scenario.labs.len()).flat_map(|lab| of_lab(planned, lab)));
    rows.extend(beyond(planned));
    for place in 0..planned.scenario.places.len() {
        rows.extend(kinds.iter().filter_map(|kind| of_place(planned, kind, place)));
    }
    rows
}

fn kinds(planned: Planned<'_>, staffing: &[StaffingRow]) -> Vec<Kind> {
    let rules = &planned.scenario.protocol.staffing;
    let (pair, hours) = (rules.collectors_per_lane, rules.shift.0 as f64 / 60.0);
    let crew = (
        format!("每台每班 {pair} 人，两班轮换，每班 {hours} 小时（R70、R71）"),
        format!("{pair} a lane and shift, two shifts of {hours} h in turn (R70, R71)"),
    );
    let one = |rule: &str| {
        (format!("每台每班至少 1 人（{rule}）"), format!("at least 1 a lane and shift ({rule})"))
    };
    let kind = |what: Both, note, told| {
        let needed = by_place(planned, staffing, what);
        Kind { what, unit: PEOPLE, note, told, needed }
    };
    let mut teams = vec![0; planned.scenario.places.len()];
    for site in &planned.scenario.sites {
        teams[site.place] += u32::from(site.mobile_teams);
    }
    vec![
        kind(COLLECTORS, crew, |hand| hand.collectors),
        kind(REGISTRARS, one("R76"), |hand| hand.registrars),
        kind(ORGANISERS, one("R73"), |hand| hand.organisers),
        kind(ORDER_KEEPERS, one("R75"), |hand| hand.order_keepers),
        Kind {
            what: ("流动采样组", "Mobile teams"),
            unit: ("组", "teams"),
            note: (
                "采样员、联络员、驾驶员各 1 人，上门采样（R114）".into(),
                "a collector, a liaison and a driver for visits at home (R114)".into(),
            ),
            told: |hand| hand.mobile_teams,
            needed: teams,
        },
    ]
}

/// People of a role by place: of one site at different times the most, for they come back.
fn by_place(planned: Planned<'_>, staffing: &[StaffingRow], role: Both) -> Vec<u32> {
    let mut of_site = vec![0; planned.scenario.sites.len()];
    for row in staffing.iter().filter(|row| row.role_en == role.1) {
        if let Some(most) = row.site.and_then(|site| of_site.get_mut(site)) {
            *most = row.needed.max(*most);
        }
    }
    let mut of_place = vec![0; planned.scenario.places.len()];
    for (site, most) in planned.scenario.sites.iter().zip(of_site) {
        of_place[site.place] += most;
    }
    of_place
}

/// The city's row: what a place has over its own need stays there, the reserve goes anywhere.
fn whole(planned: Planned<'_>, kind: &Kind) -> Option<ShortageRow> {
    let city = planned.city;
    let mut at_hand = Some((kind.told)(&city.reserve).unwrap_or(0));
    for (hand, needed) in city.at_hand.iter().zip(&kind.needed).filter(|(_, needed)| **needed > 0) {
        let usable = (kind.told)(hand).map(|people| people.min(*needed));
        at_hand = at_hand.zip(usable).map(|(sum, usable)| sum + usable);
    }
    let zh = format!("{}；现有数＝各地可用于本地者，加全市机动", kind.note.0);
    let en = format!("{}; at hand is what places can use themselves, and the reserve", kind.note.1);
    let needed = kind.needed.iter().sum();
    row(planned, (kind.what, kind.unit), (needed, at_hand), (zh, en))
}

fn of_place(planned: Planned<'_>, kind: &Kind, place: usize) -> Option<ShortageRow> {
    let at_hand = planned.city.at_hand.get(place).and_then(kind.told);
    let note = kind.note.clone();
    let row = row(planned, (kind.what, kind.unit), (kind.needed[place], at_hand), note)?;
    Some(ShortageRow { place: Some(place), ..row })
}

/// From the first opening until the end; nothing where nothing is needed.
fn row(
    planned: Planned<'_>,
    (what, unit): (Both, Both),
    (needed, at_hand): (u32, Option<u32>),
    (note_zh, note_en): (String, String),
) -> Option<ShortageRow> {
    let periods = &planned.city.periods;
    (needed > 0).then(|| ShortageRow {
        what_zh: what.0.into(),
        what_en: what.1.into(),
        unit_zh: unit.0.into(),
        unit_en: unit.1.into(),
        place: None,
        needed: f64::from(needed),
        at_hand: at_hand.map(f64::from),
        from_at: periods.first().map(|(from, _)| *from),
        until_at: periods.last().map(|(_, to)| *to),
        note_zh,
        note_en,
    })
}

fn squads(planned: Planned<'_>) -> Option<ShortageRow> {
    let note = (
        "采样、信息采集、驾驶各 1 人并配车 1 辆，上门单采（R160）".into(),
        "a collector, a clerk and a driver with a vehicle, for second swabs (R160)".into(),
    );
    let numbers = (planned.scenario.squads, planned.city.squads);
    let row = row(planned, (("复采小队", "Squads"), ("队", "squads")), numbers, note)?;
    Some(ShortageRow { until_at: Some(planned.ends_at()), ..row })
}

/// Thermocyclers or cabins or bought capacity, and vehicles.
fn of_lab(planned: Planned<'_>, index: usize) -> Vec<ShortageRow> {
    let (given, lab) = (&planned.scenario.labs[index], &planned.city.labs[index]);
    let hourly = given.accession_per_hour.round();
    let until_at = lab.periods.last().map(|(_, to)| *to);
    let (what, unit, needed, note) = match planned.kind(index) {
        LabKind::Own => (
            ("扩增仪", "Thermocyclers"),
            ("台", "cyclers"),
            (given.cyclers, Some(lab.cyclers)),
            ("96 孔，连同提取设备和人员".into(), "96 wells, with extraction and its staff".into()),
        ),
        LabKind::Bought => (
            ("第三方检测能力（扩增仪）", "Third-party capacity, cyclers"),
            ("台", "cyclers"),
            (given.cyclers, Some(lab.cyclers)),
            (
                format!("购买服务，每小时可登记 {hourly} 管（R05）"),
                format!("bought, taking in {hourly} tubes an hour (R05)"),
            ),
        ),
        LabKind::Cabin => (
            ("移动方舱实验室", "Cabin labs"),
            ("座", "cabins"),
            (given.cyclers.div_ceil(lab.cyclers_step.max(1)), Some(0)),
            cabin(&planned.city.cabin_needs, lab.cyclers_step),
        ),
    };
    let at_lab = |row: ShortageRow| ShortageRow {
        what_zh: format!("{}（{}）", row.what_zh, lab.name_zh),
        what_en: format!("{}, {}", row.what_en, lab.name_en),
        until_at,
        ..row
    };
    let machines = row(planned, (what, unit), needed, note);
    let vehicle = (
        format!("连同驾驶员、押运员（R80），可装 {} 箱", lab.boxes_max),
        format!("with driver and escort (R80), room for {} boxes", lab.boxes_max),
    );
    let counts = (planned.vehicles(index), lab.vehicles);
    let what = ("转运车辆", "Vehicles");
    let vehicle = row(planned, (what, ("辆", "vehicles")), counts, vehicle);
    machines.into_iter().chain(vehicle).map(at_lab).collect()
}

/// What a cabin's ground must offer (R126-R130).
fn cabin(needs: &CabinNeeds, cyclers: u32) -> (String, String) {
    let CabinNeeds { cabin_m, ground_m, truck_m, crane_t, power_kw, water_mm, cables } = needs;
    let ([long, wide, high], [ground, deep]) = (cabin_m, ground_m);
    let ([inlet, outlet], [few, many]) = (water_mm, cables);
    (
        format!(
            "每座 {cyclers} 台扩增仪；舱体 {long} × {wide} × {high} m，场地 {ground} × {deep} m，\
             能进 {truck_m} m 车辆（R126）；上方无线缆，吊车 {crane_t} t，地面平整坚硬（R127）；\
             电力 {power_kw} kW（R128）；进水 {inlet} mm、排水 {outlet} mm（R129）；\
             线缆 {few}–{many} 根（R130）"
        ),
        format!(
            "{cyclers} cyclers each; cabin {long} × {wide} × {high} m, ground {ground} × {deep} m, \
             a {truck_m} m truck gets in (R126); nothing above, a crane of {crane_t} t, level and \
             hard (R127); {power_kw} kW (R128); water in {inlet} mm, out {outlet} mm (R129); \
             {few}–{many} cables (R130)"
        ),
    )
}

/// What even everything the file offers does not hold.
fn beyond(planned: Planned<'_>) -> Vec<ShortageRow> {
    let told = |never: &Never| match never {
        Never::Lanes(needed, most) => Some((
            ("采样台场地", "Room for lanes"),
            ("台", "lanes"),
            (*needed, *most),
            ("须增设采样点或采样台", "more sites, or sites with more room"),
        )),
        Never::OwnCyclers(needed, most) => Some((
            ("本市检测能力（扩增仪）", "Own testing capacity, cyclers"),
            ("台", "cyclers"),
            (*needed, *most),
            (
                "半数须由本市实验室检测（R04）；所有本市实验室合计上限",
                "half must be tested by own labs (R04); at hand is the most they can hold",
            ),
        )),
        Never::Cyclers(needed, most) => Some((
            ("全部检测能力（扩增仪）", "Testing capacity of all labs, cyclers"),
            ("台", "cyclers"),
            (*needed, *most),
            ("所有实验室合计上限", "at hand is the most all labs can hold"),
        )),
        _ => None,
    };
    let finite = planned.bounds.never.iter().filter_map(told);
    finite
        .filter(|(_, _, (needed, _), _)| needed.is_finite())
        .filter_map(|(what, unit, (needed, most), (zh, en))| {
            let counts = (needed.ceil() as u32, Some(most as u32));
            row(planned, (what, unit), counts, (zh.into(), en.into()))
        })
        .collect()
}
