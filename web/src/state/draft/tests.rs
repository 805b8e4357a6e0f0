//! What the form does, without a browser.

use super::*;
use crate::locales::Words;
use reinstall_core::Context;
use reinstall_core::disk::Layout;
use reinstall_core::issue::Severity;
use reinstall_core::machine::Family;
use reinstall_core::time::UnixSeconds;
use std::rc::Rc;
use yew::Reducible;

const NOW: UnixSeconds = UnixSeconds(1_700_000_000);

fn instance() -> Instance {
    Instance {
        instance_id: "1".into(),
        instance_name: "web-01".into(),
        hostname: "web-01".into(),
        image_id: Some("image-now".into()),
        nic: Some(Nic { wan_name: Some("wan0".into()), lan_name: Some("lan0".into()) }),
        ..Instance::default()
    }
}

fn after(edits: impl IntoIterator<Item = Edit>) -> Draft {
    let mut draft = Draft::for_instance(&instance());
    for edit in edits {
        draft.apply(edit);
    }
    draft
}

#[test]
fn what_the_server_has_is_written_in() {
    let request = Draft::for_instance(&instance()).to_request();
    assert_eq!(request.image_id.as_deref(), Some("image-now"));
    assert_eq!(request.hostname.as_deref(), Some("web-01"));
    assert_eq!(request.wan_name(), Some("wan0"));
}

#[test]
fn a_choice_that_was_not_finished_is_an_error_and_not_a_default() {
    // The edit that leaves a choice open, and where the form must say so.
    let table = [
        (Edit::Boot(BootChoice::Image), "imageId"),
        (Edit::Boot(BootChoice::IpxeUrl), "ipxeUrl"),
        // The server has an image: nothing sent would mean that one.
        (Edit::Boot(BootChoice::NoSystem), "imageId"),
        (Edit::SignIn(SignInChoice::Password), "password"),
        (Edit::SignIn(SignInChoice::KeyPair), "keyId"),
        (Edit::Raid(RaidChoice::Quick), "raidConfig.raidType"),
        (Edit::Raid(RaidChoice::Custom), "raidConfig.customRaids"),
    ];
    for (edit, path) in table {
        let issues = after([edit.clone()]).issues(Context::default(), &Words::ENGLISH);
        let found = issues.iter().any(|issue| issue.severity == Severity::Error && issue.path.to_string() == path);
        assert!(found, "{edit:?}: {issues:?}");
    }
}

#[test]
fn no_system_sends_neither_image_nor_url_where_the_server_has_none() {
    let empty = Instance { image_id: None, ..instance() };
    let mut draft = Draft::for_instance(&empty);
    draft.apply(Edit::ImageId("image-typed-before".into()));
    draft.apply(Edit::IpxeUrl("http://x/".into()));
    draft.apply(Edit::Boot(BootChoice::NoSystem));
    draft.apply(Edit::Password("Example~123".into()));
    assert_eq!(draft.unfinished(&Words::ENGLISH), []);
    let request = draft.to_request();
    assert_eq!((request.image_id(), request.ipxe_url()), (None, None));
    assert_eq!(Draft::from_request(&request, &empty).boot, BootChoice::NoSystem);
}

#[test]
fn what_nobody_would_see_is_named_in_a_message() {
    let issues = after([Edit::Hostname("a\0b\u{202e}".into())]).issues(Context::default(), &Words::ENGLISH);
    assert!(issues.iter().any(|issue| issue.message.ends_with(r"remove \u{0}, \u{202e}.")), "{issues:?}");
}

#[test]
fn a_field_of_another_choice_is_not_sent() {
    let draft = after([
        Edit::KeyId("key-1".into()),
        Edit::Password("Example~123".into()),
        Edit::IpxeUrl("http://x/".into()),
        Edit::QuickLevel(Some(1)),
    ]);
    let request = draft.to_request();
    assert_eq!((request.key_id(), request.ipxe_url(), request.raid()), (None, None, None));
    assert!(request.password().is_some());
}

