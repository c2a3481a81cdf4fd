//! At the lane: people into tubes, swabs, seals, and what goes wrong there.

use hyper::body::Bytes;
use serde_json::json;

use super::plan::{LanePlan, Shared, TubePlan, Twist};
use super::staff::Badge;
use super::tally::{Filled, Tally};
use super::wire::{self, act};
use super::work::{Errand, ask, send};
use crate::cli::client::{JSON, Line, NDJSON};

/// A lane from its first person to its last tube.
pub struct LaneDay {
    /// Everything known.
    pub world: Shared,
    /// What is to come.
    pub plan: LanePlan,
    /// People come at the feed's pace.
    pub paced: bool,
}

/// What a registration on the way is.
struct Sent {
    /// Index of the tube within its group.
    tube: usize,
    who: usize,
    /// The same scan for the second time.
    again: bool,
}

impl Errand for LaneDay {
    type Done = (Vec<Filled>, Tally);

    async fn walk(self, line: &mut Line) -> anyhow::Result<Self::Done> {
        let (mut filled, mut tally) = (Vec::new(), Tally::default());
        let clerk = self.world.staff.clerk(self.plan.lane)?.clone();
        // As many tubes at a time as fill a request with registrations.
        let people = self.plan.tubes.first().map_or(1, |tube| tube.members.len().max(1));
        for group in self.plan.tubes.chunks((self.world.batch / people).max(1)) {
            let mut tubes = self.register(line, &clerk, group, &mut tally).await?;
            self.close(line, &clerk, (group, &mut tubes), &mut tally).await?;
            self.mishaps(line, &clerk, (group, &mut tubes), &mut tally).await?;
            filled.extend(tubes.into_iter().filter(|tube| !tube.members.is_empty()));
        }
        Ok((filled, tally))
    }
}

impl LaneDay {
    /// Registers a group of tubes' people, as the server takes them.
    async fn register(
        &self,
        line: &mut Line,
        clerk: &Badge,
        group: &[TubePlan],
        tally: &mut Tally,
    ) -> anyhow::Result<Vec<Filled>> {
        let (world, lane) = (&*self.world, self.plan.lane);
        let (mut commands, mut sent) = (Vec::new(), Vec::new());
        for (at, tube) in group.iter().enumerate() {
            let label = (tube.code.as_str(), tube.capacity);
            for who in &tube.members {
                commands.push(wire::register(world, lane, label, *who, false));
                sent.push(Sent { tube: at, who: *who, again: false });
            }
            let last = commands.last().cloned().zip(tube.members.last().copied());
            if let (Some(Twist::Repeat), Some((command, who))) = (tube.twist, last) {
                commands.push(command);
                sent.push(Sent { tube: at, who, again: true });
            }
            if let Some(Twist::Eleventh(who)) = tube.twist {
                commands.push(wire::register(world, lane, label, who, false));
                sent.push(Sent { tube: at, who, again: false });
            }
        }
        let verdicts = ask(world, line, clerk, &commands, self.paced).await?;
        let mut tubes: Vec<Filled> = group.iter().map(|tube| self.empty(tube)).collect();
        for (sent, verdict) in sent.iter().zip(&verdicts) {
            let landed = tally.note(verdict);
            if sent.again {
                tally.repeated += u64::from(verdict.again());
            } else if landed {
                tally.registered += 1;
                tubes[sent.tube].members.push(sent.who);
            }
        }
        Ok(tubes)
    }

    fn empty(&self, tube: &TubePlan) -> Filled {
        Filled {
            code: tube.code.clone(),
            lane: self.plan.lane,
            site: self.plan.site,
            capacity: tube.capacity,
            members: Vec::new(),
            late: None,
            sealed: false,
            void: false,
            lab: None,
        }
    }

