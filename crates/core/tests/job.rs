//! The job: what it does on the usual ways, and what it never does on any.

use proptest::prelude::*;
use reinstall_core::api::{ApiError, CallError, ProxyError, Sent};
use reinstall_core::job::{
    Asked, BEGIN_SECONDS, Effect, Event, Evidence, Facts, Job, PROOF_SECONDS, Phase, Plan, RESEND_SECONDS,
    SEND_ATTEMPTS_MAX,
};
use reinstall_core::machine::InstanceStatus;
use reinstall_core::time::UnixSeconds;

fn api_error(status: u16, code: &str) -> CallError {
    CallError::Api(ApiError {
        http_status: status,
        code: code.into(),
        message: "words".into(),
        request_id: "T1".into(),
        retry_after: None,
    })
}

fn rate_limited() -> CallError {
    api_error(429, "REQUEST_LIMIT_EXCEEDED")
}

fn lost() -> CallError {
    CallError::Unreachable { why: "reset".into() }
}

fn showing(status: InstanceStatus, hostname: &str) -> Facts {
    Facts { status, hostname: hostname.into(), ..Facts::default() }
}

/// A job that asks for the hostname `new` on a server that is RUNNING as `old`.
fn job() -> Job {
    Job::new(
        Plan {
            id: "job-1".into(),
            instance_id: "1".into(),
            instance_name: "web-01".into(),
            instance_type_id: "M6C".into(),
            asked: Asked { hostname: Some("new".into()), ..Asked::default() },
            before: showing(InstanceStatus::Running, "old"),
        },
        UnixSeconds(1000),
    )
}

/// Feeds the events one second apart; gives the job and every effect.
fn run(events: impl IntoIterator<Item = Event>) -> (Job, Vec<Effect>) {
    let mut effects = Vec::new();
    let mut job = job();
    for (second, event) in (1001..).zip(events) {
        let (next, more) = job.step(event, UnixSeconds(second));
        job = next;
        effects.extend(more);
    }
    (job, effects)
}

fn saw(status: InstanceStatus, hostname: &str) -> Event {
    Event::Observed(Some(showing(status, hostname)))
}

fn accepted() -> Event {
    Event::Answered { request_id: "T1".into() }
}

#[test]
fn the_usual_way() {
    let (job, effects) = run([
        Event::Confirmed,
        accepted(),
        saw(InstanceStatus::Installing, "old"),
        saw(InstanceStatus::Installing, "old"),
        saw(InstanceStatus::Running, "new"),
    ]);
    assert_eq!(job.phase, Phase::Running { evidence: Evidence::Transition, differences: vec![] });
    assert_eq!(effects, [Effect::Send]);
    assert_eq!((job.began_at, job.ended_at), (Some(UnixSeconds(1003)), Some(UnixSeconds(1005))));
    assert_eq!(job.timeline.len(), 5, "confirmed, sent, accepted, INSTALLING (twice, one entry), RUNNING");
}

#[test]
fn a_second_confirmation_sends_nothing() {
    let (_, effects) = run([Event::Confirmed, Event::Confirmed, accepted(), Event::Confirmed]);
    assert_eq!(effects, [Effect::Send]);
}

#[test]
fn a_failed_installation_is_the_servers_word() {
    let (job, _) = run([
        Event::Confirmed,
        accepted(),
        saw(InstanceStatus::Installing, "old"),
        saw(InstanceStatus::InstallFailed, "old"),
    ]);
    assert_eq!(job.phase, Phase::InstallFailed);
}

#[test]
fn an_older_failure_is_not_this_runs() {
    let mut before = job();
    before.before.status = InstanceStatus::InstallFailed;
    let (job, _) = before.step(Event::Confirmed, UnixSeconds(1001));
    let (job, _) = job.step(accepted(), UnixSeconds(1002));
    let (job, _) = job.step(saw(InstanceStatus::InstallFailed, "old"), UnixSeconds(1003));
    assert_eq!(job.phase, Phase::Accepted);
}

