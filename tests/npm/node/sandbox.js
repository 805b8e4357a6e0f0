// The real sandbox, in a process of its own: a test orders failures and moves its clock.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Starts one; `stop` ends it. */
export async function start() {
  const child = spawn(process.env.SANDBOX_BIN, ["--listen", "127.0.0.1:0", "--install-time", "60s", "--seed", "1"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, "line");
  const url = /http:\S+/.exec(line)[0];
  const control = async (path, body) => {
    const response = await fetch(
      `${url}/_sandbox/${path}`,
      body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
    );
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    url,
    host: new URL(url).host,
    credentials: { accessKeyId: "demo-access-key", accessKeyPassword: "demo-access-key-password" },
    reset: () => control("reset", {}),
    fault: (fault) => control("faults", { times: 1, ...fault }),
    advance: (advanceSeconds) => control("clock", { advanceSeconds }),
    running: async () => (await control("state")).instances.find(({ instanceStatus }) => instanceStatus === "RUNNING"),
    reinstalls: async () => (await control("calls")).calls.filter(({ action }) => action === "ReinstallInstance"),
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}
