// One reinstall as a job: the state machine by hand, then against the real sandbox.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { after, before, beforeEach, test } from "node:test";
import { createJob, InvalidRequestError, Job, restoreJob, runJob, signRequest } from "zenlayer-reinstall";
import { grown, HOSTILE, name, thrown } from "./data.js";
import { start } from "./sandbox.js";

const CANARY = "Canary~1234";
const request = { instanceId: "1", hostname: "web-01", password: CANARY, userData: `#!/bin/sh\necho ${CANARY}\n` };
const instance = { instanceId: "1", instanceName: "web", instanceStatus: "RUNNING", imageId: "i", hostname: "old" };
const planned = (more) => createJob({ request, context: { instance }, id: "job", now: 1000, ...more });
const accepted = { type: "sendAnswered", status: 200, body: `{"requestId":"r","response":{}}` };
const shown = (instanceStatus, more) => ({ type: "observed", instance: { ...instance, instanceStatus, ...more } });

test("a job by hand, from the confirmation to the end", () => {
  const job = planned();
  assert.deepEqual([job.id, job.instanceId, job.phase, job.isFinal, job.due], ["job", "1", "planned", false, null]);
  assert.deepEqual(job.step({ type: "confirmed" }, 1001), ["send"]);
  assert.deepEqual(job.step({ type: "confirmed" }, 1001), [], "a second click sends nothing");
  assert.equal(job.phase, "submitting");
  const { action, body } = job.callFor("send");
  assert.equal(action, "ReinstallInstance");
  assert.deepEqual(JSON.parse(body), request);
  assert.deepEqual(job.step(accepted, 1002), []);
  assert.equal(job.phase, "accepted");
  assert.throws(() => job.callFor("send"), /Nothing is left/);
  assert.deepEqual(job.step({ type: "tick" }, job.due), ["look"]);
  assert.deepEqual(job.callFor("look"), { action: "DescribeInstances", body: `{"instanceIds":["1"]}`, context: undefined });
  job.step(shown("INSTALLING"), 1010);
  assert.equal(job.phase, "installing");
  job.step(shown("RUNNING", { hostname: "web-01" }), 1300);
  assert.equal(job.phase, "running");
  assert.deepEqual(job.state.phase, { state: "running", evidence: "transition", differences: [] });
  assert.deepEqual([job.isFinal, job.due, job.state.endedAt, job.state.sends], [true, null, 1300, 1]);
  assert.deepEqual(
    job.state.timeline.map(({ note }) => note.what),
    ["confirmed", "sent", "accepted", "saw", "saw"],
  );
});

test("no way of looking at a job shows its secrets", () => {
  const job = planned();
  job.step({ type: "confirmed" }, 1001);
  // The API quotes what it was sent.
  job.step(
    {
      type: "sendAnswered",
      status: 400,
      headers: {},
      body: JSON.stringify({
        requestId: "r",
        code: "INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED",
        message: `password ${CANARY} is ${JSON.stringify(request.userData)}`,
      }),
    },
    1002,
  );
  assert.equal(job.phase, "rejected");
  for (const seen of [
    JSON.stringify(job),
    JSON.stringify(job.state),
    inspect(job, { showHidden: true, depth: 9 }),
    String(job),
    JSON.stringify(Object.getOwnPropertyDescriptors(job)),
    JSON.stringify({ ...job }),
  ]) {
    assert.ok(!seen.includes("Canary"), seen);
  }
  assert.match(job.state.phase.error.message, /\*\*\*/);
  assert.ok(!JSON.stringify(planned()).includes("Canary"));
});

test("a lost answer is never sent again, by whatever is told", () => {
  for (const lost of [
    { type: "sendAnswered", status: 502, body: "<html>" },
    { type: "sendAnswered", status: 0, body: "" },
    { type: "failed", error: { kind: "unreachable", why: "reset", acted: "unknown" } },
    { type: "restored" },
  ]) {
    const job = planned();
    job.step({ type: "confirmed" }, 1001);
    const effects = [...job.step(lost, 1002)];
    assert.equal(job.phase, "unanswered");
    for (let now = 1003; now < 3000; now += 7)
      for (const type of ["tick", "confirmed", "restored"]) effects.push(...job.step({ type }, now));
    assert.ok(effects.length > 10 && effects.every((effect) => effect === "look"), effects.join());
    assert.throws(() => job.callFor("send"));
  }
});

