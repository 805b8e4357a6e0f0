//! Everything that the form for one server needs to know.

use crate::services::Client;
use crate::state::draft::Draft;
use crate::state::end_of_life::Support;
use crate::state::images::support_of;
use reinstall_core::Context;
use reinstall_core::api::query::{DescribeImages, DescribeInstanceTypes, DescribeKeyPairs, PAGE_SIZE_MAX};
use reinstall_core::api::{CallError, ServerCode};
use reinstall_core::machine::{Family, Image, Instance, InstanceType, KeyPair};
use std::rc::Rc;

/// A server, its model, the images of that model, and the account's key pairs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Catalog {
    pub(super) instance: Instance,
    pub(super) instance_type: Option<InstanceType>,
    /// Those that are offered for the model, each as far as the API tells.
    pub(super) images: Rc<Vec<Image>>,
    /// The one that the server has now, where it is not among them and the API still knows it.
    pub(super) withdrawn: Option<Image>,
    pub(super) key_pairs: Vec<KeyPair>,
}

/// Reads it all; `None` where there is no such server.
pub(super) async fn fetch(client: Option<Rc<Client>>, id: String) -> Result<Option<Rc<Catalog>>, CallError> {
    let Some(client) = client else { return Ok(None) };
    let Some(instance) = client.instance(&id).await? else { return Ok(None) };
    let type_id = instance.instance_type_id.clone();
    let types = DescribeInstanceTypes { instance_type_ids: vec![type_id.clone()], ..DescribeInstanceTypes::default() };
    let mut instance_type = client
        .read(&types)
        .await?
        .response
        .instance_types
        .into_iter()
        .find(|instance_type| instance_type.instance_type_id == type_id);
    let (images, withdrawn) = images(&client, &instance, instance_type.as_mut()).await?;
    let key_pairs = key_pairs(&client).await?;
    Ok(Some(Rc::new(Catalog { instance, instance_type, images: Rc::new(images), withdrawn, key_pairs })))
}

/// What is offered for the model by either of the two calls that tell it (section 9), and the current image if it is not.
async fn images(
    client: &Client,
    instance: &Instance,
    model: Option<&mut InstanceType>,
) -> Result<(Vec<Image>, Option<Image>), CallError> {
    let type_id = instance.instance_type_id.clone();
    let query = DescribeImages { instance_type_id: Some(type_id), ..DescribeImages::default() };
    let mut images = client.read(&query).await?.response.images;
    let unnamed = |images: &[Image], id: &str| !images.iter().any(|image| image.image_id == id);
    let ids = model.as_deref().and_then(|model| model.image_ids.clone()).unwrap_or_default();
    let offered: Vec<String> = ids.into_iter().filter(|id| unnamed(&images, id)).collect();
    let current = instance.image_id().filter(|id| unnamed(&images, id));
    let mut asked = offered.clone();
    asked.extend(current.filter(|id| !offered.iter().any(|offer| offer == id)).map(str::to_owned));
    let mut named = Vec::new();
    if !asked.is_empty() {
        let query = DescribeImages { image_ids: asked, ..DescribeImages::default() };
        named = match client.read(&query).await {
            Ok(answer) => answer.response.images,
            // That it does not know one of them is an answer too.
            Err(CallError::Api(error))
                if matches!(error.known(), Some(ServerCode::InvalidImageNotFound | ServerCode::ImageNotFound)) =>
            {
                Vec::new()
            }
            Err(error) => return Err(error),
        };
    }
    let find = |id: &str| named.iter().find(|image| image.image_id == id).cloned();
    let withdrawn = current.filter(|id| !offered.iter().any(|offer| offer == id)).and_then(find);
    images
        .extend(offered.into_iter().map(|id| find(&id).unwrap_or_else(|| Image { image_id: id, ..Image::default() })));
    // Where the model itself does not list its images, the other call has: the rules know then, too.
    if let Some(model) = model
        && model.image_ids.as_ref().is_none_or(Vec::is_empty)
        && !images.is_empty()
    {
        model.image_ids = Some(images.iter().map(|image| image.image_id.clone()).collect());
    }
    Ok((images, withdrawn))
}

async fn key_pairs(client: &Client) -> Result<Vec<KeyPair>, CallError> {
    let mut found: Vec<KeyPair> = Vec::new();
    for page_num in 1.. {
        let query = DescribeKeyPairs {
            page_num: Some(page_num),
            page_size: Some(PAGE_SIZE_MAX),
            ..DescribeKeyPairs::default()
        };
        let page = client.read(&query).await?.response;
        let last = page.data_set.is_empty();
        found.extend(page.data_set);
        if last || found.len() >= usize::try_from(page.total_count).unwrap_or(0) {
            break;
        }
    }
    Ok(found)
}

impl Catalog {
    /// The image that the draft will install, where the catalogue has it.
    pub(super) fn chosen_image(&self, draft: &Draft) -> Option<&Image> {
        let id = draft.chosen_image_id()?;
        self.images.iter().chain(&self.withdrawn).find(|image| image.image_id == id)
    }

    /// Until when the maker of what the draft will install supports it, where that is known.
    pub(super) fn support(&self, draft: &Draft) -> Option<Support> {
        let id = draft.chosen_image_id()?;
        // The catalogue may have lost the image of now; the server still has its name.
        let of_now = || self.instance.image_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(id);
        support_of(self.chosen_image(draft).map_or_else(of_now, Image::label))
    }

    /// The family of that image.
    pub(super) fn family(&self, draft: &Draft) -> Option<Family> {
        self.chosen_image(draft).and_then(Image::family)
    }

    /// What the rules get to know, with the instance as it was read last.
    pub(super) fn context<'a>(&'a self, draft: &Draft, instance: &'a Instance) -> Context<'a> {
        Context {
            instance: Some(instance),
            instance_type: self.instance_type.as_ref(),
            image: self.chosen_image(draft),
        }
    }
}
