//! What a person does about an issue, written apart from the rules: the proof that each issue names
//! what has to change.

use crate::suite::Known;
use reinstall_core::issue::IssueCode as Code;
use reinstall_core::machine::InstanceStatus;
use reinstall_core::report::{Issue, Param, Segment};
use serde_json::{Value, json};

/// Does what the issue says, in the request; where the server's status is at fault, in the context.
pub(crate) fn apply(issue: &Issue, request: &mut Value, known: &mut Known) {
    let path = issue.path.0.as_slice();
    match issue.code {
        Code::InvalidJson | Code::DuplicateMember => {} // of a text, not of a tree
        Code::WrongType if path.is_empty() => *request = json!({}),
        Code::WrongType | Code::UnknownMember => remove(request, path),
        Code::ListTooLong => set(request, path, json!([])),
        Code::UnknownMembersMore => {
            if let Some(object) = at(request, path).and_then(Value::as_object_mut) {
                object.retain(|name, _| !name.starts_with('x'));
            }
        }
        Code::InstanceIdMissing => set(request, path, json!("1")),
        Code::InstanceInstalling
        | Code::InstanceCreating
        | Code::InstanceRecycled
        | Code::InstanceCreateFailed
        | Code::InstanceStatusRefuses
        | Code::InstanceInstallFailed
        | Code::InstanceStatusUnknown => {
            if let Some(instance) = &mut known.instance {
                instance.instance_status = InstanceStatus::Running;
            }
        }
        Code::ImageNotForModel | Code::CurrentImageNotForModel => {
            let offered = known.context().instance_type().and_then(|model| model.image_ids.clone()).unwrap_or_default();
            set(request, path, json!(offered.first()));
        }
        Code::NoOperatingSystem => set(request, path, json!("linux")),
        Code::IpxeUrlMalformed | Code::IpxeUrlScheme | Code::IpxeUrlSetting | Code::IpxeUrlTooLong => {
            set(request, path, json!("netboot"));
        }
        Code::HostnameTooLong
        | Code::HostnameCharacters
        | Code::HostnameOneCharacter
        | Code::HostnameEdge
        | Code::HostnameLabelTooLong
        | Code::HostnameDefault => set(request, path, json!("web-01")),
        Code::PasswordLength | Code::PasswordClasses | Code::PasswordCharacters | Code::SignInMailed => {
            set(request, path, json!("Aa_12345"));
        }
        Code::ImageWithIpxe
        | Code::PasswordWithIpxe
        | Code::PasswordAndKey
        | Code::KeyWithWindows
        | Code::KeyWithEsxi
        | Code::KeyWithoutSystem
        | Code::RaidConflict
        | Code::RaidQuickMixedDisks
        | Code::RaidQuickTooFewDisks
        | Code::RaidQuickOddDisks
        | Code::RaidQuickNotOffered
        | Code::RaidQuickOddNotOffered
        | Code::RaidDiskDuplicate
        | Code::RaidDiskBelowOne
        | Code::RaidDiskRange
        | Code::PartitionsWithoutSystem
        | Code::PartitionsEsxi
        | Code::NicNamePrefix
        | Code::NicNamePrefixUnusual
        | Code::NicNamesEqual
        | Code::NicNameIsOtherDefault
        | Code::UserDataNotRun => remove(request, path),
        Code::RaidLevelUnknown | Code::RaidLevelMissing | Code::RaidLevelNotSupported => {
            let supported = known.context().instance_type().and_then(|model| model.support_raids.clone());
            match supported.as_deref() {
                None => set(request, path, json!(0)),
                Some([]) => remove(request, &path[..1]),
                Some([first, ..]) => set(request, path, json!(first)),
            }
        }
        // Other arrays may have every disk: an array without enough of them goes.
        Code::RaidDisksMissing | Code::RaidDiskCount => remove(request, &path[..3]),
        Code::RaidDiskOrder => {
            let count = at(request, path).and_then(|list| list.as_array()).map_or(0, Vec::len);
            set(request, path, (1..=count).collect());
        }
        Code::RaidDiskOdd | Code::RaidOneManyDisks => {
            let list = at(request, path).and_then(Value::as_array_mut).unwrap();
            let keep = if issue.code == Code::RaidOneManyDisks { 2 } else { list.len() - 1 };
            list.truncate(keep);
        }
        Code::RaidMixedSizes => {
            at(request, path).and_then(Value::as_array_mut).unwrap().truncate(1);
        }
        Code::RaidDisksLeftOut => {
            let disks = match issue.params.get("disks") {
                Some(list @ Param::List(_)) => serde_json::to_value(list).unwrap(),
                other => panic!("no disks in {other:?}"),
            };
            let arrays = at(request, path).and_then(Value::as_array_mut).unwrap();
            arrays.push(json!({"raidType": 0, "diskSequence": disks}));
        }
        Code::PartitionPathMissing | Code::PartitionDuplicate => remove(request, &path[..2]),
        Code::PartitionPathLinux | Code::PartitionPathUnusual => set(request, path, json!(format!("/x{}", row(path)))),
        Code::PartitionPathWindows => match "CDEFGH".chars().nth(row(path)) {
            Some(letter) => set(request, path, json!(letter.to_string())),
            None => remove(request, &path[..2]),
        },
        Code::PartitionRootMissing => insert_first(request, json!({"fsPath": "/", "fsType": "ext4", "size": 1})),
        Code::PartitionDriveMissing => insert_first(request, json!({"fsPath": "C", "fsType": "NTFS", "size": 1})),
        Code::PartitionRootNotFirst | Code::PartitionDriveNotFirst => {
            let rows = request["partitions"].as_array_mut().unwrap();
            let system = rows.remove(row(path));
            rows.insert(0, system);
        }
        Code::PartitionDriveOrder => match issue.params.get("expected") {
            Some(Param::Text(letter)) => set(request, path, json!(letter)),
            other => panic!("no letter in {other:?}"),
        },
        Code::PartitionFileSystem | Code::PartitionFileSystemMissing => match issue.params.get("allowed") {
            Some(Param::List(allowed)) => set(request, path, serde_json::to_value(&allowed[0]).unwrap()),
            other => panic!("no file systems in {other:?}"),
        },
        Code::PartitionSizeMissing | Code::PartitionSizeTooSmall => set(request, path, json!(1)),
        Code::PartitionsNotFull | Code::PartitionsNotFullAsNow => {
            let last = request["partitions"].as_array_mut().unwrap().last_mut().unwrap();
            last["size"] = json!(last["size"].as_i64().unwrap() + issue_number(issue, "difference"));
        }
        Code::PartitionsTooLarge | Code::PartitionsTooLargeAsNow => take_away(request, issue),
        Code::NicNameMalformed => {
            set(request, path, json!(format!("eth9{}", if path[1] == "wanName".into() { "w" } else { "l" })))
        }
        Code::UserDataTooLong
        | Code::UserDataNearLimit
        | Code::UserDataByteOrderMark
        | Code::UserDataCarriageReturn
        | Code::UserDataEncoded
        | Code::UserDataCompressed
        | Code::UserDataNoHeader => set(request, path, json!("#cloud-config\n")),
    }
}

