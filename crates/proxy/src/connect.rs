//! One fresh, verified connection to the upstream.
//!
//! There is no pool: a connection that was kept may be dead without anybody knowing, and then it
//! is unclear whether a request left. A new one per call costs a round trip and has no such state.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::error::ProxyError;
use crate::origin::{Origin, Scheme};

/// How long one address may take to accept, so that a dead one leaves time for the next.
const PER_ADDRESS: Duration = Duration::from_secs(10);

/// A byte stream to the upstream, with or without TLS.
pub trait Connection: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Connection for T {}

/// Opens connections to the one upstream.
pub struct Connector {
    upstream: Origin,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

impl Connector {
    /// A connector that trusts the machine's own certificate store, or the file that
    /// `SSL_CERT_FILE` names.
    ///
    /// # Errors
    ///
    /// Where the upstream speaks TLS and not one trusted certificate is found, or the upstream's
    /// host cannot be named in TLS.
    pub fn new(upstream: &Origin) -> Result<Self, TrustError> {
        let roots = match upstream.scheme {
            Scheme::Http => RootCertStore::empty(),
            Scheme::Https => native_roots()?,
        };
        Self::with_roots(upstream, roots)
    }

    /// A connector that trusts `roots` alone.
    ///
    /// # Errors
    ///
    /// Where the upstream's host cannot be named in TLS.
    pub fn with_roots(upstream: &Origin, roots: RootCertStore) -> Result<Self, TrustError> {
        let tls = match upstream.scheme {
            Scheme::Http => None,
            Scheme::Https => {
                let name = ServerName::try_from(upstream.host.bare())
                    .map_err(|_| TrustError::Name(upstream.host.to_string()))?;
                let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
                    .with_safe_default_protocol_versions()?
                    .with_root_certificates(roots)
                    .with_no_client_auth();
                config.alpn_protocols = vec![b"http/1.1".to_vec()];
                Some((TlsConnector::from(Arc::new(config)), name))
            }
        };
        Ok(Self { upstream: upstream.clone(), tls })
    }

    /// The upstream.
    pub fn upstream(&self) -> &Origin {
        &self.upstream
    }

    /// A new connection, ready for a request. With TLS the certificate has been verified.
    ///
    /// # Errors
    ///
    /// Each says that nothing was sent.
    pub async fn connect(&self) -> Result<Box<dyn Connection>, ProxyError> {
        let stream = self.reach().await?;
        let Some((connector, name)) = &self.tls else {
            return Ok(Box::new(stream));
        };
        match connector.connect(name.clone(), stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => {
                Err(ProxyError::UpstreamTls { upstream: self.upstream.authority(), reason: error.to_string() })
            }
        }
    }

    /// A TCP connection to the first address that accepts.
    async fn reach(&self) -> Result<TcpStream, ProxyError> {
        let no_address = || ProxyError::UpstreamDns { host: self.upstream.host.to_string() };
        let addresses = lookup_host((self.upstream.host.bare(), self.upstream.port)).await.map_err(|_| no_address())?;
        let mut failure = no_address();
        for address in addresses {
            match timeout(PER_ADDRESS, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // Requests are one short write: nothing to gain from waiting for more.
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Ok(Err(error)) => failure = self.unreachable(&error),
                Err(_) => failure = self.unreachable(&io::ErrorKind::TimedOut.into()),
            }
        }
        Err(failure)
    }

    fn unreachable(&self, error: &io::Error) -> ProxyError {
        let upstream = self.upstream.authority();
        match error.kind() {
            io::ErrorKind::ConnectionRefused => ProxyError::UpstreamRefused { upstream },
            kind => ProxyError::UpstreamUnreachable { upstream, reason: kind.to_string() },
        }
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connector").field("upstream", &self.upstream).finish_non_exhaustive()
    }
}

fn native_roots() -> Result<RootCertStore, TrustError> {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "a trusted certificate could not be read");
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        return Err(TrustError::NoRoots);
    }
    Ok(roots)
}

/// Why TLS to the upstream cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The machine has no trust store, or `SSL_CERT_FILE` names an empty or unreadable file.
    #[error(
        "no trusted certificate was found on this machine. Install the package `ca-certificates`, or name a PEM file in SSL_CERT_FILE"
    )]
    NoRoots,
    /// The host is nothing that a certificate can name.
    #[error("--upstream: the host `{0}` cannot be named in a certificate. Give a DNS name or an IP address")]
    Name(String),
    /// The TLS library refused its own settings.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] tokio_rustls::rustls::Error),
}
