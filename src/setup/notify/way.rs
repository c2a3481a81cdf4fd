//! How something gets to somebody: a signed POST or a file.

use std::fmt;
use std::path::{Path, PathBuf};

use hyper::Uri;
use zeroize::Zeroizing;

use super::super::{Blame, SetupError, read};
use crate::edge::hex;

/// Bytes of a secret, as those who verify such signatures take them.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// What an endpoint names exactly one of.
pub(super) const ONE_OF_THREE: &str = "needs one of `url`, `folder` and `smtp`";

/// How notices get to an endpoint, and batches of outcomes to an upstream.
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

/// A way as a file says it.
pub(super) struct WayFile<'a> {
    pub(super) url: Option<&'a str>,
    pub(super) secret_file: Option<&'a Path>,
    pub(super) ca_file: Option<&'a Path>,
    pub(super) allow_clear: bool,
    pub(super) folder: Option<&'a Path>,
    /// It could have named a mail server instead.
    pub(super) or_mail: bool,
}

/// The one way that a file says.
pub(super) fn checked(
    blame: &Blame<'_>,
    key: &str,
    from: &WayFile<'_>,
    beside: &Path,
) -> Result<Way, SetupError> {
    let of = |name: &str| format!("{key}.{name}");
    match (from.url, from.folder) {
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
        _ if from.or_mail => Err(blame.error(key, ONE_OF_THREE)),
        _ => Err(blame.error(key, "needs either `url` or `folder`")),
    }
}

fn webhook(
    blame: &Blame<'_>,
    key: &str,
    (url, from): (&str, &WayFile<'_>),
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
