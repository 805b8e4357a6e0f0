//! DescribeZones.

use crate::envelope::Refusal;
use crate::params::Params;
use crate::world::World;
use reinstall_core::machine::Zone;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    zone_set: Vec<&'a Zone>,
}

/// `acceptLanguage` is read and has no effect: names are in English.
pub(super) fn run<'a>(world: &'a World, params: &Params<'_>) -> Result<Response<'a>, Refusal> {
    params.text("acceptLanguage")?;
    let cloud_router = params.boolean("isCloudRouterAvailable")?;
    let matches = |zone: &&Zone| cloud_router.is_none_or(|wanted| zone.is_cloud_router_available == Some(wanted));
    Ok(Response { zone_set: world.catalog().zone_set.iter().filter(matches).collect() })
}
