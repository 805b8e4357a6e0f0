//! What a reinstall makes of a model's disks.

use super::{Answer, Asked};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use reinstall_core::disk::DiskPlan;
use reinstall_core::issue::{Field, Locale};
use reinstall_core::machine::InstanceType;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct Plan {
    #[serde(flatten)]
    plan: DiskPlan,
    sentences: Vec<String>,
}

/// The plan for the request and the model that the tokens hold, and behind it the issues of RAID and partitions.
#[wasm_bindgen]
pub fn plan_disks(tokens: &[u8], chinese: bool) -> Vec<u8> {
    let mut asked = Asked::read(tokens, None);
    // Some image: which one is not asked here, and what it demands is not known.
    asked.reading.request.image_id = Some("any".to_string());
    let unknown = InstanceType::default();
    let model = asked.known.context().instance_type().unwrap_or(&unknown);
    let plan = DiskPlan::new(model, asked.reading.request.raid(), &asked.reading.request.partitions);
    let locale = if chinese { Locale::ZhCn } else { Locale::En };
    let sentences = plan.statements().iter().map(|statement| statement.words(locale)).collect();
    let mut report = asked.report();
    report.issues.retain(|issue| matches!(issue.path.field(), Field::RaidConfig | Field::Partitions));
    Answer::Value(Plan { plan, sentences }).with(&report)
}
