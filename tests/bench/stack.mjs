// Sandbox and proxy, and the portal served by the proxy: one origin, as it is deployed.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts a service and resolves with the address that it says it listens on. */
async function start(program, args, children) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const said = [];
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const failed = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code}: ${said.join("\n")}`)));
  });
  const listens = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = / listening on (\S+)/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
  // After the start a death shows as an answer that does not come.
  failed.catch(() => {});
  return Promise.race([listens, failed]);
}

/**
 * Starts both on free ports.
 * @param {{ dist: string, sandbox: string, proxy: string, instances?: number }} what the portal's files, the programs, and how
 *   many instances the sandbox shall have
 */
export async function startStack({ dist, sandbox, proxy, instances }) {
  const children = [];
  const stop = () => children.forEach((child) => child.kill());
  process.on("exit", stop);
  try {
    const many = instances === undefined ? [] : ["--instances", String(instances)];
    const sandboxUrl = await start(sandbox, ["--listen", "127.0.0.1:0", ...many], children);
    const served = ["--listen", "127.0.0.1:0", "--upstream", sandboxUrl, "--static", dist];
    const url = await start(proxy, served, children);
    return { url, sandboxUrl, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The ID of the sandbox's server of this name. */
export async function instanceId({ sandboxUrl }, name) {
  const { instances } = await (await fetch(`${sandboxUrl}/_sandbox/state`)).json();
  const found = instances.find((instance) => instance.instanceName === name);
  if (!found) throw new Error(`the sandbox has no server ${name}`);
  return found.instanceId;
}
