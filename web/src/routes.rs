//! Every URL of the portal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The way in.
    Home,
    /// Credentials.
    Connect,
    /// The servers.
    Instances,
    /// The form for one server.
    Reinstall {
        /// The server.
        instance_id: String,
    },
    /// What will be lost, and the confirmation.
    Review {
        /// The server.
        instance_id: String,
    },
    /// Every job that this browser knows.
    Jobs,
    /// One job.
    Job {
        /// The job's id.
        id: String,
    },
    /// Anything else.
    NotFound,
}

impl Route {
    /// The page at this path. A slash at the end changes nothing.
    pub fn recognize(path: &str) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        let mut parts = path.strip_suffix('/').unwrap_or(path).split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(""), None, ..) => Self::Home,
            (Some("connect"), None, ..) => Self::Connect,
            (Some("instances"), None, ..) => Self::Instances,
            (Some("reinstall"), Some(id), None, _) => Self::Reinstall { instance_id: decoded(id) },
            (Some("reinstall"), Some(id), Some("review"), None) => Self::Review { instance_id: decoded(id) },
            (Some("jobs"), None, ..) => Self::Jobs,
            (Some("jobs"), Some(id), None, _) => Self::Job { id: decoded(id) },
            _ => Self::NotFound,
        }
    }

    /// The path of this page.
    pub fn to_path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Connect => "/connect".to_owned(),
            Self::Instances => "/instances".to_owned(),
            Self::Reinstall { instance_id } => format!("/reinstall/{}", encoded(instance_id)),
            Self::Review { instance_id } => format!("/reinstall/{}/review", encoded(instance_id)),
            Self::Jobs => "/jobs".to_owned(),
            Self::Job { id } => format!("/jobs/{}", encoded(id)),
            Self::NotFound => "/404".to_owned(),
        }
    }
}

/// A text as one part of a path (RFC 3986, section 2).
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _written = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// What [`encoded`] made of it, or as it stands where nobody encoded it.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [byte, after @ ..] = rest {
        let hex = |at: usize| char::from(*after.get(at)?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        if let (b'%', Some(high), Some(low)) = (byte, hex(0), hex(1)) {
            bytes.push(high << 4 | low);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*byte);
            rest = after;
        }
    }
    match String::from_utf8_lossy(&bytes) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path() {
        let id = || "1".to_owned();
        let table = [
            (Route::Home, "/"),
            (Route::Connect, "/connect"),
            (Route::Instances, "/instances"),
            (Route::Reinstall { instance_id: id() }, "/reinstall/1"),
            (Route::Review { instance_id: id() }, "/reinstall/1/review"),
            (Route::Jobs, "/jobs"),
            (Route::Job { id: id() }, "/jobs/1"),
            (Route::Job { id: "a/b c%ü".to_owned() }, "/jobs/a%2Fb%20c%25%C3%BC"),
        ];
        for (route, path) in table {
            assert_eq!(route.to_path(), path);
            assert_eq!(Route::recognize(path), route);
        }
        assert_eq!(Route::recognize("/jobs/"), Route::Jobs);
        assert_eq!(Route::recognize("/jobs/100%"), Route::Job { id: "100%".to_owned() });
        for path in ["/nothing/here", "/jobs/1/2", "/reinstall", "/reinstall/1/revue", "/reinstall/1/review/2"] {
            assert_eq!(Route::recognize(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn any_id_survives_the_address_bar() {
        let odd: String = (0..=0x2ff).filter_map(char::from_u32).chain("%41 /?#%".chars()).collect();
        for id in ["%", "%2", "review", "\u{202e}\u{1f5a5}", &odd] {
            let route = Route::Review { instance_id: id.to_owned() };
            assert_eq!(Route::recognize(&route.to_path()), route);
        }
    }
}
