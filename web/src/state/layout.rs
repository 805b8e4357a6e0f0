//! How a plan of the disks is shown. The picture, the table and the text are all read from one [`Layout`], so that none of them
//! can be out of step with the others. All arithmetic of sizes is core's; here it becomes places in a picture.

use crate::locales::Words;
use crate::t;
use reinstall_core::disk::{Array, DiskPlan, Filling, Gigabytes, Sentence};
use yew::AttrValue;

/// The width of the picture, in its own units: hundredths of a percent.
pub const WIDTH: u32 = 10_000;

/// What becomes of the disks, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    plan: DiskPlan,
    /// Whether an image will be installed. Without one there is nobody to make partitions.
    installs: bool,
}

/// A part of a band of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A disk by its number.
    Disk(usize),
    /// What can be used of the array of this number.
    Usable(usize),
    /// What mirrors and parity of this array take.
    Redundancy(usize),
    /// What is lost in this array because each disk counts as the smallest.
    Uneven(usize),
    /// All of an array that cannot be built as it is asked for, or is not chosen yet.
    Unbuilt(usize),
    /// Disks in no array.
    LeftOut,
    /// The partition at this index.
    Partition(usize),
    /// What no partition takes.
    Free,
}

/// One rectangle of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it stands for.
    pub part: Part,
    /// Where it begins, from 0 to [`WIDTH`].
    pub start: u32,
    /// Where it ends; the start where it is too small to be seen to scale.
    pub end: u32,
    /// How much it stands for.
    pub size: Gigabytes,
}

/// The bands of the picture. The first two have one scale, all disks together; the third has its own: what the system's array
/// leaves usable, or the partitions where they are more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The disks, in the order of their arrays.
    pub disks: Vec<Block>,
    /// The arrays below their disks.
    pub arrays: Vec<Block>,
    /// The partitions, and what is left.
    pub partitions: Vec<Block>,
    /// The block of the arrays that the third band enlarges.
    pub system: Option<(u32, u32)>,
    /// Where the capacity ends, when the partitions are more.
    pub capacity_ends: Option<u32>,
}

/// The sums that stand below the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// All disks as advertised.
    pub raw: Option<Gigabytes>,
    /// What the partitions share.
    pub usable: Option<Gigabytes>,
    /// The sizes of the partitions together, as far as they are sizes.
    pub sum: Gigabytes,
    /// Whether every partition has a size.
    pub complete: bool,
    /// How they fill the capacity so far: one without a size counts as nothing. `None` where the capacity is not known.
    pub filling: Option<Filling>,
}

impl Layout {
    /// The plan as it is shown; `installs`: whether an image will be installed.
    pub fn new(plan: DiskPlan, installs: bool) -> Self {
        Self { plan, installs }
    }

    /// The plan itself.
    pub fn plan(&self) -> &DiskPlan {
        &self.plan
    }

    /// The sums.
    pub fn totals(&self) -> Totals {
        let sizes = || self.plan.partitions.iter().map(|partition| partition.size);
        let sum = sizes().flatten().sum();
        Totals {
            raw: self.plan.total,
            usable: self.plan.capacity,
            sum,
            complete: sizes().all(|size| size.is_some()),
            filling: self.plan.capacity.map(|capacity| Filling::of(sum, capacity)),
        }
    }

    /// The share of the capacity that the partition at `index` asks for, like `12 %`; nothing where either is not known.
    pub fn share(&self, index: usize) -> Option<AttrValue> {
        let size = self.plan.partitions.get(index)?.size?;
        let percent = u128::from(size.get()) * 100 / u128::from(self.plan.capacity?.get().max(1));
        Some(match percent {
            0 => "< 1 %".into(),
            1..=999 => format!("{percent} %").into(),
            _ => "> 999 %".into(),
        })
    }

