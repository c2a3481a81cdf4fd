//! The shape of a day's file, in TOML or JSON, and what it means.

use serde::Deserialize;
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::routes::day::{Costs, Day, Lab, Pickup, Site, Vehicle, Ways};
use tenfold_sim::travel::{End, Matrix, Roads, distance_km};

use super::{CALL_WITHIN, Named, RouteInput, lopsided};
use crate::setup::geo::{Position, Travel};
use crate::setup::matrix::Table;
use crate::setup::plan_file::Clock;
use crate::setup::roads::{Find, Source, estimate, row};
use crate::setup::{Blame, SetupError, Span, parse, utc_offset};

/// One kind of thing has at most so many in a day's file: beyond it lies a slip of the pen.
const THINGS_MAX: usize = 5_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayFile {
    name: String,
    /// `2022-04-02`.
    date: String,
    /// `+08:00` where not given.
    utc_offset: Option<String>,
    /// From one round to the next; 2 h (R78).
    interval: Option<Span>,
    /// At room temperature, from the first swab; 4 h (R99).
    room_limit: Option<Span>,
    /// A call begins at most so long after the boxes are sealed.
    window: Option<Span>,
    /// 30 (R105).
    tubes_per_box: Option<u32>,
    /// Of a call.
    stay: Option<Span>,
    /// Of a drop.
    unload: Option<Span>,
    /// One more vehicle costs as much as driving this long.
    vehicle_cost: Option<Span>,
    #[serde(default)]
    travel: Travel,
    labs: Vec<LabFile>,
    sites: Vec<SiteFile>,
    #[serde(default)]
    vehicles: Vec<VehicleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabFile {
    name_zh: String,
    name_en: Option<String>,
    position: Option<Position>,
    #[serde(default)]
    hours: Vec<[Clock; 2]>,
    tubes_per_hour: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteFile {
    name_zh: String,
    name_en: Option<String>,
    position: Option<Position>,
    #[serde(default)]
    country: bool,
    /// Its lab's name, where that is fixed (R106).
    lab: Option<String>,
    /// When its first round is sealed.
    first: Clock,
    /// Boxes by round; 0 where a round has none.
    boxes: Vec<u32>,
    /// Tubes by round; of full boxes where not given.
    tubes: Option<Vec<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VehicleFile {
    name_zh: String,
    name_en: Option<String>,
    /// Name of the lab or site where it stands.
    depot: String,
    boxes_max: u32,
    shift: [Clock; 2],
    /// Of its kind.
    count: Option<u32>,
}

/// Reads a day; `find` has the files that it names.
pub(super) fn day(blame: &Blame, find: &Find<'_>) -> Result<RouteInput, SetupError> {
    let text = blame.text.trim_start_matches('\u{feff}');
    let file: DayFile = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|error| SetupError::Value {
            file: blame.file.into(),
            line: Some(error.line()),
            key: "JSON".into(),
            problem: error.to_string(),
        })?
    } else {
        parse(blame.file, text)?
    };
    Reader {
        blame: *blame,
        offset: utc_offset(blame, "utc_offset", &file.utc_offset)?,
        file: &file,
    }
    .input(find)
}

struct Reader<'a> {
    blame: Blame<'a>,
    offset: Minutes,
    file: &'a DayFile,
}

