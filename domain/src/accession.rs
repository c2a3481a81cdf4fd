//! The number that a lab gives a tube when it takes it in, as it stands on the tube's label.
//!
//! It begins anew each day of the protocol's calendar, by the moment at which the command was
//! accepted and not by the device's clock: the number is given by whoever answers, and a device
//! that is ten minutes ahead, or brings yesterday's receipts, must not give numbers of a day whose
//! count is closed. So a lab's numbers ascend in the order of its ledger and none is given twice,
//! also when the clock of the service is put back.

use std::fmt;

use crate::code::LabId;
use crate::time::{At, MINUTE_MS, Minutes};

/// Numbers of one lab and day; more than a lab can take in.
const PER_DAY: u64 = 10_000_000;
/// The first number that names a day. What lies below was given before days were counted, and
/// stands on its tube as it is.
const DATED: u64 = 10_000_101 * PER_DAY;

/// An accession number: `yyyymmdd` and the count within the day, from 1, as one whole number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Accession(pub u64);

impl Accession {
    /// The number that follows this one, given at a moment: the first of its day, or the next.
    pub fn next(self, at: At, utc_offset: Minutes) -> Accession {
        Accession(self.0.max(day(at + utc_offset) * PER_DAY) + 1)
    }

    /// As the lab writes it on the tube: its own number first, so that a tube of another lab is
    /// told apart. One from before days were counted stands alone.
    pub fn written(self, lab: LabId) -> String {
        if self.0 < DATED { self.to_string() } else { format!("{lab}-{self}") }
    }
}

impl fmt::Display for Accession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            old @ ..DATED => write!(f, "{old}"),
            dated => write!(f, "{}-{:04}", dated / PER_DAY, dated % PER_DAY),
        }
    }
}

/// The day of a local moment as `yyyymmdd`, in the Gregorian calendar; 0 before the year 1000 and
/// after 9999.
fn day(local: At) -> u64 {
    const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
    // Counted in eras of 400 years from 1 March of the year 0, so that a leap day ends its year.
    const ERA_DAYS: i64 = 146_097;
    let days = local.0.div_euclid(DAY_MS) + 719_468;
    let (era, of_era) = (days.div_euclid(ERA_DAYS), days.rem_euclid(ERA_DAYS));
    // Days of leap years that lie before, so that every year is as if it had 365.
    let leaps = of_era / 1_460 - of_era / 36_524 + of_era / 146_096;
    let year_of_era = (of_era - leaps) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // March is month 0; five months have 153 days wherever they begin among these.
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = match month {
        ..10 => (400 * era + year_of_era, month + 3),
        _ => (400 * era + year_of_era + 1, month - 9),
    };
    if !(1_000..=9_999).contains(&year) {
        return 0;
    }
    u64::try_from(year * 10_000 + month * 100 + day).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: Minutes = Minutes::hours(8);

    #[test]
    fn numbers_begin_anew_with_each_local_day() {
        // 2022-04-01 15:59:59.999 UTC is the last moment of 1 April in China.
        let last = At(1_648_828_799_999);
        let one = Accession::default().next(last, CHINA);
        let two = one.next(last, CHINA);
        let next = two.next(At(last.0 + 1), CHINA);
        assert_eq!(
            [one, two, next].map(|n| n.to_string()),
            ["20220401-0001", "20220401-0002", "20220402-0001",]
        );
        assert_eq!(next.written(LabId(3)), "3-20220402-0001");
        // The clock was put back: the day that was begun goes on.
        assert_eq!(next.next(last, CHINA).to_string(), "20220402-0002");
        assert_eq!(one.next(At(last.0 + 1), Minutes(0)).to_string(), "20220401-0002");
    }

    #[test]
    fn a_number_of_before_stands_as_it_is_and_the_next_one_is_of_its_day() {
        let old = Accession(57);
        assert_eq!((old.to_string(), old.written(LabId(3))), ("57".into(), "57".into()));
        assert_eq!(old.next(At(1_648_800_000_000), CHINA).to_string(), "20220401-0001");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        const DAY_MS: i64 = 86_400_000;
        for (days, told) in [
            (0, 19_700_101),
            (-1, 19_691_231),
            (11_016, 20_000_229),
            (11_017, 20_000_301),
            (19_051, 20_220_228),
            (19_052, 20_220_301),
            (47_540, 21_000_228),
            (47_541, 21_000_301),
        ] {
            assert_eq!(day(At(days * DAY_MS)), told, "{days}");
            assert_eq!(day(At(days * DAY_MS + DAY_MS - 1)), told, "{days}");
        }
        assert_eq!((day(At(i64::MAX)), day(At(i64::MIN))), (0, 0));
        // Every day of 800 years follows the one before.
        let numbers: Vec<u64> = (-200_000..95_000).map(|of| day(At(of * DAY_MS))).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] < 9_000));
    }
}
