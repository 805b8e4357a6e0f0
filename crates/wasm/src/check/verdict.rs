//! A report as numbers and texts; `js/verdict.js` reads it. A code is its place in the core's table.

use alloc::vec::Vec;
use reinstall_core::Report;
use reinstall_core::read::NAMES;
use reinstall_core::report::{Param, Path, Segment};

/// What JavaScript can put together with its bitwise operators.
const SMALL_MAX: usize = (1 << 31) - 1;

pub(crate) fn encode(report: &Report, out: &mut Vec<u8>) {
    for issue in &report.issues {
        out.push(issue.code as u8);
        path(&issue.path, out);
        count(issue.related.len(), out);
        for related in &issue.related {
            path(related, out);
        }
        // Their names, and so their number, are the code's.
        for (_, value) in issue.params.iter() {
            param(value, out);
        }
    }
}

/// Seven bits a byte, the lowest first; the eighth says that there are more. Nearly always it is one byte.
fn count(mut count: usize, out: &mut Vec<u8>) {
    while count >= 0x80 {
        out.push(count as u8 | 0x80);
        count >>= 7;
    }
    out.push(count as u8);
}

/// One report of several: how many issues, plus one, and the issues.
pub(crate) fn encode_one(report: &Report, out: &mut Vec<u8>) {
    count(report.issues.len() + 1, out);
    encode(report, out);
}

/// Behind the last of several reports.
pub(crate) fn encode_end(out: &mut Vec<u8>) {
    count(0, out);
}

fn text(text: &str, out: &mut Vec<u8>) {
    count(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

fn path(path: &Path, out: &mut Vec<u8>) {
    for segment in &path.0 {
        match segment {
            Segment::Index(index) => {
                out.push(254);
                count(*index, out);
            }
            Segment::Key(key) => match NAMES.iter().zip(1_u8..).find(|(name, _)| **name == *key) {
                Some((_, known)) => out.push(known),
                None => {
                    out.push(255);
                    text(key, out);
                }
            },
        }
    }
    out.push(0);
}

fn param(value: &Param, out: &mut Vec<u8>) {
    match value {
        Param::Number(number) => match usize::try_from(*number) {
            Ok(small) if small <= SMALL_MAX => {
                out.push(0);
                count(small, out);
            }
            _ => {
                out.push(4);
                out.extend_from_slice(&number.to_le_bytes());
            }
        },
        Param::Text(word) => {
            out.push(1);
            text(word, out);
        }
        Param::Term(term) => {
            out.push(2);
            out.push(*term as u8);
        }
        Param::List(elements) => {
            out.push(3);
            count(elements.len(), out);
            for element in elements {
                param(element, out);
            }
        }
    }
}
