// What RFC 3986 takes for a URL with an authority, as one pattern: what `new URL` takes is more, and it mends what it takes.

const UNRESERVED = String.raw`[\w.~!$&'()*+,;=-]|%[\dA-Fa-f]{2}`;
const H16 = String.raw`[\dA-Fa-f]{1,4}`;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const LS32 = String.raw`(?:${H16}:${H16}|${OCTET}(?:\.${OCTET}){3})`;
const IPV6 = [
  `(?:${H16}:){6}${LS32}`,
  `::(?:${H16}:){5}${LS32}`,
  `(?:${H16})?::(?:${H16}:){4}${LS32}`,
  `(?:(?:${H16}:){0,1}${H16})?::(?:${H16}:){3}${LS32}`,
  `(?:(?:${H16}:){0,2}${H16})?::(?:${H16}:){2}${LS32}`,
  `(?:(?:${H16}:){0,3}${H16})?::${H16}:${LS32}`,
  `(?:(?:${H16}:){0,4}${H16})?::${LS32}`,
  `(?:(?:${H16}:){0,5}${H16})?::${H16}`,
  `(?:(?:${H16}:){0,6}${H16})?::`,
].join("|");
const IP_FUTURE = String.raw`[vV][\dA-Fa-f]+\.[\w.~!$&'()*+,;=:-]+`;

/** Scheme and host of a URL are its first and second group. */
export const URL_PATTERN = new RegExp(
  String.raw`^([A-Za-z][A-Za-z\d+.-]*)://(?:(?:${UNRESERVED}|:)*@)?((?:${UNRESERVED})*|\[(?:${IPV6}|${IP_FUTURE})\])(?::\d*)?` +
    String.raw`(?:/(?:${UNRESERVED}|[:@/])*)?(?:\?(?:${UNRESERVED}|[:@/?])*)?(?:#(?:${UNRESERVED}|[:@/?])*)?$`,
);

/** An iPXE setting, `${net0/mac}`, which counts as letters. */
const SETTINGS = /\$\{[A-Za-z\d/.:_-]+\}/g;
const FIRST_SETTING = new RegExp(`^${SETTINGS.source}`);

/**
 * @param {string} text
 * @returns {{ scheme: string | undefined, setting: string | undefined }} the scheme in lower case, if it is a URL; the first
 *   setting in it
 */
export function readUrl(text) {
  let setting;
  let address = text;
  const at = text.indexOf("${");
  if (at >= 0) {
    setting = FIRST_SETTING.exec(text.slice(at))?.[0];
    address = text.replace(SETTINGS, "x");
  }
  const match = URL_PATTERN.exec(address);
  if (match === null) return { scheme: undefined, setting };
  const scheme = match[1].toLowerCase();
  const isWeb = scheme === "http" || scheme === "https";
  return { scheme: isWeb && match[2] === "" ? undefined : scheme, setting };
}

/** Whether the API takes it as `ipxeUrl`. */
export function isIpxeUrl(text) {
  return text === "netboot" || readUrl(text).scheme !== undefined;
}