impl Reader<'_> {
    fn input(&self, find: &Find<'_>) -> Result<RouteInput, SetupError> {
        let (blame, file) = (&self.blame, self.file);
        for (key, count) in
            [("labs", file.labs.len()), ("sites", file.sites.len()), ("vehicles", self.cars())]
        {
            blame.must(count <= THINGS_MAX, key, "are more than 5000: correct the file")?;
        }
        let midnight = self.midnight()?;
        let sites: Vec<Named> = file.sites.iter().map(|site| named(site.of())).collect();
        let labs: Vec<Named> = file.labs.iter().map(|lab| named(lab.of())).collect();
        let (ways, source) = self.ways(find, &sites, &labs)?;
        let mut input = RouteInput {
            day: Day { ways, costs: self.costs(), ..Day::default() },
            name: file.name.clone(),
            midnight,
            utc_offset: self.offset,
            sites,
            labs,
            vehicles: Vec::new(),
            reserve: Minutes(0),
            interval: file.interval.map_or(Minutes(120), |span| span.0),
            tubes_per_box: file.tubes_per_box.unwrap_or(30),
            source,
            warnings: Vec::new(),
        };
        self.labs(&mut input)?;
        self.sites(&mut input)?;
        self.vehicles(&mut input)?;
        lopsided(&input.day, &input.source, &mut input.warnings);
        Ok(input)
    }

    fn cars(&self) -> usize {
        self.file.vehicles.iter().map(|vehicle| vehicle.count.unwrap_or(1) as usize).sum()
    }

    fn costs(&self) -> Costs {
        let given = self.file.vehicle_cost;
        given.map_or(Costs::default(), |vehicle| Costs { vehicle: vehicle.0 })
    }

    fn midnight(&self) -> Result<At, SetupError> {
        let text = format!("{}T00:00:00Z", self.file.date);
        let read: Option<jiff::Timestamp> = text.parse().ok();
        let help = "is no date: write it like \"2022-04-02\"";
        let read = read.ok_or_else(|| self.blame.error("date", help))?;
        Ok(At(read.as_millisecond()) - self.offset)
    }

    fn labs(&self, input: &mut RouteInput) -> Result<(), SetupError> {
        for (number, lab) in self.file.labs.iter().enumerate() {
            let key = format!("labs.{}", lab.name_zh);
            let help = "is never open: write the hours as [begin, end], the whole day as \
                        [\"00:00\", \"24:00\"]";
            self.blame.must(!lab.hours.is_empty(), &format!("{key}.hours"), help)?;
            let at = |clock: Clock| input.midnight + clock.0;
            let hours = lab.hours.iter().map(|[from, to]| (at(*from), at(*to))).collect();
            input.day.labs.push(Lab {
                place: self.file.sites.len() + number,
                hours,
                unload: self.file.unload.map_or(Minutes(5), |span| span.0),
                tubes_per_hour: lab.tubes_per_hour,
            });
        }
        Ok(())
    }

    fn sites(&self, input: &mut RouteInput) -> Result<(), SetupError> {
        let (file, blame) = (self.file, &self.blame);
        let span = |given: Option<Span>, usual: Minutes| given.map_or(usual, |span| span.0);
        let interval = input.interval;
        let left = Minutes(span(file.room_limit, Minutes(240)).0 - interval.0);
        let help = "must be longer than the interval, or every box is too old when it is sealed";
        blame.must(left.0 > 0, "room_limit", help)?;
        for (number, site) in file.sites.iter().enumerate() {
            let key = format!("sites.{}", site.name_zh);
            let lab = match &site.lab {
                Some(name) => Some(self.lab(&format!("{key}.lab"), name)?),
                None => None,
            };
            let stay = span(file.stay, Minutes(5));
            input.day.sites.push(Site { place: number, stay, lab });
            let tubes = site.tubes.as_ref();
            let help = "must have a number for each round, as `boxes` has";
            let alike = tubes.is_none_or(|tubes| tubes.len() == site.boxes.len());
            blame.must(alike, &format!("{key}.tubes"), help)?;
            let help = "more than 48 rounds are no day";
            blame.must(site.boxes.len() <= 48, &format!("{key}.boxes"), help)?;
            for (round, boxes) in site.boxes.iter().enumerate().filter(|(_, boxes)| **boxes > 0) {
                let help = "more than 1000 boxes are no round: correct the number";
                blame.must(*boxes <= 1_000, &format!("{key}.boxes"), help)?;
                let full = boxes.saturating_mul(input.tubes_per_box);
                let ready_at = input.midnight + site.first.0 + Minutes(interval.0 * round as i64);
                let deadline_at = ready_at + left;
                let within = span(file.window, CALL_WITHIN);
                input.day.pickups.push(Pickup {
                    site: number,
                    round: round as u32 + 1,
                    boxes: *boxes,
                    tubes: tubes.map_or(full, |tubes| tubes[round].min(full)),
                    ready_at,
                    due_at: (ready_at + within).min(deadline_at),
                    deadline_at,
                });
            }
        }
        Ok(())
    }

    fn lab(&self, key: &str, name: &str) -> Result<usize, SetupError> {
        let is = |lab: &LabFile| lab.name_zh == name || lab.name_en.as_deref() == Some(name);
        let at = self.file.labs.iter().position(is);
        at.ok_or_else(|| self.blame.error(key, "is no lab of the file: correct the name"))
    }

    fn vehicles(&self, input: &mut RouteInput) -> Result<(), SetupError> {
        for vehicle in &self.file.vehicles {
            let key = format!("vehicles.{}.depot", vehicle.name_zh);
            let is = |place: &Named| place.zh == vehicle.depot || place.en == vehicle.depot;
            let depot = input.sites.iter().chain(&input.labs).position(is);
            let help = "is no site or lab of the file: correct the name";
            let depot = depot.ok_or_else(|| self.blame.error(key, help))?;
            let count = vehicle.count.unwrap_or(1);
            for number in 1..=count {
                let mut name = named((&vehicle.name_zh, vehicle.name_en.as_deref(), None));
                if count > 1 {
                    name.zh += &format!(" {number}");
                    name.en += &format!(" {number}");
                }
                input.vehicles.push(name);
                input.day.vehicles.push(Vehicle {
                    depot,
                    boxes_max: vehicle.boxes_max,
                    from_at: input.midnight + vehicle.shift[0].0,
                    to_at: input.midnight + vehicle.shift[1].0,
                });
            }
        }
        Ok(())
    }

    /// Sites first, then labs: a measured table, or coordinates.
    fn ways(
        &self,
        find: &Find<'_>,
        sites: &[Named],
        labs: &[Named],
    ) -> Result<(Ways, Source), SetupError> {
        let (blame, travel) = (&self.blame, &self.file.travel);
        let help = "cannot be calculated with: speeds must be above 0, the detour 1 to 10";
        blame.must(travel.sound(), "travel", help)?;
        let country = self.file.sites.iter().map(|site| site.country);
        let country = country.chain(labs.iter().map(|_| false));
        let mut ends: Vec<End> = sites
            .iter()
            .chain(labs)
            .zip(country)
            .map(|(place, country)| End {
                position: place.position,
                country,
                place: None,
                row: None,
            })
            .collect();
        let mut roads = Roads { estimate: estimate(travel), matrix: None };
        let mut source = Source::Coordinates;
        if let Some(named) = travel.matrix.as_ref().or(travel.osrm.as_ref()) {
            let key = if travel.matrix.is_some() { "travel.matrix" } else { "travel.osrm" };
            let found = find(named)?;
            let help = "names a file that is not there";
            let (file, text) = found.ok_or_else(|| blame.error(key, help))?;
            let table = Table::read(&file, &text, &travel.order)?;
            for (end, place) in ends.iter_mut().zip(sites.iter().chain(labs)) {
                end.row = Some(row(&file, &table, [&place.zh, &place.en], end, None)?);
            }
            roads.matrix = Matrix::new(table.labels.len(), table.minutes);
            let measured = travel.matrix.is_some();
            source = if measured { Source::Matrix(file) } else { Source::Osrm(file) };
        }
        Ok((ways(&roads, &ends), source))
    }
}