#[test]
fn running_alone_is_no_proof_but_a_shown_result_is() {
    let (job, _) = run([Event::Confirmed, accepted(), saw(InstanceStatus::Running, "old")]);
    assert_eq!(job.phase, Phase::Accepted);
    let (job, _) = run([Event::Confirmed, accepted(), saw(InstanceStatus::Running, "new")]);
    assert_eq!(job.phase, Phase::Accepted, "values may be shown before the installation begins");
    let (job, _) = job.step(saw(InstanceStatus::Running, "new"), UnixSeconds(1001 + BEGIN_SECONDS + 1));
    assert_eq!(job.phase, Phase::Running { evidence: Evidence::Result, differences: vec![] });
}

#[test]
fn what_was_not_installed_as_asked_is_said() {
    let (job, _) = run([
        Event::Confirmed,
        accepted(),
        saw(InstanceStatus::Installing, "old"),
        saw(InstanceStatus::Running, "hostname"),
    ]);
    let Phase::Running { differences, .. } = job.phase else { panic!("{:?}", job.phase) };
    assert_eq!(differences[0].member, "hostname");
    assert_eq!((differences[0].asked.as_str(), differences[0].shown.as_str()), ("new", "hostname"));
}

#[test]
fn a_lost_answer_is_only_read_about() {
    let (job, effects) = run([Event::Confirmed, Event::Failed(lost()), Event::Confirmed, Event::Tick]);
    assert!(matches!(job.phase, Phase::Unanswered { .. }));
    assert_eq!(effects, [Effect::Send, Effect::Look]);
    let (job, _) = job.step(saw(InstanceStatus::Installing, "old"), UnixSeconds(1011));
    assert_eq!(job.phase, Phase::Installing);
}

#[test]
fn an_installation_after_a_lost_answer_may_be_somebody_elses() {
    let lost = [Event::Confirmed, Event::Failed(lost()), saw(InstanceStatus::Installing, "old")];
    let (job, _) = run(lost.clone().into_iter().chain([saw(InstanceStatus::Running, "other")]));
    assert!(matches!(job.phase, Phase::Running { evidence: Evidence::Unattributed, .. }), "{:?}", job.phase);
    let (job, _) = run(lost.into_iter().chain([saw(InstanceStatus::Running, "new")]));
    assert_eq!(job.phase, Phase::Running { evidence: Evidence::Result, differences: vec![] });
}

#[test]
fn being_installed_already_may_be_the_second_copy_of_our_own_request() {
    let (job, _) =
        run([Event::Confirmed, Event::Failed(api_error(403, "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING"))]);
    assert!(matches!(job.phase, Phase::Unanswered { .. }));
}

#[test]
fn an_installation_that_neither_goes_on_nor_ends_is_put_to_a_person() {
    let (job, _) = run([Event::Confirmed, accepted(), saw(InstanceStatus::Installing, "old")]);
    let (job, _) = job.step(saw(InstanceStatus::Stopped, "old"), UnixSeconds(1010));
    assert_eq!(job.phase, Phase::Installing);
    let (job, _) = job.step(saw(InstanceStatus::Stopped, "old"), UnixSeconds(1003 + BEGIN_SECONDS + 1));
    assert_eq!(job.phase, Phase::TimedOut);
    let (job, _) = job.step(saw(InstanceStatus::Running, "new"), UnixSeconds(2000));
    assert_eq!(job.phase, Phase::Running { evidence: Evidence::Transition, differences: vec![] });
}

