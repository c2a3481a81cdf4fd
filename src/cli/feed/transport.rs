//! From the site to the lab's hatch: packing, counting, both signatures.

use anyhow::Context as _;
use serde_json::json;
use tenfold_domain::code::{LabId, SiteId};

use super::plan::Shared;
use super::staff::Badge;
use super::tally::{Filled, Tally};
use super::wire::act;
use super::work::{Errand, ask};
use crate::cli::client::Line;

/// A site's tubes on their way, box by box.
pub struct Journey {
    /// Everything known.
    pub world: Shared,
    /// Where they start.
    pub site: SiteId,
    /// Sealed tubes; recollections of one lab travel apart.
    pub tubes: Vec<Filled>,
}

impl Journey {
    /// One journey a site and asked lab.
    pub fn all(world: &Shared, tubes: Vec<Filled>) -> Vec<Journey> {
        let mut journeys: Vec<Journey> = Vec::new();
        for tube in tubes.into_iter().filter(|tube| tube.sealed && !tube.void) {
            let same = |journey: &&mut Journey| {
                journey.site == tube.site
                    && journey.tubes.first().is_some_and(|first| first.lab == tube.lab)
            };
            match journeys.iter_mut().find(same) {
                Some(journey) => journey.tubes.push(tube),
                None => {
                    let (world, site) = (world.clone(), tube.site);
                    journeys.push(Journey { world, site, tubes: vec![tube] });
                }
            }
        }
        journeys
    }
}

impl Errand for Journey {
    type Done = (Vec<Filled>, Tally);

    async fn walk(self, line: &mut Line) -> anyhow::Result<Self::Done> {
        let (mut arrived, mut tally) = (Vec::new(), Tally::default());
        let most = self.world.campaign.protocol.transport.tubes_per_box_max.max(1);
        for tubes in self.tubes.chunks(usize::from(most)) {
            let code = self.world.codes.case();
            let Some(lab) = self.pack(line, &code, tubes, &mut tally).await? else { continue };
            if self.carry(line, &code, (lab, tubes.len()), &mut tally).await? {
                tally.boxes += 1;
                arrived.extend(tubes.iter().map(|tube| Filled { lab: Some(lab), ..tube.clone() }));
            }
        }
        Ok((arrived, tally))
    }
}

impl Journey {
    /// Tubes go into the box, the box is sealed, and the server names its lab.
    async fn pack(
        &self,
        line: &mut Line,
        code: &str,
        tubes: &[Filled],
        tally: &mut Tally,
    ) -> anyhow::Result<Option<LabId>> {
        let (packer, _) = self.world.staff.carriers(self.site)?;
        let pack = |tube: &Filled| {
            act("pack_tube", json!({"box": code, "site": self.site.0, "tube": tube.code}))
        };
        let mut commands: Vec<String> = tubes.iter().map(pack).collect();
        commands.push(act("seal_box", json!({"box": code, "count": tubes.len()})));
        let verdicts = ask(&self.world, line, packer, &commands, false).await?;
        let landed = tally.note_all(&verdicts);
        let sealed = verdicts.last().context("a box without verdicts")?;
        Ok(sealed.lab.map(LabId).filter(|_| landed))
    }

    /// Packer to courier to receiver, each counting; then the lab takes the tubes in.
    async fn carry(
        &self,
        line: &mut Line,
        code: &str,
        (lab, count): (LabId, usize),
        tally: &mut Tally,
    ) -> anyhow::Result<bool> {
        let (packer, courier) = self.world.staff.carriers(self.site)?;
        let (bench, _) = self.world.staff.lab(lab)?;
        let handover = act(
            "hand_over",
            json!({"box": code, "giver": packer.staff, "taker": courier.staff,
                   "given": count, "taken": count}),
        );
        let taken = ask(&self.world, line, courier, &[handover], false).await?;
        let receipt = receipt(code, (lab, count), courier, bench);
        let received = ask(&self.world, line, bench, &receipt, false).await?;
        Ok(tally.note_all(&taken) & tally.note_all(&received))
    }
}

/// Both sign for the box; its tubes are counted in; the empty box is free again.
fn receipt(
    code: &str,
    (lab, count): (LabId, usize),
    courier: &Badge,
    bench: &Badge,
) -> [String; 3] {
    let signed = json!({"box": code, "lab": lab.0, "courier": courier.staff,
                        "receiver": bench.staff, "count": count});
    [
        act("receive_box", signed),
        act("receive_rest", json!({"box": code})),
        act("empty_box", json!({"box": code})),
    ]
}
