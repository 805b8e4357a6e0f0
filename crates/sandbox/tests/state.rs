//! What `--state FILE` promises: whatever was answered outlives the process, however it ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::running::{Running, post, refused, start};
use common::{NOW, WEB_01};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use reinstall_core::api::Service;
use reinstall_sandbox::control::Peer;
use reinstall_sandbox::faults::Sentinel;
use reinstall_sandbox::{Call, Config, Millis, Sandbox};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("state.json");
    (folder, file)
}

fn start_with(file: &Path, flags: &[&str]) -> Running {
    start(&[&["--state", file.to_str().unwrap()], flags].concat())
}

/// Every server by its id.
fn servers(running: &Running) -> BTreeMap<String, Value> {
    let state = running.control("GET", "state", "");
    let named = |server: &Value| (server["instanceId"].as_str().unwrap().to_owned(), server.clone());
    state["instances"].as_array().unwrap().iter().map(named).collect()
}

#[test]
fn whatever_was_answered_outlives_a_kill_at_any_moment() {
    let (_folder, file) = folder();
    let flags = ["--instances", "600", "--install-time", "1h"];
    let reinstall = |id: &str| format!(r#"{{"instanceId": "{id}", "hostname": "host-{id}"}}"#);
    let running = start_with(&file, &flags);
    let ordinary = |server: &Value| {
        server["instanceStatus"] == "RUNNING" && Sentinel::of(server["instanceName"].as_str().unwrap()).is_none()
    };
    let ids: VecDeque<String> =
        servers(&running).into_iter().filter(|(_, server)| ordinary(server)).map(|(id, _)| id).collect();
    assert!(ids.len() > 200);
    drop(running);

    let queue = Mutex::new(ids);
    let mut answered: Vec<String> = Vec::new();
    let mut random = StdRng::seed_from_u64(7);
    for round in 0..20 {
        let mut running = start_with(&file, &flags);
        let shown = servers(&running);
        for id in &answered {
            assert_eq!(shown[id]["instanceStatus"], "INSTALLING", "round {round}");
        }
        let (sender, answers) = channel();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                let (sender, queue, address) = (sender.clone(), &queue, running.address);
                scope.spawn(move || {
                    // Until the server is gone.
                    while let Some(id) = { queue.lock().unwrap().pop_front() } {
                        let answer = post(address, "/api/v2/bmc", "ReinstallInstance", &reinstall(&id));
                        match answer {
                            Ok(answer) if answer.ends_with('}') => {
                                assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
                                sender.send(id).unwrap();
                            }
                            Ok(_) | Err(_) => return,
                        }
                    }
                });
            }
            drop(sender);
            let before_the_kill = random.random_range(1..8);
            answered.extend(answers.iter().take(before_the_kill));
            running.child.kill().unwrap();
            answered.extend(answers.iter());
        });
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "round {round}: {text}");
    }
    assert!(answered.len() >= 20, "{}", answered.len());
    assert!(!queue.lock().unwrap().is_empty(), "the rounds ended because of the kills");

    let running = start_with(&file, &flags);
    running.control("POST", "clock", r#"{"advanceSeconds": 7200}"#);
    let shown = servers(&running);
    for id in &answered {
        assert_eq!(shown[id]["instanceStatus"], "RUNNING");
        assert_eq!(shown[id]["hostname"], format!("host-{id}"));
    }
    running.control("POST", "reset", "");
    let mut names: Vec<_> =
        std::fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["state.json", "state.json.lock"], "no half write is left lying about");
}

