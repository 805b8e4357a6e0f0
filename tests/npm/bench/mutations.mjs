// Requests that nobody would send: those of the corpus, each changed in one to four places without any sense. Only to compare
// verdicts with, never to measure; the same for the same seed.
import { corpus, Random } from "./corpus.mjs";

// prettier-ignore
const TEXTS = [
  "", "/", "//", ".", "..", "-", ":", "@", "[", "]", "%", "%41", "%4", "#", "?", " ", "\t", "\n", "\r\n", "\r", "\0", "\x7f", "\x85",
  "\u00a0", "\u2028", "\u3000", "\ufeff", "é", "🚀", "\u212a", "ſ", "ß", "İ", "A", "a", "1", "~", "_", "=", "C", "c", "C:", "C:\\", "\\",
  "${", "}", "${a}", "${}", "netboot", "http://", "HTTP://", "https://", "ftp://", "[::1]", "[v1.a]", "[1::2:3:4:5:6:7:8]",
  "[::ffff:1.2.3.4]", "[::1.2.3.04]", ":99999999", "a@b", "lan", "WAN", "wan0", "#!", "#cloud-config", "rem cmd", "<script>",
  "Content-Type:", "\x1f\x8b", "\x1f\ufffd", "AAAA".repeat(5), "a".repeat(64), "🚀".repeat(60), "é".repeat(16_200), "NTFS", "ntfs",
  "ext4", "EXT2", "ext", "xfs",
];

// What JSON text keeps of them is compared elsewhere; these are JavaScript's numbers.
const NUMBERS = [
  0,
  -0,
  1,
  2,
  3,
  4,
  5,
  6,
  10,
  11,
  -1,
  1.5,
  0.5,
  1e-7,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  -(2 ** 64),
  1e21,
  1e300,
];

// prettier-ignore
const NAMES = [
  "instanceId", "imageId", "ipxeUrl", "hostname", "password", "keyId", "raidConfig", "partitions", "nic", "userData", "raidType",
  "customRaids", "diskSequence", "fsPath", "fsType", "size", "wanName", "lanName", "x", "", "constructor", "toString",
];

function anything(random) {
  const [text, number] = [random.pick(TEXTS), random.pick(NUMBERS)];
  return random.pick([
    null,
    true,
    false,
    text,
    number,
    [],
    {},
    [null],
    [{}],
    [number],
    [text],
    [[number]],
    { [random.pick(NAMES)]: text },
  ]);
}

/** Every place in a value, as what holds it and under which name. */
function placesOf(value) {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((name) => [[value, name], ...placesOf(value[name])]);
}

function change(request, random) {
  const places = placesOf(request);
  if (places.length === 0) return;
  const [holder, name] = random.pick(places);
  const value = holder[name];
  const isList = Array.isArray(holder);
  const kind = random.next();
  if (kind < 0.15) holder[name] = anything(random);
  else if (kind < 0.25 && isList) holder.splice(Number(name), 1);
  else if (kind < 0.25) delete holder[name];
  else if (kind < 0.35 && isList) holder.splice(Number(name), 0, structuredClone(random.pick(holder)));
  else if (kind < 0.42 && !isList) holder[random.pick(NAMES)] = anything(random);
  else if (typeof value === "string") holder[name] = changed(value, random);
  else if (typeof value === "number") holder[name] = random.pick(NUMBERS);
  else if (Array.isArray(value)) value.reverse();
}

function changed(text, random) {
  if (random.chance(0.15)) return random.pick(TEXTS) + random.pick(TEXTS);
  const from = random.whole(0, text.length);
  const result = text.slice(0, from) + random.pick(TEXTS) + text.slice(from + random.pick([0, 0, 1, 2]));
  // Half a character is nothing that JSON holds.
  return result.isWellFormed() ? result : random.pick(TEXTS);
}

// prettier-ignore
const JSON_PARTS = [
  ..."{}[],:\"\\ \n\t\r01e+-.Etfnu/*'\0\x1f\x7f\x85é\ufeff\u2028\u00a0", "null", "true", "\\u00e9", "\\u0000", "\\x", "\\ud83d\\ude80", "01",
  "1.0", "1e2", "-0", "-", "NaN",
];

/** @returns {{ name: string, body: string }[]} 2,000 texts, each changed in one or two places, so that many are no JSON */
export function brokenTexts(seed) {
  const random = new Random(seed);
  return corpus(seed).map(({ request }, index) => {
    let body = JSON.stringify(request);
    for (let left = random.whole(1, 2); left > 0; left -= 1) {
      const at = random.whole(0, body.length);
      body =
        body.slice(0, at) + (random.chance(0.7) ? random.pick(JSON_PARTS) : "") + body.slice(at + random.pick([0, 0, 1, 1, 2]));
    }
    return { name: `broken text, seed ${seed}, request ${index}`, body: body.isWellFormed() ? body : "" };
  });
}

/** @returns {{ name: string, request: unknown }[]} 2,000 of them */
export function mutations(seed) {
  const random = new Random(seed);
  return corpus(seed).map(({ request }, index) => {
    const mutated = JSON.parse(JSON.stringify(request));
    for (let left = random.whole(1, 4); left > 0; left -= 1) change(mutated, random);
    return { name: `mutation, seed ${seed}, request ${index}`, request: mutated };
  });
}
