//! What the form does, without a browser.

use super::*;
use crate::locales::Words;
use reinstall_core::Context;
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
