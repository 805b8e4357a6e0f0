/** Where the stack under test is. Set by `cargo xtask test`, which starts one for each test that runs at a time. */
export interface Environment {
  readonly portalUrl: string;
  readonly proxyUrl: string;
  readonly sandboxUrl: string;
  /** The sandbox's program, for tests that start others; the proxy's lies beside it. */
  readonly sandboxBinary: string;
  /** The browsers' programs. */
  readonly chromium: string;
  readonly firefox: string;
  /** How many stacks there are. */
  readonly stacks: number;
}

/** Reads the environment: the stack of the worker that asks. A missing variable is named together with the command that sets it. */
export function environment(): Environment {
  const worker = Number(process.env["TEST_PARALLEL_INDEX"] ?? 0);
  const ofWorker = (name: string): string => {
    const url = required(name).split(" ")[worker];
    if (!url) throw new Error(`${name} names no stack for worker ${worker}: ${required(name)}`);
    return url;
  };
  return {
    portalUrl: ofWorker("PORTAL_URL"),
    proxyUrl: ofWorker("PROXY_URL"),
    sandboxUrl: ofWorker("SANDBOX_URL"),
    sandboxBinary: required("SANDBOX_BIN"),
    chromium: required("CHROMIUM_BIN"),
    firefox: required("FIREFOX_BIN"),
    stacks: required("PORTAL_URL").split(" ").length,
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`cargo xtask test --only e2e\``);
  return value;
}
