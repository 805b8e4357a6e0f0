import type { Issue, Report } from "./issues.js";
import type { Image, Instance, InstanceType, KeyPair, Zone } from "./machine.js";
import type { Partition, RaidConfig, ReinstallRequest } from "./request.js";
import type { Context } from "./validate.js";

export type * from "./machine.js";

/** The API calls that a reinstall touches. `ReinstallInstance` wipes a server; the others read. */
export type Action = keyof Responses;

/** A request breaks a rule, and so was neither signed nor made a job. Its message holds no secret. */
export class InvalidRequestError extends Error {
  override name: "InvalidRequestError";
  /** Which rules, and where: as `validate` reports it. */
  readonly report: Report;
}

/** What authorises a call: an access key, which signs it, or an API token. */
export type Credentials =
  | { accessKeyId: string; accessKeyPassword: string; token?: undefined }
  | { token: string; accessKeyId?: undefined; accessKeyPassword?: undefined };

/** What {@link signRequest} takes. */
export interface SignOptions {
  /** What is called. */
  action: Action;
  /**
   * What is sent, as a value or as JSON text. A reinstall is checked first, and sent in its canonical form; the body of a
   * call that reads is sent as it is (left out: `{}`).
   */
  body?: ReinstallRequest | object | string | null | undefined;
  /** Who calls. */
  credentials: Credentials;
  /** The host of the API, with its port where it is not the default one: `console.zenlayer.com`. It is signed, so behind a proxy it is the upstream's. */
  host: string;
  /** Unix seconds; left out: now. The API refuses a time that is more than 300 seconds off its own. */
  timestamp?: number | undefined;
  /** Where the call is sent to, if not to `https://{host}`: a proxy's URL, with its scheme (of the page's own origin: `new URL("/", location.href)`). It is not signed. */
  baseUrl?: string | { readonly href: string } | null | undefined;
  /** What is known about the server, for the check of a reinstall. */
  context?: Context | null | undefined;
  /**
   * Which headers are signed. `withAction` (what is left out means this): content type, host, action, version and time, so
   * that a captured request fits no other action; `contentTypeAndHost`: those two alone, as the vendor's SDKs do.
   */
  coverage?: "withAction" | "contentTypeAndHost" | undefined;
}

/** A call that can be sent as it is: `fetch(url, signed)`. It holds what authorises it, so never log it. */
export interface SignedRequest {
  /** Where to send it. */
  url: string;
  method: "POST";
  /** Exactly these; `host` is left to whoever sends it. */
  headers: Record<string, string>;
  /** Exactly this text: it is signed. */
  body: string;
}

/**
 * Signs a call of the API (ZC2-HMAC-SHA256), or authorises it with a token. Nothing is sent, and nothing is asked of anybody:
 * the signature is computed here.
 *
 * @throws InvalidRequestError where a reinstall breaks a rule
 * @throws TypeError that names the option that does not fit
 *
 * @example
 * const { url, ...init } = signRequest({ action: "DescribeInstances", body: { pageSize: 10 }, credentials, host });
 * const response = await fetch(url, init);
 */
export function signRequest(options: SignOptions): SignedRequest;

/** What each call answers. */
export interface Responses {
  DescribeZones: { zoneSet: Zone[] };
  DescribeInstances: {
    /** All that match, not only this page. */
    totalCount: number;
    dataSet: Instance[];
  };
  DescribeInstanceTypes: { instanceTypes: InstanceType[] };
  DescribeImages: { images: Image[] };
  DescribeKeyPairs: {
    /** All that match, not only this page. */
    totalCount: number;
    dataSet: KeyPair[];
  };
  /** Nothing is documented: the server accepted, and INSTALLING can be seen soon. */
  ReinstallInstance: Record<never, never>;
}

/** Why a call has no answer to use. */
export interface CallError {
  /**
   * Who says so: the API itself, `reinstall-proxy`, a security challenge (HTTP 403) or policy (HTTP 451) in front of the API;
   * `unreadable`: something answered that is not the API; `unreachable`: nothing answered.
   */
  kind: "api" | "proxy" | "challenge" | "blocked" | "unreadable" | "unreachable";
  /** The code as it came, which {@link explainError} knows where it is documented; or one of ours, which `whatToDo` explains: SECURITY_CHALLENGE, REQUEST_BLOCKED, UNREADABLE_ANSWER, NO_ANSWER. */
  code: string;
  /** For a person. The API's own words may quote what it was sent. */
  message: string;
  /** What an operator can do. */
  whatToDo: string;
  /** For the vendor's support. */
  requestId?: string;
  /** The HTTP status. */
  httpStatus?: number;
  /** Seconds that the server asks to wait. */
  retryAfter?: number;
  /** Of `unreadable` and `unreachable`: what was wrong, in words that are a part of `message`. */
  why?: string;
  /** `no`: it is certain that the call was not carried out. `unknown`: nobody can tell, so never repeat a reinstall then. */
  acted: "no" | "unknown";
}

