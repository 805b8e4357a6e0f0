//! A disk plan in sentences: the picture for those who do not see it, and for a terminal.

use super::{Array, ArrayKind, Disk, DiskPlan, Filling, Gigabytes};
use crate::issue::Locale;
use crate::prelude::*;
use crate::report::{Param, Params};
use serde::{Serialize, Serializer};

macro_rules! sentences {
    ($($variant:ident $id:literal en $en:literal zh $zh:literal;)*) => {
        /// Which sentence; its name on the wire is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Sentence { $(#[doc = concat!("`", $en, "`")] $variant,)* }

        impl Sentence {
            /// Every sentence.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, in lower snake case.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The sentence with `{params}`, in this language.
            pub const fn template(self, locale: Locale) -> &'static str {
                match locale {
                    Locale::En => match self { $(Self::$variant => $en,)* },
                    Locale::ZhCn => match self { $(Self::$variant => $zh,)* },
                }
            }
        }
    };
}

sentences! {
    DisksUnknown "disks_unknown"
        en "The API does not say which disks this model has."
        zh "API 没有说明该机型有哪些磁盘。";
    NoRaid "no_raid"
        en "Without RAID: disk {disks}, {usable} GB."
        zh "不使用 RAID：磁盘 {disks}，{usable} GB。";
    Array "array"
        en "Array {array}: RAID {level} over disks {disks}; {usable} of {raw} GB can be used."
        zh "阵列 {array}：磁盘 {disks} 组成 RAID {level}，{raw} GB 中可用 {usable} GB。";
    ArrayOpen "array_open"
        en "Array {array}: its level or its disks are not chosen yet."
        zh "阵列 {array}：尚未选择级别或磁盘。";
    ArrayImpossible "array_impossible"
        en "Array {array}: cannot be built as it is asked for."
        zh "阵列 {array}：无法按所填的方式创建。";
    NoneMayFail "none_may_fail"
        en "Array {array}: everything on it is lost when one of its disks fails."
        zh "阵列 {array}：任意一块磁盘损坏，其上的数据就会全部丢失。";
    OneMayFail "one_may_fail"
        en "Array {array}: nothing is lost when one of its disks fails."
        zh "阵列 {array}：任意一块磁盘损坏，数据不会丢失。";
    Uneven "uneven"
        en "Array {array}: {uneven} GB are not used, because each disk counts as the smallest."
        zh "阵列 {array}：每块磁盘都按最小的计算，因此有 {uneven} GB 未被使用。";
    HoldsSystem "holds_system"
        en "The operating system goes onto array {array}."
        zh "操作系统安装在阵列 {array} 上。";
    LeftOut "left_out"
        en "In no array: disk {disks}, {size} GB. What becomes of it is not documented."
        zh "未放入任何阵列的磁盘：{disks}，共 {size} GB。这些磁盘会怎样并无文档说明。";
    OwnLayout "own_layout"
        en "No partitions: the image makes its own layout of the {capacity} GB."
        zh "没有分区：由镜像自行划分这 {capacity} GB。";
    OwnLayoutUnknown "own_layout_unknown"
        en "No partitions: the image makes its own layout."
        zh "没有分区：由镜像自行划分。";
    Partition "partition"
        en "{path}: {size} GB."
        zh "{path}：{size} GB。";
    PartitionWithReserve "partition_with_reserve"
        en "{path}: {size} GB, and what the real disks have beyond their advertised size. How much that is, is not documented."
        zh "{path}：{size} GB，外加实际磁盘超出标称容量的部分，其大小并无文档说明。";
    PartitionUnknown "partition_unknown"
        en "{path}: no size yet."
        zh "{path}：尚无大小。";
    Exact "exact"
        en "The partitions fill the {capacity} GB exactly, as the API demands."
        zh "分区正好用完 {capacity} GB，符合 API 的要求。";
    Short "short"
        en "The partitions leave {difference} of {capacity} GB over, which the API refuses."
        zh "分区在 {capacity} GB 中剩余 {difference} GB，API 会拒绝。";
    Over "over"
        en "The partitions are {difference} GB more than the {capacity} GB that there are."
        zh "分区比现有的 {capacity} GB 多出 {difference} GB。";
    CapacityUnknown "capacity_unknown"
        en "Whether the partitions fill the capacity cannot be told yet."
        zh "尚无法判断分区是否用完容量。";
}

/// A sentence and the values that it mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which sentence.
    pub sentence: Sentence,
    params: Params,
}

