//! Mail as a way of notices: which server, by whom, to whom, and how much it says.

use std::path::{Path, PathBuf};

use hyper::Uri;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::super::{Blame, SetupError, read};
use super::way::Secret;

/// Longest address, as RFC 5321 has it.
const ADDRESS_BYTES_MAX: usize = 254;
/// Longest part before the `@`.
const LOCAL_BYTES_MAX: usize = 64;
/// Longest user name and password.
const SIGN_IN_BYTES_MAX: usize = 255;

/// How notices leave by mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The server's name or number, without brackets.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is secured.
    pub security: Security,
    /// PEM with the only certificates that are trusted; the public ones when absent.
    pub ca_pem: Option<Vec<u8>>,
    /// User and password, where the server asks for them; never in clear.
    pub sign_in: Option<(String, Secret)>,
    /// Who sends.
    pub from: Mailbox,
    /// Who reads.
    pub to: Mailbox,
    /// Where the party looks a notice up: the address of this service, without a slash at its end.
    pub look_up: String,
    /// How much a mail says.
    pub says: Says,
}

/// How a line to a mail server is secured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// From its first byte on (`smtps`).
    Tls,
    /// Begun in clear, and by STARTTLS before anything is said (`smtp`).
    StartTls,
    /// Not at all.
    Clear,
}

/// How much a mail says: it lies in clear wherever it passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Says {
    /// The notice's number, and where to look it up.
    #[default]
    Number,
    /// What a webhook says in words: tube, lab, times and what to do.
    All,
}

/// An address. Invariant: `local@domain` of letters, digits and the signs that need no quotes, all
/// ASCII, so that it can end neither a line nor the brackets it stands in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox(String);

impl Mailbox {
    /// An address as people write it; `None` where it is none, or needs quotes.
    pub fn parse(text: &str) -> Option<Mailbox> {
        let (local, domain) = text.split_once('@')?;
        let of_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        let of_domain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let part =
            |part: &str, fits: &dyn Fn(char) -> bool| !part.is_empty() && part.chars().all(fits);
        let sound = local.split('.').all(|atom| part(atom, &of_local))
            && domain.split('.').all(|label| part(label, &of_domain) && !label.starts_with('-'));
        let short = text.len() <= ADDRESS_BYTES_MAX && local.len() <= LOCAL_BYTES_MAX;
        (sound && short).then(|| Mailbox(text.to_owned()))
    }

    /// As it stands.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A mail as a file says it.
pub(super) struct MailFile<'a> {
    pub(super) smtp: &'a str,
    pub(super) mail_from: Option<&'a str>,
    pub(super) mail_to: Option<&'a str>,
    pub(super) look_up: Option<&'a str>,
    pub(super) says: Says,
    pub(super) user: Option<&'a str>,
    pub(super) secret_file: Option<&'a PathBuf>,
    pub(super) ca_file: Option<&'a PathBuf>,
    pub(super) allow_clear: bool,
}

/// What a file says, if a mail can leave by it.
pub(super) fn checked(
    blame: &Blame<'_>,
    key: &str,
    from: &MailFile<'_>,
    beside: &Path,
) -> Result<Mail, SetupError> {
    let of = |name: &str| format!("{key}.{name}");
    let (host, port, security) = server(blame, &of("smtp"), from)?;
    let mailbox = |name: &str, said: Option<&str>| {
        let help = "is no mail address: write one, like duty@police.example, without a name";
        let said = said.and_then(Mailbox::parse);
        said.ok_or_else(|| blame.error(of(name), help))
    };
    let ca_pem = match from.ca_file {
        Some(_) if security == Security::Clear => {
            return Err(blame.error(of("ca_file"), "has no meaning in clear: take it out"));
        }
        Some(file) => Some(read(&beside.join(file))?.into_bytes()),
        None => None,
    };
    Ok(Mail {
        sign_in: sign_in(blame, key, (from, security), beside)?,
        from: mailbox("mail_from", from.mail_from)?,
        to: mailbox("mail_to", from.mail_to)?,
        look_up: look_up(blame, &of("look_up"), from.look_up)?,
        says: from.says,
        host,
        port,
        security,
        ca_pem,
    })
}

