//! A box and a plate as they stand, with what is in them.

use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::TubeCode;
use tenfold_domain::plate::Plate;
use tenfold_domain::transport::{BoxStage, Case};
use tenfold_domain::tube::{Stage, Tube};
use tenfold_domain::turnaround::box_clock;
use utoipa::ToSchema;

use super::hatch::{Found, NotedView, RejectedView, SignatureView};
use super::tube::WellView;
use super::view::DueView;

/// A tube on a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackedView {
    /// Its label.
    pub tube: String,
    /// Where it is now; none when the store knows no such tube.
    pub stage: Option<&'static str>,
    /// How many people are in it.
    pub people: usize,
    /// When the first swab went in.
    pub first_swab_at_ms: Option<i64>,
    /// The lab's number for it, as it stands on the tube.
    #[schema(example = "1-20220401-0001")]
    pub accession: Option<String>,
    /// When a lab took it in.
    pub received_at_ms: Option<i64>,
    /// What is wrong with it, by name, with who noted it and when.
    pub differences: Vec<NotedView>,
    /// Why the lab turned it away, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<RejectedView>,
}

/// A box as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoxView {
    /// Its label.
    #[serde(rename = "box")]
    pub box_code: String,
    /// Where it is in its life.
    pub stage: &'static str,
    /// Where it was packed.
    pub site: u32,
    /// Who has it, on the way.
    pub holder: Option<u32>,
    /// The lab it was sent to.
    pub routed: Option<u32>,
    /// The lab that has it.
    pub lab: Option<u32>,
    /// Oldest first swab inside, once sealed.
    pub oldest_swab_at_ms: Option<i64>,
    /// When it was sealed.
    pub sealed_at_ms: Option<i64>,
    /// The clock that runs for it.
    pub due: Option<DueView>,
    /// Tubes on its manifest.
    pub count: u16,
    /// Of these, tubes not accepted by a lab yet: what an intake desk still looks for.
    pub not_received: usize,
    /// Its manifest.
    pub tubes: Vec<PackedView>,
    /// Tubes that were found in it and do not stand on its manifest.
    pub surplus: Vec<PackedView>,
    /// What is wrong with the box as a whole: its counts, its lab, tubes without a label.
    pub differences: Vec<NotedView>,
    /// Who gave and who took it each time, with counts; the last are those of courier and receiver.
    pub signatures: Vec<SignatureView>,
}

impl BoxView {
    /// A box with the tubes of its manifest, in any order, and what was found of them.
    pub fn of(campaign: &Campaign, case: &Case, tubes: &[Tube], found: &Found) -> BoxView {
        let (holder, lab) = match case.stage {
            BoxStage::InTransit { holder } => (Some(holder.0), None),
            BoxStage::Received { lab } | BoxStage::Emptied { lab } => (None, Some(lab.0)),
            BoxStage::Open | BoxStage::Sealed | BoxStage::Lost => (None, None),
        };
        let on_the_way =
            |tube: &&Tube| matches!(tube.stage, Stage::Sealed | Stage::Packed | Stage::InTransit);
        BoxView {
            box_code: case.code.to_string(),
            stage: case.stage.word(),
            site: case.site.0,
            holder,
            routed: case.routed.map(|lab| lab.0),
            lab,
            oldest_swab_at_ms: case.oldest_swab_at.map(|at| at.0),
            sealed_at_ms: case.sealed_at.map(|at| at.0),
            due: box_clock(&campaign.protocol, case).map(DueView::from),
            count: case.count(),
            not_received: tubes.iter().filter(on_the_way).count(),
            tubes: case.tubes.iter().map(|code| packed(*code, tubes, found)).collect(),
            surplus: found
                .surplus
                .iter()
                .map(|tube| packed(tube.code, &found.surplus, found))
                .collect(),
            differences: found.noted_of(None),
            signatures: found.signatures.clone(),
        }
    }
}

fn packed(code: TubeCode, tubes: &[Tube], found: &Found) -> PackedView {
    let tube = tubes.iter().find(|tube| tube.code == code);
    PackedView {
        tube: code.to_string(),
        stage: tube.map(|tube| tube.stage.word()),
        people: tube.map_or(0, |tube| tube.members.len()),
        first_swab_at_ms: tube.and_then(|tube| tube.first_swab_at).map(|at| at.0),
        accession: tube.and_then(Tube::written_accession),
        received_at_ms: tube.and_then(|tube| tube.received_at).map(|at| at.0),
        differences: found.noted_of(Some(code)),
        rejected: found.rejected_of(code),
    }
}

/// A plate as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlateView {
    /// Its label.
    pub plate: String,
    /// The lab that laid it out.
    pub lab: u32,
    /// The kit it is read by.
    pub kit: String,
    /// The colours that it is read in, in the order of the kit's targets.
    pub reporters: Vec<String>,
    /// The readings are in.
    pub read: bool,
    /// What stands where.
    pub wells: Vec<WellView>,
}

impl PlateView {
    /// A plate with the tubes on it, in any order.
    pub fn of(campaign: &Campaign, plate: &Plate, tubes: &[Tube]) -> PlateView {
        let targets = campaign.kit(&plate.kit).into_iter().flat_map(|kit| &kit.targets);
        use tenfold_domain::plate::Content;
        let well = |(well, content): &(_, Content)| {
            let tube = tubes.iter().find(|tube| *content == Content::Tube(tube.code));
            WellView::of(well, *content, tube)
        };
        PlateView {
            plate: plate.code.to_string(),
            lab: plate.lab.0,
            kit: plate.kit.clone(),
            reporters: targets.map(|target| target.reporter.clone()).collect(),
            read: plate.read_at.is_some(),
            wells: plate.wells.iter().map(well).collect(),
        }
    }
}
