//! Second tests that stay open and notices that nobody confirms are raised by themselves: nobody
//! has to look at the clock (R159, R151).
//! What is raised, when and to whom is the rules'; here is only who asks them, again and again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tenfold_domain::code::{DeviceId, PersonKey, Region, ScanId, StaffId, TubeCode};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Scope, Stamp};
use tenfold_domain::time::At;
use uuid::Uuid;

use super::readers::ReadError;
use super::writer::{Answer, Ask};
use super::{Service, clock};
use crate::storage::tables::{load, notices};

/// How often the clock is looked at.
const EVERY: Duration = Duration::from_secs(15);
/// Who asks where nobody does.
const NOBODY: (StaffId, DeviceId) = (StaffId(0), DeviceId(0));

impl Service {
    /// Raises what is due by now, in every region; returns how many people it was about. Who was
    /// raised before costs a question and no fact.
    pub async fn escalate(&self, now: At) -> Result<usize, ReadError> {
        let mut raised = 0;
        for region in self.campaigns.keys() {
            let due = self.look(*region, move |look| {
                let rule = &look.campaign.protocol.recollection;
                let owed = load::recollections(look.connection, look.region)?;
                let due =
                    owed.iter().filter(|(_, owed)| owed.escalations(rule, now).next().is_some());
                Ok(due.map(|(person, _)| *person).collect::<Vec<PersonKey>>())
            });
            let asks: Vec<Ask> =
                due.await?.into_iter().map(|person| of_person(*region, person, now)).collect();
            raised += self.raise(asks).await;
        }
        Ok(raised)
    }

    /// Raises what parties should have confirmed by now, in every region; returns of how many
    /// tubes.
    pub async fn escalate_notices(&self, now: At) -> Result<usize, ReadError> {
        let mut raised = 0;
        for region in self.campaigns.keys() {
            let due = self.look(*region, move |look| {
                let rule = &look.campaign.protocol.notices;
                let Some(first) = rule.escalations.first() else { return Ok(BTreeSet::new()) };
                let open = notices::notices_open(look.connection, look.region, now - first.after)?;
                let due = open.into_iter().filter(|(_, message, told)| {
                    told.steps_due(rule, *message, now).next().is_some()
                });
                Ok(due.map(|(tube, ..)| tube).collect::<BTreeSet<TubeCode>>())
            });
            let asks = due.await?.into_iter().map(|tube| of_tube(*region, tube, now)).collect();
            raised += self.raise(asks).await;
        }
        Ok(raised)
    }

    /// How many of these the rules recorded; a queue that is full is asked again later.
    async fn raise(&self, asks: Vec<Ask>) -> usize {
        let answers = self.ask(asks).await.unwrap_or_default();
        answers.iter().filter(|one| matches!(one, Answer::Recorded(_))).count()
    }
}

/// Goes on until it is dropped.
pub async fn keep(service: Arc<Service>) {
    let mut clock = tokio::time::interval(EVERY);
    loop {
        clock.tick().await;
        match service.escalate(clock::now()).await {
            Ok(0) => {}
            Ok(people) => tracing::info!(people, "second tests are open still: raised"),
            Err(error) => tracing::warn!(%error, "second tests cannot be looked through"),
        }
        match service.escalate_notices(clock::now()).await {
            Ok(0) => {}
            Ok(tubes) => tracing::warn!(tubes, "notices are not confirmed: raised"),
            Err(error) => tracing::warn!(%error, "notices cannot be looked through"),
        }
    }
}

fn of_person(region: Region, person: PersonKey, at: At) -> Ask {
    ask(region, Fingerprint::of(&person), Act::Escalate { person }, at)
}

fn of_tube(region: Region, tube: TubeCode, at: At) -> Ask {
    ask(region, Fingerprint::of(&tube.as_str()), Act::EscalateNotices { tube }, at)
}

fn ask(region: Region, content: u64, act: Act, at: At) -> Ask {
    let (by, device) = NOBODY;
    let scan = ScanId(Uuid::now_v7().into_bytes());
    let stamp = Stamp { scan, content, by, device, at };
    let original = Opaque::default();
    let command = Command { stamp, scope: Scope::default(), after_the_fact: false, original, act };
    Ask { region, command }
}
