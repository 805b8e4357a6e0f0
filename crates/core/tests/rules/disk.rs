//! The disk engine: against data (`tests/conformance/disks`), and what holds for any disks.

use crate::suite::Known;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use reinstall_core::disk::{DiskPlan, Disks, Filling, Gigabytes, RaidLevel, capacity, fill_rest, suggest};
use reinstall_core::issue::{Field, Locale, Severity};
use reinstall_core::machine::{Disk, DiskInfo, Family, Image, Instance, InstanceStatus, InstanceType};
use reinstall_core::request::{CustomRaid, Partition, RaidConfig};
use reinstall_core::{ReinstallRequest, check};
use serde::Deserialize;
use serde_json::Value;

fn model(disks: &[(i64, i64)], total: Option<i64>) -> InstanceType {
    let disks: Vec<Disk> = disks.iter().map(|&(disk_size, disk_count)| Disk { disk_size, disk_count }).collect();
    let sum = disks.iter().map(|disk| disk.disk_size * disk.disk_count).sum();
    let disk_info = DiskInfo { total_disk_size: total.or(Some(sum)), disk_description: None, disks };
    InstanceType {
        instance_type_id: "X".into(),
        support_raids: Some(RaidLevel::ALL.map(RaidLevel::number).to_vec()),
        disk_info: Some(disk_info),
        ..InstanceType::default()
    }
}

// ------------------------------------------------------------------ data

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plans {
    #[serde(rename = "about")]
    _about: String,
    cases: Vec<PlanCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct PlanCase {
    name: String,
    disks: Vec<(i64, i64)>,
    total_disk_size: Option<i64>,
    raid_config: Option<RaidConfig>,
    #[serde(default)]
    partitions: Vec<Partition>,
    expected: Value,
    #[serde(rename = "why")]
    _why: String,
}

/// The plan in the shape of the data.
fn shown(plan: &DiskPlan) -> Value {
    let numbers = |disks: &[reinstall_core::disk::Disk]| disks.iter().map(|disk| disk.number).collect::<Value>();
    let array = |array: &reinstall_core::disk::Array| {
        serde_json::json!({
            "disks": numbers(&array.disks),
            "raw": array.raw,
            "usable": array.usable,
            "redundancy": array.redundancy,
            "uneven": array.uneven,
        })
    };
    serde_json::json!({
        "capacity": plan.capacity,
        "arrays": plan.arrays.iter().map(array).collect::<Value>(),
        "leftOut": numbers(&plan.left_out),
        "filling": plan.filling,
        "reserve": plan.partitions.iter().position(|partition| partition.takes_reserve),
    })
}

#[test]
fn every_plan_is_as_the_data_has_it() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/disks/plans.json");
    let plans: Plans = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(!plans.cases.is_empty());
    let mut failures = Vec::new();
    for case in plans.cases {
        let model = model(&case.disks, case.total_disk_size);
        let found = shown(&DiskPlan::new(&model, case.raid_config.as_ref(), &case.partitions));
        if found != case.expected {
            failures.push(format!("{}\n  expected: {}\n  found:    {found}", case.name, case.expected));
        }
    }
    assert!(failures.is_empty(), "{} plans differ:\n{}", failures.len(), failures.join("\n"));
}

// ------------------------------------------------------------------ any disks

fn any_disks() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop_oneof![
        4 => vec((1_i64..10_000, 1_i64..9), 1..4),
        1 => vec((any::<i64>().prop_map(|size| (size & i64::MAX) >> 8), 0_i64..30), 0..4),
    ]
}

fn any_raid() -> impl Strategy<Value = Option<RaidConfig>> {
    let level = || proptest::option::weighted(0.9, select(&[0, 1, 5, 10, 10, 5, 1, 0, 7][..]));
    let run = (1_i64..12, 0_i64..8).prop_map(|(first, count)| (first..first + count).collect::<Vec<_>>());
    let sequence = prop_oneof![3 => run, 1 => vec(-1_i64..14, 0..6)];
    let array = (level(), sequence).prop_map(|(raid_type, disk_sequence)| CustomRaid { raid_type, disk_sequence });
    proptest::option::weighted(
        0.8,
        (level(), prop_oneof![Just(vec![]).boxed(), vec(array, 0..4).boxed()], any::<bool>()).prop_map(
            |(raid_type, custom_raids, both)| {
                let quick = custom_raids.is_empty() || both && custom_raids.len() > 2;
                RaidConfig { raid_type: raid_type.filter(|_| quick), custom_raids }
            },
        ),
    )
}

