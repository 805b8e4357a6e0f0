//! What is wrong and what to do, one plain sentence each, for everything that can go wrong on the way in.

use crate::components::error_box::{advice_of, as_sentence, message_in, proxy_advice};
use crate::inside::Way;
use crate::locales::Words;
use crate::services::ProxyTrouble;
use crate::services::reach::Unreached;
use crate::state::clock_check::{self, is_off};
use crate::t;
use reinstall_core::api::{ApiError, CallError, ProxyError, Sent, ServerCode};
use yew::AttrValue;

/// What is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What is wrong.
    pub what: AttrValue,
    /// What to do.
    pub advice: AttrValue,
}

/// The places that a sentence may have to name.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The proxy's address.
    pub proxy: &'a str,
    /// This page's origin.
    pub page: &'a str,
}

/// Why there is no proxy to speak to.
pub fn of_proxy(trouble: &ProxyTrouble, places: Places<'_>, words: &Words) -> Diagnosis {
    let Places { proxy, page } = places;
    let allow = || {
        t!(
            words,
            "If you trust this page, start that proxy with `--allow-origin {origin}`, or give another address under Proxy.",
            origin = page
        )
    };
    let (what, advice) = match trouble {
        ProxyTrouble::Unreached(Unreached::Offline) => (
            t!(words, "This device is offline."),
            t!(
                words,
                "Connect it to a network; this page then asks again by itself. A proxy on this device itself must be running."
            ),
        ),
        ProxyTrouble::Unreached(Unreached::MixedContent) => (
            t!(
                words,
                "This page came by https, and browsers then refuse to ask {address}, which is plain http.",
                address = proxy
            ),
            t!(words, "Give the proxy an https address, or open the portal from the proxy itself."),
        ),
        ProxyTrouble::Unreached(Unreached::PagePolicy) => (
            t!(words, "This page's own security policy does not let it ask {address}.", address = proxy),
            t!(words, "Whoever serves this page must add that address to connect-src in its Content-Security-Policy."),
        ),
        ProxyTrouble::Unreached(Unreached::OriginRefused) => (
            t!(
                words,
                "Something answers at {address}, but does not let this page ({origin}) read it.",
                address = proxy,
                origin = page
            ),
            allow(),
        ),
        ProxyTrouble::Unreached(Unreached::Silent) => (
            t!(
                words,
                "The browser could not reach the proxy at {address}: nobody listens there, or the network is broken.",
                address = proxy
            ),
            start_one(words),
        ),
        ProxyTrouble::TooLate => (
            t!(words, "The proxy at {address} did not answer within two minutes.", address = proxy),
            t!(words, "Ask again; if that does not help, start the proxy anew."),
        ),
        ProxyTrouble::NotAProxy { status: 500.. } => (
            t!(
                words,
                "The server at {address} answers HTTP {status}: there is no reinstall-proxy behind it.",
                address = proxy,
                status = status_of(trouble)
            ),
            start_one(words),
        ),
        ProxyTrouble::NotAProxy { .. } => (
            t!(
                words,
                "Something else answers at {address} (HTTP {status}): it is no reinstall-proxy.",
                address = proxy,
                status = status_of(trouble)
            ),
            start_one(words),
        ),
        ProxyTrouble::Refuses(refusal) if refusal.code == "origin_refused" => (origin_refused(page, words), allow()),
        ProxyTrouble::Refuses(refusal) => {
            // The proxy's own words are ASCII; the tables of all letters would be 6 kB more for the first page to fetch.
            let capital = |first: char| first.to_ascii_uppercase().to_string();
            (as_sentence(&words.known(&refusal.message), capital), proxy_advice(refusal, words))
        }
        ProxyTrouble::Stopped => (
            t!(words, "You stopped waiting for the proxy at {address}.", address = proxy),
            t!(words, "Ask again, or give another address under Proxy."),
        ),
    };
    Diagnosis { what, advice }
}

fn status_of(trouble: &ProxyTrouble) -> u16 {
    if let ProxyTrouble::NotAProxy { status } = trouble { *status } else { 0 }
}

fn start_one(words: &Words) -> AttrValue {
    t!(
        words,
        "Start everything with `cargo xtask serve`, or the proxy alone with `reinstall-proxy`, or give another address under Proxy."
    )
}

fn origin_refused(page: &str, words: &Words) -> AttrValue {
    t!(words, "The proxy refuses pages of this origin, {origin}.", origin = page)
}

