//! Hosts and origins: parsed once into types, compared exactly.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A host as a URL writes it: a DNS name in lower case, or an IP address in its one canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum HostName {
    /// A DNS name, in lower case, without a dot at the end.
    Name(String),
    /// An IPv4 address in dotted form.
    V4(Ipv4Addr),
    /// An IPv6 address; written in brackets.
    V6(Ipv6Addr),
}

impl HostName {
    /// The names by which a machine calls itself.
    pub fn loopback() -> [Self; 3] {
        [Self::V4(Ipv4Addr::LOCALHOST), Self::Name("localhost".to_owned()), Self::V6(Ipv6Addr::LOCALHOST)]
    }

    /// Whether this is one of [`HostName::loopback`].
    pub fn is_loopback(&self) -> bool {
        Self::loopback().contains(self)
    }

    /// The text that a resolver or a socket takes: an IPv6 address without its brackets.
    pub fn bare(&self) -> String {
        match self {
            Self::V6(address) => address.to_string(),
            Self::Name(_) | Self::V4(_) => self.to_string(),
        }
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::V4(address) => address.fmt(f),
            Self::V6(address) => write!(f, "[{address}]"),
        }
    }
}

impl FromStr for HostName {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
            return inner.parse().map(Self::V6).map_err(|_| OriginError::Host);
        }
        if let Ok(address) = text.parse() {
            return Ok(Self::V4(address));
        }
        if is_dns_name(text) {
            return Ok(Self::Name(text.to_ascii_lowercase()));
        }
        Err(OriginError::Host)
    }
}

fn is_dns_name(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    // `127.1` and `0x7f.1` are addresses to some resolvers: a last label that begins with a digit
    // is no top-level domain.
    let last_is_a_word = text.rsplit('.').next().is_some_and(|last| !last.starts_with(|c: char| c.is_ascii_digit()));
    text.len() <= 253 && text.split('.').all(label) && last_is_a_word
}

/// `host[:port]`, as in a Host header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPort {
    /// The host.
    pub host: HostName,
    /// The port where one is written.
    pub port: Option<u16>,
}

impl FromStr for HostPort {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let (host, port) = match text.rsplit_once(':') {
            // A colon inside the brackets of an IPv6 address begins no port.
            Some((host, port)) if !port.ends_with(']') => (host, Some(parse_port(port)?)),
            _ => (text, None),
        };
        Ok(Self { host: host.parse()?, port })
    }
}

fn parse_port(digits: &str) -> Result<u16, OriginError> {
    // `parse` alone would take a plus sign.
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(OriginError::Port);
    }
    match digits.parse() {
        Ok(0) | Err(_) => Err(OriginError::Port),
        Ok(port) => Ok(port),
    }
}

/// The scheme of an origin or of the upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Plain text.
    Http,
    /// TLS.
    Https,
}

impl Scheme {
    /// The port that is meant where none is written.
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }

    /// The scheme's name, without `://`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// A web origin: scheme, host and port. Two are the same when all three are; a default port may
/// be written or left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// `http` or `https`.
    pub scheme: Scheme,
    /// The host.
    pub host: HostName,
    /// The port, the scheme's own where none was written.
    pub port: u16,
}

impl Origin {
    /// `host[:port]`, the port only where it is not the scheme's own: what a Host header carries
    /// and what the API's signature covers.
    pub fn authority(&self) -> String {
        if self.port == self.scheme.default_port() {
            self.host.to_string()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// Whether a page of this origin was loaded from the server that `host` names.
    pub fn is_served_at(&self, host: &HostPort) -> bool {
        self.host == host.host && self.port == host.port.unwrap_or(self.scheme.default_port())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.name(), self.authority())
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if text == "*" {
            return Err(OriginError::Wildcard);
        }
        if text == "null" {
            return Err(OriginError::Null);
        }
        let (scheme, rest) = text.split_once("://").ok_or(OriginError::Scheme)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(OriginError::Scheme),
        };
        if rest.contains('@') {
            return Err(OriginError::UserInfo);
        }
        if rest.contains(['/', '?', '#']) {
            return Err(OriginError::Path);
        }
        let HostPort { host, port } = rest.parse()?;
        Ok(Self { scheme, host, port: port.unwrap_or(scheme.default_port()) })
    }
}

