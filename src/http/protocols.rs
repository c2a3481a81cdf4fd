//! The campaign's protocol rule by rule, alone and beside another one that is chosen.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::Caller;
use super::body;
use super::problem::{ApiError, Problem};
use crate::service::Service;
use crate::setup::rules::{self, Compared};

/// How a file that was sent is named where something is wrong with it.
const SENT: &str = "protocol.toml";

/// One rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// Its path in the file.
    #[schema(example = "transport.room_limit")]
    pub key: String,
    /// What the campaign's protocol says; absent where it is silent.
    #[schema(example = "4 h")]
    pub ours: Option<String>,
    /// What the other protocol says; absent where it is silent, and where there is none.
    #[schema(example = "6 h")]
    pub theirs: Option<String>,
    /// They say different things; 2 h and 120 min are the same.
    pub differs: bool,
}

/// A protocol rule by rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesView {
    /// The campaign's protocol.
    #[schema(example = "ruijin-2022")]
    pub ours: String,
    /// The other one.
    pub theirs: Option<String>,
    /// In the order of the paths.
    pub rules: Vec<RuleView>,
}

/// Another protocol.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherProtocol {
    /// The file's text, TOML.
    #[schema(example = "name = \"…\"")]
    pub protocol: String,
}

impl From<Compared> for RuleView {
    fn from(rule: Compared) -> RuleView {
        let Compared { key, ours, theirs, differs } = rule;
        RuleView { key, ours, theirs, differs }
    }
}

/// The campaign's protocol
///
/// Every limit and rule of the campaign, by its path in the protocol's file.
#[utoipa::path(get, path = "/v1/protocol", tag = "questions",
    responses((status = 200, description = "rule by rule", body = RulesView)))]
pub async fn rules(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<RulesView>, ApiError> {
    let (ours, own) = rules::rules("campaign", &service.protocol_text(caller.region).await?)?;
    let said = |(key, ours)| RuleView { key, ours: Some(ours), theirs: None, differs: false };
    Ok(Json(RulesView { ours, theirs: None, rules: own.into_iter().map(said).collect() }))
}

/// The campaign's protocol beside another one
///
/// The other one is read and checked like a campaign's own; nothing of it is kept.
#[utoipa::path(post, path = "/v1/protocol/compare", tag = "questions",
    request_body = OtherProtocol,
    responses(
        (status = 200, description = "every rule that either of them says", body = RulesView),
        (status = 422, description = "no protocol; the detail says what is wrong and where",
            body = Problem)))]
pub async fn compare(
    State(service): State<Arc<Service>>,
    caller: Caller,
    body::Json(other): body::Json<OtherProtocol>,
) -> Result<Json<RulesView>, ApiError> {
    let (theirs, other) = rules::rules(SENT, &other.protocol)?;
    let (ours, own) = rules::rules("campaign", &service.protocol_text(caller.region).await?)?;
    let rules = rules::compare(&own, &other).into_iter().map(RuleView::from).collect();
    Ok(Json(RulesView { ours, theirs: Some(theirs), rules }))
}
