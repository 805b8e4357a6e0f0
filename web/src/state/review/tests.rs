//! What the contract says, without a browser.

use super::*;
use crate::locales::{Texts, Words};
use reinstall_core::machine::{self, DiskInfo};
use reinstall_core::request::{CustomRaid, Nic, Partition, RaidConfig};
use reinstall_core::{Context, Locale, ReinstallRequest, prepare};
use std::collections::BTreeSet;

const WORDS: Words = Words::ENGLISH;

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
    review(Subject { prepared: &prepared, instance: &instance, instance_type: None, images: &images }, &WORDS)
}

fn shortest() -> ReinstallRequest {
    ReinstallRequest { instance_id: "1".into(), ..ReinstallRequest::default() }
}

fn full() -> ReinstallRequest {
    ReinstallRequest {
        instance_id: "1".into(),
        image_id: Some("new".into()),
        hostname: Some("web-01".into()),
        password: Some("Canary~123".into()),
        raid_config: Some(RaidConfig { raid_type: Some(0), custom_raids: vec![] }),
        partitions: vec![Partition { fs_path: Some("/".into()), fs_type: Some("ext4".into()), size: Some(10) }],
        nic: Some(Nic { wan_name: Some("wan0".into()), lan_name: Some("lan0".into()) }),
        user_data: Some("#!/bin/sh\n# canary".into()),
        ..ReinstallRequest::default()
    }
}

fn whats(lines: &[Line]) -> Vec<What> {
    lines.iter().map(|line| line.what).collect()
}

/// The members of the request that a line speaks for.
fn members(what: What) -> &'static [&'static str] {
    match what {
        What::Image => &["imageId", "ipxeUrl"],
        What::Hostname => &["hostname"],
        What::SignIn => &["password", "keyId"],
        What::Raid => &["raidConfig"],
        What::Partitions => &["partitions"],
        What::WanName => &["nic.wanName"],
        What::LanName => &["nic.lanName"],
        What::UserData => &["userData"],
        What::Status | What::Name | What::IpxeUrl | What::KeyPair => &[],
    }
}

#[test]
fn every_member_of_the_request_is_in_exactly_one_section() {
    // Every member that there is, from a request that has them all; it is never sent.
    let all = ReinstallRequest { key_id: Some("k".into()), ipxe_url: Some("u".into()), ..full() };
    let serde_json::Value::Object(all) = serde_json::to_value(all).unwrap() else { panic!("not an object") };
    let mut expected: BTreeSet<String> =
        all.keys().filter(|key| *key != "instanceId" && *key != "nic").cloned().collect();
    expected.extend(all["nic"].as_object().unwrap().keys().map(|key| format!("nic.{key}")));
    let ipxe = |url: &str| ReinstallRequest { ipxe_url: Some(url.into()), ..shortest() };
    let key = ReinstallRequest { key_id: Some("k".into()), ..shortest() };
    let custom = RaidConfig {
        raid_type: None,
        custom_raids: vec![CustomRaid { raid_type: Some(1), disk_sequence: vec![1, 2] }],
    };
    let custom = ReinstallRequest { raid_config: Some(custom), ..shortest() };
    for request in [shortest(), full(), ipxe("netboot"), ipxe("http://boot.example/x"), key, custom] {
        let review = of(request.clone());
        let lines = [review.changed, review.kept, review.defaults].concat();
        let mut found: Vec<&str> = lines.iter().flat_map(|line| members(line.what)).copied().collect();
        found.sort_unstable();
        assert_eq!(found, expected.iter().map(String::as_str).collect::<Vec<_>>(), "{request:?}");
    }
}

#[test]
fn the_shortest_request_is_all_erasing_and_defaults() {
    let review = of(shortest());
    assert!(review.erased[0].sentence.contains("system disk"));
    assert_eq!((whats(&review.kept), whats(&review.changed)), (vec![], vec![]));
    let hostname = review.defaults.iter().find(|line| line.what == What::Hostname).unwrap();
    assert_eq!(hostname.after, "hostname");
}

#[test]
fn what_is_sent_is_changed_or_kept() {
    let review = of(full());
    let changed =
        [What::Image, What::SignIn, What::Raid, What::Partitions, What::WanName, What::LanName, What::UserData];
    assert_eq!(whats(&review.changed), changed);
    assert_eq!((review.changed[0].now.as_str(), review.changed[0].after.as_str()), ("CentOS7.9", "Debian12"));
    assert_eq!(whats(&review.kept), [What::Hostname]);
    assert!(review.changed[1].after.contains("IPMI password"));
    assert!(review.erased[1].sentence.contains("every other disk"));
    assert!(!format!("{review:?}").to_lowercase().contains("canary"), "no secret in a review");
}

