// `cargo xtask bench npm`: the package against a hand-written check, ajv, valibot and zod, with the same rules.
//
// How to read it: hand-written JavaScript is 1.00 and everything else is a ratio to it, taken round by round, so that it holds
// on a machine whose speed drifts; the median, with the smallest and the largest in brackets. `hand-written again` is the same
// code under another name: how far it is from 1.00 is how far any ratio can be trusted. Each figure is CPU time (user and
// system, every thread) of a fresh process that is warm, half of the requests being valid. "Verdict read" asks whether a
// request is valid; "everything read" also reads code, message and path of every issue.
//
// The package and the hand-written check find errors, warnings and notices and write sentences; the libraries know no severity
// and are asked for errors only, with the code for a message.
//
// `--package PATH` (a tarball or a folder, again for each build to compare), `--json FILE`, `--rounds N`, `--cold-rounds N`,
// `--only` with any of the works in `works.mjs`, `weight`, `cold`; `--only gate` compares the verdicts and measures nothing.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { coldStarts } from "./cold.mjs";
import { contenders, EMPTY } from "./contenders.mjs";
import { gate } from "./gate.mjs";
import { summary } from "./statistics.mjs";
import { bytes, milliseconds, ratio, table, time } from "./table.mjs";
import { weigh } from "./weight.mjs";
import { WORKS } from "./works.mjs";

const { values: options } = parseArgs({
  options: {
    package: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    rounds: { type: "string", default: "11" },
    "cold-rounds": { type: "string", default: "15" },
    only: { type: "string", default: [...Object.keys(WORKS), "weight", "cold"].join(",") },
  },
});
const only = options.only.split(",").filter(Boolean);
for (const name of only) {
  if (!(name in WORKS) && name !== "weight" && name !== "cold" && name !== "gate") {
    throw new Error(`--only ${name}: there are ${[...Object.keys(WORKS), "weight", "cold", "gate"].join(", ")}`);
  }
}
const [rounds, coldRounds] = [options.rounds, options["cold-rounds"]].map(Number);
if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(coldRounds) && coldRounds > 0)) {
  throw new Error("--rounds and --cold-rounds are whole numbers from 1");
}

if (options.package.length === 0) throw new Error("--package names a tarball or a folder");

const say = (text = "") => process.stdout.write(`${text}\n`);
const all = await contenders(options.package);
const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
const versions = Object.fromEntries(["ajv", "valibot", "zod", "esbuild"].map((name) => [name, versionOf(name)]));
const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
say(
  `Node.js ${process.version}, ${process.platform} ${process.arch}, ${cpus()[0]?.model ?? "unknown processor"}; ${libraries.join(", ")}`,
);
for (const { name, path } of all) if (path !== undefined) say(`${name} is ${path}`);

say("\nThe same verdicts");
const reports = new URL("../reports.jsonl", import.meta.url);
if (!existsSync(reports)) say("(the corpus alone: there is no reports.jsonl)");
let ok = true;
for (const { name, kind, module } of all) {
  if (kind !== "package") continue;
  const verdict = gate(module, existsSync(reports) ? reports : undefined);
  say(name);
  for (const line of verdict.lines) say(`  ${line}`);
  ok &&= verdict.ok;
}
if (!ok) {
  say("\nNothing is measured where a verdict is wrong.");
  process.exit(1);
}

const results = { node: process.version, versions, rounds, works: {}, weight: {}, cold: {} };
const [base] = all;

