// A copy of the built portal with a `.br` and a `.gz` beside each file that gains from it, as the proxy serves it.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const GAINS = /\.(html|css|js|mjs|json|svg|wasm)$/;

/** Copies `dist` to `place`. */
export function compressed(dist, place) {
  cpSync(dist, place, { recursive: true });
  for (const name of readdirSync(place, { recursive: true })) {
    if (!GAINS.test(name)) continue;
    const file = join(place, name);
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
  return place;
}
