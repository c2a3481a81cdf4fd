//! Photographs of labels: the codes in them. Nothing of a photograph is kept, and nothing of what
//! it shows stands in the log.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tokio::sync::Semaphore;
use utoipa::ToSchema;

use super::App;
use super::auth::Caller;
use super::body;
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::edge::photo::{self, Found, Meaning, Reading, Why};
use crate::edge::wedge::Labels;

/// How many photographs are taken at a time.
#[derive(Clone)]
pub struct Darkroom {
    /// Taken and not answered; more are turned away. Each holds its bytes.
    room: Arc<Semaphore>,
    /// Looked at: unpacked a photograph is ten times its size, and reading it takes a core.
    table: Arc<Semaphore>,
}

impl Default for Darkroom {
    fn default() -> Darkroom {
        Darkroom { room: Arc::new(Semaphore::new(8)), table: Arc::new(Semaphore::new(1)) }
    }
}

/// A photograph's bytes as they are, no text and no form.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct Photograph(pub Vec<u8>);

/// What was read in a photograph.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PhotographView {
    /// It holds a code of the campaign that is believed, and no label that contradicts itself.
    #[schema(example = true)]
    pub read: bool,
    /// Width, in pixels.
    #[schema(example = 1152)]
    pub width: u32,
    /// Height, in pixels.
    #[schema(example = 864)]
    pub height: u32,
    /// Every code in it, the believed first.
    pub codes: Vec<PhotographCode>,
    /// Labels whose codes do not agree.
    pub conflicts: Vec<PhotographConflict>,
    /// Why it does not count as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<PhotographReason>,
}

/// A code in a photograph.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PhotographCode {
    /// `tube`, `box`, `site`, `lane`, `receipt` or `other`.
    #[schema(value_type = String, example = "tube")]
    pub kind: &'static str,
    /// What it says; for a box its code alone.
    #[schema(value_type = String, example = "000100000017")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// As what it was read: `code-128`, `data-matrix`, `qr`.
    #[schema(value_type = Vec<String>, example = json!(["code-128", "data-matrix"]))]
    pub symbols: Vec<&'static str>,
    /// Whether it may be taken. A code that is not believed must be scanned or typed.
    #[schema(example = true)]
    pub believed: bool,
    /// Why it is not believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<PhotographReason>,
    /// Tubes in a box, as its QR tells.
    #[schema(example = 28)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tubes: Option<u16>,
    /// The oldest first swab in a box, as its QR tells: milliseconds since 1970.
    #[schema(example = 1_648_771_800_000_i64)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_swab_ms: Option<i64>,
}

/// Codes of one label that say different things.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PhotographConflict {
    /// What the bars say.
    #[schema(example = "000100000017")]
    pub bars: String,
    /// What the square code beside them says.
    #[schema(example = "000100000114")]
    pub square: String,
}

/// Why something was not read or is not believed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PhotographReason {
    /// Names the reason; stable. Of a photograph `no-code`, `not-believed` or `conflict`; of a
    /// code `unknown`, `unproven` or `differs`.
    #[schema(value_type = String, example = "no-code")]
    pub word: &'static str,
    /// In Chinese, with what to do.
    #[schema(example = "未找到条码；请靠近标签，避免反光后重拍")]
    pub zh: String,
    /// In English, with what to do.
    #[schema(example = "no code found; go nearer, without glare, and take it again")]
    pub en: String,
}

impl PhotographReason {
    /// Why a picture is not read.
    pub fn of(why: Why) -> PhotographReason {
        PhotographReason { word: why.word(), zh: why.zh(), en: why.en() }
    }
}

impl PhotographView {
    /// Of a reading. What is nobody's label may be somebody's data: it is only said where `whole`.
    pub fn of(reading: &Reading, whole: bool) -> PhotographView {
        let why = reading.why();
        let conflicts = reading.conflicts.iter().map(|conflict| PhotographConflict {
            bars: conflict.bars.to_string(),
            square: conflict.square.to_string(),
        });
        PhotographView {
            read: why.is_none(),
            width: reading.width,
            height: reading.height,
            codes: reading.found.iter().map(|found| PhotographCode::of(found, whole)).collect(),
            conflicts: conflicts.collect(),
            reason: why.map(PhotographReason::of),
        }
    }
}

impl PhotographCode {
    fn of(found: &Found, whole: bool) -> PhotographCode {
        let (mut tubes_inside, mut oldest) = (None, None);
        let (kind, text) = match &found.meaning {
            Meaning::Tube(code) => ("tube", Some(code.to_string())),
            Meaning::Case { code, tubes, oldest_swab } => {
                (tubes_inside, oldest) = (*tubes, oldest_swab.map(|at| at.0));
                ("box", Some(code.to_string()))
            }
            Meaning::Place(place) if place.lane.is_some() => ("lane", Some(place.content())),
            Meaning::Place(place) => ("site", Some(place.content())),
            Meaning::Receipt(code) => ("receipt", whole.then(|| code.to_string())),
            Meaning::Other(text) => ("other", whole.then(|| text.clone())),
        };
        let doubt = found.doubt.map(|doubt| PhotographReason {
            word: doubt.word(),
            zh: doubt.zh().into(),
            en: doubt.en().into(),
        });
        PhotographCode {
            kind,
            text,
            symbols: found.symbols.iter().map(|symbol| symbol.word()).collect(),
            believed: doubt.is_none(),
            doubt,
            tubes: tubes_inside,
            oldest_swab_ms: oldest,
        }
    }
}

/// The codes in a photograph
///
/// A JPEG or PNG of at most 16 MiB and 24 million pixels. Nothing of it is kept. Bars are believed
/// where the check digits of the campaign's protocol hold or a square code says the same; codes of
/// one label that differ are named and neither is believed.
#[utoipa::path(post, path = "/v1/photographs", tag = "labels",
    request_body(description = "the photograph", content(
        (Photograph = "image/jpeg"), (Photograph = "image/png"))),
    responses(
        (status = 200, description = "what was read, which may be nothing", body = PhotographView),
        (status = 413, description = "too many bytes", body = Problem),
        (status = 415, description = "neither JPEG nor PNG", body = Problem),
        (status = 422, description = "no picture, a damaged one, or too many pixels",
            body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn read(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PhotographView>, ApiError> {
    let place = app.darkroom.room.clone().try_acquire_owned().map_err(|_| ApiError::Shed)?;
    let bytes = body::photograph(&headers, body).await?;
    let campaign = app.service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?.clone();
    let turn = app.darkroom.table.clone().acquire_owned().await.map_err(|_| ApiError::Stopping)?;
    let view = tokio::task::spawn_blocking(move || {
        let view = view(&bytes, &campaign);
        drop((turn, place));
        view
    });
    view.await.map_err(|_| ApiError::Internal)?.map(Json)
}

fn view(bytes: &[u8], campaign: &Campaign) -> Result<PhotographView, ApiError> {
    let protocol = &campaign.protocol;
    let labels = Labels { tubes: &protocol.tube_codes, boxes: &protocol.box_codes };
    match photo::read(bytes, labels) {
        Ok(reading) => Ok(PhotographView::of(&reading, true)),
        Err(Why::TooManyBytes) => Err(ApiError::TooLarge),
        Err(Why::NotPicture | Why::OtherKind(_)) => Err(ApiError::PictureKind),
        Err(why) => Err(ApiError::Unreadable(Said::new(why.zh(), why.en()))),
    }
}
