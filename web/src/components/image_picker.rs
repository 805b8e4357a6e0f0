//! The image to install: every one that is offered for the model, searched by words, chosen by a radio button.
//!
//! Not a `<select>`: what decides is beside the name (installed now, no longer supported since when), and an option holds one
//! line of plain text that a narrow screen cuts off. Radio buttons keep what a `<select>` has: one stop for Tab, arrow keys, a
//! name for the whole and for each.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::state::draft::FieldIssue;
use crate::state::end_of_life::{AS_OF, Ends, Support};
use crate::state::images::{ImageGroup, ImageRow, grouped};
use crate::ui::Issues;
use crate::{t, t_html};
use reinstall_core::issue::Severity;
use reinstall_core::machine::Image;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

/// Properties of [`ImagePicker`].
#[derive(Properties, PartialEq)]
pub struct ImagePickerProps {
    /// The element's id.
    pub id: AttrValue,
    /// What is offered for the model.
    pub images: Rc<Vec<Image>>,
    /// The model.
    pub model: AttrValue,
    /// The image that the server has now.
    #[prop_or_default]
    pub current: Option<AttrValue>,
    /// The chosen one; empty for none.
    pub chosen: AttrValue,
    /// Chosen: the id.
    pub onchoose: Callback<String>,
    /// The day, as `2026-11-24`.
    pub today: AttrValue,
    /// Its issues.
    pub issues: Vec<FieldIssue>,
}

/// A search, the images, and what the chosen one is.
#[component]
pub fn ImagePicker(props: &ImagePickerProps) -> Html {
    let words = use_words();
    let search = use_state_eq(String::new);
    let list = use_node_ref();
    let groups = use_memo(Rc::clone(&props.images), |images| grouped(images));
    let total = groups.iter().map(|group| group.rows.len()).sum::<usize>();
    let found: Vec<(&ImageGroup, Vec<&ImageRow>)> = groups
        .iter()
        .map(|group| (group, group.rows.iter().filter(|row| row.matches(&search)).collect::<Vec<_>>()))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let shown: Vec<&ImageRow> = found.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    let oninput = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| search.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onkeydown = {
        let (list, onchoose) = (list.clone(), props.onchoose.clone());
        let only = match shown.as_slice() {
            [row] if !row.image_id.is_empty() => Some(row.image_id.clone()),
            _ => None,
        };
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            // While characters are being composed the keys belong to the input method.
            _ if event.is_composing() => {}
            "Enter" => {
                // Not the form's button.
                event.prevent_default();
                only.iter().for_each(|id| onchoose.emit(id.clone()));
            }
            "ArrowDown" => {
                event.prevent_default();
                focus_first(&list);
            }
            _ => {}
        })
    };
    let id = &props.id;
    let invalid = props.issues.iter().any(|issue| issue.severity == Severity::Error);
    html! {
        <div class="field image-picker">
            <label for={format!("{id}-search")}>{ t!(words, "Search the systems") }</label>
            <input
                id={format!("{id}-search")} type="search" value={(*search).clone()} autocomplete="off" autocapitalize="off"
                spellcheck="false" aria-controls={id.clone()} aria-describedby={format!("{id}-count")} {oninput} {onkeydown}
            />
            <p class="hint" id={format!("{id}-count")} role="status">
                if search.trim().is_empty() {
                    { t!(words, "{total} images are offered for model {model}.", total = total, model = props.model) }
                } else {
                    { t!(words, "{shown} of {total} images match.", shown = shown.len(), total = total) }
                }
            </p>
            <div
                id={id.clone()} ref={list} class="images" role="radiogroup" tabindex="-1" aria-label={t!(words, "Image")}
                aria-required="true" aria-invalid={invalid.then_some("true")}
                aria-describedby={format!("{id}-chosen {id}-issues")}
            >
                for (index, (group, rows)) in found.iter().enumerate() {
                    <div key={group.catalog.clone().unwrap_or_default()} role="group" aria-labelledby={format!("{id}-group-{index}")}>
                        <p class="catalog" id={format!("{id}-group-{index}")}>
                            { group.catalog.clone().map_or_else(|| t!(words, "Without a catalogue"), AttrValue::from) }
                        </p>
                        for row in rows.iter() {
                            { row_view(props, row, &words) }
                        }
                    </div>
                }
            </div>
            <p class="hint" id={format!("{id}-chosen")}>{ chosen(props, &groups, &words) }</p>
            <Issues id={format!("{id}-issues")} issues={props.issues.clone()} />
        </div>
    }
}

