//! `/_sandbox/…`: what a test asks of the sandbox itself. Open to this machine only.

use crate::calls::ReceivedCall;
use crate::clock::Millis;
use crate::faults::{Fault, FaultKind};
use crate::refusals;
use crate::sandbox::{Reply, Sandbox};
use reinstall_core::machine::Instance;
use reinstall_core::time::UnixSeconds;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::net::Ipv4Addr;
use std::time::Duration;

/// Every path of the control plane begins so.
pub const PREFIX: &str = "/_sandbox/";

/// The furthest that one request may move the clock, in seconds: ten years.
const ADVANCE_MAX_SECONDS: f64 = 315_360_000.0;

/// The longest delay of a fault, in milliseconds: ten minutes.
const MILLIS_MAX: u64 = 600_000;

/// The most calls that one fault may hit.
const TIMES_MAX: u32 = 1_000_000;

/// The most orders for faults that wait at a time.
const ORDERS_MAX: usize = 1000;

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Peer<'a> {
    /// The connection comes from this machine.
    pub is_local: bool,
    /// The `Origin` header: a page in a browser asks.
    pub origin: Option<&'a str>,
    /// The `Host` header. A page whose name was made to lead here (DNS rebinding) names itself in it.
    pub host: Option<&'a str>,
}

/// A refusal that says what to do.
struct Problem {
    status: u16,
    error: String,
    what_to_do: String,
}

impl Problem {
    fn new(status: u16, error: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self { status, error: error.into(), what_to_do: what_to_do.into() }
    }
}

impl Sandbox {
    /// Answers a request to the control plane. `path` is the whole path, `real` the real time.
    pub fn control(&mut self, peer: Peer<'_>, method: &str, path: &str, body: &[u8], real: Millis) -> Reply {
        match self.try_control(peer, method, path, body, real) {
            Ok(reply) => reply,
            Err(problem) => reply(problem.status, &json!({ "error": problem.error, "whatToDo": problem.what_to_do })),
        }
    }

    fn try_control(
        &mut self,
        peer: Peer<'_>,
        method: &str,
        path: &str,
        body: &[u8],
        real: Millis,
    ) -> Result<Reply, Problem> {
        let name = path.strip_prefix(PREFIX).unwrap_or_default();
        if (method, name) == ("GET", "info") {
            return Ok(reply(200, &json!({ "sandbox": "reinstall-sandbox", "version": env!("CARGO_PKG_VERSION") })));
        }
        guard(peer)?;
        match (method, name) {
            ("GET", "state") => Ok(self.state(real)),
            ("GET", "calls") => Ok(self.received()),
            ("GET", "clock") => Ok(self.time(real)),
            ("GET", "faults") => Ok(self.pending()),
            ("GET", "codes") => Ok(Self::codes()),
            ("POST", "reset") => {
                self.reset();
                Ok(self.time(real))
            }
            ("POST", "clock") => self.advance(body, real),
            ("POST", "faults") => self.order_fault(body),
            (_, "info" | "state" | "calls" | "codes") => Err(wrong_method("GET")),
            (_, "reset") => Err(wrong_method("POST")),
            (_, "clock" | "faults") => Err(wrong_method("GET or POST")),
            _ => Err(Problem::new(
                404,
                "There is no such control.",
                "Use GET info, state, calls, codes, clock or faults, or POST reset, clock or faults, under /_sandbox/.",
            )),
        }
    }

