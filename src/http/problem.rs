//! What went wrong, as RFC 9457 tells it: in both languages, with what to do next, and never with
//! anything of a person that somebody sent in it.

use std::borrow::Cow;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tenfold_domain::refusal::Refusal;
use utoipa::ToSchema;

use super::said::Said;
use crate::planner::jobs::NotTaken;
use crate::service::query::personal::Unshown;
use crate::service::readers::ReadError;
use crate::service::writer::Unavailable;
use crate::setup::SetupError;
use crate::storage::StoreError;

/// Why a request is not answered with what it asks for.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No token, or one that does not hold.
    #[error("a valid token is needed")]
    Unauthorised,
    /// The token's role may not ask for this.
    #[error("this role may not ask for that")]
    Forbidden,
    /// Nothing of that name.
    #[error("there is nothing of that name")]
    NotFound,
    /// The resident's look-up: one answer for unknown, wrong and malformed.
    #[error("no outcome for this document and receipt")]
    NoOutcome,
    /// A party's look-up: one answer for unknown, another's, and about nobody.
    #[error("no notice of this number about one person went to your party")]
    NoNotice,
    /// The address exists, the method does not.
    #[error("this address takes another method")]
    Method,
    /// The body is larger than is taken.
    #[error("the body is too large")]
    TooLarge,
    /// The body came too slowly.
    #[error("the body did not arrive in time")]
    Slow,
    /// The body is of a kind that is not read here.
    #[error("this kind of body is not read here")]
    MediaType,
    /// The body is no picture of a kind that is read here.
    #[error("this is no picture of a kind that is read here")]
    PictureKind,
    /// The body or a parameter cannot be read; the text says where, without what stood there.
    #[error("{0}")]
    Unreadable(Said),
    /// A file of the set-up that was sent is wrong; it holds nobody's data, so that the text may
    /// repeat what stood there.
    #[error("{0}")]
    Faulty(Box<SetupError>),
    /// As many plans wait as may.
    #[error("a plan is running, and as many wait for it as may")]
    PlansFull,
    /// A plan that has not ended, or ended without what is asked for.
    #[error("this plan has nothing of that to show: it has not ended, or ended without it")]
    NothingFound,
    /// No codes for labels; the text says why.
    #[error("{0}")]
    NotHandedOut(Said),
    /// No report of a resident's outcome; the text says why.
    #[error("{0}")]
    NoReport(Said),
    /// Several label sheets or rosters are under way.
    #[error("as many label sheets and rosters are under way as may")]
    BulkFull,
    /// A rule that is known before the rules are asked.
    #[error("{}", .0.en())]
    Refused(Refusal),
    /// Too many attempts; the number says when to come again.
    #[error("too many attempts")]
    TooMany(u64),
    /// A read is turned away so that writes go on.
    #[error("reads are turned away while the desks are busy")]
    Shed,
    /// Too many commands wait.
    #[error("too many commands wait")]
    Overloaded,
    /// The service is stopping.
    #[error("the service is stopping")]
    Stopping,
    /// No space on the disk.
    #[error("the disk is full; nothing of this request was kept")]
    DiskFull,
    /// The store failed; the log says how.
    #[error("the store failed; nothing of this request was kept")]
    Store,
    /// A fault of the service; the log says which.
    #[error("the service has a fault")]
    Internal,
}

/// The body of a problem (RFC 9457). `detail` is in the language that `Accept-Language` prefers,
/// English where it says nothing; both languages always stand beside it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem; stable.
    #[serde(rename = "type")]
    #[schema(example = "urn:tenfold:problem:unauthorised")]
    pub kind: String,
    /// The kind in a few words.
    #[schema(example = "Unauthorized")]
    pub title: String,
    /// The HTTP status again.
    #[schema(example = 401)]
    pub status: u16,
    /// What happened: `zh` or `en`, as the header `Accept-Language` asks for.
    #[schema(example = "a valid token is needed")]
    pub detail: String,
    /// Number of the refusal, where a rule said no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// Where it is, of a file of the set-up that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<FaultPlace>,
    /// What happened, in Chinese.
    #[schema(example = "需要有效的令牌")]
    pub zh: String,
    /// What happened, in English.
    #[schema(example = "a valid token is needed")]
    pub en: String,
    /// What to do next, in Chinese.
    #[schema(example = "请携带有效令牌")]
    pub do_zh: String,
    /// What to do next, in English.
    #[schema(example = "send Authorization: Bearer tf_...")]
    pub do_en: String,
}

/// The place of a fault.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FaultPlace {
    /// Which of the texts: `town`, `protocol`, `plan`, or a name among `files`.
    #[schema(example = "town")]
    pub file: String,
    /// Line, from 1, where it is known.
    #[schema(example = 12)]
    pub line: Option<usize>,
    /// The key, or what stands at the start of the line.
    #[schema(example = "townships.360781100.population")]
    pub key: Option<String>,
}

