// Disks: what a reinstall makes of a model's.

import { ask, PLAN_DISKS } from "./call.js";

export function planDisks(instanceType, raidConfig, partitions, options) {
  let chinese = false;
  try {
    chinese = options?.locale === "zh-CN";
  } catch {
    // English, then.
  }
  // Some image: which one is not asked here, and what it demands is not known.
  const request = { imageId: "any", raidConfig, partitions };
  const { value, report } = ask(PLAN_DISKS, JSON.stringify({ chinese }), { request, context: { instanceType } });
  const issues = report.issues.filter(({ path: [field] }) => field === "raidConfig" || field === "partitions");
  return { ...value, issues };
}
