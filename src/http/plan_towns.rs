//! Towns to begin a plan from, the town of a plan that was asked for, and the campaign that a plan
//! makes of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::auth::Caller;
use super::body::Named;
use super::problem::{ApiError, Problem};
use super::{App, plans, web};
use crate::planner::Verdict;
use crate::planner::job::{Job, Texts};
use crate::report::html;
use crate::setup::SetupError;
use crate::setup::campaign_file::CampaignFile;
use crate::setup::examples::{EXAMPLES, Example};
use crate::setup::opened::{Opened, opened};
use crate::setup::posted::{self, Most, Posted};

type Answer<T> = Result<Json<T>, ApiError>;

/// A town that the program carries.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TownView {
    /// Names it.
    #[schema(example = "ruijin")]
    pub name: String,
    /// As its file calls it.
    #[schema(example = "瑞金市 2022")]
    pub title: String,
    /// County or district.
    #[schema(example = 360_781)]
    pub region: u32,
    /// Residents.
    #[schema(example = 613_896)]
    pub people: u64,
    /// Townships or counties.
    #[schema(example = 17)]
    pub townships: usize,
    /// Sites.
    #[schema(example = 84)]
    pub sites: usize,
    /// Labs that are there.
    #[schema(example = 4)]
    pub labs: usize,
}

/// A town with the files it names, as texts: what `POST /v1/plans` takes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TownTexts {
    /// Text of the town file.
    #[schema(example = "region = 360781\nname = \"瑞金市 2022\"\n...")]
    pub town: String,
    /// Text of a protocol, in place of the one that the town names.
    #[schema(example = json!(null))]
    pub protocol: Option<String>,
    /// Texts of the files that the town names, under the very names it uses.
    #[schema(example = json!({ "../protocols/ruijin-2022.toml": "name = \"瑞金市2022\"\n..." }))]
    pub files: BTreeMap<String, String>,
}

/// A campaign file: what `tenfold init --campaign` makes a campaign of.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedCampaign {
    /// What the campaign will have; for people.
    pub about: PlannedAbout,
    /// Text of the town file.
    pub town: String,
    /// Text of a protocol, in place of the one that the town names.
    pub protocol: Option<String>,
    /// Texts of the files that the town names.
    pub files: BTreeMap<String, String>,
    /// The plan's staffing.
    #[schema(value_type = Object)]
    pub plan: serde_json::Value,
}

/// What a campaign will have.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedAbout {
    /// Its name.
    #[schema(example = "瑞金市 2022")]
    pub name: String,
    /// County or district.
    #[schema(example = 360_781)]
    pub region: u32,
    /// How the plan ended: `proven`, or `unproven`.
    #[schema(example = "proven")]
    pub answer: Option<&'static str>,
    /// Sites that are opened.
    #[schema(example = 84)]
    pub sites: usize,
    /// Sites of the town that stay closed.
    #[schema(example = 0)]
    pub sites_closed: usize,
    /// Lanes of all sites: as many as each ever has at once, and one for each mobile team.
    #[schema(example = 340)]
    pub lanes: usize,
    /// Labs that take tubes.
    pub labs: Vec<PlannedLab>,
    /// Labs of the town that the plan does not use.
    #[schema(example = 0)]
    pub labs_closed: usize,
    /// Kits that are in the file.
    #[schema(example = json!(["standard"]))]
    pub kits: Vec<String>,
}

/// A lab of a campaign that a plan makes.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedLab {
    /// Its number there.
    #[schema(example = 1)]
    pub lab: u32,
    /// Name in Chinese.
    #[schema(example = "市人民医院")]
    pub name_zh: String,
    /// Name in English.
    #[schema(example = "People's Hospital")]
    pub name_en: String,
    /// Tubes it tests in an hour.
    #[schema(example = 600)]
    pub tubes_per_hour: u32,
    /// The town does not have it: it is to be bought, or brought as cabins.
    #[schema(example = false)]
    pub is_added: bool,
}

/// Towns to begin with
///
/// Those that the program carries, the smallest first.
#[utoipa::path(get, path = "/v1/towns", tag = "plans",
    responses((status = 200, description = "the towns", body = [TownView])))]
pub async fn towns(State(_): State<App>) -> Json<&'static [TownView]> {
    static TOWNS: OnceLock<Vec<TownView>> = OnceLock::new();
    Json(TOWNS.get_or_init(|| EXAMPLES.iter().filter_map(view).collect()))
}

/// None of a town that cannot be read, which a test of the set-up holds against.
fn view(example: &Example) -> Option<TownView> {
    let files = example.files();
    let posted = Posted { town: example.town, protocol: None, files: &files };
    let town = posted.read(Most { people: u64::MAX, sites: u64::MAX }).ok()?.town;
    Some(TownView {
        name: example.name.to_owned(),
        title: town.campaign.name.clone(),
        region: town.campaign.region.0,
        people: town.population(),
        townships: town.townships.len(),
        sites: town.campaign.sites.len(),
        labs: town.campaign.labs.len(),
    })
}

/// A town to begin with
///
/// Its file and those that it names, to be edited and sent to `POST /v1/plans`.
#[utoipa::path(get, path = "/v1/towns/{name}", tag = "plans",
    params(("name" = String, Path, description = "the town", example = "ruijin")),
    responses((status = 200, description = "the texts", body = TownTexts),
        (status = 404, description = "no such town", body = Problem)))]
