// What the types of the whole package promise to a strict user. It is only compiled, never run.
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import {
  type Action,
  type CallError,
  createJob,
  type DiskPlan,
  explainError,
  InvalidRequestError,
  ISSUE_CODES,
  type IssueCode,
  type JobState,
  parseResponse,
  planDisks,
  type ReinstallRequest,
  reinstallInstance,
  restoreJob,
  type Responses,
  runJob,
  type SignedRequest,
  signRequest,
} from "zenlayer-reinstall";
import * as slim from "zenlayer-reinstall/slim";

const credentials = { accessKeyId: "ID", accessKeyPassword: "secret" };
export const signed: SignedRequest = signRequest({
  action: "DescribeInstances",
  body: { pageSize: 1 },
  credentials,
  host: "console.zenlayer.com",
});
export const byToken: SignedRequest = signRequest({
  action: "ReinstallInstance",
  body: { instanceId: "1" },
  credentials: { token: "t" },
  host: "h",
  coverage: "contentTypeAndHost",
});
// @ts-expect-error there is no such action
signRequest({ action: "DeleteInstance", credentials, host: "h" });
// @ts-expect-error not both
signRequest({ action: "DescribeZones", credentials: { ...credentials, token: "t" }, host: "h" });

const answer = parseResponse("DescribeInstances", 200, { "retry-after": "3" }, "");
if (answer.ok) {
  const hostnames: string[] = answer.response.dataSet.map(({ hostname }) => hostname);
  // @ts-expect-error images are of another call
  answer.response.images;
  hostnames.push(answer.requestId);
} else {
  const error: CallError = answer.error;
  if (error.acted === "no") explainError(error.code)?.field?.toUpperCase();
}
export function any<A extends Action>(action: A): Responses[A] | undefined {
  const result = parseResponse(action, 200, [["retry-after", "3"]], "");
  return result.ok ? result.response : undefined;
}

const plan: DiskPlan = planDisks({ diskInfo: null }, { raidType: 1 }, [], { locale: "zh-CN" });
if (plan.filling.state === "short") plan.filling.difference.toFixed();

const job = createJob({ request: { instanceId: "1" }, context: { instance: { instanceId: "1" } } });
const state: JobState = job.state;
if (state.phase.state === "running") state.phase.evidence satisfies "transition" | "result" | "unattributed";
export const done: Promise<typeof job> = runJob(restoreJob(state, 1), {
  call: async (action, body, { context, signal }) => {
    signRequest({ action, body, context, credentials, host: "h" });
    return { status: signal?.aborted === true ? 0 : 200, body };
  },
  store: (stored) => JSON.stringify(stored),
});
// @ts-expect-error there is no such event
job.step({ type: "nonsense" });

export const codes: readonly IssueCode[] = ISSUE_CODES.map(({ code }) => code);
// @ts-expect-error it is read only
ISSUE_CODES[0].code = "invalid_json";

export const both: StandardSchemaV1<ReinstallRequest> & StandardJSONSchemaV1<ReinstallRequest> = reinstallInstance;
export const schema: Record<string, unknown> = reinstallInstance["~standard"].jsonSchema.input({ target: "draft-07" });

slim.initSync(new Uint8Array());
export const report = slim.validate({}).valid;
export function isOurs(error: unknown): error is InvalidRequestError {
  return error instanceof InvalidRequestError && !error.report.valid;
}
