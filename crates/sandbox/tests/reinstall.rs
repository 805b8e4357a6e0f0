//! A reinstall from acceptance to its end, and what the server shows then.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Lab, NOW, WEB_01};
use reinstall_sandbox::Config;
use reinstall_sandbox::life::InstallPlan;
use serde_json::{Value, json};
use std::time::Duration;

const CENTOS_7_4: &str = "bd5faa16-39d2-4bbf-a5c8-b95a193b1626";
const WINDOWS_2019: &str = "813d4a4e-8e4e-55cc-8ee2-837e3655b8ff";
const ESXI_6_7: &str = "9449c558-dc6c-5b56-bc34-cf6ee8a6c3b5";

/// Reinstalls the server of this name, lets it end, and gives back the server.
async fn reinstall(lab: &Lab, name: &str, mut request: Value) -> Value {
    let id = lab.id_of(name).await;
    request["instanceId"] = json!(id);
    lab.call("ReinstallInstance", &request).await.response();
    assert_eq!(lab.status(&id).await, "INSTALLING");
    lab.advance(common::ENDED).await;
    lab.instance(&id).await
}

#[track_caller]
fn assert_shows(instance: &Value, expected: &Value) {
    for (member, value) in expected.as_object().unwrap() {
        assert_eq!(&instance[member], value, "{member}");
    }
}

#[tokio::test]
async fn installing_shows_at_once_and_everything_else_at_the_end() {
    let lab = Lab::new();
    let before = lab.instance(WEB_01).await;
    let request = json!({ "instanceId": WEB_01, "imageId": CENTOS_7_4, "hostname": "new" });
    let response = lab.call("ReinstallInstance", &request).await.response();
    assert_eq!(response.as_object().unwrap().len(), 1, "nothing but the request id");
    let during = lab.instance(WEB_01).await;
    let mut expected = before.clone();
    expected["instanceStatus"] = json!("INSTALLING");
    assert_eq!(during, expected);
    lab.wait(13_599);
    assert_eq!(lab.status(WEB_01).await, "INSTALLING", "never sooner than the quickest model with luck");
    lab.wait(17_000);
    let after = lab.instance(WEB_01).await;
    assert_shows(
        &after,
        &json!({ "instanceStatus": "RUNNING", "imageId": CENTOS_7_4, "imageName": "CentOS7.4-x86_64", "hostname": "new" }),
    );
}

#[tokio::test]
async fn what_is_left_out_takes_its_default_and_raid_stays() {
    let after = reinstall(&Lab::new(), "web-01", json!({})).await;
    let expected = json!({
        "instanceStatus": "RUNNING",
        "imageName": "CentOS7.9-x86_64",
        "ipxeUrl": null,
        "hostname": "hostname",
        "raidConfig": { "raidType": 1, "customRaids": [] },
        "partitions": [],
        "nic": { "wanName": "wan0", "lanName": "lan0" },
        "keyId": null,
    });
    assert_shows(&after, &expected);
    let after = reinstall(&Lab::new(), "sel-a-db-01", json!({})).await;
    assert_shows(&after, &json!({ "nic": { "wanName": "bond0", "lanName": "bond1" } }));
}

#[tokio::test]
async fn what_is_sent_is_shown() {
    let partitions = json!([
        { "fsPath": "/", "fsType": "ext4", "size": 200 },
        { "fsPath": "/数据", "fsType": "ext3", "size": 2000 },
    ]);
    let request = json!({
        "imageId": CENTOS_7_4,
        "hostname": "db.example",
        "keyId": "key-YWD2QFOl",
        "raidConfig": { "raidType": 0 },
        "partitions": partitions,
        "nic": { "wanName": "eth0" },
        "userData": "#!/bin/sh\n",
    });
    let after = reinstall(&Lab::new(), "web-01", request).await;
    let expected = json!({
        "hostname": "db.example",
        "keyId": "key-YWD2QFOl",
        "raidConfig": { "raidType": 0, "customRaids": [] },
        "partitions": partitions,
        "nic": { "wanName": "eth0", "lanName": "lan0" },
    });
    assert_shows(&after, &expected);
}

#[tokio::test]
async fn custom_raid_and_windows_drives_are_shown_as_sent() {
    let custom = json!([{ "raidType": 1, "diskSequence": [1, 2] }, { "raidType": 0, "diskSequence": [3, 4] }]);
    let drives =
        json!([{ "fsPath": "C", "fsType": "NTFS", "size": 100 }, { "fsPath": "d", "fsType": "ntfs", "size": 900 }]);
    let request = json!({
        "imageId": WINDOWS_2019, "password": "Aa_12345", "raidConfig": { "customRaids": custom }, "partitions": drives,
    });
    let after = reinstall(&Lab::new(), "sel-a-db-01", request).await;
    let expected = json!({
        "imageName": "Win2019-SE-EN",
        "raidConfig": { "raidType": null, "customRaids": custom },
        "partitions": drives,
        "keyId": null,
    });
    assert_shows(&after, &expected);
}