impl Statement {
    fn new(sentence: Sentence) -> Self {
        Self { sentence, params: Params::default() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.push(name, value);
        self
    }

    /// The sentence for a person.
    pub fn words(&self, locale: Locale) -> String {
        self.params.fill(self.sentence.template(locale), locale)
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl DiskPlan {
    /// The plan in sentences: arrays, disks left out, partitions, and whether they fill the capacity.
    pub fn statements(&self) -> Vec<Statement> {
        let mut said = Vec::new();
        if self.arrays.is_empty() {
            said.push(Statement::new(Sentence::DisksUnknown));
        }
        for (number, array) in (1_usize..).zip(&self.arrays) {
            about_array(number, array, &mut said);
        }
        if let (Some(number), true) = (self.arrays.iter().position(|array| array.holds_system), self.arrays.len() > 1) {
            said.push(Statement::new(Sentence::HoldsSystem).with("array", number + 1));
        }
        if !self.left_out.is_empty() {
            let size: Gigabytes = self.left_out.iter().map(|disk| disk.size).sum();
            said.push(Statement::new(Sentence::LeftOut).with("disks", ranges(&self.left_out)).with("size", size));
        }
        self.about_partitions(&mut said);
        said
    }

    fn about_partitions(&self, said: &mut Vec<Statement>) {
        for partition in &self.partitions {
            let sentence = match (partition.size, partition.takes_reserve) {
                (None, _) => Sentence::PartitionUnknown,
                (Some(_), true) => Sentence::PartitionWithReserve,
                (Some(_), false) => Sentence::Partition,
            };
            let statement = Statement::new(sentence).with("path", partition.fs_path.clone());
            said.push(match partition.size {
                Some(size) => statement.with("size", size),
                None => statement,
            });
        }
        let capacity = self.capacity.unwrap_or_default();
        said.push(match (self.filling, self.capacity) {
            (Filling::OwnLayout, Some(capacity)) => Statement::new(Sentence::OwnLayout).with("capacity", capacity),
            (Filling::OwnLayout, None) => Statement::new(Sentence::OwnLayoutUnknown),
            (Filling::Unknown, _) => Statement::new(Sentence::CapacityUnknown),
            (Filling::Exact, _) => Statement::new(Sentence::Exact).with("capacity", capacity),
            (Filling::Short(difference), _) => {
                Statement::new(Sentence::Short).with("difference", difference).with("capacity", capacity)
            }
            (Filling::Over(difference), _) => {
                Statement::new(Sentence::Over).with("difference", difference).with("capacity", capacity)
            }
        });
    }
}

fn about_array(number: usize, array: &Array, said: &mut Vec<Statement>) {
    let disks = ranges(&array.disks);
    match (array.kind, array.usable) {
        (ArrayKind::NoRaid, Some(usable)) => {
            said.push(Statement::new(Sentence::NoRaid).with("disks", disks).with("usable", usable));
        }
        (ArrayKind::Raid(level), Some(usable)) => {
            said.push(
                Statement::new(Sentence::Array)
                    .with("array", number)
                    .with("level", level.number())
                    .with("disks", disks)
                    .with("usable", usable)
                    .with("raw", array.raw),
            );
            let failure = if level.survives() == 0 { Sentence::NoneMayFail } else { Sentence::OneMayFail };
            said.push(Statement::new(failure).with("array", number));
            if array.uneven > Gigabytes::ZERO {
                said.push(Statement::new(Sentence::Uneven).with("array", number).with("uneven", array.uneven));
            }
        }
        (kind, _) => {
            let open = kind == ArrayKind::Missing || array.disks.is_empty();
            let sentence = if open { Sentence::ArrayOpen } else { Sentence::ArrayImpossible };
            said.push(Statement::new(sentence).with("array", number));
        }
    }
}

/// `1–4, 6`
fn ranges(disks: &[Disk]) -> Param {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for disk in disks {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == disk.number => *last = disk.number,
            _ => runs.push((disk.number, disk.number)),
        }
    }
    let run = |(first, last): (usize, usize)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}–{last}"),
    };
    runs.into_iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{custom, model, partition, quick};
    use super::*;
    use crate::machine::InstanceType;
    use crate::request::{CustomRaid, Partition, RaidConfig};
    use std::collections::BTreeSet;

    fn said(plan: &DiskPlan, locale: Locale) -> Vec<String> {
        plan.statements().iter().map(|statement| statement.words(locale)).collect()
    }