    /// The picture in sentences: the arrays, what is left out, the partitions; the last one says whether they fill the capacity.
    pub fn sentences(&self, words: &Words) -> Vec<AttrValue> {
        let statements = self.plan.statements();
        let say = |statement: &reinstall_core::disk::Statement| match statement.sentence {
            // Core knows the disks, not what is booted.
            Sentence::OwnLayout | Sentence::OwnLayoutUnknown if !self.installs => {
                t!(words, "No partitions: they are not for iPXE, whose script divides the disks itself.")
            }
            _ => statement.words(words.locale()).into(),
        };
        statements.iter().map(say).collect()
    }

    /// The picture.
    pub fn picture(&self) -> Picture {
        let arrays = &self.plan.arrays;
        let disks: Vec<(Part, Gigabytes)> = arrays
            .iter()
            .flat_map(|array| &array.disks)
            .chain(&self.plan.left_out)
            .map(|disk| (Part::Disk(disk.number), disk.size))
            .collect();
        let left_out: Gigabytes = self.plan.left_out.iter().map(|disk| disk.size).sum();
        let mut parts: Vec<(Part, Gigabytes)> =
            (1..).zip(arrays).flat_map(|(number, array)| parts_of(number, array)).collect();
        if left_out > Gigabytes::ZERO {
            parts.push((Part::LeftOut, left_out));
        }
        let arrays_band = blocks(&parts, total(&parts));
        let holder = arrays.iter().position(|array| array.holds_system);
        let system = holder.and_then(|index| {
            let block = arrays_band.iter().find(|block| block.part == Part::Usable(index + 1))?;
            Some((block.start, block.end))
        });
        let (partitions, capacity_ends) = self.partitions_band();
        let disks = blocks(&disks, total(&disks));
        let system = system.filter(|_| !partitions.is_empty());
        Picture { disks, arrays: arrays_band, partitions, system, capacity_ends }
    }

    fn partitions_band(&self) -> (Vec<Block>, Option<u32>) {
        if self.plan.partitions.is_empty() {
            return (Vec::new(), None);
        }
        let totals = self.totals();
        let capacity = totals.usable.unwrap_or(totals.sum);
        let mut parts: Vec<(Part, Gigabytes)> = (0..)
            .zip(&self.plan.partitions)
            .map(|(index, partition)| (Part::Partition(index), partition.size.unwrap_or_default()))
            .collect();
        if let Some(free) = capacity.minus(totals.sum).filter(|free| *free > Gigabytes::ZERO) {
            parts.push((Part::Free, free));
        }
        let scale = capacity.max(totals.sum);
        let ends = (totals.sum > capacity).then(|| place(u128::from(capacity.get()), scale));
        (blocks(&parts, scale), ends)
    }
}

/// The parts of one array, left to right.
fn parts_of(number: usize, array: &Array) -> Vec<(Part, Gigabytes)> {
    let Some(usable) = array.usable else {
        return if array.raw > Gigabytes::ZERO { vec![(Part::Unbuilt(number), array.raw)] } else { Vec::new() };
    };
    let parts = [
        (Part::Usable(number), usable),
        (Part::Redundancy(number), array.redundancy),
        (Part::Uneven(number), array.uneven),
    ];
    parts.into_iter().filter(|(part, size)| *part == Part::Usable(number) || *size > Gigabytes::ZERO).collect()
}

fn total(parts: &[(Part, Gigabytes)]) -> Gigabytes {
    parts.iter().map(|(_, size)| *size).sum()
}

/// The parts side by side, to scale. Each begins where the one before it ends, whatever is rounded.
fn blocks(parts: &[(Part, Gigabytes)], scale: Gigabytes) -> Vec<Block> {
    let mut before: u128 = 0;
    parts
        .iter()
        .map(|&(part, size)| {
            let start = place(before, scale);
            before += u128::from(size.get());
            Block { part, start, end: place(before, scale), size }
        })
        .collect()
}

/// Where a size ends, of a whole that is [`WIDTH`] wide.
fn place(size: u128, whole: Gigabytes) -> u32 {
    let place = size * u128::from(WIDTH) / u128::from(whole.get().max(1));
    u32::try_from(place).unwrap_or(WIDTH).min(WIDTH)
}

