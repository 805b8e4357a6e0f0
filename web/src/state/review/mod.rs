//! The wipe contract: what will be erased, changed, kept, and left to the server's default.

mod changes;
mod names;
#[cfg(test)]
mod tests;
mod words;

pub use changes::{Reading, changes_between};
pub use names::{is_confirmed_by, name_to_type, odd_characters};
pub use words::{What, disk_words, partition_words, raid_words};

use crate::locales::Words;
use crate::t;
use reinstall_core::disk::{Disk, DiskPlan, Disks};
use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::prepared::{Boot, Prepared, SignIn};
use reinstall_core::rules::hostname::HOSTNAME_DEFAULT;
use yew::AttrValue;

/// One member, now and afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub what: What,
    /// What the server has now; empty: nothing.
    pub now: AttrValue,
    /// What it will have.
    pub after: AttrValue,
}

/// Something that will be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The sentence; it promises only what is documented (R2).
    pub sentence: AttrValue,
    /// The disks that it is about, by number and size; empty where the model does not tell.
    pub disks: AttrValue,
}

/// The wipe contract of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What will be lost.
    pub erased: Vec<Loss>,
    /// What will be different.
    pub changed: Vec<Line>,
    /// What is sent and is the same as now.
    pub kept: Vec<Line>,
    /// What is left out, and what the server is expected to make of it.
    pub defaults: Vec<Line>,
}

/// What the review is made from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What will be sent.
    pub prepared: &'a Prepared,
    /// The server as it was read last.
    pub instance: &'a Instance,
    /// Its model.
    pub instance_type: Option<&'a InstanceType>,
    /// The images of the model, for their names.
    pub images: &'a [Image],
}

/// Draws up the wipe contract. Every member of the request is in exactly one of its sections.
pub fn review(subject: Subject<'_>, words: &Words) -> Review {
    let Subject { prepared, instance, instance_type, .. } = subject;
    let request = prepared.request();
    let mut review = Review { erased: erased(subject, words), ..Review::default() };

    let image_now = AttrValue::from(words::image_words(&Reading::of(instance).facts, words));
    let image_after = image_after(subject, words);
    // By its id: two images can share a name.
    let same_image = match prepared.boot() {
        Boot::Image(id) => instance.image_id() == Some(id.as_str()),
        Boot::SameImage => true,
        Boot::IpxeUrl(_) | Boot::Netboot => image_now == image_after,
    };
    match prepared.boot() {
        Boot::SameImage => review.leave(What::Image, image_now.clone(), image_now),
        _ if same_image => review.keep(What::Image, image_now),
        _ => review.change(What::Image, image_now, image_after),
    }
    let hostname_now = AttrValue::from(instance.hostname.clone());
    match request.hostname() {
        Some(hostname) => review.compare(What::Hostname, hostname_now, hostname.to_owned().into()),
        None => review.leave(What::Hostname, hostname_now, HOSTNAME_DEFAULT.into()),
    }
    let sign_in_now = sign_in_now(instance, words);
    match prepared.sign_in() {
        SignIn::Password(_) => {
            review.change(What::SignIn, sign_in_now, t!(words, "the password you typed; also the IPMI password"))
        }
        SignIn::KeyPair(id) => review.compare(What::SignIn, sign_in_now, t!(words, "key pair {id}", id = id)),
        SignIn::Mailed => review.leave(
            What::SignIn,
            sign_in_now,
            t!(
                words,
                "a random password, mailed to the account's creator; what the IPMI password becomes is not documented"
            ),
        ),
    }
    let raid_now = raid_words(instance.raid(), words);
    match request.raid() {
        Some(raid) => review.compare(What::Raid, raid_now, raid_words(Some(raid), words)),
        None => {
            let after = t!(words, "{raid} (assumed to stay; the API does not say)", raid = raid_now);
            review.leave(What::Raid, raid_now, after);
        }
    }
    let partitions_now = partition_words(&instance.partitions);
    if request.partitions.is_empty() {
        let after = match prepared.boot() {
            Boot::IpxeUrl(_) | Boot::Netboot => t!(words, "whatever the iPXE script makes"),
            Boot::SameImage if instance.image_id().is_none() => t!(words, "none: no operating system is installed"),
            Boot::Image(_) | Boot::SameImage => t!(words, "expected: the image's own layout"),
        };
        review.leave(What::Partitions, partitions_now, after);
    } else {
        review.compare(What::Partitions, partitions_now, partition_words(&request.partitions));
    }
    let nic = instance.nic.clone().unwrap_or_default();
    let defaults = instance_type.and_then(InstanceType::default_nic_names);
    for (what, now, asked, default) in [
        (What::WanName, nic.wan_name, request.wan_name(), defaults.map(|(wan, _)| wan)),
        (What::LanName, nic.lan_name, request.lan_name(), defaults.map(|(_, lan)| lan)),
    ] {
        let now = AttrValue::from(now.unwrap_or_default());
        match (asked, default) {
            (Some(name), _) => review.compare(what, now, name.to_owned().into()),
            (None, Some(name)) => review.leave(what, now, t!(words, "expected: {name}", name = name)),
            (None, None) => review.leave(what, now, t!(words, "expected: the model's default")),
        }
    }
    let unreadable = t!(words, "not known, the API does not show it");
    match request.user_data() {
        Some(text) => review.change(
            What::UserData,
            unreadable,
            t!(words, "replaced: {bytes} bytes, run at first boot", bytes = text.expose().len()),
        ),
        None => review.leave(What::UserData, unreadable, t!(words, "none; what was there cannot be read back")),
    }
    review
}

