// What the types promise to a strict user, compiled as a module and as CommonJS.
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { installed, named, run } from "./support/packages.js";

test(`${named("TypeScript", "typescript")}, strict`, async () => {
  for (const project of ["tsconfig.json", "tsconfig.dom.json"]) {
    await run(
      "node",
      [installed("typescript/bin/tsc"), "--project", project],
      fileURLToPath(new URL("../types/", import.meta.url)),
    );
  }
});
