//! What a reinstall makes of a model's disks.

use super::{Answer, Asked};
use crate::check::context;
use crate::check::verdict::Verdict;
use alloc::string::String;
use alloc::vec::Vec;
use reinstall_core::disk::DiskPlan;
use reinstall_core::issue::Locale;
use reinstall_core::machine::InstanceType;
use serde::{Deserialize, Serialize};

#[derive(Default, Deserialize)]
struct Words {
    chinese: bool,
}

#[derive(Serialize)]
struct Plan {
    #[serde(flatten)]
    plan: DiskPlan,
    sentences: Vec<String>,
}

/// The plan for the request and the model that the tokens hold.
pub(super) fn plan(asked: &Asked<'_>, verdict: &mut Verdict) -> Vec<u8> {
    let request = asked.request();
    let (known, _) = asked.known();
    let unknown = InstanceType::default();
    let model = context(known.as_ref()).instance_type().unwrap_or(&unknown);
    let plan = DiskPlan::new(model, request.raid(), &request.partitions);
    let Words { chinese } = serde_json::from_str(asked.given).unwrap_or_default();
    let locale = if chinese { Locale::ZhCn } else { Locale::En };
    let sentences = plan.statements().iter().map(|statement| statement.words(locale)).collect();
    asked.check(verdict);
    Answer::Value(Plan { plan, sentences }).encode()
}
