// The servers of the sandbox that are named after what goes wrong: what a person meets in the portal who reinstalls each.
// Nothing is ordered here, only the servers' clock is moved on.
import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD } from "../support/portal.ts";

const LATER = { timeout: 20_000 };

/** What happens to the server, in the page's words, and the HTTP statuses of the calls that it took. */
interface Sentinel {
  /** The status in the job's page, at first and after the servers' time has moved on. */
  readonly statuses: readonly string[];
  /** What else the page says in the end. */
  readonly says: RegExp;
  /** The answers to ReinstallInstance; 0 where none came. */
  readonly calls: readonly number[];
  /** Seconds of the servers' time between the first and the last status. */
  readonly after?: number;
}

/** Longer than any ordinary installation takes here, shorter than a slow one. */
const USUAL = 90;

const sentinels: Readonly<Record<string, Sentinel>> = {
  "always-fails": { statuses: ["INSTALLING", "INSTALL_FAILED"], says: /iPXE or IPMI/, calls: [200] },
  "slow-install": { statuses: ["INSTALLING", "INSTALLING", "RUNNING"], says: /Asked and reported/, calls: [200], after: 900 },
  "stuck-installing": { statuses: ["INSTALLING", "INSTALLING", "INSTALLING"], says: /Next look in/, calls: [200], after: 900 },
  "answer-is-lost-after-acting": { statuses: ["INSTALLING", "RUNNING"], says: /Asked and reported/, calls: [0] },
  "answer-is-lost-before-acting": { statuses: ["UNANSWERED", "UNANSWERED"], says: /It is not sent again/, calls: [0] },
  "garbage-answer": { statuses: ["INSTALLING", "RUNNING"], says: /Asked and reported/, calls: [200] },
  "challenge-page": { statuses: ["UNANSWERED", "UNANSWERED"], says: /it is not known whether it arrived/, calls: [403] },
  "rate-limited": { statuses: ["INSTALLING", "RUNNING"], says: /Asked and reported/, calls: [429, 429, 200] },
  "ends-without-the-new-image": {
    statuses: ["INSTALLING", "RUNNING, not as asked"],
    says: /Do not rely on it before you have looked.*The server does not report everything as it was asked/,
    calls: [200],
  },
};

test("each server that the sandbox's page names is in the table, and in the list", async ({ page, portal }) => {
  const text = readFileSync(new URL("../../../docs/sandbox-differences.md", import.meta.url), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith("Servers that are named after"));
  const named = [...(section ?? "").matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(Object.keys(sentinels).toSorted());
  await portal.connect();
  for (const name of named) await expect(page.getByRole("row", { name: `Reinstall ${name}` })).toBeVisible();
});

for (const [name, { statuses, says, calls, after }] of Object.entries(sentinels)) {
  test(`${name}: ${statuses.join(", then ")}`, async ({ page, portal, quiet, sandbox, screenshots }) => {
    quiet.allow(/status of (403|429|502|504)|ERR_/);
    await portal.connect();
    await portal.openForm(name);
    await portal.field("Hostname").fill("asked-for");
    await portal.field("Password").fill(PASSWORD);
    await portal.review();
    await portal.confirm(name);
    let before = "";
    let advance = 0;
    for (const status of statuses) {
      const looks = async (): Promise<number> => (await sandbox.calls("DescribeInstances")).length;
      const looksBefore = await looks();
      if (advance > 0) await sandbox.advance(advance);
      // That nothing has changed is seen by the second look only: the first may have begun before the clock moved.
      if (status === before) await expect.poll(looks, LATER).toBeGreaterThan(looksBefore + 1);
      await expect(portal.status).toHaveText(status, LATER);
      advance = before === "" ? USUAL : (after ?? USUAL);
      before = status;
    }
    await expect(page.locator("main")).toContainText(says);
    expect((await sandbox.calls("ReinstallInstance")).map(({ status }) => status)).toEqual(calls);
    await screenshots.take(`sentinel-${name}`, [1280]);
  });
}
