//! The exact request, as JSON without its secrets, and as code.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::t;
use crate::ui::{CopyButton, SelectField};
use reinstall_core::Prepared;
use reinstall_core::export::{Format, export};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct RequestViewProps {
    pub(super) prepared: Rc<Prepared>,
}

/// What will be sent, to read and to take along.
#[component]
pub(super) fn RequestView(props: &RequestViewProps) -> Html {
    let words = use_words();
    let format = use_state_eq(|| None::<Format>);
    let json = serde_json::to_string_pretty(props.prepared.request()).unwrap_or_default();
    html! {
        <>
            <details open={true}>
                <summary>{ t!(words, "The request that will be sent") }</summary>
                <pre tabindex="0" role="region" aria-label={t!(words, "The request as JSON, secrets masked")}>{ &json }</pre>
                <CopyButton text={json} label={t!(words, "Copy the request without its secrets")} />
            </details>
            { as_code(&props.prepared, &format, &words) }
        </>
    }
}

/// The same as code, in core's formats. The one place that needs them: without it the program is smaller by what they weigh.
fn as_code(prepared: &Prepared, format: &UseStateHandle<Option<Format>>, words: &Words) -> Html {
    let code = format.map(|format| (format, export(prepared, format)));
    let onchange = {
        let format = format.clone();
        Callback::from(move |name: String| format.set(Format::from_name(&name)))
    };
    html! {
        <details>
            <summary>{ t!(words, "The same as code") }</summary>
            <SelectField
                id="export-format" label={t!(words, "Copy as")} {onchange}
                hint={t!(words, "Secrets are placeholders: the code reads them when it runs.")}
            >
                <option value="" selected={format.is_none()}>{ t!(words, "Choose…") }</option>
                for offered in Format::ALL {
                    <option value={offered.name()} selected={**format == Some(offered)}>{ offered.title() }</option>
                }
            </SelectField>
            if let Some((format, code)) = code {
                <pre class="code" tabindex="0" role="region" aria-label={t!(words, "The request for {format}", format = format.title())}>{ &code }</pre>
                <CopyButton text={code} label={t!(words, "Copy the code")} />
            }
        </details>
    }
}
