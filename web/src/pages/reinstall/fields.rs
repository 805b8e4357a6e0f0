//! Places of a request and the form's fields: ids, names, links.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::t;
use reinstall_core::report::Path;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// The element's id of the field that an issue belongs to.
pub(super) fn field_id(path: &Path) -> String {
    let text = path.to_string();
    let id: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    id.trim_end_matches('-').to_owned()
}

/// Where a link in the summary leads: for a disk's issue to its list of disks.
fn anchor(path: &Path) -> String {
    let mut shown = path.clone();
    if let Some(position) = shown.0.iter().position(|segment| *segment == "diskSequence".into()) {
        shown.0.truncate(position + 1);
    }
    field_id(&shown)
}

#[derive(Properties, PartialEq)]
pub(super) struct FieldLinkProps {
    pub(super) path: Path,
}

/// Leads to a field. It moves the focus itself: the browser's own way would add to the history at each step.
#[component]
pub(super) fn FieldLink(props: &FieldLinkProps) -> Html {
    let words = use_words();
    let id = anchor(&props.path);
    let onclick = {
        let id = id.clone();
        Callback::from(move |event: MouseEvent| {
            let document = web_sys::window().and_then(|window| window.document());
            let field = document.and_then(|document| document.get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok());
            if let Some(field) = field {
                event.prevent_default();
                // In the middle: at the top the field's label would be out of sight.
                let middle = ScrollIntoViewOptions::new();
                middle.set_block(ScrollLogicalPosition::Center);
                field.scroll_into_view_with_scroll_into_view_options(&middle);
                drop(field.focus());
            }
        })
    };
    html! { <a href={format!("#{id}")} {onclick}>{ field_name(&props.path, &words) }</a> }
}

/// The name that the form gives to a place.
pub(super) fn field_name(path: &Path, words: &Words) -> AttrValue {
    use reinstall_core::report::Segment::{Index, Key};
    let number = |index: &usize| index + 1;
    match path.0.as_slice() {
        [Key(key)] => match &**key {
            "instanceId" => t!(words, "Instance"),
            "imageId" => t!(words, "Image"),
            "ipxeUrl" => t!(words, "iPXE URL"),
            "hostname" => t!(words, "Hostname"),
            "password" => t!(words, "Password"),
            "keyId" => t!(words, "SSH key pair"),
            "partitions" => t!(words, "Partitions"),
            "userData" => t!(words, "User data"),
            "raidConfig" => t!(words, "Custom RAID"),
            other => other.to_owned().into(),
        },
        [Key(key), Index(row), Key(member)] if key == "partitions" => match &**member {
            "fsPath" => t!(words, "Path of partition {number}", number = number(row)),
            "fsType" => t!(words, "File system of partition {number}", number = number(row)),
            _ => t!(words, "Size of partition {number}", number = number(row)),
        },
        [Key(key), Key(member)] if key == "nic" && member == "wanName" => t!(words, "Public NIC name"),
        [Key(key), Key(_)] if key == "nic" => t!(words, "Private NIC name"),
        [Key(key), Key(_), Index(row), Key(member), ..] if key == "raidConfig" => {
            if member == "raidType" {
                t!(words, "RAID level of array {number}", number = number(row))
            } else {
                t!(words, "Disks of array {number}", number = number(row))
            }
        }
        [Key(key), Key(member)] if key == "raidConfig" && member == "raidType" => t!(words, "RAID level"),
        [Key(key), ..] if key == "raidConfig" => t!(words, "Custom RAID"),
        _ => path.to_string().into(),
    }
}

/// Moves the focus to an element, so that it is not lost with a button that disappears.
pub(super) fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)?.dyn_into::<HtmlElement>().ok())
    {
        drop(element.focus());
    }
}
