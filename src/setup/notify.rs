//! Where notices and outcomes go: a file of endpoints and upstreams becomes [`Notify`].
//!
//! ```toml
//! [[endpoints]]
//! name = "police"                # kept with what was delivered: do not change it
//! parties = ["police"]
//! url = "https://notices.example/tenfold"
//! secret_file = "police.secret"  # base64 of 24 to 64 random bytes, with whsec_ or without
//!
//! [[endpoints]]
//! name = "squads"
//! parties = ["squad", "community"]
//! messages = ["positive_pool"]   # all when absent
//! folder = "/srv/squads/inbox"
//!
//! [[endpoints]]
//! name = "headquarters-duty"
//! parties = ["headquarters"]
//! smtp = "smtps://mail.example"  # or smtp:// for STARTTLS
//! mail_from = "tenfold@city.example"
//! mail_to = "duty@city.example"  # one: what became of a notice is kept for one reader
//! look_up = "https://tenfold.city.example"
//! user = "tenfold"               # with the password in secret_file
//! secret_file = "mail.secret"
//!
//! [[upstreams]]
//! name = "province"              # kept with what was sent: do not change it
//! form = "hl7"                   # json, csv, hl7, fhir-r4 or fhir-r5
//! url = "https://platform.example/outcomes"
//! secret_file = "province.secret"
//! ```

mod mail;
mod upstream;
mod way;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use tenfold_domain::term::{Message, Party};

use super::{Blame, SetupError, parse, read};
use mail::MailFile;
use upstream::UpstreamFile;
use way::WayFile;

pub use mail::{Mail, Mailbox, Says, Security};
pub use upstream::Upstream;
pub use way::{Secret, Way};

/// Endpoints of one service: each has a thread of its own.
const ENDPOINTS_MAX: usize = 64;
/// Longest name of an endpoint.
const NAME_CHARS_MAX: usize = 40;

/// Every endpoint and upstream of a file.
#[derive(Clone, Debug)]
pub struct Notify {
    /// In the order of the file, names all different.
    pub endpoints: Vec<Endpoint>,
    /// In the order of the file, names all different.
    pub upstreams: Vec<Upstream>,
}

/// Somewhere notices go.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its name: letters, digits, `-` and `_`.
    pub name: String,
    /// Of which region, where there are several.
    pub region: Option<u32>,
    /// Whom it serves; at least one.
    pub parties: Vec<Party>,
    /// What it takes; at least one.
    pub messages: Vec<Message>,
    /// How notices get there.
    pub means: Means,
    /// In which languages texts are.
    pub language: Language,
    /// A new endpoint begins with the next notice, and not with the first of the campaign.
    pub from_next: bool,
    /// How it is tried.
    pub limits: Limits,
}

/// How notices get to an endpoint.
#[derive(Clone, Debug)]
pub enum Means {
    /// As outcomes do too.
    Way(Way),
    /// By mail.
    Mail(Box<Mail>),
}

/// In which languages texts are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
    /// One beside the other.
    #[default]
    Both,
}

/// How an endpoint is tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Tries before a notice is a dead letter; at least one.
    pub attempts_max: u16,
    /// Wait after the first failure; each further one doubles it.
    pub wait_first: Duration,
    /// Longest wait between two tries.
    pub wait_max: Duration,
    /// How long a try may take from dialling to the end of the answer.
    pub timeout: Duration,
}

