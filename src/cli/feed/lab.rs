//! In the lab: plates, readings, retests, the second pair of eyes.

use serde_json::{Value, json};
use tenfold_domain::code::LabId;
use tenfold_domain::command::Fingerprint;
use tenfold_domain::ct::{self, Ct, Kit, Reading};
use tenfold_domain::term::{Call, Control};

use super::plan::{Shared, World};
use super::staff::Badge;
use super::tally::{Filled, Tally};
use super::wire::act;
use super::work::{Crew, Errand, ask};
use crate::cli::client::Line;
use crate::setup::chance::Chance;

/// Wells of a plate.
const WELLS: usize = 96;
/// Columns of a plate.
const COLUMNS: usize = 12;
/// One first reading in so many is grey or shows nothing at all, and is done again.
const UNCLEAR_ONE_IN: u64 = 400;

/// A plate from its layout to its last review.
struct Run {
    world: Shared,
    lab: LabId,
    tubes: Vec<Filled>,
    /// Readings of these tubes so far.
    attempt: u8,
}

/// What a plate yields: final calls, and tubes that go on another plate.
struct Yield {
    called: Vec<(Filled, Call)>,
    again: Vec<Filled>,
    tally: Tally,
}

/// Tests all tubes at their labs until each has a call; hands back the calls.
pub async fn test(
    world: &Shared,
    crew: &mut Crew,
    mut tubes: Vec<Filled>,
    tally: &mut Tally,
) -> anyhow::Result<Vec<(Filled, Call)>> {
    let mut called = Vec::new();
    for attempt in 0..=world.campaign.protocol.lab.retests_max {
        let runs = plates(world, std::mem::take(&mut tubes), attempt);
        if runs.is_empty() {
            break;
        }
        for mut part in crew.run("lab", runs).await? {
            called.append(&mut part.called);
            tubes.append(&mut part.again);
            tally.add(part.tally);
        }
    }
    Ok(called)
}

/// How many positive and negative controls a plate carries.
fn controls(world: &World) -> (usize, usize) {
    let (positive, negative) = world.campaign.protocol.lab.controls_min;
    (usize::from(positive.max(1)), usize::from(negative.max(1)))
}

fn plates(world: &Shared, mut tubes: Vec<Filled>, attempt: u8) -> Vec<Run> {
    let (positive, negative) = controls(world);
    let room = WELLS.saturating_sub(positive + negative).max(1);
    tubes.sort_by_key(|tube| tube.lab);
    let of_lab = tubes.chunk_by(|a, b| a.lab == b.lab);
    let runs = of_lab.flat_map(|tubes| tubes.chunks(room)).filter_map(|tubes| {
        let (world, lab) = (world.clone(), tubes.first()?.lab?);
        Some(Run { world, lab, tubes: tubes.to_vec(), attempt })
    });
    runs.collect()
}

fn well(nth: usize) -> String {
    let row = char::from(b'A' + (nth / COLUMNS) as u8);
    format!("{row}{:02}", nth % COLUMNS + 1)
}

impl Errand for Run {
    type Done = Yield;

    async fn walk(self, line: &mut Line) -> anyhow::Result<Yield> {
        let mut tally = Tally::default();
        let (bench, reviewer) = self.world.staff.lab(self.lab)?;
        let readings = self.readings();
        let verdicts = ask(&self.world, line, bench, &self.sheets(&readings), false).await?;
        let (mut called, mut again) = (Vec::new(), Vec::new());
        if tally.note_all(&verdicts) {
            tally.plates += 1;
            for (tube, reading) in self.tubes.iter().zip(&readings) {
                match ct::call(&self.world.kit, reading) {
                    Call::Grey | Call::Invalid if self.retests() => again.push(tube.clone()),
                    call => called.push((tube.clone(), call)),
                }
            }
        }
        let called = self.review(line, reviewer, called, &mut tally).await?;
        Ok(Yield { called, again, tally })
    }
}

