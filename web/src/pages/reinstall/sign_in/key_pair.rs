//! The key pair, and what its public keys are.

use super::super::catalog::Catalog;
use crate::hooks::use_words;
use crate::locales::Words;
use crate::services::fingerprint::{NoFingerprint, fingerprint};
use crate::state::draft::{Edit, FieldIssue};
use crate::state::public_key::PublicKey;
use crate::t;
use crate::ui::SelectField;
use reinstall_core::machine::KeyPair;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// From how many key pairs on there is a search.
const SEARCH_FROM: usize = 8;

#[derive(Properties, PartialEq)]
pub(super) struct KeyPairFieldsProps {
    pub(super) catalog: Rc<Catalog>,
    /// The id; empty for none.
    pub(super) chosen: AttrValue,
    pub(super) edit: Callback<Edit>,
    pub(super) issues: Vec<FieldIssue>,
}

#[component]
pub(super) fn KeyPairFields(props: &KeyPairFieldsProps) -> Html {
    let KeyPairFieldsProps { catalog, chosen, edit, issues } = props;
    let words = use_words();
    let search = use_state_eq(String::new);
    let pairs = &catalog.key_pairs;
    let wanted = search.to_lowercase();
    let matches = |pair: &KeyPair| {
        let texts = [
            Some(pair.key_name.as_str()),
            Some(&pair.key_id),
            pair.key_description.as_deref(),
            pair.public_key.as_deref(),
        ];
        let text = texts.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
        wanted.split_whitespace().all(|word| text.contains(word))
    };
    let known = pairs.iter().find(|pair| pair.key_id == **chosen);
    // The chosen one stays, whatever is searched for.
    let shown: Vec<&KeyPair> = pairs.iter().filter(|pair| pair.key_id == **chosen || matches(pair)).collect();
    let oninput = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| search.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <>
            if pairs.len() >= SEARCH_FROM {
                <div class="field">
                    <label for="keyId-search">{ t!(words, "Search the keys") }</label>
                    <input
                        id="keyId-search" type="search" value={(*search).clone()} autocomplete="off" autocapitalize="off" spellcheck="false"
                        aria-controls="keyId" aria-describedby="keyId-count" {oninput} onkeydown={no_submit()}
                    />
                    <p class="hint" id="keyId-count" role="status">
                        { t!(words, "{shown} of {total} key pairs.", shown = shown.len(), total = pairs.len()) }
                    </p>
                </div>
            }
            <SelectField id="keyId" label={t!(words, "SSH key pair")} onchange={edit.reform(Edit::KeyId)} issues={issues.clone()}>
                <option value="" selected={chosen.is_empty()}>{ t!(words, "Choose…") }</option>
                if known.is_none() && !chosen.is_empty() {
                    <option value={chosen.clone()} selected={true}>{ t!(words, "{id} (not in this account)", id = chosen) }</option>
                }
                for pair in shown.into_iter() {
                    <option key={pair.key_id.clone()} value={pair.key_id.clone()} selected={pair.key_id == **chosen}>
                        { format!("{} ({})", pair.key_name, pair.key_id) }
                    </option>
                }
            </SelectField>
            if let Some(pair) = known {
                <PublicKeys text={pair.public_key.clone().unwrap_or_default()} />
            }
        </>
    }
}

/// Enter in a search is not the form's button.
fn no_submit() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
        }
    })
}

#[derive(Properties, PartialEq)]
struct PublicKeysProps {
    /// As the API gives it: a key a line; empty where it gives none.
    text: AttrValue,
}

type Told = (Option<PublicKey>, Result<String, NoFingerprint>);

/// Type, fingerprint and comment of each public key, as `ssh-keygen -l` prints them.
#[component]
fn PublicKeys(props: &PublicKeysProps) -> Html {
    let words = use_words();
    let told = use_state(Vec::<Told>::new);
    {
        let told = told.clone();
        use_effect_with(props.text.clone(), move |text| {
            let wanted = Rc::new(Cell::new(true));
            let (text, still_wanted) = (text.clone(), Rc::clone(&wanted));
            spawn_local(async move {
                let mut all = Vec::new();
                for key in PublicKey::parse_all(&text) {
                    let print = match &key {
                        Some(key) => fingerprint(key).await,
                        None => Err(NoFingerprint::NotAKey),
                    };
                    all.push((key, print));
                }
                if still_wanted.get() {
                    told.set(all);
                }
            });
            move || wanted.set(false)
        });
    }
    if props.text.trim().is_empty() {
        return html! { <p class="hint">{ t!(words, "The API gives no public key for this pair, so there is no fingerprint to compare.") }</p> };
    }
    html! {
        <ul class="public-keys" aria-label={t!(words, "Public keys of this pair")}>
            for (key, print) in told.iter() {
                { public_key(key.as_ref(), print, &words) }
            }
        </ul>
    }
}

fn public_key(key: Option<&PublicKey>, print: &Result<String, NoFingerprint>, words: &Words) -> Html {
    let print = match print {
        Ok(print) => html! { <code>{ print }</code> },
        Err(NoFingerprint::NotAKey) => html! { <span>{ t!(words, "not a public key in OpenSSH's form") }</span> },
        Err(NoFingerprint::NoWebCrypto) => {
            html! { <span>{ t!(words, "no fingerprint: browsers compute it only on https or localhost") }</span> }
        }
    };
    html! {
        <li>
            if let Some(key) = key {
                <span>{ &key.algorithm }</span>{ " " }
            }
            { print }
            if let Some(comment) = key.map(|key| &key.comment).filter(|comment| !comment.is_empty()) {
                { " " }<bdi class="comment">{ comment }</bdi>
            }
        </li>
    }
}
