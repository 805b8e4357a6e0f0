//! Time: the real one, which signatures are judged by, and the servers' own, which tests move.

use reinstall_core::time::UnixSeconds;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// The time of these whole seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// The same time in whole seconds, rounded down.
    pub const fn seconds(self) -> UnixSeconds {
        UnixSeconds(self.0.div_euclid(1000))
    }

    /// The time this much later.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }
}

/// How far the servers' time is ahead of the real one. It only ever moves forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Clock {
    #[serde(rename = "aheadMillis")]
    ahead: i64,
}

impl Clock {
    /// The servers' time at the real time `real`.
    pub const fn life(self, real: Millis) -> Millis {
        Millis(real.0.saturating_add(self.ahead))
    }

    /// Moves the servers' time forward.
    pub fn advance(&mut self, by: Duration) {
        self.ahead = self.ahead.saturating_add(millis(by));
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_time_moves_and_the_real_one_does_not() {
        let mut clock = Clock::default();
        let real = Millis::from_seconds(1_773_000_000);
        clock.advance(Duration::from_millis(1500));
        assert_eq!(clock.life(real).seconds(), UnixSeconds(1_773_000_001));
        assert_eq!(real.seconds(), UnixSeconds(1_773_000_000));
        clock.advance(Duration::MAX);
        assert_eq!(clock.life(real), Millis(i64::MAX));
    }
}
