//! The wipe contract: what will be erased, changed, kept, and left to the server's default.

use reinstall_core::job::Facts;
use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::prepared::{Boot, Prepared, SignIn};
use reinstall_core::request::{Partition, RaidConfig};
use reinstall_core::rules::hostname::HOSTNAME_DEFAULT;

/// One member, now and afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is, in the API's words.
    pub what: &'static str,
    /// What the server has now; empty: nothing.
    pub now: String,
    /// What it will have.
    pub after: String,
}

/// The wipe contract of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What will be lost.
    pub erased: Vec<String>,
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

/// Draws up the wipe contract.
pub fn review(subject: Subject<'_>) -> Review {
    let Subject { prepared, instance, instance_type, .. } = subject;
    let request = prepared.request();
    let mut review = Review { erased: erased(subject), ..Review::default() };

    let image = Line { what: "Image", now: image_now(instance), after: image_after(subject) };
    // By its id: two images can share a name.
    let same_image = match prepared.boot() {
        Boot::Image(id) => instance.image_id() == Some(id.as_str()),
        Boot::SameImage => true,
        Boot::IpxeUrl(_) | Boot::Netboot => image.now == image.after,
    };
    if same_image {
        review.kept.push(Line { after: image.now.clone(), ..image });
    } else {
        review.changed.push(image);
    }
    match request.hostname() {
        Some(hostname) => review.compare("Hostname", instance.hostname.clone(), hostname.to_owned()),
        None => review.leave("Hostname", instance.hostname.clone(), HOSTNAME_DEFAULT.to_owned()),
    }
    let sign_in = sign_in_now(instance);
    match prepared.sign_in() {
        SignIn::Password(_) => {
            review.change("Sign-in", sign_in, "the password you typed; also the IPMI password".to_owned())
        }
        SignIn::KeyPair(id) => review.compare("Sign-in", sign_in, format!("key pair {id}")),
        SignIn::Mailed => {
            review.leave("Sign-in", sign_in, "a random password, mailed to the account's creator".to_owned())
        }
    }
    let raid_now = raid_words(instance.raid());
    match request.raid() {
        Some(raid) => review.compare("RAID", raid_now, raid_words(Some(raid))),
        None => review.leave("RAID", raid_now.clone(), format!("{raid_now} (assumed to stay; the API does not say)")),
    }
    let partitions_now = partition_words(&instance.partitions);
    if request.partitions.is_empty() {
        let after = match prepared.boot() {
            Boot::Image(_) | Boot::SameImage => "expected: the image's own layout",
            Boot::IpxeUrl(_) | Boot::Netboot => "whatever the iPXE script makes",
        };
        review.leave("Partitions", partitions_now, after.to_owned());
    } else {
        review.compare("Partitions", partitions_now, partition_words(&request.partitions));
    }
    let nic = instance.nic.clone().unwrap_or_default();
    let defaults = instance_type.and_then(InstanceType::default_nic_names);
    for (what, now, asked, default) in [
        ("Public NIC name", nic.wan_name, request.wan_name(), defaults.map(|(wan, _)| wan)),
        ("Private NIC name", nic.lan_name, request.lan_name(), defaults.map(|(_, lan)| lan)),
    ] {
        let now = now.unwrap_or_default();
        match asked {
            Some(name) => review.compare(what, now, name.to_owned()),
            None => review.leave(what, now, format!("expected: {}", default.unwrap_or("the model's default"))),
        }
    }
    match request.user_data() {
        Some(text) => review.change(
            "User data",
            UNREADABLE.to_owned(),
            format!("{} bytes, run at first boot", text.expose().len()),
        ),
        None => review.leave("User data", UNREADABLE.to_owned(), "none".to_owned()),
    }
    review
}

