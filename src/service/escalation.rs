//! Second tests that stay open are raised by themselves: nobody has to look at the clock (R159).
//! What is raised, when and to whom is the rules'; here is only who asks them, again and again.

use std::sync::Arc;
use std::time::Duration;

use tenfold_domain::code::{DeviceId, PersonKey, Region, ScanId, StaffId};
use tenfold_domain::command::{Act, Command, Fingerprint, Opaque, Scope, Stamp};
use tenfold_domain::time::At;
use uuid::Uuid;

use super::readers::ReadError;
use super::writer::{Answer, Ask};
use super::{Service, clock};
use crate::storage::sqlite::load;

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
                due.await?.into_iter().map(|person| ask(*region, person, now)).collect();
            let Ok(answers) = self.ask(asks).await else { continue };
            raised += answers.iter().filter(|one| matches!(one, Answer::Recorded(_))).count();
        }
        Ok(raised)
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
    }
}

fn ask(region: Region, person: PersonKey, at: At) -> Ask {
    let (by, device) = NOBODY;
    let scan = ScanId(Uuid::now_v7().into_bytes());
    let stamp = Stamp { scan, content: Fingerprint::of(&person), by, device, at };
    let (act, original) = (Act::Escalate { person }, Opaque::default());
    let command = Command { stamp, scope: Scope::default(), after_the_fact: false, original, act };
    Ask { region, command }
}
