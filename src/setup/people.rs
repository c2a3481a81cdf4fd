//! Invented people for drills, tests and load: the same seed gives the same people.
//!
//! Every name is put together by chance, every number is arithmetic, and every phone lies in
//! `199 0000 xxxx`. A number may by chance be somebody's: these people belong in exercises
//! only, never beside real records.

use tenfold_domain::person::{Document, DocumentKind, Sex, resident_number};
use tenfold_domain::term::Class;
use tenfold_domain::time::At;

use super::chance::Chance;
use super::town::Town;

/// Family names, the frequent ones; chance takes each equally often.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘\
                        于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦";
/// Characters of men's given names.
const GIVEN_MALE: &str = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢成东海山";
/// Characters of women's given names.
const GIVEN_FEMALE: &str = "芳娜敏静丽艳娟霞燕玲桂英梅兰红玉萍洁云莲雪琳晶妍茜秋珊莎黛青倩婷姣婉";

/// Years of birth, first and last: known beforehand, since this room asks no clock.
const BORN: (u32, u32) = (1930, 2019);
/// 2020-01-01 at UTC+8: everybody here is born.
const AFTER_BIRTH: At = At(1_577_808_000_000);
/// The permutation's width: 2^25 numbers, a little more than days of birth times sequences.
const WIDTH: u32 = 25;

/// An invented person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Two or three characters.
    pub name: String,
    /// As the number tells.
    pub sex: Sex,
    /// A resident identity card of the region.
    pub document: Document,
    /// `199 0000 xxxx`, eleven digits; not unique.
    pub phone: String,
    /// Nine-digit number of the township.
    pub township: u32,
    /// Number of the household, from 1; its members follow one another.
    pub household: u32,
    /// Mostly residents.
    pub class: Class,
    /// 1..=4 (R48-R52).
    pub batch: u8,
}

/// An endless-looking crowd: some 32.8 million people with different numbers, then none.
pub struct People {
    chance: Chance,
    region: u32,
    /// Townships and the residents up to and with each.
    townships: Vec<(u32, u64)>,
    /// Every day of birth, as `yyyymmdd`.
    births: Vec<u32>,
    /// Key and factors of the permutation that makes numbers differ.
    key: [u32; 3],
    taken: u32,
    household: Household,
}

/// The household whose members come next.
struct Household {
    number: u32,
    left: u64,
    township: u32,
    surname: char,
}

impl People {
    /// The people of a town; townships get their share by population.
    pub fn new(seed: u64, town: &Town) -> People {
        let mut chance = Chance::new(seed);
        let mut upto = 0;
        let townships = town.townships.iter().map(|township| {
            upto += u64::from(township.population.value);
            (township.code, upto)
        });
        People {
            townships: townships.collect(),
            region: town.campaign.region.0,
            births: days(BORN.0, BORN.1),
            key: [chance.next() as u32, chance.next() as u32 | 1, chance.next() as u32 | 1],
            chance,
            taken: 0,
            household: Household { number: 0, left: 0, township: 0, surname: '王' },
        }
    }

    /// The resident number of the person who comes next; no two are the same. `None` at the end.
    fn number(&mut self) -> Option<String> {
        let all = self.births.len() as u32 * 1000;
        if self.taken >= all {
            return None;
        }
        // A permutation of 0..2^25; what falls outside is permuted again, which keeps every
        // start at an end of its own.
        let mut place = permute(self.key, self.taken);
        while place >= all {
            place = permute(self.key, place);
        }
        self.taken += 1;
        let birth = self.births[(place / 1000) as usize];
        Some(resident_number(self.region, birth, (place % 1000) as u16))
    }

