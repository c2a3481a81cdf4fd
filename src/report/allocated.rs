//! Which site sends where, for a terminal, CSV and JSON: tubes by hour, one lab a site, what is
//! short and which sites to slow (R14), lanes that do the half.

pub mod said;

use serde_json::{Map, Value, json};
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::allocation::advice::{Advice, Slow};
use tenfold_sim::allocation::expected::{Expected, Sender};
use tenfold_sim::allocation::half::DayLanes;
use tenfold_sim::allocation::{Fault, Fixed, Flow};
use tenfold_sim::needs::Hours;
use tenfold_sim::scenario::Scenario;

use super::hours;
use super::json::rows;
use super::table::{Cell, Column, Table, column, words};
use super::text::drawn;
use super::words::{Both, Clock, Lang};

/// Rows of a table on a terminal; the files have them all.
const ROWS_MAX: usize = 30;

/// Everything that is told.
#[derive(Clone, Copy, Debug)]
pub struct Allocated<'a> {
    /// What was asked about.
    pub scenario: &'a Scenario,
    /// Tubes and labs by hour; of a large city place by place.
    pub expected: &'a Expected,
    /// Which of its tubes go where.
    pub flow: &'a Flow,
    /// What follows of a shortage.
    pub advice: &'a Advice,
    /// All labs, and each, by hour.
    pub hours: &'a Hours,
    /// Drives of every site of the scenario to the labs of `expected`, in minutes.
    pub drives: &'a [Vec<Option<u32>>],
    /// One lab for each site of the scenario, of those of `expected`.
    pub fixed: &'a Fixed,
    /// Lanes of each site; `None` where no number of lanes does it.
    pub lanes: Option<&'a DayLanes>,
    /// What leaves somebody out.
    pub doubts: &'a [Fault],
}