impl Default for Limits {
    /// 1 s, 2 s, 4 s ... 5 min: something over an hour for twenty tries.
    fn default() -> Limits {
        Limits {
            attempts_max: 20,
            wait_first: Duration::from_secs(1),
            wait_max: Duration::from_secs(300),
            timeout: Duration::from_secs(10),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotifyFile {
    #[serde(default)]
    endpoints: Vec<EndpointFile>,
    #[serde(default)]
    upstreams: Vec<UpstreamFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndpointFile {
    name: String,
    region: Option<u32>,
    parties: Vec<String>,
    messages: Option<Vec<String>>,
    url: Option<String>,
    secret_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    #[serde(default)]
    allow_clear: bool,
    folder: Option<PathBuf>,
    smtp: Option<String>,
    mail_from: Option<String>,
    mail_to: Option<String>,
    look_up: Option<String>,
    mail_says: Option<Says>,
    user: Option<String>,
    #[serde(default)]
    language: Language,
    #[serde(default)]
    from: From,
    attempts_max: Option<u16>,
    wait_first_seconds: Option<u32>,
    wait_max_seconds: Option<u32>,
    timeout_seconds: Option<u32>,
}

/// With which notice a new endpoint begins.
#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum From {
    /// The campaign's first.
    #[default]
    First,
    /// The next one from now on.
    Next,
}

/// Reads a file of endpoints, and the secrets and certificates it names, beside it.
///
/// # Errors
/// [`SetupError`], as [`from_toml`], and for files that cannot be read.
pub fn load(path: &Path) -> Result<Notify, SetupError> {
    let beside = path.parent().unwrap_or(Path::new("."));
    from_toml(&path.display().to_string(), &read(path)?, beside)
}

/// Reads the text of such a file; `file` is its name in error texts, `beside` the folder that
/// relative paths in it start from.
///
/// # Errors
/// [`SetupError::Toml`] for unknown, missing and mistyped keys; [`SetupError::Value`] for a party
/// or message that is none, an endpoint without a way or with two, a web address in clear that is
/// not allowed, a secret that is too short.
pub fn from_toml(file: &str, text: &str, beside: &Path) -> Result<Notify, SetupError> {
    let content: NotifyFile = parse(file, text)?;
    let blame = Blame { file, text };
    let count = content.endpoints.len() + content.upstreams.len();
    blame.must(count > 0, "endpoints", "is empty: name where notices or outcomes go")?;
    blame.must(count <= ENDPOINTS_MAX, "endpoints", "are more than 64, a thread each")?;
    let upstreams = upstream::checked(&blame, content.upstreams, beside)?;
    let mut endpoints: Vec<Endpoint> = Vec::with_capacity(content.endpoints.len());
    for endpoint in content.endpoints {
        let key = format!("endpoints.{}", endpoint.name);
        let new = endpoints.iter().all(|other| other.name != endpoint.name);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        endpoints.push(checked(&blame, &key, endpoint, beside)?);
    }
    Ok(Notify { endpoints, upstreams })
}

fn checked(
    blame: &Blame<'_>,
    key: &str,
    from: EndpointFile,
    beside: &Path,
) -> Result<Endpoint, SetupError> {
    named(blame, key, &from.name)?;
    let at = format!("{key}.parties");
    let parties = blame.words(&at, &from.parties, Party::from_word)?;
    let messages = match &from.messages {
        Some(listed) => blame.words(&format!("{key}.messages"), listed, Message::from_word)?,
        None => Message::ALL.to_vec(),
    };
    let seconds = [from.wait_first_seconds, from.wait_max_seconds, from.timeout_seconds];
    let usual = match from.smtp {
        None => Limits::default(),
        // A mail server may look the sender up, and make a stranger wait, before it answers.
        Some(_) => Limits { timeout: Duration::from_secs(60), ..Limits::default() },
    };
    let attempts_max = from.attempts_max.unwrap_or(usual.attempts_max);
    let limits = limits(blame, key, Limits { attempts_max, ..usual }, seconds)?;
    let means = means(blame, key, &from, beside)?;
    Ok(Endpoint {
        region: from.region,
        parties,
        messages,
        language: from.language,
        from_next: from.from == From::Next,
        limits,
        means,
        name: from.name,
    })
}

/// By mail where a server is named, else as outcomes leave too.
fn means(
    blame: &Blame<'_>,
    key: &str,
    from: &EndpointFile,
    beside: &Path,
) -> Result<Means, SetupError> {
    let Some(smtp) = &from.smtp else {
        for (name, given) in [
            ("mail_from", from.mail_from.is_some()),
            ("mail_to", from.mail_to.is_some()),
            ("look_up", from.look_up.is_some()),
            ("mail_says", from.mail_says.is_some()),
            ("user", from.user.is_some()),
        ] {
            blame.must(
                !given,
                &format!("{key}.{name}"),
                "is for mail: name `smtp` or take it out",
            )?;
        }
        let way = WayFile {
            url: from.url.as_deref(),
            secret_file: from.secret_file.as_deref(),
            ca_file: from.ca_file.as_deref(),
            allow_clear: from.allow_clear,
            folder: from.folder.as_deref(),
            or_mail: true,
        };
        return Ok(Means::Way(way::checked(blame, key, &way, beside)?));
    };
    let alone = from.url.is_none() && from.folder.is_none();
    blame.must(alone, key, way::ONE_OF_THREE)?;
    let mail = MailFile {
        smtp,
        mail_from: from.mail_from.as_deref(),
        mail_to: from.mail_to.as_deref(),
        look_up: from.look_up.as_deref(),
        says: from.mail_says.unwrap_or_default(),
        user: from.user.as_deref(),
        secret_file: from.secret_file.as_ref(),
        ca_file: from.ca_file.as_ref(),
        allow_clear: from.allow_clear,
    };
    Ok(Means::Mail(Box::new(mail::checked(blame, key, &mail, beside)?)))
}

/// Refuses what is no name.
fn named(blame: &Blame<'_>, key: &str, name: &str) -> Result<(), SetupError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let sound = (1..=NAME_CHARS_MAX).contains(&name.len()) && name.chars().all(plain);
    let help = "is no name: use 1 to 40 letters, digits, - and _";
    blame.must(sound, &format!("{key}.name"), help)
}

/// What is usual, changed by what the file says: first wait, longest wait and time of a try, in
/// seconds.
fn limits(
    blame: &Blame<'_>,
    key: &str,
    usual: Limits,
    [wait_first, wait_max, timeout]: [Option<u32>; 3],
) -> Result<Limits, SetupError> {
    let seconds = |given: Option<u32>, usual: Duration| {
        given.map_or(usual, |seconds| Duration::from_secs(u64::from(seconds)))
    };
    let limits = Limits {
        attempts_max: usual.attempts_max,
        wait_first: seconds(wait_first, usual.wait_first),
        wait_max: seconds(wait_max, usual.wait_max),
        timeout: seconds(timeout, usual.timeout),
    };
    let above = [
        ("attempts_max", limits.attempts_max > 0),
        ("wait_first_seconds", !limits.wait_first.is_zero()),
        ("timeout_seconds", !limits.timeout.is_zero()),
    ];
    for (name, holds) in above {
        blame.must(holds, &format!("{key}.{name}"), "must be above 0")?;
    }
    let ordered = limits.wait_first <= limits.wait_max;
    blame.must(ordered, &format!("{key}.wait_max_seconds"), "is shorter than the first wait")?;
    Ok(limits)
}
