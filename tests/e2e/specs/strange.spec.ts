// Answers of the API that no page of the vendor shows: members that are missing, lists that are empty, names that hurt. The
// portal shows what there is, says what is not known, and the way through the form stays open.
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman, spoilResponse } from "../support/middleman.ts";
import { PASSWORD } from "../support/portal.ts";

type Json = Record<string, unknown>;

/** One strangeness: the action whose answer is changed, and the change to each entry of its list or to the list itself. */
interface Strange {
  what: string;
  action: string;
  list: string;
  change: (entries: Json[]) => Json[];
}

const each = (change: (entry: Json, index: number) => Json) => (entries: Json[]) => entries.map(change);
const without =
  (...names: string[]) =>
  (entry: Json) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => !names.includes(name)));

/** Right to left, of four bytes, and with what a terminal or a layout would act upon. */
const HURTS = ["مرحبا \u202e321", "𝒘𝒆𝒃-𝟎𝟏", "a\u0000b\u001b[31m", "<b>&amp;</b>", "x".repeat(4000), " ", "\u200b"];
const hurt = (index: number) => HURTS[index % HURTS.length]!;

const STRANGE: Strange[] = [
  { what: "a model without disks", action: "DescribeInstanceTypes", list: "instanceTypes", change: each(without("diskInfo")) },
  {
    what: "a model of which only its id is known",
    action: "DescribeInstanceTypes",
    list: "instanceTypes",
    change: each(({ instanceTypeId }) => ({ instanceTypeId })),
  },
  {
    what: "a model with disks of size nothing, and of an absurd size",
    action: "DescribeInstanceTypes",
    list: "instanceTypes",
    change: each((entry) => ({
      ...entry,
      diskInfo: {
        totalDiskSize: 9e15,
        disks: [
          { size: 0, amount: 0 },
          { size: 9e15, amount: 1000 },
        ],
      },
    })),
  },
  { what: "no such model", action: "DescribeInstanceTypes", list: "instanceTypes", change: () => [] },
  { what: "no image", action: "DescribeImages", list: "images", change: () => [] },
  { what: "images without names", action: "DescribeImages", list: "images", change: each(without("imageName", "catalog")) },
  {
    what: "images with nothing but their id",
    action: "DescribeImages",
    list: "images",
    change: each(({ imageId }) => ({ imageId })),
  },
  {
    what: "images whose names hurt",
    action: "DescribeImages",
    list: "images",
    change: each((entry, index) => ({ ...entry, imageName: hurt(index), catalog: hurt(index + 1) })),
  },
  {
    what: "a thousand images of one name",
    action: "DescribeImages",
    list: "images",
    change: (entries) =>
      Array.from({ length: 1000 }, (_, index) => ({ ...entries[0], imageId: `image-${index}`, imageName: "Same-x86_64" })),
  },
  { what: "no key pair", action: "DescribeKeyPairs", list: "dataSet", change: () => [] },
  {
    what: "key pairs whose names hurt, without a key",
    action: "DescribeKeyPairs",
    list: "dataSet",
    change: each((entry, index) => ({ ...without("publicKey")(entry), keyName: hurt(index) })),
  },
  {
    what: "instances with nothing but id, status and model",
    action: "DescribeInstances",
    list: "dataSet",
    change: each(({ instanceId, instanceStatus, instanceTypeId }) => ({ instanceId, instanceStatus, instanceTypeId })),
  },
  {
    what: "instances whose names and hostnames hurt",
    action: "DescribeInstances",
    list: "dataSet",
    change: each((entry, index) => ({
      ...entry,
      instanceName: hurt(index),
      imageName: hurt(index + 1),
      zoneId: hurt(index + 2),
    })),
  },
  {
    what: "an instance with 200 partitions and a RAID level that nobody knows",
    action: "DescribeInstances",
    list: "dataSet",
    change: each((entry) => ({
      ...entry,
      raidConfig: { raidType: 77, customRaids: [] },
      partitions: Array.from({ length: 200 }, (_, index) => ({ fsPath: `/p${index}`, fsType: "ext4", size: 5 })),
    })),
  },
  {
    what: "statuses and members from the future",
    action: "DescribeInstances",
    list: "dataSet",
    change: each((entry, index) => ({ ...entry, future: { a: [1] }, ...(index > 0 && { instanceStatus: "HIBERNATING" }) })),
  },
];

for (const { what, action, list, change } of STRANGE) {
  test(`the form stays usable with ${what}`, async ({ page, portal, quiet }) => {
    // The middleman's own pages are served as the portal's are; its answers come from the sandbox.
    quiet.allow(/Failed to load resource/);
    let changed = 0;
    const spoil = spoilResponse(action, (response: Json) => {
      const entries = response[list] as Json[] | undefined;
      if (!entries) throw new Error(`${action} has no ${list}: ${Object.keys(response).join()}`);
      changed += 1;
      return { ...response, [list]: change(entries) };
    });
    const server = await Middleman.start(environment().portalUrl, spoil);
    await page.goto(server.url);
    await portal.button("Use sandbox").click();
    await expect(portal.heading("Instances")).toBeVisible();
    await page.goto(`${server.url}/reinstall/${await anInstance()}`);
    await portal.button("Use sandbox").click();
    for (const group of ["Operating system", "Sign-in", "Storage", "Network", "First boot"]) {
      await expect(portal.group(group)).toBeVisible();
    }
    await portal.field("Password").fill(PASSWORD);
    await portal.field("Hostname").fill("web-01");
    await portal.button("Review").click();
    // Either the review, or a list of what is missing that leads to its fields: never nothing, never a crash.
    await expect(portal.button("Reinstall now").or(page.getByText("Not ready for the review yet:"))).toBeVisible();
    expect(changed, "the answer was changed at all").toBeGreaterThan(0);
    await server.stop();
  });
}

/** The id of a server that can be reinstalled, from the sandbox. */
async function anInstance(): Promise<string> {
  const state = (await (await fetch(`${environment().sandboxUrl}/_sandbox/state`)).json()) as {
    instances: { instanceId: string; instanceName: string }[];
  };
  return state.instances.find(({ instanceName }) => instanceName === "web-01")!.instanceId;
}