/** What became of a call. */
export type Result<A extends Action> =
  | {
      ok: true;
      /** For the vendor's support. */
      requestId: string;
      /** What was asked for. Members that are not documented are left out, and what is missing is null or empty. */
      response: Responses[A];
    }
  | { ok: false; error: CallError };

/** Headers of a response. `Headers`, Node's headers and lists of pairs all fit. */
export type HeadersLike =
  Iterable<readonly [string, string]> | { readonly [name: string]: string | readonly string[] | number | undefined };

/**
 * Reads the answer to a call: the API's, its refusal, our proxy's error, or whatever else can stand between.
 *
 * @param action what was called
 * @param status the HTTP status
 * @param headers the response's headers
 * @param body its text
 * @returns never throws, whatever came
 *
 * @example
 * const result = parseResponse("DescribeInstances", response.status, response.headers, await response.text());
 * if (result.ok) for (const { hostname } of result.response.dataSet) console.log(hostname);
 */
export function parseResponse<A extends Action>(
  action: A,
  status: number,
  headers: HeadersLike | null | undefined,
  body: string,
): Result<A>;

/** A disk by its number, from 1. It is not the `/dev/sdX` of any operating system. */
export interface NumberedDisk {
  number: number;
  /** GB, as advertised. */
  size: number;
}

/** Some disks that act as one. All sizes are GB. */
export interface DiskArray {
  /** The level; null without RAID, and where it is not chosen or not known. */
  raidType: 0 | 1 | 5 | 10 | null;
  disks: NumberedDisk[];
  /** The operating system and the partitions go there: true for the first. */
  holdsSystem: boolean;
  /** Its disks together. */
  raw: number;
  /** What can be used of that; null where it cannot be built as it is asked for. */
  usable: number | null;
  /** What mirrors and parity take. */
  redundancy: number;
  /** What is lost because each disk counts as the smallest. */
  uneven: number;
}

/** A partition and what it will hold. All sizes are GB. */
export interface PlannedPartition {
  fsPath: string;
  fsType: string;
  /** Where it begins on the system array; null where a size before it is not known. */
  start: number | null;
  /** Its size as asked; null where that is missing or no size. */
  size: number | null;
  /** It also receives what the real disks have beyond their advertised size: the last one does. */
  takesReserve: boolean;
}

/** What a reinstall makes of a model's disks. All sizes are GB, as advertised. */
export interface DiskPlan {
  /** Every array; without RAID one group of all disks; none where the model names no disks. */
  arrays: DiskArray[];
  /** The disks in no array. What becomes of them is not documented. */
  leftOut: NumberedDisk[];
  /** All disks together. */
  total: number | null;
  /** What the partitions share; null where it cannot be told. */
  capacity: number | null;
  /** Each partition, in order. */
  partitions: PlannedPartition[];
  /** How they fill the capacity; the API wants `exact`. `ownLayout`: no partitions, so the image makes its own. */
  filling:
    | { state: "ownLayout" | "unknown" | "exact" }
    | {
        state: "short" | "over";
        /** GB that are left over, or too much. */
        difference: number;
      };
  /** The same in sentences. */
  sentences: string[];
  /** Which rules RAID and partitions break, as far as that can be told without the rest of a request. */
  issues: Issue[];
}

/**
 * What a reinstall makes of a model's disks: arrays, capacities, partitions.
 *
 * @param instanceType the model, as DescribeInstanceTypes returns it
 * @param raidConfig what is asked; left out: no RAID
 * @param partitions what is asked; left out: the image's own layout
 * @param options the language of the sentences; left out: English
 * @returns never throws; what cannot be told is null
 */
export function planDisks(
  instanceType: object | null | undefined,
  raidConfig?: RaidConfig | null,
  partitions?: readonly Partition[] | null,
  options?: { locale?: "en" | "zh-CN" | undefined } | null,
): DiskPlan;

/** How far a job has come. */
export type PhaseName = Phase["state"];

