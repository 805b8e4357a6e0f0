//! How many requests a second an identity may make: a bucket each, filled steadily.

use crate::clock::Millis;
use std::collections::HashMap;
use std::num::NonZeroU32;

/// The limit, and what each identity has used of it.
#[derive(Debug)]
pub struct RateLimit {
    per_second: NonZeroU32,
    buckets: HashMap<String, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled_at: Millis,
}

impl RateLimit {
    /// `per_second` requests a second and identity, with a burst of the same size.
    pub fn new(per_second: NonZeroU32) -> Self {
        Self { per_second, buckets: HashMap::new() }
    }

    /// Whether `identity` may make one more request at the real time `now`.
    pub fn allows(&mut self, identity: &str, now: Millis) -> bool {
        let full = f64::from(self.per_second.get());
        let bucket = self.buckets.entry(identity.to_owned()).or_insert(Bucket { tokens: full, filled_at: now });
        let elapsed = u32::try_from(now.0.saturating_sub(bucket.filled_at.0).max(0)).unwrap_or(u32::MAX);
        bucket.tokens = (bucket.tokens + f64::from(elapsed) / 1000.0 * full).min(full);
        bucket.filled_at = now;
        let allowed = bucket.tokens >= 1.0;
        if allowed {
            bucket.tokens -= 1.0;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_one_each_interval_and_identities_do_not_share() {
        let mut limit = RateLimit::new(NonZeroU32::new(2).unwrap());
        let at = |ms: i64| Millis(1_773_000_000_000 + ms);
        let allowed: Vec<bool> = [0, 0, 0, 400, 500, 500, 999, 1000].map(|ms| limit.allows("a", at(ms))).into();
        assert_eq!(allowed, [true, true, false, false, true, false, false, true]);
        assert!(limit.allows("b", at(1000)));
        assert!(!limit.allows("a", at(0)), "a clock set back gives nothing away");
    }
}
