//! A tube as it stands: stage, clock, members without names.

use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::command::Scope;
use tenfold_domain::plate::Content;
use tenfold_domain::term::{RejectReason, VoidReason};
use tenfold_domain::tube::{Member, Stage, Tube};
use tenfold_domain::turnaround::tube_clock;
use utoipa::ToSchema;

use super::view::DueView;

/// A member of a tube, known by look-up key only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MemberView {
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// Place in the tube, from 1.
    pub position: u8,
    /// What kind of person.
    pub class: &'static str,
    /// The swab is in the tube.
    pub swabbed: bool,
}

/// A tube as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TubeView {
    /// Its label.
    pub tube: String,
    /// Where it is in its life.
    pub stage: &'static str,
    /// The label that took this one's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relabelled_to: Option<String>,
    /// Why it was given up or turned away, a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The pass it belongs to.
    pub round: u32,
    /// The desk that filled it.
    pub lane: u32,
    /// That desk's site.
    pub site: Option<u32>,
    /// Persons it may hold.
    pub capacity: u8,
    /// When it was opened.
    pub opened_at_ms: i64,
    /// When the first swab went in.
    pub first_swab_at_ms: Option<i64>,
    /// The box it travels or travelled in.
    #[serde(rename = "box")]
    pub box_code: Option<String>,
    /// The lab that has it.
    pub lab: Option<u32>,
    /// The lab's number for it, as it stands on the tube: lab, day, count of that day.
    #[schema(example = "1-20220401-0001")]
    pub accession: Option<String>,
    /// When it was received.
    pub received_at_ms: Option<i64>,
    /// The plate it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plate: Option<String>,
    /// And where on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub well: Option<String>,
    /// What its reading says.
    pub call: Option<&'static str>,
    /// Where the specimen was put away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<&'static str>,
    /// The clock that runs for it.
    pub due: Option<DueView>,
    /// How many are in it.
    pub people: usize,
    /// Who is in it.
    pub members: Vec<MemberView>,
}

impl TubeView {
    /// Whether somebody who works only there has to do with it: at their site, or at their lab or
    /// at none yet.
    pub fn lies_within(&self, scope: Scope) -> bool {
        let site = scope.site.is_none_or(|site| self.site == Some(site.0));
        let lane = scope.lane.is_none_or(|lane| scope.site.is_some() || self.lane == lane.0);
        let lab = scope.lab.is_none_or(|lab| self.lab.is_none_or(|has| has == lab.0));
        site && lane && lab
    }

    /// What a desk needs: nothing that tells an outcome, and nobody by key.
    pub fn without_reading(self) -> TubeView {
        TubeView { call: None, store: None, members: Vec::new(), ..self }
    }

    /// A tube in the words of the interface.
    pub fn of(campaign: &Campaign, tube: &Tube) -> TubeView {
        let (plate, well) = match &tube.stage {
            Stage::InTest { plate, well, .. } => (Some(plate), Some(well)),
            _ => (None, None),
        };
        TubeView {
            tube: tube.code.to_string(),
            stage: tube.stage.word(),
            relabelled_to: match tube.stage {
                Stage::Relabelled(to) => Some(to.to_string()),
                _ => None,
            },
            reason: reason(&tube.stage),
            round: tube.round.0,
            lane: tube.lane.0,
            site: campaign.site_of(tube.lane).map(|site| site.id.0),
            capacity: tube.capacity,
            opened_at_ms: tube.opened_at.0,
            first_swab_at_ms: tube.first_swab_at.map(|at| at.0),
            box_code: tube.box_code.map(|code| code.to_string()),
            lab: tube.lab.map(|lab| lab.0),
            accession: tube.written_accession(),
            received_at_ms: tube.received_at.map(|at| at.0),
            plate: plate.map(ToString::to_string),
            well: well.map(ToString::to_string),
            call: tube.stage.call().map(|call| call.word()),
            store: tube.store.map(|store| store.word()),
            due: tube_clock(&campaign.protocol, tube).map(DueView::from),
            people: tube.members.len(),
            members: tube.members.iter().map(member).collect(),
        }
    }
}

fn reason(stage: &Stage) -> Option<&'static str> {
    match stage {
        Stage::Void(reason) => Some(VoidReason::word(*reason)),
        Stage::Rejected(reason) => Some(RejectReason::word(*reason)),
        _ => None,
    }
}

fn member(member: &Member) -> MemberView {
    MemberView {
        person: member.person.to_string(),
        position: member.position,
        class: member.class.word(),
        swabbed: member.swabbed,
    }
}

/// What stands in a well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WellView {
    /// Position, for instance `A01`.
    pub well: String,
    /// The specimen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tube: Option<String>,
    /// The lab's number for the specimen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accession: Option<String>,
    /// Or the control.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<&'static str>,
    /// Where the specimen is in its life now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// The specimen's call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<&'static str>,
}

impl WellView {
    /// A well with the tube that stands in it.
    pub fn of(well: impl ToString, content: Content, tube: Option<&Tube>) -> WellView {
        let (code, control) = match content {
            Content::Tube(code) => (Some(code.to_string()), None),
            Content::Control(control) => (None, Some(control.word())),
        };
        WellView {
            well: well.to_string(),
            tube: code,
            accession: tube.and_then(Tube::written_accession),
            control,
            stage: tube.map(|tube| tube.stage.word()),
            call: tube.and_then(|tube| tube.stage.call()).map(|call| call.word()),
        }
    }
}
