// The request as JSON Schema: it compiles everywhere, and refuses nothing that the check accepts.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import { reinstallInstance, validate } from "zenlayer-reinstall";
import { cases } from "./data.js";

const schema = createRequire(import.meta.url)("zenlayer-reinstall/schema.json");
const { input, output } = reinstallInstance["~standard"].jsonSchema;

test("the file is draft 2020-12, and what the Standard Schema gives is a copy of it", () => {
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  for (const of of [input, output]) {
    const given = of({ target: "draft-2020-12" });
    assert.deepEqual(given, schema);
    delete given.properties;
    assert.deepEqual(of({ target: "draft-2020-12", libraryOptions: {} }), schema);
  }
});

test("any other target throws", () => {
  for (const options of [
    undefined,
    null,
    {},
    { target: "draft-04" },
    { target: "constructor" },
    { target: "__proto__" },
    { target: 7 },
  ])
    assert.throws(() => input(options), TypeError);
});

// Ajv knows OpenAPI's `nullable`.
test("in every dialect it says the same of every case", () => {
  const dialects = [
    new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false }).compile(schema),
    new Ajv({ strictTypes: false }).compile(input({ target: "draft-07" })),
    new Ajv({ strictTypes: false }).compile(input({ target: "openapi-3.0" })),
  ];
  let refused = 0;
  let caught = 0;
  for (const { name, isRequest, request, context, report } of cases()) {
    if (!isRequest) continue;
    const [verdict, ...others] = dialects.map((accepts) => accepts(request));
    for (const other of others) assert.equal(other, verdict, name);
    // The schema knows no server: only ESXi takes partitions of whatever form.
    const accepted = report.valid && !report.issues.some(({ code }) => code === "partitions_esxi");
    if (accepted || validate(request).valid)
      assert.ok(verdict, `${name}: ${JSON.stringify(dialects[0].errors)} ${JSON.stringify(context)}`);
    if (!report.valid) {
      refused += 1;
      if (!verdict) caught += 1;
    }
  }
  console.log(`# the schema refuses ${caught} of ${refused} requests that the check refuses`);
  assert.ok(caught > 0.4 * refused, `${caught} of ${refused}`);
});

test("every member is described", () => {
  const described = (value) => {
    for (const member of Object.values(value.properties ?? {})) {
      assert.ok(member.description.length > 0);
      described(member);
      if (member.items !== undefined) described(member.items);
    }
  };
  described(schema);
  assert.equal(Object.keys(schema.properties).length, 10);
});
