// What is measured: each work as one pass over the corpus, with the results read or only the verdict.
import { corpus } from "./corpus.mjs";

/** How many requests are in the one text of a batch. */
const BATCH = 10_000;

export const WORKS = {
  text: { title: "JSON text in, one request; verdict read", unit: "request" },
  text_read: { title: "JSON text in, one request; everything read", unit: "request" },
  bytes: { title: "UTF-8 bytes in, one request; verdict read", unit: "request" },
  batch: { title: "10,000 requests as one JSON text; verdicts read", unit: "request" },
  batch_read: { title: "10,000 requests as one JSON text; everything read", unit: "request" },
  object: { title: "a JS object in; verdict read", unit: "request" },
  object_read: { title: "a JS object in; everything read", unit: "request" },
  field: { title: "one field: a hostname; its issues counted", unit: "call" },
};

const decoder = new TextDecoder();

/** The ways to ask a peer. */
function waysOfPeer(module) {
  const { validate, isValid, issuesOf, codeOf, messageOf, pathOf } = module;
  const read = (result) => {
    let sum = 0;
    for (const issue of issuesOf(result)) sum += codeOf(issue).length + messageOf(issue).length + pathOf(issue).length;
    return sum;
  };
  return {
    object: validate,
    text: (text) => validate(JSON.parse(text)),
    bytes: (bytes) => validate(JSON.parse(decoder.decode(bytes))),
    batch: (text) => JSON.parse(text).map((value) => validate(value)),
    field: (value) => {
      const result = module.validateHostname(value);
      return Array.isArray(result) ? result.length : issuesOf(result).length;
    },
    isValid,
    read,
  };
}

/** The ways to ask the package. */
function waysOfPackage(module) {
  for (const name of ["validate", "validateJson", "validateBatch", "validateField"]) {
    if (typeof module[name] !== "function") throw new Error(`this package has no ${name}`);
  }
  return {
    object: module.validate,
    text: module.validateJson,
    bytes: module.validateJson,
    batch: (text) => module.validateBatch(text).reports,
    field: (value) => module.validateField("hostname", value).length,
    isValid: (report) => report.valid,
    read: (report) => {
      let sum = 0;
      for (const issue of report.issues) sum += issue.code.length + issue.message.length + issue.path.length;
      return sum;
    },
  };
}

/**
 * One pass of a work.
 *
 * @param {"peer" | "package"} kind
 * @returns {{ items: number, pass: () => number }} how many items a pass has; what it makes of them, so that nothing is left out
 */
export function prepare(kind, module, work) {
  const ways = kind === "peer" ? waysOfPeer(module) : waysOfPackage(module);
  const texts = corpus().map(({ request }) => JSON.stringify(request));
  const [way, isRead] = work.split("_");
  const take = isRead ? ways.read : (result) => (ways.isValid(result) ? 1 : 0);
  if (way === "batch") {
    const text = `[${Array.from({ length: BATCH }, (_, index) => texts[index % texts.length]).join(",")}]`;
    return { items: BATCH, pass: () => ways.batch(text).reduce((sum, result) => sum + take(result), 0) };
  }
  const inputs = inputsOf(way, texts);
  const ask = ways[way];
  const pass = () => {
    let sum = 0;
    for (const input of inputs) sum += way === "field" ? ask(input) : take(ask(input));
    return sum;
  };
  return { items: inputs.length, pass };
}

function inputsOf(way, texts) {
  const encoder = new TextEncoder();
  if (way === "bytes") return texts.map((text) => encoder.encode(text));
  // As a form or an HTTP framework hands them over.
  if (way === "object") return texts.map((text) => JSON.parse(text));
  if (way === "field") return texts.map((text) => JSON.parse(text).hostname).filter((hostname) => typeof hostname === "string");
  return texts;
}
