//! First boot: user data, with its size in bytes.

use super::form::GroupProps;
use crate::state::draft::Edit;
use crate::ui::TextAreaField;
use reinstall_core::path;
use reinstall_core::rules::user_data::USER_DATA_MAX_BYTES;
use yew::prelude::*;

#[component]
pub(super) fn FirstBootGroup(props: &GroupProps) -> Html {
    let GroupProps { draft, edit, issues, .. } = props;
    let bytes = draft.user_data.expose().len();
    let nearly =
        if bytes > USER_DATA_MAX_BYTES / 10 * 9 && bytes <= USER_DATA_MAX_BYTES { ", nearly full" } else { "" };
    html! {
        <fieldset class="panel">
            <legend>{ "First boot" }</legend>
            <TextAreaField
                id="userData" label="User data" value={draft.user_data.expose().to_owned()} rows={10}
                oninput={edit.reform(|text: String| Edit::UserData(text.into()))} issues={issues.at(&path!["userData"])}
                hint="Plain text that the server executes at first boot, like a #cloud-config or a #!/bin/sh script. What the server had before cannot be read back."
                counter={format!("{bytes} of {USER_DATA_MAX_BYTES} bytes{nearly}")}
            />
            <progress max={USER_DATA_MAX_BYTES.to_string()} value={bytes.min(USER_DATA_MAX_BYTES).to_string()} aria-label="How much of the limit is used" />
        </fieldset>
    }
}
