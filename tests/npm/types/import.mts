// What the types promise to a strict user. It is only compiled, never run.
import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  type BatchReport,
  type Issue,
  type IssueCode,
  type ReinstallRequest,
  type Report,
  reinstallInstance,
  validate,
  validateBatch,
  validateField,
  validateJson,
  WasmUnavailableError,
} from "zenlayer-reinstall/validate";

const report: Report = validate({ instanceId: "1" }, { instance: { instanceStatus: "RUNNING" }, image: null });
const codes: IssueCode[] = report.issues.map((issue) => issue.code);
const first: Issue | undefined = validateField("hostname", "web_01")[0];

export function sentence(issue: Issue): string {
  switch (issue.code) {
    case "hostname_too_long":
      // The code decides what the params hold.
      return `${issue.params.max} ${issue.params.actual}`;
    default:
      return issue.message;
  }
}

// @ts-expect-error there is no such member
validateField("hostnmae", "x");
// @ts-expect-error a number is no JSON text
validateJson(7);
// @ts-expect-error no code is called so
const wrong: IssueCode = "nonsense";

export { codes, first, wrong, WasmUnavailableError };
export const fromBytes: Report = validateJson(new Uint8Array());
export const batch: BatchReport = validateBatch("[]", null);

export const schema: StandardSchemaV1<ReinstallRequest> = reinstallInstance;
export const request: StandardSchemaV1.InferOutput<typeof reinstallInstance> = { instanceId: "1", nic: { wanName: "wan0" } };
