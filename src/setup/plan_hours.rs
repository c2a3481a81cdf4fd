//! Days and hours: local times of day become instants of the round.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::plan_file::{Clock, PlanningFile};
use super::{Blame, SetupError};

const DAY: Minutes = Minutes::hours(24);
/// Sites are open from 07:00 to 21:00 where nobody says otherwise.
const HOURS: [Minutes; 2] = [Minutes::hours(7), Minutes::hours(21)];
/// Labs whose hours are not told begin this long after the sites: earlier there is no tube.
const LAB_AFTER: Minutes = Minutes(60);

/// The round's calendar.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Calendar {
    pub starts_at: At,
    pub ends_at: At,
    pub utc_offset: Minutes,
}

impl Calendar {
    /// Midnight at which a day begins, counted from 0: the day of the start.
    fn midnight(&self, day: i64) -> At {
        let day_ms = DAY.0 * MINUTE_MS;
        let local = (self.starts_at + self.utc_offset).0.div_euclid(day_ms) + day;
        At(local * day_ms) - self.utc_offset
    }

    /// A time of day, on a day counted from 1.
    pub fn at(&self, day: u32, clock: Clock) -> At {
        self.midnight(i64::from(day) - 1) + clock.0
    }

    /// Opening hours of sites within the round; the last part of the last day apart when asked.
    ///
    /// # Errors
    /// [`SetupError::Value`] for hours that end before they begin or lie outside of the round.
    pub fn periods(&self, blame: &Blame, file: &PlanningFile) -> Result<Vec<(At, At)>, SetupError> {
        let every = file.hours.map_or(HOURS, |hours| hours.map(|clock| clock.0));
        let mut days: Vec<[Minutes; 2]> =
            file.hours_by_day.iter().map(|hours| hours.map(|clock| clock.0)).collect();
        let by_day = !days.is_empty();
        let key = if by_day { "planning.hours_by_day" } else { "planning.hours" };
        let help = "write either `hours` or `hours_by_day`";
        blame.must(!(by_day && file.hours.is_some()), key, help)?;
        if !by_day {
            days.push(every);
        }
        let ascending = days.iter().all(|[from, to]| from < to);
        blame.must(ascending, key, "must begin before they end, like [\"07:00\", \"21:00\"]")?;
        let mut periods = Vec::new();
        for day in 0..=(self.ends_at - self.starts_at).0 / DAY.0 {
            let [from, to] = days[(day as usize).min(days.len() - 1)];
            let midnight = self.midnight(day);
            let from = (midnight + from).max(self.starts_at);
            let to = (midnight + to).min(self.ends_at);
            if from < to {
                periods.push((from, to));
            }
        }
        let Some(last) = periods.last_mut() else {
            return Err(blame.error(key, "no hour of the round lies in them: correct them"));
        };
        if let Some(late) = &file.late {
            let begins = last.1 - late.0;
            let help = "must be shorter than the last day's hours: it is a part of them";
            blame.must(begins > last.0, "planning.late", help)?;
            let ends = std::mem::replace(&mut last.1, begins);
            periods.push((begins, ends));
        }
        Ok(periods)
    }

    /// Hours of a lab, from the round's start to a day beyond its end, so that what is late is
    /// still finished. An end before its beginning is of the next day.
    ///
    /// # Errors
    /// [`SetupError::Value`] for a lab that is never open.
    pub fn lab_periods(
        &self,
        blame: &Blame,
        key: &str,
        hours: [Minutes; 2],
    ) -> Result<Vec<(At, At)>, SetupError> {
        let [from, to] = hours;
        let help = "is never open: write the hours as [begin, end], the whole day as \
                    [\"00:00\", \"24:00\"]";
        blame.must(from != to, key, help)?;
        let to = if to > from { to } else { Minutes(to.0 + DAY.0) };
        let until = self.ends_at + DAY;
        let mut periods: Vec<(At, At)> = Vec::new();
        let mut day = -1;
        while self.midnight(day) < until {
            let begins = (self.midnight(day) + from).max(self.starts_at);
            let ends = (self.midnight(day) + to).min(until);
            day += 1;
            match periods.last_mut() {
                Some(last) if begins <= last.1 => last.1 = last.1.max(ends),
                _ if begins < ends => periods.push((begins, ends)),
                _ => {}
            }
        }
        Ok(periods)
    }
}

/// Hours of a lab of which only their number is known.
pub(super) fn lab_hours(file: &PlanningFile, hours_per_day: u32) -> [Minutes; 2] {
    if hours_per_day >= 24 {
        return [Minutes(0), DAY];
    }
    let first = file.hours_by_day.first().or(file.hours.as_ref());
    let opens = first.map_or(HOURS[0], |hours| hours[0].0);
    let from = Minutes((opens.0 + LAB_AFTER.0) % DAY.0);
    [from, Minutes((from.0 + i64::from(hours_per_day) * 60) % DAY.0)]
}
