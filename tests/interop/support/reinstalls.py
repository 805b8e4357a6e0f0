"""Reinstalls through the SDK, and what an instance shows afterwards, from the notes alone.

Sections 7 to 9 and 11; D9 (capacity), D15 and D41 (ESXi), D16 (image left out), D18 (iPXE), D20 (nulls),
D22 (what is left out), D35 (empty is absent), D42 (no system).
"""

import copy

from zenlayercloud.bmc.v20260201 import models as bmc

from support import recorder
from support.catalogue import REINSTALLABLE, system_of
from support.reading import read, request

#: The instances that are named after what goes wrong when they are reinstalled; ordinary in all else.
SENTINELS = {
    "always-fails", "slow-install", "stuck-installing", "answer-is-lost-after-acting", "answer-is-lost-before-acting",
    "garbage-answer", "challenge-page", "rate-limited", "ends-without-the-new-image",
}  # fmt: skip
#: How often `walk` looks: enough for every model and every luck.
MOST_LOOKS = 1000


def reinstall(instance_id, models=bmc, **members):
    """A request as the SDK's own reader makes it from JSON."""
    return read(models.ReinstallInstanceRequest, {"instanceId": instance_id, **members})


def instance(way, instance_id):
    query = request(bmc.DescribeInstancesRequest, instanceIds=[instance_id])
    (found,) = way.bmc.DescribeInstances(query).dataSet
    return found


def instance_named(way, name):
    (found,) = way.bmc.DescribeInstances(request(bmc.DescribeInstancesRequest, instanceName=name)).dataSet
    return found


def walk(way, sandbox, instance_id, step=5, most=MOST_LOOKS):
    """Moves the servers' clock until the instance is not being installed; the statuses seen, the seconds taken."""
    seen, seconds = [], 0
    for _ in range(most):
        status = instance(way, instance_id).instanceStatus
        if not seen or seen[-1] != status:
            seen.append(status)
        if status != "INSTALLING":
            break
        sandbox.advance(step)
        seconds += step
    recorder.count(recorder.status_walks, " -> ".join(seen))
    return seen, seconds


def walk_all(sandbox, ids, step=10):
    """Moves the clock until none of these is being installed."""
    for _ in range(1000):
        statuses = {each["instanceId"]: each["instanceStatus"] for each in sandbox.instances()}
        if all(statuses[each] != "INSTALLING" for each in ids):
            return
        sandbox.advance(step)
    raise AssertionError("an installation does not end")


def reinstallable(sandbox):
    """What takes a reinstall, without those that are named after what goes wrong."""
    return [
        each
        for each in sandbox.instances()
        if each["instanceStatus"] in REINSTALLABLE and each["instanceName"] not in SENTINELS
    ]


def default_nic(model):
    names = ("bond0", "bond1") if model["isHA"] else ("wan0", "lan0")
    return dict(zip(["wanName", "lanName"], names))


def disk_sizes(model):
    return [disk["diskSize"] for disk in model["diskInfo"]["disks"] for _ in range(disk["diskCount"])]


