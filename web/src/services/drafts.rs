//! The drafts that this device keeps, one for each instance. No secret is among them: [`SavedDraft`] has no place for one.

use super::device::{self, NotKept};
use crate::state::draft::{KEPT_FOR, SavedDraft};
use reinstall_core::time::UnixSeconds;

const DRAFT: &str = "draft.";
/// What was kept and is no draft, after the time in seconds since 1970 when that was found.
const ASIDE: &str = "draft-aside.";

/// The draft of this instance. A text that is none is set aside, so that nobody writes over it: see [`aside`].
pub fn find(instance_id: &str, now: UnixSeconds) -> Option<SavedDraft> {
    let text = device::get(&key(instance_id))?;
    SavedDraft::from_text(&text)
        .inspect_err(|_| {
            // In this order: where the device is full the place is needed. What cannot be set aside stays where it is.
            let moved = device::set(&key(instance_id), None)
                .and_then(|()| device::set(&format!("{ASIDE}{instance_id}"), Some(&format!("{} {text}", now.0))));
            if moved.is_err() {
                device::set(&key(instance_id), Some(&text)).ok();
            }
        })
        .ok()
}

/// What was kept for this instance and is no draft.
pub fn aside(instance_id: &str) -> Option<String> {
    let text = device::get(&format!("{ASIDE}{instance_id}"))?;
    Some(text.split_once(' ').map_or(text.clone(), |(_, text)| text.to_owned()))
}

/// Removes what was set aside.
pub fn remove_aside(instance_id: &str) {
    // What cannot be removed is shown again.
    device::set(&format!("{ASIDE}{instance_id}"), None).ok();
}

/// Keeps this draft, or none any more.
///
/// # Errors
/// [`NotKept`] where the device keeps nothing.
pub fn keep(instance_id: &str, draft: Option<&SavedDraft>) -> Result<(), NotKept> {
    device::set(&key(instance_id), draft.map(SavedDraft::to_text).as_deref())
}

/// The instance whose draft stands under a key of the device's store.
pub fn instance_of(key: &str) -> Option<&str> {
    key.strip_prefix(DRAFT)
}

/// Removes every draft, and what was set aside.
pub fn clear() {
    remove_where(|_| true);
}

/// Removes what nobody has touched for 30 days.
pub fn sweep(now: UnixSeconds) {
    remove_where(|text| {
        let found = text.split_once(' ').and_then(|(time, _)| time.parse().ok()).map(UnixSeconds);
        let time = found.or_else(|| SavedDraft::from_text(text).ok().map(|draft| draft.saved_at));
        time.is_some_and(|time| time.plus(KEPT_FOR) < now)
    });
}

fn key(instance_id: &str) -> String {
    format!("{DRAFT}{instance_id}")
}

fn remove_where(is_unwanted: impl Fn(&str) -> bool) {
    for start in [DRAFT, ASIDE] {
        for rest in device::keys(start) {
            let key = format!("{start}{rest}");
            if device::get(&key).is_some_and(|text| is_unwanted(&text)) {
                // Where nothing can be removed nothing could be kept.
                device::set(&key, None).ok();
            }
        }
    }
}
