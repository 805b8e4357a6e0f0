//! Network: the names of the two interfaces.

use super::form::GroupProps;
use crate::state::draft::Edit;
use crate::ui::TextField;
use reinstall_core::machine::InstanceType;
use reinstall_core::path;
use yew::prelude::*;

#[component]
pub(super) fn NetworkGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let defaults = catalog.instance_type.as_ref().and_then(InstanceType::default_nic_names);
    let hint = |name: Option<&str>| match name {
        Some(name) => format!("Left empty it becomes {name}."),
        None => "Left empty it takes the model's default.".to_owned(),
    };
    html! {
        <fieldset class="panel">
            <legend>{ "Network" }</legend>
            <TextField
                id="nic-wanName" label="Public NIC name" value={draft.wan_name.clone()} oninput={edit.reform(Edit::WanName)}
                issues={issues.at(&path!["nic", "wanName"])} hint={hint(defaults.map(|(wan, _)| wan))}
            />
            <TextField
                id="nic-lanName" label="Private NIC name" value={draft.lan_name.clone()} oninput={edit.reform(Edit::LanName)}
                issues={issues.at(&path!["nic", "lanName"])} hint={hint(defaults.map(|(_, lan)| lan))}
            />
        </fieldset>
    }
}
