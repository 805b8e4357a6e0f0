//! Instances: all servers of the account, and the way to reinstall one.

mod address;
mod facets;
pub mod kept;
mod loading;
mod menu;
mod row;
mod selected;
mod table;
mod toolbar;

use crate::components::error_box::ErrorBox;
use crate::hooks::{use_instance_preferences, use_jobs, use_said, use_session, use_words};
use crate::locales::{Words, number};
use crate::pages::opening::intro;
use crate::router::use_navigator;
use crate::routes::Route;
use crate::services::clipboard;
use crate::state::instances::InstancePreferencesAction;
use crate::state::instances::reading::Oddity;
use crate::state::instances::{Columns, Found, Listing, Selection, Shared, order};
use crate::state::jobs::is_open;
use crate::t;
use crate::ui::PageHeading;
use address::{Address, use_address};
use loading::{Instances, Stage, use_instances};
use row::RowAction;
use selected::{BulkAction, Selected};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use table::InstanceTable;
use toolbar::{ColumnMenu, Toolbar};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

fn count(count: usize) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The page: what the account has is read, then shown.
#[component]
pub fn InstancesPage() -> Html {
    let words = use_words();
    let session = use_session();
    let instances = use_instances(session.client.clone());
    html! {
        <div class="instances-page">
            <PageHeading text={t!(words, "Instances")} />
            { intro(&Route::Instances, &words) }
            { progress(&instances, &words) }
            if let Some(listing) = &instances.listing {
                if listing.rows.is_empty() && instances.stage == Stage::Done {
                    <p role="status">{ t!(words, "This account has no instances.") }</p>
                    <button type="button" onclick={instances.refresh.reform(|_| ())}>{ t!(words, "Refresh") }</button>
                } else {
                    <Finder listing={listing.clone()} busy={matches!(instances.stage, Stage::Reading { .. })} refresh={instances.refresh.clone()} />
                }
            }
        </div>
    }
}

/// How far the reading is, and what went wrong with it.
fn progress(instances: &Instances, words: &Words) -> Html {
    let slow = if instances.slow {
        html! { <p role="status">{ t!(words, "Still waiting: no answer has come for a while. Nothing is lost.") }</p> }
    } else {
        html! {}
    };
    match &instances.stage {
        Stage::Reading { total: 0, .. } if instances.listing.is_none() => html! {
            <><p role="status">{ t!(words, "Loading the instances…") }</p>{ slow }</>
        },
        Stage::Reading { count: got, total } => html! {
            <div class="reading">
                <progress aria-label={t!(words, "Loading the instances…")} value={got.to_string()} max={total.max(&1).to_string()} />
                <p role="status">
                    { if *total == 0 { t!(words, "Loading the instances…") } else { t!(words, "Loading: {count} of {total}", count = count(*got), total = count(*total)) } }
                </p>
                { slow }
            </div>
        },
        Stage::Failed { count: got, total, error } => {
            let title = if *got == 0 {
                t!(words, "Could not load the instances.")
            } else {
                t!(
                    words,
                    "Could not load all instances: {count} of {total} came.",
                    count = count(*got),
                    total = count(*total)
                )
            };
            html! { <ErrorBox {title} error={Rc::clone(error)} read={true} onretry={instances.again.clone()} /> }
        }
        Stage::Done => instances
            .listing
            .iter()
            .flat_map(|listing| &listing.oddities)
            .map(|oddity| oddity_notice(*oddity, words))
            .collect(),
    }
}

fn oddity_notice(oddity: Oddity, words: &Words) -> Html {
    let text = match oddity {
        Oddity::Changed => {
            t!(words, "The account changed while it was read. Refresh to be sure that nothing is missing.")
        }
        Oddity::Short { total } => {
            t!(words, "The API counts {total} instances, but gave fewer. Refresh to ask again.", total = count(total))
        }
        Oddity::WithoutId(number) => {
            t!(
                words,
                "{count} instances came without an ID: they are not shown, since nothing can be done with them.",
                count = count(number)
            )
        }
    };
    html! { <p class="notice" data-severity="warning" role="status">{ text }</p> }
}

#[derive(Properties, PartialEq)]
struct FinderProps {
    listing: Shared<Listing>,
    busy: bool,
    refresh: Callback<()>,
}

