// `require` works as well.
const assert = require("node:assert/strict");
const { test } = require("node:test");

test(`Node.js ${process.version}: require gives the same functions`, async () => {
  const required = require("zenlayer-reinstall/validate");
  const imported = await import("zenlayer-reinstall/validate");
  assert.deepEqual(
    Object.keys(required).sort(),
    Object.keys(imported)
      .filter((name) => name !== "default")
      .sort(),
  );
  const request = { instanceId: "820653960707704280", hostname: "a_b" };
  assert.deepEqual(JSON.stringify(required.validate(request)), JSON.stringify(imported.validate(request)));
});