#[test]
fn a_removed_row_takes_its_own_values_along() {
    let mut draft = after([Edit::AddPartition(None), Edit::AddPartition(None), Edit::AddPartition(None)]);
    let keys: Vec<u32> = draft.partitions.iter().map(|row| row.key).collect();
    draft.apply(Edit::PartitionPath(keys[1], "/b".into()));
    draft.apply(Edit::PartitionPath(keys[2], "/c".into()));
    draft.apply(Edit::RemovePartition(keys[1]));
    draft.apply(Edit::AddPartition(None));
    let paths: Vec<&str> = draft.partitions.iter().map(|row| row.fs_path.as_str()).collect();
    assert_eq!(paths, ["/", "/c", ""]);
    assert!(!keys.contains(&draft.partitions[2].key), "a new row has a new key");
}

#[test]
fn windows_gets_the_next_letter_and_its_file_system() {
    let family = Some(Family::Windows);
    let draft = after([Edit::AddPartition(family), Edit::AddPartition(family)]);
    let rows: Vec<_> = draft.partitions.iter().map(|row| (row.fs_path.as_str(), row.fs_type.as_str())).collect();
    assert_eq!(rows, [("C", "NTFS"), ("D", "NTFS")]);
}

#[test]
fn a_size_that_is_no_number_is_said_and_not_lost() {
    let mut draft = after([Edit::AddPartition(None)]);
    draft.apply(Edit::PartitionSize(draft.partitions[0].key, "12 GB".into()));
    let issues = draft.issues(Context::default(), &Words::ENGLISH);
    let at_size: Vec<_> = issues.iter().filter(|issue| issue.path.to_string() == "partitions[0].size").collect();
    assert_eq!(at_size.len(), 1, "one sentence, not two: {at_size:?}");
    assert_eq!(draft.partitions[0].size, "12 GB");
}

#[test]
fn the_same_system_is_the_one_that_the_server_has_now() {
    let mut drafts = Rc::new(Drafts::default());
    drafts = drafts.reduce(DraftsAction::Open(Box::new(instance()), NOW, None));
    drafts = drafts.reduce(DraftsAction::Edit("1".into(), Edit::Hostname("typed".into())));
    let reinstalled = Instance { image_id: Some("image-new".into()), hostname: "typed".into(), ..instance() };
    drafts = drafts.reduce(DraftsAction::Open(Box::new(reinstalled), NOW, None));
    let request = drafts.get("1").unwrap().draft.to_request();
    assert_eq!((request.image_id.as_deref(), request.hostname()), (Some("image-new"), Some("typed")));
}

#[test]
fn user_data_that_was_sent_is_not_forgotten_silently() {
    let mut draft = after([Edit::UserData("#!/bin/sh\n".into())]);
    draft.drop_secrets();
    assert!(draft.user_data.is_empty() && draft.password.is_empty());
    let warned = |draft: &Draft| {
        draft.issues(Context::default(), &Words::ENGLISH).iter().any(|i| i.message.starts_with("The 10 bytes"))
    };
    assert!(warned(&draft));
    draft.apply(Edit::UserData("x".into()));
    assert!(!warned(&draft));
}

#[test]
fn the_form_does_not_print_its_secrets() {
    let draft = after([Edit::Password("Canary~123".into()), Edit::UserData("canary".into())]);
    assert!(!format!("{draft:?}").to_lowercase().contains("canary"));
}

/// What is known of a server with so many disks of 1000 GB.
fn hardware(disk_count: i64) -> Edit {
    use reinstall_core::machine::{Disk, DiskInfo, InstanceType};
    let disks = vec![Disk { disk_size: 1000, disk_count }];
    let model = InstanceType { disk_info: Some(DiskInfo { disks, ..DiskInfo::default() }), ..InstanceType::default() };
    Edit::Hardware(Rc::new(Hardware::of(&instance(), Some(&model))))
}

fn rows(draft: &Draft) -> Vec<(&str, &str)> {
    draft.partitions.iter().map(|row| (row.fs_path.as_str(), row.size.as_str())).collect()
}

const LINUX: Option<Family> = Some(Family::Linux);

