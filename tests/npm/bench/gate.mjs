// The first gate: who gives a wrong verdict is not measured. The package is compared with each peer, over the corpus and over
// those cases of the conformance suite that need no context. The peers share nothing with the core, so this also tests it.
import { readFileSync } from "node:fs";
import { corpus } from "./corpus.mjs";
import { PEERS } from "./peers.mjs";

/**
 * What is asked.
 *
 * @param {URL} [reports] what the core says to each case of the conformance suite, as JSON lines; without it the corpus alone
 * @returns {{ values: object[], texts: object[] }} as values, and as those texts that no value can stand for
 */
export function cases(reports) {
  const values = corpus().map(({ request, isValid }, index) => ({ name: `corpus, request ${index}`, request, isValid }));
  const texts = [];
  const lines = reports === undefined ? [] : readFileSync(reports, "utf8").split("\n").filter(Boolean);
  for (const line of lines) {
    const { name, isRequest, request, body, context } = JSON.parse(line);
    if (Object.values(context ?? {}).some((known) => known !== null)) continue;
    if (isRequest) values.push({ name, request });
    else texts.push({ name, body });
  }
  return { values, texts };
}

/**
 * Where the package and a peer say something else.
 *
 * @param {object} ours the package
 * @param {object} peer one of `PEERS`
 * @param {{ values: object[], texts: object[] }} asked
 * @returns {{ differences: object[], hidden: string[], beyond: string[] }} each difference; and the names of cases that count
 *   for none: texts of which `JSON.parse` hides what is wrong, and values for which the peer has no word
 */
export function compare(ours, peer, { values, texts }) {
  const found = { differences: [], hidden: [], beyond: [] };
  const told = (name, request, report, actual, isText) => {
    const expected = said(peer, report);
    if (isSame(expected, actual)) return;
    if (isText && isHidden(request)) found.hidden.push(name);
    else if (report.issues.some(({ code }) => peer.cannot.includes(code))) found.beyond.push(name);
    else found.differences.push({ name, request, expected, actual });
  };
  for (const { name, request, isValid } of values) {
    const report = ours.validate(request);
    if (isValid !== undefined && isValid !== report.valid) {
      found.differences.push({
        name,
        request,
        expected: [`valid: ${report.valid}`],
        actual: [`made to be valid: ${isValid}`],
      });
    }
    told(name, request, report, saidBy(peer, peer.module.validate(request)), false);
  }
  for (const { name, body } of texts) told(name, body, ours.validateJson(body), saidByText(peer, body), true);
  return found;
}

const isSame = (one, other) => one.length === other.length && one.every((line, index) => line === other[index]);

/** The order of issues means nothing here. */
const listed = (isValid, issues) => [`valid: ${isValid}`, ...issues.sort()];

function said({ isExact }, { valid, issues }) {
  const told = issues.filter(({ severity }) => isExact || severity === "error");
  return listed(
    valid,
    told.map(({ code, severity, path }) => line(code, isExact ? severity : "error", path)),
  );
}

function saidBy({ isExact, module }, result) {
  const told = module.issuesOf(result);
  const severity = (issue) => (isExact ? issue.severity : "error");
  return listed(
    module.isValid(result),
    told.map((issue) => line(module.codeOf(issue), severity(issue), module.pathOf(issue))),
  );
}

function saidByText(peer, body) {
  let request;
  try {
    request = JSON.parse(body);
  } catch {
    return listed(false, [line("invalid_json", "error", [])]);
  }
  return saidBy(peer, peer.module.validate(request));
}

const line = (code, severity, path) => `${severity} ${code} at ${JSON.stringify(path)}`;

/** Whether `JSON.parse` drops of this text what a rule asks for: members twice, how a number is written, half a character. */
function isHidden(body) {
  // Without the other escapes: in `\\ud800` the first two are a backslash, and nothing is half.
  const escapes = body.replace(/\\[^u]/g, "");
  const isHalf = /\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]/.test(escapes);
  const withoutTexts = body.replace(/"(?:[^"\\]|\\.)*"/gs, "");
  return isHalf || /\d[.eE]|\d{16}/.test(withoutTexts) || hasMemberTwice(body, withoutTexts);
}

/** By counting: outside of texts each colon is a member's, and fewer members are left where one was overwritten. */
function hasMemberTwice(body, withoutTexts) {
  const written = withoutTexts.split(":").length - 1;
  let kept = 0;
  JSON.parse(body, (_, value) => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) kept += Object.keys(value).length;
    return value;
  });
  return kept < written;
}

/**
 * Compares with every peer and says how it went.
 *
 * @returns {{ ok: boolean, lines: string[] }}
 */
export function gate(ours, reports) {
  const asked = cases(reports);
  const lines = [];
  let ok = true;
  for (const peer of PEERS) {
    const { differences, hidden, beyond } = compare(ours, peer, asked);
    const what = peer.isExact ? "errors, warnings and notices" : "errors";
    const count = `${asked.values.length} values and ${asked.texts.length} texts`;
    lines.push(`${peer.name}: ${differences.length} differences in the ${what} of ${count}`);
    if (hidden.length > 0) lines.push(`  not counted: ${hidden.length} texts of which JSON.parse hides what is wrong`);
    if (beyond.length > 0)
      lines.push(`  not counted: ${beyond.length} values with ${peer.cannot.join(", ")}, which it cannot express`);
    for (const { name, request, expected, actual } of differences.slice(0, 5)) {
      lines.push(`  ${name}`, `    ${short(request)}`);
      lines.push(...only("the package", expected, actual), ...only(peer.name, actual, expected));
    }
    ok &&= differences.length === 0;
  }
  return { ok, lines };
}

/** The first few that one says and the other does not. */
const only = (who, these, those) =>
  these
    .filter((issue) => !those.includes(issue))
    .slice(0, 10)
    .map((issue) => `    only ${who}: ${issue}`);

/** A request for a terminal. */
function short(request) {
  const text = typeof request === "string" ? request : String(JSON.stringify(request));
  return text.length > 2000 ? `${text.slice(0, 2000)}… (${text.length} characters)` : text;
}
