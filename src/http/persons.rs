//! Questions that may show who somebody is. Whoever sees it whole says why, and the access log
//! says so before they see it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::PersonKey;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::AccessReason;
use utoipa::ToSchema;

use super::auth::Caller;
use super::body::{self, Named};
use super::field;
use super::problem::{ApiError, Problem};
use super::said::Said;
use super::wire::NamedDocument;
use crate::service::query::kept::KeptOriginal;
use crate::service::query::owed::OwedPerson;
use crate::service::query::personal::Unmask;
use crate::service::query::told::NoticePerson;
use crate::service::query::trace::PersonTrace;
use crate::service::{Service, clock};

type Here = State<Arc<Service>>;

/// Longest note beside a reason, in characters.
const NOTE_MAX: usize = 200;

/// Whom to trace: by document or by look-up key.
#[derive(Deserialize, ToSchema)]
pub struct Whom {
    /// The document shown at registration.
    pub document: Option<NamedDocument>,
    /// Look-up key, 32 hexadecimal digits.
    #[schema(example = "5f0c6f0e7d1b4c2f9a3e8d7c6b5a4f3e")]
    pub person: Option<String>,
    /// Show personal data whole: a permission, and a row in the access log.
    #[serde(default)]
    pub unmask: bool,
    /// Why; mandatory with `unmask`, kept in the access log: contact_tracing, recollection,
    /// correction, discrepancy, complaint, supervision, audit, reporting or notice.
    #[schema(example = "contact_tracing")]
    pub reason: Option<String>,
    /// What is to be added, at most 200 characters; kept sealed beside the reason.
    pub note: Option<String>,
}

impl Whom {
    /// The look-up key, and what to say when nobody has it.
    fn person(&self, service: &Service) -> Result<(PersonKey, ApiError), ApiError> {
        let nobody = || {
            let said = Said::new("请提供 document 或 person", "name a document or a person");
            ApiError::Unreadable(said)
        };
        let Some(given) = &self.document else {
            let key = self.person.as_deref().and_then(PersonKey::parse).ok_or_else(nobody)?;
            return Ok((key, ApiError::NotFound));
        };
        let document = field::document(&given.wire(), clock::now());
        let document = document.map_err(|fault| ApiError::Refused(fault.refusal))?;
        let unknown = match document.is_sound() {
            true => ApiError::NotFound,
            false => ApiError::Refused(Refusal::CheckWrong),
        };
        Ok((service.vault.person(&document), unknown))
    }

    fn unmask(&self, caller: &Caller) -> Result<Option<Unmask>, ApiError> {
        let why = (self.reason.as_deref(), self.note.as_deref());
        self.unmask.then(|| reasoned(caller, why)).transpose()
    }
}

/// Somebody who asks to see personal data whole, with a reason of the list and perhaps a note.
fn reasoned(
    caller: &Caller,
    (reason, note): (Option<&str>, Option<&str>),
) -> Result<Unmask, ApiError> {
    let reason = reason.and_then(|word| AccessReason::from_word(word.trim()));
    let missing = || {
        let words: Vec<&str> = AccessReason::ALL.iter().map(|reason| reason.word()).collect();
        let list = words.join(", ");
        let zh = format!("查看个人信息须说明理由，为下列之一：{list}");
        let en = format!("seeing personal data needs a reason, one of {list}");
        ApiError::Unreadable(Said::new(zh, en))
    };
    let reason = reason.ok_or_else(missing)?;
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > NOTE_MAX) {
        let zh = format!("备注最多 {NOTE_MAX} 个字");
        let en = format!("a note has at most {NOTE_MAX} characters");
        return Err(ApiError::Unreadable(Said::new(zh, en)));
    }
    let (bearer, note) = (caller.bearer.clone(), note.map(str::to_owned));
    Ok(Unmask { bearer, token: caller.token, reason, note })
}

/// A person forward to every outcome
///
/// Every registration with its tube's whole custody. Who it is stays masked unless `unmask` is
/// asked for, allowed and reasoned.
#[utoipa::path(post, path = "/v1/persons/trace", tag = "traces", request_body = Whom,
    responses((status = 200, description = "the trace", body = PersonTrace),
        (status = 403, description = "this role may not unmask", body = Problem),
        (status = 404, description = "nobody of that document was registered", body = Problem),
        (status = 422, description = "no document, or no reason of the list",
            body = Problem)))]
pub async fn trace(
    service: Here,
    caller: Caller,
    body::Json(whom): body::Json<Whom>,
) -> Result<Json<PersonTrace>, ApiError> {
    let ((person, unknown), unmask) = (whom.person(&service)?, whom.unmask(&caller)?);
    let trace = service.trace_person(caller.region, person, unmask).await?;
    trace.map(Json).ok_or(unknown)
}

