//! How often one client may ask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::app::App;
use crate::error::ProxyError;

/// Clients that have been quiet are forgotten once per this many requests, so that memory follows
/// the traffic of the moment.
const FORGET_EVERY: u32 = 1024;

/// The address of the other end of a connection, put into each request by the server.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Requests per second and client.
#[derive(Debug)]
pub struct RateLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
    asked: AtomicU32,
}

impl RateLimit {
    /// A limit of `per_second` requests, as many of them at once; 0 is none.
    pub fn new(per_second: u32) -> Option<Self> {
        let quota = Quota::per_second(NonZeroU32::new(per_second)?);
        Some(Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            asked: AtomicU32::new(0),
        })
    }

    fn check(&self, peer: IpAddr) -> Result<(), ProxyError> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if asked.is_multiple_of(FORGET_EVERY) {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&client(peer)).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            ProxyError::RateLimited { retry_after: wait.as_secs() + 1 }
        })
    }
}

/// The address that stands for a client: one IPv6 host owns a whole /64.
fn client(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

/// The layer before everything that reaches the upstream.
pub(crate) async fn per_client(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Result<Response, ProxyError> {
    if let Some(rate) = &app.rate {
        // Without a server there is no peer; all such requests are one client.
        let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        rate.check(peer)?;
    }
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_the_rate_pass_at_once_and_then_no_more() {
        let rate = RateLimit::new(3).unwrap();
        let (one, other) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let answers: Vec<_> = (0..4).map(|_| rate.check(one)).collect();
        assert_eq!(answers, [Ok(()), Ok(()), Ok(()), Err(ProxyError::RateLimited { retry_after: 1 })]);
        assert_eq!(rate.check(other), Ok(()), "each client has its own");
    }

    #[test]
    fn zero_is_no_limit() {
        assert!(RateLimit::new(0).is_none());
    }

    #[test]
    fn one_client_is_an_ipv4_address_or_an_ipv6_network() {
        let cases =
            [("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")];
        for (peer, expected) in cases {
            assert_eq!(client(peer.parse().unwrap()).to_string(), expected);
        }
    }
}