/** How far a job has come, and what is known about it. Times are Unix seconds. */
export type Phase =
  /** Written down; nothing has been sent. `submitting`: the request may be on its way. */
  | { state: "planned" | "submitting" }
  /** The server said "too many requests" and did not act; it will be sent again. */
  | { state: "rateLimited"; until: number; error: StoredError }
  /** The server accepted; INSTALLING has not been seen yet. */
  | { state: "accepted" }
  /** No usable answer came, and the server may have acted: from here on it is only looked. */
  | { state: "unanswered"; since: number; error: StoredError | null }
  /** INSTALLING was seen after the request was sent. */
  | { state: "installing" }
  /**
   * Done. `transition`: INSTALLING was seen, then RUNNING; `result`: the server shows what was asked, and did not before;
   * `unattributed`: an installation ended well, but this request was never answered.
   */
  | { state: "running"; evidence: "transition" | "result" | "unattributed"; differences: Difference[] }
  /** The server says that the installation failed. */
  | { state: "installFailed" }
  /** Certainly not carried out. */
  | { state: "rejected"; error: StoredError }
  /** Nobody can tell from reading: a person must look. */
  | { state: "timedOut" }
  /** A person looked, and began anew; what became of this one stays unknown. */
  | { state: "givenUp" };

/** A {@link CallError} as a job's state keeps it, without the secrets of its request. */
export type StoredError =
  | { kind: "api"; httpStatus: number; code: string; message: string; requestId: string; retryAfter?: number }
  | { kind: "proxy"; code: string; message: string; sent: "no" | "yes" | "unknown"; whatToDo: string }
  | { kind: "challenge" | "blocked" }
  | { kind: "unreadable"; status: number; why: string }
  | { kind: "unreachable"; why: string };

/** A member, as it was asked and as the server shows it. */
export interface Difference {
  member: string;
  asked: string;
  /** Empty for nothing. */
  shown: string;
}

/** A line of a job's history. Times are Unix seconds. */
export interface JobEntry {
  at: number;
  /** When it was last seen so. */
  until: number;
  note:
    | { what: "confirmed" | "sent" | "restored" | "noSign" | "givenUp" }
    | { what: "accepted"; requestId: string }
    | { what: "refused" | "lookFailed"; error: StoredError }
    | { what: "lost"; error: StoredError | null }
    /** The status that DescribeInstances showed; empty where the instance was not in it. */
    | { what: "saw"; status: string };
}

/**
 * Everything that is known about a job: plain data without secrets, to be stored as JSON and given to {@link restoreJob}.
 * Members that are not listed here belong to it, too. Times are Unix seconds.
 */
export interface JobState {
  readonly id: string;
  readonly instanceId: string;
  readonly instanceName: string;
  readonly createdAt: number;
  readonly phase: Phase;
  /** Of the call that was accepted. */
  readonly requestId: string | null;
  /** When it was last handed to the network. */
  readonly sentAt: number | null;
  /** When INSTALLING was first seen. */
  readonly beganAt: number | null;
  readonly endedAt: number | null;
  /** What happened, oldest first. */
  readonly timeline: readonly JobEntry[];
  /** How often it was sent: above one only after the server said "too many requests". */
  readonly sends: number;
  /** When to look next; null where there is nothing to look for. */
  readonly nextLook: number | null;
}

/** What a job asks of whoever drives it: send the reinstall once, or call DescribeInstances. */
export type Effect = "send" | "look";

/** An HTTP response: a `Response`, or these three. */
export type ResponseLike =
  | { readonly status: number; readonly headers: HeadersLike; text(): Promise<string> }
  | { readonly status: number; readonly headers?: HeadersLike | null; readonly body: string };

/** What happened to a job. */
export type JobEvent =
  /** The operator confirmed: what is `planned` is sent, once. */
  | { type: "confirmed" }
  /** The send was answered, in whatever way. */
  | { type: "sendAnswered"; status: number; headers?: HeadersLike | null; body: string }
  /** The same, read already. */
  | { type: "answered"; requestId: string }
  /** The send ended in something else. */
  | { type: "failed"; error: Partial<CallError> & Pick<CallError, "kind" | "acted"> }
  /** The look was answered, in whatever way. */
  | { type: "lookAnswered"; status: number; headers?: HeadersLike | null; body: string }
  /** The same, read already; null where the instance was not in it. */
  | { type: "observed"; instance: object | null }
  /** The look failed. */
  | { type: "lookFailed"; error: Partial<CallError> & Pick<CallError, "kind" | "acted"> }
  /** Time has passed. */
  | { type: "tick" }
  /** Whoever drove the job is gone. */
  | { type: "restored" }
  /** A person looked, and begins another reinstall of the same server. */
  | { type: "givenUp" };

/**
 * One reinstall of one server. It is a state machine without any I/O: events go in, effects come out. There is nothing to
 * free. A reinstall is asked for once, and again only where the server itself said that it did not act.
 */
