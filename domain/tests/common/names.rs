//! Names in stories and what they stand for.

use std::collections::BTreeMap;

use tenfold_domain::code::{BoxCode, Code, LabId, PersonKey, StaffId, TubeCode};
use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::campaign::{MIDNIGHT, box_code, tube_code};
use super::words::numbered;

/// Names met so far: staff get numbers in order, own codes are remembered for answers.
#[derive(Default)]
pub struct Names {
    staff: Vec<String>,
    codes: BTreeMap<String, String>,
}

impl Names {
    /// Somebody at work, by name.
    pub fn staff(&mut self, name: &str) -> StaffId {
        let known = self.staff.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.staff.push(name.to_owned());
            self.staff.len() - 1
        });
        StaffId(place as u32 + 1)
    }

    /// The name of somebody at work.
    pub fn of_staff(&self, id: StaffId) -> &str {
        self.staff.get(id.0 as usize - 1).map_or("?", String::as_str)
    }

    /// `T1` is our own code; anything else is taken as scanned.
    pub fn tube(&mut self, word: &str) -> Result<TubeCode, String> {
        let code = match numbered(word, 'T') {
            Some(n) => tube_code(n),
            None => TubeCode::scan(word).map_err(|why| format!("{word}: {why:?}"))?,
        };
        self.codes.insert(code.to_string(), word.to_owned());
        Ok(code)
    }

    /// `B1` is our own code; anything else is taken as scanned.
    pub fn case(&mut self, word: &str) -> Result<BoxCode, String> {
        let code = match numbered(word, 'B') {
            Some(n) => box_code(n),
            None => BoxCode::scan(word).map_err(|why| format!("{word}: {why:?}"))?,
        };
        self.codes.insert(code.to_string(), word.to_owned());
        Ok(code)
    }

    /// The name a code was met under.
    pub fn of_code(&self, code: impl Into<Code>) -> String {
        let text = code.into().to_string();
        self.codes.get(&text).cloned().unwrap_or(text)
    }
}

/// `P7` as a key.
pub fn person(word: &str) -> Result<PersonKey, String> {
    let n = numbered(word, 'P').ok_or_else(|| format!("{word} is no person"))?;
    let mut key = [0; 16];
    key[..4].copy_from_slice(&n.to_le_bytes());
    Ok(PersonKey(key))
}

/// A key as `P7`.
pub fn of_person(key: PersonKey) -> String {
    let mut number = [0; 4];
    number.copy_from_slice(&key.0[..4]);
    format!("P{}", u32::from_le_bytes(number))
}

/// `L1` or `1` as a lab.
pub fn lab(word: &str) -> Result<LabId, String> {
    number(word.trim_start_matches('L')).map(LabId)
}

/// A number.
pub fn number<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.parse().map_err(|_| format!("{word} is no number"))
}

/// `08:30` on a day, or `2/08:30` on day 2 whatever the day.
pub fn clock(day: i64, word: &str) -> Result<At, String> {
    let (day, word) = match word.split_once('/') {
        Some((day, word)) => (number(day)?, word),
        None => (day, word),
    };
    let (hour, minute) = word.split_once(':').ok_or_else(|| format!("{word} is no time"))?;
    let minutes = number::<i64>(hour)? * 60 + number::<i64>(minute)?;
    Ok(MIDNIGHT + Minutes((day - 1) * 24 * 60 + minutes))
}

/// An instant as `08:30`, or with its day after the first.
pub fn of_clock(at: At) -> String {
    let minutes = (at.0 - MIDNIGHT.0).div_euclid(MINUTE_MS);
    let (day, minute) = (minutes.div_euclid(1440) + 1, minutes.rem_euclid(1440));
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    if day == 1 { time } else { format!("day {day} {time}") }
}

/// The member of a closed list, by its word.
pub fn term<T>(from: impl Fn(&str) -> Option<T>, word: &str) -> Result<T, String> {
    from(word).ok_or_else(|| format!("{word} is not on that list"))
}