    fn state(&mut self, real: Millis) -> Reply {
        #[derive(Serialize)]
        struct State<'a> {
            now: UnixSeconds,
            instances: &'a [Instance],
        }
        let now = self.settle(real).seconds();
        reply(200, &State { now, instances: self.world.instances() })
    }

    fn received(&self) -> Reply {
        #[derive(Serialize)]
        struct Received<'a> {
            calls: Vec<&'a ReceivedCall>,
        }
        reply(200, &Received { calls: self.calls.iter().collect() })
    }

    fn time(&self, real: Millis) -> Reply {
        reply(200, &json!({ "now": self.clock.life(real).seconds() }))
    }

    fn pending(&self) -> Reply {
        reply(200, &json!({ "faults": self.faults.pending() }))
    }

    /// Every refusal that this sandbox can give.
    fn codes() -> Reply {
        let codes: Vec<_> =
            refusals::given().map(|code| json!({ "code": code.name(), "httpStatus": code.http_status() })).collect();
        reply(200, &json!({ "codes": codes }))
    }

    fn advance(&mut self, body: &[u8], real: Millis) -> Result<Reply, Problem> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct Advance {
            advance_seconds: f64,
        }
        let example = r#"Send {"advanceSeconds": 30}."#;
        let Advance { advance_seconds } = read(body, example)?;
        if !(0.0..=ADVANCE_MAX_SECONDS).contains(&advance_seconds) {
            let error =
                format!("advanceSeconds must be between 0 and {ADVANCE_MAX_SECONDS}: the clock only moves forward.");
            return Err(Problem::new(
                400,
                error,
                format!("{example} POST /_sandbox/reset goes back to the real time."),
            ));
        }
        self.change().clock.advance(Duration::from_secs_f64(advance_seconds));
        Ok(self.time(real))
    }

    fn order_fault(&mut self, body: &[u8]) -> Result<Reply, Problem> {
        let example = r#"Send {"action": "ReinstallInstance", "kind": "drop-after", "times": 1, "millis": 0}."#;
        let fault: Fault = read(body, example)?;
        if !(1..=TIMES_MAX).contains(&fault.times) {
            return Err(Problem::new(400, format!("times must be between 1 and {TIMES_MAX}."), example));
        }
        if fault.millis > MILLIS_MAX {
            return Err(Problem::new(400, format!("millis must be between 0 and {MILLIS_MAX}."), example));
        }
        if fault.kind == FaultKind::Delay && fault.millis == 0 {
            let what_to_do = r#"Say how long: {"action": "ReinstallInstance", "kind": "delay", "millis": 5000}."#;
            return Err(Problem::new(400, "A delay needs millis.", what_to_do));
        }
        if self.faults.pending().len() >= ORDERS_MAX {
            let error = format!("There are {ORDERS_MAX} orders already.");
            return Err(Problem::new(400, error, "Order once with more times, or POST /_sandbox/reset."));
        }
        self.change().faults.order(fault);
        Ok(self.pending())
    }
}

/// This machine only, and no page of another site that happens to be open on it.
fn guard(peer: Peer<'_>) -> Result<(), Problem> {
    if !peer.is_local {
        return Err(Problem::new(
            403,
            "The control plane answers this machine only.",
            "Ask from the machine that the sandbox runs on, at 127.0.0.1.",
        ));
    }
    if peer.origin.is_some_and(|origin| !is_local_origin(origin)) || peer.host.is_some_and(|host| !is_local_host(host))
    {
        return Err(Problem::new(
            403,
            "The control plane does not answer pages of other sites.",
            "Ask from a program, or from a page that is served on 127.0.0.1 or localhost; name the sandbox so as well.",
        ));
    }
    Ok(())
}

fn is_local_origin(origin: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, host)| is_local_host(host))
}

fn is_local_host(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

fn read<T: DeserializeOwned>(body: &[u8], what_to_do: &str) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem::new(400, format!("The body cannot be read: {error}."), what_to_do))
}

fn wrong_method(right: &str) -> Problem {
    Problem::new(405, "This control takes another method.", format!("Use {right}."))
}

fn reply<T: Serialize>(status: u16, body: &T) -> Reply {
    match serde_json::to_vec(body) {
        Ok(body) => Reply::json(status, body),
        Err(_) => {
            Reply::json(500, br#"{"error":"The answer cannot be written.","whatToDo":"Restart the sandbox."}"#.to_vec())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_machine_may_ask() {
        for origin in [
            "http://127.0.0.1:8788",
            "http://localhost",
            "https://LocalHost:8080",
            "http://[::1]:80",
            "http://127.9.9.9",
        ] {
            assert!(is_local_origin(origin), "{origin}");
        }
        for origin in ["null", "", "http://evil.example", "http://127.0.0.1.evil.example", "http://evil.example:80"] {
            assert!(!is_local_origin(origin), "{origin}");
        }
    }
}
