"""What the sandbox's account holds, from the file itself: tests ask it instead of repeating it."""

import json
from functools import cached_property
from pathlib import Path

FILE = Path(__file__).parents[3] / "crates" / "sandbox" / "src" / "catalog.json"
#: The statuses that take a reinstall (notes, section 11).
REINSTALLABLE = {"RUNNING", "STOPPED", "INSTALL_FAILED"}


def system_of(image):
    """The operating system that an image installs, as the rules tell them apart: None is none."""
    if image is None:
        return None
    if (image["catalog"] or "").lower() == "esxi":
        return "esxi"
    return image["osType"].lower()


class Catalogue:
    def __init__(self):
        held = json.loads(FILE.read_text(encoding="utf-8"))
        self.zones, self.images, self.models = held["zoneSet"], held["images"], held["instanceTypes"]
        self.key_pairs, self.instances = held["keyPairs"], held["instances"]

    @cached_property
    def image_by_id(self):
        return {image["imageId"]: image for image in self.images}

    @cached_property
    def model_by_id(self):
        return {model["instanceTypeId"]: model for model in self.models}

    def model_of(self, instance):
        return self.model_by_id[instance["instanceTypeId"]]

    def system_now(self, instance):
        return system_of(self.image_by_id.get(instance["imageId"]))

    def images_of(self, model, system=None):
        """The images that a model supports, in the order of DescribeImages."""
        found = [image for image in self.images if image["imageId"] in model["imageIds"]]
        return [image for image in found if system in (None, system_of(image))]

    def instance(self, status="RUNNING", model=None, **members):
        """The first instance that is so. `system` asks for what is installed on it."""
        system = members.pop("system", ...)
        for instance in self.instances:
            if instance["instanceStatus"] != status or model not in (None, instance["instanceTypeId"]):
                continue
            if system is not ... and self.system_now(instance) != system:
                continue
            if all(instance[name] == value for name, value in members.items()):
                return instance
        raise LookupError(f"no instance is {status} {model or ''} {members}")

    def image(self, system, model):
        """The first image of this system that the model supports."""
        return self.images_of(self.model_by_id[model], system)[0]
