// The data that the core's own tests read, and inputs that nobody means well.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env.TEST_DATA;

/** A file below `tests`, as text. */
export const text = (...path) => readFileSync(join(root, ...path), "utf8");

/** A file below `tests`, as JSON. */
export const json = (...path) => JSON.parse(text(...path));

/** The names of the JSON files in a folder below `tests`. */
export const files = (...path) => readdirSync(join(root, ...path)).filter((name) => name.endsWith(".json"));

/** What the core says to every case of the conformance suite. */
export const cases = () =>
  readFileSync(new URL("../reports.jsonl", import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const cycle = {};
cycle.self = cycle;
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
let deep = {};
for (let depth = 0; depth < 20_000; depth += 1) deep = { deep };

/** Whatever somebody may hand over. */
export const HOSTILE = [
  undefined,
  null,
  true,
  0,
  -1,
  7.5,
  NaN,
  Infinity,
  2 ** 70,
  7n,
  "",
  "text",
  "\ud800",
  "\u0000",
  "a".repeat(10_000_000),
  Symbol("s"),
  () => 1,
  class {},
  [],
  [[]],
  [null],
  new Array(100_000),
  {},
  cycle,
  deep,
  {
    toJSON() {
      throw new Error("no");
    },
  },
  {
    get action() {
      throw new Error("no");
    },
    get type() {
      throw new Error("no");
    },
    get state() {
      throw new Error("no");
    },
  },
  new Proxy(
    {},
    {
      get() {
        throw new Error("no");
      },
      ownKeys() {
        throw new Error("no");
      },
      has() {
        throw new Error("no");
      },
    },
  ),
  new Proxy(() => 1, {
    get() {
      throw new Error("no");
    },
  }),
  revoked,
  new Date(NaN),
  new Uint8Array(1_000_000),
  new Map([[1, 2]]),
  { __proto__: null },
  { constructor: 1, toString: 2, __proto__: { hostname: 3 } },
];

/** Words for an input that go into a message. */
export const name = (value, at) => `${at}: ${typeof value}`;

/** Runs it, and gives back the error that it threw; fails where that is not one of these. */
export function thrown(run, names, about) {
  try {
    run();
  } catch (error) {
    if (!names.includes(error?.name))
      throw new Error(`${about}: ${error?.name}: ${error?.message?.slice(0, 200)}`, { cause: error });
    return error;
  }
  return undefined;
}

/** What 100,000 calls leave behind, in bytes. */
export function grown(call, calls = 100_000) {
  const measure = () => {
    for (let n = 0; n < calls / 4; n += 1) call();
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };
  const first = measure();
  return [measure(), measure(), measure()].at(-1) - first;
}
