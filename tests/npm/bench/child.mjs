// One contender, one work, one fresh process: `node --expose-gc child.mjs KIND MODULE WORK` prints CPU nanoseconds for an item.
import { prepare } from "./works.mjs";

/** Long enough for the engine to have compiled what is hot; then long enough to measure. Milliseconds. */
const WARM_UP = 300;
const MEASURE = 150;

const [kind, file, work] = process.argv.slice(2);
const { items, pass } = prepare(kind, await import(file), work);

const expected = pass();
const started = performance.now();
while (performance.now() - started < WARM_UP) pass();

globalThis.gc();
let done = 0;
let sum = 0;
const before = process.cpuUsage();
let used = 0;
do {
  sum += pass();
  done += items;
  const { user, system } = process.cpuUsage(before);
  used = user + system;
} while (used < MEASURE * 1000);

if (sum !== (expected * done) / items) throw new Error("not every pass said the same");
process.stdout.write(JSON.stringify({ nanoseconds: (used * 1000) / done, said: expected }));