    #[test]
    fn a_plan_can_be_read_aloud() {
        let raid = custom(&[(1, &[1, 2]), (0, &[3, 4, 5])]);
        let partitions = [partition("/", 100), partition("/data", 380)];
        let plan = DiskPlan::new(&model(&[(480, 2), (960, 2), (1000, 1), (8000, 1)]), Some(&raid), &partitions);
        assert_eq!(
            said(&plan, Locale::En),
            [
                "Array 1: RAID 1 over disks 1–2; 480 of 960 GB can be used.",
                "Array 1: nothing is lost when one of its disks fails.",
                "Array 2: RAID 0 over disks 3–5; 2880 of 2920 GB can be used.",
                "Array 2: everything on it is lost when one of its disks fails.",
                "Array 2: 40 GB are not used, because each disk counts as the smallest.",
                "The operating system goes onto array 1.",
                "In no array: disk 6, 8000 GB. What becomes of it is not documented.",
                "/: 100 GB.",
                "/data: 380 GB, and what the real disks have beyond their advertised size. How much that is, is not documented.",
                "The partitions fill the 480 GB exactly, as the API demands.",
            ]
        );
        assert_eq!(said(&plan, Locale::ZhCn)[0], "阵列 1：磁盘 1–2 组成 RAID 1，960 GB 中可用 480 GB。");
    }

    #[test]
    fn what_is_missing_or_wrong_is_said() {
        let one = model(&[(440, 1)]);
        let last = |plan: &DiskPlan| said(plan, Locale::En).pop().unwrap();
        let of = |partitions: &[Partition]| DiskPlan::new(&one, None, partitions);
        assert_eq!(said(&of(&[]), Locale::En)[0], "Without RAID: disk 1, 440 GB.");
        assert_eq!(last(&of(&[])), "No partitions: the image makes its own layout of the 440 GB.");
        let short = of(&[partition("/", 400)]);
        assert_eq!(last(&short), "The partitions leave 40 of 440 GB over, which the API refuses.");
        let over = of(&[partition("/", 441)]);
        assert_eq!(last(&over), "The partitions are 1 GB more than the 440 GB that there are.");
        let open = said(&of(&[partition("/", None)]), Locale::En);
        assert_eq!(open[1..], ["/: no size yet.", "Whether the partitions fill the capacity cannot be told yet."]);
        let mut sum_alone = model(&[]);
        if let Some(info) = &mut sum_alone.disk_info {
            info.total_disk_size = Some(440);
        }
        let expected = [
            "The API does not say which disks this model has.",
            "No partitions: the image makes its own layout of the 440 GB.",
        ];
        assert_eq!(said(&DiskPlan::new(&sum_alone, None, &[]), Locale::En), expected);
        let unknown = DiskPlan::new(&InstanceType::default(), None, &[]);
        let expected =
            ["The API does not say which disks this model has.", "No partitions: the image makes its own layout."];
        assert_eq!(said(&unknown, Locale::En), expected);
        let open = RaidConfig { raid_type: None, custom_raids: vec![CustomRaid::default()] };
        let disks = [1, 1];
        for (raid, sentence) in [
            (quick(5), "Array 1: cannot be built as it is asked for."),
            (quick(7), "Array 1: cannot be built as it is asked for."),
            (custom(&[(0, &disks)]), "Array 1: cannot be built as it is asked for."),
            (open, "Array 1: its level or its disks are not chosen yet."),
            (custom(&[(0, &[])]), "Array 1: its level or its disks are not chosen yet."),
        ] {
            assert_eq!(said(&DiskPlan::new(&one, Some(&raid), &[]), Locale::En)[0], sentence, "{raid:?}");
        }
    }

    #[test]
    fn every_sentence_mentions_the_same_values_in_both_languages() {
        let names = |template: &'static str| -> BTreeSet<&str> {
            template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
        };
        for sentence in Sentence::ALL {
            let [en, zh] = Locale::ALL.map(|locale| names(sentence.template(locale)));
            assert_eq!(en, zh, "{}", sentence.id());
        }
        let ids: BTreeSet<_> = Sentence::ALL.iter().map(|sentence| sentence.id()).collect();
        assert_eq!(ids.len(), Sentence::ALL.len());
    }

    #[test]
    fn runs_of_numbers_are_short() {
        let disks = |numbers: &[usize]| -> Vec<Disk> {
            numbers.iter().map(|&number| Disk { number, size: Gigabytes::new(1) }).collect()
        };
        for (numbers, text) in [(&[][..], "none"), (&[7], "7"), (&[1, 2, 3, 5], "1–3, 5"), (&[2, 1], "2, 1")] {
            assert_eq!(ranges(&disks(numbers)).words(Locale::En), text);
        }
    }
}