def capacity(model, raid):
    """What the partitions have to add up to (D9)."""
    sizes = disk_sizes(model)
    custom = (raid or {}).get("customRaids")
    if custom:
        level, members = custom[0]["raidType"], [sizes[number - 1] for number in custom[0]["diskSequence"]]
    elif raid and raid.get("raidType") is not None:
        level = raid["raidType"]
        members = sizes[:2] if level == 1 else sizes
    else:
        return model["diskInfo"]["totalDiskSize"]
    count = len(members)
    return {0: count * min(members), 1: count * min(members) // 2, 5: (count - 1) * min(members),
            10: count * min(members) // 2}[level]  # fmt: skip


def shown_raid(given, now):
    """The wire's form of the RAID after a reinstall: what was asked for, or else what was there."""
    if given and given.get("customRaids"):
        return {"raidType": None, "customRaids": given["customRaids"]}
    if given and given.get("raidType") is not None:
        return {"raidType": given["raidType"], "customRaids": []}
    return now


def after_success(before, given, catalogue):
    """The instance after the reinstall that was asked for has succeeded."""
    model = catalogue.model_of(before)
    ipxe = given.get("ipxeUrl") or None
    image_id = None if ipxe else given.get("imageId") or before["imageId"]
    image = catalogue.image_by_id.get(image_id)
    system = system_of(image)
    after = copy.deepcopy(before)
    nic = {name: value for name, value in (given.get("nic") or {}).items() if value}
    after.update(
        instanceStatus="RUNNING",
        imageId=image_id,
        imageName=image and image["imageName"],
        ipxeUrl=ipxe,
        hostname=given.get("hostname") or "hostname",
        keyId=(given.get("keyId") or None) if system == "linux" else None,
        raidConfig=shown_raid(given.get("raidConfig"), before["raidConfig"]),
        partitions=(given.get("partitions") or []) if system in ("linux", "windows") else [],
        nic=default_nic(model) | nic,
    )
    return after


def filling(model, system, raid, rng):
    """Partitions of the right family that use up the capacity exactly."""
    whole, count = capacity(model, raid), rng.randint(1, 4)
    cuts = sorted(rng.sample(range(1, whole), count - 1))
    sizes = [end - start for start, end in zip([0, *cuts], [*cuts, whole])]
    if system == "windows":
        return [{"fsPath": letter, "fsType": "NTFS", "size": size} for letter, size in zip("CDEF", sizes)]
    paths = ["/", "/var", "/data", "/srv"]
    return [{"fsPath": path, "fsType": rng.choice(["ext2", "ext3", "ext4"]), "size": size}
            for path, size in zip(paths, sizes)]  # fmt: skip


def raid_choices(model):
    """Quick and custom RAID that the model takes (section 7.1)."""
    sizes, levels = disk_sizes(model), model["supportRaids"]
    least = {0: 2, 1: 2, 5: 3, 10: 4}
    choices = []
    for level in levels:
        if len(set(sizes)) == 1 and len(sizes) >= least[level] and (level != 10 or len(sizes) % 2 == 0):
            choices.append({"raidType": level})
        # The last disks: numbering need not begin with 1, and not every disk need be in an array.
        last = list(range(len(sizes) - least[level] + 1, len(sizes) + 1))
        if last and last[0] >= 1 and len(levels) > 1:
            choices.append({"customRaids": [{"raidType": level, "diskSequence": last}]})
            if last[0] > 2 and 1 in levels:
                first = {"raidType": 1, "diskSequence": [1, 2]}
                choices.append({"customRaids": [first, {"raidType": level, "diskSequence": last}]})
    return choices


def anything_that_is_accepted(before, image, catalogue, rng):
    """Members of a request that breaks no rule, with each member there or not by chance."""
    model, system, given = catalogue.model_of(before), system_of(image), {"imageId": image["imageId"]}
    if rng.random() < 0.7:
        given["hostname"] = f"host-{rng.randrange(10**6)}.example"
    sign_in = rng.choice(["password", "keyId", "neither"])
    if sign_in == "password":
        given["password"] = f"Aa_{rng.randrange(10**8):08}"
    elif sign_in == "keyId" and system != "windows":
        given["keyId"] = rng.choice(catalogue.key_pairs)["keyId"]
    choices = raid_choices(model)
    if choices and rng.random() < 0.6:
        given["raidConfig"] = rng.choice(choices)
    if system != "esxi" and rng.random() < 0.6:
        given["partitions"] = filling(model, system, given.get("raidConfig") or before["raidConfig"], rng)
    nic = {name: f"eth{rng.randrange(2)}{name[0]}" for name in ("wanName", "lanName") if rng.random() < 0.5}
    if nic:
        given["nic"] = nic
    if rng.random() < 0.5:
        given["userData"] = f"#!/bin/sh\n# 重装 {rng.randrange(10**6)}\n"
    return given
