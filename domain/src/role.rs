//! Who may ask for what.

use crate::code::{DeviceId, StaffId};
use crate::command::{Act, Scope, Supervisor};
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
    Party = "party" "通知接收方" "is told, and confirms it",
    Platform = "platform" "上级平台" "fetches published outcomes",
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
    /// Where they may act.
    pub scope: Scope,
}

/// Roles that may ask for an act.
fn roles_for(act: &Act) -> &'static [Role] {
    use Role::{Clerk, Commander, Courier, Lab, Packer, Party, Reviewer};
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
        Act::EmptyBox { .. } | Act::RejectTube { .. } | Act::NoteFlaw { .. } => &[Lab],
        Act::CloseLab { .. } | Act::OpenLab { .. } | Act::LimitLab { .. } => &[Commander, Lab],
        Act::LoadPlate { .. } | Act::ReadPlate { .. } => &[Lab],
        Act::CallTube { .. } | Act::AmendCall { .. } => &[Lab, Reviewer],
        Act::Review { .. } | Act::ReviewPlate { .. } => &[Reviewer, Lab],
        Act::Publish { .. } => &[Reviewer, Commander],
        Act::StoreTube { .. } | Act::DiscardTube { .. } => &[Lab],
        Act::AssignRecollection { .. } => &[Commander, Packer],
        Act::AttemptRecollection { .. } => &[Packer, Clerk, Commander],
        Act::Acknowledge { .. } => &[Party, Commander],
        Act::BeginCourse { .. } | Act::EndCourse { .. } => &[Commander, Clerk],
        Act::Escalate { .. } | Act::EndRecollection { .. } => &[Commander],
        Act::Resolve { .. } | Act::MarkBlind { .. } => &[Commander],
        // Refused already; whoever did it by hand may have it kept, and who may register may have
        // the person owed a swab.
        Act::TurnedAway { named: Some(_), .. } => &[Clerk],
        Act::TurnedAway { named: None, .. } => Role::ALL,
    }
}

/// Where somebody may override a wrong check digit, by the tokens they bear: whoever settles
/// discrepancies answers for them beforehand (DOMAIN 1.1).
pub fn supervisor(staff: StaffId, bearers: &[Bearer]) -> Supervisor {
    let of_role = |bearer: &&Bearer| matches!(bearer.role, Role::Commander | Role::Admin);
    let theirs = bearers.iter().filter(|bearer| bearer.staff == staff).filter(of_role);
    Supervisor { staff, scopes: theirs.map(|bearer| bearer.scope).collect() }
}

/// Whether somebody in this role may ask for the act at all. Where they may is decided with the
/// rest, when it is known where the tube, box or plate is; see [`crate::decide`].
pub fn permit(role: Role, act: &Act) -> Result<(), Refused> {
    if role == Role::Admin || roles_for(act).contains(&role) {
        return Ok(());
    }
    Err(Refusal::RoleMayNot.into())
}
