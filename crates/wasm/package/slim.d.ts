export * from "./index.js";

/** A `WebAssembly.Module`, where the program knows that type. */
export type WebAssemblyModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : object;

/**
 * Starts the module, once: before it, everything of `zenlayer-reinstall/slim` that needs it throws a
 * `WasmUnavailableError` that says so. Called again it changes nothing.
 *
 * @param bytesOrModule the file `zenlayer-reinstall/zenlayer_reinstall.wasm`, or a `WebAssembly.Module` made of it, as
 *   `WebAssembly.compileStreaming` and some runtimes' imports of `.wasm` give one
 * @throws WasmUnavailableError where it cannot be started; `cause` says why
 */
export function initSync(bytesOrModule: ArrayBuffer | ArrayBufferView | WebAssemblyModule): void;
