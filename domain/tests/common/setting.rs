//! Lines that change the plan or the town before or during a story.

use tenfold_domain::campaign::Campaign;
use tenfold_domain::protocol::Protocol;
use tenfold_domain::term::{Area, Class};
use tenfold_domain::time::Minutes;

use super::names::{lab, number, term};
use super::words::Words;

/// Changes the campaign as the line says; `false` when the line says nothing of the kind.
pub fn set(campaign: &mut Campaign, words: &Words) -> Result<bool, String> {
    if words.begins("protocol") {
        protocol(&mut campaign.protocol, words)?;
    } else if words.begins("round") {
        let id: u32 = number(words.at(1)?)?;
        let round = campaign.rounds.iter_mut().find(|round| round.id.0 == id);
        round.ok_or("no such round")?.open = !words.has("closed");
    } else if words.begins("site") {
        let id: u32 = number(words.at(1)?)?;
        let site = campaign.sites.iter_mut().find(|site| site.id.0 == id).ok_or("no such site")?;
        if let Some(area) = words.find("area") {
            site.area = term(Area::from_word, area)?;
        }
        site.open = !words.has("closed");
    } else if words.begins("lab") && !words.rest(2).is_empty() {
        let id = lab(words.at(1)?)?;
        let lab = campaign.labs.iter_mut().find(|lab| lab.id == id).ok_or("no such lab")?;
        if let Some(rate) = words.find("rate") {
            lab.tubes_per_hour = number(rate)?;
        }
        lab.open = !words.has("closed");
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn protocol(protocol: &mut Protocol, words: &Words) -> Result<(), String> {
    let value = words.rest(2).last().copied().ok_or("which value?")?;
    match words.at(1)? {
        "tubes_per_box_max" => protocol.transport.tubes_per_box_max = number(value)?,
        "retests_max" => protocol.lab.retests_max = number(value)?,
        "publish_on_review" => protocol.lab.publish_on_review = number(value)?,
        "grey_becomes_positive" => protocol.lab.grey_becomes_positive = number(value)?,
        "attempts_max" => protocol.recollection.attempts_max = number(value)?,
        "positive_limit_minutes" => protocol.recollection.positive_limit = Minutes(number(value)?),
        "void_limit_minutes" => protocol.recollection.void_limit = Minutes(number(value)?),
        "class" => {
            let class = term(Class::from_word, words.at(2)?)?;
            let rules = &mut protocol.classes;
            let rule = rules.iter_mut().find(|rule| rule.class == class).ok_or("no such class")?;
            match words.at(3)? {
                "capacity" => rule.capacity = number(value)?,
                "specimens" => rule.specimens = number(value)?,
                other => return Err(format!("no {other} in a class")),
            }
        }
        other => return Err(format!("no {other} in the protocol")),
    }
    Ok(())
}
