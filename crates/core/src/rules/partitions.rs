//! Partitions: paths, file systems, order, sizes (section 7.2).

use super::{Checked, Found, Installs, Value, member};
use crate::disk::{Filling, Gigabytes, capacity};
use crate::issue::{IssueCode, Term};
use crate::machine::{Family, Instance, InstanceType};
use crate::prelude::*;
use crate::read::place::sorted;
use crate::read::{FS_PATH, FS_TYPE, IMAGE_ID, IPXE_URL, PARTITIONS, Partition, Place, RAID_CONFIG, SIZE};

/// The file systems of Linux.
pub const LINUX_FILE_SYSTEMS: [&str; 3] = ["ext4", "ext3", "ext2"];

/// The file system of Windows.
pub const WINDOWS_FILE_SYSTEM: &str = "NTFS";

/// The drive letters of Windows, in order.
pub const WINDOWS_LETTERS: [char; 6] = ['C', 'D', 'E', 'F', 'G', 'H'];

/// The smallest partition, in GB.
pub const PARTITION_MIN_SIZE: i64 = 1;

/// All of them.
const ALL: Place = member(PARTITIONS);

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    let partitions = checked.request.partitions.as_slice();
    if partitions.is_empty() {
        return;
    }
    if !matches!(checked.installs, Installs::Image { .. }) && !checked.system_unread() {
        let related = [member(IMAGE_ID), member(IPXE_URL)];
        found.add_related(IssueCode::PartitionsWithoutSystem, ALL, &[], &related);
    }
    match checked.installs.family().unwrap_or_else(|| guess_family(partitions)) {
        Family::Esxi => {
            found.add(IssueCode::PartitionsEsxi, ALL, &[]);
            return;
        }
        Family::Linux => linux(checked, partitions, found),
        Family::Windows => windows(checked, partitions, found),
    }
    sizes(partitions, found);
    fill(checked, found);
}