/** One contender in a process of its own. */
function measure({ kind, file }, work) {
  const child = fileURLToPath(new URL("child.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", child, kind, file.href, work], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${file} at ${work}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Every contender, round by round; each round in another order. */
function measureAll(work) {
  const taken = Object.fromEntries(all.map(({ name }) => [name, []]));
  let said;
  for (let round = 0; round < rounds; round += 1) {
    const turn = all.map((_, index) => all[(index + round) % all.length]);
    for (const contender of round % 2 === 0 ? turn : turn.reverse()) {
      const { nanoseconds, said: verdicts } = measure(contender, work);
      taken[contender.name].push(nanoseconds);
      said ??= verdicts;
      if (!work.endsWith("_read") && work !== "field" && verdicts !== said)
        throw new Error(`${contender.name} says something else at ${work}`);
    }
  }
  return Object.fromEntries(
    all.map(({ name }) => [name, { nanoseconds: summary(taken[name]), ratio: over(taken, name, base.name), all: taken[name] }]),
  );
}

/** Of each round the ratio of two. */
const over = (taken, name, other) => summary(taken[name].map((value, round) => value / taken[other][round]));

const packages = all.filter(({ kind }) => kind === "package").map(({ name }) => name);

const range = ({ min, max }) => `[${ratio(min)}–${ratio(max)}]`;
const names = all.map(({ name }) => name);
for (const work of Object.keys(WORKS).filter((name) => only.includes(name))) {
  const figures = measureAll(work);
  results.works[work] = figures;
  say(`\n${WORKS[work].title}: CPU time of one ${WORKS[work].unit}, ${rounds} rounds`);
  const rows = names.map((name) => {
    const { nanoseconds, ratio: overBase } = figures[name];
    return [name, ratio(overBase.median), range(overBase), time(nanoseconds.median), `±${time(nanoseconds.mad)}`];
  });
  for (const row of table([["", "ratio", "", "median", "MAD"], ...rows])) say(`  ${row}`);
  for (const name of packages.slice(1)) {
    const taken = Object.fromEntries(packages.map((one) => [one, figures[one].all]));
    const overFirst = over(taken, name, packages[0]);
    figures[name].ratioToFirstPackage = overFirst;
    say(`  ${name} over ${packages[0]}: ${ratio(overFirst.median)} ${range(overFirst)}`);
  }
}

if (only.includes("weight")) {
  const rows = [["", "brotli", "gzip", "raw"]];
  for (const { name, bundle } of all.filter((one) => one.bundle !== undefined)) {
    const weight = weigh(bundle);
    results.weight[name] = weight;
    const row = (title, sizes) => rows.push([title, bytes(sizes?.brotli), bytes(sizes?.gzip), bytes(sizes?.raw)]);
    row(name, weight.whole);
    if (weight.wasm !== undefined) {
      row("  its JavaScript alone", weight.script);
      row("  its module alone", weight.wasm);
    }
  }
  say("\nPage weight: a minified bundle of `validate` alone, in bytes");
  for (const row of table(rows)) say(`  ${row}`);
}

if (only.includes("cold")) {
  for (const how of ["installed", "bundled"]) {
    const scripts = all
      .filter((one) => one.coldFiles !== undefined)
      .map(({ name, coldFiles }) => ({ name, file: coldFiles[how] }));
    const { empty, over } = coldStarts(scripts, EMPTY, coldRounds);
    results.cold[how] = { empty, over };
    say(
      `\nCold start, ${how === "installed" ? "imported from node_modules" : "from one bundled file"}: import and one check over an empty process, ${coldRounds} rounds`,
    );
    const line = (name, { wall, cpu }) => [
      name,
      milliseconds(wall.median),
      `±${milliseconds(wall.mad)}`,
      milliseconds(cpu.median),
      `±${milliseconds(cpu.mad)}`,
    ];
    const rows = [
      ["", "wall", "MAD", "CPU", "MAD"],
      ...scripts.map(({ name }) => line(name, over[name])),
      line("(empty process)", empty),
    ];
    for (const row of table(rows)) say(`  ${row}`);
  }
}

const isLazy = (issue, name) => typeof Object.getOwnPropertyDescriptor(issue, name)?.value === "undefined";
const [issue] = all.find(({ kind }) => kind === "package").module.validate({}).issues;
const lazy = ["code", "message", "path"].filter((name) => isLazy(issue, name));
say(`\nOf an issue the package makes ${lazy.length === 0 ? "everything at once" : `${lazy.join(", ")} when it is read`}.`);

if (options.json !== undefined) {
  writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  say(`written: ${options.json}`);
}
