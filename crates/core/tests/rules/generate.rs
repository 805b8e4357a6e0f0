//! Requests and contexts for property tests: mostly nearly right, now and then anything.

use crate::suite::Known;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Any JSON, nested; the names are mostly those of the request.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-3_i64..20).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name(), inner), 0..5).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    const NAMES: [&str; 18] = [
        "instanceId",
        "imageId",
        "ipxeUrl",
        "hostname",
        "password",
        "keyId",
        "raidConfig",
        "partitions",
        "nic",
        "userData",
        "raidType",
        "customRaids",
        "diskSequence",
        "fsPath",
        "fsType",
        "size",
        "wanName",
        "lanName",
    ];
    prop_oneof![9 => select(&NAMES[..]).prop_map(str::to_owned), 1 => ".{0,4}"]
}

pub fn text() -> impl Strategy<Value = String> {
    const TEXTS: [&str; 24] = [
        "",
        " ",
        "x",
        "netboot",
        "http://",
        "file:///x",
        "http://h/${a}",
        "Aa_12345",
        "linux",
        "windows",
        "esxi",
        "/",
        "//",
        "/a",
        "/é\u{85}",
        "C",
        "c",
        "D",
        "E",
        "ext4",
        "ntfs",
        "lan0",
        "bond1",
        "#!\r\n\u{feff}",
    ];
    prop_oneof![3 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => ".{0,12}", 1 => ".{60,70}"]
}

/// A member that is mostly as it should be, and now and then anything.
fn member(usual: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![12 => usual, 1 => Just(Value::Null), 1 => any_json()].boxed()
}

/// An object with some of these members.
fn object(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, value)| proptest::option::weighted(0.75, value).prop_map(move |value| (name, value)))
        .collect();
    members.prop_map(|members| {
        Value::Object(members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
    })
}

fn list(element: BoxedStrategy<Value>, most: usize) -> BoxedStrategy<Value> {
    vec(element, 0..=most).prop_map(Value::from).boxed()
}

pub fn near_valid() -> impl Strategy<Value = Value> {
    let words = || member(text().prop_map(Value::from));
    let level = || member(select(&[0, 1, 5, 10, 7][..]).prop_map(Value::from));
    let array = member(object(vec![
        ("raidType", level()),
        ("diskSequence", member(list(member((0_i64..6).prop_map(Value::from)), 5))),
    ]));
    let partition = member(object(vec![
        ("fsPath", words()),
        ("fsType", member(select(&["ext4", "NTFS", "xfs"][..]).prop_map(Value::from))),
        ("size", member(prop_oneof![(-1_i64..1500).boxed(), any::<i64>().boxed()].prop_map(Value::from))),
    ]));
    object(vec![
        ("instanceId", words()),
        ("imageId", words()),
        ("ipxeUrl", words()),
        ("hostname", words()),
        ("password", words()),
        ("keyId", words()),
        ("raidConfig", member(object(vec![("raidType", level()), ("customRaids", member(list(array, 3)))]))),
        ("partitions", member(list(partition, 4))),
        ("nic", member(object(vec![("wanName", words()), ("lanName", words())]))),
        ("userData", words()),
        ("another", words()),
    ])
}

/// Contexts as the API gives them, and some that it never should.
pub fn any_context() -> impl Strategy<Value = Known> {
    let instance = |image: Value, raid: Value| json!({"instanceId": "1", "instanceStatus": "RUNNING", "imageId": image, "raidConfig": raid});
    let model = |total: Value, disks: Value| {
        json!({"instanceTypeId": "M", "imageIds": ["linux", "esxi"], "supportRaids": [0, 1, 5], "isHA": true,
               "diskInfo": {"totalDiskSize": total, "disks": disks}})
    };
    let instances = vec![
        Value::Null,
        json!({"instanceStatus": "INSTALLING"}),
        instance(Value::Null, Value::Null),
        instance(json!("linux"), json!({"raidType": 1})),
        instance(json!("windows"), json!({"customRaids": [{"raidType": 5, "diskSequence": [2, 3, 4]}]})),
        instance(json!("linux"), json!({"raidType": i64::MIN, "customRaids": [{"diskSequence": [i64::MIN]}]})),
    ];
    let models = vec![
        Value::Null,
        json!({}),
        model(json!(2200), json!([{"diskSize": 1100, "diskCount": 2}])),
        model(json!(1920), json!([{"diskSize": 440, "diskCount": 3}, {"diskSize": 600, "diskCount": 1}])),
        model(json!(i64::MAX), json!([{"diskSize": i64::MAX, "diskCount": i64::MAX}])),
        model(json!(-1), json!([{"diskSize": i64::MIN, "diskCount": 3}, {"diskSize": 0, "diskCount": -1}])),
    ];
    let images = vec![
        Value::Null,
        json!({"imageId": "linux", "catalog": "ubuntu"}),
        json!({"imageId": "windows", "osType": "windows"}),
        json!({"imageId": "esxi", "catalog": "esxi"}),
    ];
    (select(instances), select(models), select(images)).prop_map(|(instance, model, image)| {
        serde_json::from_value(json!({"instance": instance, "instanceType": model, "image": image})).unwrap()
    })
}

pub fn any_request() -> impl Strategy<Value = Value> {
    prop_oneof![1 => any_json(), 3 => near_valid()]
}
