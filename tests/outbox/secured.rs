//! Over TLS: nothing leaves before the receiver has shown a certificate that is trusted.

use std::sync::Arc;

use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned, crypto};

use crate::day::Day;
use crate::receiver::{Receiver, Say};
use crate::{SECRET, endpoints, open, singles, until, webhook};

/// What shows the fixtures' certificate, of `localhost`.
pub fn config() -> Arc<ServerConfig> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/notify");
    let certificate = CertificateDer::from_pem_file(format!("{folder}/server.pem"));
    let key = PrivateKeyDer::from_pem_file(format!("{folder}/server.key")).expect("key");
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.expect("certificate")], key)
        .expect("config");
    Arc::new(config)
}

/// A receiver that shows it.
fn secured() -> Receiver {
    let config = config();
    Receiver::over(
        |_, _| Say::Taken,
        move |stream| {
            let server = ServerConnection::new(config.clone()).expect("server");
            StreamOwned::new(server, stream)
        },
    )
}

#[test]
fn a_trusted_receiver_gets_all_and_any_other_nothing() {
    let (trusted, stranger, other) = (secured(), secured(), secured());
    let url = |receiver: &Receiver, host: &str| {
        format!("https://{host}:{}/notices", receiver.address.port())
    };
    let mut day = Day::begin();
    let few = "attempts_max = 2\n";
    let text = webhook("trusted", &url(&trusted, "localhost"))
        + "ca_file = \"ca.pem\"\n"
        // By the public authorities, none of which signed it.
        + &webhook("stranger", &url(&stranger, "localhost")) + few
        // Signed, for another name.
        + &webhook("other", &url(&other, "127.0.0.1"))
        + "ca_file = \"ca.pem\"\n" + few;
    let notify = endpoints(&day, &text);
    open(&mut day, notify);
    singles(&mut day, 0);
    let page = until(&day, |page| {
        let settled = |one: &tenfold::service::query::deliveries::EndpointView| {
            one.delivered + one.dead == 72 && one.waiting == 0
        };
        page.endpoints.iter().all(settled)
    });
    let counts: Vec<_> = page.endpoints.iter().map(|one| (one.delivered, one.dead)).collect();
    assert_eq!(counts, [(72, 0), (0, 72), (0, 72)]);
    let untrusted = page.deliveries.iter().filter(|one| one.fault == Some("untrusted")).count();
    assert_eq!(untrusted, 144);
    let seen = trusted.seen();
    assert!(seen.len() == 72 && seen.iter().all(|one| one.is_signed(&SECRET, one.signed_at())));
    assert!(stranger.seen().is_empty() && other.seen().is_empty());
}
