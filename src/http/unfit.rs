//! Which member of a command does not fit. Looked for only when reading the whole has failed, one
//! member after the other: what serde says about it may hold what somebody sent.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;
use tenfold_domain::command::ActKind;
use tenfold_domain::refusal::Refusal;

use super::acts;
use super::member::{Fault, Member, Wanted};
use super::wire::Wire;

/// So many members are looked at: no command has more, and a body of millions is not worth it.
const PAIRS_MAX: usize = 1_000;

/// The fault of an object that is no command: its first member that does not fit.
pub fn fault(kind: Option<ActKind>, text: &[u8]) -> Fault {
    let pairs = serde_json::from_slice::<Pairs<'_>>(text).map(|pairs| pairs.0).unwrap_or_default();
    let members = acts::members(kind);
    let mut seen = Vec::new();
    for (name, value) in &pairs {
        let member = members.iter().find(|member| member.name == name).copied();
        let Some(member) = member else { continue };
        if seen.contains(&member.name) {
            return member.but(Wanted::Once).fault();
        }
        seen.push(member.name);
        if !fits(member, value) {
            return member.fault();
        }
    }
    Refusal::Malformed.into()
}

fn fits(member: Member, value: &RawValue) -> bool {
    let alone = format!("{{\"{}\":{}}}", member.name, value.get());
    serde_json::from_str::<Wire<'_>>(&alone).is_ok()
}

/// The members of an object as they stand in it, those that are there twice too.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pairs<'a>, D::Error> {
        struct Visit;
        impl<'de> de::Visitor<'de> for Visit {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while pairs.len() < PAIRS_MAX {
                    match map.next_entry()? {
                        Some(pair) => pairs.push(pair),
                        None => return Ok(Pairs(pairs)),
                    }
                }
                while map.next_entry::<de::IgnoredAny, de::IgnoredAny>()?.is_some() {}
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(Visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_is_named_and_what_it_should_hold() {
        let cases = [
            (r#"{"tube":"1","count":"ten"}"#, "count", "a whole number, 0 to 255"),
            (r#"{"note":7,"count":-1}"#, "count", "a whole number, 0 to 255"),
            (r#"{"tube":5,"count":"ten"}"#, "tube", "the code of a label, as text"),
            (r#"{"count":1,"count":1}"#, "count", "there once, not twice"),
            (r#"{"after_the_fact":"yes"}"#, "after_the_fact", "true or false"),
        ];
        for (text, name, wanted) in cases {
            let member = fault(Some(ActKind::SealTube), text.as_bytes()).member.expect("named");
            assert_eq!((member.name, member.wanted.said().en.as_str()), (name, wanted), "{text}");
        }
    }
}
