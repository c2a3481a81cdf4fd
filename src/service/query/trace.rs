//! Traces: a person forward to every outcome, a tube, a box or a well backward to the people.

use serde::Serialize;
use tenfold_domain::code::{BoxCode, PersonKey, PlateCode, TubeCode};
use tenfold_domain::event::Event;
use tenfold_domain::outcome::{self, Outcome};
use tenfold_domain::plate::{Content, Well};
use utoipa::ToSchema;

use super::Look;
use super::case::BoxView;
use super::custody::Lineage;
use super::hatch::Found;
use super::personal::PersonalView;
use super::tube::{MemberView, TubeView, WellView};
use super::view::FactView;
use crate::storage::tables::{load, query};
use crate::storage::{Entry, Registration, StoreError};

/// Most registrations of one person that are followed.
const TAKES_MAX: usize = 256;

/// What somebody reads of a tube.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReadView {
    /// The word: pending, negative, second_test, positive, new_swab; withdrawn when the person
    /// left before the swab.
    pub outcome: &'static str,
    /// What the person reads, in Chinese.
    pub zh: &'static str,
    /// What the person reads, in English.
    pub en: &'static str,
}

/// One registration of a person and everything that followed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TakeView {
    /// Ledger number of the registration.
    pub seq: u64,
    /// The pass.
    pub round: u32,
    /// The tube, under the label it had then.
    pub tube: String,
    /// The tube as it stands, under its newest label.
    pub now: Option<TubeView>,
    /// What the person reads.
    pub outcome: ReadView,
    /// Every fact about the tube in the order of time; of its members only this person's own.
    pub custody: Vec<FactView>,
}

/// A person from the first registration to the last outcome.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PersonTrace {
    /// Look-up key, 32 hexadecimal digits.
    pub person: String,
    /// Who it is: masked, unless unmasking was asked for and allowed.
    pub personal: Option<PersonalView>,
    /// What the person reads now: of all their tubes in the newest round, and of what is owed.
    pub outcome: ReadView,
    /// Registrations, the newest first.
    pub takes: Vec<TakeView>,
    /// What became of recollections and of tests by schedule, in the order of time.
    pub recollections: Vec<FactView>,
}

/// A person behind a tube.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PersonBehind {
    /// The member.
    #[serde(flatten)]
    pub member: MemberView,
    /// What became of the member's recollections and tests by schedule.
    pub recollections: Vec<FactView>,
}

/// A tube, how it came about and who is in it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TubeTrace {
    /// The tube as it stands, under its newest label.
    pub tube: TubeView,
    /// Every label it had, the oldest first.
    pub labels: Vec<String>,
    /// Every fact about it, its boxes and its plates, in the order of time.
    pub facts: Vec<FactView>,
    /// The people in it.
    pub persons: Vec<PersonBehind>,
}

/// A box, how it travelled and who is in its tubes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BoxTrace {
    /// The box as it stands.
    #[serde(rename = "box")]
    pub case: BoxView,
    /// Every fact about it, in the order of time.
    pub facts: Vec<FactView>,
    /// Its tubes with their members.
    pub tubes: Vec<TubeView>,
}

/// A well, its plate's facts and the tube in it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WellTrace {
    /// The plate.
    pub plate: String,
    /// The well.
    pub well: WellView,
    /// The plate's facts that concern this well, in the order of time.
    pub facts: Vec<FactView>,
    /// The specimen's own trace, where the well holds one.
    pub specimen: Option<TubeTrace>,
}

/// A person's registrations, the newest first, each with its tube's whole custody.
pub fn person(
    look: &Look<'_>,
    person: PersonKey,
    latest: Option<u64>,
) -> Result<Option<PersonTrace>, StoreError> {
    let mut takes = Vec::new();
    let mut next = latest;
    let mut outcome = Outcome::Pending;
    while let Some(seq) = next.filter(|_| takes.len() < TAKES_MAX) {
        let found = load::registration(look.connection, look.region, seq)?;
        // The index knows half of a key; the registration knows all of it.
        let Some(found) = found.filter(|found| found.person == person) else { break };
        if takes.is_empty() {
            outcome = outcome_of_round(look, &found)?;
        }
        next = found.previous;
        takes.push(take(look, &found)?);
    }
    if takes.is_empty() {
        return Ok(None);
    }
    let recollections = recollections(look, person)?;
    let person = person.to_string();
    let outcome = read(outcome);
    Ok(Some(PersonTrace { person, personal: None, outcome, takes, recollections }))
}

/// What a person reads of the round of this registration, their newest: of all their tubes in it
/// and of what they are still owed.
pub fn outcome_of_round(look: &Look<'_>, newest: &Registration) -> Result<Outcome, StoreError> {
    let mut lineages = Vec::new();
    let mut next = Some(newest.clone());
    while let Some(found) = next.filter(|_| lineages.len() < TAKES_MAX) {
        if found.round == newest.round {
            lineages.extend(Lineage::of(look, found.tube)?);
        }
        let before =
            found.previous.map(|seq| load::registration(look.connection, look.region, seq));
        next = before.transpose()?.flatten().filter(|before| before.person == newest.person);
    }
    let tubes = lineages.iter().map(Lineage::now);
    let takes: Vec<_> =
        tubes.filter_map(|tube| Some((tube, tube.member(newest.person)?))).collect();
    let owed = load::recollection(look.connection, look.region, newest.person)?;
    Ok(outcome::of_person(&takes, owed.as_ref()))
}

