//! Ports, and what to say when one is taken.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::{Context as _, Result, bail};

/// The port to use for `service`: the wanted one if it is free, any free one for 0.
///
/// The port is only looked at, not held: between here and the child's own `bind` somebody else could take it. The child
/// then ends and says so.
pub(super) fn claim(wanted: u16, service: &str, flag: &str) -> Result<u16> {
    match TcpListener::bind(("127.0.0.1", wanted)) {
        Ok(listener) => Ok(listener.local_addr()?.port()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {wanted}, wanted for the {service}, is in use by another program: end that one, or choose another port \
             with `{flag} N` (`{flag} 0` picks a free one)"
        ),
        Err(error) => {
            Err(error).with_context(|| format!("port {wanted} cannot be used for the {service}; see `{flag}`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_picks_a_free_port() {
        let port = claim(0, "portal", "--portal-port").unwrap();
        assert_ne!(port, 0);
    }

    #[test]
    fn a_taken_port_is_named_together_with_its_flag() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let message = claim(port, "proxy", "--proxy-port").unwrap_err().to_string();
        assert!(message.contains(&port.to_string()), "{message}");
        assert!(message.contains("--proxy-port"), "{message}");
    }
}
