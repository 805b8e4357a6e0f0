// A job carried out: stored before each effect, sent once, then watched.

import { member } from "./arguments.js";
import { Job } from "./job.js";

/** The longest pause without a look at the clock, in seconds. */
const PAUSE_MAX = 60;

/** What is being carried out now: the same job twice would send what the other one does not know of. */
const running = new WeakSet();

export async function runJob(job, options) {
  if (!(job instanceof Job)) throw new TypeError("job must come from createJob or restoreJob");
  const of = (name, fallback) => {
    const value = member(options, name) ?? fallback;
    if (typeof value !== "function") throw new TypeError(`options.${name} must be a function`);
    return value;
  };
  const call = of("call");
  const store = of("store");
  const onChange = of("onChange", () => {});
  const wait = of("wait", sleep);
  const now = of("now", () => Date.now() / 1000);
  const signal = member(options, "signal") ?? undefined;
  if (running.has(job)) throw new Error("this job is being run already");
  running.add(job);
  try {
    return await run(job, { call, store, onChange, wait, now, signal });
  } finally {
    running.delete(job);
  }
}

async function run(job, { call, store, onChange, wait, now, signal }) {
  let stored;
  let failed;
  /** Stores what has changed. */
  const keep = async () => {
    const text = JSON.stringify(job);
    if (text === stored) return;
    await store(JSON.parse(text));
    stored = text;
    try {
      onChange(job);
    } catch (error) {
      // It is the listener's, and must not come between a send and its answer.
      failed ??= { error };
    }
  };
  const rethrow = () => {
    if (failed !== undefined) throw failed.error;
  };
  const step = (event) => job.step(event, now());
  const stopped = () => signal?.aborted === true;

  const begun = job.phase;
  if (begun === "submitting") throw new Error("a request of this job is on its way: tell job.step what became of it first");
  await keep();
  rethrow();
  if (stopped()) return job;
  let effects = begun === "planned" ? step({ type: "confirmed" }) : [];
  for (;;) {
    for (const effect of effects) {
      try {
        await keep();
      } catch (error) {
        // Nothing has left, and nothing may leave that is not written down.
        if (effect === "send") step(notSent("NOT_STORED", "The job could not be stored. Nothing was sent."));
        throw error;
      }
      if (effect === "send") {
        // The clock is asked before, so that nothing can keep the answer from being taken.
        const sent = now();
        const event = stopped() ? notSent("STOPPED", "The job was stopped. Nothing was sent.") : await send(job, call);
        job.step(event, clock(now, sent));
      } else if (!stopped()) await look(job, call, signal, step);
    }
    await keep();
    rethrow();
    // What nobody can tell from reading is asked once; whoever wants to go on watching runs the job again.
    if (job.due === null || stopped() || (job.phase === "timedOut" && begun !== "timedOut")) return job;
    effects = [];
    const pause = Math.min(job.due - now(), PAUSE_MAX);
    if (pause > 0) await wait(pause, signal);
    if (stopped()) return job;
    effects = step({ type: "tick" });
  }
}

/** What the clock says; where it fails now, what it said before. */
function clock(now, before) {
  try {
    const time = now();
    return Number.isFinite(time) ? time : before;
  } catch {
    return before;
  }
}

/** The one place that hands a reinstall to the network. Its answer is waited for even by whoever was told to stop. */
async function send(job, call) {
  const { action, body, context } = job.callFor("send");
  try {
    const response = await call(action, body, { context });
    return { type: "sendAnswered", ...(await answer(response)) };
  } catch (error) {
    return { type: "failed", error: unreachable(error) };
  }
}

async function look(job, call, signal, step) {
  const { action, body } = job.callFor("look");
  let event;
  try {
    event = { type: "lookAnswered", ...(await answer(await call(action, body, { signal }))) };
  } catch (error) {
    if (signal?.aborted === true) return;
    event = { type: "lookFailed", error: unreachable(error) };
  }
  step(event);
}

/** A Response, or something of its shape. */
async function answer(response) {
  const { status, headers } = response;
  const body = typeof response.text === "function" ? await response.text() : response.body;
  return { status, headers, body: typeof body === "string" ? body : "" };
}

function notSent(code, message) {
  return { type: "failed", error: { kind: "proxy", code, message, whatToDo: "", acted: "no" } };
}

/** What the transport said may quote the request: only the kind of error is kept. */
function unreachable(error) {
  return { kind: "unreachable", why: `the call failed${nameOf(error)}`, acted: "unknown" };
}

function nameOf(error) {
  try {
    return typeof error?.name === "string" && /^\w{1,40}$/.test(error.name) ? ` (${error.name})` : "";
  } catch {
    return "";
  }
}

/** Ends early when the signal does. */
function sleep(pause, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, pause * 1000);
    signal?.addEventListener("abort", done);
  });
}
