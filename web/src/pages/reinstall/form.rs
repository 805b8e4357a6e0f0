//! The form: every field of ReinstallInstance, checked as one types.

use super::catalog::Catalog;
use super::draft_notices::{DraftKept, DraftNotices};
use super::fields::FieldLink;
pub(super) use super::fields::field_id;
use super::{first_boot, network, operating_system, sign_in, storage};
use crate::components::status::Status;
use crate::hooks::use_words;
use crate::locales::Words;
use crate::pages::opening::intro;
use crate::router::use_navigator;
use crate::routes::Route;
use crate::services::files;
use crate::state::draft::{Draft, Edit, FieldIssue};
use crate::t;
use crate::ui::field::severity_name;
use crate::ui::{Issues, PageHeading, PageLink};
use reinstall_core::issue::Severity;
use reinstall_core::machine::Instance;
use reinstall_core::path;
use reinstall_core::report::Path;
use std::rc::Rc;
use web_sys::{DragEvent, HtmlElement};
use yew::prelude::*;

/// The issues of the form, by place.
#[derive(Clone, PartialEq)]
pub(super) struct FormIssues(pub(super) Rc<Vec<FieldIssue>>);

impl FormIssues {
    /// Those at exactly this place.
    pub(super) fn at(&self, path: &Path) -> Vec<FieldIssue> {
        self.0.iter().filter(|issue| issue.path == *path).cloned().collect()
    }

    /// Those at this place or inside it.
    pub(super) fn within(&self, path: &Path) -> Vec<FieldIssue> {
        self.0.iter().filter(|issue| issue.path.starts_with(path)).cloned().collect()
    }

    fn errors(&self) -> impl Iterator<Item = &FieldIssue> {
        self.0.iter().filter(|issue| issue.severity == Severity::Error)
    }
}

/// What every group of the form gets.
#[derive(Clone, Properties, PartialEq)]
pub(super) struct GroupProps {
    pub(super) catalog: Rc<Catalog>,
    pub(super) draft: Rc<Draft>,
    pub(super) edit: Callback<Edit>,
    pub(super) issues: FormIssues,
}

#[derive(Properties, PartialEq)]
pub(super) struct FormStepProps {
    pub(super) catalog: Rc<Catalog>,
    pub(super) draft: Rc<Draft>,
    pub(super) edit: Callback<Edit>,
}

#[component]
pub(super) fn FormStep(props: &FormStepProps) -> Html {
    let FormStepProps { catalog, draft, edit } = props;
    let words = use_words();
    let navigator = use_navigator();
    let refused = use_state_eq(|| false);
    let summary = use_node_ref();
    let instance = &catalog.instance;
    let issues = FormIssues(Rc::new(draft.issues(catalog.context(draft, instance), &words)));
    let has_errors = issues.errors().next().is_some();
    {
        let summary = summary.clone();
        use_effect_with(*refused, move |refused| {
            if *refused && let Some(element) = summary.cast::<HtmlElement>() {
                drop(element.focus());
            }
        });
    }
    let onsubmit = {
        let (refused, summary, route) =
            (refused.clone(), summary.clone(), Route::Review { instance_id: instance.instance_id.clone() });
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if has_errors {
                refused.set(true);
                // Pressed again, it is already there.
                if let Some(element) = summary.cast::<HtmlElement>() {
                    drop(element.focus());
                }
            } else if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        })
    };
    // What was not begun yet is no mistake, until the review is asked for.
    let shown = issues.0.iter().filter(|issue| *refused || !issue.waits).cloned().collect();
    let group = GroupProps {
        catalog: Rc::clone(catalog),
        draft: Rc::clone(draft),
        edit: edit.clone(),
        issues: FormIssues(Rc::new(shown)),
    };
    // A file that misses the field would replace the page, and take the form with it.
    let onfile = Callback::from(|event: DragEvent| {
        if files::are_dragged(&event) {
            event.prevent_default();
        }
    });
    html! {
        <>
            <PageHeading text={t!(words, "Reinstall")} title={t!(words, "Reinstall {name}", name = instance.label())} />
            { intro(&Route::Reinstall { instance_id: instance.instance_id.clone() }, &words) }
            { facts(instance, &words) }
            <Issues id="instanceId" issues={issues.within(&path!["instanceId"])} />
            <DraftNotices catalog={Rc::clone(catalog)} />
            <form {onsubmit} novalidate={true} autocomplete="off" ondragover={onfile.clone()} ondrop={onfile}>
                <operating_system::OperatingSystemGroup ..group.clone() />
                <sign_in::SignInGroup ..group.clone() />
                <storage::StorageGroup ..group.clone() />
                <network::NetworkGroup ..group.clone() />
                <first_boot::FirstBootGroup ..group />
                if *refused && has_errors {
                    <div class="notice" data-severity={severity_name(Severity::Error)} tabindex="-1" ref={summary} role="alert">
                        <p><strong>{ t!(words, "Not ready for the review yet:") }</strong></p>
                        <ul>
                            for issue in issues.errors() {
                                <li><FieldLink path={issue.path.clone()} />{ ": " }{ &issue.message }</li>
                            }
                        </ul>
                    </div>
                }
                <div class="actions">
                    <button type="submit" class="primary">{ t!(words, "Review") }</button>
                    <PageLink to={Route::Instances} class="button quiet">{ t!(words, "Cancel") }</PageLink>
                </div>
                <p class="hint">{ t!(words, "Nothing is sent yet. The review shows what will be lost, and asks once more.") }</p>
                <DraftKept catalog={Rc::clone(catalog)} />
            </form>
        </>
    }
}

/// What the server is now.
fn facts(instance: &Instance, words: &Words) -> Html {
    html! {
        <dl class="facts">
            <div><dt>{ t!(words, "Instance") }</dt><dd><bdi>{ instance.label() }</bdi></dd></div>
            <div><dt>{ t!(words, "Instance ID") }</dt><dd><code>{ &instance.instance_id }</code></dd></div>
            <div><dt>{ t!(words, "Status") }</dt><dd><Status status={instance.instance_status.clone()} /></dd></div>
            <div><dt>{ t!(words, "Model") }</dt><dd>{ &instance.instance_type_id }</dd></div>
            <div><dt>{ t!(words, "Zone") }</dt><dd>{ &instance.zone_id }</dd></div>
            <div><dt>{ t!(words, "Image now") }</dt><dd>{ instance.image_name.clone().map_or_else(|| t!(words, "none"), AttrValue::from) }</dd></div>
        </dl>
    }
}
