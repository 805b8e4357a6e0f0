// Whatever is asked about: a report, never an exception, and each property is read once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { validate, validateBatch, validateField, validateJson } from "zenlayer-reinstall/validate";

const ID = "820653960707704280";
const codes = (report) => report.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
const actual = (value) => validate(value).issues[0].params.actual;

test("what is no object", () => {
  for (const [value, term] of [
    [undefined, "not_json"],
    [null, "null"],
    [true, "boolean"],
    [7, "integer"],
    [7.5, "decimal"],
    [NaN, "not_json"],
    [7n, "not_json"],
    ["text", "string"],
    [Symbol("s"), "not_json"],
    [() => 1, "not_json"],
    [[], "array"],
  ]) {
    const report = validate(value);
    assert.deepEqual(codes(report), [" wrong_type"]);
    assert.equal(report.valid, false);
    assert.equal(actual(value), term);
  }
});

test("members that JSON cannot hold are issues at their place", () => {
  const cycle = { instanceId: ID };
  cycle.nic = cycle;
  cycle.unknown = cycle;
  assert.ok(codes(validate(cycle)).includes("unknown unknown_member"));
  for (const value of [() => 1, Symbol("s"), 1n, NaN, Infinity, "\ud800", "a\udc00b"]) {
    assert.ok(codes(validate({ instanceId: ID, hostname: value })).includes("hostname wrong_type"), String(value));
  }
  assert.ok(!codes(validate({ instanceId: ID, hostname: undefined })).includes("hostname wrong_type"), "undefined is absent");
});

test("getters, proxies and toJSON: read once, and what throws is an issue", () => {
  let reads = 0;
  const counted = {
    instanceId: ID,
    get hostname() {
      reads += 1;
      return "web-01";
    },
  };
  validate(counted);
  assert.equal(reads, 1);

  const throwing = {
    instanceId: ID,
    get hostname() {
      throw new Error("no");
    },
  };
  assert.ok(codes(validate(throwing)).includes("hostname wrong_type"));

  const hostile = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no");
      },
    },
  );
  assert.deepEqual(codes(validate(hostile)), [" wrong_type"]);
  assert.ok(codes(validate({ instanceId: ID, nic: hostile, partitions: hostile })).includes("nic wrong_type"));
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.deepEqual(codes(validate(proxy)), [" wrong_type"]);

  const dated = { instanceId: ID, hostname: new Date(0) };
  assert.ok(codes(validate(dated)).includes("hostname hostname_characters"), "it is sent as the text that toJSON makes");
  const throwingJson = {
    toJSON() {
      throw new Error("no");
    },
  };
  assert.deepEqual(codes(validate(throwingJson)), [" wrong_type"]);
});

test("a getter that asks for a check itself disturbs nobody", () => {
  const inner = { instanceId: ID, hostname: "inner_name" };
  let seen;
  const outer = {
    instanceId: ID,
    get hostname() {
      seen = validate(inner);
      return "outer_name_that_is_longer";
    },
    password: "Aa_12345",
  };
  const report = validate(outer);
  assert.deepEqual(codes(seen), codes(validate(inner)));
  assert.deepEqual(
    codes(report),
    codes(validate({ instanceId: ID, hostname: "outer_name_that_is_longer", password: "Aa_12345" })),
  );
});

test("a prototype that somebody polluted is no part of a request, and a name like its members is a name", () => {
  Object.prototype.hostname = "polluted_name";
  Object.prototype.partitions = [{}];
  try {
    const report = validate({ instanceId: ID });
    assert.ok(!codes(report).some((code) => code.startsWith("partitions")));
    assert.ok(codes(report).includes("hostname hostname_default"));
  } finally {
    delete Object.prototype.hostname;
    delete Object.prototype.partitions;
  }
  const names = JSON.parse(`{"instanceId":"${ID}","__proto__":1,"constructor":{},"toString":[],"hasOwnProperty":null}`);
  const found = codes(validate(names));
  for (const name of ["__proto__", "constructor", "hasOwnProperty", "toString"])
    assert.ok(found.includes(`${name} unknown_member`), name);
});