/// The version of 2022 has keys of its own in the request.
#[tokio::test]
async fn ssh_keys_are_checked_for_clients_of_the_old_version_only() {
    let lab = Lab::new();
    let keys: Vec<String> = lab.call("DescribeKeyPairs", &json!({ "pageSize": 1000 })).await.response()["dataSet"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|pair| pair["publicKey"].as_str().unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let (key, other) = (&keys[0], &keys[1]);
    let same = format!("{} another comment", key.split(' ').take(2).collect::<Vec<_>>().join(" "));
    let malformed = [
        "",
        "nonsense",
        "ssh-rsa",
        "ssh-rsa AAAA",
        "ssh-rsa AAAA!!!!",
        "ssh-ed25519 AAAAC3NzaC1yc2EAAAADAQAB",
        "-----BEGIN PUBLIC KEY-----",
    ];
    let mut cases = vec![
        (json!({ "sshKeys": [key] }), None),
        (json!({ "sshKeys": [key, other] }), None),
        (json!({ "sshKeys": [] }), None),
        (json!({ "sshKeys": null, "password": "Aa_12345" }), None),
        (json!({ "sshKeys": [key, same] }), Some("INVALID_PARAMETER_SSH_KEY_DUPLICATE")),
        (json!({ "sshKeys": [key, other, key] }), Some("INVALID_PARAMETER_SSH_KEY_DUPLICATE")),
        (json!({ "sshKeys": vec![key; 6] }), Some("INVALID_PARAMETER_EXCEED_LENGTH")),
        (json!({ "sshKeys": [key], "password": "Aa_12345" }), Some("INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT")),
        (json!({ "sshKeys": key }), Some("INVALID_PARAMETER_TYPE")),
        (json!({ "sshKeys": [7] }), Some("INVALID_PARAMETER_TYPE")),
        (json!({ "sshKeys": [null] }), Some("INVALID_PARAMETER_TYPE")),
        // Where no key is put anywhere.
        (json!({ "sshKeys": ["nonsense"], "ipxeUrl": "netboot" }), None),
        (json!({ "sshKeys": ["nonsense"], "password": "Aa_12345", "imageId": WINDOWS_2019 }), None),
        // The order of checks (D23): types, then status and login, then the password, then keys.
        (json!({ "sshKeys": [key], "password": "x" }), Some("INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT")),
        (json!({ "sshKeys": ["nonsense"], "hostname": "_" }), Some("INVALID_PARAMETER_SSH_KEY_MALFORMED")),
        (json!({ "sshKeys": ["nonsense"], "instanceId": "1" }), Some("INVALID_INSTANCE_NOT_FOUND")),
    ];
    cases.extend(malformed.map(|key| (json!({ "sshKeys": [key] }), Some("INVALID_PARAMETER_SSH_KEY_MALFORMED"))));
    for (mut body, code) in cases {
        if body.get("instanceId").is_none() {
            body["instanceId"] = json!(WEB_01);
        }
        let lab = Lab::new();
        let answer = lab.call_version("2022-11-20", "ReinstallInstance", &body).await;
        match code {
            None => drop(answer.response()),
            Some(code) => assert_eq!(answer.refusal().1, code, "{body}"),
        }
        let lab = Lab::new();
        if let Some(code) = lab.call_version("2026-02-01", "ReinstallInstance", &body).await.code() {
            assert!(!code.contains("SSH_KEY") && code != "INVALID_PARAMETER_TYPE", "{body}: {code}");
        }
    }
}

#[tokio::test]
async fn ipxe_wins_over_an_image_and_leaves_none() {
    for url in ["netboot", "http://boot.example/script.ipxe"] {
        let request = json!({ "ipxeUrl": url, "imageId": "nope", "keyId": "key-YWD2QFOl" });
        let after = reinstall(&Lab::new(), "web-01", request).await;
        assert_shows(&after, &json!({ "imageId": null, "imageName": null, "ipxeUrl": url, "keyId": null }));
    }
    let lab = Lab::new();
    reinstall(&lab, "web-01", json!({ "ipxeUrl": "netboot" })).await;
    let after = reinstall(&lab, "web-01", json!({ "imageId": CENTOS_7_4 })).await;
    assert_shows(&after, &json!({ "imageId": CENTOS_7_4, "ipxeUrl": null }));
}

#[tokio::test]
async fn esxi_takes_neither_key_nor_partitions_and_says_nothing() {
    let partitions = json!([{ "fsPath": "/", "fsType": "ext4", "size": 5 }]);
    let request = json!({ "imageId": ESXI_6_7, "keyId": "key-YWD2QFOl", "partitions": partitions });
    let after = reinstall(&Lab::new(), "sel-a-db-01", request).await;
    assert_shows(&after, &json!({ "imageId": ESXI_6_7, "keyId": null, "partitions": [] }));
}

#[tokio::test]
async fn without_an_image_it_stays_without_a_system() {
    let after = reinstall(&Lab::new(), "dxb-a-no-os-01", json!({})).await;
    assert_shows(&after, &json!({ "instanceStatus": "RUNNING", "imageId": null, "imageName": null, "ipxeUrl": null }));
}

#[tokio::test]
async fn a_failed_installation_keeps_the_old_values_and_may_be_tried_again() {
    let plan = InstallPlan { fail_rate: 1.0, ..Config::default().plan };
    let lab = Lab::with(Config { plan, ..Config::default() });
    let before = lab.instance(WEB_01).await;
    let after = reinstall(&lab, "web-01", json!({ "imageId": CENTOS_7_4, "hostname": "new" })).await;
    let mut expected = before.clone();
    expected["instanceStatus"] = json!("INSTALL_FAILED");
    assert_eq!(after, expected);
    reinstall(&lab, "web-01", json!({})).await;
}

#[tokio::test]
async fn stopped_and_failed_servers_take_a_reinstall_and_run_after_it() {
    for name in ["sel-a-batch-01", "failed-01"] {
        assert_shows(&reinstall(&Lab::new(), name, json!({})).await, &json!({ "instanceStatus": "RUNNING" }));
    }
}

#[tokio::test]
async fn a_second_reinstall_is_refused_until_the_first_has_ended() {
    let lab = Lab::new();
    let request = json!({ "instanceId": WEB_01 });
    lab.call("ReinstallInstance", &request).await.response();
    let refusal = lab.call("ReinstallInstance", &request).await.refusal();
    assert_eq!(refusal, (403, "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING".to_owned()));
    lab.advance(common::ENDED).await;
    lab.call("ReinstallInstance", &request).await.response();
}

/// The vendor's Terraform provider always sends back what it has seen.
#[tokio::test]
async fn every_server_takes_its_own_values_back() {
    let lab = Lab::new();
    let all = lab.call("DescribeInstances", &json!({ "pageSize": 1000 })).await.response();
    let mut accepted = 0;
    for instance in all["dataSet"].as_array().unwrap() {
        let status = instance["instanceStatus"].as_str().unwrap();
        let sentinel = reinstall_sandbox::faults::Sentinel::of(instance["instanceName"].as_str().unwrap()).is_some();
        if sentinel || !["RUNNING", "STOPPED", "INSTALL_FAILED"].contains(&status) {
            continue;
        }
        let mut request = json!({});
        for member in ["instanceId", "imageId", "ipxeUrl", "hostname", "keyId", "raidConfig", "partitions", "nic"] {
            request[member] = instance[member].clone();
        }
        let answer = lab.call("ReinstallInstance", &request).await;
        assert_eq!(answer.status, 200, "{}: {}", instance["instanceName"], answer.body);
        lab.advance(common::ENDED).await;
        let after = lab.instance(instance["instanceId"].as_str().unwrap()).await;
        for member in request.as_object().unwrap().keys() {
            assert_eq!(after[member], instance[member], "{}: {member}", instance["instanceName"]);
        }
        accepted += 1;
    }
    assert!(accepted > 20, "{accepted}");
}

#[tokio::test]
async fn no_secret_is_ever_seen_again() {
    let lab = Lab::new();
    let request = json!({ "instanceId": WEB_01, "password": "Canary~1", "userData": "#!/bin/sh\necho Canary~2\n" });
    lab.call("ReinstallInstance", &request).await.response();
    lab.call("ReinstallInstance", &json!({ "instanceId": "Canary~3", "password": "Canary~4" })).await;
    lab.call("ReinstallInstance", &json!({ "instanceId": WEB_01, "password": "Canary~~~5" })).await;
    lab.advance(common::ENDED).await;
    for control in ["state", "calls", "faults", "clock", "info"] {
        let body = lab.control(http::Method::GET, control, "").await.body;
        assert!(!body.contains("Canary"), "{control}");
    }
    assert!(!lab.call("DescribeInstances", &json!({})).await.body.contains("Canary"));
}

#[tokio::test]
async fn chance_repeats_with_the_seed_whatever_the_order_of_calls() {
    async fn ends(seed: u64, names: &[&str]) -> Vec<(String, i64)> {
        let plan = InstallPlan { time: Duration::from_secs(100), fail_rate: 0.5, seed };
        let lab = Lab::with(Config { plan, ..Config::default() });
        let mut ids = Vec::new();
        for name in names {
            let id = lab.id_of(name).await;
            lab.call("ReinstallInstance", &json!({ "instanceId": id })).await.response();
            ids.push(id);
        }
        let mut ends = Vec::new();
        for second in 1..=130 {
            lab.set_real_time(NOW + second);
            for id in &ids {
                let status = lab.status(id).await;
                if status != "INSTALLING" && !ends.iter().any(|(ended, _): &(String, i64)| ended.starts_with(id)) {
                    ends.push((format!("{id} {status}"), second));
                }
            }
        }
        ends.sort();
        ends
    }
    let names = ["web-01", "sel-a-db-01", "cache-01", "sel-a-web-02", "transcode-01"];
    let reversed: Vec<&str> = names.iter().rev().copied().collect();
    let first = ends(1, &names).await;
    assert_eq!(first.len(), names.len());
    assert_eq!(first, ends(1, &reversed).await);
    assert_ne!(first, ends(2, &names).await);
}