#[test]
fn no_image_lays_out_what_ipxe_installs() {
    for url in ["netboot", "http://boot.example/x"] {
        let review = of(ReinstallRequest { ipxe_url: Some(url.into()), ..shortest() });
        let layout = review.defaults.iter().find(|line| line.what == What::Partitions).unwrap();
        assert!(layout.after.contains("iPXE") && !layout.after.contains("image"), "{layout:?}");
    }
}

#[test]
fn disks_are_named_by_number_and_size() {
    let model = |disks: &[(i64, i64)]| InstanceType {
        disk_info: Some(DiskInfo {
            disks: disks.iter().map(|&(disk_size, disk_count)| machine::Disk { disk_size, disk_count }).collect(),
            ..DiskInfo::default()
        }),
        ..InstanceType::default()
    };
    let losses = |model: &InstanceType, raid: Option<RaidConfig>, asked: Option<RaidConfig>| -> Vec<String> {
        let instance = Instance { raid_config: raid, ..instance() };
        let request = ReinstallRequest { raid_config: asked, ..shortest() };
        let prepared = prepare(&request, Context::default()).unwrap();
        let subject = Subject { prepared: &prepared, instance: &instance, instance_type: Some(model), images: &[] };
        review(subject, &WORDS).erased.into_iter().map(|loss| loss.disks.to_string()).collect()
    };
    let mixed = model(&[(4000, 3), (480, 1)]);
    let array = |disk_sequence| CustomRaid { raid_type: Some(1), disk_sequence };
    let custom = RaidConfig { raid_type: None, custom_raids: vec![array(vec![1, 2])] };
    assert_eq!(losses(&mixed, Some(custom), None), ["disks 1–2 (4000 GB each)", "disk 3 (4000 GB), disk 4 (480 GB)"]);
    // Without RAID nobody knows which disk holds the system.
    assert_eq!(losses(&mixed, None, None), ["", "disks 1–3 (4000 GB each), disk 4 (480 GB)"]);
    let quick = Some(RaidConfig { raid_type: Some(0), custom_raids: vec![] });
    assert_eq!(losses(&mixed, None, quick)[1], "disks 1–3 (4000 GB each), disk 4 (480 GB)");
    assert_eq!(losses(&model(&[(480, 1)]), None, None), ["disk 1 (480 GB)"], "there is no other disk to speak of");
}

#[test]
fn a_server_that_changed_meanwhile_is_noticed() {
    let before = Reading::of(&instance());
    assert_eq!(changes_between(&before, &before, &WORDS), []);
    let again = Instance { hostname: "other".into(), image_id: None, ..instance() };
    let changes = changes_between(&before, &Reading::of(&again), &WORDS);
    assert_eq!(whats(&changes), [What::Image, What::Hostname]);
    let renamed = Reading { name: "db-01".into(), ..before.clone() };
    assert_eq!(whats(&changes_between(&before, &renamed, &WORDS)), [What::Name]);
}

#[test]
fn the_language_of_the_page_is_used() {
    let words = Words::new(Locale::ZhCn, Texts::from([("quick RAID {level}".to_owned(), "快速 RAID {level}".into())]));
    let raid = RaidConfig { raid_type: Some(5), custom_raids: vec![] };
    assert_eq!(raid_words(Some(&raid), &words), "快速 RAID 5");
}

#[test]
fn spaces_around_a_name_are_forgiven_and_nothing_else() {
    for typed in ["web-01", " web-01", "\tweb-01 \n", "\u{a0}web-01"] {
        assert!(is_confirmed_by("web-01", typed), "{typed:?}");
    }
    // An invisible character, another case, another alphabet, a full-width letter: none is the name.
    for typed in ["", " ", "web-0", "WEB-01", "web 01", "web-01\u{200b}", "wеb-01", "ｗeb-01", "web‐01"] {
        assert!(!is_confirmed_by("web-01", typed), "{typed:?}");
    }
    assert!(is_confirmed_by(" db 1 ", "db 1"), "a name that has spaces around it can be typed, too");
    assert!(!is_confirmed_by("  ", ""), "a name of spaces confirms nothing");
}

#[test]
fn what_cannot_be_seen_or_looks_like_another_character_is_written_out() {
    for name in ["web-01", "db 1.example_x", "网站-01", "サーバー", "서버", ""] {
        assert_eq!(odd_characters(name), None, "{name}");
    }
    let table = [
        ("wеb", "w\\u{0435}b"),
        ("a\u{202e}b", "a\\u{202E}b"),
        ("שרת", "\\u{05E9}\\u{05E8}\\u{05EA}"),
        ("a\u{200b}", "a\\u{200B}"),
        ("a  b", "a \\u{0020}b"),
        ("𝐰eb", "\\u{1D430}eb"),
        ("ｗeb", "\\u{FF57}eb"),
        ("a\0", "a\\u{0000}"),
    ];
    for (name, written) in table {
        assert_eq!(odd_characters(name).as_deref(), Some(written), "{name:?}");
    }
}
