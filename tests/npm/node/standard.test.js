// As a Standard Schema: what the specification asks for, and a form library that takes it as it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FormApi } from "@tanstack/form-core";
import { reinstallInstance, reinstallInstanceWith, validate } from "zenlayer-reinstall/validate";
import { named } from "./support/packages.js";

const ID = "820653960707704280";
const { validate: standard, jsonSchema: _, ...about } = reinstallInstance["~standard"];

test("it says what it is", () => assert.deepEqual(about, { version: 1, vendor: "zenlayer-reinstall" }));

test("what is accepted is given back as it came, with warnings or without", () => {
  const value = { instanceId: ID, hostname: "a" };
  assert.ok(validate(value).issues.length > 0);
  const result = standard(value);
  assert.equal(result.value, value);
  assert.equal(result.issues, undefined);
});

test("what is refused has errors only, each with a message and a path", () => {
  const { issues } = standard({ instanceId: ID, hostname: "a_b", partitions: [{ fsPath: "x", fsType: "ext4", size: 1 }] });
  assert.ok(issues.length >= 2);
  for (const { message, path, severity } of issues) {
    assert.ok(message.length > 0 && Array.isArray(path));
    assert.equal(severity, "error");
  }
  assert.deepEqual(issues[0].path, ["hostname"]);
});

test("with what is known about the server it says what the check says", () => {
  const context = { instance: { imageId: "debian-12" } };
  const value = { instanceId: ID, partitions: [{ fsPath: "/", fsType: "ext4", size: 1 }] };
  const { validate: knowing, ...rest } = reinstallInstanceWith(context)["~standard"];
  assert.deepEqual(
    Object.keys(rest),
    Object.keys(reinstallInstance["~standard"]).filter((name) => name !== "validate"),
  );
  assert.equal(standard(value).issues.length, 1);
  assert.equal(knowing(value).value, value);
  // It is read at each check.
  context.instance = { instanceStatus: "INSTALLING" };
  const errors = validate(value, context).issues.filter(({ severity }) => severity === "error");
  assert.deepEqual(knowing(value).issues, errors);
  assert.ok(errors.length > 1);
});

test(`${named("TanStack Form", "@tanstack/form-core")} shows each issue at its field`, async () => {
  const form = new FormApi({
    defaultValues: { instanceId: ID, hostname: "web-01", password: "Aa_12345", nic: { wanName: "wan0", lanName: "lan0" } },
    validators: { onChange: reinstallInstance },
  });
  form.mount();
  const messages = (name) => (form.getFieldMeta(name)?.errors ?? []).map(({ message }) => message);
  form.setFieldValue("hostname", "web_01");
  await form.validateAllFields("change");
  assert.match(messages("hostname").join(), /^Only a–z/);
  assert.deepEqual(messages("password"), []);
  form.setFieldValue("nic.lanName", "wan0");
  assert.equal(messages("nic.lanName").length, 1);
  assert.equal(form.state.canSubmit, false);
  form.setFieldValue("hostname", "web-01");
  form.setFieldValue("nic.lanName", "lan0");
  assert.deepEqual([...messages("hostname"), ...messages("nic.lanName")], []);
  assert.equal(form.state.canSubmit, true);
});
