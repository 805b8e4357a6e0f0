//! What a check costs: time, and allocations beside it. `cargo xtask bench` runs it; `-- NAME` runs a part.
//!
//! How to read it: a time means nothing by itself, since it is this machine's at this moment. Compare within one run:
//! `json::typical` with `json::yardstick`, which only parses the same text; a batch, divided by its 10,000, with the one
//! request; the worst case with the typical one; the three kinds of nesting with each other and with their megabytes.
//! `fastest` is the column that other programs disturb least. Allocations (`alloc`: how many, and how many bytes) are the
//! same in every run and on every machine, so two versions can be compared by them; what a report itself holds is part of
//! them, so a report with more issues has more.

#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark that measures something else must not go on")]

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use reinstall_core::disk::DiskPlan;
use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::request::{CustomRaid, Nic, Partition, RaidConfig};
use reinstall_core::{Context, ReinstallRequest, check, check_json, prepare};
use serde_json::{Value, json};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A server, its model and its image, as the API tells about them.
struct Known {
    instance: Instance,
    instance_type: InstanceType,
    image: Image,
}

impl Known {
    fn new(status: &str, disks: &Value) -> Self {
        let model = json!({
            "instanceTypeId": "M6C", "imageIds": ["centos-7", "debian-12", "ubuntu-22"], "supportRaids": [0, 1, 5, 10],
            "isHA": false, "diskInfo": disks,
        });
        let instance = json!({
            "instanceId": "820653960707704280", "instanceName": "web-01", "instanceTypeId": "M6C", "imageId": "centos-7",
            "instanceStatus": status, "raidConfig": {"raidType": 1, "customRaids": []}, "keyId": null,
        });
        let image = json!({
            "imageId": "ubuntu-22", "imageName": "Ubuntu 22.04", "catalog": "ubuntu", "imageType": "PUBLIC_IMAGE", "osType": "linux",
        });
        Self {
            instance: serde_json::from_value(instance).expect("an instance"),
            instance_type: serde_json::from_value(model).expect("a model"),
            image: serde_json::from_value(image).expect("an image"),
        }
    }

    fn two_disks() -> Self {
        Self::new("RUNNING", &json!({"totalDiskSize": 2200, "disks": [{"diskSize": 1100, "diskCount": 2}]}))
    }

    fn context(&self) -> Context<'_> {
        Context { instance: Some(&self.instance), instance_type: Some(&self.instance_type), image: Some(&self.image) }
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn partition(path: &str, size: i64) -> Partition {
    Partition { fs_path: text(path), fs_type: text("ext4"), size: Some(size) }
}

/// Every field filled in, and nothing to complain about; each number makes another one.
fn typical(number: i64) -> ReinstallRequest {
    let var = 100 + number % 400;
    ReinstallRequest {
        instance_id: "820653960707704280".into(),
        image_id: text("ubuntu-22"),
        hostname: Some(format!("web-{number:05}.example")),
        password: Some(format!("Aa_{number:05}").into()),
        raid_config: Some(RaidConfig { raid_type: Some(1), custom_raids: vec![] }),
        partitions: vec![partition("/", 100), partition("/var", var), partition("/data", 1000 - var)],
        nic: Some(Nic { wan_name: text("wan0"), lan_name: text("lan0") }),
        user_data: Some(format!("#cloud-config\n{}", "# 16 bytes more\n".repeat(64)).into()),
        ..ReinstallRequest::default()
    }
}

/// The request as a text, secrets included.
fn body(request: &ReinstallRequest, known: &Known) -> String {
    match prepare(request, known.context()) {
        Ok(prepared) if prepared.report().issues.is_empty() => prepared.body().expose().to_owned(),
        Ok(prepared) => panic!("not typical: {:?}", prepared.report()),
        Err(report) => panic!("not valid: {report:?}"),
    }
}

fn batch() -> Vec<ReinstallRequest> {
    (0..10_000).map(typical).collect()
}

/// As many rules broken as one request can, on a model of 24 disks of two sizes.
fn worst() -> (ReinstallRequest, Known) {
    let disks = json!({"totalDiskSize": 34560, "disks": [{"diskSize": 960, "diskCount": 12}, {"diskSize": 1920, "diskCount": 12}]});
    let odd_array =
        |first: i64| CustomRaid { raid_type: Some(10), disk_sequence: vec![first, first + 12, first, 99, 0] };
    let request = ReinstallRequest {
        instance_id: String::new(),
        image_id: text("windows-2022"),
        ipxe_url: Some(format!("file:///${{net0/mac}}/{}", "a".repeat(2048))),
        hostname: Some(format!("-{}", "_é !/,;:?#".repeat(16))),
        password: Some("é".repeat(64).into()),
        key_id: text("key-1"),
        raid_config: Some(RaidConfig { raid_type: Some(7), custom_raids: (1..=24).map(odd_array).collect() }),
        partitions: (0..24_i64)
            .map(|number| Partition {
                fs_path: Some(if number % 2 == 0 { format!("/{}/ ", "é/".repeat(64)) } else { "x".repeat(128) }),
                fs_type: text("a file system that nobody knows"),
                size: Some(-number),
            })
            .collect(),
        nic: Some(Nic { wan_name: text("lan-a-long-name"), lan_name: text("lan-a-long-name") }),
        user_data: Some(format!("\u{feff}first\r\n{}", "x".repeat(40_000)).into()),
    };
    (request, Known::new("INSTALLING", &disks))
}

/// One request through every rule.
mod one {
    use super::*;