test("too many requests: sent again, since the server says that it did not act", () => {
  const job = planned();
  job.step({ type: "confirmed" }, 1001);
  job.step(
    {
      type: "sendAnswered",
      status: 429,
      headers: { "retry-after": "5" },
      body: `{"requestId":"r","code":"REQUEST_LIMIT_EXCEEDED","message":""}`,
    },
    1002,
  );
  assert.deepEqual([job.phase, job.due], ["rateLimited", 1007]);
  assert.deepEqual(job.step({ type: "tick" }, 1006), []);
  assert.deepEqual(job.step({ type: "tick" }, 1007), ["send"]);
  assert.deepEqual(JSON.parse(job.callFor("send").body), request);
});

test("a job comes back from its state, at any point, and what was not sent will not be", () => {
  const job = planned();
  const store = () => JSON.parse(JSON.stringify(job));
  assert.equal(restoreJob(store(), 1001).phase, "rejected");
  job.step({ type: "confirmed" }, 1001);
  assert.equal(restoreJob(store(), 1002).phase, "unanswered");
  job.step(accepted, 1002);
  const restored = restoreJob(store(), 1003);
  assert.equal(restored.phase, "accepted");
  assert.deepEqual(restored.step({ type: "tick" }, 1003), ["look"]);
  assert.equal(restoreJob(job, 1003).phase, "accepted", "a job is its state, too");
  job.state.phase.state = "changed";
  assert.equal(job.phase, "accepted", "a state is a copy");
});

test("an unknown before proves nothing", () => {
  const job = createJob({ request, id: "j", now: 1000 });
  job.step({ type: "confirmed" }, 1001);
  job.step(accepted, 1002);
  job.step(shown("RUNNING", { hostname: "web-01" }), 1500);
  assert.equal(job.phase, "accepted");
  job.step(shown("INSTALL_FAILED"), 1510);
  assert.equal(job.phase, "accepted");
});

test("a request that breaks a rule is no job", () => {
  for (const wrong of [{}, { instanceId: "1", hostname: "a_b" }, "{", null, 7])
    assert.throws(() => createJob({ request: wrong }), InvalidRequestError, String(wrong));
  assert.throws(() => createJob({}), { name: "TypeError", message: /^request is missing/ });
  assert.throws(() => createJob({ request, context: { instance: { ...instance, instanceId: "2" } } }), {
    name: "TypeError",
    message: /context\.instance/,
  });
  assert.throws(() => createJob({ request, context: { instance: { hostname: 7 } } }), {
    name: "TypeError",
    message: /context\.instance/,
  });
  assert.throws(() => new Job({}), { name: "TypeError" });
  assert.match(createJob({ request }).id, /^[0-9a-f-]{36}$/);
});

test("anything for anything: a result or one clear error", async () => {
  const known = ["TypeError", "InvalidRequestError"];
  for (const [at, value] of HOSTILE.entries()) {
    const about = name(value, at);
    thrown(() => createJob(value), known, about);
    for (const option of ["request", "context", "id", "now"])
      thrown(() => planned({ [option]: value }), known, `${option} ${about}`);
    thrown(() => planned({ context: { instance: value } }), known, `instance ${about}`);
    thrown(() => restoreJob(value), known, about);
    thrown(() => restoreJob(planned().state, value), known, about);
    const job = planned();
    job.step({ type: "confirmed" }, 1001);
    thrown(() => job.step(value, 1002), known, about);
    thrown(() => job.step({ type: "tick" }, value), known, about);
    thrown(() => job.callFor(value), known, about);
    for (const member of ["status", "headers", "body"])
      thrown(() => planned().step({ ...accepted, [member]: value }, 1002), known, about);
    for (const type of ["failed", "lookFailed", "observed", "answered"])
      thrown(() => job.step({ type, error: value, instance: value, requestId: value }, 1002), known, about);
    await assert.rejects(runJob(value, { call() {}, store() {} }), TypeError, about);
    await assert.rejects(runJob(planned(), value), TypeError, about);
  }
});

test("100,000 steps leave nothing behind", () => {
  const job = planned();
  job.step({ type: "confirmed" }, 1001);
  job.step(accepted, 1002);
  let now = 1003;
  const left = grown(() => {
    now += 1;
    job.step(shown("INSTALLING"), now);
  });
  assert.ok(left < 20e6, `${left}`);
  assert.equal(job.state.timeline.length, 4, "the same seen again is one entry");
});

