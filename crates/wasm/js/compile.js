// WebAssembly from a script.

import { WasmUnavailableError } from "./shared.js";

/**
 * The module whose bytes are the characters of `text` (xtask's `package.rs` says why).
 *
 * @param {string} text
 */
export function compile(text) {
  const bytes = new Uint8Array(text.length);
  let all = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = text.charCodeAt(at);
    bytes[at] = code;
    all |= code;
  }
  if (all > 255) {
    // Only a classic script can be: the encoding of a module is fixed.
    throw new WasmUnavailableError(
      "zenlayer-reinstall was not read as the UTF-8 that it is written in: serve the script with charset=utf-8, or put " +
        '<meta charset="utf-8"> into the page.',
    );
  }
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new WasmUnavailableError(
      "zenlayer-reinstall cannot compile its WebAssembly. On a page with a Content-Security-Policy add 'wasm-unsafe-eval' to " +
        "script-src; otherwise use a current browser or Node.js 20 or newer.",
      { cause },
    );
  }
}

/** @param {WebAssembly.Module} module */
export function instantiate(module) {
  // What it asks for is a way to say that something of ours is broken; the names are different in each build.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`zenlayer-reinstall has a bug: ${name}`);
    };
  }
  return new WebAssembly.Instance(module, imports);
}
