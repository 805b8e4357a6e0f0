//! The form: every field of ReinstallInstance, checked as one types.

use super::catalog::Catalog;
use super::{first_boot, network, operating_system, sign_in, storage};
use crate::components::status::Status;
use crate::hooks::use_words;
use crate::router::use_navigator;
use crate::routes::Route;
use crate::state::draft::{Draft, Edit, FieldIssue};
use crate::ui::field::severity_name;
use crate::ui::{Issues, PageHeading, PageLink};
use reinstall_core::issue::Severity;
use reinstall_core::path;
use reinstall_core::report::Path;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
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
    html! {
        <>
            <PageHeading text="Reinstall" title={format!("Reinstall {}", instance.label())} />
            <dl class="facts">
                <div><dt>{ "Instance" }</dt><dd>{ instance.label() }</dd></div>
                <div><dt>{ "Instance ID" }</dt><dd><code>{ &instance.instance_id }</code></dd></div>
                <div><dt>{ "Status" }</dt><dd><Status status={instance.instance_status.clone()} /></dd></div>
                <div><dt>{ "Model" }</dt><dd>{ &instance.instance_type_id }</dd></div>
                <div><dt>{ "Zone" }</dt><dd>{ &instance.zone_id }</dd></div>
                <div><dt>{ "Image now" }</dt><dd>{ instance.image_name.clone().unwrap_or_else(|| "none".into()) }</dd></div>
            </dl>
            <Issues id="instanceId" issues={issues.within(&path!["instanceId"])} />
            <form {onsubmit} novalidate={true} autocomplete="off">
                <operating_system::OperatingSystemGroup ..group.clone() />
                <sign_in::SignInGroup ..group.clone() />
                <storage::StorageGroup ..group.clone() />
                <network::NetworkGroup ..group.clone() />
                <first_boot::FirstBootGroup ..group />
                if *refused && has_errors {
                    <div class="notice" data-severity={severity_name(Severity::Error)} tabindex="-1" ref={summary} role="alert">
                        <p><strong>{ "Not ready for the review yet:" }</strong></p>
                        <ul>
                            for issue in issues.errors() {
                                <li><FieldLink path={issue.path.clone()} />{ ": " }{ &issue.message }</li>
                            }
                        </ul>
                    </div>
                }
                <div class="actions">
                    <button type="submit" class="primary">{ "Review" }</button>
                    <PageLink to={Route::Instances} class="button quiet">{ "Cancel" }</PageLink>
                </div>
                <p class="hint">{ "Nothing is sent yet. The review shows what will be lost, and asks once more." }</p>
            </form>
        </>
    }
}

/// The element's id of the field that an issue belongs to.
pub(super) fn field_id(path: &Path) -> String {
    let text = path.to_string();
    let id: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    id.trim_end_matches('-').to_owned()
}

/// Where a link in the summary leads: for a disk's issue to its list of disks.
fn anchor(path: &Path) -> String {
    let mut shown = path.clone();
    if let Some(position) = shown.0.iter().position(|segment| *segment == "diskSequence".into()) {
        shown.0.truncate(position + 1);
    }
    field_id(&shown)
}

#[derive(Properties, PartialEq)]
struct FieldLinkProps {
    path: Path,
}

/// Leads to a field. It moves the focus itself: the browser's own way would add to the history at each step.
#[component]
fn FieldLink(props: &FieldLinkProps) -> Html {
    let id = anchor(&props.path);
    let onclick = {
        let id = id.clone();
        Callback::from(move |event: MouseEvent| {
            let document = web_sys::window().and_then(|window| window.document());
            let field = document.and_then(|document| document.get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok());
            if let Some(field) = field {
                event.prevent_default();
                // In the middle: at the top the field's label would be out of sight.
                let middle = ScrollIntoViewOptions::new();
                middle.set_block(ScrollLogicalPosition::Center);
                field.scroll_into_view_with_scroll_into_view_options(&middle);
                drop(field.focus());
            }
        })
    };
    html! { <a href={format!("#{id}")} {onclick}>{ field_name(&props.path) }</a> }
}

/// The name that the form gives to a place.
pub(super) fn field_name(path: &Path) -> String {
    use reinstall_core::report::Segment::{Index, Key};
    let number = |index: &usize| index + 1;
    match path.0.as_slice() {
        [Key(key)] => match &**key {
            "instanceId" => "Instance".to_owned(),
            "imageId" => "Image".to_owned(),
            "ipxeUrl" => "iPXE URL".to_owned(),
            "hostname" => "Hostname".to_owned(),
            "password" => "Password".to_owned(),
            "keyId" => "SSH key pair".to_owned(),
            "partitions" => "Partitions".to_owned(),
            "userData" => "User data".to_owned(),
            other => other.to_owned(),
        },
        [Key(key), Index(row), Key(member)] if key == "partitions" => {
            let what = match &**member {
                "fsPath" => "Path",
                "fsType" => "File system",
                _ => "Size",
            };
            format!("{what} of partition {}", number(row))
        }
        [Key(key), Key(member)] if key == "nic" && member == "wanName" => "Public NIC name".to_owned(),
        [Key(key), Key(_)] if key == "nic" => "Private NIC name".to_owned(),
        [Key(key), Key(_), Index(row), Key(member), ..] if key == "raidConfig" => {
            let what = if member == "raidType" { "RAID level" } else { "Disks" };
            format!("{what} of array {}", number(row))
        }
        [Key(key), Key(member)] if key == "raidConfig" && member == "raidType" => "RAID level".to_owned(),
        [Key(key), ..] if key == "raidConfig" => "Custom RAID".to_owned(),
        _ => path.to_string(),
    }
}
