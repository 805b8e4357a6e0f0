//! What becomes of drafts over a visit, without a browser.

use super::*;
use crate::state::draft::Edit;
use reinstall_core::machine::Instance;

const THEN: UnixSeconds = UnixSeconds(1_700_000_000);
const NOW: UnixSeconds = UnixSeconds(1_700_003_600);

fn instance() -> Instance {
    Instance { instance_id: "1".into(), hostname: "web-01".into(), image_id: Some("i".into()), ..Instance::default() }
}

fn after(actions: impl IntoIterator<Item = DraftsAction>) -> Rc<Drafts> {
    let opened = Rc::new(Drafts::default()).reduce(DraftsAction::Open(Box::new(instance()), THEN, None));
    and_then(opened, actions)
}

fn and_then(drafts: Rc<Drafts>, actions: impl IntoIterator<Item = DraftsAction>) -> Rc<Drafts> {
    actions.into_iter().fold(drafts, |drafts, action| drafts.reduce(action))
}

fn edit(hostname: &str) -> DraftsAction {
    DraftsAction::Edit("1".into(), Edit::Hostname(hostname.into()))
}

fn hostname(drafts: &Drafts) -> &str {
    &drafts.get("1").unwrap().draft.hostname
}

fn saved(hostname: &str) -> Box<SavedDraft> {
    match after([edit(hostname)]).to_keep("1", THEN) {
        ToKeep::Save(saved) => saved,
        ToKeep::Remove => panic!("it was edited"),
    }
}

#[test]
fn what_nobody_touched_is_not_kept_and_what_was_edited_is_kept_once() {
    assert_eq!(after([]).unsaved(), []);
    let disks = || DraftsAction::Edit("1".into(), Edit::Hardware(Rc::default()));
    assert_eq!(after([disks()]).unsaved(), [], "reading the disks is no edit");
    let edited = after([edit("a"), edit("b")]);
    let unsaved = edited.unsaved();
    assert_eq!(unsaved, [("1".to_owned(), 2)]);
    assert!(matches!(edited.to_keep("1", NOW), ToKeep::Save(saved) if saved.hostname == "b" && saved.saved_at == NOW));
    assert_eq!(and_then(edited, [DraftsAction::Kept(unsaved)]).unsaved(), []);
}

#[test]
fn a_form_that_nobody_touched_is_filled_in_anew_and_a_touched_one_is_not() {
    let other = Box::new(Instance { hostname: "other".into(), ..instance() });
    let open = DraftsAction::Open(other.clone(), NOW, None);
    assert_eq!(hostname(&after([open.clone()])), "other");
    let touched = after([edit("mine"), open]);
    assert_eq!(hostname(&touched), "mine");
    // For which server it was filled in stays known, until somebody has read what changed.
    assert_eq!(touched.get("1").unwrap().reading.facts.hostname, "web-01");
    assert_eq!(touched.get("1").unwrap().read_at, THEN);
    let reread = and_then(touched, [DraftsAction::Reread(other)]);
    assert_eq!(reread.get("1").unwrap().reading.facts.hostname, "other");
    assert_eq!((reread.get("1").unwrap().read_at, hostname(&reread)), (NOW, "mine"));
}

#[test]
fn a_kept_draft_is_restored_and_says_so() {
    let open = DraftsAction::Open(Box::new(instance()), NOW, Some(saved("kept")));
    let restored = Rc::new(Drafts::default()).reduce(open);
    assert_eq!(hostname(&restored), "kept");
    assert_eq!(restored.get("1").unwrap().restored.map(|restored| restored.saved_at), Some(THEN));
    assert_eq!(restored.unsaved(), [], "it is kept already");
}

#[test]
fn what_was_sent_is_a_plan_still_and_needs_no_keeping() {
    let secret = DraftsAction::Edit("1".into(), Edit::Password("Example~123".into()));
    let sent = after([edit("new"), secret, DraftsAction::Sent("1".into())]);
    assert_eq!(sent.to_keep("1", NOW), ToKeep::Remove);
    assert_eq!(sent.unsaved().len(), 1, "the device has to remove it");
    // The server is what was asked for: no news.
    let installed = Instance { hostname: "new".into(), ..instance() };
    let again = and_then(sent, [DraftsAction::Open(Box::new(installed), NOW, None)]);
    let open = again.get("1").unwrap();
    assert_eq!((hostname(&again), open.reading.facts.hostname.as_str()), ("new", "new"));
    assert!(open.draft.password.is_empty());
}

#[test]
fn started_over_is_taken_back_with_its_secrets() {
    let secret = DraftsAction::Edit("1".into(), Edit::UserData("#!/bin/sh\n".into()));
    let over = after([edit("a"), secret, DraftsAction::StartOver(Box::new(instance()))]);
    assert_eq!((hostname(&over), over.to_keep("1", NOW)), ("web-01", ToKeep::Remove));
    let back = and_then(over, [DraftsAction::Undo("1".into())]);
    assert_eq!((hostname(&back), back.get("1").unwrap().draft.user_data.expose()), ("a", "#!/bin/sh\n"));
    assert!(matches!(back.to_keep("1", NOW), ToKeep::Save(_)));
}

#[test]
fn two_tabs_decide_and_neither_writes_meanwhile() {
    let theirs = || DraftsAction::Elsewhere("1".into(), Elsewhere::Changed(saved("theirs")));
    let secret = DraftsAction::Edit("1".into(), Edit::Password("Example~123".into()));
    let both = after([edit("mine"), secret, theirs()]);
    assert!(both.get("1").unwrap().elsewhere.is_some());
    assert_eq!(both.unsaved(), [], "undecided, nothing is written");
    assert_eq!(and_then(Rc::clone(&both), [edit("more")]).unsaved(), []);

    let mine = and_then(Rc::clone(&both), [DraftsAction::KeepMine("1".into())]);
    assert_eq!((hostname(&mine), mine.unsaved().len()), ("mine", 1));
    let followed = and_then(both, [DraftsAction::Follow(Box::new(instance()))]);
    assert_eq!((hostname(&followed), followed.unsaved()), ("theirs", vec![]));
    assert!(!followed.get("1").unwrap().draft.password.is_empty(), "the secret is nowhere else");

    // The same in both tabs, or gone while nobody had touched it here: there is nothing to decide.
    assert_eq!(after([edit("theirs"), theirs()]).get("1").unwrap().elsewhere, None);
    let removed = || DraftsAction::Elsewhere("1".into(), Elsewhere::Removed);
    assert_eq!(after([removed()]).get("1").unwrap().elsewhere, None);
    let removed = after([edit("mine"), removed()]);
    let over = and_then(removed, [DraftsAction::Follow(Box::new(instance()))]);
    assert_eq!(hostname(&over), "web-01");
    assert_eq!(hostname(&and_then(over, [DraftsAction::Undo("1".into())])), "mine");
}