test("ten megabytes of anything are a few issues", () => {
  const long = "a".repeat(10_000_000);
  assert.ok(codes(validate({ instanceId: ID, userData: long })).includes("userData user_data_too_long"));
  assert.ok(codes(validate({ instanceId: ID, [long]: 1 })).length < 10);
  const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`x${n}`, n]));
  assert.ok(codes(validate({ ...wide, instanceId: ID })).length < 30);
  assert.ok(codes(validate({ instanceId: ID, partitions: new Array(1_000_000) })).includes("partitions list_too_long"));
  let deep = {};
  for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
  assert.ok(codes(validate({ instanceId: ID, deep, nic: deep })).includes("nic.deep unknown_member"));
  const bytes = new Uint8Array(50_000_000);
  assert.ok(codes(validate({ instanceId: ID, userData: bytes, nic: bytes })).includes("nic wrong_type"));
  const nested = "[".repeat(5_000_000);
  assert.deepEqual(codes(validateJson(nested)), [" invalid_json"]);
  assert.deepEqual(codes(validateJson(`{"instanceId":"${ID}","x":${nested}${"]".repeat(5_000_000)}}`)).slice(0, 1), [
    "x unknown_member",
  ]);
});

test("contexts of any shape", () => {
  for (const context of [undefined, null, 7, "x", [], {}, { instance: 7 }, { image: [] }, new Proxy({}, {})]) {
    assert.deepEqual(codes(validate({ instanceId: ID }, context)), codes(validate({ instanceId: ID })), String(context));
  }
  const throwing = {
    get instance() {
      throw new Error("no");
    },
  };
  assert.deepEqual(codes(validate({ instanceId: ID }, throwing)), codes(validate({ instanceId: ID })));
  const busy = {
    instance: {
      instanceStatus: "INSTALLING",
      get zoneId() {
        throw new Error("never read");
      },
    },
  };
  assert.ok(codes(validate({ instanceId: ID }, busy)).includes("instanceId instance_installing"));
});

test("a batch that is no list", () => {
  for (const [text, found] of [
    ["", "invalid_json"],
    ["{}", "wrong_type"],
    ["[{}", "invalid_json"],
    ["7", "wrong_type"],
  ]) {
    const { valid, issues } = validateBatch(text);
    assert.deepEqual([valid, issues.map(({ code }) => code)], [false, [found]], text);
  }
  assert.deepEqual(validateBatch("[]"), { valid: true, reports: [], issues: [] });
});

test("fields that no request has", () => {
  for (const field of ["", "hostnmae", "constructor", "__proto__", "instanceType"]) {
    assert.deepEqual(
      validateField(field, "x").map(({ code }) => code),
      ["unknown_member"],
      field,
    );
  }
  for (const field of [undefined, 7, Symbol("s"), {}]) assert.deepEqual(validateField(field, "x"), [], String(field));
});

test("bytes that are no UTF-8 are no JSON", () => {
  assert.deepEqual(codes(validateJson(new Uint8Array([0x7b, 0xff, 0x7d]))), [" invalid_json"]);
  assert.deepEqual(codes(validateJson(new Uint8Array())), [" invalid_json"]);
});

test("what is no text is told so, and by what it is", () => {
  for (const [value, is] of [
    [undefined, "not_json"],
    [null, "null"],
    [{ instanceId: ID }, "object"],
    [Promise.resolve("{}"), "object"],
    [[], "array"],
    [7, "integer"],
    [7.5, "decimal"],
    [true, "boolean"],
    [7n, "not_json"],
    [new ArrayBuffer(2), "object"],
    [new DataView(new ArrayBuffer(2)), "object"],
    [{ [Symbol.toStringTag]: "Uint8Array" }, "object"],
  ]) {
    const report = validateJson(value);
    assert.deepEqual([report.valid, codes(report)], [false, [" wrong_type"]], is);
    const [{ message, params, serverCode }] = report.issues;
    assert.deepEqual([params, serverCode], [{ expected: "string", actual: is }, "INVALID_PARAMETER_TYPE"]);
    assert.match(message, /^Must be a text, but is (?!undefined)/);
    assert.deepEqual(validateBatch(value), { ...report, reports: [] });
  }
});