    /// Opens the next household: one to five people at one address.
    fn next_household(&mut self) {
        let residents = self.townships.last().map_or(1, |(_, upto)| *upto);
        let drawn = self.chance.below(residents);
        let at = self.townships.partition_point(|(_, upto)| *upto <= drawn);
        self.household = Household {
            number: self.household.number + 1,
            left: 1 + self.chance.below(5),
            township: self.townships.get(at).map_or(self.region * 1000, |(code, _)| *code),
            surname: character(&mut self.chance, SURNAMES),
        };
    }

    /// Seven in ten share the household's family name.
    fn name(&mut self, sex: Sex) -> String {
        let shared = self.chance.below(10) < 7;
        let surname =
            if shared { self.household.surname } else { character(&mut self.chance, SURNAMES) };
        let given = if sex == Sex::Male { GIVEN_MALE } else { GIVEN_FEMALE };
        let length = if self.chance.below(4) == 0 { 1 } else { 2 };
        let given: String = (0..length).map(|_| character(&mut self.chance, given)).collect();
        format!("{surname}{given}")
    }

    /// Class and batch: of 10,000 people 1,500 are key people and 31 have to do with a case; a
    /// hundredth of the residents live near it. An invented mixture.
    fn class(&mut self) -> (Class, u8) {
        let case = 1 + self.chance.below(2) as u8;
        match self.chance.below(10_000) {
            0 => (Class::Suspect, 1),
            1..=10 => (Class::CloseContact, case),
            11..=30 => (Class::SecondaryContact, case),
            31..=1530 => (Class::Key, 3),
            1531..=1615 => (Class::Resident, 1),
            _ => (Class::Resident, 4),
        }
    }
}

impl Iterator for People {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let number = self.number()?;
        let document = Document::parse(DocumentKind::ResidentId, &number, AFTER_BIRTH).ok()?;
        let sex = document.sex()?;
        if self.household.left == 0 {
            self.next_household();
        }
        self.household.left -= 1;
        let (class, batch) = self.class();
        Some(Person {
            name: self.name(sex),
            sex,
            document,
            phone: format!("1990000{:04}", self.chance.below(10_000)),
            township: self.household.township,
            household: self.household.number,
            class,
            batch,
        })
    }
}

/// Mixes a number of [`WIDTH`] bits into another, each into one of its own: adding, folding the
/// high bits down and multiplying by odd numbers can all be undone.
fn permute([key, first, second]: [u32; 3], place: u32) -> u32 {
    const MASK: u32 = (1 << WIDTH) - 1;
    let mut mixed = place.wrapping_add(key) & MASK;
    mixed ^= mixed >> 13;
    mixed = mixed.wrapping_mul(first) & MASK;
    mixed ^= mixed >> 11;
    mixed = mixed.wrapping_mul(second) & MASK;
    mixed ^ (mixed >> 13)
}

/// Every day of the calendar from one year to another, as `yyyymmdd`.
fn days(first: u32, last: u32) -> Vec<u32> {
    let mut days = Vec::new();
    for year in first..=last {
        let leap = u32::from(year.is_multiple_of(4) && !year.is_multiple_of(100) || year == 2000);
        for (month, length) in (1..).zip([31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            days.extend((1..=length).map(|day| year * 10_000 + month * 100 + day));
        }
    }
    days
}

/// One character of a list of three-byte characters.
fn character(chance: &mut Chance, list: &str) -> char {
    let at = 3 * chance.below(list.len() as u64 / 3) as usize;
    list[at..].chars().next().unwrap_or('某')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_people_can_have_one_number() {
        let births = days(BORN.0, BORN.1);
        assert!(births.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(births.len(), 32_872, "90 years, 22 of them leap years");
        assert!((10_000_000..1 << WIDTH).contains(&(births.len() * 1000)));
        let mut chance = Chance::new(3);
        let key = [chance.next() as u32, chance.next() as u32 | 1, chance.next() as u32 | 1];
        let mut hit = vec![false; 1 << WIDTH];
        (0..1u32 << WIDTH).for_each(|place| hit[permute(key, place) as usize] = true);
        assert!(hit.into_iter().all(|hit| hit));
    }
}
