//! The second swab: everybody the server says is owed one, singly, back to the lab that asked.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::Deserialize;
use tenfold_domain::code::LabId;
use tenfold_domain::term::{Call, Cause};

use super::lab;
use super::plan::{LanePlan, Shared, TubePlan};
use super::site::LaneDay;
use super::tally::{Filled, Tally};
use super::transport::Journey;
use super::work::Crew;

/// How often the list is asked again.
const LIST_TRIES: u32 = 50;

/// A second swab on the server's list, as much of it as a squad needs.
#[derive(Deserialize)]
struct Owed {
    /// The tube that caused it.
    source: String,
    /// Why, a word.
    cause: String,
    /// The new tube, once there is one.
    sampled: Option<String>,
}

/// What became of the second swabs.
#[derive(Default, Debug)]
pub struct Closed {
    /// Outcomes of their own.
    pub closed: u64,
    /// Still owed at the end.
    pub open: u64,
}

/// Plays the second swab of everybody in `tubes` who is owed one.
pub async fn play(
    world: &Shared,
    crew: &mut Crew,
    tubes: &[Filled],
    tally: &mut Tally,
) -> anyhow::Result<Closed> {
    let waiting = owed(world, crew, tubes, tally.owed).await?;
    let waiting = waiting.into_iter().filter(|owed| owed.sampled.is_none());
    let waiting: BTreeSet<(String, bool)> =
        waiting.map(|owed| (owed.source, owed.cause == Cause::Unresolved.word())).collect();
    let people = tubes.iter().flat_map(|tube| people_of(tube, &waiting));
    let people: Vec<(usize, &Filled)> = people.collect();
    if people.is_empty() {
        return Ok(Closed::default());
    }
    let original: BTreeMap<usize, Option<LabId>> = people
        .iter()
        .map(|(who, tube)| (*who, tube.lab.filter(|_| !tube.void && tube.late != Some(*who))))
        .collect();
    let errands = second_swabs(world, &people);
    let mut single = Vec::new();
    for (filled, part) in crew.run("recollection", errands).await? {
        tally.add(part);
        single.extend(filled.into_iter().map(|tube| {
            let lab = tube.members.first().and_then(|who| original.get(who).copied().flatten());
            Filled { lab, ..tube }
        }));
    }
    let mut arrived = Vec::new();
    for (filled, part) in crew.run("transport", Journey::all(world, single)).await? {
        tally.add(part);
        arrived.extend(filled);
    }
    let calls = lab::test(world, crew, arrived, tally).await?;
    let settled = |(_, call): &&(Filled, Call)| matches!(call, Call::Negative | Call::Positive);
    let closed = calls.iter().filter(settled).count() as u64;
    let open = owed(world, crew, tubes, tally.owed.saturating_sub(closed)).await?.len() as u64;
    Ok(Closed { closed, open })
}

/// What is owed to people of ours. The list follows the verdicts within a second; it is asked
/// again until it is as long as the verdicts told, or is taken at its word.
async fn owed(
    world: &Shared,
    crew: &mut Crew,
    tubes: &[Filled],
    told: u64,
) -> anyhow::Result<Vec<Owed>> {
    let token = world.staff.commander.token.clone();
    let ours: BTreeSet<&str> = tubes.iter().map(|tube| tube.code.as_str()).collect();
    let mut owed: Vec<Owed> = Vec::new();
    for _ in 0..LIST_TRIES {
        owed = crew.line()?.get("/v1/recollections", &token).await?;
        owed.retain(|owed| ours.contains(owed.source.as_str()));
        if owed.len() as u64 == told {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(owed)
}

/// The server lists look-up keys and no names; whom it means, the tube and the cause tell: the
/// one who was uploaded too late, or everybody in the tube.
fn people_of<'a>(
    tube: &'a Filled,
    owed: &BTreeSet<(String, bool)>,
) -> impl Iterator<Item = (usize, &'a Filled)> + use<'a> {
    let has = |late| owed.contains(&(tube.code.clone(), late));
    let late = tube.late.filter(|_| has(true));
    let members: &[usize] = if has(false) { &tube.members } else { &[] };
    members.iter().copied().chain(late).map(move |who| (who, tube))
}

/// A tube of one for everybody, at the lane of the first swab.
fn second_swabs(world: &Shared, people: &[(usize, &Filled)]) -> Vec<LaneDay> {
    let mut lanes: BTreeMap<_, LanePlan> = BTreeMap::new();
    for (who, source) in people {
        let (lane, site) = (source.lane, source.site);
        let plan = lanes.entry(lane).or_insert_with(|| LanePlan { lane, site, tubes: Vec::new() });
        let (code, members) = (world.codes.tube(), vec![*who]);
        plan.tubes.push(TubePlan { code, capacity: 1, members, twist: None });
    }
    let day = |plan| LaneDay { world: world.clone(), plan, paced: false };
    lanes.into_values().map(day).collect()
}
