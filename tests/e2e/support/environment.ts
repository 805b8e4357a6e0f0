/** Where the stack under test is. Set by `cargo xtask test`. */
export interface Environment {
  readonly portalUrl: string;
  readonly proxyUrl: string;
  readonly sandboxUrl: string;
  /** The sandbox's program, for tests that start others; the proxy's lies beside it. */
  readonly sandboxBinary: string;
  /** The browser's program. */
  readonly chromium: string;
}

/** Reads the environment; a missing variable is named together with the command that sets it. */
export function environment(): Environment {
  return {
    portalUrl: required("PORTAL_URL"),
    proxyUrl: required("PROXY_URL"),
    sandboxUrl: required("SANDBOX_URL"),
    sandboxBinary: required("SANDBOX_BIN"),
    chromium: required("CHROMIUM_BIN"),
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`cargo xtask test --only e2e\``);
  return value;
}