/// What differs between the server that was reviewed and the one that was read again.
pub fn changes_since(reviewed: &Instance, again: &Instance) -> Vec<Line> {
    let (before, after) = (Facts::of(reviewed), Facts::of(again));
    let line = |what, now: String, after: String| (now != after).then_some(Line { what, now, after });
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let image = (before.image_id != after.image_id).then(|| Line {
        what: "Image",
        now: image_now(reviewed),
        after: image_now(again),
    });
    [
        line("Status", before.status.name().to_owned(), after.status.name().to_owned()),
        line("Name", reviewed.instance_name.clone(), again.instance_name.clone()),
        image,
        line("iPXE URL", text(&before.ipxe_url), text(&after.ipxe_url)),
        line("Hostname", before.hostname.clone(), after.hostname.clone()),
        line("Key pair", text(&before.key_id), text(&after.key_id)),
        line("RAID", raid_words(before.raid.as_ref()), raid_words(after.raid.as_ref())),
        line("Partitions", partition_words(&before.partitions), partition_words(&after.partitions)),
        line("Public NIC name", text(&before.wan_name), text(&after.wan_name)),
        line("Private NIC name", text(&before.lan_name), text(&after.lan_name)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Review {
    fn compare(&mut self, what: &'static str, now: String, after: String) {
        let line = Line { what, now, after };
        if line.now == line.after { self.kept.push(line) } else { self.changed.push(line) }
    }

    fn change(&mut self, what: &'static str, now: String, after: String) {
        self.changed.push(Line { what, now, after });
    }

    fn leave(&mut self, what: &'static str, now: String, after: String) {
        self.defaults.push(Line { what, now, after });
    }
}

/// What the server has of user data: the API does not show it.
const UNREADABLE: &str = "not known, the API does not show it";

/// How one signs in now: of that the API shows only the key pair.
fn sign_in_now(instance: &Instance) -> String {
    match instance.key_id.as_deref() {
        None | Some("") => "no key pair; the API does not show passwords".to_owned(),
        Some(id) => format!("key pair {id}"),
    }
}

/// Only what is documented is promised (R2).
fn erased(subject: Subject<'_>) -> Vec<String> {
    let disks = subject
        .instance_type
        .and_then(|model| model.disk_info.as_ref())
        .and_then(|info| info.disk_description.clone())
        .map(|words| format!(" ({words})"))
        .unwrap_or_default();
    let mut lines = vec!["Everything on the system disk: it is formatted. This cannot be undone.".to_owned()];
    if subject.prepared.request().raid().is_some() {
        lines.push(format!(
            "Everything on every other disk{disks}: the RAID is built anew, so assume that all data is lost."
        ));
    } else {
        lines.push(format!(
            "Other disks{disks}: the API does not say whether they are touched. Assume that their data can be lost."
        ));
    }
    lines
}

fn image_now(instance: &Instance) -> String {
    match (&instance.image_name, &instance.image_id, &instance.ipxe_url) {
        (Some(name), _, _) if !name.is_empty() => name.clone(),
        (_, Some(id), _) if !id.is_empty() => id.clone(),
        (_, _, Some(url)) if !url.is_empty() => format!("iPXE {url}"),
        _ => String::new(),
    }
}

fn image_after(subject: Subject<'_>) -> String {
    match subject.prepared.boot() {
        Boot::Image(id) => {
            subject.images.iter().find(|image| image.image_id == id).map_or(id, |image| image.label().to_owned())
        }
        Boot::SameImage => image_now(subject.instance),
        Boot::IpxeUrl(url) => format!("iPXE {url}"),
        Boot::Netboot => "iPXE netboot".to_owned(),
    }
}

/// A RAID configuration in words.
pub fn raid_words(raid: Option<&RaidConfig>) -> String {
    let Some(raid) = raid else { return "no RAID".to_owned() };
    if let Some(level) = raid.raid_type {
        return format!("quick RAID {level}");
    }
    let arrays: Vec<String> = raid
        .custom_raids
        .iter()
        .map(|array| {
            let disks: Vec<String> = array.disk_sequence.iter().map(i64::to_string).collect();
            let level = array.raid_type.map_or_else(|| "?".to_owned(), |level| level.to_string());
            format!("RAID {level} on disks {}", disks.join(", "))
        })
        .collect();
    arrays.join("; ")
}

/// Partitions in words.
pub fn partition_words(partitions: &[Partition]) -> String {
    let words: Vec<String> = partitions
        .iter()
        .map(|partition| {
            let size = partition.size.map_or_else(|| "?".to_owned(), |size| size.to_string());
            let text = |member: &Option<String>| member.clone().unwrap_or_default();
            format!("{} {} {size} GB", text(&partition.fs_path), text(&partition.fs_type))
        })
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use reinstall_core::{Context, ReinstallRequest, prepare};

    fn instance() -> Instance {
        Instance {
            instance_id: "1".into(),
            instance_name: "web-01".into(),
            hostname: "web-01".into(),
            image_id: Some("old".into()),
            image_name: Some("CentOS7.9".into()),
            raid_config: Some(RaidConfig { raid_type: Some(1), custom_raids: vec![] }),
            ..Instance::default()
        }
    }

    fn of(request: ReinstallRequest) -> Review {
        let instance = instance();
        let prepared = prepare(&request, Context::default()).unwrap();
        let images = [Image { image_id: "new".into(), image_name: Some("Debian12".into()), ..Image::default() }];
        review(Subject { prepared: &prepared, instance: &instance, instance_type: None, images: &images })
    }

    fn whats(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.what).collect()
    }

    #[test]
    fn the_shortest_request_is_all_erasing_and_defaults() {
        let review = of(ReinstallRequest { instance_id: "1".into(), ..ReinstallRequest::default() });
        assert!(review.erased[0].contains("system disk"));
        assert_eq!(whats(&review.kept), ["Image"]);
        let expected =
            ["Hostname", "Sign-in", "RAID", "Partitions", "Public NIC name", "Private NIC name", "User data"];
        assert_eq!(whats(&review.defaults), expected);
        assert_eq!(review.defaults[0].after, "hostname");
    }

    #[test]
    fn what_is_sent_is_changed_or_kept() {
        let review = of(ReinstallRequest {
            instance_id: "1".into(),
            image_id: Some("new".into()),
            hostname: Some("web-01".into()),
            password: Some("Canary~123".into()),
            raid_config: Some(RaidConfig { raid_type: Some(0), custom_raids: vec![] }),
            user_data: Some("#!/bin/sh\n# canary".into()),
            ..ReinstallRequest::default()
        });
        assert_eq!(whats(&review.changed), ["Image", "Sign-in", "RAID", "User data"]);
        assert_eq!((review.changed[0].now.as_str(), review.changed[0].after.as_str()), ("CentOS7.9", "Debian12"));
        assert_eq!(whats(&review.kept), ["Hostname"]);
        assert!(review.erased[1].contains("every other disk"));
        assert!(!format!("{review:?}").to_lowercase().contains("canary"), "no secret in a review");
    }

    #[test]
    fn a_server_that_changed_meanwhile_is_noticed() {
        let mut again = instance();
        assert_eq!(changes_since(&instance(), &again), []);
        again.hostname = "other".into();
        again.image_id = None;
        assert_eq!(whats(&changes_since(&instance(), &again)), ["Image", "Hostname"]);
    }
}
