// The module as the caller gives it, for ./slim: nothing is compiled while this file is loaded.

import { instantiate } from "./compile.js";
import { WasmUnavailableError } from "./shared.js";

const FILE = "zenlayer-reinstall/zenlayer_reinstall.wasm";

let started;

/** Starts the module. Once it is started, another call changes nothing. */
export function initSync(bytesOrModule) {
  if (started !== undefined) return;
  let module = bytesOrModule;
  try {
    // By what it is and not by its class: it may come from another realm.
    if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {
      const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(module) ? module : {};
      module = new WebAssembly.Module(buffer === undefined ? module : new Uint8Array(buffer, byteOffset, byteLength));
    }
    // An older or another module would fail later, at the first call.
    if (!WebAssembly.Module.exports(module).some(({ name }) => name === "checker_ask")) throw new TypeError("another module");
    instantiate(module);
    started = module;
  } catch (cause) {
    throw new WasmUnavailableError(
      `initSync takes the bytes of ${FILE} of the same version, or a WebAssembly.Module made of them, and no promise of either; this could not be started.`,
      { cause },
    );
  }
}

/** An instance of the module, a new one each time. */
export function instance() {
  if (started === undefined) {
    throw new WasmUnavailableError(
      `Call initSync with the bytes of ${FILE}, or a WebAssembly.Module made of them, before anything else.`,
    );
  }
  return instantiate(started);
}