#[test]
fn everything_is_kept_but_secrets_and_the_list_of_calls() {
    let (_folder, file) = folder();
    let running = start_with(&file, &["--install-time", "1h"]);
    let limited = servers(&running).into_iter().find(|(_, server)| server["instanceName"] == "rate-limited").unwrap().0;
    let request = |id: &str| {
        format!(
            r#"{{"instanceId": "{id}", "password": "Canary~1", "userData": "echo canary-user-data",
                 "raidConfig": {{"raidType": 0}}, "hostname": "kept"}}"#
        )
    };
    let status = |answer: String| answer.get(9..12).unwrap().to_owned();
    assert_eq!(status(running.post("/api/v2/bmc", "ReinstallInstance", &request(WEB_01))), "200");
    assert_eq!(status(running.post("/api/v2/bmc", "ReinstallInstance", &request(&limited))), "429");
    running.control("POST", "faults", r#"{"action": "DescribeImages", "kind": "http-503", "times": 2, "millis": 3}"#);
    assert_eq!(status(running.post("/api/v2/bmc", "DescribeImages", "{}")), "503");
    running.control("POST", "clock", r#"{"advanceSeconds": 600}"#);
    let before = running.control("GET", "state", "");
    let request_id = |answer: String| answer.split_once("\"requestId\":\"").unwrap().1.get(..37).unwrap().to_owned();
    let first = request_id(running.post("/api/v2/bmc", "DescribeZones", "{}"));
    drop(running);

    let text = std::fs::read_to_string(&file).unwrap();
    for secret in ["Canary", "canary", "demo-access-key-password", "demo-token"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let running = start_with(&file, &["--install-time", "1s"]);
    let after = running.control("GET", "state", "");
    assert_eq!(after["instances"], before["instances"], "an installation under way keeps its time");
    assert!(after["now"].as_i64().unwrap() >= before["now"].as_i64().unwrap(), "and the clock its lead");
    assert_eq!(
        running.control("GET", "faults", "")["faults"],
        json!([{ "action": "DescribeImages", "kind": "http-503", "times": 1, "millis": 3 }])
    );
    assert_eq!(running.control("GET", "calls", "")["calls"], json!([]));
    assert_eq!(status(running.post("/api/v2/bmc", "ReinstallInstance", &request(&limited))), "429");
    assert_eq!(status(running.post("/api/v2/bmc", "ReinstallInstance", &request(&limited))), "200");
    let again = request_id(running.post("/api/v2/bmc", "DescribeZones", "{}"));
    assert_ne!(first, again, "request ids do not repeat");

    running.control("POST", "reset", "");
    drop(running);
    let running = start_with(&file, &[]);
    assert_eq!(servers(&running)[WEB_01]["instanceStatus"], "RUNNING", "a reset is kept as well");
}

#[test]
fn a_file_that_is_not_ours_stops_the_start_and_stays_as_it_is() {
    let (folder, file) = folder();
    drop(start_with(&file, &["--instances", "50"]));
    let of_fifty = std::fs::read_to_string(&file).unwrap();
    let version = of_fifty.replacen(r#"State":1"#, r#"State":2"#, 1);
    let stranger = of_fifty.replacen(
        r#""reinstalled":{"#,
        r#""reinstalled":{"12345":{"rounds":1,"status":"RUNNING","shown":null,"underWay":null}"#,
        1,
    );
    assert!(version != of_fifty && stranger != of_fifty, "{of_fifty}");
    for (text, flags, words) in [
        ("", &["--instances", "50"][..], "not a state of the sandbox"),
        ("canary", &["--instances", "50"], "not a state of the sandbox (line 1, column 1)"),
        (r#"{"password": "canary"}"#, &["--instances", "50"], "not a state of the sandbox"),
        (r#"{"reinstallSandboxState": "canary"}"#, &["--instances", "50"], "not a state of the sandbox"),
        (of_fifty.strip_suffix("}}").unwrap(), &["--instances", "50"], "not a state of the sandbox"),
        (&of_fifty, &[], "--instances 50, and now there is no --instances"),
        (&of_fifty, &["--instances", "51"], "--instances 50, and now there is --instances 51"),
        (&version, &["--instances", "50"], "the form 2"),
        (r#"{"reinstallSandboxState":7,"more":[]}"#, &["--instances", "50"], "the form 7"),
        (&stranger, &["--instances", "50"], "the instance \"12345\""),
    ] {
        std::fs::write(&file, text).unwrap();
        let output = refused(&[&["--listen", "127.0.0.1:0", "--state", file.to_str().unwrap()], flags].concat());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{text}");
        assert!(stderr.contains("--state") && stderr.contains("state.json") && stderr.contains(words), "{stderr}");
        assert!(stderr.contains("choose another file"), "{stderr}");
        assert!(!stderr.contains("canary"), "{stderr}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "it is as it was");
    }
    let elsewhere = folder.path().join("no-such-folder/state.json");
    for (path, words) in [(folder.path(), "not a file"), (&elsewhere, "check the folder")] {
        let output = refused(&["--listen", "127.0.0.1:0", "--state", path.to_str().unwrap()]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && stderr.contains(words), "{stderr}");
    }
}

#[test]
fn two_sandboxes_do_not_share_a_file_and_a_link_stays_a_link() {
    let (folder, file) = folder();
    let link = folder.path().join("link.json");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    drop(start_with(&file, &[]));
    let running = start_with(&link, &[]);
    for path in [&file, &link] {
        let output = refused(&["--listen", "127.0.0.1:0", "--state", path.to_str().unwrap()]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && stderr.contains("another sandbox is using it"), "{stderr}");
    }
    drop(running);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    // Also one whose target is not there yet.
    let volume = folder.path().join("volume");
    std::fs::create_dir(&volume).unwrap();
    let early = folder.path().join("early.json");
    std::os::unix::fs::symlink("volume/state.json", &early).unwrap();
    drop(start_with(&early, &[]));
    assert!(std::fs::symlink_metadata(&early).unwrap().is_symlink() && volume.join("state.json").is_file());
}

/// What stands where the sandbox writes: its own half write goes, everything else stays, and stops the start.
#[test]
fn nothing_of_anybody_elses_is_written_over() {
    let (folder, file) = folder();
    let partial = folder.path().join("state.json.partial");
    let refused = || {
        let output = refused(&["--listen", "127.0.0.1:0", "--state", file.to_str().unwrap()]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && stderr.contains("in the way"), "{stderr}");
    };
    for text in ["my own notes", "{\"reinstall", "{\"reinstallSandboxState\":1,\"half"] {
        std::fs::write(&partial, text).unwrap();
        if text.starts_with("my own") {
            refused();
            assert_eq!(std::fs::read_to_string(&partial).unwrap(), text);
            std::fs::remove_file(&partial).unwrap();
        } else {
            drop(start_with(&file, &[]));
            assert!(!partial.exists(), "{text}");
        }
    }
    let victim = folder.path().join("victim.txt");
    std::fs::write(&victim, "").unwrap();
    std::os::unix::fs::symlink(&victim, &partial).unwrap();
    refused();
    assert_eq!(std::fs::read_to_string(&victim).unwrap(), "", "no link is followed");
    std::fs::remove_file(&partial).unwrap();
    std::fs::create_dir(&partial).unwrap();
    refused();
    std::fs::remove_dir(&partial).unwrap();
    std::fs::remove_file(folder.path().join("state.json.lock")).unwrap();
    std::fs::create_dir(folder.path().join("state.json.lock")).unwrap();
    refused();
}

#[test]
fn where_it_cannot_be_written_every_caller_hears_so_until_it_can() {
    let (folder, file) = folder();
    let running = start_with(&file, &[]);
    let away = folder.path().with_extension("away");
    std::fs::rename(folder.path(), &away).unwrap();
    let reinstall = format!(r#"{{"instanceId": "{WEB_01}"}}"#);
    for (action, body) in [("ReinstallInstance", reinstall.as_str()), ("DescribeZones", "{}")] {
        let answer = running.post("/api/v2/bmc", action, body);
        assert!(answer.starts_with("HTTP/1.1 500 "), "{answer}");
        assert!(answer.contains("INTERNAL_SERVER_ERROR") && answer.contains("state file"), "{answer}");
    }
    std::fs::rename(&away, folder.path()).unwrap();
    assert!(running.post("/api/v2/bmc", "DescribeZones", "{}").starts_with("HTTP/1.1 200 OK"));
    drop(running);
    assert_eq!(servers(&start_with(&file, &[]))[WEB_01]["instanceStatus"], "INSTALLING");
}

/// What a client does.
#[derive(Debug)]
enum Step {
    Reinstall(String, Value),
    Control(&'static str, Value),
}

impl Step {
    fn random(random: &mut StdRng, ids: &[String]) -> Self {
        match random.random_range(0..20) {
            0..2 => Self::Control("clock", json!({ "advanceSeconds": random.random_range(0..60) })),
            2..4 => {
                let kind = ["drop-after", "http-500", "rate-limit", "timed-out"][random.random_range(0..4_usize)];
                let times = random.random_range(1..3);
                Self::Control("faults", json!({ "action": "ReinstallInstance", "kind": kind, "times": times }))
            }
            4 => Self::Control("reset", Value::Null),
            _ => {
                let raid = [json!({}), json!({ "raidType": 0 }), json!({ "raidType": 1 })]
                    [random.random_range(0..3_usize)]
                .clone();
                Self::Reinstall(ids[random.random_range(0..ids.len())].clone(), raid)
            }
        }
    }

    /// Does it; gives back the status.
    fn on(&self, sandbox: &mut Sandbox, now: Millis) -> u16 {
        match self {
            Self::Control(name, body) => {
                let body = body.to_string();
                sandbox.control(LOCAL, "POST", &format!("/_sandbox/{name}"), body.as_bytes(), now).status
            }
            Self::Reinstall(id, raid) => {
                let body = json!({ "instanceId": id, "raidConfig": raid, "hostname": "new" }).to_string();
                let header = |name: &str| {
                    let value = match name {
                        "x-zc-action" => "ReinstallInstance",
                        "content-type" => "application/json",
                        "authorization" => "Bearer demo-token",
                        _ => return None,
                    };
                    Some(value.to_owned())
                };
                sandbox.handle(&Call { service: Service::Bmc, header: &header, body: body.as_bytes() }, now).status()
            }
        }
    }
}

const LOCAL: Peer<'static> = Peer { is_local: true, origin: None, host: None };

fn seen(sandbox: &mut Sandbox, now: Millis) -> [Value; 2] {
    ["state", "faults"].map(|name| {
        let reply = sandbox.control(LOCAL, "GET", &format!("/_sandbox/{name}"), b"", now);
        serde_json::from_slice(&reply.body).unwrap()
    })
}

/// A random history, interrupted at every step: who goes on from the snapshot sees what they see who were never stopped.
#[test]
fn a_sandbox_that_goes_on_from_a_snapshot_is_the_same_sandbox() {
    let config = || {
        let mut config = Config { instances: Some(60), ..Config::default() };
        config.plan.fail_rate = 0.3;
        config
    };
    let mut random = StdRng::seed_from_u64(11);
    let [state, _] = seen(&mut Sandbox::new(config()).unwrap(), Millis(NOW * 1000));
    let ids: Vec<String> = state["instances"]
        .as_array()
        .unwrap()
        .iter()
        .map(|server| server["instanceId"].as_str().unwrap().to_owned())
        .filter(|_| random.random_bool(0.3))
        .collect();
    let mut statuses: BTreeMap<u16, u32> = BTreeMap::new();
    for _ in 0..20 {
        let mut straight = Sandbox::new(config()).unwrap();
        let mut stopped = Sandbox::new(config()).unwrap();
        let mut now = NOW * 1000;
        for _ in 0..25 {
            now += random.random_range(0..15_000);
            let step = Step::random(&mut random, &ids);
            let status = step.on(&mut straight, Millis(now));
            *statuses.entry(status).or_default() += 1;
            assert_eq!(step.on(&mut stopped, Millis(now)), status, "{step:?}");
            let text = serde_json::to_string(&stopped.snapshot()).unwrap();
            stopped = Sandbox::restored(config(), serde_json::from_str(&text).unwrap()).unwrap();
            assert_eq!(seen(&mut stopped, Millis(now)), seen(&mut straight, Millis(now)), "{step:?}");
        }
    }
    for status in [0, 200, 403, 429, 500, 503] {
        assert!(statuses.contains_key(&status), "{statuses:?}");
    }
}
