//! Many clients at once, among them such as say nothing, stop in the middle, or send far too much.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::running::{Running, post, start};
use reinstall_sandbox::http::{Shell, serve};
use reinstall_sandbox::{Config, Sandbox};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// As many as the issue of a thousand silent clients needs, and a few.
fn allow_many_files() {
    let allowed = rlimit::increase_nofile_limit(4096).unwrap();
    assert!(allowed >= 2048, "this test opens a thousand connections; the system allows {allowed} files (ulimit -Hn)");
}

fn is_answered(address: SocketAddr) {
    let answer = post(address, "/api/v2/bmc", "DescribeZones", "{}").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

fn connect(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(bytes).unwrap();
    stream
}

fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that was reset has said all it will say.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_thousand_clients_that_say_nothing_keep_nobody_waiting() {
    allow_many_files();
    let running = start(&[]);
    let silent: Vec<TcpStream> = (0..1000).map(|_| connect(running.address, b"")).collect();
    let half: Vec<TcpStream> =
        (0..100).map(|_| connect(running.address, b"POST /api/v2/bmc HTTP/1.1\r\nHost:")).collect();
    is_answered(running.address);
    drop((silent, half));
    is_answered(running.address);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_finish_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shell =
        Shell::new(Sandbox::new(Config::default()).unwrap(), None).with_read_timeout(Duration::from_millis(300));
    let server = tokio::spawn(serve(listener, Arc::new(shell), std::future::pending()));
    tokio::task::spawn_blocking(move || {
        let silent: Vec<TcpStream> = (0..100).map(|_| connect(address, b"")).collect();
        for stream in silent {
            assert_eq!(rest(stream), "");
        }
        // Each line is in time, the whole is not.
        let head = connect(address, b"POST /api/v2/bmc HTTP/1.1\r\nHost: x\r\n");
        let mut drip = head.try_clone().unwrap();
        let closed = std::thread::spawn(move || rest(head));
        let mut lines = 0;
        while drip.write_all(b"a: b\r\n").is_ok() {
            lines += 1;
            assert!(lines < 600, "it goes on listening");
            std::thread::sleep(Duration::from_millis(50));
        }
        let answer = closed.join().unwrap();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");

        let body = connect(
            address,
            b"POST /api/v2/bmc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
        );
        let answer = rest(body);
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("REQUEST_TIMED_OUT"), "{answer}");
        // Who asks and asks and never reads: at some time nobody takes its questions any more.
        let page = json!({ "pageSize": 1000 }).to_string();
        let question = format!(
            "POST /api/v2/bmc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nx-zc-action: DescribeInstances\r\n\
             Authorization: Bearer demo-token\r\nContent-Length: {}\r\n\r\n{page}",
            page.len()
        );
        let mut deaf = connect(address, b"");
        deaf.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
        let ended = loop {
            if let Err(error) = deaf.write_all(question.as_bytes()) {
                break error;
            }
        };
        let closed = [std::io::ErrorKind::ConnectionReset, std::io::ErrorKind::BrokenPipe];
        assert!(closed.contains(&ended.kind()), "{ended}");
        is_answered(address);
    })
    .await
    .unwrap();
    server.abort();
}

#[test]
fn a_body_that_is_announced_as_absurd_is_refused_before_it_comes() {
    let running = start(&[]);
    let answer = rest(connect(
        running.address,
        b"POST /api/v2/bmc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n{",
    ));
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

/// Or a client would take its own nonsense for a lost answer.
#[test]
fn a_body_that_breaks_off_the_rules_of_http_is_told_so() {
    let running = start(&[]);
    for chunk in ["ZZ\r\n{", "FFFFFFFFFFFFFFFFFF\r\n{", "1\r\n{}", "1;\r\n{\r\nx\r\n"] {
        let head = "POST /api/v2/bmc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        let answer = rest(connect(running.address, format!("{head}{chunk}").as_bytes()));
        assert!(
            answer.starts_with("HTTP/1.1 400 ") && answer.contains("INVALID_PARAMETER_TYPE"),
            "{chunk:?}: {answer}"
        );
    }
}

#[test]
fn bodies_of_ten_megabytes_from_many_clients_are_refused_and_the_memory_stays_small() {
    let running = start(&["--instances", "10000"]);
    let megabytes = 10;
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let mut stream = connect(
                    running.address,
                    format!(
                        "POST /api/v2/bmc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                         x-zc-action: ReinstallInstance\r\nAuthorization: Bearer demo-token\r\nContent-Length: {}\r\n\r\n",
                        megabytes << 20
                    )
                    .as_bytes(),
                );
                let part = vec![b'['; 1 << 20];
                for _ in 0..megabytes {
                    stream.write_all(&part).unwrap();
                }
                let answer = rest(stream);
                assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("INVALID_PARAMETER_EXCEED_LENGTH"), "{answer}");
            });
        }
    });
    is_answered(running.address);
    if let Some(peak) = peak_kilobytes(&running) {
        assert!(peak < 200 * 1024, "{peak} kB");
    }
}

/// Pages of a thousand, by many clients, while others reinstall: nothing is lost, missing or there twice.
#[test]
fn many_clients_page_through_ten_thousand_servers_while_others_reinstall() {
    let running = start(&["--instances", "10000", "--install-time", "1h"]);
    let address = running.address;
    let page = |number: u32| {
        let body = json!({ "pageSize": 1000, "pageNum": number }).to_string();
        let answer = post(address, "/api/v2/bmc", "DescribeInstances", &body).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str::<serde_json::Value>(body).unwrap()["response"]["dataSet"].as_array().unwrap().clone()
    };
    let first = page(1);
    let id_of = |server: &serde_json::Value| server["instanceId"].as_str().unwrap().to_owned();
    let running_ones: Vec<String> = first.iter().filter(|s| s["instanceStatus"] == "RUNNING").map(id_of).collect();
    // The first fifty may be sentinels, which do other things.
    let reinstalled = &running_ones[50..250];
    std::thread::scope(|scope| {
        let page = &page;
        for _ in 0..8 {
            scope.spawn(move || {
                let ids: BTreeSet<String> = (1..=10).flat_map(page).map(|server| id_of(&server)).collect();
                assert_eq!(ids.len(), 10_000);
                assert!(page(11).is_empty());
            });
        }
        for ids in reinstalled.chunks(25) {
            scope.spawn(move || {
                for id in ids {
                    let body = json!({ "instanceId": id }).to_string();
                    let answer = post(address, "/api/v2/bmc", "ReinstallInstance", &body).unwrap();
                    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
                }
            });
        }
    });
    let installing: BTreeSet<String> =
        page(1).iter().filter(|server| server["instanceStatus"] == "INSTALLING").map(id_of).collect();
    assert!(reinstalled.iter().all(|id| installing.contains(id)));
    if let Some(peak) = peak_kilobytes(&running) {
        assert!(peak < 200 * 1024, "{peak} kB");
    }
}

/// The most memory that it ever had, where the system tells.
fn peak_kilobytes(running: &Running) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