fn server(
    blame: &Blame<'_>,
    key: &str,
    from: &MailFile<'_>,
) -> Result<(String, u16, Security), SetupError> {
    let help = "is no mail server: write smtps://host for TLS from the first byte, or smtp://host \
                for STARTTLS, with :port where it is another than 465 or 587";
    let url: Uri = from.smtp.parse().map_err(|_| blame.error(key, help))?;
    let host = url.host().unwrap_or_default();
    let bare = url.authority().is_some_and(|all| !all.as_str().contains('@'));
    let bare = bare && !host.is_empty() && matches!(url.path(), "" | "/") && url.query().is_none();
    blame.must(bare, key, help)?;
    let (security, usual) = match (url.scheme_str(), from.allow_clear) {
        (Some("smtps"), false) => (Security::Tls, 465),
        (Some("smtp"), false) => (Security::StartTls, 587),
        (Some("smtp"), true) => (Security::Clear, 25),
        (Some("smtps"), true) => {
            let help = "is secured: take allow_clear out";
            return Err(blame.error(key, help));
        }
        _ => return Err(blame.error(key, help)),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    Ok((host, url.port_u16().unwrap_or(usual), security))
}

fn sign_in(
    blame: &Blame<'_>,
    key: &str,
    (from, security): (&MailFile<'_>, Security),
    beside: &Path,
) -> Result<Option<(String, Secret)>, SetupError> {
    let of = |name: &str| format!("{key}.{name}");
    let (user, file) = match (from.user, from.secret_file) {
        (None, None) => return Ok(None),
        (Some(user), Some(file)) => (user, file),
        (Some(_), None) => {
            let help = "is missing: name a file with the password that belongs to `user`";
            return Err(blame.error(of("secret_file"), help));
        }
        (None, Some(_)) => {
            let help = "is missing: say whose password it is, or take secret_file out";
            return Err(blame.error(of("user"), help));
        }
    };
    let help = "would send a password in clear: use smtps:// or smtp:// without allow_clear, or \
                take user and secret_file out";
    blame.must(security != Security::Clear, &of("user"), help)?;
    let sound = |text: &str| {
        (1..=SIGN_IN_BYTES_MAX).contains(&text.len()) && !text.chars().any(char::is_control)
    };
    let help = "is 1 to 255 bytes without control characters";
    blame.must(sound(user), &of("user"), help)?;
    let text = Zeroizing::new(read(&beside.join(file))?);
    let password = text.trim_end_matches(['\r', '\n']);
    let help = "holds no password: one line of 1 to 255 bytes";
    blame.must(sound(password), &of("secret_file"), help)?;
    let secret = Secret(Zeroizing::new(password.as_bytes().to_vec()));
    Ok(Some((user.to_owned(), secret)))
}

/// A web address that a person opens.
fn look_up(blame: &Blame<'_>, key: &str, said: Option<&str>) -> Result<String, SetupError> {
    let help = "is missing or no web address: write where this service is reached, like \
                https://tenfold.example; every mail names it";
    let said = said.unwrap_or_default();
    let url: Uri = said.parse().map_err(|_| blame.error(key, help))?;
    let named = url.host().is_some_and(|host| !host.is_empty());
    let bare = named && url.query().is_none() && !said.contains('@');
    let web = matches!(url.scheme_str(), Some("http" | "https"));
    blame.must(bare && web, key, help)?;
    Ok(said.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_end_no_line_and_no_bracket() {
        for text in ["a@b", "duty.officer+night@police.ruijin.example", "o'neil@x-1.example"] {
            assert_eq!(Mailbox::parse(text).expect(text).as_str(), text);
        }
        assert_eq!(Mailbox::parse("a@b.example").expect("one").domain(), "b.example");
        let long = format!("{}@b.example", "a".repeat(65));
        for text in [
            "",
            "a",
            "@b",
            "a@",
            "a@b@c",
            "a b@c",
            "a@b\r\nBcc: c@d",
            "a\n@b",
            "<a@b>",
            "a@b>",
            ".a@b",
            "a..b@c",
            "a@b..c",
            "a@-b",
            "\"a b\"@c",
            "值班@b.example",
            "a@b,c@d",
            &long,
            "a\0@b",
        ] {
            assert_eq!(Mailbox::parse(text), None, "{text:?}");
        }
    }
}