impl Review {
    fn compare(&mut self, what: What, now: AttrValue, after: AttrValue) {
        if now == after { self.keep(what, now) } else { self.change(what, now, after) }
    }

    fn keep(&mut self, what: What, now: AttrValue) {
        self.kept.push(Line { what, after: now.clone(), now });
    }

    fn change(&mut self, what: What, now: AttrValue, after: AttrValue) {
        self.changed.push(Line { what, now, after });
    }

    fn leave(&mut self, what: What, now: AttrValue, after: AttrValue) {
        self.defaults.push(Line { what, now, after });
    }
}

/// How one signs in now: of that the API shows only the key pair.
fn sign_in_now(instance: &Instance, words: &Words) -> AttrValue {
    match instance.key_id.as_deref() {
        None | Some("") => t!(words, "no key pair; the API does not show passwords"),
        Some(id) => t!(words, "key pair {id}", id = id),
    }
}

/// Only what is documented is promised (R2).
fn erased(subject: Subject<'_>, words: &Words) -> Vec<Loss> {
    let Subject { prepared, instance, instance_type, .. } = subject;
    let all: Vec<Disk> = instance_type.and_then(Disks::of).into_iter().flat_map(Disks::iter).collect();
    // Which disks hold the system is known where RAID says it; a lone disk needs no RAID for that.
    let system: Vec<Disk> = match instance_type {
        Some(_) if all.len() == 1 => all.clone(),
        Some(model) if instance.raid().is_some() => DiskPlan::new(model, instance.raid(), &[])
            .arrays
            .into_iter()
            .next()
            .map(|array| array.disks)
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut losses = vec![Loss {
        sentence: t!(words, "Everything on the system disk: it is formatted. This cannot be undone."),
        disks: disk_words(&system, words),
    }];
    let others: Vec<Disk> = all.iter().filter(|disk| !system.contains(disk)).copied().collect();
    if prepared.request().raid().is_some() {
        losses.push(Loss {
            sentence: t!(
                words,
                "Everything on every other disk: the RAID is built anew, so assume that all data is lost."
            ),
            disks: disk_words(&all, words),
        });
    } else if all.is_empty() || !others.is_empty() {
        losses.push(Loss {
            sentence: t!(
                words,
                "Other disks: the API does not say whether they are touched. Assume that their data can be lost."
            ),
            disks: disk_words(&others, words),
        });
    }
    losses
}

fn image_after(subject: Subject<'_>, words: &Words) -> AttrValue {
    match subject.prepared.boot() {
        Boot::Image(id) => {
            subject.images.iter().find(|image| image.image_id == id).map_or(id, |image| image.label().to_owned()).into()
        }
        Boot::SameImage => words::image_words(&Reading::of(subject.instance).facts, words).into(),
        Boot::IpxeUrl(url) => format!("iPXE {url}").into(),
        Boot::Netboot => "iPXE netboot".into(),
    }
}
