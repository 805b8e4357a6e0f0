//! What the core says to every case of `tests/conformance`, as JSON lines: for an implementation in another language that
//! shall say the same to the letter. `cargo run -p reinstall-core --example conformance_reports`

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, reason = "it reads test data")]

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/rules/suite.rs"]
mod suite;

use serde_json::{Value, json};
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    for case in suite::cases() {
        let line = json!({
            "name": format!("{}: {}", case.file, case.name),
            "body": case.body(),
            // The same as a JavaScript value, where none of its numbers would become another one.
            "request": case.request.as_ref().filter(|request| numbers_survive(request)),
            "isRequest": case.request.as_ref().is_some_and(numbers_survive),
            "context": case.context,
            "report": case.check(),
        });
        writeln!(stdout, "{line}")?;
    }
    Ok(())
}

/// Whether a language whose numbers are 64-bit floats reads the same.
fn numbers_survive(value: &Value) -> bool {
    const SAFE: u64 = 1 << 53;
    match value {
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.unsigned_abs() < SAFE,
            (None, Some(other)) => other.fract() != 0.0,
            (None, None) => false,
        },
        Value::Array(elements) => elements.iter().all(numbers_survive),
        Value::Object(members) => members.values().all(numbers_survive),
        _ => true,
    }
}
