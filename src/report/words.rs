//! Text in both languages, and how numbers and moments are shown.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::scenario::Scenario;

/// A language of the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// From `zh`, `zh-CN` or `en`.
    pub fn parse(word: &str) -> Option<Lang> {
        match word.to_ascii_lowercase().split('-').next() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    }

    /// The tag of HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }
}

/// The same said twice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Both {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Both {
    /// Of two texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Both {
        Both { zh: zh.into(), en: en.into() }
    }

    /// The same in both, as a number is.
    pub fn same(text: impl Into<String>) -> Both {
        let text = text.into();
        Both { zh: text.clone(), en: text }
    }

    /// The one asked for.
    pub fn pick(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A number with a comma between thousands.
pub fn number(value: f64, decimals: u8) -> String {
    if value.is_infinite() {
        return "∞".into();
    }
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign =
        if value < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { "-" } else { "" };
    format!("{sign}{grouped}{rest}")
}

/// A share as `97.5 %`, never rounded up to a hundred that it is not.
pub fn percent(share: f64, decimals: u8) -> String {
    if share.is_infinite() {
        return "∞".into();
    }
    let scale = 10f64.powi(i32::from(decimals));
    let shown = (share * 100.0 * scale).round() / scale;
    let shown = if shown >= 100.0 && share < 1.0 { 100.0 - 1.0 / scale } else { shown };
    format!("{} %", number(shown, decimals))
}

/// Local time of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    starts_at: At,
    offset: Minutes,
}

impl Clock {
    /// Of a place so many minutes east of Greenwich, where something starts at an instant.
    pub fn new(starts_at: At, offset: Minutes) -> Clock {
        Clock { starts_at, offset }
    }

    /// The scenario's own.
    pub fn of(scenario: &Scenario) -> Clock {
        Clock { starts_at: scenario.starts_at, offset: scenario.utc_offset }
    }

    fn civil(self, at: At, format: &str) -> String {
        let local = (at + self.offset).0;
        let moment = jiff::Timestamp::from_millisecond(local).ok();
        moment.map_or_else(|| at.to_string(), |moment| moment.strftime(format).to_string())
    }

    /// The instant a span after the start.
    pub fn after(self, span: Minutes) -> At {
        self.starts_at + span
    }

    /// `04-02 08:40`.
    pub fn moment(self, at: At) -> String {
        self.civil(at, "%m-%d %H:%M")
    }

    /// `08:40`.
    pub fn hour(self, at: At) -> String {
        self.civil(at, "%H:%M")
    }

    /// `04-02`.
    pub fn day(self, at: At) -> String {
        self.civil(at, "%m-%d")
    }

    /// `2022-04-02`.
    pub fn date(self, at: At) -> String {
        self.civil(at, "%Y-%m-%d")
    }

    /// `2022-04-02T08:40:00+08:00`, for files.
    pub fn stamp(self, at: At) -> String {
        let (sign, offset) = (if self.offset.0 < 0 { '-' } else { '+' }, self.offset.0.abs());
        let local = self.civil(at, "%Y-%m-%dT%H:%M:%S");
        format!("{local}{sign}{:02}:{:02}", offset / 60, offset % 60)
    }

    /// Hours after the start at which a local clock shows a multiple of `step` hours.
    pub fn ticks(self, hours: f64, step: i64) -> Vec<f64> {
        let local = (self.starts_at + self.offset).0;
        let step_ms = step * 60 * MINUTE_MS;
        let first = (step_ms - local.rem_euclid(step_ms)) % step_ms;
        let count = (hours * 3_600_000.0 - first as f64) / step_ms as f64;
        let at = |i: i64| (first + i * step_ms) as f64 / 3_600_000.0;
        (0..=count.floor() as i64).map(at).collect()
    }

    /// Label of a tick: the hour, and at midnight the day.
    pub fn tick(self, hours: f64) -> String {
        let at = At(self.starts_at.0 + (hours * 3_600_000.0).round() as i64);
        let hour = self.hour(at);
        if hour == "00:00" { self.day(at) } else { hour }
    }
}

/// A mean over replications in a sentence: with a decimal below a hundred, unless it is whole.
pub fn mean(value: f64) -> String {
    let told = value.abs() < 99.95 && (value - value.round()).abs() >= 0.05;
    number(value, u8::from(told))
}

/// Hours and minutes as `26:40`, for tables.
pub fn clock_span(span: Minutes) -> String {
    format!("{}:{:02}", span.0 / 60, span.0 % 60)
}

/// `26 小时 40 分` and `26 h 40 min`.
pub fn span(span: Minutes) -> Both {
    let (hours, minutes) = (span.0 / 60, span.0 % 60);
    if minutes == 0 {
        Both::new(format!("{hours} 小时"), format!("{hours} h"))
    } else if hours == 0 {
        Both::new(format!("{minutes} 分"), format!("{minutes} min"))
    } else {
        Both::new(format!("{hours} 小时 {minutes} 分"), format!("{hours} h {minutes} min"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_signed() {
        assert_eq!(number(613_894.0, 0), "613,894");
        assert_eq!(number(-1_234.56, 1), "-1,234.6");
        assert_eq!(number(-0.01, 1), "0.0");
        assert_eq!(number(999.0, 0), "999");
        assert_eq!(number(f64::INFINITY, 0), "∞");
    }

    #[test]
    fn a_share_below_one_is_never_a_hundred_percent() {
        assert_eq!(percent(0.99999, 1), "99.9 %");
        assert_eq!(percent(1.0, 1), "100.0 %");
        assert_eq!(percent(1.25, 0), "125 %");
    }

    #[test]
    fn a_mean_shows_a_decimal_where_it_tells_something() {
        assert_eq!(
            [mean(1_132.9), mean(62.25), mean(0.0), mean(12.0)],
            ["1,133", "62.2", "0", "12"]
        );
        assert_eq!(clock_span(Minutes(2_005)), "33:25");
    }

    #[test]
    fn clocks_are_local_and_ticks_are_round() {
        // 2022-04-01 06:00 at UTC+8.
        let clock = Clock { starts_at: At(1_648_764_000_000), offset: Minutes(480) };
        assert_eq!(clock.stamp(clock.after(Minutes(0))), "2022-04-01T06:00:00+08:00");
        assert_eq!(clock.ticks(20.0, 6), [0.0, 6.0, 12.0, 18.0]);
        assert_eq!((clock.tick(6.0), clock.tick(18.0)), ("12:00".into(), "04-02".into()));
        let late = Clock { starts_at: At(1_648_764_000_000 + 5_400_000), ..clock };
        assert_eq!(late.ticks(5.0, 6), [4.5]);
    }
}
