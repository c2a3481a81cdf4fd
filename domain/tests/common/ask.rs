//! A line of a story as a command.

use tenfold_domain::code::{LaneId, PlateCode, RoundId, SiteId, SquadId};
use tenfold_domain::command::{Act, Opaque, Proof, Register, Scope, Supervisor};
use tenfold_domain::ct::{Ct, Reading};
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::{
    AmendReason, Call, Class, ClosingReason, Control, CourseEnd, Finding, Flaw, Message, Party,
    RecollectionEnd, RejectReason, RelabelReason, Resolution, Store, VoidReason, WithdrawReason,
};

use super::names::{Names, clock, lab, number, person, term};
use super::words::Words;

type Asked = Result<Option<Act>, String>;

/// The act a line asks for, or `None` when the line asks for something else.
/// `discrepancies` are those seen so far: a story counts them from 1.
pub fn act(names: &mut Names, discrepancies: &[u64], words: &Words) -> Asked {
    for read in
        [at_a_lab, at_the_desk, on_the_tube, on_the_box, on_the_road, at_the_hatch, on_the_bench]
    {
        if let Some(act) = read(names, words)? {
            return Ok(Some(act));
        }
    }
    afterwards(names, discrepancies, words)
}

fn at_a_lab(_: &mut Names, words: &Words) -> Asked {
    Ok(Some(if words.begins("close lab") {
        let until_at = words.find("until").map(|word| clock(1, word)).transpose()?;
        let reason = reason(words, ClosingReason::from_word, ClosingReason::Down)?;
        Act::CloseLab { lab: lab(words.at(2)?)?, reason, until_at }
    } else if words.begins("open lab") {
        Act::OpenLab { lab: lab(words.at(2)?)? }
    } else if words.begins("begin lot") {
        Act::BeginLot {
            lab: lab(words.after("at")?)?,
            kit: words.find("kit").unwrap_or("orf-n").to_owned(),
            control: words.find("control").map(|w| term(Control::from_word, w)).transpose()?,
            lot: words.at(2)?.to_owned(),
        }
    } else if words.begins("limit lab") {
        let tubes_per_hour = words.find("rate").map(number).transpose()?;
        let tests_left = words.find("tests").map(number).transpose()?;
        Act::LimitLab { lab: lab(words.at(2)?)?, tubes_per_hour, tests_left }
    } else {
        return Ok(None);
    }))
}

fn at_the_desk(names: &mut Names, words: &Words) -> Asked {
    let round = || words.find("round").map_or(Ok(1), number).map(RoundId);
    let lane = || words.find("lane").map_or(Ok(1), number).map(LaneId);
    Ok(Some(if words.begins("register") {
        words.has("on");
        words.has("in");
        words.has("tube");
        let class = words.find("class").map(|word| term(Class::from_word, word)).transpose()?;
        Act::Register(Register {
            round: round()?,
            lane: lane()?,
            tube: names.tube(words.after("into")?)?,
            person: person(words.at(1)?)?,
            proof: proof(names, words)?,
            guardian: words.find("guardian").map(person).transpose()?,
            class: class.unwrap_or(Class::Resident),
            has_phone: words.find("without") != Some("phone"),
            capacity: words.find("of").map(number).transpose()?,
            sealed: Opaque::default(),
        })
    } else if words.begins("open") {
        words.has("on");
        words.has("in");
        let capacity = number(words.after("of")?)?;
        Act::OpenTube { round: round()?, lane: lane()?, tube: names.tube(words.at(1)?)?, capacity }
    } else if words.begins("withdraw") {
        Act::Withdraw {
            tube: names.tube(words.after("from")?)?,
            person: person(words.at(1)?)?,
            reason: reason(words, WithdrawReason::from_word, WithdrawReason::Left)?,
        }
    } else {
        return Ok(None);
    }))
}

/// `check wrong`, and who takes it all the same: `supervisor sam`, for one site `at site 2`, or
/// without any right to: `at no site`.
fn proof(names: &mut Names, words: &Words) -> Result<Proof, String> {
    if words.find("check").is_none() {
        return Ok(Proof::Holds);
    }
    let Some(name) = words.find("supervisor") else { return Ok(Proof::Fails) };
    let staff = names.staff(name);
    let only = words.find("site").map(number).transpose()?.map(SiteId);
    let scopes = match words.find("at") {
        Some("no") => Vec::new(),
        _ => vec![Scope { site: only, ..Scope::default() }],
    };
    Ok(Proof::Overridden(Supervisor { staff, scopes }))
}

fn reason<T>(words: &Words, from: impl Fn(&str) -> Option<T>, usual: T) -> Result<T, String> {
    words.find("because").map_or(Ok(usual), |word| term(from, word))
}