/// Makes partitions smaller from the last one on; those that would have nothing left go.
fn take_away(request: &mut Value, issue: &Issue) {
    let rows = request["partitions"].as_array_mut().unwrap();
    // As the rules add up: a size above every number counts as the largest one.
    let mut left = issue_number(issue, "capacity").unsigned_abs();
    let wanted = rows.len() as u64;
    if left < wanted {
        rows.clear();
        return;
    }
    let last = rows.len() - 1;
    for (index, row) in rows.iter_mut().enumerate() {
        let others = (last - index) as u64;
        let size = row["size"].as_u64().unwrap().min(left - others);
        let size = if index == last { left } else { size };
        row["size"] = json!(size);
        left -= size;
    }
}

fn issue_number(issue: &Issue, name: &str) -> i64 {
    match issue.params.get(name) {
        Some(Param::Number(number)) => *number,
        other => panic!("no number {name} in {other:?}"),
    }
}

/// Which row of a list the path leads into.
fn row(path: &[Segment]) -> usize {
    match path {
        [_, Segment::Index(row), ..] => *row,
        _ => panic!("no row in {path:?}"),
    }
}

fn at<'a>(value: &'a mut Value, path: &[Segment]) -> Option<&'a mut Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get_mut(&**key),
        Segment::Index(index) => value.get_mut(*index),
    })
}

fn set(request: &mut Value, path: &[Segment], new: Value) {
    let (last, parent) = path.split_last().unwrap();
    let parent = at(request, parent).unwrap();
    match last {
        Segment::Key(key) => parent[&**key] = new,
        Segment::Index(index) => parent[*index] = new,
    }
}

fn remove(request: &mut Value, path: &[Segment]) {
    let (last, parent) = path.split_last().unwrap();
    match (at(request, parent), last) {
        (Some(Value::Object(members)), Segment::Key(key)) => drop(members.remove(&**key)),
        (Some(Value::Array(elements)), Segment::Index(index)) => drop(elements.remove(*index)),
        (other, _) => panic!("{last:?} cannot be removed from {other:?}"),
    }
}

fn insert_first(request: &mut Value, row: Value) {
    request["partitions"].as_array_mut().unwrap().insert(0, row);
}