/// Why the first call failed. `ahead`: by how many seconds this machine's clock is ahead of the API's, where that is known.
pub fn of_call(error: &CallError, way: Way, ahead: Option<i64>, places: Places<'_>, words: &Words) -> Diagnosis {
    let (what, advice) = match error {
        CallError::Api(api) => return of_api(api, way, ahead, words),
        CallError::Proxy(proxy) => return of_refusal(proxy, places, words),
        CallError::Challenge => (
            t!(
                words,
                "A security challenge in front of the API stopped the call: it wants a person, and a program cannot answer it."
            ),
            advice_of(error, words),
        ),
        CallError::Blocked => (message_in(error, words), advice_of(error, words)),
        CallError::Unreadable { status, .. } => (
            t!(words, "The proxy works, but what answers behind it is not the API (HTTP {status}).", status = status),
            advice_of(error, words),
        ),
        CallError::Unreachable { .. } => (
            t!(words, "The proxy answered before, but this call brought nothing back."),
            t!(words, "Try again; if that does not help, check the network and the proxy."),
        ),
    };
    Diagnosis { what, advice }
}

fn of_api(api: &ApiError, way: Way, ahead: Option<i64>, words: &Words) -> Diagnosis {
    let off = ahead.filter(|ahead| is_off(*ahead));
    let again = || t!(words, "Nothing is wrong with what you typed as far as anybody knows. Try again in a minute.");
    let (what, advice) = match api.known() {
        Some(ServerCode::AuthfailureSignatureFailure) => (
            t!(words, "The access key ID or the access key password is wrong; the API does not say which."),
            t!(words, "Check the access key ID and the access key password, each whole and in its own field."),
        ),
        Some(ServerCode::AuthfailureInvalidAuthorization) if way == Way::Token => (
            t!(words, "The API token is unknown or has expired; the API does not say which."),
            t!(
                words,
                "Check the API token and its expiry date, make a new one in the vendor's console, or connect with an access key."
            ),
        ),
        Some(ServerCode::AuthfailureInvalidAuthorization) => (
            t!(words, "The API could not read how the call was signed."),
            t!(words, "Check the access key ID for characters that do not belong there, or connect with an API token."),
        ),
        Some(ServerCode::AuthfailureSignatureExpired) => (
            match off {
                Some(ahead) => clock_check::sentence(ahead, words),
                None => t!(words, "This machine's clock and the server's are more than five minutes apart."),
            },
            t!(words, "Set this machine's clock right, then try again."),
        ),
        Some(ServerCode::AuthfailureUnauthorizedOperation) => (
            t!(words, "The API knows you, but does not let you list instances."),
            t!(words, "Ask the owner of the account to grant the permission."),
        ),
        Some(ServerCode::RequestLimitExceeded) => (
            t!(words, "The API gets too many requests from this account just now; yours was not carried out."),
            match api.retry_after {
                Some(seconds) => t!(words, "Wait {seconds} s, then try again.", seconds = seconds),
                None => t!(words, "Wait a few seconds, then try again."),
            },
        ),
        Some(ServerCode::InternalServerError) => (t!(words, "The API has a fault of its own."), again()),
        Some(ServerCode::ServiceTemporaryUnavailable | ServerCode::RequestTimedOut) => {
            (t!(words, "The API is unavailable for now."), again())
        }
        _ => (t!(words, "The API refused the first call."), advice_of(&CallError::Api(api.clone()), words)),
    };
    Diagnosis { what, advice }
}

