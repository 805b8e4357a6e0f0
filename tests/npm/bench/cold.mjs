// Cold start: a fresh process that imports and checks one request, less an empty one.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { summary } from "./statistics.mjs";

const REQUEST = {
  instanceId: "820653960707704280",
  imageId: "debian-12",
  hostname: "web_01",
  password: "Correct-Horse7",
  partitions: [{ fsPath: "/", fsType: "ext4", size: 100 }],
};

/** What each process says at its end: CPU microseconds since its beginning, and whether it found the mistake in the hostname. */
const end = (verdict) => `
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ cpu: user + system, isValid: ${verdict} }));
`;

export function script(file, imports, verdict) {
  writeFileSync(file, `${imports}\nconst result = validate(${JSON.stringify(REQUEST)});\n${end(verdict)}`);
}

export function emptyScript(file) {
  writeFileSync(file, end("null"));
}

/** Milliseconds of one run. */
function run(file) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(file)], { encoding: "utf8" });
  const wall = performance.now() - started;
  if (status !== 0) throw new Error(`${file}: ${stderr}`);
  const { cpu, isValid } = JSON.parse(stdout);
  if (isValid === true) throw new Error(`${file} finds nothing wrong`);
  return { wall, cpu: cpu / 1000 };
}

/**
 * Runs them in turn.
 *
 * @param {{ name: string, file: URL }[]} scripts
 * @param {URL} empty
 * @returns {Record<string, { wall: object, cpu: object }>} milliseconds over the empty process of the same round
 */
export function coldStarts(scripts, empty, rounds) {
  const over = Object.fromEntries(scripts.map(({ name }) => [name, { wall: [], cpu: [] }]));
  const bare = { wall: [], cpu: [] };
  for (const { file } of scripts) run(file);
  for (let round = 0; round < rounds; round += 1) {
    const base = run(empty);
    bare.wall.push(base.wall);
    bare.cpu.push(base.cpu);
    for (const { name, file } of round % 2 === 0 ? scripts : [...scripts].reverse()) {
      const { wall, cpu } = run(file);
      over[name].wall.push(wall - base.wall);
      over[name].cpu.push(cpu - base.cpu);
    }
  }
  const summed = ({ wall, cpu }) => ({ wall: summary(wall), cpu: summary(cpu) });
  return {
    empty: summed(bare),
    over: Object.fromEntries(Object.entries(over).map(([name, times]) => [name, summed(times)])),
  };
}
