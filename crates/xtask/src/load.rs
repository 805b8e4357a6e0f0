//! `cargo xtask load`: how many calls a second the released sandbox answers, with 10,000 instances. Loopback only, for a
//! few seconds a row. Figures for a person; what fails the command are broken connections and answers other than 200.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::flags::LoadFlags;
use crate::process::{Child, Output};
use crate::{process, project, say, tools};

/// How many instances the account has.
const INSTANCES: &str = "10000";

/// One row of the table.
struct Scenario {
    what: &'static str,
    action: &'static str,
    body: String,
    connections: u32,
}

/// Builds, starts, measures each row, and prints them.
pub(crate) fn run(flags: &LoadFlags) -> Result<()> {
    tools::wrk()?;
    let built = project::build_binaries(&["reinstall-sandbox"], &["--release"])?;
    let mut command = Command::new(built.first().context("cargo built nothing")?);
    command.args(["--listen", "127.0.0.1:0", "--instances", INSTANCES]).env("RUST_LOG", "warn");
    let started = Instant::now();
    let sandbox = Child::start("sandbox", &mut command, &Output::Data, None)?;
    let line = sandbox.next_line(Duration::from_secs(60)).context("the sandbox does not start")?;
    let start = started.elapsed();
    let (_, url) = line.split_once(" listening on ").with_context(|| format!("the sandbox said {line:?}"))?;

    let mut rows = Vec::new();
    let mut failures = 0;
    for scenario in scenarios() {
        let measured = measure(&scenario, url, flags.seconds)?;
        failures += errors(&measured);
        rows.push(row(&scenario, &measured, memory(&sandbox)));
    }
    say::heading(&format!("{INSTANCES} instances: listening after {} ms", start.as_millis()));
    say::line("what                            connections   calls/s   p50 ms   p99 ms   max ms  errors  memory");
    rows.iter().for_each(|row| say::line(row));
    if failures > 0 {
        bail!("{failures} calls were not answered with 200");
    }
    Ok(())
}

fn scenarios() -> Vec<Scenario> {
    let describe = |what, connections, body: &str| Scenario {
        what,
        action: "DescribeInstances",
        body: body.to_owned(),
        connections,
    };
    // The first ids of the built-in catalogue's variations: what a portal asks for that watches a hundred jobs.
    let ids: Vec<String> = (0..100_u64).map(|n| format!("\"{}\"", 820_653_960_707_704_280 + 104_729 * n)).collect();
    let watched = format!(r#"{{"instanceIds": [{}], "pageSize": 100}}"#, ids.join(","));
    vec![
        Scenario { what: "DescribeZones", action: "DescribeZones", body: "{}".into(), connections: 64 },
        describe("a page of 20", 64, "{}"),
        describe("a page of 1,000", 16, r#"{"pageSize": 1000, "pageNum": 5}"#),
        describe("100 by id", 64, &watched),
        describe("a name that begins so", 64, r#"{"instanceName": "web-01-7*", "instanceStatus": "RUNNING"}"#),
        describe("a page of 20", 1000, "{}"),
        Scenario { what: "DescribeZones", action: "DescribeZones", body: "{}".into(), connections: 64 },
    ]
}

fn measure(scenario: &Scenario, url: &str, seconds: u32) -> Result<Value> {
    let mut wrk = Command::new("wrk");
    wrk.args(["-t1", &format!("-c{}", scenario.connections), &format!("-d{seconds}s"), "--timeout", "10s"])
        .args(["-s", "tests/load/call.lua", url])
        .current_dir(project::root())
        .env("ACTION", scenario.action)
        .env("BODY", &scenario.body);
    let lines = process::run_for_data("wrk", &mut wrk)?;
    let json = lines.iter().find(|line| line.starts_with('{')).context("wrk printed no summary")?;
    serde_json::from_str(json).with_context(|| format!("wrk printed {json}"))
}

fn row(scenario: &Scenario, measured: &Value, memory: Option<u64>) -> String {
    let number = |name: &str| measured[name].as_f64().unwrap_or(f64::NAN);
    format!(
        "{:<32}{:>11}{:>10.0}{:>9.2}{:>9.2}{:>9.2}{:>8}{}",
        scenario.what,
        scenario.connections,
        number("requests") / number("seconds"),
        number("p50Micros") / 1000.0,
        number("p99Micros") / 1000.0,
        number("maxMicros") / 1000.0,
        errors(measured),
        memory.map_or_else(String::new, |kilobytes| format!("{:>5} MB", kilobytes / 1024)),
    )
}

/// Calls without an answer, or with another one than 200.
fn errors(measured: &Value) -> u64 {
    ["badStatus", "broken"].iter().map(|name| measured[name].as_u64().unwrap_or(1)).sum()
}

/// What the sandbox holds now, in kilobytes; where the system tells.
fn memory(sandbox: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", sandbox.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
