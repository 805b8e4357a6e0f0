//! The calls that only read: what is found, what is refused, pages, and the exact shape of it all.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Lab, cases};
use reinstall_sandbox::Config;
use serde_json::{Value, json};

/// The catalogue's own servers only.
fn catalogue() -> Lab {
    Lab::with(Config { instances: Some(40), ..Config::default() })
}

fn catalog_file() -> Value {
    serde_json::from_str(include_str!("../src/catalog.json")).unwrap()
}

/// The list in a response, and the member by which tests name its elements.
fn list_of(action: &str) -> (&'static str, &'static str) {
    match action {
        "DescribeInstances" => ("dataSet", "instanceName"),
        "DescribeInstanceTypes" => ("instanceTypes", "instanceTypeId"),
        "DescribeImages" => ("images", "imageName"),
        "DescribeKeyPairs" => ("dataSet", "keyName"),
        "DescribeZones" => ("zoneSet", "zoneId"),
        other => panic!("{other} reads nothing"),
    }
}

#[tokio::test]
async fn every_filter_finds_what_its_case_says() {
    let lab = catalogue();
    for case in cases("found") {
        let action = case["action"].as_str().unwrap();
        let response = lab.call(action, &case["body"]).await.response();
        let (list, name) = list_of(action);
        let found: Vec<&Value> = response[list].as_array().unwrap().iter().map(|element| &element[name]).collect();
        let expected: Vec<&Value> = case["expected"].as_array().unwrap().iter().collect();
        assert_eq!(found, expected, "{}: {} {}", case["why"], action, case["body"]);
        if list == "dataSet" {
            assert_eq!(response["totalCount"], expected.len(), "{}", case["why"]);
        }
    }
}

#[tokio::test]
async fn every_bad_request_is_refused_as_its_case_says_and_nothing_is_installed() {
    let lab = catalogue();
    let before = lab.call("DescribeInstances", &json!({ "pageSize": 1000 })).await.response()["dataSet"].clone();
    for case in cases("refused") {
        let answer = lab.call(case["action"].as_str().unwrap(), &case["body"]).await;
        let (status, code) = answer.refusal();
        assert_eq!(
            (json!(status), json!(code)),
            (case["status"].clone(), case["code"].clone()),
            "{}: {} {}\n{}",
            case["why"],
            case["action"],
            case["body"],
            answer.body
        );
    }
    let after = lab.call("DescribeInstances", &json!({ "pageSize": 1000 })).await.response()["dataSet"].clone();
    assert_eq!(before, after);
}

#[tokio::test]
async fn objects_are_answered_exactly_as_the_catalogue_has_them() {
    let (lab, file) = (catalogue(), catalog_file());
    let pairs = [
        ("DescribeInstances", "dataSet", "instances"),
        ("DescribeInstanceTypes", "instanceTypes", "instanceTypes"),
        ("DescribeImages", "images", "images"),
        ("DescribeKeyPairs", "dataSet", "keyPairs"),
        ("DescribeZones", "zoneSet", "zoneSet"),
    ];
    for (action, list, in_file) in pairs {
        let response = lab.call(action, &json!({ "pageSize": 1000 })).await.response();
        assert_eq!(response[list], file[in_file], "{action}");
    }
}

/// The wire messages were checked against the vendor's SDK.
#[tokio::test]
async fn responses_have_the_shape_of_the_wire_messages() {
    let lab = catalogue();
    let wire = |name: &str| -> Value {
        let path = format!("{}/../../tests/data/wire/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    for (action, file) in [
        ("DescribeInstances", "describe-instances.success"),
        ("DescribeInstanceTypes", "describe-instance-types.success"),
        ("DescribeImages", "describe-images.success"),
        ("DescribeKeyPairs", "describe-key-pairs.success"),
    ] {
        let (answered, expected) = (lab.call(action, &json!({ "pageSize": 1000 })).await.json(), wire(file));
        let (list, name) = list_of(action);
        let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(members(&answered), members(&expected), "{action}");
        assert_eq!(members(&answered["response"]), members(&expected["response"]), "{action}");
        for object in expected["response"][list].as_array().unwrap() {
            let same = |other: &&Value| other[name] == object[name];
            let found = answered["response"][list].as_array().unwrap().iter().find(same).unwrap();
            assert_eq!(found, object, "{action}");
        }
    }
}

#[tokio::test]
async fn pages_cover_everything_once_and_end() {
    let lab = Lab::with(Config { instances: Some(137), ..Config::default() });
    let mut ids = Vec::new();
    for page in 1..=4 {
        let response = lab.call("DescribeInstances", &json!({ "pageNum": page, "pageSize": 50 })).await.response();
        assert_eq!(response["totalCount"], 137);
        ids.extend(response["dataSet"].as_array().unwrap().iter().map(|instance| instance["instanceId"].to_string()));
    }
    assert_eq!(ids.len(), 137);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 137);
    let default = lab.call("DescribeInstances", &json!({})).await.response();
    assert_eq!(default["dataSet"].as_array().unwrap().len(), 20);
}
