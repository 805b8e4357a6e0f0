// Compiles the schema ahead, as a project does that sends no compiler to its users: writes the module that `ajv.mjs` imports.
import { writeFileSync } from "node:fs";
import { Ajv, _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { formats } from "./ajv_formats.mjs";
import { hostname, request } from "./ajv_schema.mjs";

/** Where it is. */
export const COMPILED = new URL("./ajv_compiled.mjs", import.meta.url);

export function compile() {
  const ajv = new Ajv({
    schemas: [
      { $id: "request", ...request },
      { $id: "hostname", ...hostname },
    ],
    allErrors: true,
    strict: false,
    formats,
    code: { source: true, esm: true, optimize: true, formats: _`formats` },
  });
  const code = standaloneCode.default(ajv, { request: "request", hostname: "hostname" });
  // ajv's ESM still asks for its own helpers by `require`.
  const imports = ['import { formats } from "./ajv_formats.mjs";'];
  const module = code.replace(/require\("([^"]+)"\)/g, (_, name) => {
    imports.push(`import helper${imports.length} from "${name}.js";`);
    return `helper${imports.length - 1}`;
  });
  writeFileSync(COMPILED, `${imports.join("\n")}\n${module}`);
}
