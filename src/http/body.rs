//! Reading what was sent: in time, not too much of it, and with a problem instead of a page of
//! text when it cannot be read. What was sent never stands in the problem.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;

use super::problem::ApiError;
use super::said::Said;
use crate::edge::photo;

/// Largest body of a batch of commands, in bytes.
pub const BATCH_BYTES_MAX: usize = 16 << 20;

/// Largest body of a plan: a town, a protocol, travel times of some thousand places.
const PLAN_BYTES_MAX: usize = 8 << 20;

/// Largest body of anything else.
const QUESTION_BYTES_MAX: usize = 64 << 10;

/// A body that is larger than is taken is read on for a little and thrown away: closing at once
/// resets the line, and the sender never sees why.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES_MAX: usize = 256 << 20;

/// How long a body may take, all told.
const BATCH_TIME_MAX: Duration = Duration::from_secs(60);
const QUESTION_TIME_MAX: Duration = Duration::from_secs(10);

/// A batch's body.
pub async fn batch(headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    read(headers, body, BATCH_BYTES_MAX, BATCH_TIME_MAX).await
}

/// A photograph's body: JPEG or PNG.
pub async fn photograph(headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    if !["image/jpeg", "image/png"].iter().any(|kind| is(headers, kind)) {
        return Err(ApiError::PictureKind);
    }
    read(headers, body, photo::BYTES_MAX, BATCH_TIME_MAX).await
}

/// A plan's body, which is JSON.
pub async fn plan(headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    if !is(headers, "application/json") {
        return Err(ApiError::MediaType);
    }
    read(headers, body, PLAN_BYTES_MAX, BATCH_TIME_MAX).await
}

async fn read(
    headers: &HeaderMap,
    body: Body,
    bytes_max: usize,
    time_max: Duration,
) -> Result<Bytes, ApiError> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > bytes_max) {
        linger(body);
        return Err(ApiError::TooLarge);
    }
    let mut stream = body.into_data_stream();
    let mut all = Vec::new();
    let read = async {
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| ApiError::Slow)?;
            // A small body comes in one piece, which then needs no copy.
            if all.is_empty() && length == Some(chunk.len()) {
                return Ok(Some(chunk));
            }
            if all.len() + chunk.len() > bytes_max {
                return Err(ApiError::TooLarge);
            }
            all.reserve(chunk.len().max(length.unwrap_or(0).saturating_sub(all.len())));
            all.extend_from_slice(&chunk);
        }
        Ok(None)
    };
    let read = tokio::time::timeout(time_max, read).await.unwrap_or(Err(ApiError::Slow));
    match read {
        Ok(whole) => Ok(whole.unwrap_or_else(|| all.into())),
        Err(error) => {
            linger(Body::from_stream(stream));
            Err(error)
        }
    }
}

/// Reads on without keeping anything, so that the answer arrives.
pub(super) fn linger(body: Body) {
    tokio::spawn(tokio::time::timeout(LINGER, async move {
        let mut stream = body.into_data_stream();
        let mut left = LINGER_BYTES_MAX;
        while let Some(Ok(chunk)) = stream.next().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                break;
            }
        }
    }));
}

/// A question's body as JSON.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Json<T>, ApiError> {
        let (parts, body) = request.into_parts();
        if !is(&parts.headers, "application/json") {
            return Err(ApiError::MediaType);
        }
        let bytes = read(&parts.headers, body, QUESTION_BYTES_MAX, QUESTION_TIME_MAX).await?;
        serde_json::from_slice(&bytes).map(Json).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            ApiError::Unreadable(Said::new(
                format!("内容在第 {line} 行第 {column} 列无法识别"),
                format!("the body cannot be read at line {line} column {column}"),
            ))
        })
    }
}

/// Whether a body is of this media type, however it is written and whatever its parameters.
pub fn is(headers: &HeaderMap, kind: &str) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|said| said.to_str().ok());
    let said = said.and_then(|said| said.split(';').next()).unwrap_or_default();
    said.trim().eq_ignore_ascii_case(kind)
}

/// The parts of a path.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Named<T>, ApiError> {
        let path = Path::from_request_parts(parts, state).await;
        path.map(|Path(named)| Named(named)).map_err(|_| ApiError::NotFound)
    }
}

/// The parameters after the question mark.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Asked<T>, ApiError> {
        let query = Query::from_request_parts(parts, state).await;
        let bad =
            |_| ApiError::Unreadable(Said::new("查询参数无法识别", "a parameter cannot be read"));
        query.map(|Query(asked)| Asked(asked)).map_err(bad)
    }
}
