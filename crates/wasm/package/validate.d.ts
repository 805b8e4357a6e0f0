import type { Field, Issue, Report } from "./issues.js";
import type { ReinstallRequest } from "./request.js";

export type * from "./issues.js";
export type * from "./request.js";

/** What is known about the server, as the API returns it. Every part may be missing; no rule speaks of what is not known. */
export interface Context {
  /** The instance to reinstall: an element of DescribeInstances' `dataSet`. */
  instance?: object | null;
  /** Its model: an element of DescribeInstanceTypes' `instanceTypes`. Without it the one inside `instance` is used. */
  instanceType?: object | null;
  /** The image that will be installed: an element of DescribeImages' `images`. */
  image?: object | null;
}

/**
 * Checks a request against every documented rule.
 *
 * Anything may be checked: what does not fit is an issue with a path. Each property is read once, as `JSON.stringify` would
 * read it; what JSON cannot hold (a function, NaN, a BigInt, a property that throws) is an issue at its place.
 *
 * @param request the body of a ReinstallInstance call
 * @param context what is known about the server
 * @returns every issue, in the order of the fields; `valid` where none is an error. Never throws.
 *
 * @example
 * const { valid, issues } = validate({ instanceId: "820653960707704280", hostname: "web_01" });
 */
export function validate(request: unknown, context?: Context | null): Report;

/**
 * Checks the value of one member as if it were alone in its request: for a form that speaks at each keystroke. Rules that
 * need another member stay silent.
 *
 * @returns the issues of this member. Never throws.
 */
export function validateField(field: Exclude<Field, "">, value: unknown, context?: Context | null): Issue[];

/**
 * Checks a request that is JSON text, without parsing it first. Members that are there twice are found, too.
 *
 * @param json text, or its UTF-8 bytes
 * @returns as {@link validate}; a text that is no JSON is one issue, with its line (from 1) and how many bytes of that line
 *   could be read; what is no text is one issue, too. Never throws.
 */
export function validateJson(json: string | Uint8Array, context?: Context | null): Report;

/** Every report of one {@link validateBatch}. */
export interface BatchReport {
  /** No issue anywhere has severity `error`. */
  valid: boolean;
  /** A report for each element, in their order; where the text breaks, for each before that. */
  reports: Report[];
  /** What is wrong with the text itself: it is no JSON, or no list. Otherwise empty. */
  issues: Issue[];
}

/**
 * Checks a list of requests that is JSON text, without parsing it first.
 *
 * @param json text, or its UTF-8 bytes: `[{"instanceId": …}, …]`
 * @param context what is known about all of them alike
 * @returns a report for each element. Never throws.
 */
export function validateBatch(json: string | Uint8Array, context?: Context | null): BatchReport;

/** Which dialect of JSON Schema is wanted: `draft-2020-12`, `draft-07` or `openapi-3.0`. */
export interface JsonSchemaOptions {
  readonly target: "draft-2020-12" | "draft-07" | "openapi-3.0" | ({} & string);
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

/**
 * The check as a [Standard Schema](https://standardschema.dev): for TanStack Form, React Hook Form, tRPC and whatever else
 * takes one, and as a Standard JSON Schema. Only errors are issues to it; warnings and notices are told by {@link validate}.
 */
export declare const reinstallInstance: ReinstallSchema;

/**
 * {@link reinstallInstance} with what is known about the server, so that a form also hears of the model's images, RAID levels
 * and disks; and partitions without an `imageId` are judged by the image that the instance has.
 *
 * @param context as for {@link validate}; it is read at each check
 */
export function reinstallInstanceWith(context: Context | null | undefined): ReinstallSchema;

/** The type of {@link reinstallInstance}: `StandardSchemaV1` and `StandardJSONSchemaV1` of @standard-schema/spec. */
export interface ReinstallSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "zenlayer-reinstall";
    readonly validate: (
      value: unknown,
    ) => { readonly value: ReinstallRequest; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: ReinstallRequest; readonly output: ReinstallRequest } | undefined;
    /** The request as JSON Schema. It throws for any other target. What it cannot say, `validate` does. */
    readonly jsonSchema: {
      readonly input: (options: JsonSchemaOptions) => Record<string, unknown>;
      readonly output: (options: JsonSchemaOptions) => Record<string, unknown>;
    };
  };
}

/** WebAssembly cannot be used here; the message says what to do, `cause` is what the engine said. Thrown by the import, of `./slim` by what is called before `initSync`. */
export class WasmUnavailableError extends Error {
  override name: "WasmUnavailableError";
}
