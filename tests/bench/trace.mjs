// What the main thread of a page did, from Chromium's own trace.

/** Marks the page's main thread in the trace. */
const MARK = "bench:here";

/**
 * Records while `act` runs, and resolves with the page's longest task (a piece of work of its main thread that nothing can
 * interrupt), in ms: how long it lasted, and how long the processor worked for it, which other programs do not disturb.
 */
export async function longestTask(page, act) {
  await page.tracing.start({ categories: ["disabled-by-default-devtools.timeline", "blink.user_timing"] });
  let trace;
  try {
    await page.evaluate((name) => void performance.mark(name), MARK);
    await act();
  } finally {
    trace = await page.tracing.stop();
  }
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace));
  const here = traceEvents.find(({ name }) => name === MARK);
  if (!here) throw new Error("the trace does not hold the page's mark");
  const tasks = traceEvents.filter(
    ({ name, pid, tid, dur }) => name === "RunTask" && pid === here.pid && tid === here.tid && dur !== undefined,
  );
  if (tasks.length === 0) throw new Error("the trace holds no task of the page");
  const longest = (member) => Math.max(...tasks.map((task) => task[member] ?? 0)) / 1000;
  return { lasted: longest("dur"), worked: longest("tdur") };
}