fn row_view(props: &ImagePickerProps, row: &ImageRow, words: &Words) -> Html {
    let id = format!("{}-{}", props.id, row.number);
    let current = props.current.as_deref() == Some(row.image_id.as_str()) && !row.image_id.is_empty();
    let marks = [
        current.then(|| html! { <strong class="mark">{ t!(words, "installed now") }</strong> }),
        row.custom.then(|| html! { <span class="mark">{ t!(words, "your own") }</span> }),
        row.support.map(|support| support_mark(support, &props.today, words)),
        row.image_id.is_empty().then(|| {
            html! {
                <span class="mark">{ t!(words, "The API gave it no ID, so it cannot be chosen.") }</span>
            }
        }),
    ];
    let described = marks.iter().any(Option::is_some).then(|| format!("{id}-marks"));
    let onchange = {
        let (onchoose, image_id) = (props.onchoose.clone(), row.image_id.clone());
        Callback::from(move |_| onchoose.emit(image_id.clone()))
    };
    let key = if row.image_id.is_empty() { format!("#{}", row.number) } else { row.image_id.clone() };
    html! {
        <div class="image" {key}>
            <input
                type="radio" id={id.clone()} name={format!("{}-image", props.id)} value={row.image_id.clone()}
                checked={!row.image_id.is_empty() && row.image_id == *props.chosen} disabled={row.image_id.is_empty()}
                aria-describedby={described.clone()} {onchange}
            />
            <label for={id}><bdi>{ if row.label.is_empty() { t!(words, "Without a name") } else { row.label.clone().into() } }</bdi></label>
            if let Some(described) = described {
                <span class="marks" id={described}>{ for marks.into_iter().flatten() }</span>
            }
        </div>
    }
}

/// Until when, in words; what is over has a shape and a colour, too.
pub fn support_mark(support: Support, today: &str, words: &Words) -> Html {
    if support.is_over(today) {
        html! {
            <span class="mark" data-severity="warning">
                { t!(words, "no longer supported since {date}", date = support.until) }
            </span>
        }
    } else {
        html! { <span class="mark">{ t!(words, "supported until {date}", date = support.until) }</span> }
    }
}

/// What the date of a system means, and where it comes from.
pub fn support_source(support: Support, words: &Words) -> Html {
    let what = match support.ends {
        Ends::Updates => t!(words, "free updates"),
        Ends::StandardMaintenance => t!(words, "standard security maintenance, without Ubuntu Pro"),
        Ends::LongTermSupport => t!(words, "Debian LTS"),
        Ends::ExtendedSupport => t!(words, "Microsoft's extended support, without paid updates"),
        Ends::GeneralSupport => t!(words, "VMware's general support"),
    };
    let page = html! {
        <a href={support.source} target="_blank" rel="noreferrer">{ support.source.trim_start_matches("https://") }</a>
    };
    t_html!(
        words,
        "The date is that of {what}. Source: {page}, as of {date}.",
        what = Html::from(what),
        page = page,
        date = html! { AS_OF },
    )
}

/// A warning where the support of what will be installed is over.
pub fn support_warning(support: Option<Support>, today: &str, words: &Words) -> Option<FieldIssue> {
    let support = support.filter(|support| support.is_over(today))?;
    let message = t!(
        words,
        "No longer supported by its maker since {date}: security holes that are found now stay open, unless you pay for more. Choose a newer version where you can.",
        date = support.until,
    );
    let path = reinstall_core::path!["imageId"];
    Some(FieldIssue { severity: Severity::Warning, ..FieldIssue::error(path, message.to_string()) })
}

/// The chosen one, which the search may have hidden.
fn chosen(props: &ImagePickerProps, groups: &[ImageGroup], words: &Words) -> Html {
    if props.chosen.is_empty() {
        return t!(words, "None is chosen yet.").into();
    }
    let row = groups.iter().flat_map(|group| &group.rows).find(|row| row.image_id == *props.chosen);
    let Some(row) = row else {
        let id = html! { <code>{ &props.chosen }</code> };
        return t_html!(words, "Chosen: {id}, which is not offered for this model.", id = id);
    };
    html! {
        <>
            { t_html!(words, "Chosen: {name}.", name = html! { <bdi>{ &row.label }</bdi> }) }
            if let Some(support) = row.support {
                { " " }{ support_source(support, words) }
            }
        </>
    }
}

/// From the search to the list: to the chosen row, or else to the first.
fn focus_first(list: &NodeRef) {
    let radio = list.cast::<web_sys::Element>().and_then(|list| {
        list.query_selector("input:checked")
            .ok()
            .flatten()
            .or_else(|| list.query_selector("input:enabled").ok().flatten())
    });
    if let Some(radio) = radio.and_then(|radio| radio.dyn_into::<HtmlElement>().ok()) {
        // Where the browser refuses, Tab leads there too.
        drop(radio.focus());
    }
}
