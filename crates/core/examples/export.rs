//! Requests as code: reads a request a line from standard input, as JSON, and writes a line for each, with the text in
//! every format: `{"json": "…", "curl": "…", …}`. `cargo run -p reinstall-core --example export`
//!
//! A request that is refused ends it with its report.

#![allow(missing_docs, reason = "a program")]

use reinstall_core::export::{Format, export};
use reinstall_core::{Context, prepare};
use serde_json::{Map, Value};
use std::error::Error;
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut stdout = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let request = serde_json::from_str(&line?)?;
        let prepared = prepare(&request, Context::default()).map_err(|report| {
            format!("refused: {}", report.issues.iter().map(|issue| issue.code.id()).collect::<Vec<_>>().join(", "))
        })?;
        let texts: Map<String, Value> = Format::ALL
            .into_iter()
            .map(|format| (format.name().to_owned(), export(&prepared, format).into()))
            .collect();
        writeln!(stdout, "{}", Value::Object(texts))?;
    }
    Ok(())
}
