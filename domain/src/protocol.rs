//! The protocol: every limit of a written plan, as plain data. Parsed outside (TOML); the rules
//! hold no limit of their own (R162).

use crate::code::CodeRule;
use crate::ct::Ct;
use crate::term::{Area, Call, Class, ControlRule, Message, Party};
use crate::time::{At, Minutes};

/// The limits of one plan.
#[derive(Clone, PartialEq, Debug)]
pub struct Protocol {
    /// Short name, for instance `ruijin-2022`.
    pub name: String,
    /// Tube sizes that exist, in persons (1, 5, 10, 20).
    pub capacities: Vec<u8>,
    /// Limits by class of person; one entry for each class.
    pub classes: Vec<ClassRule>,
    /// Largest tube by batch 1..=4 (R47-R52).
    pub batch_capacity: [u8; 4],
    /// Codes accepted on tubes; a code is good when one rule accepts it.
    pub tube_codes: Vec<CodeRule>,
    /// Codes accepted on boxes.
    pub box_codes: Vec<CodeRule>,
    /// Limits on the way to the lab.
    pub transport: TransportRule,
    /// How a lab is chosen for a box.
    pub routing: RoutingRule,
    /// Limits inside the lab.
    pub lab: LabRule,
    /// When a lab's work is out of control.
    pub quality: QualityRule,
    /// What follows a positive.
    pub recollection: RecollectionRule,
    /// How far a device's clock may be off.
    pub clock: ClockRule,
    /// Staffing of a lane; for the planner.
    pub staffing: StaffingRule,
    /// How long a negative certificate holds, each from the swab (R205: 48 h, R257: 7 d);
    /// ascending. None where the campaign gives none.
    pub certificates: Vec<Minutes>,
    /// Test schedules in days after the start, by name (R223, R234-R236).
    pub schedules: Vec<Schedule>,
}

/// Limits for one class of person.
#[derive(Clone, PartialEq, Debug)]
pub struct ClassRule {
    /// The class.
    pub class: Class,
    /// Largest tube for this class, in persons, where no area says otherwise.
    pub capacity: u8,
    /// Largest tube by area.
    pub capacity_by_area: Vec<(Area, u8)>,
    /// A phone number is mandatory (R85).
    pub phone_mandatory: bool,
    /// Specimens per round: 2 where double sampling is asked (R185), else 1.
    pub specimens: u8,
    /// From receipt to outcome (R142, R187-R189).
    pub lab_limit: Minutes,
    /// From the first swab to the outcome.
    pub total_limit: Minutes,
}

impl ClassRule {
    /// When the outcome is due: by the clock of the lab from receipt on, and by the whole way's
    /// from the first swab (R142).
    pub fn outcome_due_at(&self, first_swab_at: At, received_at: Option<At>) -> At {
        let total = first_swab_at + self.total_limit;
        received_at.map_or(total, |at| total.min(at + self.lab_limit))
    }
}

/// Limits on the way to the lab.
#[derive(Clone, PartialEq, Debug)]
pub struct TransportRule {
    /// Most tubes in a box (R105).
    pub tubes_per_box_max: u16,
    /// Collection rounds (R78).
    pub collection_interval: Minutes,
    /// Longest at room temperature, from the first swab (R99).
    pub room_limit: Minutes,
    /// Most disinfections of one pair of gloves in a row (R97).
    pub glove_disinfections_max: u16,
}

/// How a lab is chosen for a box; see [`crate::routing`].
#[derive(Clone, PartialEq, Debug)]
pub struct RoutingRule {
    /// What of the drive is charged once more, in percent: a courier who is away collects nothing.
    pub drive_percent: u16,
    /// What of the queue in the lab is charged once more, in percent: it delays who comes after.
    pub queue_percent: u16,
    /// A box leaves the lab it goes to only for one that is better by this.
    pub gain: Minutes,
    /// Share of a lab's places that only recollections and key classes may have, in percent.
    pub first_percent: u8,
    /// Runs in a row with failed controls after which a lab gets nothing more.
    pub failed_runs_max: u8,
}

/// Limits inside the lab.
#[derive(Clone, PartialEq, Debug)]
pub struct LabRule {
    /// Retests of one specimen after grey or invalid readings.
    pub retests_max: u8,
    /// A grey reading after the last retest counts as a positive pool.
    pub grey_becomes_positive: bool,
    /// Review publishes at once; otherwise publishing is a step of its own (R117).
    pub publish_on_review: bool,
    /// How long a negative specimen is kept after publishing (R111).
    pub keep_negative: Minutes,
    /// How long a positive specimen is kept (R112).
    pub keep_positive: Minutes,
    /// Untested after this long it goes to -70 °C (R109).
    pub untested_limit: Minutes,
    /// Controls a plate must carry, as (positive, negative).
    pub controls_min: (u8, u8),
    /// From the review of a positive person's call to the report that a party confirms (R267);
    /// nothing counts down where a plan says nothing.
    pub report_limit: Option<Minutes>,
}

