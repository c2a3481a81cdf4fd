//! Where notices go: a file of endpoints becomes [`Notify`].
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
//! ```

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hyper::Uri;
use serde::Deserialize;
use tenfold_domain::term::{Message, Party};
use zeroize::Zeroizing;

use super::{Blame, SetupError, parse, read};
use crate::edge::hex;

/// Endpoints of one service: each has a thread of its own.
const ENDPOINTS_MAX: usize = 64;
/// Longest name of an endpoint.
const NAME_CHARS_MAX: usize = 40;
/// Bytes of a secret, as those who verify such signatures take them.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// Every endpoint of a file.
#[derive(Clone, Debug)]
pub struct Notify {
    /// In the order of the file, names all different.
    pub endpoints: Vec<Endpoint>,
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
    pub way: Way,
    /// In which languages texts are.
    pub language: Language,
    /// A new endpoint begins with the next notice, and not with the first of the campaign.
    pub from_next: bool,
    /// How it is tried.
    pub limits: Limits,
}

/// How notices get to an endpoint.
#[derive(Clone, Debug)]
pub enum Way {
    /// A signed POST for each.
    Webhook {
        /// Where to; `https`, or `http` where that is allowed.
        url: Uri,
        /// What signs it.
        secret: Secret,
        /// PEM with the only certificates that are trusted; the public ones when absent.
        ca_pem: Option<Vec<u8>>,
        /// In clear to other machines too.
        allow_clear: bool,
    },
    /// A file for each.
    Folder(PathBuf),
}

/// Bytes that are never shown.
#[derive(Clone)]
pub struct Secret(pub Zeroizing<Vec<u8>>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
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
    endpoints: Vec<EndpointFile>,
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
    let count = content.endpoints.len();
    blame.must(count > 0, "endpoints", "is empty: name where notices go")?;
    blame.must(count <= ENDPOINTS_MAX, "endpoints", "are more than 64, a thread each")?;
    let mut endpoints: Vec<Endpoint> = Vec::with_capacity(count);
    for endpoint in content.endpoints {
        let key = format!("endpoints.{}", endpoint.name);
        let new = endpoints.iter().all(|other| other.name != endpoint.name);
        blame.must(new, &key, "is listed twice: keep one entry")?;
        endpoints.push(checked(&blame, &key, endpoint, beside)?);
    }
    Ok(Notify { endpoints })
}

fn checked(
    blame: &Blame<'_>,
    key: &str,
    from: EndpointFile,
    beside: &Path,
) -> Result<Endpoint, SetupError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let named = (1..=NAME_CHARS_MAX).contains(&from.name.len()) && from.name.chars().all(plain);
    let help = "is no name: use 1 to 40 letters, digits, - and _";
    blame.must(named, &format!("{key}.name"), help)?;
    let at = format!("{key}.parties");
    let parties = blame.words(&at, &from.parties, Party::from_word)?;
    let messages = match &from.messages {
        Some(listed) => blame.words(&format!("{key}.messages"), listed, Message::from_word)?,
        None => Message::ALL.to_vec(),
    };
    let limits = limits(blame, key, &from)?;
    Ok(Endpoint {
        region: from.region,
        parties,
        messages,
        language: from.language,
        from_next: from.from == From::Next,
        limits,
        way: way(blame, key, &from, beside)?,
        name: from.name,
    })
}

fn limits(blame: &Blame<'_>, key: &str, from: &EndpointFile) -> Result<Limits, SetupError> {
    let usual = Limits::default();
    let seconds = |given: Option<u32>, usual: Duration| {
        given.map_or(usual, |seconds| Duration::from_secs(u64::from(seconds)))
    };
    let limits = Limits {
        attempts_max: from.attempts_max.unwrap_or(usual.attempts_max),
        wait_first: seconds(from.wait_first_seconds, usual.wait_first),
        wait_max: seconds(from.wait_max_seconds, usual.wait_max),
        timeout: seconds(from.timeout_seconds, usual.timeout),
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

fn way(
    blame: &Blame<'_>,
    key: &str,
    from: &EndpointFile,
    beside: &Path,
) -> Result<Way, SetupError> {
    let of = |name: &str| format!("{key}.{name}");
    match (&from.url, &from.folder) {
        (Some(url), None) => webhook(blame, key, (url, from), beside),
        (None, Some(folder)) => {
            for (name, given) in [
                ("secret_file", from.secret_file.is_some()),
                ("ca_file", from.ca_file.is_some()),
                ("allow_clear", from.allow_clear),
            ] {
                blame.must(!given, &of(name), "is for web addresses: take it out")?;
            }
            let folder = beside.join(folder);
            let help = "is no folder: make it, or correct the path";
            blame.must(folder.is_dir(), &of("folder"), help)?;
            Ok(Way::Folder(folder))
        }
        _ => Err(blame.error(key, "needs either `url` or `folder`")),
    }
}

fn webhook(
    blame: &Blame<'_>,
    key: &str,
    (url, from): (&str, &EndpointFile),
    beside: &Path,
) -> Result<Way, SetupError> {
    let of = |name: &str| format!("{key}.{name}");
    let help = "is no web address: write it like https://host/path, without user and password";
    let url: Uri = url.parse().map_err(|_| blame.error(of("url"), help))?;
    let host = url.host().unwrap_or_default().to_owned();
    let sound = !host.is_empty() && url.authority().is_some_and(|all| !all.as_str().contains('@'));
    blame.must(sound, &of("url"), help)?;
    match url.scheme_str() {
        Some("https") => {}
        Some("http") => {
            let help = "is in clear: write https, or allow_clear = true where the line itself is \
                        protected";
            blame.must(from.allow_clear || is_loopback(&host), &of("url"), help)?;
        }
        _ => return Err(blame.error(of("url"), help)),
    }
    let Some(secret) = &from.secret_file else {
        let help = "is missing: name a file with the secret that signs, made for instance by \
                    `openssl rand -base64 32`";
        return Err(blame.error(of("secret_file"), help));
    };
    let text = Zeroizing::new(read(&beside.join(secret))?);
    let text = text.trim();
    let bytes = hex::base64(text.strip_prefix("whsec_").unwrap_or(text)).unwrap_or_default();
    let help = "holds no secret: base64 of 24 to 64 random bytes";
    blame.must(SECRET_BYTES.contains(&bytes.len()), &of("secret_file"), help)?;
    let ca_pem = match &from.ca_file {
        Some(file) => Some(read(&beside.join(file))?.into_bytes()),
        None => None,
    };
    let secret = Secret(Zeroizing::new(bytes));
    Ok(Way::Webhook { url, secret, ca_pem, allow_clear: from.allow_clear })
}

/// Whether a host of a web address is this machine, by its name alone.
fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<std::net::IpAddr>();
    address.map_or(host == "localhost", |address| address.is_loopback())
}
