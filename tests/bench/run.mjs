// `cargo xtask bench portal`: how quick the portal is, as it is deployed: the release build, compressed, served by the proxy.
//
// How to read it. Lighthouse's scores are of 100, the median of the rounds with the smallest and largest in brackets; below
// each page stands what cost points. Its mobile profile reckons with a slow phone (CPU a quarter as quick, slow 4G) from what
// it sees here. "Long task" is what the browser calls one: the main thread busy for over 50 ms. A gap is the time between two
// frames, 16.7 ms at best. All times depend on this machine and on what else it does: compare medians of one run.
//
// `--dist DIR` (what `trunk build --release` made), `--only scores,typing,filtering`, `--rounds N`, `--json FILE`; the programs
// are named by CHROMIUM_BIN, PROXY_BIN and SANDBOX_BIN. It fails only where something could not be measured.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { milliseconds, table } from "../npm/bench/table.mjs";
import { compressed } from "./compress.mjs";
import { filtering, FRAME_MS, INSTANCES } from "./filtering.mjs";
import { CATEGORIES, METRICS, scores } from "./scores.mjs";
import { instanceId, startStack } from "./stack.mjs";
import { LONG_MS, typing } from "./typing.mjs";

const PARTS = ["scores", "typing", "filtering"];
const { values: options } = parseArgs({
  options: {
    dist: { type: "string" },
    only: { type: "string", default: PARTS.join(",") },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
  },
});
const only = options.only.split(",").filter(Boolean);
for (const part of only) if (!PARTS.includes(part)) throw new Error(`--only ${part}: there are ${PARTS.join(", ")}`);
const rounds = Number(options.rounds);
if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error("--rounds is a whole number from 1");
if (!options.dist) throw new Error("--dist names the folder that `trunk build --release` made");
function program(variable) {
  const path = process.env[variable];
  if (!path) throw new Error(`${variable} is not set: run this with \`cargo xtask bench portal\``);
  return path;
}
const chromium = program("CHROMIUM_BIN");
const programs = { proxy: program("PROXY_BIN"), sandbox: program("SANDBOX_BIN") };

const say = (text = "") => process.stdout.write(`${text}\n`);
const rows = (lines) => table(lines).forEach((line) => say(`  ${line}`));
const whole = ({ median, min, max }) => `${median.toFixed(0)} [${min.toFixed(0)}–${max.toFixed(0)}]`;
const spent = ({ median, max }) => [milliseconds(median), milliseconds(max)];

function sayScores({ name, profile, scores, metrics, lost }) {
  const points = CATEGORIES.map((category) => `${category} ${whole(scores[category])}`);
  say(`\n  ${name}, ${profile}: ${points.join(", ")}`);
  const unit = (id, value) => (id === "cumulative-layout-shift" ? value.toFixed(3) : `${value.toFixed(0)} ms`);
  say(
    `    ${Object.entries(METRICS)
      .map(([id, short]) => `${short} ${unit(id, metrics[id].median)}`)
      .join(", ")}`,
  );
  for (const category of CATEGORIES) {
    for (const { id, title, score, weight, value, items } of lost[category]) {
      const cost = weight > 0 ? `${(score * 100).toFixed(0)} of 100, weight ${weight}` : "advice";
      say(`    ${category}, ${id} (${cost}): ${title}${value ? `: ${value}` : ""}`);
      for (const item of items) say(`      ${item}`);
    }
  }
}

const results = { rounds, processor: cpus()[0]?.model ?? "unknown" };
const place = mkdtempSync(join(tmpdir(), "portal-bench-"));
process.on("exit", () => rmSync(place, { recursive: true, force: true }));
const dist = compressed(options.dist, join(place, "dist"));
say(`Node.js ${process.version}, ${results.processor}, ${cpus().length} cores; ${rounds} rounds`);

if (only.includes("scores") || only.includes("typing")) {
  const stack = await startStack({ dist, ...programs });
  const form = `/reinstall/${await instanceId(stack, "web-01")}`;
  const common = { chromium, url: stack.url, rounds };
  if (only.includes("scores")) {
    say("\nLighthouse");
    const pages = [
      { name: "Connect", path: "/", connected: false },
      { name: "Instances", path: "/instances", connected: true },
      { name: "Reinstall", path: form, connected: true },
    ];
    results.scores = await scores({ ...common, pages, say: sayScores });
  }
  if (only.includes("typing")) {
    say("\nTyping 100 characters");
    results.typing = await typing({ ...common, path: form });
    const lines = results.typing.map(({ name, longTasks, lasted, worked }) => [
      ...[name, longTasks.median.toFixed(0), longTasks.max.toFixed(0), ...spent(lasted), ...spent(worked)],
    ]);
    rows([["", "long tasks", "most", "longest task", "most", "its CPU", "most"], ...lines]);
    const late = results.typing.filter(({ longTasks }) => longTasks.median > 0).map(({ name }) => name);
    say(`  over ${LONG_MS} ms in most rounds: ${late.join(", ") || "none"}`);
  }
  stack.stop();
}

if (only.includes("filtering")) {
  say(`\nFiltering ${INSTANCES.toLocaleString("en")} instances`);
  const stack = await startStack({ dist, ...programs, instances: INSTANCES });
  results.filtering = await filtering({ chromium, url: stack.url, rounds });
  const lines = results.filtering.map(({ key, text, lasted, worked, gap }) => [
    `${key} → "${text}"`,
    ...spent(lasted),
    ...spent(worked),
    ...spent(gap),
  ]);
  rows([["", "longest task", "most", "its CPU", "most", "longest gap", "most"], ...lines]);
  const late = results.filtering.filter(({ gap }) => gap.median > FRAME_MS).length;
  say(`  keys with a gap over ${FRAME_MS} ms in most rounds: ${late} of ${results.filtering.length}`);
  stack.stop();
}

if (options.json) writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
