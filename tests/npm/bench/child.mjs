// One contender, one work, one fresh process: `node --expose-gc child.mjs KIND MODULE WORK` prints CPU nanoseconds for an item.
import { prepare } from "./works.mjs";

/** Long enough for the engine to have compiled what is hot; then long enough to measure. Microseconds of CPU time. */
const WARM_UP = 400_000;
const MEASURE = 200_000;

const [kind, file, work] = process.argv.slice(2);
const { items, pass } = prepare(kind, await import(file), work);

const expected = pass();

/** Passes until so much time is used; what one item took, in microseconds. */
function spend(least) {
  const before = process.cpuUsage();
  let passes = 0;
  let used = 0;
  do {
    if (pass() !== expected) throw new Error("not every pass says the same");
    passes += 1;
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  } while (used < least);
  return used / (passes * items);
}

spend(WARM_UP);
globalThis.gc();
process.stdout.write(JSON.stringify({ nanoseconds: spend(MEASURE) * 1000, said: expected }));