/// Why somebody is looked up.
#[derive(Deserialize, ToSchema)]
pub struct LookUp {
    /// Why, a word as for a trace; kept in the access log.
    #[schema(example = "notice")]
    pub reason: Option<String>,
    /// What is to be added, at most 200 characters; kept sealed beside the reason.
    pub note: Option<String>,
}

/// Who a notice is about
///
/// For the party that the notice went to, with its own token: `person_basics`, `positive_report`
/// and whatever else is about one person. Every look leaves a row in the access log before
/// anything is shown. A number of no notice, of another party's, or of one about a whole tube is
/// answered alike.
#[utoipa::path(post, path = "/v1/notices/{number}/person", tag = "questions",
    params(("number" = u64, Path, description = "the notice, as `GET /v1/notices` numbers it")),
    request_body = LookUp,
    responses((status = 200, description = "who it is", body = NoticePerson),
        (status = 404, description = "no such notice about one person went to this party",
            body = Problem),
        (status = 422, description = "no reason of the list", body = Problem)))]
pub async fn of_notice(
    service: Here,
    caller: Caller,
    Named(number): Named<u64>,
    body::Json(why): body::Json<LookUp>,
) -> Result<Json<NoticePerson>, ApiError> {
    let unmask = reasoned(&caller, (why.reason.as_deref(), why.note.as_deref()))?;
    let party = caller.bearer.scope.party.ok_or(ApiError::Forbidden)?;
    let found = service.notice_person(caller.region, (number, party), unmask).await?;
    found.map(Json).ok_or(ApiError::NoNotice)
}

/// Whom a squad goes to.
#[derive(Deserialize, ToSchema)]
pub struct Fetched {
    /// Look-up key, 32 hexadecimal digits, as `GET /v1/recollections` has it.
    #[schema(example = "5f0c6f0e7d1b4c2f9a3e8d7c6b5a4f3e")]
    pub person: String,
    /// What is to be added, at most 200 characters; kept sealed beside the reason.
    pub note: Option<String>,
}

/// Who owes a second swab
///
/// For those who go there: who it is, their phone number, and the site at which they were
/// registered, whose community is asked where there is no number. Every look leaves a row in the
/// access log, for the reason `recollection`, before anything is shown. Whoever works at one site
/// sees those who were registered there.
#[utoipa::path(post, path = "/v1/recollections/person", tag = "questions", request_body = Fetched,
    responses((status = 200, description = "who it is", body = OwedPerson),
        (status = 404, description = "nobody goes after a second swab of that person, or they \
            were registered elsewhere", body = Problem)))]
pub async fn owed(
    service: Here,
    caller: Caller,
    body::Json(asked): body::Json<Fetched>,
) -> Result<Json<OwedPerson>, ApiError> {
    let person = PersonKey::parse(&asked.person).ok_or(ApiError::NotFound)?;
    let reason = Some(AccessReason::Recollection.word());
    let unmask = reasoned(&caller, (reason, asked.note.as_deref()))?;
    let only = service.campaigns.get(&caller.region).and_then(|campaign| caller.site(campaign));
    let found = service.owed_person(caller.region, (person, only), unmask).await?;
    found.map(Json).ok_or(ApiError::NotFound)
}

/// Why a kept command is opened.
#[derive(Deserialize, ToSchema)]
pub struct OpenKept {
    /// Why, a word as for a trace; kept in the access log.
    #[schema(example = "discrepancy")]
    pub reason: Option<String>,
    /// What is to be added, at most 200 characters; kept sealed beside the reason.
    #[schema(example = "the clerk asks which of two people it was")]
    pub note: Option<String>,
}

/// A kept command as it came
///
/// What was done by hand and refused is kept sealed; whoever settles it must see what it said,
/// names included. Leaves a row in the access log before anything is shown.
#[utoipa::path(post, path = "/v1/discrepancies/{number}/open", tag = "questions",
    params(("number" = u64, Path, description = "the discrepancy, as lists number it")),
    request_body = OpenKept,
    responses((status = 200, description = "the command", body = KeptOriginal),
        (status = 403, description = "this role may not see it", body = Problem),
        (status = 404, description = "no kept command of that number", body = Problem),
        (status = 422, description = "no reason of the list", body = Problem)))]
pub async fn open_kept(
    service: Here,
    caller: Caller,
    Named(number): Named<u64>,
    body::Json(why): body::Json<OpenKept>,
) -> Result<Json<KeptOriginal>, ApiError> {
    let unmask = reasoned(&caller, (why.reason.as_deref(), why.note.as_deref()))?;
    let kept = service.open_kept(caller.region, number, unmask).await?;
    kept.map(Json).ok_or(ApiError::NotFound)
}
