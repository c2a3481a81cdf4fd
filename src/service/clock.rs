//! The one place that asks the time, and how a moment is shown.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tenfold_domain::time::At;

/// Now, by the server's clock.
pub fn now() -> At {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    At(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A moment as `2022-04-01 06:00:00` at UTC+8, the only clock its readers have.
pub fn shown(at: At) -> String {
    let there = at.0.checked_add(8 * 3_600_000);
    let moment = there.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    moment.map_or_else(|| at.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The same without the seconds, as papers have it.
pub fn shown_to_minute(at: At) -> String {
    let mut text = shown(at);
    // `2022-04-01 06:00:00`; anything else is no moment of a calendar, and stays whole.
    if text.len() == 19 {
        text.truncate(16);
    }
    text
}

/// A moment as mails and their servers write it (RFC 5322), at UTC+8.
pub fn of_mail(at: At) -> String {
    let there = at.0.checked_add(8 * 3_600_000);
    let moment = there.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    let moment = moment.unwrap_or_default();
    moment.strftime("%a, %d %b %Y %H:%M:%S +0800").to_string()
}

/// A stopwatch for pacing and metrics; never goes backwards.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
