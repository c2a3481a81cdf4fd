//! What a party was told and whether it said so: nothing that was told waits unheard for ever.

use crate::protocol::{Escalation, NoticeRule};
use crate::term::Message;
use crate::time::At;

/// How a notice stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// When the party was told last.
    pub at: At,
    /// It confirmed since.
    pub is_confirmed: bool,
    /// Steps since then at which it was raised, the last one's number; 0 is none.
    pub step: u8,
}

impl Told {
    /// Told just now.
    pub fn new(at: At) -> Told {
        Told { at, is_confirmed: false, step: 0 }
    }

    /// The steps of raising it whose time has come and that were not taken, with their numbers from
    /// 1; none once it is confirmed. That others have not confirmed is itself not raised.
    pub fn steps_due<'a>(
        &self,
        rule: &'a NoticeRule,
        message: Message,
        now: At,
    ) -> impl Iterator<Item = (u8, &'a Escalation)> + use<'a> {
        let Told { at, is_confirmed, step } = *self;
        let open = !is_confirmed && message != Message::Unconfirmed;
        let numbered = (1..=u8::MAX).zip(&rule.escalations);
        numbered.filter(move |(number, due)| open && *number > step && at + due.after <= now)
    }
}
