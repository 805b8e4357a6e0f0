//! Operating system: image, iPXE, hostname.

use super::form::GroupProps;
use crate::state::draft::{BootChoice, Edit};
use crate::ui::{Choice, SelectField, TextField};
use reinstall_core::machine::Image;
use reinstall_core::path;
use std::collections::BTreeMap;
use yew::prelude::*;

#[component]
pub(super) fn OperatingSystemGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let instance = &catalog.instance;
    let choose = |boot: BootChoice| edit.reform(move |()| Edit::Boot(boot));
    let current = instance.image_name.clone().or_else(|| instance.image_id.clone()).unwrap_or_default();
    let no_current = draft.current_image_id.is_none().then_some("The server has no image now.");
    // An issue of the image belongs to whichever way of choosing one is shown.
    let image_issues = issues.at(&path!["imageId"]);
    html! {
        <fieldset class="panel">
            <legend>{ "Operating system" }</legend>
            <Choice name="boot" value="image" label="Install another system" checked={draft.boot == BootChoice::Image} onchoose={choose(BootChoice::Image)} />
            if draft.boot == BootChoice::Image {
                <div class="nested"><SelectField
                    id="imageId" label="Image" onchange={edit.reform(Edit::ImageId)} issues={image_issues.clone()}
                    hint={format!("{} images are offered for model {}.", catalog.images.len(), instance.instance_type_id)}
                >
                    <option value="" selected={draft.image_id.is_empty()}>{ "Choose…" }</option>
                    for (catalog_name, images) in by_catalog(&catalog.images).into_iter() {
                        <optgroup label={catalog_name}>
                            for image in images.into_iter() {
                                <option value={image.image_id.clone()} selected={image.image_id == draft.image_id}>
                                    { image.label() }
                                    if Some(&image.image_id) == draft.current_image_id.as_ref() { { " (current)" } }
                                </option>
                            }
                        </optgroup>
                    }
                </SelectField></div>
            }
            <Choice
                name="boot" value="same" label={if current.is_empty() { "Same system as now".to_owned() } else { format!("Same system as now: {current}") }}
                checked={draft.boot == BootChoice::SameImage} onchoose={choose(BootChoice::SameImage)}
                disabled_reason={no_current.map(AttrValue::from)}
            />
            if draft.boot == BootChoice::SameImage {
                <div class="nested"><crate::ui::Issues id="imageId" issues={image_issues.clone()} /></div>
            }
            <Choice name="boot" value="ipxe" label="Boot an iPXE script" checked={draft.boot == BootChoice::IpxeUrl} onchoose={choose(BootChoice::IpxeUrl)} />
            if draft.boot == BootChoice::IpxeUrl {
                <div class="nested"><TextField
                    id="ipxeUrl" label="iPXE URL" value={draft.ipxe_url.clone()} inputmode="url" oninput={edit.reform(Edit::IpxeUrl)}
                    issues={issues.at(&path!["ipxeUrl"])} hint="The server fetches the script from there. Key pairs, partitions and user data mean nothing to it."
                /></div>
            }
            <Choice
                name="boot" value="netboot" label="Boot the vendor's netboot menu" checked={draft.boot == BootChoice::Netboot}
                onchoose={choose(BootChoice::Netboot)} hint="For an installation by hand over IPMI."
            />
            <TextField
                id="hostname" label="Hostname" value={draft.hostname.clone()} oninput={edit.reform(Edit::Hostname)}
                issues={issues.at(&path!["hostname"])} hint="At most 64 letters, digits, hyphens and dots."
            />
        </fieldset>
    }
}

/// The images by catalogue, each by name.
fn by_catalog(images: &[Image]) -> BTreeMap<String, Vec<&Image>> {
    let mut groups: BTreeMap<String, Vec<&Image>> = BTreeMap::new();
    for image in images {
        groups.entry(image.catalog.clone().unwrap_or_else(|| "other".to_owned())).or_default().push(image);
    }
    for group in groups.values_mut() {
        group.sort_by_key(|image| image.label().to_owned());
    }
    groups
}
