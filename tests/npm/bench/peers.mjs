// Who the package is compared with. Each exports `validate(value)`, which gives its own kind of result, and how that is read:
// `isValid`, `issuesOf`, and of an issue `codeOf`, `messageOf`, `pathOf`; and `validateHostname` for the one field.
import { compile } from "./peers/ajv_compile.mjs";

compile();

/**
 * Exact: warnings and notices, too. The libraries know no severity, so theirs are errors only, which is less to do. `cannot`:
 * what a peer has no word for. A limit over a list and the lists inside it together is nothing that a schema says.
 */
export const PEERS = [
  { name: "hand-written", file: "handwritten.mjs", isExact: true, cannot: [] },
  { name: "ajv", file: "ajv.mjs", isExact: false, cannot: ["list_too_long"] },
  { name: "valibot", file: "valibot.mjs", isExact: false, cannot: ["list_too_long"] },
  { name: "zod", file: "zod.mjs", isExact: false, cannot: ["list_too_long"] },
];

for (const peer of PEERS) peer.module = await import(`./peers/${peer.file}`);
