// The request as JSON Schema, in the dialects that Standard JSON Schema names.

import schema from "./schema.json";

const DIALECTS = {
  "draft-2020-12": (value) => value,
  "draft-07": (value) => ({ ...value, $schema: "http://json-schema.org/draft-07/schema#" }),
  "openapi-3.0": ({ $schema, $id, ...value }) => nullable(value),
};

/** The schema in this dialect; a new one each time. Throws where it is none of the three. */
export function jsonSchema(options) {
  const target = options?.target;
  if (!Object.hasOwn(DIALECTS, target)) {
    throw new TypeError(
      `zenlayer-reinstall has no JSON Schema for the target ${String(target)}; it has draft-2020-12, draft-07 and openapi-3.0`,
    );
  }
  return DIALECTS[target](JSON.parse(JSON.stringify(schema)));
}

/** OpenAPI 3.0 has one type a schema, and null apart from it. */
function nullable(schema) {
  for (const child of [schema.items, ...Object.values(schema.properties ?? {})]) if (child !== undefined) nullable(child);
  if (Array.isArray(schema.type)) {
    [schema.type] = schema.type;
    schema.nullable = true;
  }
  return schema;
}
