//! What became of a server between two readings.

use super::words::{image_words, partition_words, raid_words};
use super::{Line, What};
use crate::locales::Words;
use reinstall_core::job::Facts;
use reinstall_core::machine::Instance;
use serde::{Deserialize, Serialize};
use yew::AttrValue;

/// A server as it was read: what a form was filled in for. No secret is in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// `instanceName`.
    pub name: String,
    /// What the API showed.
    pub facts: Facts,
}

impl Reading {
    /// What `instance` shows.
    pub fn of(instance: &Instance) -> Self {
        Self { name: instance.instance_name.clone(), facts: Facts::of(instance) }
    }
}

/// What differs between two readings: a line each, `now` as it was before.
pub fn changes_between(before: &Reading, after: &Reading, words: &Words) -> Vec<Line> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (old, new) = (&before.facts, &after.facts);
    let line = |what, now: String, after: String| {
        (now != after).then(|| Line { what, now: AttrValue::from(now), after: AttrValue::from(after) })
    };
    let drawn = |what, now: AttrValue, after: AttrValue| (now != after).then_some(Line { what, now, after });
    // By its id: two images can share a name.
    let image = (old.image_id != new.image_id).then(|| Line {
        what: What::Image,
        now: image_words(old, words).into(),
        after: image_words(new, words).into(),
    });
    [
        line(What::Status, old.status.name().to_owned(), new.status.name().to_owned()),
        line(What::Name, before.name.clone(), after.name.clone()),
        image,
        line(What::IpxeUrl, text(&old.ipxe_url), text(&new.ipxe_url)),
        line(What::Hostname, old.hostname.clone(), new.hostname.clone()),
        line(What::KeyPair, text(&old.key_id), text(&new.key_id)),
        drawn(What::Raid, raid_words(old.raid.as_ref(), words), raid_words(new.raid.as_ref(), words)),
        drawn(What::Partitions, partition_words(&old.partitions), partition_words(&new.partitions)),
        line(What::WanName, text(&old.wan_name), text(&new.wan_name)),
        line(What::LanName, text(&old.lan_name), text(&new.lan_name)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