export class Job {
  private constructor();
  readonly id: string;
  readonly instanceId: string;
  readonly phase: PhaseName;
  /** Nothing more will happen. */
  readonly isFinal: boolean;
  /** When the next `tick` is due, in Unix seconds; null where none is. */
  readonly due: number | null;
  /** What is to be stored, without secrets; a copy. */
  readonly state: JobState;
  /**
   * Takes an event. Store `state` before carrying out what it returns.
   *
   * @param now Unix seconds; left out: this machine's clock
   * @throws TypeError where `event` is none
   */
  step(event: JobEvent, now?: number): Effect[];
  /**
   * The call that an effect asks for, to be signed and sent. Of `send` the body holds the request's secrets, and `context` is
   * what it was checked with.
   *
   * @throws Error where nothing is left to be sent
   */
  callFor(effect: Effect): { action: Action; body: string; context: Context | null | undefined };
  /** As `state`. */
  toJSON(): JobState;
}

/** What {@link createJob} takes. */
export interface JobOptions {
  /** The reinstall, as a value or as JSON text. */
  request: ReinstallRequest | object | string;
  /**
   * What is known about the server. `instance` should be there: what the server shows now is what a later success is told
   * from.
   */
  context?: Context | null | undefined;
  /** A name of your own, unique among your jobs; left out: a random one. */
  id?: string | undefined;
  /** Unix seconds; left out: this machine's clock. */
  now?: number | undefined;
}

/**
 * Writes a reinstall down as a job. Nothing is sent. The request's secrets stay in the job object, and never get into its
 * state.
 *
 * @throws InvalidRequestError where the request breaks a rule
 * @throws TypeError that names the option that does not fit
 */
export function createJob(options: JobOptions): Job;

/**
 * A job from its stored state. Whoever drove it is gone: what may have been sent is only looked for from now on, and what
 * had not been sent will not be.
 *
 * @param state a `Job.state`, as it came out of the storage
 * @param now Unix seconds; left out: this machine's clock
 * @throws TypeError where it is no job's state
 */
export function restoreJob(state: JobState | object, now?: number): Job;

/** An `AbortSignal`, where the program knows that type. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } }
  ? S
  : {
      readonly aborted: boolean;
      addEventListener(type: "abort", listener: () => void): void;
      removeEventListener(type: "abort", listener: () => void): void;
    };

/** What {@link runJob} needs. */
export interface RunOptions {
  /**
   * Signs and sends. It is asked once for each effect, never again for a reinstall that may have arrived. Give it a limit of
   * time; where it rejects, a reinstall counts as unanswered.
   *
   * @param more `context` of a reinstall, for {@link signRequest}; `signal` of a look
   */
  call(
    action: Action,
    body: string,
    more: { context?: Context | null | undefined; signal?: Signal | undefined },
  ): ResponseLike | Promise<ResponseLike>;
  /** Stores the state; awaited before anything that follows from it. Where it rejects nothing more is done. */
  store(state: JobState): unknown;
  /** Told after each change that was stored. */
  onChange?: ((job: Job) => void) | undefined;
  /** Stops watching. The answer to a reinstall that is on its way is still waited for. */
  signal?: Signal | undefined;
  /** Waits so many seconds, or until the signal; left out: `setTimeout`. */
  wait?: ((seconds: number, signal: Signal | undefined) => Promise<unknown>) | undefined;
  /** Unix seconds; left out: this machine's clock. */
  now?: (() => number) | undefined;
}

/**
 * Carries a job out: a job that is `planned` is sent, every other one is only watched. One runner a job: in a browser hold a
 * Web Lock of its `instanceId`.
 *
 * @returns the job, once it has ended, was stopped by `signal`, or came to `timedOut`, which a person has to look into; run
 *   it again to go on watching
 * @throws whatever `store` rejects with; the reinstall was not sent then, or is written down as perhaps sent
 *
 * @example
 * const job = createJob({ request, context: { instance } });
 * await runJob(job, { call, store: (state) => db.put("jobs", state) });
 * console.log(job.phase);
 */
export function runJob(job: Job, options: RunOptions): Promise<Job>;

/**
 * A language that a request can be written in: the body itself; a POSIX shell script with curl and openssl; one for `zeno`, the
 * vendor's command line; a program for the vendor's Python or Go SDK; a Terraform configuration.
 */
export type ExportFormat = "json" | "curl" | "cli" | "python" | "go" | "terraform";

/**
 * A request as code, for somebody's own tool.
 *
 * No secret is in it: password, user data and credentials are read when the code runs, as its first lines say. The code that
 * wipes by itself does nothing before the environment variable `WIPE_INSTANCE` is the instance's id.
 *
 * @param request the body of a ReinstallInstance call, as a value or JSON text
 * @param context what is known about the server; partitions without an `imageId` need it
 * @returns the text of a whole file. Where a format cannot say what is asked (Terraform and iPXE), a comment that says so.
 * @throws {InvalidRequestError} where the request breaks a rule: it would be refused, or would do other than asked
 * @throws {TypeError} where there is no such format
 *
 * @example
 * await writeFile("reinstall.sh", exportRequest(request, "curl"));
 */
export function exportRequest(request: unknown, format: ExportFormat, context?: Context | null): string;
