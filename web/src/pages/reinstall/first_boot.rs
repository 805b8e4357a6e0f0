//! First boot: user data as text, byte for byte what will be sent.

use super::fields::focus;
use super::form::GroupProps;
use crate::components::code_editor::CodeEditor;
use crate::hooks::use_words;
use crate::locales::Words;
use crate::services::files;
use crate::state::draft::{Edit, FieldIssue};
use crate::state::user_data::{Example, NEARLY_FULL_BYTES, NoText, may_be_read, on_the_wire, shown, text_of, typed};
use crate::t;
use crate::ui::FieldShell;
use reinstall_core::issue::Severity;
use reinstall_core::machine::Family;
use reinstall_core::path;
use reinstall_core::rules::user_data::{USER_DATA_MAX_BYTES, USER_DATA_SAFE_BYTES};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, Element, File, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// A text from a file or an example.
#[derive(Clone, PartialEq)]
struct Offered {
    name: AttrValue,
    text: Rc<str>,
}

/// What became of the last file or example.
#[derive(Clone, PartialEq)]
enum Outcome {
    None,
    /// There is text already: it is asked whether this may replace it.
    Asked(Offered),
    /// The file is no user data: its name, and why; without a reason the browser could not read it.
    Refused(AttrValue, Option<NoText>),
}