#[test]
fn an_error_that_quotes_a_secret_loses_it() {
    let mut error = api_error(400, "INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED");
    if let CallError::Api(error) = &mut error {
        error.message = r#"`Canary"1` or, escaped, `Canary\"1`"#.replace(r"\\", r"\");
    }
    let CallError::Api(error) = error.without(&[&r#"Canary"1"#.into()]) else { panic!("another error") };
    assert_eq!(error.message, "`***` or, escaped, `***`");
}

#[test]
fn without_a_sign_a_person_is_asked_and_the_job_goes_on_reading() {
    let (job, _) = run([Event::Confirmed, Event::Failed(lost())]);
    let late = UnixSeconds(1002 + BEGIN_SECONDS + 1);
    let (job, effects) = job.step(Event::Tick, late);
    assert!(matches!(job.phase, Phase::Unanswered { .. }), "time alone proves nothing");
    assert_eq!(effects, [Effect::Look]);
    let (job, _) = job.step(saw(InstanceStatus::Running, "old"), late);
    assert_eq!(job.phase, Phase::TimedOut);
    let (job, _) = job.step(saw(InstanceStatus::Installing, "old"), late.plus(5));
    assert_eq!(job.phase, Phase::Installing, "a late sign is still a sign");
}

#[test]
fn a_job_that_was_given_up_does_not_claim_the_next_ones_installation() {
    let (job, _) = run([Event::Confirmed, Event::Failed(lost()), Event::GivenUp]);
    assert!(matches!(job.phase, Phase::Unanswered { .. }), "only a person who was asked can give it up");
    let late = UnixSeconds(1002 + BEGIN_SECONDS + 1);
    let (job, _) = job.step(saw(InstanceStatus::Running, "old"), late);
    let (job, _) = job.step(Event::GivenUp, late);
    let (job, effects) = job.step(saw(InstanceStatus::Installing, "old"), late.plus(5));
    assert_eq!((job.phase, effects), (Phase::GivenUp, vec![]));
}

#[test]
fn an_installation_is_never_called_failed_by_our_clock() {
    let (job, _) = run([Event::Confirmed, accepted(), saw(InstanceStatus::Installing, "old")]);
    let (job, _) = job.step(saw(InstanceStatus::Installing, "old"), UnixSeconds(1000 + 30 * PROOF_SECONDS));
    assert_eq!(job.phase, Phase::Installing);
}

#[test]
fn a_definite_refusal_ends_the_job() {
    let not_sent = CallError::Proxy(ProxyError {
        code: "UPSTREAM_REFUSED".into(),
        message: String::new(),
        sent: Sent::No,
        what_to_do: String::new(),
    });
    for error in [api_error(403, "OPERATION_DENIED_INSTANCE_RECYCLED"), api_error(400, "NEVER_SEEN"), not_sent] {
        let (job, effects) = run([Event::Confirmed, Event::Failed(error.clone()), Event::Tick]);
        assert_eq!(job.phase, Phase::Rejected { error });
        assert_eq!(effects, [Effect::Send]);
    }
}

#[test]
fn only_too_many_requests_is_sent_again_and_not_for_ever() {
    let mut job = job().step(Event::Confirmed, UnixSeconds(1000)).0;
    let mut sends = 1;
    for second in 1000..1000 + RESEND_SECONDS {
        job = job.step(Event::Failed(rate_limited()), UnixSeconds(second)).0;
        let (next, effects) = job.step(Event::Tick, UnixSeconds(second));
        job = next;
        sends += effects.iter().filter(|effect| **effect == Effect::Send).count();
    }
    assert_eq!(sends, usize::try_from(SEND_ATTEMPTS_MAX).unwrap_or_default());
    assert!(matches!(job.phase, Phase::Rejected { .. }));
}

#[test]
fn a_wipe_does_not_go_out_long_after_it_was_confirmed() {
    let (job, _) = run([Event::Confirmed, Event::Failed(rate_limited())]);
    for moment in [UnixSeconds(1000 + RESEND_SECONDS + 1), UnixSeconds(-5000)] {
        let (job, effects) = job.clone().step(Event::Tick, moment);
        assert_eq!(effects, [], "a machine that slept, or a clock that was set back");
        assert!(matches!(job.phase, Phase::Rejected { .. }));
    }
    let mut error = rate_limited();
    if let CallError::Api(error) = &mut error {
        error.retry_after = Some(3600);
    }
    let (job, _) = run([Event::Confirmed, Event::Failed(error)]);
    assert!(matches!(job.phase, Phase::Rejected { .. }), "nobody waits an hour for a wipe");
}

#[test]
fn a_retry_waits_as_long_as_the_server_wishes() {
    let mut error = rate_limited();
    if let CallError::Api(error) = &mut error {
        error.retry_after = Some(30);
    }
    let (job, _) = run([Event::Confirmed, Event::Failed(error)]);
    let (job, effects) = job.step(Event::Tick, UnixSeconds(1002 + 29));
    assert_eq!(effects, []);
    let (_, effects) = job.step(Event::Tick, UnixSeconds(1002 + 30));
    assert_eq!(effects, [Effect::Send]);
}

#[test]
fn after_a_crash_a_request_that_may_have_left_is_not_sent_again() {
    let (job, _) = run([Event::Confirmed]);
    let restored: Job = serde_json::from_str(&serde_json::to_string(&job).unwrap()).unwrap();
    assert_eq!(restored, job);
    let (job, effects) = restored.step(Event::Restored, UnixSeconds(5000));
    assert!(matches!(job.phase, Phase::Unanswered { .. }));
    assert_eq!(effects, []);
}

#[test]
fn after_a_crash_before_the_send_nothing_was_sent() {
    let (job, effects) = job().step(Event::Restored, UnixSeconds(5000));
    assert!(matches!(job.phase, Phase::Rejected { .. }));
    assert!(!job.phase.may_have_acted());
    assert_eq!(effects, []);
}

#[test]
fn a_clock_that_was_set_back_does_not_stop_the_looks() {
    let (job, _) = run([Event::Confirmed, accepted()]);
    let (_, effects) = job.step(Event::Tick, UnixSeconds(-100_000));
    assert_eq!(effects, [Effect::Look]);
}

/// What the world can do to a job at any moment.
fn any_event() -> impl Strategy<Value = Event> {
    let status = prop::sample::select(InstanceStatus::DOCUMENTED.to_vec());
    let hostname = prop::sample::select(vec!["old", "new", "other"]);
    prop_oneof![
        Just(Event::Confirmed),
        Just(accepted()),
        Just(Event::Failed(lost())),
        Just(Event::Failed(rate_limited())),
        Just(Event::Failed(api_error(400, "MISSING_PARAMETER"))),
        Just(Event::Failed(api_error(500, "INTERNAL_SERVER_ERROR"))),
        Just(Event::Failed(CallError::Challenge)),
        (status, hostname).prop_map(|(status, hostname)| saw(status, hostname)),
        Just(Event::Observed(None)),
        Just(Event::LookFailed(lost())),
        Just(Event::LookFailed(rate_limited())),
        Just(Event::Tick),
        Just(Event::Tick),
        Just(Event::Restored),
        Just(Event::GivenUp),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Any interleaving of answers, losses, crashes and clock jumps.
    #[test]
    fn no_sequence_sends_after_a_request_that_may_have_acted(events in prop::collection::vec((any_event(), -50_i64..400), 1..60)) {
        let mut job = job();
        let mut now = UnixSeconds(1000);
        let mut may_have_acted = false;
        let mut in_flight = false;
        for (event, seconds) in events {
            now = now.plus(seconds);
            // The send's own results come only while there is a send, once.
            match &event {
                Event::Answered { .. } | Event::Failed(_) if !in_flight => continue,
                Event::Answered { .. } => {
                    may_have_acted = true;
                    in_flight = false;
                }
                Event::Failed(error) => {
                    may_have_acted |= !error.proves_not_acted();
                    in_flight = false;
                }
                // Whoever waited for the answer is gone.
                Event::Restored if in_flight => {
                    may_have_acted = true;
                    in_flight = false;
                }
                _ => {}
            }
            let was_final = job.phase.is_final();
            let saw_installing_before = job.began_at.is_some();
            let stored = serde_json::to_string(&job).unwrap();
            job = serde_json::from_str(&stored).unwrap();
            let (next, effects) = job.clone().step(event, now);
            if effects.contains(&Effect::Send) {
                prop_assert!(!may_have_acted && !in_flight, "sent again");
                in_flight = true;
            }
            prop_assert!(!was_final || next.phase == job.phase, "an end is an end");
            if let Phase::Running { evidence: Evidence::Transition, .. } = &next.phase {
                prop_assert!(was_final || saw_installing_before, "success without INSTALLING");
            }
            // An honest wait: whatever may have acted and has not ended is looked at, or awaits its answer.
            let waits = matches!(next.phase, Phase::Submitting) || next.is_watching();
            prop_assert!(next.phase.is_final() || !next.phase.may_have_acted() || waits);
            prop_assert!(!next.phase.is_final() || !next.is_watching());
            prop_assert!(next.timeline.len() <= reinstall_core::job::TIMELINE_MAX);
            job = next;
        }
    }
}
