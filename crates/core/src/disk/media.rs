//! What the API's description says that each disk is.

use super::Disks;
use crate::machine::InstanceType;
use crate::prelude::*;

/// The words of `diskDescription` for each disk, by number from 1: `SATA` eleven times and `SSD` twice for
/// `11x4TB SATA + 2x480GB SSD`. Nothing is concluded from them. `None` where the disks are not known, or the description is
/// missing or counts them otherwise than `disks` does, so that its words belong to no disk for certain.
pub fn media(instance_type: &InstanceType) -> Option<Vec<&str>> {
    let disks = Disks::of(instance_type)?;
    let info = instance_type.disk_info.as_ref()?;
    let described: Vec<(usize, &str)> =
        info.disk_description.as_deref()?.split('+').map(part).collect::<Option<Vec<_>>>()?;
    let counts = info.disks.iter().filter_map(|kind| usize::try_from(kind.disk_count).ok()).filter(|count| *count > 0);
    // One kind of words fits every disk; several must be counted as the disks are.
    let one = matches!(described.as_slice(), [(count, _)] if *count == disks.count());
    let fits = one || described.iter().map(|(count, _)| *count).eq(counts);
    fits.then(|| described.into_iter().flat_map(|(count, words)| core::iter::repeat_n(words, count)).collect())
}

/// `4x1.2TB SAS`: how many, and the words after the size.
fn part(text: &str) -> Option<(usize, &str)> {
    let (count, rest) = text.trim().split_once(['x', 'X'])?;
    let (_, words) = rest.trim_start().split_once(' ')?;
    let count = count.trim_end().parse().ok().filter(|count| (1..=super::units::DISKS_MAX).contains(count))?;
    let words = words.trim();
    (!words.is_empty()).then_some((count, words))
}

#[cfg(test)]
mod tests {
    use super::super::samples::model;
    use super::*;

    /// The disks, the description, and the words of each disk.
    type Case = (&'static [(i64, i64)], &'static str, Option<&'static [&'static str]>);

    #[test]
    fn the_words_of_each_disk() {
        let table: &[Case] = &[
            (&[(1000, 4)], "4x1.2TB SAS", Some(&["SAS", "SAS", "SAS", "SAS"])),
            (&[(3600, 2), (440, 1)], "2x4TB SATA + 1x480GB NVMe SSD", Some(&["SATA", "SATA", "NVMe SSD"])),
            (&[(440, 1), (440, 1)], "2 x 480GB SSD", Some(&["SSD", "SSD"])),
            (&[(440, 1), (440, 1)], "2x480GB SSD", Some(&["SSD", "SSD"])),
            (&[(440, 1), (0, 0)], "1X480GB  SSD ", Some(&["SSD"])),
            (&[(880, 2), (220, 2)], "2x240GB SSD + 1x960GB SSD", None),
            (&[(440, 2)], "4x480GB SSD", None),
            (&[(440, 2)], "some disks", None),
            (&[(440, 2)], "2x480GB", None),
            (&[(440, 2)], "99999999999999999999x480GB SSD", None),
            (&[(440, 2)], "", None),
            (&[], "2x480GB SSD", None),
        ];
        for (kinds, description, expected) in table {
            let mut model = model(kinds);
            if let Some(info) = &mut model.disk_info {
                info.disk_description = Some((*description).to_owned());
            }
            assert_eq!(media(&model).as_deref(), *expected, "{description}");
        }
        assert_eq!(media(&model(&[(440, 2)])), None);
    }
}
