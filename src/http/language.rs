//! The language of an answer: the one the asker prefers. A problem holds both anyway, so that
//! nobody who shows it to somebody else has to ask again; only its `detail` is in one.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::App;
use super::problem::Problem;
use crate::report::words::Lang;

/// Puts the preferred language into every problem.
pub async fn choose(request: Request, next: Next) -> Response {
    let chinese = prefers_chinese(request.headers());
    let mut response = next.run(request).await;
    let Some(mut problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if chinese {
        problem.detail.clone_from(&problem.zh);
        *response.body_mut() = Body::from(serde_json::to_vec(&problem).unwrap_or_default());
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let language = HeaderValue::from_static(if chinese { "zh-CN" } else { "en" });
    response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// The language of whoever asks.
pub struct Reader(pub Lang);

impl FromRequestParts<App> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Reader, Infallible> {
        Ok(Reader(if prefers_chinese(&parts.headers) { Lang::Zh } else { Lang::En }))
    }
}

/// What says of an answer in which language it is.
pub fn spoken(lang: Lang) -> [(HeaderName, &'static str); 2] {
    [(header::CONTENT_LANGUAGE, lang.tag()), (header::VARY, "accept-language")]
}

/// Whether Chinese stands before English in `Accept-Language` (RFC 9110, 12.5.4).
fn prefers_chinese(headers: &HeaderMap) -> bool {
    let ranges = headers.get_all(header::ACCEPT_LANGUAGE).iter();
    let ranges = ranges.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    let (mut zh, mut en) = (0.0, 0.0);
    for range in ranges {
        let (tag, quality) = range.split_once(';').unwrap_or((range, "q=1"));
        let quality = quality.trim().strip_prefix("q=").and_then(|text| text.parse().ok());
        let quality: f64 = quality.unwrap_or(0.0);
        match tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "zh" => zh = quality.max(zh),
            "en" => en = quality.max(en),
            _ => {}
        }
    }
    zh > en
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_one_is_found() {
        let cases = [
            ("zh-CN,zh;q=0.9,en;q=0.8", true),
            ("ZH", true),
            ("fr, zh-Hans;q=0.2", true),
            ("en-GB,en;q=0.9,zh;q=0.8", false),
            ("zh;q=0", false),
            ("*", false),
            ("", false),
            ("zh;q=many", false),
        ];
        for (text, chinese) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(text));
            assert_eq!(prefers_chinese(&headers), chinese, "{text}");
        }
        assert!(!prefers_chinese(&HeaderMap::new()));
    }
}
