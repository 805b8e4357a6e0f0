//! The API's envelopes: success, refusal, and the request id in both (section 3).

use crate::refusals::reason_never_given;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use reinstall_core::api::ServerCode;
use serde::Serialize;

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Refusal {
    /// The API's code.
    pub code: ServerCode,
    /// The HTTP status; nearly always the one that the code is documented with.
    pub status: u16,
    /// For a person. Never holds a secret.
    pub message: String,
}

impl Refusal {
    /// A refusal with the code's own HTTP status.
    pub fn new(code: ServerCode, message: impl Into<String>) -> Self {
        Self { code, status: code.http_status(), message: message.into() }
    }

    /// A refusal whose HTTP status is not the code's own: those that HTTP itself asks for.
    pub fn with_status(status: u16, code: ServerCode, message: impl Into<String>) -> Self {
        Self { code, status, message: message.into() }
    }

    /// Something that is named does not exist; in the words of the vendor's only printed example.
    pub fn not_found(code: ServerCode, member: &str, value: &str) -> Self {
        let shown: String = value.chars().take(64).collect();
        Self::new(code, format!("The specified {member} `{shown}` is not found"))
    }
}

/// The body of a refusal.
pub fn failure(request_id: &str, refusal: &Refusal) -> Vec<u8> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Failure<'a> {
        request_id: &'a str,
        code: &'static str,
        message: &'a str,
    }
    debug_assert!(reason_never_given(refusal.code).is_none(), "{} is given, but not listed", refusal.code);
    let failure = Failure { request_id, code: refusal.code.name(), message: &refusal.message };
    // Three texts always can be written.
    serde_json::to_vec(&failure).unwrap_or_default()
}

/// The body of a success: the request id stands outside and inside.
///
/// # Errors
/// A refusal with `INTERNAL_SERVER_ERROR` where the response cannot be written as JSON.
pub fn success<T: Serialize>(request_id: &str, response: &T) -> Result<Vec<u8>, Refusal> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Inner<'a, T> {
        request_id: &'a str,
        #[serde(flatten)]
        rest: &'a T,
    }
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Success<'a, T> {
        request_id: &'a str,
        response: Inner<'a, T>,
    }
    serde_json::to_vec(&Success { request_id, response: Inner { request_id, rest: response } })
        .map_err(|error| Refusal::new(ServerCode::InternalServerError, error.to_string()))
}

/// Request ids as the vendor writes them: `T` and an upper-case UUID.
#[derive(Debug)]
pub struct RequestIds(StdRng);

impl RequestIds {
    /// The ids of this seed and start, always the same ones.
    pub fn new(seed: u64, start: u32) -> Self {
        // Starts are far apart, so that a neighbouring seed does not have the next start's ids.
        Self(StdRng::seed_from_u64(seed ^ (u64::from(start) << 32)))
    }

    /// The next id.
    pub fn next_id(&mut self) -> String {
        let random: u128 = self.0.random();
        // A random UUID says so in two places: version 4, variant 1.
        let bits = (random & !(0xf << 76) & !(0b11 << 62)) | (4 << 76) | (0b10 << 62);
        let group =
            |shift: u32, digits: usize| format!("{:0digits$X}", (bits >> shift) & ((1_u128 << (4 * digits)) - 1));
        format!("T{}-{}-{}-{}-{}", group(96, 8), group(80, 4), group(64, 4), group(48, 4), group(0, 12))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_ids_have_the_vendors_shape_and_repeat_with_the_seed() {
        let (mut ids, mut again) = (RequestIds::new(7, 1), RequestIds::new(7, 1));
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..100 {
            let id = ids.next_id();
            assert_eq!(id, again.next_id());
            assert_eq!(id.len(), 37);
            let (first, uuid) = id.split_at(1);
            assert_eq!(first, "T");
            let groups: Vec<&str> = uuid.split('-').collect();
            assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
            assert!(groups.iter().all(|g| g.chars().all(|c| matches!(c, '0'..='9' | 'A'..='F'))), "{id}");
            assert!(groups[2].starts_with('4') && groups[3].starts_with(['8', '9', 'A', 'B']), "{id}");
            assert!(seen.insert(id));
        }
        assert_ne!(RequestIds::new(8, 1).next_id(), RequestIds::new(7, 1).next_id());
        assert_ne!(RequestIds::new(7, 2).next_id(), RequestIds::new(7, 1).next_id());
    }

    #[test]
    fn a_refusal_is_written_as_the_vendor_prints_it() {
        let refusal = Refusal::not_found(ServerCode::InvalidZoneNotFound, "zoneId", "SEL--A");
        assert_eq!(
            String::from_utf8(failure("T1", &refusal)).unwrap(),
            r#"{"requestId":"T1","code":"INVALID_ZONE_NOT_FOUND","message":"The specified zoneId `SEL--A` is not found"}"#
        );
    }
}
