// How long a text is, other than in UTF-16 units.

/** In characters: a surrogate pair is one. */
export function characters(text) {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}

const encoder = new TextEncoder();

/** In bytes of UTF-8. */
export const utf8Length = (text) => encoder.encode(text).length;
