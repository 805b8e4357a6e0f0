// Disks: what a reinstall makes of a model's.

import { plan_disks } from "./glue.js";
import { ask } from "./call.js";
import { encode } from "./shared.js";

export function planDisks(instanceType, raidConfig, partitions, options) {
  let chinese = false;
  try {
    chinese = options?.locale === "zh-CN";
  } catch {
    // English, then.
  }
  const { value, report } = ask(() => plan_disks(encode({ raidConfig, partitions }, { instanceType }), chinese));
  return { ...value, issues: report.issues };
}