    /// Fresh gloves, swabs and a seal for each tube; whoever leaves does so before.
    async fn close(
        &self,
        line: &mut Line,
        clerk: &Badge,
        (group, tubes): (&[TubePlan], &mut [Filled]),
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        for (plan, tube) in group.iter().zip(tubes.iter_mut()) {
            let leaves = tube.members.last().copied().filter(|_| tube.members.len() > 1);
            if let (Some(Twist::Withdraw), Some(who)) = (plan.twist, leaves) {
                let command = wire::withdraw(&self.world, &tube.code, who);
                let verdicts = ask(&self.world, line, clerk, &[command], false).await?;
                if tally.note_all(&verdicts) {
                    tally.withdrawn += 1;
                    tube.members.pop();
                }
            }
        }
        let mut commands = Vec::new();
        for tube in tubes.iter().filter(|tube| !tube.members.is_empty()) {
            commands.push(act("change_gloves", json!({})));
            commands.push(act("swab", json!({"tube": tube.code})));
            let count = tube.members.len();
            commands.push(act("seal_tube", json!({"tube": tube.code, "count": count})));
        }
        let verdicts = ask(&self.world, line, clerk, &commands, false).await?;
        let used = tubes.iter_mut().filter(|tube| !tube.members.is_empty());
        for (tube, verdicts) in used.zip(verdicts.chunks(3)) {
            tube.sealed = tally.note_all(verdicts);
            match tube.members.len() {
                _ if !tube.sealed => {}
                _ if tube.capacity == 1 => tally.single += 1,
                members if members == usize::from(tube.capacity) => tally.full += 1,
                _ => tally.short += 1,
            }
        }
        Ok(())
    }

    /// A tube breaks; a page of paper is typed in too late.
    async fn mishaps(
        &self,
        line: &mut Line,
        clerk: &Badge,
        (group, tubes): (&[TubePlan], &mut [Filled]),
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        for (plan, tube) in group.iter().zip(tubes.iter_mut()) {
            let command = match plan.twist {
                Some(Twist::Void) => {
                    act("void_tube", json!({"tube": tube.code, "reason": "broken"}))
                }
                Some(Twist::Late(who)) => {
                    let label = (tube.code.as_str(), tube.capacity);
                    wire::register(&self.world, self.plan.lane, label, who, true)
                }
                _ => continue,
            };
            let verdicts = ask(&self.world, line, clerk, &[command], false).await?;
            let landed = tally.note_all(&verdicts);
            match plan.twist {
                Some(Twist::Void) if landed => {
                    tube.void = true;
                    tally.void += 1;
                    tally.void_people += tube.members.len() as u64;
                }
                Some(Twist::Late(who)) => tube.late = Some(who),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Registrations made ready before the clock starts, so that the load costs little to make.
pub struct Volley {
    world: Shared,
    clerk: Badge,
    body: Bytes,
    count: usize,
}

impl Volley {
    /// Everybody of a plan, in requests of the feed's size.
    pub fn all(world: &Shared, plans: &[LanePlan]) -> anyhow::Result<Vec<Volley>> {
        let mut volleys: Vec<(usize, Volley)> = Vec::new();
        for plan in plans {
            let clerk = world.staff.clerk(plan.lane)?;
            let mut commands = Vec::new();
            for tube in &plan.tubes {
                let label = (tube.code.as_str(), tube.capacity);
                let members = tube.members.iter();
                commands.extend(
                    members.map(|who| wire::register(world, plan.lane, label, *who, false)),
                );
            }
            for (nth, part) in commands.chunks(world.batch).enumerate() {
                let (world, clerk) = (world.clone(), clerk.clone());
                let volley =
                    Volley { world, clerk, body: Bytes::from(part.join("\n")), count: part.len() };
                volleys.push((nth, volley));
            }
        }
        // Every lane's first people come first.
        volleys.sort_by_key(|(nth, _)| *nth);
        Ok(volleys.into_iter().map(|(_, volley)| volley).collect())
    }
}

impl Errand for Volley {
    type Done = Tally;

    async fn walk(self, line: &mut Line) -> anyhow::Result<Tally> {
        let kind = if self.world.batch == 1 { JSON } else { NDJSON };
        let request = (kind, self.body, self.count);
        let verdicts = send(&self.world, line, &self.clerk, request, true).await?;
        let mut tally = Tally::default();
        for verdict in &verdicts {
            tally.registered += u64::from(tally.note(verdict));
        }
        Ok(tally)
    }
}