/// What the proxy itself says of a call. It only read, so it may be made again whatever became of it.
fn of_refusal(proxy: &ProxyError, places: Places<'_>, words: &Words) -> Diagnosis {
    let advice = |code: &str| proxy_advice(&ProxyError { code: code.into(), sent: Sent::No, ..proxy.clone() }, words);
    let (what, advice) = match proxy.code.as_str() {
        "rate_limited" | "busy" => {
            (t!(words, "The proxy gets too many requests just now; yours did not go out."), advice(&proxy.code))
        }
        "origin_refused" => (
            origin_refused(places.page, words),
            t!(
                words,
                "If you trust this page, start that proxy with `--allow-origin {origin}`, or give another address under Proxy.",
                origin = places.page
            ),
        ),
        "upstream_dns" | "upstream_refused" | "upstream_unreachable" => {
            (t!(words, "The proxy works, but cannot reach the API."), advice(&proxy.code))
        }
        "upstream_tls" => {
            (t!(words, "The proxy works, but cannot trust the connection to the API."), advice(&proxy.code))
        }
        "upstream_timeout" => (
            t!(words, "The proxy works, but the API did not answer it in time."),
            t!(words, "Try again; if that does not help, check the proxy's --upstream and network."),
        ),
        code if code.starts_with("upstream_") => (
            t!(words, "The proxy works, but got no usable answer from the API."),
            t!(words, "Try again; if that does not help, check the proxy's --upstream and network."),
        ),
        _ => (message_in(&CallError::Proxy(proxy.clone()), words), proxy_advice(proxy, words)),
    };
    Diagnosis { what, advice }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const PLACES: Places<'static> = Places { proxy: "http://proxy.test:8787", page: "https://portal.test" };

    fn api(code: &str, status: u16) -> CallError {
        CallError::Api(ApiError {
            http_status: status,
            code: code.into(),
            message: "words of the server".into(),
            request_id: "T1".into(),
            retry_after: Some(7),
        })
    }

    fn proxy(code: &str, sent: Sent) -> ProxyError {
        ProxyError { code: code.into(), message: "what it says".into(), sent, what_to_do: "What it advises.".into() }
    }

    #[test]
    fn every_failure_of_the_first_call_has_sentences_of_its_own() {
        let errors = [
            api("AUTHFAILURE_SIGNATURE_FAILURE", 401),
            api("AUTHFAILURE_INVALID_AUTHORIZATION", 401),
            api("AUTHFAILURE_SIGNATURE_EXPIRED", 401),
            api("AUTHFAILURE_UNAUTHORIZED_OPERATION", 401),
            api("REQUEST_LIMIT_EXCEEDED", 429),
            api("INTERNAL_SERVER_ERROR", 500),
            api("SERVICE_TEMPORARY_UNAVAILABLE", 503),
            api("NEVER_SEEN", 400),
            CallError::Challenge,
            CallError::Blocked,
            CallError::Unreadable { status: 200, why: "it is not JSON".into() },
            CallError::Unreachable { why: "nothing came back in time".into() },
            CallError::Proxy(proxy("rate_limited", Sent::No)),
            CallError::Proxy(proxy("origin_refused", Sent::No)),
            CallError::Proxy(proxy("upstream_refused", Sent::No)),
            CallError::Proxy(proxy("upstream_tls", Sent::No)),
            CallError::Proxy(proxy("upstream_timeout", Sent::Yes)),
            CallError::Proxy(proxy("upstream_reset", Sent::Unknown)),
            CallError::Proxy(proxy("read_only", Sent::No)),
        ];
        let mut seen = BTreeSet::new();
        for error in &errors {
            for way in [Way::AccessKey, Way::Token] {
                let Diagnosis { what, advice } = of_call(error, way, None, PLACES, &Words::ENGLISH);
                for sentence in [&what, &advice] {
                    assert!(sentence.ends_with(['.', '?']) && sentence.len() > 10, "{}: {sentence}", error.code());
                }
                // A read may always be made again, so nobody is told to look at a server first.
                assert!(!advice.contains("Do not send it again"), "{advice}");
                seen.insert(what.to_string());
            }
        }
        assert_eq!(seen.len(), errors.len() + 1, "the token has one of its own: {seen:#?}");
    }

    #[test]
    fn a_clock_is_named_with_its_distance() {
        let error = api("AUTHFAILURE_SIGNATURE_EXPIRED", 401);
        let what = |ahead| of_call(&error, Way::AccessKey, ahead, PLACES, &Words::ENGLISH).what;
        assert_eq!(what(Some(-600)), "This machine's clock is 10 minutes behind the server's.");
        assert_eq!(what(Some(3)), "This machine's clock and the server's are more than five minutes apart.");
        assert_eq!(what(None), what(Some(3)));
    }

    #[test]
    fn every_trouble_with_the_proxy_has_sentences_of_its_own() {
        let troubles = [
            ProxyTrouble::Unreached(Unreached::Offline),
            ProxyTrouble::Unreached(Unreached::MixedContent),
            ProxyTrouble::Unreached(Unreached::PagePolicy),
            ProxyTrouble::Unreached(Unreached::OriginRefused),
            ProxyTrouble::Unreached(Unreached::Silent),
            ProxyTrouble::TooLate,
            ProxyTrouble::NotAProxy { status: 200 },
            ProxyTrouble::NotAProxy { status: 502 },
            ProxyTrouble::Refuses(proxy("origin_refused", Sent::No)),
            ProxyTrouble::Refuses(proxy("host_refused", Sent::No)),
            ProxyTrouble::Stopped,
        ];
        let seen: BTreeSet<String> = troubles
            .iter()
            .map(|trouble| {
                let Diagnosis { what, advice } = of_proxy(trouble, PLACES, &Words::ENGLISH);
                assert!(what.ends_with('.') && advice.ends_with('.') && advice.len() > 10, "{what} {advice}");
                what.to_string()
            })
            .collect();
        assert_eq!(seen.len(), troubles.len(), "{seen:#?}");
    }
}
