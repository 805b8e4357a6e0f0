//! Network: the names of the two interfaces.

use super::form::GroupProps;
use crate::hooks::use_words;
use crate::state::draft::Edit;
use crate::t;
use crate::ui::TextField;
use reinstall_core::machine::InstanceType;
use reinstall_core::path;
use reinstall_core::rules::nic::{NIC_NAME_MAX_CHARS, NIC_NAME_MIN_CHARS};
use yew::prelude::*;

#[component]
pub(super) fn NetworkGroup(props: &GroupProps) -> Html {
    let words = use_words();
    let GroupProps { catalog, draft, edit, issues } = props;
    let defaults = catalog.instance_type.as_ref().and_then(InstanceType::default_nic_names);
    // A field left empty is a decision: what it becomes is said beside it.
    let hint = |name: Option<&str>| {
        let empty = match name {
            Some(name) => t!(words, "Left empty it becomes {name}.", name = name),
            None => t!(
                words,
                "Left empty it takes the model's default: wan0 and lan0, or bond0 and bond1 on a high-availability model."
            ),
        };
        let shape = t!(
            words,
            "{min} to {max} letters and digits, a letter first.",
            min = NIC_NAME_MIN_CHARS,
            max = NIC_NAME_MAX_CHARS,
        );
        format!("{empty} {shape}")
    };
    html! {
        <fieldset class="panel">
            <legend>{ t!(words, "Network") }</legend>
            <TextField
                id="nic-wanName" label={t!(words, "Public NIC name")} value={draft.wan_name.clone()} oninput={edit.reform(Edit::WanName)}
                issues={issues.at(&path!["nic", "wanName"])} hint={hint(defaults.map(|(wan, _)| wan))}
            />
            <TextField
                id="nic-lanName" label={t!(words, "Private NIC name")} value={draft.lan_name.clone()} oninput={edit.reform(Edit::LanName)}
                issues={issues.at(&path!["nic", "lanName"])} hint={hint(defaults.map(|(_, lan)| lan))}
            />
        </fieldset>
    }
}
