// What is installed beside the package: versions, for the names of tests, and programs.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const MODULES = new URL("../../node_modules/", import.meta.url);

/** A title with the installed version behind it, for a test's name: `Vite 8.3.8`. */
export const named = (title, name) =>
  `${title} ${JSON.parse(readFileSync(new URL(`${name}/package.json`, MODULES), "utf8")).version}`;

/** A file of an installed package. */
export const installed = (path) => fileURLToPath(new URL(path, MODULES));

/** A program that npm brings as a package for each kind of machine; of these only ours is installed. */
export function ofThisMachine(scope, path) {
  const [part] = readdirSync(new URL(`${scope}/`, MODULES));
  return installed(`${scope}/${part}/${path}`);
}

/** A project's folder. */
export const project = (name) => fileURLToPath(new URL(`../../projects/${name}/`, import.meta.url));

/** What every tool is told: nobody sits at the terminal, and nothing is reported to its makers. */
export const ENVIRONMENT = { ...process.env, CI: "true", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };

const execute = promisify(execFile);

/** Runs a program to its end and gives back what it printed; when it fails, the error holds that. */
export async function run(program, args, cwd, environment = {}) {
  try {
    const running = execute(program, args, {
      cwd,
      env: { ...ENVIRONMENT, ...environment },
      timeout: 120_000,
      maxBuffer: 1 << 24,
    });
    running.child.stdin.end();
    return (await running).stdout;
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  }
}
