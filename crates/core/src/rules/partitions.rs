//! Partitions: paths, file systems, order, sizes (section 7.2).

use super::{Checked, Installs};
use crate::disk::capacity;
use crate::issue::IssueCode;
use crate::machine::{Family, Instance, InstanceType};
use crate::path;
use crate::report::{Issue, Path};
use crate::request::Partition;
use std::collections::{BTreeMap, BTreeSet};

/// The file systems of Linux.
pub const LINUX_FILE_SYSTEMS: [&str; 3] = ["ext4", "ext3", "ext2"];

/// The file system of Windows.
pub const WINDOWS_FILE_SYSTEM: &str = "NTFS";

/// The drive letters of Windows, in order.
pub const WINDOWS_LETTERS: [char; 6] = ['C', 'D', 'E', 'F', 'G', 'H'];

/// The smallest partition, in GB.
pub const PARTITION_MIN_SIZE: i64 = 1;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let partitions = checked.request.partitions.as_slice();
    if partitions.is_empty() {
        return;
    }
    if !matches!(checked.installs, Installs::Image { .. }) && !checked.system_unread() {
        issues.push(
            Issue::new(IssueCode::PartitionsWithoutSystem, path!["partitions"])
                .related_to(path!["imageId"])
                .related_to(path!["ipxeUrl"]),
        );
    }
    match checked.installs.family().unwrap_or_else(|| guess_family(partitions)) {
        Family::Esxi => {
            issues.push(Issue::new(IssueCode::PartitionsEsxi, path!["partitions"]));
            return;
        }
        Family::Linux => linux(checked, partitions, issues),
        Family::Windows => windows(checked, partitions, issues),
    }
    sizes(partitions, issues);
    fill(checked, issues);
}

/// Where the image is not known, the first path tells; where there is none, the file system.
fn guess_family(partitions: &[Partition]) -> Family {
    let is_letter = |path: &str| path.len() == 1 && path.starts_with(|c: char| c.is_ascii_alphabetic());
    match partitions.iter().find_map(|partition| partition.fs_path.as_deref().filter(|path| !path.is_empty())) {
        Some(path) if is_letter(path) => Family::Windows,
        None if partitions.iter().any(|partition| has_file_system(partition, &[WINDOWS_FILE_SYSTEM])) => {
            Family::Windows
        }
        _ => Family::Linux,
    }
}

fn fs_path(index: usize) -> Path {
    path!["partitions", index, "fsPath"]
}

/// The paths that are there, with their index; those that are not are an issue.
fn paths<'a>(partitions: &'a [Partition], issues: &mut Vec<Issue>) -> Vec<(usize, &'a str)> {
    let mut present = Vec::new();
    for (index, partition) in partitions.iter().enumerate() {
        match partition.fs_path.as_deref().filter(|path| !path.is_empty()) {
            Some(path) => present.push((index, path)),
            None => issues.push(Issue::new(IssueCode::PartitionPathMissing, fs_path(index))),
        }
    }
    present
}

/// Keeps the first of each path; a later equal one is an issue that points at the earlier.
fn duplicates<T: Ord + ToString + Copy>(paths: &[(usize, T)], issues: &mut Vec<Issue>) -> Vec<(usize, T)> {
    let mut first: BTreeMap<T, usize> = BTreeMap::new();
    let mut unique = Vec::new();
    for &(index, path) in paths {
        match first.get(&path) {
            Some(&earlier) => issues.push(
                Issue::new(IssueCode::PartitionDuplicate, fs_path(index))
                    .with("path", path.to_string())
                    .related_to(fs_path(earlier)),
            ),
            None => {
                first.insert(path, index);
                unique.push((index, path));
            }
        }
    }
    unique
}

fn has_file_system(partition: &Partition, allowed: &[&str]) -> bool {
    let given = partition.fs_type.as_deref();
    given.is_some_and(|fs_type| allowed.iter().any(|name| name.eq_ignore_ascii_case(fs_type)))
}

