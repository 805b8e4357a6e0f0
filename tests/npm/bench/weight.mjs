// What a page loads: each contender as a bundler makes it for a browser, raw and compressed.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The bytes of a file as a server can send it. */
export function sizes(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/** Bundles and minifies `entry` into `outfile`, both URLs. */
export async function bundle(entry, outfile) {
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: fileURLToPath(outfile),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    // wasm-bindgen's own way to find its module, which the package does not use.
    logOverride: { "empty-import-meta": "silent" },
    charset: "utf8",
  });
}

/** The weight of a bundle; of one with WebAssembly also that of its two parts. */
export function weigh(file) {
  const script = readFileSync(file);
  const whole = sizes(script);
  const wasm = moduleOf(file);
  if (wasm === undefined) return { whole };
  const rest = withoutModule(script.toString("utf8"));
  return { whole, wasm: sizes(wasm), script: rest === undefined ? undefined : sizes(Buffer.from(rest)) };
}

/** The bytes of the first module that is compiled when the bundle is imported: asked of a process of its own. */
function moduleOf(file) {
  const watch = `
    const { Module } = WebAssembly;
    let bytes;
    WebAssembly.Module = new Proxy(Module, {
      construct(target, [source]) {
        bytes ??= Buffer.from(source.buffer ?? source, source.byteOffset ?? 0, source.byteLength);
        return new target(source);
      },
    });
    await import(${JSON.stringify(file.href)});
    process.stdout.write(bytes?.toString("base64") ?? "");
  `;
  const text = execFileSync(process.execPath, ["--input-type=module", "--eval", watch], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return text === "" ? undefined : Buffer.from(text, "base64");
}

/** The script with an empty text where the module was; undefined where it is in no form that is known here. */
function withoutModule(script) {
  const start = /(["'`])(?:\\0|\\x00|\0)asm|(["'`])AGFzbQ/.exec(script);
  if (start === null) return undefined;
  const quote = start[1] ?? start[2];
  let end = start.index + 1;
  while (script[end] !== quote) end += script[end] === "\\" ? 2 : 1;
  return script.slice(0, start.index + 1) + script.slice(end);
}
