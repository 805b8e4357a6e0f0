import type { ErrorCode } from "./issues.js";

/** What an error code of the API means. */
export interface Explanation {
  /** The code as on the wire. */
  code: ErrorCode;
  /** What the server says by it. */
  meaning: string;
  /** The member of a request that it is about, where it is about one; dots lead into it. */
  field?: string;
  /** What an operator can do. */
  whatToDo: string;
  /** The HTTP status that it comes with. */
  httpStatus: number;
}

/**
 * Explains an error code of the API, from its documentation. Plain data; it costs no WebAssembly.
 *
 * @param code as on the wire; the older dotted spelling and any case are understood
 * @returns undefined for a code that nobody documented. Never throws.
 *
 * @example
 * explainError("INVALID_PARTITION_SIZE_NOT_FULL")?.whatToDo; // "Enlarge the last partition."
 */
export function explainError(code: string): Explanation | undefined;