#[test]
fn the_rest_follows_the_other_sizes_and_the_raid_and_is_sent_as_a_number() {
    let mut draft = after([hardware(4), Edit::AddPartition(LINUX), Edit::AddPartition(LINUX)]);
    let [first, second] = [draft.partitions[0].key, draft.partitions[1].key];
    draft.apply(Edit::PartitionRest(second, true));
    assert_eq!(rows(&draft), [("/", ""), ("", "4000")]);
    draft.apply(Edit::PartitionSize(first, "100".into()));
    assert_eq!(draft.to_request().partitions[1].size, Some(3900));
    draft.apply(Edit::Raid(RaidChoice::Quick));
    assert_eq!(rows(&draft)[1].1, "", "the level is not chosen, so nothing is known");
    let said = draft.issues(Context::default(), &Words::ENGLISH);
    let at_size = said.iter().find(|issue| issue.path.to_string() == "partitions[1].size").unwrap();
    assert_eq!(at_size.message, "How much is left cannot be told, because the capacity is not known. Type a size.");
    draft.apply(Edit::QuickLevel(Some(10)));
    assert_eq!(rows(&draft)[1].1, "1900");
    draft.apply(Edit::PartitionSize(first, "2000".into()));
    assert_eq!(rows(&draft)[1].1, "", "the others leave nothing");
    draft.apply(Edit::PartitionSize(first, "1".into()));
    draft.apply(Edit::PartitionRest(first, true));
    assert_eq!((draft.intent.rest, rows(&draft)), (Some(first), vec![("/", "1"), ("", "1999")]), "one row at most");
    draft.apply(Edit::PartitionSize(first, "5".into()));
    assert_eq!((draft.intent.rest, rows(&draft)[0].1), (None, "5"), "what is typed is meant");
}

#[test]
fn the_rest_keeps_its_number_until_the_disks_were_read() {
    let mut draft = after([hardware(1), Edit::LayOut(Family::Linux, Layout::Single)]);
    draft.intent.machine = Machine::default();
    draft.apply(Edit::Hostname("x".into()));
    assert_eq!(rows(&draft), [("/", "1000")]);
}

#[test]
fn layouts_fill_the_capacity_exactly_whatever_the_raid() {
    for raid in [None, Some(0), Some(1), Some(5), Some(10)] {
        for family in [Family::Linux, Family::Windows] {
            for layout in Layout::of(family) {
                let mut draft = after([hardware(4), Edit::LayOut(family, *layout)]);
                if raid.is_some() {
                    draft.apply(Edit::Raid(RaidChoice::Quick));
                    draft.apply(Edit::QuickLevel(raid));
                }
                let sum: Gigabytes = draft.partition_sizes().into_iter().flatten().sum();
                assert_eq!(Some(sum), draft.capacity(), "{raid:?} {layout:?}");
            }
        }
    }
}

#[test]
fn rows_move_and_keep_their_keys() {
    let mut draft = after([hardware(1), Edit::LayOut(Family::Linux, Layout::SystemVarHome)]);
    let keys: Vec<u32> = draft.partitions.iter().map(|row| row.key).collect();
    draft.apply(Edit::MovePartition(keys[2], true));
    draft.apply(Edit::MovePartition(keys[0], true));
    draft.apply(Edit::MovePartition(keys[1], false));
    assert_eq!(draft.partitions.iter().map(|row| row.key).collect::<Vec<_>>(), [keys[0], keys[2], keys[1]]);
    assert_eq!(draft.intent.rest, Some(keys[2]), "the rest moves with its row");
}

