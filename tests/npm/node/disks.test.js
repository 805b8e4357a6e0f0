// Disks: every case of the conformance suite, the sentences, and whatever is no model.
import assert from "node:assert/strict";
import { test } from "node:test";
import { planDisks } from "zenlayer-reinstall";
import { grown, HOSTILE, json, name } from "./data.js";

const { cases } = json("conformance", "disks", "plans.json");
const model = (disks) => ({
  diskInfo: {
    totalDiskSize: disks.reduce((sum, [size, count]) => sum + size * count, 0),
    disks: disks.map(([diskSize, diskCount]) => ({ diskSize, diskCount })),
  },
});

test("every case of the conformance suite", () => {
  assert.ok(cases.length > 20);
  for (const { name: about, disks, raidConfig, partitions, expected } of cases) {
    const plan = planDisks(model(disks), raidConfig, partitions);
    assert.equal(plan.capacity, expected.capacity ?? null, about);
    assert.deepEqual(
      plan.leftOut.map(({ number }) => number),
      expected.leftOut,
      about,
    );
    assert.deepEqual(plan.filling, expected.filling, about);
    const arrays = plan.arrays.map(({ disks: members, raw, usable, redundancy, uneven }) => ({
      disks: members.map(({ number }) => number),
      raw,
      usable,
      redundancy,
      uneven,
    }));
    assert.deepEqual(arrays, expected.arrays, about);
    const reserve = plan.partitions.findIndex(({ takesReserve }) => takesReserve);
    assert.equal(reserve, expected.reserve ?? -1, about);
    assert.ok(plan.sentences.length > 0);
  }
});

test("sentences in both languages, and the issues of disks alone", () => {
  const ask = (options) => planDisks(model([[480, 2]]), { raidType: 1 }, [{ fsPath: "/", fsType: "ext4", size: 100 }], options);
  assert.equal(ask().sentences[0], "Array 1: RAID 1 over disks 1–2; 480 of 960 GB can be used.");
  assert.match(ask({ locale: "zh-CN" }).sentences[0], /^阵列 1/);
  const { issues } = planDisks(
    { ...model([[480, 2]]), instanceTypeId: "M", supportRaids: [0], imageIds: ["x"] },
    { raidType: 1 },
    [{ fsPath: "/", fsType: "ext4", size: 100 }],
  );
  assert.deepEqual(
    issues.map(({ code }) => code),
    ["raid_level_not_supported", "partitions_not_full"],
  );
});

test("anything for anything: a plan, never an exception", () => {
  const good = [model([[480, 2]]), { raidType: 1 }, [], {}];
  for (const [at, value] of HOSTILE.entries()) {
    for (let argument = 0; argument < 4; argument += 1) {
      const plan = planDisks(...good.map((one, place) => (place === argument ? value : one)));
      assert.ok(Array.isArray(plan.arrays) && Array.isArray(plan.issues), name(value, at));
    }
  }
  for (const disks of [[[2 ** 62, 2]], [[1, 2 ** 40]], [[-1, 2]], [[0, 0]], [["x", {}]]])
    planDisks(model(disks), { raidType: 10 }, [{ size: 2 ** 62 }, { size: -1 }]);
  assert.equal(planDisks().arrays.length, 0);
});

test("100,000 plans leave nothing behind", () => {
  const left = grown(() => planDisks(model([[480, 4]]), { raidType: 10 }, [{ fsPath: "/", fsType: "ext4", size: 100 }]));
  assert.ok(left < 20e6, `${left}`);
});
