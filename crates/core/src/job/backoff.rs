//! When to look again, and when to send again after "too many requests".

use super::Job;
use crate::time::UnixSeconds;

/// The shortest time between two looks.
pub const LOOK_MIN_SECONDS: i64 = 2;

/// The longest time between two looks; the vendor advises 10 to 30 seconds.
pub const LOOK_MAX_SECONDS: i64 = 20;

/// How long a look may take before another one is made.
pub(super) const LOOK_PATIENCE_SECONDS: i64 = 60;

impl Job {
    /// Plans the next look: soon after a change, ever later while nothing happens.
    pub(super) fn look_later(&mut self, now: UnixSeconds) {
        // 2, 2, 3, 3, 4, 4 … up to the longest.
        let pause = LOOK_MIN_SECONDS.saturating_add(i64::from(self.quiet_looks / 2)).min(LOOK_MAX_SECONDS);
        self.quiet_looks = self.quiet_looks.saturating_add(1);
        self.next_look = Some(now.plus(pause.saturating_add(self.jitter(pause))));
    }

    /// Plans the next look after one that failed: the server's own wish, else a doubled pause.
    pub(super) fn look_after_failure(&mut self, retry_after: Option<u32>, now: UnixSeconds) {
        self.quiet_looks = self.quiet_looks.saturating_add(4);
        self.look_later(now);
        if let Some(seconds) = retry_after {
            // A longer one would be taken for a clock that was set back.
            let wish = now.plus(i64::from(seconds).clamp(LOOK_MIN_SECONDS, LOOK_PATIENCE_SECONDS * 2));
            self.next_look = self.next_look.max(Some(wish));
        }
    }

    /// Something changed: look again soon.
    pub(super) fn look_soon(&mut self, now: UnixSeconds) {
        self.quiet_looks = 0;
        self.look_later(now);
    }

    /// Whether the next look is due. A clock that was set back must not postpone it for ever.
    pub(super) fn is_look_due(&self, now: UnixSeconds) -> bool {
        self.next_look.is_some_and(|next| now >= next || next.since(now) > LOOK_PATIENCE_SECONDS * 2)
    }

    /// Seconds to wait before sending again: the server's wish, or 1, 2, 4, 8 …
    pub(super) fn resend_pause(&self, retry_after: u32) -> i64 {
        let own = 1_i64 << self.sends.saturating_sub(1).min(6);
        i64::from(retry_after).max(own)
    }

    /// Up to a quarter of the pause, the same for the same job and look, so that a fleet spreads out.
    fn jitter(&self, pause: i64) -> i64 {
        let seed = self.id.bytes().fold(u64::from(self.quiet_looks), |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        i64::try_from(seed >> 40).unwrap_or(0) % (pause / 4 + 1)
    }
}
