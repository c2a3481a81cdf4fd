//! Who may ask for what.

use crate::campaign::Campaign;
use crate::code::{DeviceId, LabId, LaneId, SiteId, StaffId};
use crate::command::Act;
use crate::refusal::{Refusal, Refused};

macro_rules! roles {
    ($($name:ident = $word:literal $zh:literal $en:literal,)+) => {
        /// What somebody is there to do.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Role {$(#[doc = $en] $name,)+}
        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$name),+];
            /// The word in tokens, tables and answers.
            pub fn word(self) -> &'static str { match self { $(Role::$name => $word),+ } }
            /// The role of a word.
            pub fn from_word(word: &str) -> Option<Role> {
                match word { $($word => Some(Role::$name),)+ _ => None }
            }
            /// The name people read in Chinese.
            pub fn zh(self) -> &'static str { match self { $(Role::$name => $zh),+ } }
        }
    };
}

roles! {
    Clerk = "clerk" "登记员" "registers people",
    Packer = "packer" "采样员" "collects and packs",
    Courier = "courier" "转运员" "carries boxes",
    Lab = "lab" "检测机构" "receives, plates and calls",
    Reviewer = "reviewer" "复核人" "confirms calls",
    Commander = "commander" "指挥部" "watches, routes and settles discrepancies",
    Planner = "planner" "计划员" "plans and reads progress",
    Auditor = "auditor" "审计员" "reads what was done and by whom",
    Admin = "admin" "管理员" "manages people and devices",
}

/// Somebody at a device, as their token says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bearer {
    /// What they are there to do.
    pub role: Role,
    /// Who.
    pub staff: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// The only site they work at; `None` is every site.
    pub site: Option<SiteId>,
    /// The only lane of the device; `None` is every lane of the site.
    pub lane: Option<LaneId>,
    /// The only lab they work for; `None` is every lab.
    pub lab: Option<LabId>,
}

/// Roles that may ask for an act.
fn roles_for(act: &Act) -> &'static [Role] {
    use Role::{Clerk, Commander, Courier, Lab, Packer, Reviewer};
    match act {
        Act::Register(_) | Act::Withdraw { .. } => &[Clerk],
        Act::OpenTube { .. } | Act::Swab { .. } | Act::ChangeGloves => &[Clerk, Packer],
        Act::SealTube { .. } | Act::RelabelTube { .. } => &[Clerk, Packer],
        Act::VoidTube { .. } => &[Clerk, Packer, Lab, Commander],
        Act::PackTube { .. } | Act::UnpackTube { .. } | Act::SealBox { .. } => &[Packer, Clerk],
        Act::RouteBox { .. } => &[Packer, Courier, Commander],
        Act::HandOver { .. } => &[Packer, Clerk, Courier],
        Act::LoseBox { .. } => &[Courier, Commander],
        Act::ReceiveBox { .. } | Act::ReceiveTube { .. } | Act::ReceiveRest { .. } => &[Lab],
        Act::EmptyBox { .. } | Act::RejectTube { .. } => &[Lab],
        Act::LoadPlate { .. } | Act::ReadPlate { .. } => &[Lab],
        Act::CallTube { .. } | Act::AmendCall { .. } => &[Lab, Reviewer],
        Act::Review { .. } => &[Reviewer, Lab],
        Act::Publish { .. } => &[Reviewer, Commander],
        Act::StoreTube { .. } | Act::DiscardTube { .. } => &[Lab],
        Act::AssignRecollection { .. } => &[Commander, Packer],
        Act::AttemptRecollection { .. } => &[Packer, Clerk, Commander],
        Act::Acknowledge { .. } | Act::Resolve { .. } => &[Commander],
        // Refused already; whoever did it by hand may have it kept.
        Act::TurnedAway { .. } => Role::ALL,
    }
}

/// Whether the bearer may ask for the act, there.
pub fn permit(bearer: &Bearer, campaign: &Campaign, act: &Act) -> Result<(), Refused> {
    if bearer.role != Role::Admin && !roles_for(act).contains(&bearer.role) {
        return Err(Refusal::RoleMayNot.into());
    }
    let (site, lane, lab) = place(campaign, act);
    if differs(bearer.site, site) || differs(bearer.lane, lane) {
        return Err(Refusal::SiteNotYours.into());
    }
    if differs(bearer.lab, lab) {
        return Err(Refusal::LabNotYours.into());
    }
    Ok(())
}

fn differs<T: PartialEq>(only: Option<T>, asked: Option<T>) -> bool {
    matches!((only, asked), (Some(only), Some(asked)) if only != asked)
}

/// The place an act names by itself.
fn place(campaign: &Campaign, act: &Act) -> (Option<SiteId>, Option<LaneId>, Option<LabId>) {
    let of_lane = |lane: LaneId| (campaign.lane(lane).map(|lane| lane.site), Some(lane), None);
    match act {
        Act::Register(register) => of_lane(register.lane),
        Act::OpenTube { lane, .. } => of_lane(*lane),
        Act::PackTube { site, .. } => (Some(*site), None, None),
        Act::ReceiveBox { lab, .. }
        | Act::ReceiveTube { lab, .. }
        | Act::RejectTube { lab, .. }
        | Act::LoadPlate { lab, .. }
        | Act::CallTube { lab, .. } => (None, None, Some(*lab)),
        _ => (None, None, None),
    }
}