#[component]
pub(super) fn FirstBootGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let words = use_words();
    let outcome = use_state_eq(|| Outcome::None);
    let is_shown = use_state_eq(|| false);
    let question = use_node_ref();
    let picker = use_node_ref();
    let text = draft.user_data.expose();
    let bytes = text.len();
    // A file is read in its own time: what counts is whether there is text when it has been.
    let is_empty = use_mut_ref(|| true);
    is_empty.replace(text.is_empty());

    let set = edit.reform(|text: String| Edit::UserData(text.into()));
    let offer = {
        let (set, outcome, is_empty) = (set.clone(), outcome.clone(), Rc::clone(&is_empty));
        Callback::from(move |offered: Offered| {
            if *is_empty.borrow() {
                outcome.set(Outcome::None);
                set.emit(offered.text.as_ref().to_owned());
            } else {
                outcome.set(Outcome::Asked(offered));
            }
        })
    };
    let take = {
        let (offer, outcome) = (offer.clone(), outcome.clone());
        Callback::from(move |file: File| {
            let (offer, outcome) = (offer.clone(), outcome.clone());
            spawn_local(async move {
                let name = AttrValue::from(file.name());
                match read(&file).await {
                    Ok(text) => offer.emit(Offered { name, text: text.into() }),
                    Err(why) => outcome.set(Outcome::Refused(name, why)),
                }
            });
        })
    };
    let ondrop = {
        let take = take.clone();
        Callback::from(move |event: DragEvent| {
            if let Some(file) = files::dropped(&event) {
                event.prevent_default();
                take.emit(file);
            }
        })
    };
    let onchoose = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                take.emit(file);
            }
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let onpick = {
        let picker = picker.clone();
        Callback::from(move |_| {
            if let Some(input) = picker.cast::<HtmlElement>() {
                input.click();
            }
        })
    };
    let answer = |replace: Option<Rc<str>>| {
        let (set, outcome) = (set.clone(), outcome.clone());
        Callback::from(move |_: MouseEvent| {
            outcome.set(Outcome::None);
            if let Some(text) = &replace {
                set.emit(text.as_ref().to_owned());
            }
            focus("userData");
        })
    };
    {
        let question = question.clone();
        use_effect_with(matches!(*outcome, Outcome::Asked(_)), move |asked| {
            if *asked && let Some(element) = question.cast::<HtmlElement>() {
                drop(element.focus());
            }
        });
    }
    let oninput = {
        let (set, draft) = (set.clone(), Rc::clone(draft));
        Callback::from(move |now: String| set.emit(typed(draft.user_data.expose(), &now)))
    };
    let ontoggle = {
        let is_shown = is_shown.clone();
        Callback::from(move |event: Event| is_shown.set(event.target_unchecked_into::<Element>().has_attribute("open")))
    };
    let mut found = issues.at(&path!["userData"]);
    // Above this core says how near it is.
    if bytes > NEARLY_FULL_BYTES && bytes <= USER_DATA_SAFE_BYTES {
        let message = t!(words, "More than 90 % of the limit is used.");
        found.push(FieldIssue {
            severity: Severity::Warning,
            ..FieldIssue::error(path!["userData"], message.to_string())
        });
    }
    let invalid = found.iter().any(|issue| issue.severity == Severity::Error);
    let counter = match bytes {
        0 => t!(words, "0 of {max} bytes: none is sent", max = USER_DATA_MAX_BYTES),
        _ => t!(words, "{bytes} of {max} bytes", bytes = bytes, max = USER_DATA_MAX_BYTES),
    };
    let has_mark = text.starts_with('\u{feff}');
    let without_mark = edit.reform({
        let draft = Rc::clone(draft);
        move |_: MouseEvent| Edit::UserData(draft.user_data.expose().trim_start_matches('\u{feff}').into())
    });
    let with_lf = edit.reform({
        let draft = Rc::clone(draft);
        move |_: MouseEvent| Edit::UserData(shown(draft.user_data.expose()).into())
    });
    let offered: &[Example] = match catalog.family(draft) {
        Some(Family::Windows) => &[Example::PowerShell],
        Some(Family::Linux) => &[Example::CloudConfig, Example::Shell],
        Some(Family::Esxi) | None => &Example::ALL,
    };
    html! {
        <fieldset class="panel first-boot" {ondrop}>
            <legend>{ t!(words, "First boot") }</legend>
            <FieldShell
                id="userData" label={t!(words, "User data")} issues={found}
                hint={t!(words, "Plain text that the server executes at first boot, like a #cloud-config or a #!/bin/sh script. Left empty, none is sent. What the server had before cannot be read back.")}
                beside={html! {
                    <>
                        <p class="counter" id="userData-counter" data-severity={(bytes > NEARLY_FULL_BYTES).then_some("warning")}>{ counter }</p>
                        if has_mark {
                            <button type="button" class="quiet" onclick={without_mark}>{ t!(words, "Remove the byte order mark") }</button>
                        }
                        if text.contains('\r') {
                            <span class="counter">{ t!(words, "Lines end in CR LF, which is kept.") }</span>
                            <button type="button" class="quiet" onclick={with_lf}>{ t!(words, "Change to LF") }</button>
                        }
                    </>
                }}
            >
                <CodeEditor
                    id="userData" value={shown(text)} {oninput} {invalid}
                    described_by="userData-hint userData-issues userData-counter"
                />
            </FieldShell>
            <progress max={USER_DATA_MAX_BYTES.to_string()} value={bytes.min(USER_DATA_MAX_BYTES).to_string()} aria-label={t!(words, "How much of the limit is used")} />
            <div class="tools">
                <input type="file" hidden=true ref={picker} onchange={onchoose} />
                <button type="button" onclick={onpick}>{ t!(words, "Choose a file") }</button>
                for example in offered.iter() {
                    <button type="button" class="quiet" onclick={offer.reform(|_| Offered { name: example.title().into(), text: example.text().into() })}>
                        { t!(words, "Example: {name}", name = example.title()) }
                    </button>
                }
            </div>
            <p class="hint">{ t!(words, "A file can also be dropped here. Nothing is encoded or changed: its bytes go out as they are.") }</p>
            <div aria-live="polite">
                { match &*outcome {
                    Outcome::None => html! {},
                    Outcome::Refused(name, why) => html! {
                        <p class="issue" data-severity="error">
                            <strong><bdi>{ name }</bdi>{ ": " }</strong>{ reason(*why, &words) }{ " " }{ t!(words, "The text is as it was.") }
                        </p>
                    },
                    Outcome::Asked(Offered { name, text }) => html! {
                        <div class="notice" data-severity="warning" role="group" aria-label={t!(words, "Replace the text?")} tabindex="-1" ref={question}>
                            <p>{ t!(words, "There is text already: {bytes} bytes. {name} would replace it.", bytes = bytes, name = name) }</p>
                            <div class="actions">
                                <button type="button" onclick={answer(Some(Rc::clone(text)))}>{ t!(words, "Replace the text") }</button>
                                <button type="button" class="quiet" onclick={answer(None)}>{ t!(words, "Keep the text") }</button>
                            </div>
                        </div>
                    },
                } }
            </div>
            if bytes > 0 {
                <details open={*is_shown} {ontoggle}>
                    <summary>{ t!(words, "Exactly what is sent") }</summary>
                    if *is_shown {
                        <pre class="wire" tabindex="0" role="region" aria-label={t!(words, "As it goes over the wire")}>{ on_the_wire(text) }</pre>
                    }
                </details>
            }
        </fieldset>
    }
}

/// The text of a file. One that is too long is not even read.
async fn read(file: &File) -> Result<String, Option<NoText>> {
    may_be_read(files::size(file)).map_err(Some)?;
    let bytes = files::bytes(file).await.map_err(|_| None)?;
    text_of(bytes).map_err(Some)
}

fn reason(why: Option<NoText>, words: &Words) -> AttrValue {
    let Some(why) = why else {
        return t!(words, "The browser could not read the file. Choose it again.");
    };
    match why {
        NoText::TooLong(size) => {
            t!(
                words,
                "It has {size} bytes, and {max} are the limit. It was not read.",
                size = size,
                max = USER_DATA_MAX_BYTES
            )
        }
        NoText::Gzip => t!(words, "It is compressed with gzip, which does not survive as text. Unpack it first."),
        NoText::Utf16 => t!(words, "It is UTF-16, as Windows writes it. Save it as UTF-8 first."),
        NoText::NotUtf8(at) => t!(words, "It is no text in UTF-8: see byte {at}. Save it as UTF-8 first.", at = at),
        NoText::Nul(at) => t!(words, "It is no text: byte {at} is a NUL.", at = at),
    }
}