impl LabRule {
    /// Until when a party must have confirmed what it was told of a positive person.
    pub fn report_due_at(&self, message: Message, told_at: At) -> Option<At> {
        let of_person = matches!(message, Message::PersonBasics | Message::PositiveReport);
        self.report_limit.filter(|_| of_person).map(|limit| told_at + limit)
    }
}

/// When a lab's work is out of control; see [`crate::chart`] and [`crate::drift`].
#[derive(Clone, PartialEq, Debug)]
pub struct QualityRule {
    /// Points of a chart that its mean and standard deviation are made of; 2 at least.
    pub baseline: u16,
    /// Least standard deviation: machines that agree by chance on a few points are no better.
    pub deviation_min: Ct,
    /// Rules that warn.
    pub warns: Vec<ControlRule>,
    /// Rules by which a point is out of control.
    pub rejects: Vec<ControlRule>,
    /// A rate is out of control where chance alone brings it so far, on that side, less often than
    /// this in a million.
    pub chance_ppm: u32,
    /// How far back a lab's own past goes, before the hours that are looked at.
    pub past: Minutes,
}

/// What follows a positive pool, a void tube or a rejected specimen.
#[derive(Clone, PartialEq, Debug)]
pub struct RecollectionRule {
    /// From the pooled call to the single outcome (R159).
    pub positive_limit: Minutes,
    /// From a void or rejected tube to the new swab.
    pub void_limit: Minutes,
    /// Who is told, and how long after the pooled call, that a member's second test is open still.
    pub escalations: Vec<Escalation>,
    /// Attempts without success before headquarters is told.
    pub attempts_max: u8,
    /// Least time between the two negatives that clear a suspect (R232).
    pub clearance_gap: Minutes,
    /// Negatives that clear a suspect (R232).
    pub clearance_negatives: u8,
}

/// A step of raising a second test that stays open.
#[derive(Clone, PartialEq, Debug)]
pub struct Escalation {
    /// From the pooled call.
    pub after: Minutes,
    /// Who is told then.
    pub to: Vec<Party>,
}

/// How far a device's clock may be off.
#[derive(Clone, PartialEq, Debug)]
pub struct ClockRule {
    /// Furthest ahead of the server.
    pub ahead_max: Minutes,
    /// Oldest command accepted without being kept for a supervisor.
    pub behind_max: Minutes,
    /// East of Greenwich: where a day of the labs begins.
    pub utc_offset: Minutes,
}

/// Staffing of a lane.
#[derive(Clone, PartialEq, Debug)]
pub struct StaffingRule {
    /// Collectors on duty at one lane (R70).
    pub collectors_per_lane: u8,
    /// Length of a shift (R71).
    pub shift: Minutes,
    /// Persons per hour and collector (R72).
    pub persons_per_hour: u16,
}

/// Days on which a group is tested, counted from day 1, and what comes after.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Schedule {
    /// Name of the group.
    pub name: String,
    /// Days, ascending.
    pub days: Vec<u16>,
    /// The schedule that begins when this one is over (R235: 14 days, then 7 at home).
    pub then: Option<String>,
    /// The schedule that is named for somebody who turns positive.
    pub positive: Option<String>,
    /// The schedule that takes this one's place when the contact somebody follows turns positive
    /// (R237).
    pub raised: Option<String>,
    /// Tests go on until enough negatives clear (R232, R233).
    pub until_cleared: bool,
}

impl TransportRule {
    /// When a tube is too old for room temperature, by its first swab (R99).
    pub fn room_ends_at(&self, first_swab_at: At) -> At {
        first_swab_at + self.room_limit
    }
}

impl LabRule {
    /// How long a specimen is kept after its call was published (R111, R112).
    pub fn keep(&self, call: Call) -> Minutes {
        if call == Call::Negative { self.keep_negative } else { self.keep_positive }
    }

    /// Whether a specimen whose `attempt`-th reading (from 1) was grey or invalid is read again.
    pub fn reads_again(&self, attempt: u8) -> bool {
        attempt <= self.retests_max
    }
}

impl RecollectionRule {
    /// When the single outcome of a pool's member is due, by the pool's call (R159).
    pub fn positive_due_at(&self, called_at: At) -> At {
        called_at + self.positive_limit
    }
}

impl Protocol {
    /// The limits of a class. A protocol lists every class once; the parser checks it, and a
    /// class it lacks falls back to the first, strictest of tube sizes.
    pub fn class(&self, class: Class) -> &ClassRule {
        self.classes.iter().find(|rule| rule.class == class).unwrap_or(&self.classes[0])
    }

    /// The largest tube a person of this class and batch may join in this area.
    pub fn capacity(&self, class: Class, area: Area, batch: Option<u8>) -> u8 {
        let rule = self.class(class);
        let by_area = rule.capacity_by_area.iter().find(|(of, _)| *of == area);
        let by_class = by_area.map_or(rule.capacity, |(_, capacity)| *capacity);
        let by_batch = batch
            .and_then(|batch| self.batch_capacity.get(usize::from(batch.wrapping_sub(1))))
            .copied();
        by_batch.map_or(by_class, |by_batch| by_class.min(by_batch))
    }
}
