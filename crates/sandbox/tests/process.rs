//! The binary itself, over real sockets: its one line, lost answers, bad flags, an orderly end.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::running::{BINARY, refused, start};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn it_says_one_line_prints_the_demo_credentials_and_ends_on_sigterm() {
    let mut running = start(&[]);
    let answer = running.post("/api/v2/bmc", "DescribeZones", "{}");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    // A connection that is kept open and a request that never comes do not keep it from ending.
    let _idle = TcpStream::connect(running.address).unwrap();
    running.terminate();
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
    let (mut rest, mut stderr) = (String::new(), String::new());
    running.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "exactly one line");
    running.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(stderr.contains("demo-access-key") && stderr.contains("demo-token"), "{stderr}");
}

#[test]
fn a_lost_answer_is_a_connection_that_closes_without_a_byte() {
    let running = start(&[]);
    let reinstall = r#"{"instanceId": "820653960707704280"}"#;
    let state = || running.post("/api/v2/bmc", "DescribeInstances", r#"{"instanceIds": ["820653960707704280"]}"#);
    for (kind, status) in [("drop-before", "RUNNING"), ("drop-after", "INSTALLING")] {
        let fault = format!(r#"{{"action": "ReinstallInstance", "kind": "{kind}", "times": 1}}"#);
        assert!(running.post("/_sandbox/faults", "", &fault).starts_with("HTTP/1.1 200 OK"));
        assert_eq!(running.post("/api/v2/bmc", "ReinstallInstance", reinstall), "", "{kind}");
        assert!(state().contains(&format!(r#""instanceStatus":"{status}""#)), "{kind}");
    }
}

#[test]
fn a_late_answer_is_late_and_others_do_not_wait_for_it() {
    let running = start(&[]);
    running.post("/_sandbox/faults", "", r#"{"action": "DescribeImages", "kind": "delay", "millis": 1500}"#);
    std::thread::scope(|scope| {
        let late = scope.spawn(|| {
            let started = Instant::now();
            (running.post("/api/v2/bmc", "DescribeImages", "{}"), started.elapsed())
        });
        let started = Instant::now();
        assert!(running.post("/api/v2/bmc", "DescribeZones", "{}").starts_with("HTTP/1.1 200 OK"));
        assert!(started.elapsed() < Duration::from_millis(1400));
        let (answer, elapsed) = late.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"));
        assert!(elapsed >= Duration::from_millis(1500));
    });
}

#[test]
fn a_body_that_is_too_large_hears_so() {
    let running = start(&[]);
    let answer = running.post("/api/v2/bmc", "DescribeZones", &"x".repeat(3 * 1024 * 1024));
    assert!(answer.starts_with("HTTP/1.1 413 "), "{}", answer.get(..80).unwrap_or(&answer));
    assert!(answer.contains("INVALID_PARAMETER_EXCEED_LENGTH"));
}

#[test]
fn nonsense_on_the_wire_is_a_plain_4xx() {
    let running = start(&[]);
    let many_headers = format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "a: b\r\n".repeat(1000));
    let long_header = format!("GET / HTTP/1.1\r\nHost: x\r\na: {}\r\n\r\n", "b".repeat(1_000_000));
    for nonsense in ["nonsense\r\n\r\n", "GET\r\n\r\n", &many_headers, &long_header, "\u{16}\u{3}\u{1}\r\n\r\n"] {
        let mut stream = TcpStream::connect(running.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        // It may hang up before it has heard everything.
        let _ = stream.write_all(nonsense.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    }
    assert!(running.post("/api/v2/bmc", "DescribeZones", "{}").starts_with("HTTP/1.1 200 OK"), "and it lives on");
}

#[test]
fn own_credentials_replace_the_demo_ones() {
    let running = start(&["--token", "Another-Token"]);
    assert!(running.post("/api/v2/bmc", "DescribeZones", "{}").starts_with("HTTP/1.1 401 "));
}

#[test]
fn bad_flags_are_named_with_their_rule_and_never_show_a_secret() {
    for (flags, words) in [
        (&["--listen", "nowhere"][..], "IP address and a port"),
        (&["--install-time", "soon"], "20s"),
        (&["--install-time", "0s"], "from 1ms"),
        (&["--install-fail-rate", "2"], "from 0 to 1"),
        (&["--install-fail-rate", "-1"], "from 0 to 1"),
        (&["--install-fail-rate", "NaN"], "from 0 to 1"),
        (&["--instances", "0"], "from 1 to"),
        (&["--instances", "-5"], "from 1 to"),
        (&["--rate", "0"], "at least 1"),
        (&["--seed", "x"], "whole number"),
        (&["--access-key-id", "id"], "give both"),
        (&["--access-key-password", "Canary~1"], "give both"),
        (&["--access-key-id", "a,b", "--access-key-password", "Canary~1"], "without a comma"),
        (&["--access-key-password", " ", "--access-key-id", "a"], "must not be empty"),
        (&["--token", "Canary 1"], "visible ASCII"),
    ] {
        let output = refused(flags);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{flags:?}");
        assert!(output.stdout.is_empty(), "{flags:?}");
        assert!(stderr.contains(flags[0]) && stderr.contains(words), "{flags:?}: {stderr}");
        assert!(!stderr.contains("Canary"), "{stderr}");
    }
    let output = Command::new(BINARY).env("REINSTALL_SANDBOX_RATE", "many").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("--rate"));
}
