//! Hours of sites that count, and how much is worked in them.

use tenfold_domain::time::{At, MINUTE_MS};

use crate::pace::night_share;
use crate::staffing::City;

/// Open hours that count.
pub(super) struct Hours {
    /// Of the periods in which a swab can still be read by the half goal: until then.
    pub to_half: f64,
    /// Of the same periods: all of them.
    pub first: f64,
    /// Of the later periods, until a swab can no longer be read by the goal.
    pub later: f64,
    /// Of all periods, until then.
    pub all: f64,
}

impl Hours {
    pub fn of(city: &City, pipeline_minutes: f64) -> Hours {
        let back = (pipeline_minutes * MINUTE_MS as f64) as i64;
        let half_at = At((city.starts_at + city.half_goal).0 - back);
        let end_at = At((city.starts_at + city.goal).0 - back);
        let mut hours = Hours { to_half: 0.0, first: 0.0, later: 0.0, all: 0.0 };
        for (from, to) in &city.periods {
            let counted = worked(city, *from, (*to).min(end_at));
            hours.all += counted;
            if *from < half_at {
                hours.to_half += worked(city, *from, (*to).min(half_at));
                hours.first += counted;
            } else {
                hours.later += counted;
            }
        }
        hours
    }
}

/// Hours between two instants, those of the night counted at their speed.
fn worked(city: &City, from: At, to: At) -> f64 {
    let span = (to.0 - from.0) as f64 / (60 * MINUTE_MS) as f64;
    if span <= 0.0 {
        return 0.0;
    }
    let night = night_share(city.utc_offset, from, to);
    span * (1.0 - night + night * city.work.night_speed)
}
