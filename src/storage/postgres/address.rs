//! Where a PostgreSQL server is, and how a line to it is kept from others: over a network by TLS,
//! with a certificate that is trusted and says the server's name, unless the address says
//! `sslmode=disable`; on this machine without, unless it says `sslmode=require`. `sslrootcert=FILE`
//! trusts the authorities of a file instead of the public ones.

use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_rustls::rustls::ClientConfig;

use super::super::StoreError;
use crate::edge::trust::trusting;

/// A server that does not take a line in this time is away.
const LINE_WAIT_MAX: Duration = Duration::from_secs(5);
/// A line on which nothing is heard is asked for a sign of life after this, and given up when what
/// was sent has not arrived in the same time.
const SILENCE_MAX: Duration = Duration::from_secs(15);

/// An address that was understood.
pub struct Address {
    /// Who, where and which database.
    pub config: Config,
    /// Whom the line believes; without TLS nobody.
    pub tls: Option<Arc<ClientConfig>>,
}

impl Address {
    /// Reads an address of the form `postgres://user:password@host:5432/name`.
    ///
    /// # Errors
    /// [`StoreError::Unfit`] for what is none, and for a file of authorities that is none.
    pub fn parse(url: &str) -> Result<Address, StoreError> {
        let (url, roots) = without_roots(url);
        let mut config: Config = url.parse().map_err(|_| {
            let form = "postgres://user:password@host:5432/name";
            StoreError::Unfit(format!("that is no address of a PostgreSQL database, as in {form}"))
        })?;
        config.application_name("tenfold").connect_timeout(LINE_WAIT_MAX);
        config.keepalives_idle(SILENCE_MAX).tcp_user_timeout(SILENCE_MAX);
        let is_secured = match config.get_ssl_mode() {
            SslMode::Disable => false,
            SslMode::Prefer => !config.get_hosts().iter().all(is_here) || roots.is_some(),
            _ => true,
        };
        if !is_secured {
            config.ssl_mode(SslMode::Disable);
            return Ok(Address { config, tls: None });
        }
        config.ssl_mode(SslMode::Require);
        let unfit = |text: String| {
            StoreError::Unfit(format!("sslrootcert={}: {text}", roots.unwrap_or_default()))
        };
        let pem = roots.map(std::fs::read).transpose().map_err(|error| unfit(error.to_string()))?;
        let tls = trusting(pem.as_deref()).map_err(unfit)?;
        Ok(Address { config, tls: Some(Arc::new(tls)) })
    }
}

/// The address without the file of authorities, which the protocol's crate does not know.
fn without_roots(url: &str) -> (String, Option<&str>) {
    let Some((before, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (mut rest, mut roots) = (Vec::new(), None);
    for part in query.split('&') {
        match part.strip_prefix("sslrootcert=") {
            Some(file) => roots = Some(file),
            None => rest.push(part),
        }
    }
    let url = if rest.is_empty() { before.to_owned() } else { [before, &rest.join("&")].join("?") };
    (url, roots)
}

/// Whether a host is this machine: what is said to it goes over no network.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, without_roots};

    #[test]
    fn what_goes_over_a_network_is_secured_unless_said_otherwise() {
        let secured = |url: &str| Address::parse(url).expect(url).tls.is_some();
        assert!(secured("postgres://a@db.example/b"));
        assert!(secured("postgres://a@10.0.0.1/b"));
        assert!(!secured("postgres://a@10.0.0.1/b?sslmode=disable"));
        for here in ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql"] {
            assert!(!secured(&format!("postgres://a@{here}/b")), "{here}");
        }
        assert!(secured("postgres://a@localhost/b?sslmode=require"));
    }

    #[test]
    fn the_file_of_authorities_is_taken_out_wherever_it_stands() {
        let url = "postgres://a@b/c";
        for (query, rest) in [("", ""), ("&x=1", "?x=1")] {
            let asked = format!("{url}?sslrootcert=/d/e.pem{query}");
            assert_eq!(without_roots(&asked), (format!("{url}{rest}"), Some("/d/e.pem")));
        }
        assert!(Address::parse("postgres://a@b/c?sslrootcert=/none").is_err());
    }
}
