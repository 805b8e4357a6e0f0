// Signing: the vendor's vectors, an independent implementation, and what does not fit.
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { InvalidRequestError, signRequest, validate } from "zenlayer-reinstall";
import { cases, files, grown, HOSTILE, json, name, thrown } from "./data.js";

const ID = "820653960707704280";
const credentials = { accessKeyId: "EXAMPLEKEYID", accessKeyPassword: "examplesecret" };
const reading = {
  action: "DescribeInstances",
  body: "{}",
  credentials,
  host: "console.zenlayer.com",
  timestamp: 1_773_000_000,
};

/** The same by another implementation: node's own hash functions. */
function authorization({ id, secret, timestamp, headers, body }) {
  const names = Object.keys(headers).sort();
  const hash = (text) => createHash("sha256").update(text, "utf8").digest("hex");
  const canonical = `POST\n/\n\n${names.map((name) => `${name}:${headers[name]}\n`).join("")}\n${names.join(";")}\n${hash(body)}`;
  const signature = createHmac("sha256", secret)
    .update(`ZC2-HMAC-SHA256\n${timestamp}\n${hash(canonical)}`, "utf8")
    .digest("hex");
  return `ZC2-HMAC-SHA256 Credential=${id}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
}

test("all vectors of the vendor", () => {
  let exact = 0;
  const vectors = files("data", "signing").map((file) => json("data", "signing", file));
  assert.equal(vectors.length, 23);
  for (const vector of vectors) {
    const { secretKeyId: id, secretKeyPassword: secret, timestamp, host, contentType, body, action } = vector;
    const headers = { "content-type": contentType, host };
    // The judge is right about the vendor's own signature, so it may judge ours.
    assert.equal(authorization({ id, secret, timestamp, headers, body }), vector.authorization, vector.name);
    const signed = attempt(() =>
      signRequest({
        action,
        body,
        credentials: { accessKeyId: id, accessKeyPassword: secret },
        host,
        timestamp: Number(timestamp),
        coverage: "contentTypeAndHost",
        context: KNOWN,
      }),
    );
    if (signed instanceof InvalidRequestError) {
      // A vector whose request breaks a rule is never signed, whatever the vendor's SDK does.
      assert.equal(action, "ReinstallInstance", vector.name);
      continue;
    }
    assert.equal(
      signed.headers.authorization,
      authorization({ id, secret, timestamp, headers: { ...headers, "content-type": "application/json" }, body: signed.body }),
      vector.name,
    );
    assert.equal(signed.headers["x-zc-timestamp"], timestamp);
    assert.equal(signed.url, `https://${host}${vector.path}`);
    assert.deepEqual([signed.headers["x-zc-action"], signed.headers["x-zc-service"]], [action, vector.service], vector.name);
    if (action !== "ReinstallInstance") assert.equal(signed.body, body, "byte for byte");
    if (signed.body !== body || contentType !== "application/json") continue;
    assert.equal(signed.headers.authorization, vector.authorization, vector.name);
    exact += 1;
  }
  assert.ok(exact >= 10, `${exact} are the vendor's to the letter`);
});

/** A server that has an image, so that partitions may be asked for without one. */
const KNOWN = { instance: { instanceStatus: "RUNNING", imageId: "image" } };

