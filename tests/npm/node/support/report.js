// The one bad request that every environment is asked about, and what Node.js answers to it.
import { validate } from "zenlayer-reinstall";

const REQUEST = {
  instanceId: "820653960707704280",
  hostname: "a_b",
  partitions: [{ fsPath: "data", fsType: "ext4", size: 7 }],
};

/** The report as each project shows it: a line for each issue. */
export const REPORT = validate(REQUEST)
  .issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
  .join("\n");
