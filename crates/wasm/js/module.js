// The module: compiled while this file is loaded, so that everything is ready as soon as it is imported.

import { BYTES } from "./bytes.js";
import { check, check_text, initSync } from "./glue.js";

/** WebAssembly cannot be used here. `cause` is what the engine said. */
export class WasmUnavailableError extends Error {
  name = "WasmUnavailableError";
}

// A character for a byte (xtask's `package.rs` says why).
const bytes = new Uint8Array(BYTES.length);
for (let at = 0; at < bytes.length; at += 1) bytes[at] = BYTES.charCodeAt(at);

try {
  initSync({ module: new WebAssembly.Module(bytes) });
} catch (cause) {
  throw new WasmUnavailableError(
    "zenlayer-reinstall cannot compile its WebAssembly. On a page with a Content-Security-Policy add 'wasm-unsafe-eval' to " +
      "script-src; otherwise use a current browser or Node.js 20 or newer.",
    { cause },
  );
}

export { check, check_text };