fn take(look: &Look<'_>, found: &Registration) -> Result<TakeView, StoreError> {
    let lineage = Lineage::of(look, found.tube)?;
    let mut custody = lineage.as_ref().map(|l| l.facts(look)).transpose()?.unwrap_or_default();
    custody.retain(|entry| concerns(&entry.event, found.person));
    let tube = lineage.as_ref().map(Lineage::now);
    let member = tube.and_then(|tube| tube.member(found.person));
    let outcome = match (tube, member) {
        (Some(tube), Some(member)) => read(outcome::of_member(tube, member)),
        _ if custody.iter().any(|entry| matches!(entry.event, Event::Withdrawn { .. })) => {
            let en = "The registration was withdrawn";
            ReadView { outcome: "withdrawn", zh: "登记已撤回", en }
        }
        // The head is written a moment behind the fact.
        _ => read(Outcome::Pending),
    };
    Ok(TakeView {
        seq: found.seq,
        round: found.round.0,
        tube: found.tube.to_string(),
        now: tube.map(|tube| {
            let mut view = TubeView::of(look.campaign, tube);
            let own = found.person.to_string();
            view.members.retain(|member| member.person == own);
            view
        }),
        outcome,
        custody: FactView::in_order(custody),
    })
}

fn read(outcome: Outcome) -> ReadView {
    ReadView { outcome: outcome.word(), zh: outcome.zh(), en: outcome.en() }
}

/// Whether a tube's fact is about the whole tube or about this member.
fn concerns(event: &Event, who: PersonKey) -> bool {
    match event {
        Event::Registered { person, .. }
        | Event::Overridden { person, .. }
        | Event::GuardianNamed { person, .. }
        | Event::Withdrawn { person, .. } => *person == who,
        Event::Swabbed { person, .. } | Event::Notified { person, .. } => {
            person.is_none_or(|person| person == who)
        }
        _ => true,
    }
}

fn recollections(look: &Look<'_>, person: PersonKey) -> Result<Vec<FactView>, StoreError> {
    let places = query::facts_of_person(look.connection, look.region, person)?;
    look.facts(places).map(FactView::in_order)
}

/// A tube under all its labels, backward to the people in it.
pub fn tube(look: &Look<'_>, code: TubeCode) -> Result<Option<TubeTrace>, StoreError> {
    let Some(lineage) = Lineage::of(look, code)? else { return Ok(None) };
    let view = TubeView::of(look.campaign, lineage.now());
    let behind = view.members.iter().zip(&lineage.now().members).map(|(view, member)| {
        let recollections = recollections(look, member.person)?;
        Ok(PersonBehind { member: view.clone(), recollections })
    });
    Ok(Some(TubeTrace {
        labels: lineage.codes().map(|code| code.to_string()).collect(),
        facts: FactView::in_order(lineage.facts(look)?),
        persons: behind.collect::<Result<_, StoreError>>()?,
        tube: view,
    }))
}

/// A box backward to the people in its tubes.
pub fn case(look: &Look<'_>, code: BoxCode) -> Result<Option<BoxTrace>, StoreError> {
    let Some((case, trail)) = query::case(look.connection, look.region, code)? else {
        return Ok(None);
    };
    let mut places: Vec<_> = trail.facts().collect();
    places.extend(query::facts_beside_box(look.connection, look.region, code)?);
    let tubes = look.tubes(&case.tubes)?;
    let found = Found::of(look, (&case, &trail), &tubes)?;
    Ok(Some(BoxTrace {
        case: BoxView::of(look.campaign, &case, &tubes, &found),
        facts: FactView::in_order(look.facts(places)?),
        tubes: tubes.iter().map(|tube| TubeView::of(look.campaign, tube)).collect(),
    }))
}

/// A well backward to the people in its tube. `None`: no such plate, or nothing in the well.
pub fn well(look: &Look<'_>, code: PlateCode, well: Well) -> Result<Option<WellTrace>, StoreError> {
    let Some((plate, trail)) = query::plate(look.connection, look.region, code)? else {
        return Ok(None);
    };
    let Some(content) = plate.at(well) else { return Ok(None) };
    let here = |entry: &Entry| match &entry.event {
        Event::WellLoaded { well: at, .. } | Event::ControlRead { well: at, .. } => *at == well,
        _ => true,
    };
    let facts = look.facts(trail.facts())?.into_iter().filter(here).collect();
    let specimen = match content {
        Content::Tube(code) => tube(look, code)?,
        Content::Control(_) => None,
    };
    let found = match content {
        Content::Tube(code) => look.tubes(&[code])?.pop(),
        Content::Control(_) => None,
    };
    Ok(Some(WellTrace {
        plate: plate.code.to_string(),
        well: WellView::of(well, content, found.as_ref()),
        facts: FactView::in_order(facts),
        specimen,
    }))
}
