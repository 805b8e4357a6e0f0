//! Partitions: paths, file systems, order, sizes (section 7.2).

use super::{Checked, Installs};
use crate::disk::{Filling, Gigabytes, capacity};
use crate::issue::{IssueCode, Term};
use crate::machine::{Family, Instance, InstanceType};
use crate::path;
use crate::prelude::*;
use crate::report::{Issue, Param, Path};
use crate::request::Partition;
use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;

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

/// Where the image is not known, the first path tells: a letter, also as `C:` or `C:\`, is Windows'.
/// Where no path is one of Linux', NTFS tells too.
fn guess_family(partitions: &[Partition]) -> Family {
    let is_letter = |path: &str| {
        let letter = path.trim_end_matches('\\').trim_end_matches(':');
        letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let mut paths = partitions.iter().filter_map(present);
    let ntfs = || partitions.iter().any(|partition| has_file_system(partition, &[WINDOWS_FILE_SYSTEM]));
    if paths.clone().next().is_some_and(is_letter) || (!paths.any(|path| path.starts_with('/')) && ntfs()) {
        Family::Windows
    } else {
        Family::Linux
    }
}

fn fs_path(index: usize) -> Path {
    path!["partitions", index, "fsPath"]
}

/// The path, if there is one.
fn present(partition: &Partition) -> Option<&str> {
    partition.fs_path.as_deref().filter(|path| !path.is_empty())
}

/// The partitions whose path is there and well formed, with their index and that path.
fn well_formed<'a, T>(partitions: &'a [Partition], read: fn(&'a str) -> Option<T>) -> impl Iterator<Item = (usize, T)> {
    partitions
        .iter()
        .enumerate()
        .filter_map(move |(index, partition)| present(partition).and_then(read).map(|path| (index, path)))
}

/// Paths that are missing, then paths that are no such path.
fn shapes<'a, T>(
    partitions: &'a [Partition],
    read: fn(&'a str) -> Option<T>,
    malformed: IssueCode,
    issues: &mut Vec<Issue>,
) {
    for (index, _) in partitions.iter().enumerate().filter(|(_, partition)| present(partition).is_none()) {
        issues.push(Issue::new(IssueCode::PartitionPathMissing, fs_path(index)));
    }
    for (index, partition) in partitions.iter().enumerate() {
        if present(partition).is_some_and(|path| read(path).is_none()) {
            issues.push(Issue::new(malformed, fs_path(index)));
        }
    }
}

/// Where each path stands first; a later equal one is an issue that points at the earlier.
fn first_places<T: Ord + ToString>(
    paths: impl Iterator<Item = (usize, T)>,
    issues: &mut Vec<Issue>,
) -> BTreeMap<T, usize> {
    let mut first = BTreeMap::new();
    for (index, path) in paths {
        match first.entry(path) {
            Entry::Occupied(earlier) => issues.push(
                Issue::new(IssueCode::PartitionDuplicate, fs_path(index))
                    .with("path", earlier.key().to_string())
                    .related_to(fs_path(*earlier.get())),
            ),
            Entry::Vacant(place) => {
                place.insert(index);
            }
        }
    }
    first
}

fn has_file_system(partition: &Partition, allowed: &[&str]) -> bool {
    let given = partition.fs_type.as_deref();
    given.is_some_and(|fs_type| allowed.iter().any(|name| name.eq_ignore_ascii_case(fs_type)))
}

fn file_system(partition: &Partition, index: usize, allowed: &[&'static str], issues: &mut Vec<Issue>) {
    if !has_file_system(partition, allowed) {
        let given = partition.fs_type.as_ref().is_some_and(|fs_type| !fs_type.is_empty());
        let code = if given { IssueCode::PartitionFileSystem } else { IssueCode::PartitionFileSystemMissing };
        issues.push(
            Issue::new(code, path!["partitions", index, "fsType"])
                .with("allowed", allowed.iter().copied().collect::<Param>()),
        );
    }
}

/// Whether any path could not be read: the system partition may be that one.
fn any_path_unread(checked: &Checked<'_>, partitions: &[Partition]) -> bool {
    (0..partitions.len()).any(|index| checked.unread(&steps!["partitions", index, "fsPath"]))
}

/// A path as Linux has it, if it is one.
fn mount_point(path: &str) -> Option<&str> {
    (path.starts_with('/') && !path.chars().any(char::is_control)).then_some(path)
}

fn linux(checked: &Checked<'_>, partitions: &[Partition], issues: &mut Vec<Issue>) {
    shapes(partitions, mount_point, IssueCode::PartitionPathLinux, issues);
    for (index, path) in well_formed(partitions, mount_point) {
        if let Some(what) = unusual(path) {
            issues.push(Issue::new(IssueCode::PartitionPathUnusual, fs_path(index)).with("what", what));
        }
    }
    let first = first_places(well_formed(partitions, mount_point), issues);
    match first.get("/") {
        None if any_path_unread(checked, partitions) => {}
        None => issues.push(Issue::new(IssueCode::PartitionRootMissing, path!["partitions"])),
        Some(0) => {}
        Some(&index) => {
            issues.push(Issue::new(IssueCode::PartitionRootNotFirst, fs_path(index)).related_to(fs_path(0)));
        }
    }
    for (index, partition) in partitions.iter().enumerate() {
        file_system(partition, index, &LINUX_FILE_SYSTEMS, issues);
    }
}

/// What is legal but strange in a Linux path (D44).
fn unusual(path: &str) -> Option<Term> {
    if path.contains("//") {
        Some(Term::DoubleSlash)
    } else if path.len() > 1 && path.ends_with('/') {
        Some(Term::TrailingSlash)
    } else if path.split('/').any(|part| part == "." || part == "..") {
        Some(Term::DotPart)
    } else if path.contains(char::is_whitespace) {
        Some(Term::WhiteSpace)
    } else if !path.is_ascii() {
        Some(Term::NonAscii)
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
    shapes(partitions, drive_letter, IssueCode::PartitionPathWindows, issues);
    let first = first_places(well_formed(partitions, drive_letter), issues);
    match first.get(&'C') {
        None if any_path_unread(checked, partitions) => {}
        None => issues.push(Issue::new(IssueCode::PartitionDriveMissing, path!["partitions"])),
        Some(0) => {}
        Some(&index) => {
            issues.push(Issue::new(IssueCode::PartitionDriveNotFirst, fs_path(index)).related_to(fs_path(0)));
        }
    }
    // A letter that is there twice stands in its first place only; one that cannot be read keeps its place.
    let others: Vec<_> = partitions
        .iter()
        .enumerate()
        .map(|(index, partition)| (index, present(partition).and_then(drive_letter)))
        .filter(|(index, letter)| letter.is_none_or(|letter| letter != 'C' && first.get(&letter) == Some(index)))
        .collect();
    letter_order(first.get(&'C').copied(), &others, issues);
    for (index, partition) in partitions.iter().enumerate() {
        file_system(partition, index, &[WINDOWS_FILE_SYSTEM], issues);
    }
}

/// Each letter must follow the one before it, with C before all of them; the issue sits on the later
/// of the two. A partition without a readable letter may have any, so it fills its place. A letter
/// in the very place where the alphabet has it is right, whatever stands before it.
fn letter_order(c: Option<usize>, others: &[(usize, Option<char>)], issues: &mut Vec<Issue>) {
    // C is missing, and a letter that cannot be read may be the one.
    let may_hold_c = c.is_none() && others.iter().any(|(_, letter)| letter.is_none());
    let mut before = c.map(|index| (0, index, 'C'));
    for (position, &(index, letter)) in (usize::from(!may_hold_c)..).zip(others) {
        let Some(letter) = letter else { continue };
        if let Some((earlier, earlier_index, previous)) = before
            && let Some(&expected) = WINDOWS_LETTERS.get(position)
            && place(letter) != place(previous) + position - earlier
            && letter != expected
        {
            issues.push(
                Issue::new(IssueCode::PartitionDriveOrder, fs_path(index))
                    .with("expected", expected.to_string())
                    .related_to(fs_path(earlier_index)),
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
        let issue = |code| Issue::new(code, path!["partitions", index, "size"]);
        match partition.size {
            None => issues.push(issue(IssueCode::PartitionSizeMissing)),
            Some(size) if size < PARTITION_MIN_SIZE => {
                issues.push(issue(IssueCode::PartitionSizeTooSmall).with("min", PARTITION_MIN_SIZE));
            }
            Some(_) => {}
        }
    }
}

/// The sizes must fill the capacity, and not exceed it (D8, D9, D27).
fn fill(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let Some(model) = checked.context.instance_type() else { return };
    let Some(sum) = sum_of_sizes(&checked.request.partitions) else { return };
    let expected = expected_capacity(checked, model);
    if let Some((capacity, true)) = expected {
        issues.extend(unfilled(Filling::of(sum, capacity), true, sum, capacity));
        return;
    }
    // Where the RAID is not certain, more than all disks together is too much all the same.
    let Some(all) = capacity(model, None) else { return };
    if let over @ Filling::Over(_) = Filling::of(sum, all) {
        issues.extend(unfilled(over, true, sum, all));
    } else if let Some((capacity, _)) = expected {
        issues.extend(unfilled(Filling::of(sum, capacity), false, sum, capacity));
    }
}

fn unfilled(filling: Filling, certain: bool, sum: Gigabytes, capacity: Gigabytes) -> Option<Issue> {
    let (code, difference) = match (filling, certain) {
        (Filling::Short(difference), true) => (IssueCode::PartitionsNotFull, difference),
        (Filling::Short(difference), false) => (IssueCode::PartitionsNotFullAsNow, difference),
        (Filling::Over(difference), true) => (IssueCode::PartitionsTooLarge, difference),
        (Filling::Over(difference), false) => (IssueCode::PartitionsTooLargeAsNow, difference),
        (Filling::OwnLayout | Filling::Unknown | Filling::Exact, _) => return None,
    };
    let issue = Issue::new(code, path!["partitions"]).related_to(path!["raidConfig"]);
    Some(issue.with("sum", sum).with("capacity", capacity).with("difference", difference))
}

/// The sum, where every size is there and legal.
fn sum_of_sizes(partitions: &[Partition]) -> Option<Gigabytes> {
    partitions.iter().map(|partition| partition.size.and_then(Gigabytes::from_wire)).sum()
}

/// The capacity, and whether that is certain: the RAID that the instance has now is only assumed
/// to stay (D22, D27).
fn expected_capacity(checked: &Checked<'_>, model: &InstanceType) -> Option<(Gigabytes, bool)> {
    if checked.unread(&steps!["raidConfig"]) {
        return None;
    }
    if let Some(raid) = checked.request.raid() {
        return Some((capacity(model, Some(raid))?, true));
    }
    let current = checked.context.instance.map(Instance::raid)?;
    Some((capacity(model, current)?, current.is_none()))
}