fn file_system(partition: &Partition, index: usize, allowed: &[&str], issues: &mut Vec<Issue>) {
    if !has_file_system(partition, allowed) {
        let words = match allowed {
            [one] => (*one).to_owned(),
            several => several.join(", "),
        };
        issues.push(
            Issue::new(IssueCode::PartitionFileSystem, path!["partitions", index, "fsType"]).with("allowed", words),
        );
    }
}

/// Whether any path could not be read: the system partition may be that one.
fn any_path_unread(checked: &Checked<'_>, partitions: &[Partition]) -> bool {
    (0..partitions.len()).any(|index| checked.unread(&fs_path(index)))
}

fn linux(checked: &Checked<'_>, partitions: &[Partition], issues: &mut Vec<Issue>) {
    let present = paths(partitions, issues);
    let mut well_formed = Vec::new();
    for (index, path) in present {
        if path.starts_with('/') && !path.chars().any(char::is_control) {
            well_formed.push((index, path));
            if let Some(what) = unusual(path) {
                issues.push(Issue::new(IssueCode::PartitionPathUnusual, fs_path(index)).with("what", what));
            }
        } else {
            issues.push(Issue::new(IssueCode::PartitionPathLinux, fs_path(index)));
        }
    }
    let unique = duplicates(&well_formed, issues);
    match unique.iter().find(|(_, path)| *path == "/") {
        None if any_path_unread(checked, partitions) => {}
        None => issues.push(Issue::new(IssueCode::PartitionRootMissing, path!["partitions"])),
        Some((0, _)) => {}
        Some((index, _)) => {
            issues.push(Issue::new(IssueCode::PartitionRootNotFirst, fs_path(*index)).related_to(fs_path(0)));
        }
    }
    for (index, partition) in partitions.iter().enumerate() {
        file_system(partition, index, &LINUX_FILE_SYSTEMS, issues);
    }
}

/// What is legal but strange in a Linux path (D44).
fn unusual(path: &str) -> Option<&'static str> {
    if path.contains("//") {
        Some("two slashes in a row")
    } else if path.len() > 1 && path.ends_with('/') {
        Some("a slash at the end")
    } else if path.split('/').any(|part| part == "." || part == "..") {
        Some("a . or .. part")
    } else if path.contains(char::is_whitespace) {
        Some("a space")
    } else if !path.is_ascii() {
        Some("a character that is not ASCII")
    } else {
        None
    }
}

/// The drive letter in upper case, if it is one.
pub(crate) fn drive_letter(path: &str) -> Option<char> {
    let mut characters = path.chars();
    let letter = characters.next()?.to_ascii_uppercase();
    (characters.next().is_none() && WINDOWS_LETTERS.contains(&letter)).then_some(letter)
}

fn windows(checked: &Checked<'_>, partitions: &[Partition], issues: &mut Vec<Issue>) {
    let present = paths(partitions, issues);
    let mut well_formed = Vec::new();
    for (index, path) in present {
        match drive_letter(path) {
            Some(letter) => well_formed.push((index, letter)),
            None => issues.push(Issue::new(IssueCode::PartitionPathWindows, fs_path(index))),
        }
    }
    let unique: BTreeMap<usize, char> = duplicates(&well_formed, issues).into_iter().collect();
    if !unique.values().any(|letter| *letter == 'C') && !any_path_unread(checked, partitions) {
        issues.push(Issue::new(IssueCode::PartitionDriveMissing, path!["partitions"]));
    }
    let with_letter: BTreeSet<usize> = well_formed.iter().map(|(index, _)| *index).collect();
    let letters: Vec<_> = (0..partitions.len())
        .map(|index| (index, unique.get(&index).copied()))
        .filter(|(index, letter)| letter.is_some() || !with_letter.contains(index))
        .collect();
    letter_order(&letters, issues);
    for (index, partition) in partitions.iter().enumerate() {
        file_system(partition, index, &[WINDOWS_FILE_SYSTEM], issues);
    }
}