impl From<&SetupError> for FaultPlace {
    fn from(error: &SetupError) -> FaultPlace {
        let (file, line, key) = error.place();
        FaultPlace { file: file.to_owned(), line, key: key.map(str::to_owned) }
    }
}

impl ApiError {
    /// The status and the word that names the problem.
    fn status(&self) -> (StatusCode, &'static str) {
        match self {
            ApiError::Unauthorised => (StatusCode::UNAUTHORIZED, "unauthorised"),
            ApiError::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            ApiError::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            ApiError::NoOutcome => (StatusCode::NOT_FOUND, "no-outcome"),
            ApiError::NoNotice => (StatusCode::NOT_FOUND, "no-notice"),
            ApiError::Method => (StatusCode::METHOD_NOT_ALLOWED, "method"),
            ApiError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            ApiError::Slow => (StatusCode::REQUEST_TIMEOUT, "slow"),
            ApiError::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"),
            ApiError::PictureKind => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"),
            ApiError::Unreadable(_) => (StatusCode::UNPROCESSABLE_ENTITY, "unreadable"),
            ApiError::Faulty(_) => (StatusCode::UNPROCESSABLE_ENTITY, "faulty"),
            ApiError::NothingFound => (StatusCode::CONFLICT, "nothing-found"),
            ApiError::PlansFull => (StatusCode::SERVICE_UNAVAILABLE, "plans-full"),
            ApiError::NotHandedOut(_) => (StatusCode::CONFLICT, "not-handed-out"),
            ApiError::NoReport(_) => (StatusCode::CONFLICT, "no-report"),
            ApiError::BulkFull => (StatusCode::SERVICE_UNAVAILABLE, "bulk-full"),
            ApiError::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refused"),
            ApiError::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "too-many"),
            ApiError::Shed => (StatusCode::SERVICE_UNAVAILABLE, "shed"),
            ApiError::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, "overloaded"),
            ApiError::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
            ApiError::Store => (StatusCode::SERVICE_UNAVAILABLE, "store"),
            ApiError::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, "disk-full"),
            ApiError::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// What happened, in Chinese; in English the error itself says it.
    fn zh(&self) -> Cow<'_, str> {
        let text = match self {
            ApiError::Faulty(error) => return error.zh().into(),
            ApiError::Unauthorised => "需要有效的令牌",
            ApiError::Forbidden => "此角色无权查看",
            ApiError::NotFound => "没有这条记录",
            ApiError::NoOutcome => "没有与该证件和回执相符的结果",
            ApiError::NoNotice => "没有发给本单位并涉及某人的该编号通知",
            ApiError::Method => "此地址不支持该方法",
            ApiError::TooLarge => "内容过大",
            ApiError::Slow => "内容未能及时送达",
            ApiError::MediaType => "不支持的内容类型",
            ApiError::PictureKind => "不支持的图片类型",
            ApiError::Unreadable(said)
            | ApiError::NotHandedOut(said)
            | ApiError::NoReport(said) => &said.zh,
            ApiError::BulkFull => "正在处理的标签或名册已达上限",
            ApiError::Refused(rule) => rule.zh(),
            ApiError::TooMany(_) => "尝试次数过多",
            ApiError::Shed => "登记繁忙，暂停查询",
            ApiError::Overloaded => "等待处理的操作过多",
            ApiError::Stopping => "服务正在停止",
            ApiError::Store => "存储故障；本次请求未保存任何内容",
            ApiError::DiskFull => "磁盘已满；本次请求未保存任何内容",
            ApiError::NothingFound => "此规划没有可显示的内容：尚未结束，或结束时没有方案",
            ApiError::PlansFull => "有规划正在运行，等待的规划已达上限",
            ApiError::Internal => "服务内部故障",
        };
        text.into()
    }

    /// What to do next, in English and in Chinese.
    fn next(&self) -> (&'static str, &'static str) {
        match self {
            ApiError::Unauthorised => ("send Authorization: Bearer tf_...", "请携带有效令牌"),
            ApiError::Forbidden => ("have somebody with that role do it", "由有权限的人员操作"),
            ApiError::NotFound => ("check the address and the code", "核对地址和编码"),
            ApiError::NoOutcome => {
                ("check the document number and the receipt code", "核对证件号码和回执码")
            }
            ApiError::NoNotice => (
                "see what went to your party: GET /v1/notices",
                "请查询本单位的通知：GET /v1/notices",
            ),
            ApiError::Method | ApiError::Unreadable(_) => {
                ("check it against /docs", "请按 /docs 检查")
            }
            ApiError::TooLarge | ApiError::Slow => {
                ("send it again in smaller batches", "请分成较小的批次重新发送")
            }
            ApiError::MediaType => (
                "send application/json or application/x-ndjson",
                "请发送 application/json 或 application/x-ndjson",
            ),
            ApiError::PictureKind => {
                ("send image/jpeg or image/png", "请发送 image/jpeg 或 image/png")
            }
            ApiError::Faulty(_) => ("correct it and send it again", "请改正后重新发送"),
            ApiError::NothingFound => {
                ("see how it stands: GET /v1/plans/{id}", "请查看进度：GET /v1/plans/{id}")
            }
            ApiError::PlansFull => (
                "try again in a minute, or cancel one: DELETE /v1/plans/{id}",
                "请稍候再试，或取消其中一个：DELETE /v1/plans/{id}",
            ),
            ApiError::Refused(rule) => (rule.do_en(), rule.do_zh()),
            ApiError::TooMany(_) => ("wait, then try again", "请稍候再试"),
            ApiError::NotHandedOut(_) => (
                "have the administrator see to labels.csv, or use another printer number",
                "请管理员检查标签台账 labels.csv，或改用其他打印机编号",
            ),
            ApiError::NoReport(_) => {
                ("look your outcome up: POST /v1/outcome", "请查询结果：POST /v1/outcome")
            }
            ApiError::BulkFull => ("try again in a minute", "请一分钟后再试"),
            ApiError::Shed | ApiError::Overloaded | ApiError::Stopping => {
                ("try again shortly", "请稍后重试")
            }
            ApiError::DiskFull => {
                ("free space on the data volume, then send it again", "清理数据盘空间后重新发送")
            }
            ApiError::Store | ApiError::Internal => {
                ("send it again; tell the administrator", "请重新发送，并通知管理员")
            }
        }
    }

    /// Seconds after which to come again. Spread, so that those turned away together do not come
    /// back together.
    fn retry_after(&self) -> Option<u64> {
        let spread = |least: u64, most: u64| {
            let mut byte = [0u8; 1];
            // Without chance everybody waits equally long, which is only less good.
            let _ = getrandom::fill(&mut byte);
            least + u64::from(byte[0]) * (most - least + 1) / 256
        };
        match self {
            ApiError::Shed => Some(spread(2, 10)),
            ApiError::PlansFull | ApiError::BulkFull => Some(spread(20, 60)),
            ApiError::Overloaded => Some(spread(1, 5)),
            ApiError::Stopping | ApiError::Store => Some(spread(2, 8)),
            ApiError::DiskFull => Some(spread(30, 90)),
            ApiError::TooMany(seconds) => Some((*seconds).max(1)),
            _ => None,
        }
    }

    /// The body.
    pub fn problem(&self) -> Problem {
        let (status, word) = self.status();
        let (do_en, do_zh) = self.next();
        let number = match self {
            ApiError::Refused(rule) => Some(rule.number()),
            _ => None,
        };
        let fault = match self {
            ApiError::Faulty(error) => Some(FaultPlace::from(&**error)),
            _ => None,
        };
        let title = status.canonical_reason().unwrap_or("problem").to_owned();
        Problem {
            kind: format!("urn:tenfold:problem:{word}"),
            title,
            status: status.as_u16(),
            detail: self.to_string(),
            number,
            fault,
            zh: self.zh().into_owned(),
            en: self.to_string(),
            do_zh: do_zh.to_owned(),
            do_en: do_en.to_owned(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(&problem)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // For `language`, which knows what the asker reads.
        response.extensions_mut().insert(problem);
        response
    }
}

impl From<Unavailable> for ApiError {
    fn from(why: Unavailable) -> ApiError {
        match why {
            Unavailable::Overloaded => ApiError::Overloaded,
            Unavailable::DiskFull => ApiError::DiskFull,
            Unavailable::StoreFailed => ApiError::Store,
            Unavailable::Stopping => ApiError::Stopping,
        }
    }
}

impl From<SetupError> for ApiError {
    fn from(error: SetupError) -> ApiError {
        ApiError::Faulty(Box::new(error))
    }
}

impl From<NotTaken> for ApiError {
    fn from(why: NotTaken) -> ApiError {
        match why {
            NotTaken::Full => ApiError::PlansFull,
            NotTaken::Stopping => ApiError::Stopping,
            NotTaken::System => ApiError::Internal,
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        tracing::error!(%error, "a read failed");
        match error {
            StoreError::Full => ApiError::DiskFull,
            _ => ApiError::Store,
        }
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> ApiError {
        match error {
            ReadError::Shed => ApiError::Shed,
            ReadError::Store(error) => error.into(),
        }
    }
}

impl From<Unshown> for ApiError {
    fn from(why: Unshown) -> ApiError {
        match why {
            Unshown::Forbidden => ApiError::Forbidden,
            Unshown::Read(error) => error.into(),
        }
    }
}
