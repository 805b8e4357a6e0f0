"""What each filter of the Describe calls lets through, from the notes alone (sections 13.1 to 13.4).

A filter that is absent, null, an empty text or an empty list lets everything through (section 6, D35).
Filters combine with and; the order is that of the unfiltered list.
"""


class Refused(Exception):
    """Any of these codes is the right answer."""

    def __init__(self, codes):
        super().__init__(codes)
        self.codes = codes


def is_absent(value):
    return value is None or value == "" or value == []


def exact(name):
    return lambda held, wanted: held[name] == wanted


def one_of(name):
    return lambda held, wanted: held[name] in wanted


def any_of(name):
    return lambda held, wanted: any(value in wanted for value in held[name] or [])


def fuzzy(name):
    """A value that ends in an asterisk is a beginning, any other is the whole."""

    def matches(held, wanted):
        return held[name].startswith(wanted[:-1]) if wanted.endswith("*") else held[name] == wanted

    return matches


def at_least(path):
    return lambda held, wanted: number(held, path) >= wanted


def at_most(path):
    return lambda held, wanted: number(held, path) <= wanted


def number(held, path):
    for name in path.split("."):
        held = held[name]
    return held


def tags_of(instance):
    return [(tag["key"], tag["value"]) for tag in (instance["tags"] or {"tags": []})["tags"]]


INSTANCES = {
    "instanceIds": one_of("instanceId"),
    "zoneId": exact("zoneId"),
    "resourceGroupId": exact("resourceGroupId"),
    "instanceTypeId": exact("instanceTypeId"),
    "internetChargeType": exact("internetChargeType"),
    "imageId": exact("imageId"),
    "subnetId": lambda held, wanted: wanted in held["subnetIds"],
    "instanceStatus": exact("instanceStatus"),
    "instanceName": fuzzy("instanceName"),
    "hostname": fuzzy("hostname"),
    "publicIpAddresses": any_of("publicIpAddresses"),
    "privateIpAddresses": any_of("privateIpAddresses"),
    "tagKeys": lambda held, wanted: any(key in wanted for key, _ in tags_of(held)),
    "tags": lambda held, wanted: all((tag["key"], tag["value"]) in tags_of(held) for tag in wanted),
}

INSTANCE_TYPES = {
    "imageId": lambda held, wanted: wanted in held["imageIds"],
    "instanceTypeIds": one_of("instanceTypeId"),
    "minimumCpuCoreCount": at_least("cpuCoreCount"),
    "maximumCpuCoreCount": at_most("cpuCoreCount"),
    "minimumMemorySize": at_least("memorySize"),
    "maximumMemorySize": at_most("memorySize"),
    "minimumBandwidth": at_least("maximumBandwidth"),
    "minimumDiskSize": at_least("diskInfo.totalDiskSize"),
    "maximumDiskSize": at_most("diskInfo.totalDiskSize"),
    "supportRaids": lambda held, wanted: set(wanted) <= set(held["supportRaids"]),
    "supportSubnet": exact("supportSubnet"),
    "isHA": exact("isHA"),
}

ZONES = {
    # "No effect" is a decision for the sandbox: names are English.
    "acceptLanguage": lambda held, wanted: True,
    "isCloudRouterAvailable": exact("isCloudRouterAvailable"),
}

KEY_PAIRS = {"keyIds": one_of("keyId"), "keyName": lambda held, wanted: wanted in held["keyName"]}


def any_case(name):
    return lambda held, wanted: held[name].lower() == wanted.lower()


def images(catalogue):
    return {
        "imageIds": one_of("imageId"),
        "imageName": exact("imageName"),
        "catalog": any_case("catalog"),
        "imageType": exact("imageType"),
        "osType": any_case("osType"),
        "instanceTypeId": lambda held, wanted: held["imageId"] in catalogue.model_by_id[wanted]["imageIds"],
    }


def unknown_references(action, wanted, catalogue):
    """The codes for a zone, model or image to filter by that does not exist: those that each call documents."""
    zone = ("zoneId", {zone["zoneId"] for zone in catalogue.zones}, "INVALID_ZONE_NOT_FOUND")
    model = ("instanceTypeId", set(catalogue.model_by_id), "INVALID_INSTANCE_TYPE_NOT_FOUND")
    image = ("imageId", set(catalogue.image_by_id), "IMAGE_NOT_FOUND")
    documented = {"DescribeInstances": [zone, model, image], "DescribeImages": [model]}
    return {
        code
        for name, known, code in documented.get(action, [])
        if not is_absent(wanted.get(name)) and wanted[name] not in known
    }


def let_through(action, filters, held, wanted, catalogue):
    """The objects that pass every filter of `wanted`, in their order."""
    codes = unknown_references(action, wanted, catalogue)
    if codes:
        raise Refused(codes)
    set_ones = {name: value for name, value in wanted.items() if not is_absent(value)}
    return [each for each in held if all(filters[name](each, value) for name, value in set_ones.items())]