/// All ways between some ends, and their lengths where coordinates tell them.
pub(super) fn ways(roads: &Roads, ends: &[End]) -> Ways {
    let pairs = || ends.iter().flat_map(|from| ends.iter().map(move |to| (from, to)));
    let minutes = |(from, to)| roads.minutes(from, to).unwrap_or(f64::NAN);
    let km = |(from, to): (&End, &End)| match (from.position, to.position) {
        (Some(a), Some(b)) => distance_km(a, b) * roads.estimate.detour,
        _ => f64::NAN,
    };
    let all: Vec<f64> = pairs().map(minutes).collect();
    Ways::new(ends.len(), &all, pairs().map(km).collect()).unwrap_or_default()
}

impl SiteFile {
    fn of(&self) -> (&str, Option<&str>, Option<Position>) {
        (&self.name_zh, self.name_en.as_deref(), self.position)
    }
}

impl LabFile {
    fn of(&self) -> (&str, Option<&str>, Option<Position>) {
        (&self.name_zh, self.name_en.as_deref(), self.position)
    }
}

fn named((zh, en, position): (&str, Option<&str>, Option<Position>)) -> Named {
    let position = position.map(|position| (position.lon, position.lat));
    Named { zh: zh.into(), en: en.unwrap_or(zh).into(), position }
}
