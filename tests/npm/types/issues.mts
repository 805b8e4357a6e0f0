// The types made from the table of rules, held against what the core really writes. Only `tsc` reads this file.

import type { Issue, IssueCode, IssueRow, Report } from "zenlayer-reinstall";

// As `validate` writes it.
({
  valid: false,
  issues: [
    {
      path: ["hostname"],
      code: "hostname_characters",
      severity: "error",
      message: "Only letters, digits, hyphens and dots are allowed; remove the space, _.",
      params: { characters: ["space", "_"] },
      serverCode: "INVALID_PARAMETER_HOSTNAME_MALFORMED",
    },
    {
      path: ["partitions", 1, "fsPath"],
      code: "partition_duplicate",
      severity: "error",
      message: "/ is there more than once. Give each partition its own.",
      params: { path: "/" },
      serverCode: "INVALID_PARTITION_DUPLICATE_FILE_PATH",
      related: [["partitions", 0, "fsPath"]],
    },
    { path: [], code: "wrong_type", severity: "error", message: "…", params: { expected: "object", actual: "null" } },
    { path: ["imageId"], code: "image_with_ipxe", severity: "error", message: "…", params: {} },
  ],
}) satisfies Report;

// As `ISSUE_CODES` has it.
({
  code: "hostname_too_long",
  field: "hostname",
  severity: "error",
  certainty: "documented",
  serverCode: "INVALID_PARAMETER_HOSTNAME_EXCEED",
  httpStatus: 400,
  serverCertainty: "documented",
  params: { actual: "number", max: "number" },
  message: "At most {max} characters; this has {actual}.",
  messageZhCN: "最多 {max} 个字符，当前为 {actual} 个。",
  source: "6.1; seed; D5",
}) satisfies IssueRow;

/** The code decides what `params` holds: no cast, no `any`. */
export function counted(issue: Issue): number | undefined {
  switch (issue.code) {
    case "hostname_too_long":
      return issue.params.actual - issue.params.max;
    case "raid_level_not_supported":
      return issue.params.supported.length;
    default:
      return undefined;
  }
}

// @ts-expect-error A code that is not in the table.
export const unknown: IssueCode = "hostname_too_short";

// @ts-expect-error A value that the rule does not have.
export const wrong: Issue = { path: [], code: "hostname_too_long", severity: "error", message: "", params: { min: 1 } };
