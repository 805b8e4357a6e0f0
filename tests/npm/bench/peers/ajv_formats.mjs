// What JSON Schema has no word for.
import { isIpxeUrl } from "./ipxe_url.mjs";
import { utf8Length } from "./texts.mjs";

const number = (validate) => ({ type: "number", validate: (value) => !Number.isInteger(value) || validate(value) });

export const formats = {
  "ipxe-url": (value) => value === "" || isIpxeUrl(value),
  "user-data": (value) => value.length * 3 <= 32_768 || utf8Length(value) <= 32_768,
  "raid-level": number((value) => [0, 1, 5, 10].includes(value)),
  "from-one": number((value) => value >= 1),
};
