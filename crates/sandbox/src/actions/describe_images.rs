//! DescribeImages (section 13.2). No pages.

use super::same_word;
use crate::envelope::Refusal;
use crate::params::{Params, one_of};
use crate::world::World;
use reinstall_core::api::ServerCode;
use reinstall_core::machine::Image;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Response<'a> {
    images: Vec<&'a Image>,
}

pub(super) fn run<'a>(world: &'a World, params: &Params<'_>) -> Result<Response<'a>, Refusal> {
    let image_ids = params.texts("imageIds")?;
    let image_name = params.text("imageName")?;
    let catalog = params.text("catalog")?;
    let image_type = params.text("imageType")?;
    let os_type = params.text("osType")?;
    let instance_type_id = params.text("instanceTypeId")?;
    // The list of catalogues grows; an unknown one is just empty. These two are closed lists.
    if let Some(word) = image_type {
        one_of(
            "imageType",
            &word.to_ascii_uppercase().as_str(),
            &["PUBLIC_IMAGE", "CUSTOM_IMAGE"],
            "PUBLIC_IMAGE, CUSTOM_IMAGE",
        )?;
    }
    if let Some(word) = os_type {
        one_of("osType", &word.to_ascii_lowercase().as_str(), &["windows", "linux"], "windows, linux")?;
    }
    let model = instance_type_id
        .map(|id| {
            let unknown = || Refusal::not_found(ServerCode::InvalidInstanceTypeNotFound, "instanceTypeId", id);
            world.catalog().instance_type(id).ok_or_else(unknown)
        })
        .transpose()?;
    let matches = |image: &&Image| {
        (image_ids.is_empty() || image_ids.contains(&image.image_id.as_str()))
            && image_name.is_none_or(|name| image.image_name.as_deref() == Some(name))
            && catalog.is_none_or(|word| same_word(image.catalog.as_ref(), word))
            && image_type.is_none_or(|word| same_word(image.image_type.as_ref(), word))
            && os_type.is_none_or(|word| same_word(image.os_type.as_ref(), word))
            && model.is_none_or(|model| model.image_ids.iter().flatten().any(|id| *id == image.image_id))
    };
    Ok(Response { images: world.catalog().images.iter().filter(matches).collect() })
}