impl Block {
    /// How much of the picture it takes, from 0 to [`WIDTH`].
    pub fn width(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use reinstall_core::machine::{Disk, DiskInfo, InstanceType};
    use reinstall_core::request::{CustomRaid, Partition, RaidConfig};

    fn model(disks: &[(i64, i64)]) -> InstanceType {
        let disks = disks.iter().map(|&(disk_size, disk_count)| Disk { disk_size, disk_count }).collect();
        InstanceType { disk_info: Some(DiskInfo { disks, ..DiskInfo::default() }), ..InstanceType::default() }
    }

    fn partitions(sizes: &[Option<i64>]) -> Vec<Partition> {
        let partition = |(index, size): (usize, &Option<i64>)| Partition {
            fs_path: Some(if index == 0 { "/".into() } else { format!("/p{index}") }),
            fs_type: Some("ext4".into()),
            size: *size,
        };
        sizes.iter().enumerate().map(partition).collect()
    }

    fn quick(level: i64) -> RaidConfig {
        RaidConfig { raid_type: Some(level), custom_raids: Vec::new() }
    }

    /// Side by side, in order, none outside.
    fn is_sane(band: &[Block]) -> bool {
        band.iter().all(|block| block.start <= block.end && block.end <= WIDTH)
            && band.windows(2).all(|pair| matches!(pair, [a, b] if a.end == b.start))
            && band.first().is_none_or(|block| block.start == 0)
    }

    fn any_size() -> impl Strategy<Value = Option<i64>> {
        prop_oneof![
            4 => (1_i64..3000).prop_map(Some),
            1 => Just(None),
            1 => select(vec![Some(0), Some(-1), Some(i64::MIN), Some(i64::MAX), Some(1)]),
        ]
    }

    fn any_raid() -> impl Strategy<Value = Option<RaidConfig>> {
        let level = || proptest::option::of(select(vec![0_i64, 1, 5, 10, 7]));
        let array = (level(), vec(-1_i64..26, 0..8))
            .prop_map(|(raid_type, disk_sequence)| CustomRaid { raid_type, disk_sequence });
        proptest::option::of(
            (level(), vec(array, 0..4)).prop_map(|(raid_type, custom_raids)| RaidConfig { raid_type, custom_raids }),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn picture_table_and_text_tell_the_same(
            kinds in vec((select(vec![0_i64, 1, 440, 960, 3600, i64::MAX]), 0_i64..24), 0..3),
            raid in any_raid(),
            sizes in vec(any_size(), 0..200),
        ) {
            let model = model(&kinds);
            let layout = Layout::new(DiskPlan::new(&model, raid.as_ref(), &partitions(&sizes)), true);
            let (totals, picture) = (layout.totals(), layout.picture());
            for band in [&picture.disks, &picture.arrays, &picture.partitions] {
                prop_assert!(is_sane(band), "{band:?}");
            }
            // The picture shows every partition, at the size that the table says.
            let drawn: Vec<Gigabytes> = picture.partitions.iter()
                .filter(|block| matches!(block.part, Part::Partition(_))).map(|block| block.size).collect();
            let rows: Vec<Gigabytes> = layout.plan().partitions.iter().map(|row| row.size.unwrap_or_default()).collect();
            prop_assert_eq!(&drawn, &rows);
            prop_assert_eq!(drawn.into_iter().sum::<Gigabytes>(), totals.sum);
            // The text says each of them too.
            let said = layout.sentences(&Words::ENGLISH);
            for row in layout.plan().partitions.iter() {
                let begin = match row.size {
                    Some(size) => format!("{}: {size} GB", row.fs_path),
                    None => format!("{}: no size yet.", row.fs_path),
                };
                prop_assert!(said.iter().any(|sentence| sentence.starts_with(&begin)), "{begin} in {said:?}");
            }
            // Disks and arrays are the same space.
            let of = |band: &[Block]| band.iter().map(|block| block.size).sum::<Gigabytes>();
            prop_assert_eq!(of(&picture.disks), of(&picture.arrays));
            let free: Gigabytes = picture.partitions.iter().filter(|block| block.part == Part::Free).map(|b| b.size).sum();
            match totals.filling.filter(|_| !sizes.is_empty()) {
                Some(Filling::Short(left)) => prop_assert_eq!(free, left),
                Some(Filling::Over(_)) => prop_assert!(picture.capacity_ends.is_some()),
                _ => prop_assert!(free == Gigabytes::ZERO && picture.capacity_ends.is_none()),
            }
            if totals.complete && !sizes.is_empty() && totals.usable.is_some() {
                prop_assert_eq!(totals.filling, Some(layout.plan().filling), "core's verdict is the one that is shown");
            }
        }
    }

    #[test]
    fn disks_arrays_and_partitions_are_to_scale() {
        let raid = RaidConfig {
            raid_type: None,
            custom_raids: vec![
                CustomRaid { raid_type: Some(1), disk_sequence: vec![2, 3] },
                CustomRaid { raid_type: None, disk_sequence: vec![1] },
            ],
        };
        let four = model(&[(1000, 4)]);
        let layout = Layout::new(DiskPlan::new(&four, Some(&raid), &partitions(&[Some(250), Some(500)])), true);
        let picture = layout.picture();
        let shown = |band: &[Block]| band.iter().map(|block| (block.part, block.start, block.end)).collect::<Vec<_>>();
        assert_eq!(
            shown(&picture.disks),
            [
                (Part::Disk(2), 0, 2500),
                (Part::Disk(3), 2500, 5000),
                (Part::Disk(1), 5000, 7500),
                (Part::Disk(4), 7500, 10_000),
            ]
        );
        assert_eq!(
            shown(&picture.arrays),
            [
                (Part::Usable(1), 0, 2500),
                (Part::Redundancy(1), 2500, 5000),
                (Part::Unbuilt(2), 5000, 7500),
                (Part::LeftOut, 7500, 10_000),
            ]
        );
        assert_eq!(
            shown(&picture.partitions),
            [(Part::Partition(0), 0, 2500), (Part::Partition(1), 2500, 7500), (Part::Free, 7500, 10_000)]
        );
        assert_eq!((picture.system, picture.capacity_ends), (Some((0, 2500)), None));
        assert_eq!(layout.share(0).as_deref(), Some("25 %"));
    }

    #[test]
    fn absurd_sizes_and_many_partitions_give_a_picture_all_the_same() {
        let four = model(&[(1000, 24)]);
        let huge = Layout::new(DiskPlan::new(&four, Some(&quick(0)), &partitions(&[Some(1), Some(i64::MAX)])), true);
        assert_eq!(huge.picture().capacity_ends, Some(0));
        assert_eq!(huge.share(0).as_deref(), Some("< 1 %"));
        assert_eq!(huge.share(1).as_deref(), Some("> 999 %"));
        let many = Layout::new(DiskPlan::new(&four, Some(&quick(0)), &partitions(&[Some(120); 200])), true);
        let picture = many.picture();
        assert_eq!((picture.disks.len(), picture.partitions.len()), (24, 200));
        assert!(picture.partitions.iter().all(|block| block.width() == 50));
        assert_eq!(many.totals().filling, Some(Filling::Exact));
        let nothing = Layout::new(DiskPlan::new(&InstanceType::default(), None, &partitions(&[None, Some(0)])), true);
        let band = nothing.picture().partitions;
        assert!(band.len() == 2 && band.iter().all(|block| block.width() == 0));
        assert_eq!(nothing.share(0), None);
    }

    #[test]
    fn without_an_image_nobody_makes_a_layout() {
        let last = |installs| {
            let layout = Layout::new(DiskPlan::new(&model(&[(440, 1)]), None, &[]), installs);
            layout.sentences(&Words::ENGLISH).pop().unwrap().to_string()
        };
        assert_eq!(last(true), "No partitions: the image makes its own layout of the 440 GB.");
        assert_eq!(last(false), "No partitions: they are not for iPXE, whose script divides the disks itself.");
    }
}
