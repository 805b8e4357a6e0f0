//! DescribeInstanceTypes (section 13.3). No pages, and nothing that is "not found".

use crate::envelope::Refusal;
use crate::params::{Params, at_least, at_most, one_of};
use crate::world::World;
use reinstall_core::machine::InstanceType;
use serde::Serialize;

/// The most model ids in one call.
const INSTANCE_TYPE_IDS_MAX: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    instance_types: Vec<&'a InstanceType>,
}

pub(super) fn run<'a>(world: &'a World, params: &Params<'_>) -> Result<Response<'a>, Refusal> {
    let image_id = params.text("imageId")?;
    let ids = params.texts("instanceTypeIds")?;
    let cpu = Range::read(params, "minimumCpuCoreCount", Some("maximumCpuCoreCount"))?;
    let memory = Range::read(params, "minimumMemorySize", Some("maximumMemorySize"))?;
    let bandwidth = Range::read(params, "minimumBandwidth", None)?;
    let disk = Range::read(params, "minimumDiskSize", Some("maximumDiskSize"))?;
    let raids = params.integers("supportRaids")?;
    let subnet = params.boolean("supportSubnet")?;
    let ha = params.boolean("isHA")?;
    at_most("instanceTypeIds", &ids, INSTANCE_TYPE_IDS_MAX)?;
    for range in [&cpu, &memory, &bandwidth, &disk] {
        range.check()?;
    }
    for level in &raids {
        one_of("supportRaids", level, &[0, 1, 5, 10], "0, 1, 5, 10")?;
    }
    let matches = |model: &&InstanceType| {
        image_id.is_none_or(|id| model.image_ids.iter().flatten().any(|offered| offered == id))
            && (ids.is_empty() || ids.contains(&model.instance_type_id.as_str()))
            && cpu.holds(model.cpu_core_count)
            && memory.holds(model.memory_size)
            && bandwidth.holds(model.maximum_bandwidth)
            && disk.holds(model.total_disk_size())
            && raids.iter().all(|level| model.support_raids.iter().flatten().any(|offered| offered == level))
            && subnet.is_none_or(|wanted| model.support_subnet == Some(wanted))
            && ha.is_none_or(|wanted| model.is_ha == Some(wanted))
    };
    Ok(Response { instance_types: world.catalog().instance_types.iter().filter(matches).collect() })
}

/// A lower and an upper bound, both positive and both included.
struct Range {
    low: (&'static str, Option<i64>),
    high: (&'static str, Option<i64>),
}

impl Range {
    fn read(params: &Params<'_>, low: &'static str, high: Option<&'static str>) -> Result<Self, Refusal> {
        let upper = high.map(|name| params.integer(name)).transpose()?.flatten();
        Ok(Self { low: (low, params.integer(low)?), high: (high.unwrap_or_default(), upper) })
    }

    fn check(&self) -> Result<(), Refusal> {
        at_least(self.low.0, self.low.1, 1)?;
        at_least(self.high.0, self.high.1, 1)
    }

    fn holds(&self, value: Option<i64>) -> bool {
        self.low.1.is_none_or(|low| value.is_some_and(|value| value >= low))
            && self.high.1.is_none_or(|high| value.is_some_and(|value| value <= high))
    }
}