fn any_partitions() -> impl Strategy<Value = Vec<Partition>> {
    let size = prop_oneof![5 => (1_i64..5000).boxed(), 1 => any::<i64>().boxed()];
    let partition = ("/[a-z]{0,5}", proptest::option::weighted(0.9, size)).prop_map(|(path, size)| Partition {
        fs_path: Some(path),
        fs_type: Some("ext4".into()),
        size,
    });
    vec(partition, 0..5)
}

/// RAID that works with these disks: one array over the first `disks`, as quick or custom.
fn quick(level: RaidLevel) -> RaidConfig {
    RaidConfig { raid_type: Some(level.number()), custom_raids: vec![] }
}

fn over_all(level: RaidLevel, disks: usize) -> RaidConfig {
    let disk_sequence = (1..).take(disks).collect();
    RaidConfig { raid_type: None, custom_raids: vec![CustomRaid { raid_type: Some(level.number()), disk_sequence }] }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_gigabyte_is_lost(disks in any_disks(), raid in any_raid(), partitions in any_partitions()) {
        let model = model_of(&disks);
        let plan = DiskPlan::new(&model, raid.as_ref(), &partitions);
        let all: Gigabytes = Disks::of(&model).into_iter().flat_map(Disks::iter).map(|disk| disk.size).sum();
        let used: Gigabytes = plan.arrays.iter().map(|array| array.raw).sum();
        let left: Gigabytes = plan.left_out.iter().map(|disk| disk.size).sum();
        prop_assert_eq!(used.plus(left), all);
        for array in &plan.arrays {
            let members: Gigabytes = array.disks.iter().map(|disk| disk.size).sum();
            prop_assert_eq!(array.raw, members);
            match array.usable {
                Some(usable) => prop_assert_eq!(usable.plus(array.redundancy).plus(array.uneven), array.raw),
                None => prop_assert_eq!((array.redundancy, array.uneven), (Gigabytes::ZERO, Gigabytes::ZERO)),
            }
        }
        let mut numbers: Vec<usize> =
            plan.arrays.iter().flat_map(|array| &array.disks).chain(&plan.left_out).map(|disk| disk.number).collect();
        numbers.sort_unstable();
        prop_assert!(numbers.is_sorted_by(|a, b| a < b), "no disk in two places: {numbers:?}");
    }

    #[test]
    fn the_plan_and_the_rules_agree(disks in any_disks(), raid in any_raid(), partitions in any_partitions()) {
        let model = model_of(&disks);
        let plan = DiskPlan::new(&model, raid.as_ref(), &partitions);
        prop_assert_eq!(plan.capacity, capacity(&model, raid.as_ref()));
        if plan.arrays.len() == 1 || raid.as_ref().is_some_and(|raid| !raid.is_empty()) {
            let system = plan.arrays.iter().find(|array| array.holds_system).and_then(|array| array.usable);
            prop_assert_eq!(system, plan.capacity.filter(|_| !plan.arrays.is_empty()));
        }
        for locale in Locale::ALL {
            for statement in plan.statements() {
                let words = statement.words(locale);
                prop_assert!(!words.is_empty());
                prop_assert!(partitions.iter().any(|p| p.fs_path.as_deref().unwrap().contains('{')) || !words.contains('{'), "{words}");
            }
        }
        let ends: Option<Gigabytes> = plan.partitions.iter().map(|partition| partition.size).sum();
        if let (Some(last), Some(sum)) = (plan.partitions.last(), ends) {
            prop_assert_eq!(last.start.unwrap().plus(last.size.unwrap()), sum);
        }
        prop_assert_eq!(plan.partitions.iter().filter(|p| p.takes_reserve).count(), usize::from(!partitions.is_empty()));
    }

    #[test]
    fn a_larger_disk_never_makes_less_room(
        disks in vec(1_i64..5000, 1..10),
        which in any::<prop::sample::Index>(),
        more in 1_i64..5000,
        level in select(RaidLevel::ALL.to_vec()),
    ) {
        let kinds = |sizes: &[i64]| sizes.iter().map(|&size| (size, 1)).collect::<Vec<_>>();
        let mut larger = disks.clone();
        larger[which.index(disks.len())] += more;
        let raid = over_all(level, disks.len());
        for raid in [None, Some(&raid)] {
            let before = capacity(&model_of(&kinds(&disks)), raid);
            let after = capacity(&model_of(&kinds(&larger)), raid);
            prop_assert!(before <= after, "{before:?} {after:?}");
        }
    }

    #[test]
    fn more_disks_never_make_less_room(size in 1_i64..5000, count in 1_usize..24, level in select(RaidLevel::ALL.to_vec())) {
        let step = if level == RaidLevel::Raid10 { 2 } else { 1 };
        let of = |count: usize, raid: &RaidConfig| {
            capacity(&model_of(&[(size, i64::try_from(count).unwrap())]), Some(raid))
        };
        for (fewer, more) in [(quick(level), quick(level)), (over_all(level, count), over_all(level, count + step))] {
            prop_assert!(of(count, &fewer) <= of(count + step, &more));
        }
    }

    #[test]
    fn no_level_leaves_more_than_there_is(disks in vec(1_i64..5000, 1..24)) {
        let model = model_of(&disks.iter().map(|&size| (size, 1)).collect::<Vec<_>>());
        let all = capacity(&model, None).unwrap();
        let usable = |level| capacity(&model, Some(&over_all(level, disks.len())));
        for level in RaidLevel::ALL {
            prop_assert!(usable(level) <= Some(all));
        }
        // Striping wastes nothing to redundancy, so nothing leaves more.
        for level in [RaidLevel::Raid1, RaidLevel::Raid5, RaidLevel::Raid10] {
            prop_assert!(usable(level) <= usable(RaidLevel::Raid0));
        }
    }

    #[test]
    fn the_rest_fills_exactly(capacity in 1_u64..10_000, sizes in vec(proptest::option::of(1_u64..4000), 1..6), index in any::<prop::sample::Index>()) {
        let index = index.index(sizes.len());
        let mut sizes: Vec<_> = sizes.into_iter().map(|size| size.map(Gigabytes::new)).collect();
        let capacity = Gigabytes::new(capacity);
        let rest = fill_rest(capacity, &sizes, index);
        sizes[index] = None;
        let others: Gigabytes = sizes.iter().flatten().copied().sum();
        match rest {
            Some(rest) => {
                prop_assert!(rest > Gigabytes::ZERO);
                prop_assert_eq!(others.plus(rest), capacity);
            }
            None => prop_assert!(others >= capacity),
        }
    }

    #[test]
    fn a_suggested_layout_always_passes(
        disks in any_disks(),
        raid in any_raid(),
        windows in any::<bool>(),
    ) {
        let (family, os_type) = if windows { (Family::Windows, "windows") } else { (Family::Linux, "linux") };
        let model = model_of(&disks);
        let Some(capacity) = capacity(&model, raid.as_ref()) else { return Ok(()) };
        let known = Known {
            instance: Some(Instance { instance_id: "1".into(), instance_status: InstanceStatus::Running, ..Instance::default() }),
            image: Some(Image { image_id: "i".into(), os_type: Some(os_type.into()), ..Image::default() }),
            instance_type: Some(model.clone()),
        };
        let suggestions = suggest(family, capacity);
        prop_assert_eq!(suggestions.is_empty(), capacity == Gigabytes::ZERO);
        for suggestion in suggestions {
            let request = ReinstallRequest {
                instance_id: "1".into(),
                image_id: Some("i".into()),
                raid_config: raid.clone(),
                partitions: suggestion.partitions.clone(),
                ..ReinstallRequest::default()
            };
            let report = check(&request, known.context());
            let about: Vec<_> = report
                .issues
                .iter()
                .filter(|issue| issue.path.field() == Field::Partitions && issue.severity() >= Severity::Warning)
                .map(|issue| issue.message(Locale::En))
                .collect();
            prop_assert!(about.is_empty(), "{suggestion:?}: {about:?}");
            let plan = DiskPlan::new(&model, raid.as_ref(), &suggestion.partitions);
            prop_assert_eq!(plan.filling, Filling::Exact);
        }
    }
}

fn model_of(disks: &[(i64, i64)]) -> InstanceType {
    let mut model = model(&[], None);
    if let Some(info) = &mut model.disk_info {
        info.total_disk_size = None;
        info.disks = disks.iter().map(|&(disk_size, disk_count)| Disk { disk_size, disk_count }).collect();
    }
    model
}