test("a report is plain data", () => {
  const report = validate({ instanceId: ID, hostname: "a_b" });
  assert.deepEqual(structuredClone(report), JSON.parse(JSON.stringify(report)));
  report.issues[0].params.characters = "changed";
  assert.deepEqual(validateField("hostname", "a_b")[0].params, { characters: ["_"] });
});

test("a million checks leave nothing behind", () => {
  const request = { instanceId: ID, hostname: "a_b", partitions: [{ fsPath: "/", fsType: "ext4", size: 7 }] };
  const measure = () => {
    for (let n = 0; n < 250_000; n += 1) validate(request);
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };
  const first = measure();
  const last = [measure(), measure(), measure()].at(-1);
  assert.ok(last - first < 20e6, `${first} to ${last}`);
});

test("what the engine could not finish spoils nothing", () => {
  const deeper = () => {
    validate({ instanceId: ID });
    deeper();
  };
  const itself = {
    instanceId: ID,
    get hostname() {
      return JSON.stringify(validate(itself));
    },
  };
  const inContext = {
    get instance() {
      return validate({}, inContext);
    },
  };
  // The stack ends at another place each time.
  const from = (depth) => (depth === 0 ? deeper() : from(depth - 1));
  const depths = Array.from({ length: 60 }, (_, depth) => () => from(depth));
  for (const spoil of [...depths, () => validate(itself), () => validate({}, inContext), () => validateJson("{}", inContext)]) {
    try {
      spoil();
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
    assert.deepEqual(codes(validate({ instanceId: ID, hostname: "a_b" })).slice(0, 1), ["hostname hostname_characters"]);
    assert.deepEqual(codes(validateJson("{")), [" invalid_json"]);
  }
});

test("large texts, each allowed by itself: a report", () => {
  const path = `/${"a".repeat(10_000_000)}`;
  const { valid } = validate({
    instanceId: ID,
    imageId: "i",
    partitions: Array(1000).fill({ fsPath: path, fsType: "ext4", size: 1 }),
  });
  assert.equal(valid, false);
  const context = { instanceType: { instanceTypeId: "m".repeat(5_000_000), supportRaids: [1] } };
  const customRaids = Array(300).fill({ raidType: 0, diskSequence: [1, 2] });
  assert.ok(validate({ instanceId: ID, raidConfig: { customRaids } }, context).issues.length >= 300);
  const many = new Uint8Array(300_000_000);
  assert.deepEqual(codes(validateJson(many)), [" wrong_type"]);
});

test("bytes are what they are, whatever is put over them", () => {
  const bytes = (text) => new TextEncoder().encode(text);
  const expected = validateJson("{}");
  const short = bytes("{}");
  Object.defineProperty(short, "length", { value: 1e9 });
  Object.defineProperty(short, "buffer", { value: new ArrayBuffer(7) });
  assert.deepEqual(validateJson(short), expected);
  const long = new Uint8Array(5000).fill(0xff);
  Object.defineProperty(long, "length", { value: 5 });
  assert.deepEqual(codes(validateJson(long)), [" invalid_json"]);
  const gone = bytes("{}");
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  for (const value of [Object.create(Uint8Array.prototype), gone]) {
    assert.equal(validateJson(value).valid, false);
    assert.equal(validateBatch(value).valid, false);
  }
});

test("lists that lie, fields that are none, and setters on Object.prototype", () => {
  for (const length of [undefined, -1, NaN, Infinity, "7", 2 ** 60, {}]) {
    const list = new Proxy([], { get: (target, key) => (key === "length" ? length : target[key]) });
    assert.equal(validate(list).valid, false);
    assert.equal(validate({ instanceId: ID, partitions: [list], raidConfig: list }).valid, false);
  }
  const thrower = {
    toString() {
      throw new Error("never asked");
    },
  };
  assert.deepEqual(validateField(thrower, 1), []);
  const request = { instanceId: "", hostname: "a_b", password: "x", keyId: "k" };
  const before = JSON.stringify(validate(request));
  const names = ["serverCode", "related", "characters", "min", "max", "actual", "valid", "path"];
  for (const name of names)
    Object.defineProperty(Object.prototype, name, {
      set() {
        throw new Error(name);
      },
      configurable: true,
    });
  try {
    assert.equal(JSON.stringify(validate(request)), before);
  } finally {
    for (const name of names) delete Object.prototype[name];
  }
});
