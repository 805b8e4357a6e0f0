//! Ports, and what to say when one is taken.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::{Context as _, Result, bail};

/// Fails with advice when this port is taken. 0 is never taken: it means any free one.
///
/// The port is only looked at, not held: between here and the child's own `bind` somebody else could take it. The child
/// then ends and says so.
pub(super) fn check(wanted: u16, service: &str, flag: &str) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", wanted)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {wanted}, wanted for the {service}, is in use by another program: end that one, or choose another port \
             with `{flag} N` (`{flag} 0` picks a free one)"
        ),
        Err(error) => {
            Err(error).with_context(|| format!("port {wanted} cannot be used for the {service}; see `{flag}`"))
        }
    }
}

/// This port, or a free one for 0: for the portal, whose address the proxy must know before the portal starts.
pub(super) fn choose(wanted: u16) -> Result<u16> {
    if wanted != 0 {
        return Ok(wanted);
    }
    let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    Ok(free.context("no free port")?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_picks_a_free_port() {
        check(0, "portal", "--portal-port").unwrap();
        assert_ne!(choose(0).unwrap(), 0);
        assert_eq!(choose(8080).unwrap(), 8080);
    }

    #[test]
    fn a_taken_port_is_named_together_with_its_flag() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let message = check(port, "proxy", "--proxy-port").unwrap_err().to_string();
        assert!(message.contains(&port.to_string()), "{message}");
        assert!(message.contains("--proxy-port"), "{message}");
    }
}
