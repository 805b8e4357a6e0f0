//! Changes of the partitions that concern more than one row: order, the rest, layouts, another family of systems.

use super::{Draft, PartitionRow, RaidChoice, Undo};
use reinstall_core::disk::{Gigabytes, Layout, fill_rest, suggest};
use reinstall_core::machine::Family;
use reinstall_core::request::Partition;
use reinstall_core::rules::partitions::{LINUX_FILE_SYSTEMS, WINDOWS_FILE_SYSTEM, WINDOWS_LETTERS};

impl Draft {
    /// What the partitions share, as far as the disks and the choice of RAID tell.
    pub fn capacity(&self) -> Option<Gigabytes> {
        let hardware = self.intent.machine.0.as_ref()?;
        match self.raid {
            RaidChoice::Keep => hardware.capacity(hardware.raid.as_ref()),
            // A choice that is not finished has no capacity yet.
            RaidChoice::Quick | RaidChoice::Custom => {
                let raid = self.raid_config().filter(|raid| !raid.is_empty())?;
                hardware.capacity(Some(&raid))
            }
        }
    }

    /// The family that the rows were made for: as remembered, or else as they look.
    pub fn partitions_family(&self) -> Option<Family> {
        self.intent.family.or_else(|| family_of(&self.partitions))
    }

    /// Writes what the others leave into the row that takes the rest; nothing where that cannot be told.
    pub(super) fn settle_rest(&mut self) {
        let Some(index) = self.partitions.iter().position(|row| Some(row.key) == self.intent.rest) else {
            self.intent.rest = None;
            return;
        };
        if self.intent.machine.0.is_none() {
            // Nothing was read yet: the number that stands there is the best one known.
            return;
        }
        let rest = self.capacity().and_then(|capacity| fill_rest(capacity, &self.partition_sizes(), index));
        if let Some(row) = self.partitions.get_mut(index) {
            row.size = rest.map(|size| size.to_string()).unwrap_or_default();
        }
    }

    pub(super) fn add_partition(&mut self, family: Option<Family>) {
        let windows = family == Some(Family::Windows);
        let first = self.partitions.is_empty();
        let fs_path = if windows {
            let used: Vec<String> = self.partitions.iter().map(|row| row.fs_path.to_ascii_uppercase()).collect();
            WINDOWS_LETTERS.iter().map(char::to_string).find(|letter| !used.contains(letter)).unwrap_or_default()
        } else if first {
            "/".to_owned()
        } else {
            String::new()
        };
        if first {
            self.intent.family = family;
        }
        self.forget_all_rows();
        let key = self.new_key();
        let fs_type = file_system(family).to_owned();
        self.partitions.push(PartitionRow { key, fs_path, fs_type, size: String::new() });
    }

    pub(super) fn remove_partition(&mut self, key: u32) {
        let Some(index) = self.partitions.iter().position(|row| row.key == key) else { return };
        let row = self.partitions.remove(index);
        self.intent.undo = Some(Undo::Row { index, row, rest: self.intent.rest == Some(key) });
    }

    pub(super) fn move_partition(&mut self, key: u32, up: bool) {
        let Some(index) = self.partitions.iter().position(|row| row.key == key) else { return };
        let other = if up { index.checked_sub(1) } else { Some(index + 1) };
        if let Some(other) = other.filter(|other| *other < self.partitions.len()) {
            self.forget_all_rows();
            self.partitions.swap(index, other);
        }
    }

    pub(super) fn take_rest(&mut self, key: u32, rest: bool) {
        self.forget_all_rows();
        if rest {
            self.intent.rest = self.partitions.iter().any(|row| row.key == key).then_some(key);
        } else if self.intent.rest == Some(key) {
            // The number stays, as one that was typed.
            self.intent.rest = None;
        }
    }

    pub(super) fn lay_out(&mut self, family: Family, layout: Layout) {
        let suggested = self.capacity().map(|capacity| suggest(family, capacity)).unwrap_or_default();
        let partitions = match suggested.into_iter().find(|suggestion| suggestion.layout == layout) {
            Some(suggestion) => suggestion.partitions,
            // Without a capacity there is still the system's partition, its size to be typed.
            None => vec![Partition {
                fs_path: Some(system_path(family)),
                fs_type: Some(file_system(Some(family)).to_owned()),
                size: None,
            }],
        };
        let rows: Vec<PartitionRow> = partitions
            .into_iter()
            .map(|partition| PartitionRow {
                key: self.new_key(),
                fs_path: partition.fs_path.unwrap_or_default(),
                fs_type: partition.fs_type.unwrap_or_default(),
                size: partition.size.map(|size| size.to_string()).unwrap_or_default(),
            })
            .collect();
        let rest = rows.last().map(|row| row.key);
        self.replace_rows(rows, rest, Some(family));
    }

    pub(super) fn convert_partitions(&mut self, family: Family) {
        let conversion = convert(&self.partitions, family);
        let rest = self.intent.rest.map(|rest| {
            // What was folded into the last row took the rest along.
            if conversion.rows.iter().any(|row| row.key == rest) {
                rest
            } else {
                conversion.rows.last().map(|row| row.key).unwrap_or_default()
            }
        });
        self.replace_rows(conversion.rows, rest, Some(family));
    }

