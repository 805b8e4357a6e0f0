//! Instances: all servers of the account, and the way to reinstall one.

use crate::components::loaded::loaded;
use crate::components::status::Status;
use crate::hooks::{Loading, use_jobs, use_load, use_session};
use crate::router::use_navigator;
use crate::routes::Route;
use crate::services::Client;
use crate::ui::{PageHeading, TextField};
use reinstall_core::Locale;
use reinstall_core::allowed::reinstall_refusal;
use reinstall_core::api::CallError;
use reinstall_core::api::query::DescribeInstances;
use reinstall_core::machine::Instance;
use reinstall_core::rules::instance::refused;
use std::rc::Rc;
use yew::prelude::*;

/// How many instances are asked for at once.
const PAGE_SIZE: i64 = 500;

async fn all_instances(client: Rc<Client>) -> Result<Vec<Instance>, CallError> {
    let mut instances: Vec<Instance> = Vec::new();
    let mut page_num = 1;
    loop {
        let query =
            DescribeInstances { page_num: Some(page_num), page_size: Some(PAGE_SIZE), ..DescribeInstances::default() };
        let page = client.read(&query).await?.response;
        let last = page.data_set.is_empty();
        instances.extend(page.data_set);
        let total = usize::try_from(page.total_count).unwrap_or(0);
        if last || instances.len() >= total {
            // A list that changes between two pages can show an instance twice.
            instances.sort_by(|a, b| (&a.instance_name, &a.instance_id).cmp(&(&b.instance_name, &b.instance_id)));
            instances.dedup_by(|a, b| a.instance_id == b.instance_id);
            return Ok(instances);
        }
        page_num += 1;
    }
}

/// Why this instance takes no reinstall now.
fn refusal(instance: &Instance, has_open_job: bool) -> Option<String> {
    if has_open_job {
        return Some("A reinstall of it is still open; see Jobs.".to_owned());
    }
    let code = reinstall_refusal(&instance.instance_status)?;
    Some(refused(code, &instance.instance_status).message(Locale::En))
}

/// The table of servers.
#[component]
pub fn InstancesPage() -> Html {
    let session = use_session();
    let filter = use_state_eq(String::new);
    let loading: Loading<Vec<Instance>> = use_load(session.client.clone(), |client| {
        let client = client.clone();
        async move {
            match client {
                Some(client) => all_instances(client).await,
                None => Ok(Vec::new()),
            }
        }
    });
    let refresh = loading.again.reform(|_| ());
    html! {
        <>
            <PageHeading text="Instances" />
            <div class="toolbar">
                <TextField
                    id="filter" label="Filter" value={(*filter).clone()} placeholder="name, ID, address, model, zone, image or status"
                    oninput={let filter = filter.clone(); Callback::from(move |text| filter.set(text))}
                />
                <button type="button" onclick={refresh} disabled={loading.busy}>{ "Refresh" }</button>
            </div>
            { loaded(&loading, "the instances", |instances| html! { <InstanceTable instances={instances.clone()} filter={(*filter).clone()} /> }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct InstanceTableProps {
    instances: Vec<Instance>,
    filter: String,
}

#[component]
fn InstanceTable(props: &InstanceTableProps) -> Html {
    let jobs = use_jobs();
    let needle = props.filter.trim().to_lowercase();
    let shown: Vec<&Instance> = props.instances.iter().filter(|instance| matches(instance, &needle)).collect();
    if props.instances.is_empty() {
        return html! { <p role="status">{ "This account has no instances." }</p> };
    }
    html! {
        <>
            <p role="status">
                { format!("{} of {} instances", shown.len(), props.instances.len()) }
                if shown.is_empty() { { ". No instance matches the filter." } }
            </p>
            <div class="scroll" tabindex="0" role="region" aria-label="Instances">
                <table>
                    <thead><tr>
                        <th scope="col">{ "Name" }</th>
                        <th scope="col"><span class="visually-hidden">{ "Action" }</span></th>
                        for name in ["Status", "Instance ID", "Zone", "Model", "Image", "Public IP"] {
                            <th scope="col">{ name }</th>
                        }
                    </tr></thead>
                    <tbody>
                        for instance in shown.into_iter() {
                            { row(instance, jobs.jobs.open_for(&instance.instance_id).is_some()) }
                        }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn row(instance: &Instance, has_open_job: bool) -> Html {
    let name = instance.label().to_owned();
    let reason_id = format!("reason-{}", instance.instance_id);
    let image = instance.image_name.clone().or_else(|| instance.ipxe_url.clone().map(|url| format!("iPXE {url}")));
    html! {
        <tr key={instance.instance_id.clone()}>
            <th scope="row">{ &name }</th>
            <td class="action">
                if let Some(reason) = refusal(instance, has_open_job) {
                    <button type="button" disabled={true} aria-label={format!("Reinstall {name}")} aria-describedby={reason_id.clone()}>{ "Reinstall" }</button>
                    <p class="hint" id={reason_id}>{ reason }</p>
                } else {
                    <ReinstallButton instance_id={instance.instance_id.clone()} {name} />
                }
            </td>
            <td><Status status={instance.instance_status.clone()} /></td>
            <td><code>{ &instance.instance_id }</code></td>
            <td>{ &instance.zone_id }</td>
            <td>{ &instance.instance_type_id }</td>
            <td class="text">{ image.unwrap_or_else(|| "none".to_owned()) }</td>
            <td>{ instance.primary_public_ip_address.clone().unwrap_or_default() }</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct ReinstallButtonProps {
    instance_id: String,
    name: String,
}

#[component]
fn ReinstallButton(props: &ReinstallButtonProps) -> Html {
    let navigator = use_navigator();
    let route = Route::Reinstall { instance_id: props.instance_id.clone() };
    let onclick = Callback::from(move |_| {
        if let Some(navigator) = &navigator {
            navigator.push(&route);
        }
    });
    html! { <button type="button" aria-label={format!("Reinstall {}", props.name)} {onclick}>{ "Reinstall" }</button> }
}

fn matches(instance: &Instance, needle: &str) -> bool {
    needle.is_empty()
        || [
            Some(&instance.instance_name),
            Some(&instance.instance_id),
            Some(&instance.hostname),
            Some(&instance.zone_id),
            Some(&instance.instance_type_id),
            instance.image_name.as_ref(),
            instance.primary_public_ip_address.as_ref(),
        ]
        .into_iter()
        .flatten()
        .any(|text| text.to_lowercase().contains(needle))
        || instance.instance_status.name().to_lowercase().contains(needle)
}
