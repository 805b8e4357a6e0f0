// A call of the module beside the check: bytes in, bytes out (crates/wasm/src/whole says which).

import { wasm } from "./instance.js";
import { encode, encodeContext, InvalidRequestError, report } from "./shared.js";
import { string } from "./arguments.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * What a function of the module answers, and the report behind it.
 *
 * @param {() => Uint8Array} call
 */
export function ask(call) {
  wasm();
  const bytes = call();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const answer = JSON.parse(decoder.decode(bytes.subarray(4, 4 + length)));
  if (answer.wrong !== undefined) throw new TypeError(answer.wrong);
  const found = report(bytes.subarray(4 + length));
  if (answer === "refused") throw new InvalidRequestError(found);
  return { value: answer.value, report: found };
}

/** A request, which is a value or JSON text, and what is known: as the module takes both. */
export function asked(request, context, name) {
  if (typeof request === "string") return [encodeContext(context), string(request, name)];
  return [encode(request, context), undefined];
}
