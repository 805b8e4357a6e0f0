import { spawn, type ChildProcess } from "node:child_process";
import { dirname, join } from "node:path";
import { Sandbox } from "../fixtures/sandbox.ts";
import { environment } from "./environment.ts";

/** An account of another size than the one that all tests share: a sandbox and a proxy of its own. */
export class Account {
  readonly #children: readonly ChildProcess[];
  readonly sandbox: Sandbox;
  /** What the portal's field "Proxy address" takes. */
  readonly proxyUrl: string;

  private constructor(children: readonly ChildProcess[], sandboxUrl: string, proxyUrl: string) {
    this.#children = children;
    this.sandbox = new Sandbox(sandboxUrl);
    this.proxyUrl = proxyUrl;
  }

  /** Starts both on free ports and waits until they listen. */
  static async start(instances: number): Promise<Account> {
    const { sandboxBinary, portalUrl } = environment();
    const listen = ["--listen", "127.0.0.1:0"];
    const sandbox = await start(sandboxBinary, [...listen, "--instances", String(instances)]);
    const proxyBinary = join(dirname(sandboxBinary), "reinstall-proxy");
    const proxy = await start(proxyBinary, [...listen, "--upstream", sandbox.url, "--allow-origin", portalUrl]);
    return new Account([proxy.child, sandbox.child], sandbox.url, proxy.url);
  }

  /** Ends both. */
  stop(): void {
    for (const child of this.#children) child.kill();
  }
}

/** Starts a service and reads the address that it prints. */
async function start(program: string, flags: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(program, flags, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code} before it listened: ${printed}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const found = / listening on (\S+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
  });
  return { child, url };
}