// From here on it is the sandbox that answers.
let sandbox;
before(async () => {
  sandbox = await start();
});
after(() => sandbox?.stop());
beforeEach(() => sandbox.reset());

/** A caller with fetch, a store, and a clock that is moved instead of waited for. */
function world() {
  let moved = 0;
  const stored = [];
  const order = [];
  const now = () => Date.now() / 1000 + moved;
  return {
    stored,
    order,
    now,
    options: {
      async call(action, body, { context }) {
        order.push(`call ${action}`);
        const { host, credentials, url: baseUrl } = sandbox;
        const { url, ...init } = signRequest({ action, body, context, credentials, host, baseUrl });
        return fetch(url, init);
      },
      async store(state) {
        await Promise.resolve();
        order.push(`store ${state.phase.state}`);
        stored.push(JSON.stringify(state));
      },
      async wait(seconds) {
        moved += seconds;
        await sandbox.advance(seconds);
      },
      now,
    },
  };
}

/** A job for a server of the sandbox that runs. */
async function real(more) {
  const server = await sandbox.running();
  return (now) =>
    createJob({
      request: { instanceId: server.instanceId, hostname: "renamed-01", password: CANARY, ...more },
      context: { instance: server },
      now,
    });
}

test("a reinstall from the first store to RUNNING", async () => {
  const { options, order, stored, now } = world();
  const job = (await real())(now());
  const phases = [];
  assert.equal(await runJob(job, { ...options, onChange: ({ phase }) => phases.push(phase) }), job);
  assert.equal(job.phase, "running");
  assert.deepEqual(job.state.phase, { state: "running", evidence: "transition", differences: [] });
  assert.deepEqual([...new Set(phases)], ["planned", "submitting", "accepted", "installing", "running"]);
  assert.deepEqual(
    order.slice(0, 3),
    ["store planned", "store submitting", "call ReinstallInstance"],
    "written down before it is sent",
  );
  assert.equal(order.at(-1), "store running");
  assert.equal((await sandbox.reinstalls()).length, 1);
  assert.ok(!stored.join().includes("Canary"));
});

test("an answer that is dropped: exactly one reinstall arrives, and it is found out what became of it", async () => {
  await sandbox.fault({ action: "ReinstallInstance", kind: "drop-after" });
  const { options, stored, now } = world();
  const job = (await real())(now());
  await runJob(job, options);
  assert.equal(job.phase, "running");
  assert.equal(job.state.requestId, null);
  assert.ok(stored.some((state) => JSON.parse(state).phase.state === "unanswered"));
  const reinstalls = await sandbox.reinstalls();
  assert.equal(reinstalls.length, 1);
  assert.equal(reinstalls[0].status, 0);
});

test("dropped before it acts: nobody sends again, a person is asked", async () => {
  await sandbox.fault({ action: "ReinstallInstance", kind: "drop-before" });
  const { options, now } = world();
  const job = (await real())(now());
  await runJob(job, options);
  assert.deepEqual([job.phase, job.isFinal], ["timedOut", false]);
  assert.ok((await sandbox.reinstalls()).length <= 1);
  job.step({ type: "givenUp" }, now());
  assert.equal((await runJob(job, options)).phase, "givenUp");
});

test("too many requests, then it is taken; looks that fail change nothing", async () => {
  await sandbox.fault({ action: "ReinstallInstance", kind: "rate-limit" });
  await sandbox.fault({ action: "DescribeInstances", kind: "garbage", times: 2 });
  const { options, now } = world();
  const job = (await real())(now());
  await runJob(job, options);
  assert.deepEqual([job.phase, job.state.sends], ["running", 2]);
  assert.deepEqual(
    (await sandbox.reinstalls()).map(({ status }) => status),
    [429, 200],
  );
});

test("stopped, restored in another process, watched to the end: one reinstall", async () => {
  const { options, stored, now } = world();
  const job = (await real())(now());
  const stop = new AbortController();
  await runJob(job, { ...options, signal: stop.signal, onChange: ({ phase }) => phase === "accepted" && stop.abort() });
  assert.equal(job.phase, "accepted");
  const other = restoreJob(JSON.parse(stored.at(-1)), now());
  await runJob(other, options);
  assert.equal(other.phase, "running");
  assert.equal((await sandbox.reinstalls()).length, 1);
});

