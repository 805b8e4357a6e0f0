//! A request as code.

use super::{Answer, Asked};
use crate::check::verdict::Verdict;
use alloc::string::String;
use alloc::vec::Vec;
use reinstall_core::export::{Format, export as export_prepared};

/// A request that breaks no rule, in the format that is given by its name.
pub(super) fn export(asked: &Asked<'_>, verdict: &mut Verdict) -> Vec<u8> {
    let format = serde_json::from_str::<String>(asked.given).ok().and_then(|name| Format::from_name(&name));
    let Some(format) = format else {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        let mut wrong = String::from("format must be one of ");
        wrong.push_str(&names.join(", "));
        return Answer::<()>::Wrong(wrong).encode();
    };
    match asked.prepare(verdict) {
        Some(prepared) => Answer::Value(export_prepared(&prepared, format)).encode(),
        None => Answer::<()>::Refused.encode(),
    }
}