#[test]
fn what_was_removed_or_replaced_can_be_had_back() {
    let mut draft = after([hardware(1), Edit::LayOut(Family::Linux, Layout::SystemVarHome)]);
    let before = draft.clone();
    let last = draft.partitions[2].key;
    draft.apply(Edit::RemovePartition(last));
    let first = draft.partitions[0].key;
    draft.apply(Edit::PartitionPath(first, "/root".into()));
    draft.apply(Edit::UndoPartitions);
    assert_eq!(rows(&draft)[0].0, "/root", "what was typed since stays");
    assert_eq!(draft.partitions[1..], before.partitions[1..]);
    assert_eq!((draft.intent.rest, draft.intent.undo.clone()), (Some(last), None));
    draft.apply(Edit::ClearPartitions);
    assert!(draft.partitions.is_empty());
    draft.apply(Edit::UndoPartitions);
    assert_eq!(draft.partitions.len(), 3);
    draft.apply(Edit::LayOut(Family::Linux, Layout::Single));
    let row = draft.partitions[0].key;
    draft.apply(Edit::PartitionPath(row, "/x".into()));
    draft.apply(Edit::UndoPartitions);
    assert_eq!(rows(&draft)[0].0, "/x", "over a change of the new rows the old ones are gone");
}

#[test]
fn another_family_converts_order_paths_and_file_systems_and_keeps_the_sum() {
    let mut draft = after([hardware(1), Edit::AddPartition(LINUX)]);
    draft.apply(Edit::PartitionPath(draft.partitions[0].key, "/srv".into()));
    for (at, path) in ["/", "/a", "/b", "/c", "/d", "/e", "/f"].into_iter().enumerate() {
        draft.apply(Edit::AddPartition(LINUX));
        let key = draft.partitions[at + 1].key;
        draft.apply(Edit::PartitionPath(key, path.into()));
        draft.apply(Edit::PartitionSize(key, "10".into()));
    }
    let last = draft.partitions[7].key;
    draft.apply(Edit::PartitionRest(last, true));
    draft.apply(Edit::PartitionSize(draft.partitions[0].key, "1".into()));
    assert_eq!(draft.partitions_family(), LINUX);
    draft.apply(Edit::ConvertPartitions(Family::Windows));
    let drives = [("C", "10"), ("D", "1"), ("E", "10"), ("F", "10"), ("G", "10"), ("H", "959")];
    assert_eq!(rows(&draft), drives, "the system first; what has no letter is in the last one, with the rest");
    assert!(draft.partitions.iter().all(|row| row.fs_type == "NTFS"));
    draft.apply(Edit::ConvertPartitions(Family::Linux));
    let paths: Vec<&str> = draft.partitions.iter().map(|row| row.fs_path.as_str()).collect();
    assert_eq!(paths, ["/", "/data", "/data2", "/data3", "/data4", "/data5"]);
    assert!(
        draft
            .issues(Context::default(), &Words::ENGLISH)
            .iter()
            .all(|i| !i.path.starts_with(&reinstall_core::path!["partitions"]))
    );
    draft.apply(Edit::KeepPartitions(Family::Windows));
    assert_eq!(draft.partitions_family(), Some(Family::Windows));
}

#[test]
fn rows_from_elsewhere_tell_their_family() {
    let row = |path: &str, fs_type: &str| PartitionRow {
        fs_path: path.into(),
        fs_type: fs_type.into(),
        ..PartitionRow::default()
    };
    for (made, family) in [
        (vec![], None),
        (vec![row("/", "ext4")], LINUX),
        (vec![row("", "ext4")], None),
        (vec![row("c", "ext4")], Some(Family::Windows)),
        (vec![row("", "ntfs")], Some(Family::Windows)),
        (vec![row("C", "NTFS"), row("/", "ext4")], LINUX),
    ] {
        assert_eq!(family_of(&made), family, "{made:?}");
    }
}

#[test]
fn two_hundred_partitions_convert_and_fill() {
    let mut draft = after([hardware(24)]);
    for at in 0..200 {
        draft.apply(Edit::AddPartition(LINUX));
        let key = draft.partitions[at].key;
        draft.apply(Edit::PartitionSize(key, "100".into()));
    }
    draft.apply(Edit::PartitionRest(draft.partitions[199].key, true));
    assert_eq!(rows(&draft)[199].1, "4100");
    draft.apply(Edit::ConvertPartitions(Family::Windows));
    assert_eq!(draft.partitions.len(), 6);
    assert_eq!(draft.partition_sizes().into_iter().flatten().sum::<Gigabytes>(), Gigabytes::new(24_000));
}
