// The request in JSON Schema's own words, for ajv to compile ahead. What JSON Schema has no word for is a format.

const text = { type: ["string", "null"] };
const notNull = { not: { const: null } };
const level = { format: "raid-level" };
const nicName = { ...text, pattern: "^(?:[a-zA-Z][a-zA-Z0-9]{3,9})?$" };

export const hostname = { ...text, maxLength: 64, pattern: "^[a-zA-Z0-9.-]*$" };

export const request = {
  type: "object",
  required: ["instanceId"],
  properties: {
    instanceId: { ...text, ...notNull, minLength: 1 },
    imageId: text,
    ipxeUrl: { ...text, format: "ipxe-url" },
    hostname,
    password: {
      ...text,
      allOf: [
        { pattern: "^(?:[^]{8,16})?$" },
        { pattern: "^$|^(?=[^]*[A-Z])(?=[^]*[a-z])(?=[^]*[0-9])(?=[^]*[~!@$^*\\-_=+])" },
        { pattern: "^[a-zA-Z0-9~!@$^*\\-_=+]*$" },
      ],
    },
    keyId: text,
    raidConfig: {
      type: ["object", "null"],
      properties: {
        raidType: { type: ["integer", "null"], ...level },
        customRaids: {
          type: ["array", "null"],
          items: {
            type: "object",
            required: ["raidType", "diskSequence"],
            properties: {
              raidType: { type: ["integer", "null"], ...notNull, ...level },
              diskSequence: {
                type: ["array", "null"],
                ...notNull,
                minItems: 1,
                items: { type: "integer", format: "from-one" },
              },
            },
          },
        },
      },
    },
    partitions: {
      type: ["array", "null"],
      items: {
        type: "object",
        required: ["size"],
        properties: { fsPath: text, fsType: text, size: { type: ["integer", "null"], ...notNull, format: "from-one" } },
      },
    },
    nic: { type: ["object", "null"], properties: { wanName: nicName, lanName: nicName } },
    userData: { ...text, format: "user-data" },
  },
};
