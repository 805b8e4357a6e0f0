//! Whether this machine's clock is right enough to sign with.

use crate::locales::Words;
use crate::t;
use reinstall_core::api::authorization::TIMESTAMP_TOLERANCE_SECONDS;
use reinstall_core::time::UnixSeconds;
use yew::AttrValue;

/// From how many seconds on it is worth a word. Less is how long an answer may take, and how exact a `Date` header is.
pub const WORTH_A_WORD_SECONDS: u64 = 60;

/// By how many seconds this machine's clock is ahead of the server's; negative: behind. The server wrote its date at some
/// moment between the request (`started`) and the answer (`ended`), so a slow answer alone proves nothing.
pub fn ahead(server: UnixSeconds, started: UnixSeconds, ended: UnixSeconds) -> i64 {
    if server < started {
        started.since(server)
    } else if server > ended {
        ended.since(server)
    } else {
        0
    }
}

/// Whether it is worth a word.
pub fn is_off(ahead: i64) -> bool {
    ahead.unsigned_abs() > WORTH_A_WORD_SECONDS
}

/// Whether the API refuses what is signed by this clock, if its own is right.
pub fn is_refused(ahead: i64) -> bool {
    ahead.unsigned_abs() > TIMESTAMP_TOLERANCE_SECONDS
}

/// How much and in which direction, as a sentence.
pub fn sentence(ahead: i64, words: &Words) -> AttrValue {
    let seconds = ahead.unsigned_abs();
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    let amount = if days >= 2 {
        t!(words, "{days} days", days = days)
    } else if hours >= 2 {
        t!(words, "{hours} hours", hours = hours)
    } else if minutes >= 2 {
        t!(words, "{minutes} minutes", minutes = minutes)
    } else {
        t!(words, "{seconds} seconds", seconds = seconds)
    };
    if ahead >= 0 {
        t!(words, "This machine's clock is {amount} ahead of the server's.", amount = amount)
    } else {
        t!(words, "This machine's clock is {amount} behind the server's.", amount = amount)
    }
}

/// The tolerance in whole minutes, for a sentence.
pub const TOLERANCE_MINUTES: u64 = TIMESTAMP_TOLERANCE_SECONDS / 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_inside_the_wait_proves_nothing() {
        let table = [
            ((100, 100, 100), 0),
            ((100, 90, 160), 0),
            ((100, 101, 160), 1),
            ((100, 700, 701), 600),
            ((700, 100, 110), -590),
        ];
        for ((server, started, ended), expected) in table {
            assert_eq!(ahead(UnixSeconds(server), UnixSeconds(started), UnixSeconds(ended)), expected, "{server}");
        }
    }

    #[test]
    fn the_amount_is_said_in_the_unit_that_a_person_would_use() {
        let table = [
            (61, "61 seconds ahead of"),
            (119, "119 seconds ahead of"),
            (120, "2 minutes ahead of"),
            (-599, "9 minutes behind"),
            (7199, "119 minutes ahead of"),
            (-7200, "2 hours behind"),
            (172_800, "2 days ahead of"),
            (i64::MIN, "106751991167300 days behind"),
        ];
        for (seconds, expected) in table {
            let said = sentence(seconds, &Words::ENGLISH);
            assert_eq!(said, format!("This machine's clock is {expected} the server's."));
        }
    }

    #[test]
    fn the_edges_are_the_api_s_own() {
        assert!(!is_off(60) && is_off(61) && is_off(-61));
        assert!(!is_refused(300) && is_refused(301) && is_refused(-301));
    }
}