test("stopped before anything was sent: nothing is", async () => {
  const { options, now } = world();
  const make = await real();
  const stopped = make(now());
  await runJob(stopped, { ...options, signal: AbortSignal.abort() });
  assert.equal(stopped.phase, "planned");
  const stop = new AbortController();
  const later = make(now());
  await runJob(later, { ...options, signal: stop.signal, onChange: ({ phase }) => phase === "submitting" && stop.abort() });
  assert.equal(later.phase, "rejected");
  assert.deepEqual(await sandbox.reinstalls(), []);
});

test("what cannot be stored is not sent", async () => {
  const { options, now } = world();
  const make = await real();
  for (const failing of ["planned", "submitting"]) {
    const job = make(now());
    const store = async ({ phase }) => {
      if (phase.state === failing) throw new Error("disk full");
    };
    await assert.rejects(runJob(job, { ...options, store }), /disk full/);
    assert.equal(job.phase, failing === "planned" ? "planned" : "rejected");
  }
  assert.deepEqual(await sandbox.reinstalls(), []);
});

test("a job is run once at a time, and of a call that throws nobody knows what it sent", async () => {
  const { options, now } = world();
  const make = await real();
  const job = make(now());
  const [first, second] = await Promise.allSettled([runJob(job, options), runJob(job, options)]);
  assert.deepEqual([first.status, second.status], ["fulfilled", "rejected"]);
  assert.match(second.reason.message, /being run already/);
  assert.equal((await sandbox.reinstalls()).length, 1);

  await sandbox.reset();
  const refused = make(now());
  await runJob(refused, {
    ...options,
    call(action, body, more) {
      if (action !== "ReinstallInstance") return options.call(action, body, more);
      return signRequest({ action, body: {}, credentials: sandbox.credentials, host: "h" });
    },
  });
  assert.equal(refused.phase, "timedOut");
  const lost = refused.state.timeline.find(({ note }) => note.what === "lost");
  assert.match(lost.note.error.why, /InvalidRequestError/);
  assert.deepEqual(await sandbox.reinstalls(), []);
});

test("whatever answers, ticks or listens: the answer to the one send is taken and stored", async () => {
  const half = { status: 200, headers: { "retry-after": "\ud800" }, body: `{"requestId":"r\ud83d","response":{}}` };
  let sent = 0;
  const call = (action) => {
    if (action !== "ReinstallInstance") throw new TypeError("offline");
    sent += 1;
    return half;
  };
  for (const strange of [
    {},
    { now: () => (sent > 0 ? NaN : 1001) },
    {
      now: () => {
        if (sent > 0) throw new Error("no clock");
        return 1001;
      },
    },
    {
      onChange: ({ phase }) => {
        if (phase === "submitting") throw new Error("listener");
      },
    },
  ]) {
    sent = 0;
    const states = [];
    const job = planned();
    const wait = () => Promise.reject(new Error("enough"));
    const options = { call, wait, now: () => 1001, store: (state) => states.push(state.phase.state), ...strange };
    await assert.rejects(runJob(job, options), (error) => !(error instanceof RangeError));
    assert.equal(sent, 1);
    assert.equal(job.phase, "accepted");
    assert.deepEqual(states.slice(0, 3), ["planned", "submitting", "accepted"]);
  }
});

test("the clock of the machine: it waits by itself, and stops at once", async () => {
  const { options } = world();
  const { wait: _, now: __, ...timed } = options;
  const job = (await real())();
  const stop = new AbortController();
  const looked = [];
  const call = (action, ...more) => {
    if (action === "DescribeInstances") looked.push(Date.now());
    return timed.call(action, ...more);
  };
  const began = Date.now();
  await runJob(job, {
    ...timed,
    call,
    signal: stop.signal,
    onChange: ({ phase }) => phase === "installing" && setImmediate(() => stop.abort()),
  });
  assert.equal(job.phase, "installing");
  assert.ok(looked[0] - began >= 1000, "the first look is not at once");
  assert.ok(Date.now() - looked[0] < 1500, "no pause outlasts the signal");
});

test("a job prints as what it is, without its secrets", () => {
  const job = createJob({ request: { instanceId: "1", password: "Canary~123" } });
  const printed = inspect(job);
  assert.match(printed, /^Job \{/);
  assert.ok(printed.includes("planned") && !printed.includes("Canary"), printed);
});