fn on_the_tube(names: &mut Names, words: &Words) -> Asked {
    Ok(Some(if words.begins("swab") {
        match words.find("in") {
            Some(tube) => {
                Act::Swab { tube: names.tube(tube)?, person: Some(person(words.at(1)?)?) }
            }
            None => Act::Swab { tube: names.tube(words.at(1)?)?, person: None },
        }
    } else if words.begins("new gloves") {
        Act::ChangeGloves
    } else if words.at(1).is_ok_and(|word| word.starts_with('T')) {
        let tube = names.tube(words.at(1)?)?;
        match words.at(0)? {
            "seal" => Act::SealTube { tube, count: number(words.after("count")?)? },
            "void" => {
                let reason = reason(words, VoidReason::from_word, VoidReason::Leaked)?;
                Act::VoidTube { tube, reason }
            }
            "relabel" => Act::RelabelTube {
                tube,
                to: names.tube(words.after("to")?)?,
                reason: reason(words, RelabelReason::from_word, RelabelReason::Damaged)?,
            },
            _ => return Ok(None),
        }
    } else {
        return Ok(None);
    }))
}

fn on_the_box(names: &mut Names, words: &Words) -> Asked {
    Ok(Some(if words.begins("pack") {
        words.has("at");
        Act::PackTube {
            box_code: names.case(words.after("into")?)?,
            site: words.find("site").map_or(Ok(1), number).map(SiteId)?,
            tube: names.tube(words.at(1)?)?,
        }
    } else if words.begins("unpack") {
        let box_code = names.case(words.after("from")?)?;
        Act::UnpackTube { box_code, tube: names.tube(words.at(1)?)? }
    } else if words.begins("seal") {
        let box_code = names.case(words.at(1)?)?;
        Act::SealBox { box_code, count: number(words.after("count")?)? }
    } else if words.begins("route") {
        let box_code = names.case(words.at(1)?)?;
        Act::RouteBox { box_code, lab: words.find("to").map(lab).transpose()? }
    } else if words.begins("lose") {
        Act::LoseBox { box_code: names.case(words.at(1)?)? }
    } else {
        return Ok(None);
    }))
}

fn on_the_road(names: &mut Names, words: &Words) -> Asked {
    Ok(Some(if words.begins("hand over") {
        let given = number(words.after("count")?)?;
        Act::HandOver {
            box_code: names.case(words.at(2)?)?,
            giver: names.staff(words.after("from")?),
            taker: names.staff(words.after("to")?),
            given,
            taken: words.find("against").map_or(Ok(given), number)?,
        }
    } else if words.begins("receive rest") {
        Act::ReceiveRest { box_code: names.case(words.after("of")?)? }
    } else if words.begins("receive") && words.at(1)?.starts_with('B') {
        Act::ReceiveBox {
            box_code: names.case(words.at(1)?)?,
            lab: lab(words.after("at")?)?,
            courier: names.staff(words.after("from")?),
            receiver: names.staff(words.after("to")?),
            count: number(words.after("count")?)?,
        }
    } else {
        return Ok(None);
    }))
}

fn at_the_hatch(names: &mut Names, words: &Words) -> Asked {
    Ok(Some(if words.begins("receive") {
        words.has("out");
        let from = words.find("of").map(|word| names.case(word)).transpose()?;
        let lab = lab(words.after("at")?)?;
        Act::ReceiveTube { tube: names.tube(words.at(1)?)?, box_code: from, lab }
    } else if words.begins("empty") {
        Act::EmptyBox { box_code: names.case(words.at(1)?)? }
    } else if words.begins("note") {
        let lab = lab(words.after("at")?)?;
        let what = words.at(1)?;
        let tube = what.starts_with('T').then(|| names.tube(what)).transpose()?;
        let box_code = words.find("of").map(|word| names.case(word)).transpose()?;
        let counted = if tube.is_some() { words.find("count") } else { Some(what) };
        let reason = reason(words, Flaw::from_word, Flaw::Leaking)?;
        Act::NoteFlaw { tube, box_code, lab, reason, count: counted.map(number).transpose()? }
    } else if words.begins("reject") {
        Act::RejectTube {
            tube: names.tube(words.at(1)?)?,
            lab: lab(words.after("at")?)?,
            reason: reason(words, RejectReason::from_word, RejectReason::Leaking)?,
        }
    } else if words.begins("load") {
        let wells = words.pairs().into_iter();
        Act::LoadPlate {
            plate: plate(words.at(1)?)?,
            lab: lab(words.after("at")?)?,
            kit: words.find("kit").unwrap_or("orf-n").to_owned(),
            wells: wells
                .map(|(at, what)| Ok((well(at)?, content(names, what)?)))
                .collect::<Result<_, String>>()?,
        }
    } else if words.begins("read") {
        let readings = words.pairs().into_iter();
        let readings = readings.map(|(at, what)| Ok((well(at)?, reading(what)?)));
        let readings = readings.collect::<Result<_, String>>()?;
        let machine = words.find("on").map(str::to_owned);
        Act::ReadPlate { plate: plate(words.at(1)?)?, readings, machine }
    } else if words.begins("review plate") {
        Act::ReviewPlate { plate: plate(words.at(2)?)? }
    } else {
        return Ok(None);
    }))
}

