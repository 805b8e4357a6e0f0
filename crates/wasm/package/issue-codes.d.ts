import type { IssueRow } from "./issues.js";

/**
 * Every rule: its code, its field, its sentence in English and Simplified Chinese, what the API would answer, how sure that
 * is and from where. Plain data, in the order of the fields; it costs no WebAssembly.
 */
export declare const ISSUE_CODES: readonly IssueRow[];
