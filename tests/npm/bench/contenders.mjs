// Everyone who is measured, each with the file that is imported and a bundle of it.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { emptyScript, script } from "./cold.mjs";
import { PEERS } from "./peers.mjs";
import { bundle } from "./weight.mjs";

const NAME = "zenlayer-reinstall";

/** What is made here; nothing in it is kept. */
const MADE = new URL("./made/", import.meta.url);

export const EMPTY = new URL("empty.mjs", MADE);

/**
 * The peers, the first of them twice for the A/A check, then the packages.
 *
 * @param {string[]} packages tarballs or folders
 */
export async function contenders(packages) {
  rmSync(MADE, { recursive: true, force: true });
  mkdirSync(MADE, { recursive: true });
  emptyScript(EMPTY);
  const all = [];
  for (const peer of PEERS) {
    const file = new URL(`./peers/${peer.file}`, import.meta.url);
    all.push({
      name: peer.name,
      kind: "peer",
      file,
      exports: "validate, isValid, issuesOf, codeOf, messageOf, pathOf",
      module: peer.module,
    });
  }
  all.splice(1, 0, { ...all[0], name: `${all[0].name} again` });
  for (const [index, path] of packages.entries()) {
    const folder = new URL(`package-${index}/`, MADE);
    const name = packages.length === 1 ? NAME : `${NAME} ${"ABCDEFGH"[index]}`;
    all.push({ name, kind: "package", path, exports: "validate", ...(await install(path, folder)) });
  }
  for (const one of all) {
    // The first one again has no bundle of its own.
    if (all.some(({ file, bundle: made }) => file.href === one.file.href && made !== undefined)) continue;
    const folder = new URL(`${encodeURIComponent(one.name)}/`, MADE);
    mkdirSync(folder);
    // A package's own name can only be resolved from beside it.
    const entry = one.kind === "peer" ? new URL("entry.mjs", folder) : new URL("one.mjs", one.file);
    const from = one.kind === "peer" ? fileURLToPath(one.file) : NAME;
    writeFileSync(entry, `export { ${one.exports} } from ${JSON.stringify(from)};\n`);
    one.bundle = new URL("bundle.mjs", folder);
    await bundle(entry, one.bundle);
    one.coldFiles = { installed: new URL("cold-installed.mjs", entry), bundled: new URL("cold-bundled.mjs", folder) };
    const verdict = one.kind === "peer" ? "isValid(result)" : "result.valid";
    const names = one.kind === "peer" ? "validate, isValid" : "validate";
    script(one.coldFiles.installed, `import { ${names} } from ${JSON.stringify(from)};`, verdict);
    script(one.coldFiles.bundled, `import { ${names} } from "./bundle.mjs";`, verdict);
  }
  return all;
}

/** Where a package is imported from, and its module. */
async function install(path, folder) {
  mkdirSync(folder);
  const place = new URL(`node_modules/${NAME}/`, folder);
  mkdirSync(place, { recursive: true });
  if (statSync(path).isDirectory()) cpSync(path, place, { recursive: true });
  else execFileSync("tar", ["-xzf", path, "-C", fileURLToPath(place), "--strip-components=1"]);
  const found = JSON.parse(readFileSync(new URL("package.json", place), "utf8")).name;
  if (found !== NAME) throw new Error(`${path} is ${found}, not ${NAME}`);
  const file = new URL("all.mjs", folder);
  writeFileSync(file, `export * from "${NAME}";\n`);
  return { file, module: await import(file) };
}