impl Allocated<'_> {
    /// Everybody is swabbed, every tube is begun in time, and the half in own labs.
    pub fn is_enough(&self) -> bool {
        let half = self.expected.problem.half.map_or(0, |half| half.tubes);
        let begun = self.flow.short_in_all() == 0 && self.flow.counted >= half;
        begun && self.expected.unswabbed <= 0.0
    }

    /// A site that no lab reaches in time: nothing can mend that but another lab.
    pub fn is_out_of_reach(&self) -> bool {
        self.doubts.iter().any(|doubt| matches!(doubt, Fault::Unreached(..)))
    }

    /// Every table that has rows, in the order of reading.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![
            self.slow(),
            hours::by_hour(&self.hours.hours),
            self.labs_of_sites(),
            self.lanes(),
            self.sends(),
            hours::by_lab(self.scenario, &self.hours.lab_hours),
        ];
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// What a terminal shows, lines ended by `\n`.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![self.scenario.name.clone(), String::new()];
        lines.extend(self.said().iter().map(|said| said.pick(lang).to_owned()));
        for table in self.tables().iter().filter(|table| table.printed) {
            lines.push(String::new());
            lines.extend(drawn(table, self.clock(), lang, ROWS_MAX));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// The same for a program: figures, sentences, every table under its key.
    pub fn document(&self) -> Value {
        let clock = self.clock();
        let tables: Map<String, Value> =
            self.tables().iter().map(|table| (table.key.into(), rows(table, clock))).collect();
        let said = self.said();
        let said: Vec<Value> =
            said.iter().map(|said| json!({ "zh": said.zh, "en": said.en })).collect();
        let half = self.expected.problem.half;
        let at = |slot: Option<usize>| slot.map(|slot| clock.stamp(self.at(slot)));
        json!({
            "name": self.scenario.name,
            "starts_at": clock.stamp(self.scenario.starts_at),
            "enough": self.is_enough(),
            "tubes": self.expected.problem.tubes_in_all(),
            "unswabbed_persons": self.expected.unswabbed.round(),
            "short_tubes": self.flow.short_in_all(),
            "half_tubes": half.map(|half| half.tubes),
            "half_tubes_own": self.flow.counted,
            "sample_freely_from": at(self.advice.sample_freely_from),
            "clears_at": at(self.advice.clears.map(|slot| slot + 1)),
            "said": said,
            "tables": tables,
        })
    }

    /// Local time of all of it.
    pub fn clock(&self) -> Clock {
        Clock::of(self.scenario)
    }

    /// When a slot begins.
    fn at(&self, slot: usize) -> At {
        let minutes = self.expected.problem.slot.0.saturating_mul(slot as i64);
        self.scenario.starts_at + Minutes(minutes)
    }

    /// Who stands at an index of the problem's sites.
    fn sender(&self, index: usize) -> Both {
        let named = match self.expected.senders.get(index) {
            Some(Sender::Site(site)) => {
                self.scenario.sites.get(*site).map(|site| (&site.name_zh, &site.name_en))
            }
            Some(Sender::Place(place)) => {
                self.scenario.places.get(*place).map(|place| (&place.name_zh, &place.name_en))
            }
            None => None,
        };
        named.map_or(Both::same("–"), |(zh, en)| Both::new(zh, en))
    }

    /// A lab by its index in the problem.
    fn lab(&self, index: usize) -> Both {
        let lab = self.expected.labs.get(index).and_then(|lab| self.scenario.labs.get(*lab));
        lab.map_or(Both::same("–"), |lab| Both::new(&lab.name_zh, &lab.name_en))
    }

    /// The advice with hours that follow each other taken together, at their mean: what somebody
    /// can be told on the telephone.
    fn spells(&self) -> Vec<Slow> {
        let mut spells: Vec<Slow> = Vec::new();
        for slow in &self.advice.slow {
            let goes_on = |last: &&mut Slow| (last.site, last.until) == (slow.site, slow.from);
            let Some(last) = spells.last_mut().filter(goes_on) else {
                spells.push(*slow);
                continue;
            };
            let [before, more] = [&*last, slow].map(|slow| (slow.until - slow.from) as f64);
            let mean = |a: f64, b: f64| (a * before + b * more) / (before + more);
            last.persons_per_hour = mean(last.persons_per_hour, slow.persons_per_hour);
            last.expected_per_hour = mean(last.expected_per_hour, slow.expected_per_hour);
            (last.until, last.tubes) = (slow.until, last.tubes + slow.tubes);
        }
        spells
    }

    fn slow(&self) -> Table {
        let columns = vec![
            sender(),
            column("from_at", "自", "From"),
            column("until_at", "至", "Until"),
            column("persons_per_hour_fewer", "每小时少采（人）", "Persons/h fewer"),
            column("persons_per_hour_expected", "预计（人/时）", "Persons/h expected"),
            column("tubes", "管", "Tubes"),
        ];
        let rows = self.spells().into_iter().map(|slow| {
            vec![
                Cell::Text(self.sender(slow.site)),
                Cell::Moment(self.at(slow.from)),
                Cell::Moment(self.at(slow.until)),
                Cell::count(slow.persons_per_hour.ceil()),
                Cell::count(slow.expected_per_hour.ceil()),
                Cell::count(f64::from(slow.tubes)),
            ]
        });
        let title = ("须放慢的采样点（R14）", "Sites to slow (R14)");
        Table::new("slow", title.0, title.1, columns).with(rows)
    }

    fn labs_of_sites(&self) -> Table {
        let columns = vec![
            words("site", "采样点", "Site"),
            words("lab", "固定实验室", "Fixed lab"),
            column("drive_minutes", "行车（分）", "Drive (min)"),
        ];
        let sites = self.scenario.sites.iter().zip(&self.fixed.lab_of).enumerate();
        let open = sites.filter(|(_, (site, _))| site.people > 0);
        let rows = open.map(|(at, (site, lab))| {
            let drive = lab.and_then(|lab| *self.drives.get(at)?.get(lab)?);
            vec![
                Cell::text(&site.name_zh, &site.name_en),
                lab.map_or(Cell::Blank, |lab| Cell::Text(self.lab(lab))),
                Cell::maybe(drive.map(f64::from), 0),
            ]
        });
        let title = ("每个采样点固定一个实验室（R106）", "One lab for each site (R106)");
        Table::new("fixed_labs", title.0, title.1, columns).with(rows)
    }

    fn lanes(&self) -> Table {
        let columns = vec![
            words("site", "采样点", "Site"),
            column("first", "首日采样台", "Lanes, first day"),
            column("later", "之后", "Later"),
        ];
        let lanes = self.lanes.map_or((&[][..], &[][..]), |lanes| (&lanes.first, &lanes.later));
        let sites = self.scenario.sites.iter().zip(lanes.0.iter().zip(lanes.1));
        let rows = sites.filter(|(site, _)| site.people > 0).map(|(site, (first, later))| {
            vec![
                Cell::text(&site.name_zh, &site.name_en),
                Cell::count(f64::from(*first)),
                Cell::count(f64::from(*later)),
            ]
        });
        let title =
            ("过半所需采样台（R03，费用最低）", "Lanes for the half (R03), at the least cost");
        Table::new("lanes", title.0, title.1, columns).with(rows)
    }

    /// The way of every tube; for files.
    fn sends(&self) -> Table {
        let columns = vec![
            sender(),
            column("sealed_at", "封管时段自", "Sealed from"),
            words("lab", "实验室", "Lab"),
            column("begun_at", "上机时段自", "Begun from"),
            column("tubes", "管", "Tubes"),
            column("minutes", "途中与等待（分）", "Drive and wait (min)"),
        ];
        let rows = self.flow.sent.iter().map(|sent| {
            vec![
                Cell::Text(self.sender(sent.site)),
                Cell::Moment(self.at(sent.sealed)),
                Cell::Text(self.lab(sent.lab)),
                Cell::Moment(self.at(sent.begun)),
                Cell::count(f64::from(sent.tubes)),
                Cell::count(f64::from(sent.minutes)),
            ]
        });
        let title = ("各采样点按时段送往何处", "Which site sends where, by hour");
        let mut rows: Vec<Vec<Cell>> = rows.collect();
        rows.sort_by_key(|row| match &row[1] {
            Cell::Moment(at) => *at,
            _ => At(0),
        });
        Table::new("sends", title.0, title.1, columns).with(rows)
    }
}

fn sender() -> Column {
    words("site", "采样点", "Site")
}