impl Run {
    fn retests(&self) -> bool {
        self.attempt < self.world.campaign.protocol.lab.retests_max
    }

    /// What the machine reads, specimens first, then controls; chance from seed and tube.
    fn readings(&self) -> Vec<Reading> {
        let (world, kit) = (&self.world, &self.world.kit);
        let specimen = |tube: &Filled| {
            let salt = Fingerprint::of(&(&tube.code, self.attempt));
            let mut chance = Chance::new(world.seed ^ salt);
            let ill = tube.members.iter().any(|who| world.people[*who].infected);
            let unclear = self.attempt == 0 && self.retests();
            match chance.below(UNCLEAR_ONE_IN) {
                0 if unclear => vec![None; kit.targets.len()],
                _ => curve(kit, ill, &mut chance),
            }
        };
        let (positive, negative) = controls(world);
        let mut chance = Chance::new(world.seed);
        let mut readings: Vec<Reading> = self.tubes.iter().map(specimen).collect();
        readings
            .extend((0..positive + negative).map(|nth| curve(kit, nth < positive, &mut chance)));
        readings
    }

    /// The layout and the readings, as the machine writes them.
    fn sheets(&self, readings: &[Reading]) -> [String; 2] {
        let code = self.world.codes.plate();
        let positive = controls(&self.world).0;
        let content = |nth: usize| match self.tubes.get(nth) {
            Some(tube) => json!({"well": well(nth), "tube": tube.code}),
            None => {
                let ill = nth < self.tubes.len() + positive;
                let control = if ill { Control::Positive } else { Control::Negative };
                json!({"well": well(nth), "control": control.word()})
            }
        };
        let wells: Vec<Value> = (0..readings.len()).map(content).collect();
        let number = |ct: &Option<Ct>| ct.map(|ct| f64::from(ct.0) / 100.0);
        let read = |(nth, reading): (usize, &Reading)| {
            let ct: Vec<Option<f64>> = reading.iter().map(number).collect();
            json!({"well": well(nth), "ct": ct})
        };
        let curves: Vec<Value> = readings.iter().enumerate().map(read).collect();
        let kit = &self.world.kit.name;
        let layout = json!({"plate": code, "lab": self.lab.0, "kit": kit, "wells": wells});
        [act("load_plate", layout), act("read_plate", json!({"plate": code, "readings": curves}))]
    }

    /// A second person confirms, and publishes where that is a step of its own.
    async fn review(
        &self,
        line: &mut Line,
        reviewer: &Badge,
        called: Vec<(Filled, Call)>,
        tally: &mut Tally,
    ) -> anyhow::Result<Vec<(Filled, Call)>> {
        let reviews: Vec<String> =
            called.iter().map(|(tube, _)| act("review", json!({"tube": tube.code}))).collect();
        let verdicts = ask(&self.world, line, reviewer, &reviews, false).await?;
        for ((tube, call), verdict) in called.iter().zip(&verdicts) {
            tally.note(verdict);
            *tally.calls.entry(*call).or_default() += 1;
            tally.called_people += tube.members.len() as u64;
            if *call == Call::Positive && tube.capacity == 1 {
                tally.positive.extend(&tube.members);
            }
        }
        if !self.world.campaign.protocol.lab.publish_on_review {
            let publish = |(tube, _): &(Filled, Call)| act("publish", json!({"tube": tube.code}));
            let commands: Vec<String> = called.iter().map(publish).collect();
            tally.note_all(&ask(&self.world, line, reviewer, &commands, false).await?);
        }
        Ok(called)
    }
}

/// Cycles of a specimen or a control: everything rises in an infected one, the internal control
/// alone in any other.
fn curve(kit: &Kit, ill: bool, chance: &mut Chance) -> Reading {
    let mut rise = |max: Ct| Some(Ct(max.0.saturating_sub(50 + chance.below(900) as u16)));
    let targets = kit.targets.iter();
    targets
        .map(|target| if ill || target.internal_control { rise(target.positive_max) } else { None })
        .collect()
}