    #[divan::bench]
    fn shortest(bencher: Bencher) {
        let known = Known::two_disks();
        let request = ReinstallRequest { instance_id: "820653960707704280".into(), ..ReinstallRequest::default() };
        bencher.bench_local(|| check(black_box(&request), known.context()));
    }

    #[divan::bench]
    fn typical(bencher: Bencher) {
        let (request, known) = (super::typical(1), Known::two_disks());
        bencher.bench_local(|| check(black_box(&request), known.context()));
    }

    #[divan::bench]
    fn worst(bencher: Bencher) {
        let (request, known) = super::worst();
        let issues = check(&request, known.context()).issues.len();
        assert!(issues > 200, "only {issues} issues");
        bencher.bench_local(|| check(black_box(&request), known.context()));
    }

    /// The check, the canonical form and the body.
    #[divan::bench]
    fn prepare(bencher: Bencher) {
        let (request, known) = (super::typical(1), Known::two_disks());
        bencher.bench_local(|| reinstall_core::prepare(black_box(&request), known.context()));
    }

    #[divan::bench]
    fn disk_plan_of_24_disks(bencher: Bencher) {
        let (_, known) = super::worst();
        let array = |level, disks: std::ops::RangeInclusive<i64>| CustomRaid {
            raid_type: Some(level),
            disk_sequence: disks.collect(),
        };
        let raid =
            RaidConfig { raid_type: None, custom_raids: vec![array(1, 1..=2), array(5, 3..=12), array(10, 13..=24)] };
        let partitions = [partition("/", 100), partition("/var", 200), partition("/data", 660)];
        bencher.bench_local(|| DiskPlan::new(black_box(&known.instance_type), Some(&raid), &partitions));
    }
}

/// A text from its first byte to the report.
mod json {
    use super::*;

    #[divan::bench]
    fn typical(bencher: Bencher) {
        let known = Known::two_disks();
        let text = body(&super::typical(1), &known);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| check_json(black_box(&text), known.context()));
    }

    /// What it takes to parse the same text and no more.
    #[divan::bench]
    fn yardstick(bencher: Bencher) {
        let text = body(&super::typical(1), &Known::two_disks());
        let parse = || serde_json::from_str::<Value>(black_box(&text)).expect("it is JSON");
        bencher.counter(BytesCount::of_str(&text)).bench_local(parse);
    }

    /// 10 MB of brackets: the whole text, in a member that is read, in one that nobody knows.
    #[divan::bench(args = ["itself", "partitions", "x"], sample_count = 10)]
    fn nesting(bencher: Bencher, member: &str) {
        let half = 5_000_000;
        let brackets = "[".repeat(half) + &"]".repeat(half);
        let text = if member == "itself" { brackets } else { format!("{{\"{member}\":{brackets}}}") };
        let known = Known::two_disks();
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| check_json(black_box(&text), known.context()));
    }
}

/// 10,000 requests, no two of them equal.
mod batch_of_10_000 {
    use super::*;

    #[divan::bench(sample_count = 20)]
    fn check(bencher: Bencher) {
        let (requests, known) = (batch(), Known::two_disks());
        let issues = || requests.iter().map(|request| reinstall_core::check(request, known.context()).issues.len());
        bencher.counter(ItemsCount::new(requests.len())).bench_local(|| issues().sum::<usize>());
    }

    #[divan::bench(sample_count = 20)]
    fn check_json(bencher: Bencher) {
        let known = Known::two_disks();
        let texts: Vec<String> = batch().iter().map(|request| body(request, &known)).collect();
        let issues = || texts.iter().map(|text| reinstall_core::check_json(text, known.context()).issues.len());
        bencher.counter(ItemsCount::new(texts.len())).bench_local(|| issues().sum::<usize>());
    }
}
