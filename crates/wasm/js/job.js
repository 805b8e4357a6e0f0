// One reinstall as the core's state machine. What is kept is plain data; the request itself is private to the object that
// made it, and gone when nothing can be sent any more.

import { json, member, seconds, string } from "./arguments.js";
import { ask, asked, CREATE_JOB, STEP_JOB } from "./call.js";
import { bodyOf, headersOf, statusOf } from "./response.js";

export class Job {
  #state;
  #isFinal;
  /** The body that is sent, secrets included, and the context that it was checked with. */
  #request;
  /** Masked in what the server says: it quotes what it was sent. */
  #secrets;

  constructor(made, key) {
    if (key !== KEY) throw new TypeError("a Job is made by createJob or restoreJob");
    this.#state = made.state;
    this.#isFinal = made.isFinal;
    this.#request = made.request;
    this.#secrets = made.secrets;
  }

  get state() {
    return copy(this.#state);
  }

  get id() {
    return this.#state.id;
  }

  get instanceId() {
    return this.#state.instanceId;
  }

  get phase() {
    return this.#state.phase.state;
  }

  get isFinal() {
    return this.#isFinal;
  }

  /** When the next `tick` is due, in Unix seconds; null where none is. */
  get due() {
    return this.#state.phase.state === "rateLimited" ? this.#state.phase.until : this.#state.nextLook;
  }

  step(event, now) {
    const text = json(eventOf(event), "event");
    const time = seconds(now, "now");
    const given = `{"event":${text},"now":${time},"secrets":${JSON.stringify(this.#secrets)}}`;
    const { value } = ask(STEP_JOB, given, { text: JSON.stringify(this.#state) });
    this.#state = value.state;
    this.#isFinal = value.isFinal;
    if (value.isSent) this.#request = undefined;
    if (value.isFinal) this.#secrets = [];
    return value.effects;
  }

  callFor(effect) {
    if (effect === "look")
      return {
        action: "DescribeInstances",
        body: JSON.stringify({ instanceIds: [this.#state.instanceId] }),
        context: undefined,
      };
    if (effect !== "send") throw new TypeError('effect must be "send" or "look"');
    if (this.#request === undefined)
      throw new Error("Nothing is left to be sent: this job was restored, or its request was sent.");
    return { action: "ReinstallInstance", ...this.#request };
  }

  toJSON() {
    return this.state;
  }

  /** What Node.js prints. */
  [Symbol.for("nodejs.util.inspect.custom")](_depth, options, inspect) {
    return `Job ${inspect(this.state, options)}`;
  }
}

/** What is JSON already. */
const copy = (value) => JSON.parse(JSON.stringify(value));

/** Only this file makes one. */
const KEY = Symbol("Job");

/** An event as the module reads it; an answer may have headers of any kind. */
function eventOf(event) {
  const type = member(event, "type", "event");
  if (type !== "sendAnswered" && type !== "lookAnswered") return event;
  const of = (name) => member(event, name, "event");
  return { type, status: statusOf(of("status")), headers: headersOf(of("headers")), body: bodyOf(of("body")) };
}

export function createJob(options) {
  const request = member(options, "request");
  const context = member(options, "context");
  const instance = context === undefined || context === null ? undefined : member(context, "instance", "context");
  const known = instance === undefined || instance === null ? "null" : json(instance, "context.instance");
  const given = member(options, "id");
  const id = given === undefined ? newId() : string(given, "id");
  const now = seconds(member(options, "now"), "now");
  const plan = `{"id":${JSON.stringify(id)},"now":${now},"instance":${known}}`;
  const { state, body, secrets } = ask(CREATE_JOB, plan, asked(request, context, "request")).value;
  return new Job({ state, isFinal: false, request: { body, context }, secrets }, KEY);
}

export function restoreJob(state, now) {
  // A job is its own state, too.
  const job = new Job({ state: JSON.parse(json(state, "state")), isFinal: false, request: undefined, secrets: [] }, KEY);
  job.step({ type: "restored" }, now);
  return job;
}

function newId() {
  const { crypto } = globalThis;
  // Not there on a page without TLS.
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