fn plate(word: &str) -> Result<PlateCode, String> {
    PlateCode::scan(word).map_err(|why| format!("{word}: {why:?}"))
}

fn well(word: &str) -> Result<Well, String> {
    Well::parse(word).ok_or_else(|| format!("{word} is no well"))
}

fn content(names: &mut Names, word: &str) -> Result<Content, String> {
    Ok(match word {
        "+" => Content::Control(Control::Positive),
        "-" => Content::Control(Control::Negative),
        tube => Content::Tube(names.tube(tube)?),
    })
}

/// Words for what the machine draws, or Ct values: `29.5/31/27`, `-` for no curve.
fn reading(word: &str) -> Result<Reading, String> {
    let word = match word {
        "pos" => "28/29/27",
        "neg" => "-/-/27",
        "grey" => "38.5/-/27",
        "dead" => "-/-/-",
        other => other,
    };
    let ct = |text: &str| match text {
        "-" => Ok(None),
        _ => Ok(Some(Ct((number::<f64>(text)? * 100.0).round() as u16))),
    };
    word.split('/').map(ct).collect()
}

fn on_the_bench(names: &mut Names, words: &Words) -> Asked {
    let tube = words.at(1).ok().filter(|word| word.starts_with('T'));
    let Some(tube) = tube.map(|word| names.tube(word)).transpose()? else { return Ok(None) };
    Ok(Some(match words.at(0)? {
        "call" => {
            let call = term(Call::from_word, words.after("as")?)?;
            Act::CallTube { tube, lab: lab(words.after("at")?)?, call }
        }
        "amend" => Act::AmendCall {
            tube,
            call: term(Call::from_word, words.after("to")?)?,
            reason: words.find("because").map(|w| term(AmendReason::from_word, w)).transpose()?,
        },
        "review" => Act::Review { tube },
        "blind" => {
            Act::MarkBlind { tube, expected: term(Call::from_word, words.after("expects")?)? }
        }
        "publish" => Act::Publish { tube },
        "store" => Act::StoreTube { tube, store: term(Store::from_word, words.after("in")?)? },
        "discard" => Act::DiscardTube { tube },
        "acknowledge" => Act::Acknowledge {
            tube,
            person: words.find("about").map(super::names::person).transpose()?,
            party: term(Party::from_word, words.after("party")?)?,
            message: term(Message::from_word, words.after("message")?)?,
        },
        _ => return Ok(None),
    }))
}

fn afterwards(names: &mut Names, discrepancies: &[u64], words: &Words) -> Asked {
    Ok(Some(if words.begins("assign") {
        words.has("to");
        let squad = SquadId(number(words.after("squad")?)?);
        Act::AssignRecollection { person: person(words.at(1)?)?, squad }
    } else if words.begins("schedule") {
        words.has("since");
        Act::BeginCourse {
            person: person(words.at(1)?)?,
            schedule: words.after("under")?.to_owned(),
            day_zero_at: clock(number(words.after("day")?)?, "00:00")?,
            squad: words.find("squad").map(number).transpose()?.map(SquadId),
            contact: words.find("following").map(person).transpose()?,
        }
    } else if words.begins("release") {
        let reason = reason(words, CourseEnd::from_word, CourseEnd::Ended)?;
        Act::EndCourse { person: person(words.at(1)?)?, reason }
    } else if words.begins("visit") {
        let finding = term(Finding::from_word, words.after("found")?)?;
        Act::AttemptRecollection { person: person(words.at(1)?)?, finding }
    } else if words.begins("give") {
        let reason = term(RecollectionEnd::from_word, words.after("as")?)?;
        Act::EndRecollection { person: person(words.after("up")?)?, reason }
    } else if words.begins("escalate notices") {
        Act::EscalateNotices { tube: names.tube(words.at(2)?)? }
    } else if words.begins("escalate") {
        Act::Escalate { person: person(words.at(1)?)? }
    } else if words.begins("resolve") {
        let place: usize = number(words.after("discrepancy")?)?;
        let resolution = term(Resolution::from_word, words.after("as")?)?;
        let discrepancy = discrepancies.get(place.wrapping_sub(1)).copied().unwrap_or(u64::MAX);
        Act::Resolve { discrepancy, resolution }
    } else {
        return Ok(None);
    }))
}
