//! DescribeKeyPairs (section 13.4).

use crate::envelope::Refusal;
use crate::params::Params;
use crate::world::World;
use reinstall_core::machine::KeyPair;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    total_count: usize,
    data_set: Vec<&'a KeyPair>,
}

pub(super) fn run<'a>(world: &'a World, params: &Params<'_>) -> Result<Response<'a>, Refusal> {
    let key_ids = params.texts("keyIds")?;
    let key_name = params.text("keyName")?;
    let page = params.page()?.check()?;
    let matches = |pair: &&KeyPair| {
        (key_ids.is_empty() || key_ids.contains(&pair.key_id.as_str()))
            && key_name.is_none_or(|part| pair.key_name.contains(part))
    };
    let (total_count, data_set) = page.of(world.catalog().key_pairs.iter().filter(matches));
    Ok(Response { total_count, data_set })
}