/// Why a text is not an origin; the message is the rule that it breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// `*`.
    #[error("a wildcard would open the proxy to every page on the web")]
    Wildcard,
    /// `null`.
    #[error("`null` is the origin of every sandboxed page, so it names nobody")]
    Null,
    /// No scheme, or not one of the two.
    #[error("it must begin with http:// or https://")]
    Scheme,
    /// A user name or password before the host.
    #[error("it must not hold a user name or a password")]
    UserInfo,
    /// Anything behind the port.
    #[error("nothing may follow the host and port, not even a slash")]
    Path,
    /// Not a host.
    #[error("the host must be a DNS name in ASCII, an IPv4 address or an IPv6 address in brackets")]
    Host,
    /// Not a port.
    #[error("the port must be a number from 1 to 65535")]
    Port,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_the_same_exactly_when_scheme_host_and_port_are() {
        let same = [
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://localhost", "http://localhost:80"),
            ("https://Portal.Example", "HTTPS://portal.example:443"),
            ("http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080"),
        ];
        for (a, b) in same {
            assert_eq!(a.parse::<Origin>(), b.parse::<Origin>(), "{a} {b}");
            assert!(a.parse::<Origin>().is_ok(), "{a}");
        }
        let different = [
            ("http://localhost:8080", "https://localhost:8080"),
            ("http://localhost:8080", "http://localhost:8081"),
            ("http://localhost:8080", "http://127.0.0.1:8080"),
            ("https://portal.example", "https://portal.example.evil"),
            ("https://portal.example", "https://a.portal.example"),
            ("https://portal.example", "http://portal.example:443"),
        ];
        for (a, b) in different {
            assert_ne!(a.parse::<Origin>(), b.parse::<Origin>(), "{a} {b}");
        }
    }

    #[test]
    fn what_is_not_an_origin_is_refused_with_its_rule() {
        let cases = [
            ("", OriginError::Scheme),
            ("*", OriginError::Wildcard),
            ("null", OriginError::Null),
            ("localhost:8080", OriginError::Scheme),
            ("ftp://localhost", OriginError::Scheme),
            ("chrome-extension://abcdef", OriginError::Scheme),
            ("http://", OriginError::Host),
            ("http://*.example.com", OriginError::Host),
            ("http://a b", OriginError::Host),
            ("http://a..b", OriginError::Host),
            ("http://a.", OriginError::Host),
            ("http://münchen.example", OriginError::Host),
            ("http://127.1", OriginError::Host),
            ("http://0x7f.0.0.1", OriginError::Host),
            ("http://::1", OriginError::Host),
            ("http://[::1", OriginError::Host),
            ("http://localhost:", OriginError::Port),
            ("http://localhost:0", OriginError::Port),
            ("http://localhost:65536", OriginError::Port),
            ("http://localhost:+80", OriginError::Port),
            ("http://localhost::80", OriginError::Host),
            ("http://localhost:80:80", OriginError::Host),
            ("http://localhost:8080/", OriginError::Path),
            ("http://localhost?x", OriginError::Path),
            ("http://localhost#x", OriginError::Path),
            ("http://user:pw@localhost", OriginError::UserInfo),
            (" http://localhost", OriginError::Scheme),
            ("http://localhost ", OriginError::Host),
        ];
        for (text, rule) in cases {
            assert_eq!(text.parse::<Origin>(), Err(rule), "{text:?}");
        }
    }

    #[test]
    fn an_authority_leaves_a_default_port_out() {
        let cases = [
            ("https://console.zenlayer.com", "console.zenlayer.com"),
            ("https://console.zenlayer.com:443", "console.zenlayer.com"),
            ("https://console.zenlayer.com:80", "console.zenlayer.com:80"),
            ("http://127.0.0.1:8788", "127.0.0.1:8788"),
            ("http://[::1]:8788", "[::1]:8788"),
        ];
        for (text, authority) in cases {
            let origin: Origin = text.parse().unwrap();
            assert_eq!(origin.authority(), authority, "{text}");
        }
    }

    #[test]
    fn a_host_header_gives_its_host_and_its_port() {
        let cases = [
            ("localhost", "localhost", None),
            ("LOCALHOST:8787", "localhost", Some(8787)),
            ("127.0.0.1:80", "127.0.0.1", Some(80)),
            ("[::1]", "[::1]", None),
            ("[::1]:8787", "[::1]", Some(8787)),
        ];
        for (text, host, port) in cases {
            let parsed: HostPort = text.parse().unwrap();
            assert_eq!((parsed.host.to_string().as_str(), parsed.port), (host, port));
        }
        for text in ["", ":80", "a:b", "a,b", "[::1]x", "[::1]:", "a/b", "a@b"] {
            assert!(text.parse::<HostPort>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_page_is_our_own_only_when_host_and_port_are_those_of_the_request() {
        let cases = [
            ("http://localhost:8787", "localhost:8787", true),
            ("https://portal.example", "portal.example", true),
            ("https://portal.example", "portal.example:443", true),
            ("http://localhost:8080", "localhost:8787", false),
            ("http://localhost", "localhost:8787", false),
            ("http://127.0.0.1:8787", "localhost:8787", false),
            ("https://portal.example", "portal.example:80", false),
        ];
        for (origin, host, own) in cases {
            let origin: Origin = origin.parse().unwrap();
            assert_eq!(origin.is_served_at(&host.parse().unwrap()), own, "{origin} {host}");
        }
    }
}
