//! Everything that the form for one server needs to know.

use crate::services::Client;
use crate::state::draft::Draft;
use reinstall_core::Context;
use reinstall_core::api::CallError;
use reinstall_core::api::query::{DescribeImages, DescribeInstanceTypes, DescribeKeyPairs, PAGE_SIZE_MAX};
use reinstall_core::machine::{Family, Image, Instance, InstanceType, KeyPair};
use std::rc::Rc;

/// A server, its model, the images of that model, and the account's key pairs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Catalog {
    pub(super) instance: Instance,
    pub(super) instance_type: Option<InstanceType>,
    pub(super) images: Vec<Image>,
    pub(super) key_pairs: Vec<KeyPair>,
}

/// Reads it all; `None` where there is no such server.
pub(super) async fn fetch(client: Option<Rc<Client>>, id: String) -> Result<Option<Rc<Catalog>>, CallError> {
    let Some(client) = client else { return Ok(None) };
    let Some(instance) = client.instance(&id).await? else { return Ok(None) };
    let type_id = instance.instance_type_id.clone();
    let types = DescribeInstanceTypes { instance_type_ids: vec![type_id.clone()], ..DescribeInstanceTypes::default() };
    let instance_type = client
        .read(&types)
        .await?
        .response
        .instance_types
        .into_iter()
        .find(|instance_type| instance_type.instance_type_id == type_id);
    let query = DescribeImages { instance_type_id: Some(type_id), ..DescribeImages::default() };
    let images = client.read(&query).await?.response.images;
    let key_pairs = key_pairs(&client).await?;
    Ok(Some(Rc::new(Catalog { instance, instance_type, images, key_pairs })))
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
        self.images.iter().find(|image| image.image_id == id)
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