/// Where the image is not known, the first path tells: a letter, also as `C:` or `C:\`, is Windows'.
/// Where no path is one of Linux', NTFS tells too.
fn guess_family(partitions: &[Partition<'_>]) -> Family {
    let is_letter = |path: &str| match path.as_bytes() {
        [letter, rest @ ..] => {
            let backslashes = rest.iter().rev().take_while(|byte| **byte == b'\\').count();
            letter.is_ascii_alphabetic() && rest.iter().rev().skip(backslashes).all(|byte| *byte == b':')
        }
        [] => false,
    };
    let mut paths = partitions.iter().filter_map(Partition::fs_path);
    let ntfs = || partitions.iter().any(|partition| has_file_system(partition, &[WINDOWS_FILE_SYSTEM]));
    if paths.clone().next().is_some_and(is_letter) || (!paths.any(|path| path.starts_with('/')) && ntfs()) {
        Family::Windows
    } else {
        Family::Linux
    }
}

const fn fs_path(index: usize) -> Place {
    ALL.element(index).member(FS_PATH)
}

/// Paths that are missing, then paths that are no such path.
fn shapes(partitions: &[Partition<'_>], is_well_formed: fn(&str) -> bool, malformed: IssueCode, found: &mut Found<'_>) {
    for (index, partition) in partitions.iter().enumerate() {
        if partition.fs_path().is_none() {
            found.add(IssueCode::PartitionPathMissing, fs_path(index), &[]);
        }
    }
    for (index, partition) in partitions.iter().enumerate() {
        if partition.fs_path().is_some_and(|path| !is_well_formed(path)) {
            found.add(malformed, fs_path(index), &[]);
        }
    }
}

fn duplicate(path: &str, index: usize, earlier: usize, found: &mut Found<'_>) {
    found.add_related(IssueCode::PartitionDuplicate, fs_path(index), &[Value::Text(path)], &[fs_path(earlier)]);
}

fn has_file_system(partition: &Partition<'_>, allowed: &[&str]) -> bool {
    partition.fs_type().is_some_and(|fs_type| allowed.iter().any(|name| name.eq_ignore_ascii_case(fs_type)))
}

fn file_systems(partitions: &[Partition<'_>], allowed: &[&str], found: &mut Found<'_>) {
    for (index, partition) in partitions.iter().enumerate() {
        if !has_file_system(partition, allowed) {
            let is_given = partition.fs_type().is_some();
            let code = if is_given { IssueCode::PartitionFileSystem } else { IssueCode::PartitionFileSystemMissing };
            let names: Vec<Value<'_>> = allowed.iter().map(|name| Value::Text(name)).collect();
            found.add(code, ALL.element(index).member(FS_TYPE), &[Value::List(&names)]);
        }
    }
}

/// The partition that must be there and come first: the system's. A path that could not be read may be it.
fn system(
    checked: &Checked<'_>,
    partitions: &[Partition<'_>],
    first: Option<usize>,
    missing: IssueCode,
    not_first: IssueCode,
    found: &mut Found<'_>,
) {
    match first {
        None if (0..partitions.len()).any(|index| checked.unread(fs_path(index))) => {}
        None => found.add(missing, ALL, &[]),
        Some(0) => {}
        Some(index) => found.add_related(not_first, fs_path(index), &[], &[fs_path(0)]),
    }
}

/// Whether a path is one of Linux.
fn is_mount_point(path: &str) -> bool {
    path.starts_with('/') && !path.chars().any(char::is_control)
}

fn linux(checked: &Checked<'_>, partitions: &[Partition<'_>], found: &mut Found<'_>) {
    shapes(partitions, is_mount_point, IssueCode::PartitionPathLinux, found);
    let paths = || {
        let paths = partitions.iter().map(Partition::fs_path).enumerate();
        paths.filter_map(|(index, path)| path.filter(|path| is_mount_point(path)).map(|path| (path, index)))
    };
    for (path, index) in paths() {
        if let Some(what) = unusual(path) {
            found.add(IssueCode::PartitionPathUnusual, fs_path(index), &[Value::Term(what)]);
        }
    }
    for (index, earlier) in duplicates(paths().collect()) {
        let path = partitions.get(earlier).and_then(Partition::fs_path).unwrap_or_default();
        duplicate(path, index as usize, earlier, found);
    }
    let root = paths().find(|(path, _)| *path == "/").map(|(_, index)| index);
    system(checked, partitions, root, IssueCode::PartitionRootMissing, IssueCode::PartitionRootNotFirst, found);
    file_systems(partitions, &LINUX_FILE_SYSTEMS, found);
}

/// The index of each path that stands somewhere before, and where it stands first; by that index.
fn duplicates(paths: Vec<(&str, usize)>) -> Vec<(u64, usize)> {
    // Nearly always there are few of them, none of which is there twice.
    let paths = sorted(paths);
    let mut twice = Vec::new();
    let mut first = ("", 0);
    for (path, index) in paths {
        if path == first.0 {
            twice.push((index as u64, first.1));
        } else {
            first = (path, index);
        }
    }
    sorted(twice)
}

/// What is legal but strange in a Linux path (D44).
fn unusual(path: &str) -> Option<Term> {
    let bytes = path.as_bytes();
    if bytes.windows(2).any(|pair| pair == b"//") {
        Some(Term::DoubleSlash)
    } else if path.len() > 1 && bytes.last() == Some(&b'/') {
        Some(Term::TrailingSlash)
    } else if bytes.split(|byte| *byte == b'/').any(|part| part == b"." || part == b"..") {
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
    let &[byte] = path.as_bytes() else { return None };
    let letter = char::from(byte.to_ascii_uppercase());
    WINDOWS_LETTERS.contains(&letter).then_some(letter)
}

fn windows(checked: &Checked<'_>, partitions: &[Partition<'_>], found: &mut Found<'_>) {
    shapes(partitions, |path| drive_letter(path).is_some(), IssueCode::PartitionPathWindows, found);
    let letters = || partitions.iter().map(|partition| partition.fs_path().and_then(drive_letter)).enumerate();
    // Where each letter stands first.
    let first = |letter: char| letters().find(|(_, other)| *other == Some(letter)).map(|(index, _)| index);
    for (index, letter) in letters() {
        if let Some(letter) = letter
            && let Some(earlier) = first(letter)
            && earlier != index
        {
            duplicate(letter.encode_utf8(&mut [0; 4]), index, earlier, found);
        }
    }
    let c = first('C');
    system(checked, partitions, c, IssueCode::PartitionDriveMissing, IssueCode::PartitionDriveNotFirst, found);
    // A letter that is there twice stands in its first place only; one that cannot be read keeps its place.
    let others: Vec<_> = letters()
        .filter(|(index, letter)| letter.is_none_or(|letter| letter != 'C' && first(letter) == Some(*index)))
        .collect();
    letter_order(c, &others, found);
    file_systems(partitions, &[WINDOWS_FILE_SYSTEM], found);
}

/// Each letter must follow the one before it, with C before all of them; the issue sits on the later
/// of the two. A partition without a readable letter may have any, so it fills its place. A letter
/// in the very place where the alphabet has it is right, whatever stands before it.
fn letter_order(c: Option<usize>, others: &[(usize, Option<char>)], found: &mut Found<'_>) {
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
            let mut buffer = [0; 4];
            let values = [Value::Text(expected.encode_utf8(&mut buffer))];
            found.add_related(IssueCode::PartitionDriveOrder, fs_path(index), &values, &[fs_path(earlier_index)]);
        }
        before = Some((position, index, letter));
    }
}

/// Where the letter stands among the six.
fn place(letter: char) -> usize {
    WINDOWS_LETTERS.iter().position(|known| *known == letter).unwrap_or_default()
}

fn sizes(partitions: &[Partition<'_>], found: &mut Found<'_>) {
    for (index, partition) in partitions.iter().enumerate() {
        let place = ALL.element(index).member(SIZE);
        match partition.size {
            None => found.add(IssueCode::PartitionSizeMissing, place, &[]),
            Some(size) if size < PARTITION_MIN_SIZE => {
                found.add(IssueCode::PartitionSizeTooSmall, place, &[Value::Number(PARTITION_MIN_SIZE)]);
            }
            Some(_) => {}
        }
    }
}

/// The sizes must fill the capacity, and not exceed it (D8, D9, D27).
fn fill(checked: &Checked<'_>, found: &mut Found<'_>) {
    let Some(model) = checked.context.instance_type() else { return };
    let Some(sum) = sum_of_sizes(&checked.request.partitions) else { return };
    let expected = expected_capacity(checked, model);
    if let Some((capacity, true)) = expected {
        unfilled(Filling::of(sum, capacity), true, sum, capacity, found);
        return;
    }
    // Where the RAID is not certain, more than all disks together is too much all the same.
    let Some(all) = capacity(model, None) else { return };
    if let over @ Filling::Over(_) = Filling::of(sum, all) {
        unfilled(over, true, sum, all, found);
    } else if let Some((capacity, _)) = expected {
        unfilled(Filling::of(sum, capacity), false, sum, capacity, found);
    }
}

fn unfilled(filling: Filling, certain: bool, sum: Gigabytes, capacity: Gigabytes, found: &mut Found<'_>) {
    let (code, difference) = match (filling, certain) {
        (Filling::Short(difference), true) => (IssueCode::PartitionsNotFull, difference),
        (Filling::Short(difference), false) => (IssueCode::PartitionsNotFullAsNow, difference),
        (Filling::Over(difference), true) => (IssueCode::PartitionsTooLarge, difference),
        (Filling::Over(difference), false) => (IssueCode::PartitionsTooLargeAsNow, difference),
        (Filling::OwnLayout | Filling::Unknown | Filling::Exact, _) => return,
    };
    let values = [sum, capacity, difference].map(|size| Value::Number(size.to_wire()));
    found.add_related(code, ALL, &values, &[member(RAID_CONFIG)]);
}

/// The sum, where every size is there and legal.
fn sum_of_sizes(partitions: &[Partition<'_>]) -> Option<Gigabytes> {
    partitions.iter().map(|partition| partition.size.and_then(Gigabytes::from_wire)).sum()
}

/// The capacity, and whether that is certain: the RAID that the instance has now is only assumed
/// to stay (D22, D27).
fn expected_capacity(checked: &Checked<'_>, model: &InstanceType) -> Option<(Gigabytes, bool)> {
    if checked.unread(member(RAID_CONFIG)) {
        return None;
    }
    if let Some(raid) = checked.request.raid() {
        return Some((capacity(model, Some(raid))?, true));
    }
    let current = checked.context.instance.map(Instance::raid)?;
    Some((capacity(model, current)?, current.is_none()))
}
