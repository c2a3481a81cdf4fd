//! The campaign as devices and screens read it: rounds, places, labs, kits, limits.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{Check, CodeRule};
use utoipa::ToSchema;

/// One pass over the area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct RoundView {
    pub id: u32,
    pub starts_at_ms: i64,
    pub deadline_at_ms: i64,
    pub open: bool,
}

/// A place with its desks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct SiteView {
    pub id: u32,
    pub township: u32,
    pub name_zh: String,
    pub name_en: String,
    pub area: &'static str,
    pub lab: u32,
    pub open: bool,
    pub lanes: Vec<LaneView>,
}

/// A desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct LaneView {
    pub id: u32,
    pub number: u16,
}

/// A laboratory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct LabView {
    pub id: u32,
    pub name_zh: String,
    pub name_en: String,
    pub tubes_per_hour: u32,
    pub process_minutes: i64,
    pub own: bool,
    pub open: bool,
}

/// A reagent kit: what a plate's readings must look like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct KitView {
    pub name: String,
    pub targets: Vec<String>,
    pub targets_for_positive: u8,
}

/// Limits by class of person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct ClassView {
    pub class: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub capacity: u8,
    pub capacity_by_area: BTreeMap<&'static str, u8>,
    pub phone_mandatory: bool,
    pub specimens: u8,
    pub lab_limit_minutes: i64,
    pub total_limit_minutes: i64,
}

/// How a label's code looks, so that a device tells a tube from a box without the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct CodeRuleView {
    pub prefix: String,
    pub length_min: usize,
    pub length_max: usize,
    pub digits_only: bool,
    /// `none`, or `mod97`: the last two digits by ISO 7064 MOD 97-10.
    pub check: &'static str,
}

impl CodeRuleView {
    fn of(rule: &CodeRule) -> CodeRuleView {
        let check = match rule.check {
            Check::None => "none",
            Check::Mod97 => "mod97",
        };
        let (length_min, length_max) = rule.length;
        let CodeRule { prefix, digits_only, .. } = rule.clone();
        CodeRuleView { prefix, length_min, length_max, digits_only, check }
    }
}

/// Limits that devices and screens show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct LimitsView {
    pub capacities: Vec<u8>,
    pub batch_capacity: [u8; 4],
    pub classes: Vec<ClassView>,
    pub tube_codes: Vec<CodeRuleView>,
    pub box_codes: Vec<CodeRuleView>,
    pub tubes_per_box_max: u16,
    pub collection_interval_minutes: i64,
    pub room_limit_minutes: i64,
    pub glove_disinfections_max: u16,
    pub retests_max: u8,
    pub publish_on_review: bool,
    pub controls_positive_min: u8,
    pub controls_negative_min: u8,
    pub recollection_limit_minutes: i64,
    pub clock_ahead_max_minutes: i64,
    pub clock_behind_max_minutes: i64,
}

/// The campaign of a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs)] // fields are named for what they hold
pub struct CampaignView {
    pub region: u32,
    pub name: String,
    pub protocol: String,
    pub rounds: Vec<RoundView>,
    pub sites: Vec<SiteView>,
    pub labs: Vec<LabView>,
    pub kits: Vec<KitView>,
    pub limits: LimitsView,
}

impl CampaignView {
    /// A campaign in the words of the interface.
    pub fn of(campaign: &Campaign) -> CampaignView {
        let rounds = campaign.rounds.iter().map(|round| RoundView {
            id: round.id.0,
            starts_at_ms: round.starts_at.0,
            deadline_at_ms: round.deadline_at.0,
            open: round.open,
        });
        let labs = campaign.labs.iter().map(|lab| LabView {
            id: lab.id.0,
            name_zh: lab.name_zh.clone(),
            name_en: lab.name_en.clone(),
            tubes_per_hour: lab.tubes_per_hour,
            process_minutes: lab.process.0,
            own: lab.own,
            open: lab.open,
        });
        let kits = campaign.kits.iter().map(|kit| KitView {
            name: kit.name.clone(),
            targets: kit.targets.iter().map(|target| target.name.clone()).collect(),
            targets_for_positive: kit.targets_for_positive,
        });
        CampaignView {
            region: campaign.region.0,
            name: campaign.name.clone(),
            protocol: campaign.protocol.name.clone(),
            rounds: rounds.collect(),
            sites: sites(campaign),
            labs: labs.collect(),
            kits: kits.collect(),
            limits: limits(campaign),
        }
    }
}

fn sites(campaign: &Campaign) -> Vec<SiteView> {
    let lanes = |site| {
        let own = campaign.lanes.iter().filter(move |lane| lane.site == site);
        own.map(|lane| LaneView { id: lane.id.0, number: lane.number }).collect()
    };
    let view = |site: &tenfold_domain::campaign::Site| SiteView {
        id: site.id.0,
        township: site.township,
        name_zh: site.name_zh.clone(),
        name_en: site.name_en.clone(),
        area: site.area.word(),
        lab: site.lab.0,
        open: site.open,
        lanes: lanes(site.id),
    };
    campaign.sites.iter().map(view).collect()
}

fn limits(campaign: &Campaign) -> LimitsView {
    let protocol = &campaign.protocol;
    let classes = protocol.classes.iter().map(|rule| ClassView {
        class: rule.class.word(),
        zh: rule.class.zh(),
        en: rule.class.en(),
        capacity: rule.capacity,
        capacity_by_area: rule.capacity_by_area.iter().map(|(a, n)| (a.word(), *n)).collect(),
        phone_mandatory: rule.phone_mandatory,
        specimens: rule.specimens,
        lab_limit_minutes: rule.lab_limit.0,
        total_limit_minutes: rule.total_limit.0,
    });
    let (controls_positive_min, controls_negative_min) = protocol.lab.controls_min;
    LimitsView {
        capacities: protocol.capacities.clone(),
        batch_capacity: protocol.batch_capacity,
        classes: classes.collect(),
        tube_codes: protocol.tube_codes.iter().map(CodeRuleView::of).collect(),
        box_codes: protocol.box_codes.iter().map(CodeRuleView::of).collect(),
        tubes_per_box_max: protocol.transport.tubes_per_box_max,
        collection_interval_minutes: protocol.transport.collection_interval.0,
        room_limit_minutes: protocol.transport.room_limit.0,
        glove_disinfections_max: protocol.transport.glove_disinfections_max,
        retests_max: protocol.lab.retests_max,
        publish_on_review: protocol.lab.publish_on_review,
        controls_positive_min,
        controls_negative_min,
        recollection_limit_minutes: protocol.recollection.positive_limit.0,
        clock_ahead_max_minutes: protocol.clock.ahead_max.0,
        clock_behind_max_minutes: protocol.clock.behind_max.0,
    }
}