/// Each letter must follow the one before it; the issue sits on the later of the two. A partition
/// without a readable letter may have any, so it fills its place. A letter in the very place where
/// the alphabet has it is right, whatever stands before it.
fn letter_order(letters: &[(usize, Option<char>)], issues: &mut Vec<Issue>) {
    // Without C, which is an issue of its own, the first letter stands in the second place.
    let without_c = letters.iter().all(|(_, letter)| letter.is_some_and(|letter| letter != 'C'));
    let mut before: Option<(usize, usize, char)> = None;
    for (position, &(index, letter)) in (usize::from(without_c)..).zip(letters) {
        let Some(letter) = letter else { continue };
        let follows = match before {
            Some((earlier, _, previous)) => place(letter) == place(previous) + position - earlier,
            None => letter != 'C',
        };
        if let Some(&expected) = WINDOWS_LETTERS.get(position)
            && !follows
            && letter != expected
        {
            let earlier = before.map_or(0, |(_, index, _)| index);
            issues.push(
                Issue::new(IssueCode::PartitionDriveOrder, fs_path(index))
                    .with("expected", expected.to_string())
                    .related_to(fs_path(earlier)),
            );
        }
        before = Some((position, index, letter));
    }
}

/// Where the letter stands among the six.
fn place(letter: char) -> usize {
    WINDOWS_LETTERS.iter().position(|known| *known == letter).unwrap_or_default()
}

fn sizes(partitions: &[Partition], issues: &mut Vec<Issue>) {
    for (index, partition) in partitions.iter().enumerate() {
        let path = path!["partitions", index, "size"];
        match partition.size {
            None => issues.push(Issue::new(IssueCode::PartitionSizeMissing, path)),
            Some(size) if size < PARTITION_MIN_SIZE => {
                issues.push(Issue::new(IssueCode::PartitionSizeTooSmall, path).with("min", PARTITION_MIN_SIZE));
            }
            Some(_) => {}
        }
    }
}

/// The sizes must fill the capacity, and not exceed it (D8, D9, D27).
fn fill(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let Some(model) = checked.context.instance_type() else { return };
    let Some(sum) = sum_of_sizes(&checked.request.partitions) else { return };
    let Some(raw) = capacity(model, None).map(|all| all.raw) else { return };
    let path = path!["partitions"];
    if sum > raw {
        issues.push(compare(IssueCode::PartitionsTooLarge, path, sum, raw));
        return;
    }
    if let Some((usable, certain)) = expected_capacity(checked, model) {
        let code = match (sum.cmp(&usable), certain) {
            (std::cmp::Ordering::Equal, _) => return,
            (std::cmp::Ordering::Less, true) => IssueCode::PartitionsNotFull,
            (std::cmp::Ordering::Greater, true) => IssueCode::PartitionsTooLarge,
            (std::cmp::Ordering::Less, false) => IssueCode::PartitionsNotFullAsNow,
            (std::cmp::Ordering::Greater, false) => IssueCode::PartitionsTooLargeAsNow,
        };
        issues.push(compare(code, path, sum, usable));
    }
}

fn compare(code: IssueCode, path: Path, sum: i64, capacity: i64) -> Issue {
    Issue::new(code, path)
        .with("sum", sum)
        .with("capacity", capacity)
        .with("difference", i64::try_from(sum.abs_diff(capacity)).unwrap_or(i64::MAX))
        .related_to(path!["raidConfig"])
}

/// The sum, where every size is there and legal.
fn sum_of_sizes(partitions: &[Partition]) -> Option<i64> {
    partitions.iter().try_fold(0_i64, |sum, partition| {
        Some(sum.saturating_add(partition.size.filter(|&size| size >= PARTITION_MIN_SIZE)?))
    })
}

/// The usable GB, and whether that is certain: the RAID that the instance has now is only assumed
/// to stay (D22, D27).
fn expected_capacity(checked: &Checked<'_>, model: &InstanceType) -> Option<(i64, bool)> {
    if checked.unread(&path!["raidConfig"]) {
        return None;
    }
    if let Some(raid) = checked.request.raid() {
        return Some((capacity(model, Some(raid))?.usable, true));
    }
    let current = checked.context.instance.map(Instance::raid)?;
    Some((capacity(model, current)?.usable, current.is_none()))
}
