//! The second swab: everybody the server says is owed one, singly, back to the lab that asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tenfold_domain::code::LabId;
use tenfold_domain::term::Call;

use super::lab;
use super::plan::{LanePlan, Shared, TubePlan};
use super::site::LaneDay;
use super::tally::{Filled, Tally};
use super::transport::Journey;
use super::work::Crew;

/// A second swab on the server's list, as much of it as a squad needs.
#[derive(Deserialize)]
struct Owed {
    /// The tube that caused it.
    source: String,
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
    let owed = owed(world, crew, tubes).await?;
    let sources: Vec<&Filled> = tubes.iter().filter(|tube| owed.contains(&tube.code)).collect();
    let errands = second_swabs(world, &sources);
    if errands.is_empty() {
        return Ok(Closed::default());
    }
    let original: BTreeMap<usize, Option<LabId>> = sources
        .iter()
        .flat_map(|tube| {
            let lab = tube.lab.filter(|_| !tube.void);
            tube.members.iter().map(move |who| (*who, lab))
        })
        .collect();
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
    let open = count_owed(world, crew, tubes).await?;
    Ok(Closed { closed, open })
}

async fn list(world: &Shared, crew: &mut Crew) -> anyhow::Result<Vec<Owed>> {
    let token = world.staff.commander.token.clone();
    crew.line()?.get("/v1/recollections", &token).await
}

/// Tubes of ours with somebody who is owed a swab and has no new tube.
async fn owed(
    world: &Shared,
    crew: &mut Crew,
    tubes: &[Filled],
) -> anyhow::Result<BTreeSet<String>> {
    let ours: BTreeSet<&str> = tubes.iter().map(|tube| tube.code.as_str()).collect();
    let owed = list(world, crew).await?.into_iter().filter(|owed| owed.sampled.is_none());
    Ok(owed.map(|owed| owed.source).filter(|tube| ours.contains(tube.as_str())).collect())
}

async fn count_owed(world: &Shared, crew: &mut Crew, tubes: &[Filled]) -> anyhow::Result<u64> {
    let ours: BTreeSet<&str> = tubes.iter().map(|tube| tube.code.as_str()).collect();
    let list = list(world, crew).await?;
    Ok(list.iter().filter(|owed| ours.contains(owed.source.as_str())).count() as u64)
}

/// A tube of one for everybody, at the lane of the first swab.
fn second_swabs(world: &Shared, sources: &[&Filled]) -> Vec<LaneDay> {
    let mut lanes: BTreeMap<_, LanePlan> = BTreeMap::new();
    for source in sources {
        let (lane, site) = (source.lane, source.site);
        let plan = lanes.entry(lane).or_insert_with(|| LanePlan { lane, site, tubes: Vec::new() });
        plan.tubes.extend(source.members.iter().map(|who| TubePlan {
            code: world.codes.tube(),
            capacity: 1,
            members: vec![*who],
            twist: None,
        }));
    }
    let day = |plan| LaneDay { world: world.clone(), plan, paced: false };
    lanes.into_values().map(day).collect()
}