pub async fn town(Named(name): Named<String>) -> Answer<TownTexts> {
    let example = Example::of(&name).ok_or(ApiError::NotFound)?;
    Ok(Json(TownTexts { town: example.town.to_owned(), protocol: None, files: example.files() }))
}

/// The town of a plan
///
/// The texts it was asked for with, to be edited and planned for again.
#[utoipa::path(get, path = "/v1/plans/{id}/town", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses((status = 200, description = "the texts", body = TownTexts),
        (status = 404, description = "no such job, or forgotten", body = Problem)))]
pub async fn of_plan(
    State(app): State<App>,
    caller: Caller,
    Named(id): Named<String>,
) -> Answer<TownTexts> {
    let job = plans::found(&app, &caller, &id)?;
    let Texts { town, protocol, files } = job.texts.clone();
    Ok(Json(TownTexts { town, protocol, files }))
}

/// The campaign of a plan
///
/// One file with the town, what it names and the staffing that was found; `tenfold init
/// --campaign` makes a campaign of it, in a data folder of its own. The campaign of this service
/// stays as it is.
#[utoipa::path(get, path = "/v1/plans/{id}/campaign", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses((status = 200, description = "the file", body = PlannedCampaign),
        (status = 404, description = "no such job, or forgotten", body = Problem),
        (status = 409, description = "it has no plan, or not yet", body = Problem)))]
pub async fn campaign(
    State(app): State<App>,
    caller: Caller,
    Named(id): Named<String>,
) -> Answer<PlannedCampaign> {
    let job = plans::found(&app, &caller, &id)?;
    let turn = app.plans.reading.clone().acquire_owned().await.map_err(|_| ApiError::Stopping)?;
    let made = tokio::task::spawn_blocking(move || {
        let made = made(&job);
        drop(turn);
        made
    });
    made.await.map_err(|_| ApiError::Internal)?.map(Json)
}

/// A campaign file, tried before it is handed out; takes as long as a town is large.
fn made(job: &Arc<Job>) -> Result<PlannedCampaign, ApiError> {
    let stand = job.stand();
    let document = stand.kept.as_ref().ok_or(ApiError::NothingFound)?;
    let mut document: serde_json::Value =
        serde_json::from_str(&document.document).map_err(|_| ApiError::Internal)?;
    let plan = document["plan"].take();
    if plan.is_null() {
        return Err(ApiError::NothingFound);
    }
    let Texts { town, protocol, files } = job.texts.clone();
    let file = CampaignFile { town, protocol, files, plan };
    let opened = tried(&file)?;
    let about = about(&opened, stand.verdict);
    let CampaignFile { town, protocol, files, plan } = file;
    Ok(PlannedCampaign { about, town, protocol, files, plan })
}

/// Without its kits where they were not sent: those can still be named when it is made.
fn tried(file: &CampaignFile) -> Result<Opened, SetupError> {
    file.open(&[]).or_else(|_| {
        let CampaignFile { town, protocol, files, plan } = file;
        let posted = Posted { town, protocol: protocol.as_deref(), files };
        let input = posted.read(Most { people: u64::MAX, sites: u64::MAX })?;
        opened(&input, &posted::staffing(plan.clone(), &input.city)?)
    })
}

fn about(opened: &Opened, verdict: Option<Verdict>) -> PlannedAbout {
    let campaign = &opened.town.campaign;
    let open = campaign.labs.iter().filter(|lab| lab.open);
    let lab = |lab: &tenfold_domain::campaign::Lab| PlannedLab {
        lab: lab.id.0,
        name_zh: lab.name_zh.clone(),
        name_en: lab.name_en.clone(),
        tubes_per_hour: lab.tubes_per_hour,
        is_added: opened.labs_added.contains(&lab.id),
    };
    PlannedAbout {
        name: campaign.name.clone(),
        region: campaign.region.0,
        answer: verdict.map(Verdict::word),
        sites: campaign.sites.iter().filter(|site| site.open).count(),
        sites_closed: opened.sites_closed,
        lanes: campaign.lanes.len(),
        labs: open.map(lab).collect(),
        labs_closed: opened.labs_closed,
        kits: campaign.kits.iter().map(|kit| kit.name.clone()).collect(),
    }
}

/// The planner's page
///
/// It shows a plan's report in a frame that takes over the page's policy, so the style and the
/// script of reports are let through by their hashes, and nothing else is.
#[utoipa::path(get, path = "/planner", tag = "pages",
    responses((status = 200, description = "the page", body = String,
        content_type = "text/html", example = "<!doctype html>")))]
pub async fn page(headers: HeaderMap) -> Response {
    static POLICY: OnceLock<Option<HeaderValue>> = OnceLock::new();
    let policy = POLICY.get_or_init(|| {
        let (style, script) = html::inline_parts();
        let with = |policy: String, directive: &str, text: &str| {
            let hash = plans::hash(text);
            policy.replace(&format!("{directive} 'self'"), &format!("{directive} 'self' {hash}"))
        };
        let policy = with(web::APP_POLICY.to_owned(), "style-src", &style);
        HeaderValue::from_str(&with(policy, "script-src", &script)).ok()
    });
    let mut response = web::page("planner.html", &headers);
    if let Some(policy) = policy {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    response
}