/// The filter, what it finds, and what is done with that.
#[component]
fn Finder(props: &FinderProps) -> Html {
    let FinderProps { listing, busy, refresh } = props;
    let words = use_words();
    let jobs = use_jobs();
    let preferences = use_instance_preferences();
    let navigator = use_navigator();
    let Address { view, change, flush } = use_address();
    let said = use_said();
    let selection = use_state_eq(|| Rc::new(Selection::default()));

    // Each is made anew only when what it is made of changes: a key in the filter costs one look through the rows.
    let in_order = Shared::from(use_memo((listing.clone(), view.sort), |(listing, sort)| order(listing, *sort)));
    let found =
        Shared::from(use_memo((listing.clone(), in_order, view.filter.clone()), |(listing, in_order, filter)| {
            Found::of(listing, in_order, filter)
        }));
    let protected =
        use_memo(preferences.protected.clone(), |protected| protected.keys().cloned().collect::<BTreeSet<String>>());
    let open_jobs = use_memo(open_jobs(&jobs.jobs), BTreeMap::clone);
    let columns = Columns::without(&preferences.hidden_columns);
    let rows = || found.rows.iter().filter_map(|number| listing.rows.get(*number as usize));

    // A server that is gone cannot stay ticked.
    {
        let selection = selection.clone();
        use_effect_with(listing.clone(), move |listing| {
            if !selection.is_empty() {
                let ids: BTreeSet<&str> = listing.rows.iter().map(|row| &*row.id).collect();
                let mut kept = Selection::clone(&selection);
                kept.retain(|id| ids.contains(id));
                selection.set(Rc::new(kept));
            }
        });
    }
    let copy = {
        let (said, words) = (said.setter(), words.clone());
        move |text: String, done: AttrValue| {
            let (said, words) = (said.clone(), words.clone());
            spawn_local(async move {
                let copied = clipboard::copy(&text).await;
                let failed = || t!(words, "The browser did not allow it: select the text and copy it yourself.");
                said.set(if copied { done } else { failed() });
            });
        }
    };
    let act = {
        let (dispatcher, selection, copy, said) =
            (preferences.dispatcher(), selection.clone(), copy.clone(), said.setter());
        // Kept while what it uses stays the same: rows whose callbacks changed are drawn again.
        use_callback((words.clone(), (*selection).clone()), move |action: RowAction, (words, ticked)| match action {
            RowAction::Reinstall(id) => {
                if let Some(navigator) = &navigator {
                    navigator.push(&Route::Reinstall { instance_id: id.to_string() });
                }
            }
            RowAction::Tick(id, on) => {
                let mut ticked = Selection::clone(ticked);
                ticked.set(id, on);
                selection.set(Rc::new(ticked));
            }
            RowAction::Protect(id, name) => {
                said.set(t!(words, "{name} is protected on this device.", name = name));
                dispatcher.dispatch(InstancePreferencesAction::Protect(id.to_string(), name.to_string()));
            }
            RowAction::Unprotect(id) => {
                said.set(t!(words, "Reinstalls of it are offered here again."));
                dispatcher.dispatch(InstancePreferencesAction::Unprotect(id.to_string()));
            }
            RowAction::Copy(id, name) => {
                copy(id.to_string(), t!(words, "Copied the instance ID of {name}.", name = name))
            }
        })
    };
    let onsort = {
        let (view, change) = (view.clone(), change.clone());
        Callback::from(move |sort| change.emit(view.with_sort(sort)))
    };
    let onall = {
        let (selection, listing, found) = (selection.clone(), listing.clone(), found.clone());
        Callback::from(move |on| {
            let mut ticked = Selection::clone(&selection);
            let ids =
                found.rows.iter().filter_map(|number| listing.rows.get(*number as usize)).map(|row| row.id.clone());
            ticked.set_all(ids, on);
            selection.set(Rc::new(ticked));
        })
    };
    let bulk = {
        let (dispatcher, selection, listing, words, said) =
            (preferences.dispatcher(), selection.clone(), listing.clone(), words.clone(), said.setter());
        Callback::from(move |action: BulkAction| {
            let ticked = listing.rows.iter().filter(|row| selection.has(&row.id));
            match action {
                BulkAction::CopyIds => {
                    let ids: Vec<&str> = ticked.map(|row| &*row.id).collect();
                    copy(ids.join("\n"), t!(words, "Copied {count} IDs, one a line.", count = count(ids.len())));
                }
                BulkAction::Protect => {
                    let instances: BTreeMap<_, _> =
                        ticked.map(|row| (row.id.to_string(), row.label.to_string())).collect();
                    said.set(t!(
                        words,
                        "{count} instances are protected on this device.",
                        count = count(instances.len())
                    ));
                    dispatcher.dispatch(InstancePreferencesAction::ProtectAll(instances));
                }
                BulkAction::Unprotect => {
                    said.set(t!(words, "Reinstalls of them are offered here again."));
                    dispatcher.dispatch(InstancePreferencesAction::UnprotectAll(
                        ticked.map(|row| row.id.to_string()).collect(),
                    ));
                }
                BulkAction::Clear => selection.set(Rc::new(Selection::default())),
            }
        })
    };
    let ticked_here = if selection.is_empty() { 0 } else { rows().filter(|row| selection.has(&row.id)).count() };
    let ticked_protected =
        if selection.is_empty() { 0 } else { protected.iter().filter(|id| selection.has(id)).count() };
    html! {
        <>
            <Toolbar view={view.clone()} {change} {flush} listing={listing.clone()} found={found.clone()} busy={*busy} refresh={refresh.clone()} />
            <div class="above">
                <p role="status">
                    { t!(words, "{shown} of {total} instances", shown = count(found.rows.len()), total = count(listing.rows.len())) }
                    if found.rows.is_empty() { { t!(words, ". No instance matches the filter.") } }
                </p>
                <p class="said" aria-live="polite">{ (*said).clone() }</p>
                <ColumnMenu {columns} />
            </div>
            if !found.rows.is_empty() || !selection.is_empty() {
              <Selected
                found={found.rows.len()} extent={selection.extent(rows().map(|row| &*row.id))} ticked={selection.len()}
                hidden={selection.len() - ticked_here} protected={ticked_protected} {onall} act={bulk}
              />
            }
            if !found.rows.is_empty() {
                <InstanceTable
                    listing={listing.clone()} {found} filter={view.filter.clone()} sort={view.sort} {onsort} {columns}
                    selection={(*selection).clone()} {protected} jobs={open_jobs} {act}
                />
            }
        </>
    }
}

/// The open job of each server that has one.
fn open_jobs(jobs: &crate::state::jobs::Jobs) -> BTreeMap<String, AttrValue> {
    let open = jobs.newest_first().into_iter().rev().filter(|job| is_open(job));
    open.map(|job| (job.instance_id.clone(), AttrValue::from(job.id.clone()))).collect()
}
