// What callers hand over, read with care: whatever it is, it becomes a value or one TypeError that names the argument.

/** No text is taken that is longer, in UTF-16 units: nothing here is meant for it. */
export const TEXT_MAX = 2 ** 26;

/** A member of the options; reading it may run the caller's code. */
export function member(options, name, where = "options") {
  if (options === null || (typeof options !== "object" && typeof options !== "function"))
    throw new TypeError(`${where} must be an object`);
  try {
    return options[name];
  } catch (cause) {
    throw new TypeError(`${where}.${name} cannot be read`, { cause });
  }
}

export function string(value, name) {
  if (typeof value !== "string" || value === "") throw new TypeError(`${name} must be a text that is not empty`);
  if (value.length > TEXT_MAX) throw new TypeError(`${name} is too long`);
  if (value.isWellFormed?.() === false) throw new TypeError(`${name} has half of a surrogate pair`);
  return value;
}

/** A value that stands in a header: visible ASCII. Never repeated, since it may be a secret. */
export function token(value, name) {
  const text = string(value, name).trim();
  if (!/^[!-~]+$/.test(text)) throw new TypeError(`${name} must be visible ASCII characters without blanks`);
  return text;
}

/** One of these words. */
export function word(value, words, name) {
  if (words.includes(value)) return value;
  throw new TypeError(`${name} must be ${words.map((one) => `"${one}"`).join(" or ")}`);
}

/** Unix seconds; without a value it is now. */
export function seconds(value, name) {
  if (value === undefined) return Math.floor(Date.now() / 1000);
  // A hundred thousand million seconds are the year 5138; milliseconds are more.
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > 1e11)
    throw new TypeError(`${name} must be a number of Unix seconds`);
  return Math.floor(value);
}

/** A value as JSON text. */
export function json(value, name) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new TypeError(`${name} cannot be JSON`, { cause });
  }
  if (text === undefined) throw new TypeError(`${name} cannot be JSON`);
  if (text.length > TEXT_MAX) throw new TypeError(`${name} is too long`);
  return text;
}