    /// Puts these rows in the place of those there are, which can be had back.
    pub(super) fn replace_rows(&mut self, rows: Vec<PartitionRow>, rest: Option<u32>, family: Option<Family>) {
        let before = std::mem::replace(&mut self.partitions, rows);
        let (rest_before, family_before) = (self.intent.rest, self.intent.family);
        (self.intent.rest, self.intent.family) = (rest, family);
        self.intent.undo =
            (!before.is_empty()).then_some(Undo::All { rows: before, rest: rest_before, family: family_before });
    }

    pub(super) fn undo_partitions(&mut self) {
        match self.intent.undo.take() {
            Some(Undo::Row { index, row, rest }) => {
                let key = row.key;
                self.partitions.insert(index.min(self.partitions.len()), row);
                if rest && self.intent.rest.is_none() {
                    self.intent.rest = Some(key);
                }
            }
            Some(Undo::All { rows, rest, family }) => {
                self.partitions = rows;
                (self.intent.rest, self.intent.family) = (rest, family);
            }
            None => {}
        }
    }

    /// Rows that others replaced are not had back over a change of those.
    pub(super) fn forget_all_rows(&mut self) {
        if matches!(self.intent.undo, Some(Undo::All { .. })) {
            self.intent.undo = None;
        }
    }
}

/// The file system that a new partition gets.
fn file_system(family: Option<Family>) -> &'static str {
    if family == Some(Family::Windows) { WINDOWS_FILE_SYSTEM } else { LINUX_FILE_SYSTEMS[0] }
}

/// Where the system of this family goes.
fn system_path(family: Family) -> String {
    if family == Family::Windows { WINDOWS_LETTERS[0].to_string() } else { "/".to_owned() }
}

/// The family that rows look made for; `None` where they do not tell.
pub fn family_of(rows: &[PartitionRow]) -> Option<Family> {
    let letter = |row: &PartitionRow| matches!(row.fs_path.as_bytes(), [byte] if byte.is_ascii_alphabetic());
    let ntfs = |row: &PartitionRow| row.fs_type.eq_ignore_ascii_case(WINDOWS_FILE_SYSTEM);
    if rows.iter().any(|row| row.fs_path.starts_with('/')) {
        Some(Family::Linux)
    } else if rows.iter().any(|row| letter(row) || ntfs(row)) {
        Some(Family::Windows)
    } else {
        None
    }
}

/// Rows for another family of systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The new rows, with the keys of those that they come from.
    pub rows: Vec<PartitionRow>,
    /// The index of the new row that each row becomes or is added to, by its old index.
    pub becomes: Vec<usize>,
}

/// The rows for a system of this family: the system's partition first, the others in their order, sizes kept. What has no letter
/// left on Windows is added to the last drive, so that the sum stays.
pub fn convert(rows: &[PartitionRow], family: Family) -> Conversion {
    let windows = family == Family::Windows;
    let is_system = |row: &PartitionRow| row.fs_path == "/" || row.fs_path.eq_ignore_ascii_case("C");
    let system = rows.iter().position(is_system).unwrap_or_default();
    let order = rows.get(system).map(|_| system).into_iter().chain((0..rows.len()).filter(|index| *index != system));
    let mut conversion = Conversion { rows: Vec::new(), becomes: vec![0; rows.len()] };
    for (number, index) in order.enumerate() {
        let Some(row) = rows.get(index) else { continue };
        let fs_path = match (windows, WINDOWS_LETTERS.get(number)) {
            (true, Some(letter)) => letter.to_string(),
            (true, None) => {
                if let Some(last) = conversion.rows.last_mut() {
                    last.size = sum(&last.size, &row.size);
                }
                set(&mut conversion.becomes, index, WINDOWS_LETTERS.len() - 1);
                continue;
            }
            (false, _) => match number {
                0 => "/".to_owned(),
                1 => "/data".to_owned(),
                _ => format!("/data{number}"),
            },
        };
        set(&mut conversion.becomes, index, conversion.rows.len());
        let fs_type = file_system(Some(family)).to_owned();
        conversion.rows.push(PartitionRow { key: row.key, fs_path, fs_type, size: row.size.clone() });
    }
    conversion
}

fn set(places: &mut [usize], index: usize, place: usize) {
    if let Some(slot) = places.get_mut(index) {
        *slot = place;
    }
}

/// Two sizes as typed together. What is no size adds nothing, and one that is none beside one stays to be seen.
fn sum(a: &str, b: &str) -> String {
    let size = |text: &str| text.trim().parse::<i64>().ok();
    match (size(a), size(b)) {
        (Some(a), Some(b)) => a.saturating_add(b).to_string(),
        (_, None) => a.to_owned(),
        (None, Some(_)) if a.trim().is_empty() => b.to_owned(),
        (None, Some(_)) => a.to_owned(),
    }
}
