//! Days as documents write them: `20220401`, `2022.04.01`, `2022年4月1日`. The clock is the
//! caller's: today is an argument.

use jiff::civil::Date;
use jiff::{Timestamp, tz::Offset};
use tenfold_domain::person::Birth;
use tenfold_domain::time::At;

/// Hours that every clock of China is ahead of UTC.
const CHINA: Offset = Offset::constant(8);

/// The calendar day of a moment at UTC+8; the last of all days where the moment has none.
pub fn day_of(at: At) -> Date {
    Timestamp::from_millisecond(at.0).map_or(Date::MAX, |stamp| CHINA.to_datetime(stamp).date())
}

/// A day written as `yyyymmdd`; `None` when the calendar has no such day.
pub fn day(yyyymmdd: u32) -> Option<Date> {
    let (year, month, day) = (yyyymmdd / 10_000, yyyymmdd / 100 % 100, yyyymmdd % 100);
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// A day in words: year, month and day in this order, whatever stands between them, or eight
/// digits on end. Full-width digits are not read here.
pub fn written(text: &str) -> Option<Date> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let first = numbers.next()?;
    let number = |part: Option<&str>| part?.parse::<u32>().ok();
    match first.len() {
        8 => day(first.parse().ok()?),
        4 => {
            let (month, date) = (number(numbers.next())?, number(numbers.next())?);
            let plausible = month < 100 && date < 100;
            plausible.then(|| day(first.parse::<u32>().ok()? * 10_000 + month * 100 + date))?
        }
        _ => None,
    }
}

/// A day as a day of birth; `None` before 1800, when nobody who stands at a desk was born.
pub fn birth(day: Date) -> Option<Birth> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1800)?;
    Some(Birth { year, month: day.month().unsigned_abs(), day: day.day().unsigned_abs() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_in_every_hand() {
        for text in ["20220401", "2022-04-01", "2022.4.1", "2022年04月01日", " 2022/4/1 "] {
            assert_eq!(written(text), Some(date(2022, 4, 1)), "{text}");
        }
        for text in ["", "20220431", "2022-13-1", "2022", "1.4.2022", "2022 4 99999999999", "长期"]
        {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_changes_at_midnight_in_china() {
        // 2022-04-01T15:59:59.999Z and the millisecond after it.
        let last = At(1_648_828_799_999);
        assert_eq!(day_of(last), date(2022, 4, 1));
        assert_eq!(day_of(At(last.0 + 1)), date(2022, 4, 2));
        assert_eq!(day_of(At(i64::MAX)), Date::MAX);
    }
}
