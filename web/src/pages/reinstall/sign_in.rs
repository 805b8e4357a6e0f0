//! Sign-in: a password, a key pair, or a random password that the vendor mails.

use super::form::GroupProps;
use crate::services::random::new_password;
use crate::state::draft::{Edit, FieldIssue, SignInChoice};
use crate::ui::{Choice, CopyButton, Issues, SelectField, TextField};
use reinstall_core::machine::Family;
use reinstall_core::path;
use yew::prelude::*;

#[component]
pub(super) fn SignInGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let shown = use_state_eq(|| false);
    let no_randomness = use_state_eq(|| false);
    let choose = |sign_in: SignInChoice| edit.reform(move |()| Edit::SignIn(sign_in));
    let generate = {
        let (edit, shown, no_randomness) = (edit.clone(), shown.clone(), no_randomness.clone());
        Callback::from(move |_| match new_password() {
            Ok(password) => {
                edit.emit(Edit::Password(password));
                shown.set(true);
            }
            Err(_) => no_randomness.set(true),
        })
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(!*shown))
    };
    let windows = (catalog.family(draft) == Some(Family::Windows)).then_some("Windows does not take a key pair.");
    let no_keys = catalog.key_pairs.is_empty().then_some("This account has no key pair.");
    let mut password_issues = issues.at(&path!["password"]);
    if *no_randomness {
        let message = "This browser offers no randomness. Type a password instead.";
        password_issues.push(FieldIssue::error(path!["password"], message));
    }
    html! {
        <fieldset class="panel">
            <legend>{ "Sign-in" }</legend>
            <Choice
                name="sign-in" value="password" label="Set your own" checked={draft.sign_in == SignInChoice::Password}
                onchoose={choose(SignInChoice::Password)} hint="A password, typed or generated."
            />
            if draft.sign_in == SignInChoice::Password {
                <div class="nested"><TextField
                    id="password" label="Password" value={draft.password.expose().to_owned()} autocomplete="new-password"
                    kind={if *shown { "text" } else { "password" }} oninput={edit.reform(|text: String| Edit::Password(text.into()))}
                    issues={password_issues} required={true}
                    hint="8 to 16 characters: upper case, lower case, a digit and one of ~!@$^*-_=+. It also becomes the IPMI password."
                    beside={html! {
                        <>
                            <button type="button" class="quiet" aria-pressed={shown.to_string()} onclick={toggle}>{ "Show" }</button>
                            <button type="button" class="quiet" onclick={generate}>{ "Generate password" }</button>
                            if !draft.password.is_empty() {
                                <CopyButton text={draft.password.expose().to_owned()} />
                            }
                        </>
                    }}
                /></div>
            }
            <Choice
                name="sign-in" value="key" label="Use an SSH key" checked={draft.sign_in == SignInChoice::KeyPair}
                onchoose={choose(SignInChoice::KeyPair)} disabled_reason={windows.or(no_keys).map(AttrValue::from)}
            />
            if draft.sign_in == SignInChoice::KeyPair {
                <div class="nested"><SelectField id="keyId" label="SSH key pair" onchange={edit.reform(Edit::KeyId)} issues={issues.at(&path!["keyId"])}>
                    <option value="" selected={draft.key_id.is_empty()}>{ "Choose…" }</option>
                    for pair in catalog.key_pairs.iter() {
                        <option value={pair.key_id.clone()} selected={pair.key_id == draft.key_id}>{ format!("{} ({})", pair.key_name, pair.key_id) }</option>
                    }
                </SelectField></div>
            }
            <Choice
                name="sign-in" value="mailed" label="Let the vendor mail a random one" checked={draft.sign_in == SignInChoice::Mailed}
                onchoose={choose(SignInChoice::Mailed)} hint="It goes to the account's creator once the installation has succeeded."
            />
            if draft.sign_in == SignInChoice::Mailed {
                <div class="nested"><Issues id="password" issues={issues.at(&path!["password"])} /></div>
            }
        </fieldset>
    }
}
