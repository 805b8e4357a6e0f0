// The package beside checks that share nothing with the core: over the benchmark's corpus, and over what of the conformance suite
// needs no context. A rule that both get wrong in the same way would need two who misread the same page.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as ours from "zenlayer-reinstall";
import { cases, compare, gate } from "../bench/gate.mjs";
import { brokenTexts, mutations } from "../bench/mutations.mjs";
import { PEERS } from "../bench/peers.mjs";

const reports = new URL("../reports.jsonl", import.meta.url);

test("every peer says the same", () => {
  const { ok, lines } = gate(ours, reports);
  assert.ok(ok, lines.join("\n"));
});

test("the hand-written check says the same of what nobody would send", () => {
  const { differences } = compare(ours, PEERS[0], { values: mutations(1), texts: [] });
  assert.deepEqual(differences.slice(0, 3), []);
});

test("what is no JSON to JSON.parse is none to the package", () => {
  const texts = brokenTexts(1);
  const { differences, hidden } = compare(ours, PEERS[0], { values: [], texts });
  assert.deepEqual(differences.slice(0, 3), []);
  assert.ok(hidden.length < 20, hidden.join(", "));
  const broken = texts.filter(({ body }) => ours.validateJson(body).issues.some(({ code }) => code === "invalid_json"));
  assert.ok(broken.length > 500, `${broken.length}`);
});

test("half of the corpus is valid, and most rules that need no context are met", () => {
  const { values } = cases();
  assert.equal(values.length, 2000);
  assert.equal(values.filter(({ isValid }) => isValid).length, 1000);
  const met = new Set(values.flatMap(({ request }) => ours.validate(request).issues.map(({ code }) => code)));
  assert.ok(met.size >= 50, [...met].join(", "));
});

test("a wrong verdict is noticed", () => {
  const [handwritten] = PEERS;
  const asked = cases();
  const forgetful = {
    ...ours,
    validate: (request) => {
      const { valid, issues } = ours.validate(request);
      return { valid, issues: issues.filter(({ code }) => code !== "raid_disk_odd") };
    },
  };
  const { differences } = compare(forgetful, handwritten, asked);
  assert.ok(differences.length > 0 && differences.length < 200, `${differences.length}`);
  const severe = { ...ours, validate: (request) => ({ ...ours.validate(request), valid: false }) };
  assert.ok(compare(severe, handwritten, asked).differences.length >= 1000);
});
