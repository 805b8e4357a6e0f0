//! Sign-in: a password, a key pair, or a random password that the vendor mails.

mod key_pair;
mod password;

use super::form::GroupProps;
use crate::hooks::use_words;
use crate::state::draft::{Edit, SignInChoice};
use crate::t;
use crate::ui::{Choice, Issues};
use key_pair::KeyPairFields;
use password::PasswordFields;
use reinstall_core::machine::Family;
use reinstall_core::path;
use yew::prelude::*;

#[component]
pub(super) fn SignInGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let words = use_words();
    let choose = |sign_in: SignInChoice| edit.reform(move |()| Edit::SignIn(sign_in));
    let windows =
        (catalog.family(draft) == Some(Family::Windows)).then(|| t!(words, "Windows does not take a key pair."));
    let no_keys = catalog.key_pairs.is_empty().then(|| t!(words, "This account has no key pair."));
    html! {
        <fieldset class="panel sign-in">
            <legend>{ t!(words, "Sign-in") }</legend>
            <Choice
                name="sign-in" value="password" label={t!(words, "Set your own")} checked={draft.sign_in == SignInChoice::Password}
                onchoose={choose(SignInChoice::Password)} hint={t!(words, "A password, typed or generated.")}
            />
            if draft.sign_in == SignInChoice::Password {
                <div class="nested">
                    <PasswordFields password={draft.password.clone()} edit={edit.clone()} issues={issues.at(&path!["password"])} />
                </div>
            }
            <Choice
                name="sign-in" value="key" label={t!(words, "Use an SSH key")} checked={draft.sign_in == SignInChoice::KeyPair}
                onchoose={choose(SignInChoice::KeyPair)} disabled_reason={windows.or(no_keys)}
            />
            if draft.sign_in == SignInChoice::KeyPair {
                <div class="nested">
                    <KeyPairFields catalog={catalog.clone()} chosen={draft.key_id.clone()} edit={edit.clone()} issues={issues.at(&path!["keyId"])} />
                </div>
            }
            <Choice
                name="sign-in" value="mailed" label={t!(words, "Let the vendor mail a random one")} checked={draft.sign_in == SignInChoice::Mailed}
                onchoose={choose(SignInChoice::Mailed)}
                hint={t!(words, "It goes to the account's creator once the installation has succeeded.")}
            />
            if draft.sign_in == SignInChoice::Mailed {
                <div class="nested"><Issues id="password" issues={issues.at(&path!["password"])} /></div>
            }
        </fieldset>
    }
}
