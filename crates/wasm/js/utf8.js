// Texts as UTF-8 and back. Some test environments (jsdom) and bare realms have no TextEncoder; there it is a little slower.

const encoder = typeof TextEncoder === "undefined" ? undefined : new TextEncoder();
const decoder = typeof TextDecoder === "undefined" ? undefined : new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Writes as much of a text as fits, as `TextEncoder.encodeInto` does.
 *
 * @type {(text: string, to: Uint8Array) => { read: number, written: number }}
 */
export const encodeInto = (text, to) => (encoder === undefined ? encodeByHand(text, to) : encoder.encodeInto(text, to));

function encodeByHand(text, to) {
  // So much fits, whatever it is; a pair of surrogates stays together.
  let read = Math.min(text.length, Math.floor(to.length / 3));
  if (read < text.length && /[\ud800-\udbff]/.test(text[read - 1])) read -= 1;
  // Half of a pair is no character; the encoder has the same in its place.
  const bytes = unescape(encodeURIComponent(text.slice(0, read).replace(/\p{Surrogate}/gu, "\ufffd")));
  for (let at = 0; at < bytes.length; at += 1) to[at] = bytes.charCodeAt(at);
  return { read, written: bytes.length };
}

/**
 * The text of these bytes, which are UTF-8. A byte order mark is a character of it.
 *
 * @type {(bytes: Uint8Array) => string}
 */
export const decode = (bytes) => (decoder === undefined ? decodeByHand(bytes) : decoder.decode(bytes));

function decodeByHand(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return decodeURIComponent(escape(text));
}
