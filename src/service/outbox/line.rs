//! Lines out: an address is dialled, in clear to this machine alone where nothing else is allowed,
//! and secured by TLS.

use std::io;
use std::sync::Arc;

use tenfold_domain::term::DeliveryFault;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::edge::trust::trusting;

/// Where to dial.
pub struct Address {
    /// A name or a number, without brackets.
    pub host: String,
    /// TCP.
    pub port: u16,
    /// To this machine alone, whatever the name stands for.
    pub loopback_only: bool,
}

impl Address {
    /// The first address that answers.
    pub async fn dial(&self) -> Result<TcpStream, DeliveryFault> {
        let stream = self.connect().await.map_err(|_| DeliveryFault::Unreachable)?;
        // What is sent is small and awaited: it must not wait for more to send.
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }

    async fn connect(&self) -> io::Result<TcpStream> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in tokio::net::lookup_host((self.host.as_str(), self.port)).await? {
            if self.loopback_only && !address.ip().is_loopback() {
                continue;
            }
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

/// What secures a line to one host.
pub struct Tls {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl Tls {
    /// For a host, by the certificates of a PEM alone or the public ones. Errors, in words, where
    /// the certificates are none or the host is no name.
    pub fn new(host: &str, ca_pem: Option<&[u8]>) -> Result<Tls, String> {
        let name = ServerName::try_from(host.to_owned()).map_err(|error| error.to_string())?;
        Ok(Tls { connector: TlsConnector::from(Arc::new(trusting(ca_pem)?)), name })
    }

    /// Nothing is sent before the other side has shown a certificate that is trusted.
    pub async fn secure(&self, stream: TcpStream) -> Result<TlsStream<TcpStream>, DeliveryFault> {
        let secured = self.connector.connect(self.name.clone(), stream).await;
        secured.map_err(|error| fault_of(&error))
    }
}

/// Whether it was the certificate, or the line.
fn fault_of(error: &io::Error) -> DeliveryFault {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
            DeliveryFault::Untrusted
        }
        _ => DeliveryFault::Broken,
    }
}
