// The module as a part of the script: compiled while this file is loaded, so that everything is ready as soon as it is
// imported. Packed as `instance.js`, as is `given.js` for ./slim.

import { BYTES } from "./bytes.js";
import { initSync } from "./glue.js";
import { WasmUnavailableError } from "./shared.js";

// A character for a byte (xtask's `package.rs` says why).
const bytes = new Uint8Array(BYTES.length);
for (let at = 0; at < bytes.length; at += 1) bytes[at] = BYTES.charCodeAt(at);

let instance;
try {
  instance = initSync({ module: new WebAssembly.Module(bytes) });
} catch (cause) {
  throw new WasmUnavailableError(
    "zenlayer-reinstall cannot compile its WebAssembly. On a page with a Content-Security-Policy add 'wasm-unsafe-eval' to " +
      "script-src; otherwise use a current browser or Node.js 20 or newer.",
    { cause },
  );
}

/** The module's exports. */
export function wasm() {
  return instance;
}
