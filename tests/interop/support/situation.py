"""A conformance case, as far as the SDK can ask it and the sandbox can be so.

A case says what is known besides the body; the sandbox always knows everything. So a case is driven only where
what its context leaves open cannot matter to the refusal that it expects: no member that it matters to is in the
body, or it is judged in a later step than the expected refusal (D23), or the catalogue has something that breaks
no rule. Ids are the catalogue's: of an instance, a model, an image and a key pair that are as the context says.
"""

import json
import re

from zenlayercloud.bmc.v20260201 import models as bmc

from support.catalogue import REINSTALLABLE, system_of
from support.conformance import IMAGE, KEY, NIC, PARTITIONS, RAID, STATUS, expand, parsed, raw_text, step_of
from support.reading import read, request
from support.reinstalls import default_nic, disk_sizes, raid_choices

#: The ids that stand for "the instance that the context is about": in nearly all bodies, and in those of raw text.
STAND_INS = {"820653960707704280", "1"}
#: Among the partitions' refusals those that need to know how large the disks are.
_OF_CAPACITY = {None, "INVALID_PARTITION_SIZE_NOT_FULL", "INVALID_PARAMETER_EXCEED_MAXIMUM"}
#: Among RAID's those that do not need to know the model.
_OF_RAID_ALONE = {"INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT", "INVALID_PARAMETER_VALUE"}
_LIKE_A_DEFAULT = re.compile("wan|lan|bond", re.IGNORECASE)
#: What a case can need the sandbox's instance to be like; the rarest last: it is then what a case is left out for.
NEEDS = ["status", "image", "system", "isHA", "supportRaids", "disks", "raid of now"]


class NotDriven(Exception):
    """Why a case cannot be asked through the SDK, or says nothing about the sandbox."""


def is_text(value):
    return isinstance(value, str) and value != ""


class Open:
    """What a context leaves open. (None is a value: an instance without an image.)"""


OPEN = Open()