function attempt(call) {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

test("more headers are signed, unless the two are asked for", () => {
  const { headers, method, body } = signRequest(reading);
  const signed = {
    "content-type": "application/json",
    host: reading.host,
    "x-zc-action": "DescribeInstances",
    "x-zc-timestamp": "1773000000",
    "x-zc-version": "2026-02-01",
  };
  const key = { id: credentials.accessKeyId, secret: credentials.accessKeyPassword, timestamp: 1_773_000_000 };
  assert.equal(headers.authorization, authorization({ ...key, headers: signed, body }));
  assert.equal(method, "POST");
});

test("a reinstall is sent in its canonical form, and checked first", () => {
  const body = { instanceId: ID, password: "Aa_12345", hostname: "", partitions: null, userData: "#!/bin/sh\necho ä" };
  const signed = signRequest({ ...reading, action: "ReinstallInstance", body });
  assert.equal(signed.body, JSON.stringify({ instanceId: ID, password: "Aa_12345", userData: body.userData }));
  assert.equal(signRequest({ ...reading, action: "ReinstallInstance", body: JSON.stringify(body) }).body, signed.body);

  const canary = "Canary~123 456";
  const wrong = { ...body, password: canary, userData: canary, hostname: "a_b", keyId: "k" };
  for (const sent of [wrong, JSON.stringify(wrong)]) {
    const error = attempt(() => signRequest({ ...reading, action: "ReinstallInstance", body: sent }));
    assert.equal(error.name, "InvalidRequestError");
    assert.match(error.message, /hostname: Only a–z.*2 more/);
    assert.deepEqual(error.report, validate(wrong));
    assert.ok(!`${error.message} ${error.stack} ${JSON.stringify(error.report)}`.includes("Canary"));
  }
  // Text may have a member twice, which no value can.
  assert.deepEqual(
    attempt(() => signRequest({ ...reading, action: "ReinstallInstance", body: `{"instanceId":"1","instanceId":"2"}` }))
      .report.issues.map(({ code }) => code)
      .slice(0, 1),
    ["duplicate_member"],
  );
});

test("every case of the conformance suite is signed exactly where the check accepts it", () => {
  let signed = 0;
  for (const { name: about, isRequest, request, body, context, report } of cases()) {
    const sign = (sent) => attempt(() => signRequest({ ...reading, action: "ReinstallInstance", body: sent, context }));
    for (const made of [
      isRequest && typeof request !== "string" ? sign(request) : undefined,
      body === "" ? undefined : sign(body),
    ]) {
      if (made === undefined) continue;
      if (report.valid) {
        assert.equal(validate(JSON.parse(made.body), context).valid, true, about);
        signed += 1;
      } else {
        assert.equal(made.name, "InvalidRequestError", `${about}: ${made.message}`);
        assert.deepEqual(JSON.parse(JSON.stringify(made.report)), report, about);
      }
    }
  }
  assert.ok(signed > 500, `${signed}`);
});

test("what is known about the server is heard", () => {
  const context = { instance: { instanceStatus: "INSTALLING" } };
  const error = attempt(() =>
    signRequest({ ...reading, action: "ReinstallInstance", body: { instanceId: ID, password: "Aa_12345" }, context }),
  );
  assert.ok(error.report.issues.some(({ code }) => code === "instance_installing"));
});

test("a token signs nothing", () => {
  const { headers } = signRequest({ ...reading, credentials: { token: " abc " } });
  assert.deepEqual(headers, {
    authorization: "Bearer abc",
    "content-type": "application/json",
    "x-zc-action": "DescribeInstances",
    "x-zc-service": "bmc",
    "x-zc-version": "2026-02-01",
  });
});

test("a proxy's URL is where it goes, and no part of the signature", () => {
  const direct = signRequest(reading);
  for (const [baseUrl, url] of [
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787/api/v2/bmc"],
    ["https://h/prefix//", "https://h/prefix/api/v2/bmc"],
    [new URL("https://h"), "https://h/api/v2/bmc"],
  ]) {
    assert.deepEqual(signRequest({ ...reading, baseUrl }), { ...direct, url });
  }
  assert.match(signRequest({ ...reading, action: "DescribeKeyPairs" }).url, /\/api\/v2\/ccs$/);
});

test("without a time it is now", () => {
  const { timestamp: _, ...timeless } = reading;
  const time = Number(signRequest(timeless).headers["x-zc-timestamp"]);
  assert.ok(Math.abs(time - Date.now() / 1000) < 5);
});

test("bodies of calls that read", () => {
  const { body: _, ...bodiless } = reading;
  assert.equal(signRequest(bodiless).body, "{}");
  assert.equal(signRequest({ ...reading, body: { pageSize: 1, x: undefined } }).body, `{"pageSize":1}`);
  assert.equal(signRequest({ ...reading, body: ` {"a": 1.0e0}\n` }).body, ` {"a": 1.0e0}\n`);
  for (const body of ["[]", "7", "{", "null", [], 7, true])
    assert.throws(() => signRequest({ ...reading, body }), { name: "TypeError", message: /body/ }, String(body));
});

test("an option that does not fit is one TypeError that names it, and repeats nothing", () => {
  for (const [option, values] of Object.entries({
    action: [undefined, null, 7, "", "DeleteInstance", "reinstallinstance"],
    host: [undefined, null, "", "a b", "https://h", "h/x", "h\r\nx: y", "ä.example", 7],
    baseUrl: ["h", "ftp://h", "https://h?x=1", "https://h#x", "https://user:Canary~1@h", 7, {}],
    timestamp: [NaN, Infinity, "1", Date.now(), 2n],
    coverage: ["all", 7, {}],
    credentials: [
      undefined,
      null,
      7,
      {},
      { accessKeyId: "ID" },
      { accessKeyPassword: "Canary~1" },
      { token: "" },
      { token: "Canary\n1" },
      { ...credentials, token: "t" },
      { accessKeyId: "a,b", accessKeyPassword: "Canary~1" },
      { accessKeyId: "a b", accessKeyPassword: "Canary~1" },
    ],
  })) {
    for (const value of values) {
      const error = attempt(() => signRequest({ ...reading, [option]: value }));
      assert.ok(error instanceof TypeError, `${option} ${String(value)}`);
      assert.ok(error.message.includes(option) || option === "action", `${option}: ${error.message}`);
      assert.ok(!error.stack.includes("Canary"), error.message);
    }
  }
});

test("anything for anything: a result or one clear error", () => {
  const known = ["TypeError", "InvalidRequestError"];
  for (const [at, value] of HOSTILE.entries()) {
    thrown(() => signRequest(value), known, name(value, at));
    for (const option of ["action", "body", "credentials", "host", "timestamp", "baseUrl", "coverage", "context"]) {
      for (const action of ["DescribeImages", "ReinstallInstance"])
        thrown(() => signRequest({ ...reading, action, [option]: value }), known, `${option} ${name(value, at)}`);
    }
    for (const option of ["accessKeyId", "accessKeyPassword", "token"])
      thrown(() => signRequest({ ...reading, credentials: { ...credentials, [option]: value } }), known, option);
  }
  assert.ok(signRequest(reading).headers.authorization.length > 0, "and it still works");
});

test("100,000 signatures leave nothing behind", () => {
  const reinstall = { ...reading, action: "ReinstallInstance", body: { instanceId: ID, password: "Aa_12345" } };
  const left = grown(() => signRequest(reinstall));
  assert.ok(left < 20e6, `${left}`);
});

test("the host is signed as it is sent", () => {
  const of = (host) =>
    signRequest({ action: "DescribeZones", credentials: { accessKeyId: "I", accessKeyPassword: "s" }, host, timestamp: 1 });
  assert.deepEqual(of("Console.Zenlayer.COM:443"), of("console.zenlayer.com"));
  assert.equal(new URL(of("Console.Zenlayer.com:8443").url).host, "console.zenlayer.com:8443");
  for (const host of ["a:99999", "..", ".a", "a.", "a b", "a/b", "a@b", "a?b", "[::1", "ä.de"])
    assert.throws(() => of(host), /host/, host);
});