class Situation:
    """A case, and which instances of the sandbox it is about."""

    def __init__(self, case, catalogue):
        self.case, self.catalogue = case, catalogue
        if any(issue["code"] == "duplicate_member" for issue in case["issues"]):
            raise NotDriven("a member that is there twice: which of them a server takes nobody says")
        self.raw = raw_text(case)
        self.body = parsed(self.raw) if self.raw is not None else expand(case["request"])
        context = expand(case.get("context", {}))
        self.instance = context.get("instance") or {}
        self.model = context.get("instanceType") or self.instance.get("instanceType") or {}
        self.image = context.get("image") or {}
        self.step, self.refusal = step_of(case), case["refusal"]
        self.system = self.system_to_be_installed()

    def has(self, name):
        return is_text(self.body.get(name))

    def system_to_be_installed(self):
        if self.has("ipxeUrl"):
            return None
        image_id = self.body["imageId"] if self.has("imageId") else self.instance.get("imageId", OPEN)
        if image_id is None:
            return None
        if image_id != self.image.get("imageId"):
            return OPEN
        catalog, os_type = ((self.image.get(name) or "").lower() for name in ("catalog", "osType"))
        if catalog in ("windows", "esxi"):
            return catalog
        # Without a catalog a "linux" may be ESXi.
        return os_type if os_type == "windows" or (catalog and os_type) else OPEN

    def names_the_current_image(self):
        return self.has("imageId") and self.body["imageId"] == self.instance.get("imageId")

    def levels(self):
        """The RAID levels that the body asks for."""
        raid = self.body["raidConfig"]
        custom = [array.get("raidType") for array in raid.get("customRaids") or [] if isinstance(array, dict)]
        return {level for level in [raid.get("raidType"), *custom] if level is not None}

    def image_is_supported(self):
        listed = self.model.get("imageIds")
        return not listed or self.body["imageId"] in listed

    def needs(self):
        """What the sandbox's instance has to have in common with the context: some of `NEEDS`."""
        found = set()
        if self.step >= STATUS:
            found.add("status")
        key_is_judged = self.step >= KEY and self.has("keyId")
        if key_is_judged:
            found.add("system")
        if (self.step >= IMAGE or key_is_judged) and self.has("imageId") and not self.has("ipxeUrl"):
            found.add("image")
        nic = self.body.get("nic")
        # It is about how names begin, and about the names that are taken for those left out.
        if self.step >= NIC and nic and any(is_text(name) and _LIKE_A_DEFAULT.match(name) for name in nic.values()):
            found.add("isHA")
        raid = self.body.get("raidConfig")
        with_raid = isinstance(raid, dict) and (raid.get("raidType") is not None or raid.get("customRaids"))
        if with_raid and (self.step > RAID or (self.step == RAID and self.refusal not in _OF_RAID_ALONE)):
            found |= {"supportRaids", "disks"}
        if self.partitions_are_judged():
            found.add("system")
            if self.capacity_counts():
                found |= {"disks"} if with_raid else {"disks", "raid of now"}
        return found

    def partitions_are_judged(self):
        return self.step >= PARTITIONS and bool(self.body.get("partitions"))

    def capacity_counts(self):
        on_disks = self.partitions_are_judged() and self.system in ("linux", "windows")
        return on_disks and (self.step > PARTITIONS or self.refusal in _OF_CAPACITY)

    def stated(self, need):
        """The context's value of this, or OPEN."""
        disks = self.model.get("diskInfo") or {}
        if need == "status":
            return self.instance.get("instanceStatus") or OPEN
        if need == "isHA":
            return OPEN if self.model.get(need) is None else self.model[need]
        if need == "supportRaids":
            return OPEN if self.model.get(need) is None else self.levels() & set(self.model[need])
        if need == "disks":
            if not disks.get("disks"):
                return OPEN
            total = sum(disk["diskSize"] * disk["diskCount"] for disk in disks["disks"])
            return disks["disks"], disks.get("totalDiskSize") or total
        if need == "raid of now":
            return shape(self.instance["raidConfig"]) if "raidConfig" in self.instance else OPEN
        return self.system

    def fits(self, need, held):
        """Whether an instance of the sandbox is as the context says."""
        model, stated = self.catalogue.model_of(held), self.stated(need)
        if need == "status":
            return held["instanceStatus"] in (REINSTALLABLE if stated is OPEN else {stated})
        if need == "image":
            return bool(self.images(held))
        if stated is OPEN:
            return self.breaks_nothing(need, held)
        if need == "system":
            return self.has("imageId") or self.has("ipxeUrl") or self.catalogue.system_now(held) == stated
        if need == "disks":
            return (model["diskInfo"]["disks"], model["diskInfo"]["totalDiskSize"]) == stated
        if need == "raid of now":
            return shape(held["raidConfig"]) == stated
        if need == "supportRaids":
            return self.levels() & set(model[need]) == stated
        return model[need] == stated

    def breaks_nothing(self, need, held):
        """What is open can be anything that adds no refusal."""
        model, raid = self.catalogue.model_of(held), self.body.get("raidConfig") or {}
        if need == "supportRaids":
            return self.levels() <= set(model[need])
        if need == "isHA":
            # No rule on how names begin there; but the defaults are taken too.
            nic = {name: value for name, value in self.body["nic"].items() if is_text(value)}
            return model["isHA"] and (len(nic) == 2 or not set(nic.values()) & set(default_nic(model).values()))
        if need == "disks" and not self.capacity_counts():
            sizes = disk_sizes(model)
            numbers = [number for array in raid.get("customRaids") or [] for number in array.get("diskSequence") or []]
            return all(number <= len(sizes) for number in numbers) and (
                raid.get("raidType") is None or {"raidType": raid["raidType"]} in raid_choices(model)
            )
        if need == "system" and not self.partitions_are_judged():
            return self.has("imageId") or self.catalogue.system_now(held) == "linux"
        raise NotDriven(f"open, and would matter: {need}")

    def preparation(self, held):
        """A reinstall that gives an instance the RAID that it is to have now; all else stays, its image above all."""
        level, custom = self.stated("raid of now")
        levels = {level} if level is not None else {array["raidType"] for array in custom}
        if not levels or not levels <= set(self.catalogue.model_of(held)["supportRaids"]):
            raise NotDriven("nothing in the catalogue is so, or can be made so: raid of now")
        raid = {"customRaids": custom} if custom else {"raidType": level}
        return as_request({"instanceId": held["instanceId"], "raidConfig": raid})

    def images(self, held):
        """The catalogue's images in the place of the one that the body names."""
        supported, model = self.image_is_supported(), self.catalogue.model_of(held)
        fitting = [image for image in self.catalogue.images if (image["imageId"] in model["imageIds"]) == supported]
        if self.names_the_current_image():
            fitting = [image for image in fitting if image["imageId"] == held["imageId"]]
        # Linux takes a key pair: where the system is open, that adds no refusal.
        system = "linux" if self.system is OPEN else self.system
        return [image for image in fitting if system_of(image) == system]

    def place(self, instances):
        """For an instance that is as the context says: the SDK's request, or else the raw text; and the reinstall
        that is needed before it, or None."""
        body, needs = dict(self.body), self.needs()
        if self.step >= STATUS and body.get("instanceId") not in STAND_INS:
            raise NotDriven("an instance that the sandbox does not have")
        if "keyId" in body and self.step >= KEY and self.has("keyId"):
            if not body["keyId"].startswith("key-"):
                raise NotDriven("a key pair that the sandbox does not have")
            body["keyId"] = self.catalogue.key_pairs[0]["keyId"]
        left, preparation = instances, None
        for need in filter(needs.__contains__, NEEDS):
            fitting = [held for held in left if self.fits(need, held)]
            if not fitting and need == "raid of now":
                preparation = self.preparation(left[0])
                fitting = left[:1]
            if not fitting:
                raise NotDriven(f"nothing in the catalogue is so: {need}")
            left = fitting
        if self.has("instanceId") and body["instanceId"] in STAND_INS:
            body["instanceId"] = left[0]["instanceId"]
        if "image" in needs:
            body["imageId"] = self.images(left[0])[0]["imageId"]
        if self.raw is None:
            return as_request(body), preparation
        text = self.raw
        for name, member in self.body.items():
            if isinstance(member, str) and body[name] != member:
                place = rf'("{name}"\s*:\s*){re.escape(json.dumps(member))}'
                text, found = re.subn(place, lambda found, name=name: found[1] + json.dumps(body[name]), text)
                if not found:
                    raise NotDriven("an id in raw text whose member's name is written with escapes")
        return text, preparation


def shape(raid):
    """RAID without the difference between null, an empty list and absent."""
    raid = raid or {}
    return raid.get("raidType"), raid.get("customRaids") or []


def as_request(body):
    """Of the SDK's own nested models where they hold everything, else of plain values, which it passes on as well."""
    there = {name: member for name, member in body.items() if member is not None}
    try:
        made = read(bmc.ReinstallInstanceRequest, body)
        if json.loads(json.dumps(made.serialize())) == there:
            return made
    except (AttributeError, TypeError):
        pass
    return request(bmc.ReinstallInstanceRequest, **there)
