"""The five Describe calls: what each asks with, answers with and filters, and values for every filter."""

from dataclasses import dataclass, field

from zenlayercloud.bmc.v20221120 import models as old_bmc
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.ccs.v20250901 import models as ccs

from support import filters
from support.reading import read

#: No filter, but part of the request.
PAGING = {"pageNum", "pageSize"}
NO_SUCH = "no-such-value"


@dataclass
class DescribeCall:
    action: str
    service: str
    answers_in: str
    held: list
    filters: dict
    #: For each filter the values that it is tried with.
    values: dict
    catalogue: object
    paged: bool = field(init=False)

    def __post_init__(self):
        self.paged = PAGING <= set(vars(self.request_model()))

    def request_model(self, old=False):
        module = {"bmc": old_bmc if old else bmc, "ccs": ccs}[self.service]
        return getattr(module, f"{self.action}Request")()

    def ask(self, way, wanted, old=False):
        """The objects that the SDK brings back, and their total."""
        made = read(type(self.request_model(old)), {**wanted, **({"pageSize": 1000} if self.paged else {})})
        client = way.ccs if self.service == "ccs" else way.old_bmc if old else way.bmc
        answer = getattr(client, self.action)(made)
        found = getattr(answer, self.answers_in)
        return found, answer.totalCount if self.paged else len(found)

    def expected(self, wanted):
        return filters.let_through(self.action, self.filters, self.held, wanted, self.catalogue)


def every(held, name):
    """The values that occur, each once, in their order."""
    values = [each[name] for each in held if each[name] is not None]
    return list(dict.fromkeys(value for each in values for value in (each if isinstance(each, list) else [each])))


def lists_of(values, unknown=NO_SUCH):
    """Each value alone, two at once, all (at most 100, the limit), an unknown one alone and among others."""
    pairs = [list(pair) for pair in zip(values, values[3:])][:5]
    return [[value] for value in values] + pairs + [values[:100], [unknown], [values[0], unknown], [values[0]] * 2, []]


def names(values):
    """Whole names, beginnings with an asterisk, and asterisks that are none."""
    begins = sorted({f"{value[:length]}*" for value in values for length in (1, 4, len(value))})
    odd = ["*", "**", NO_SUCH, f"{NO_SUCH}*", f"*{values[0][1:]}", f"{values[0][0]}*{values[0][-1]}", "?", ""]
    return values + begins + odd + [values[0].upper(), values[0][:-1], f" {values[0]}"]


def texts(values, unknown=(NO_SUCH,)):
    return [*values, *unknown, ""]


def bounds(values):
    """Each number that occurs, and its neighbours."""
    return sorted({value + step for value in values for step in (-1, 0, 1) if value + step > 0} | {1, 10**9})


def pairs(objects):
    """Lists of tags: each alone, two of them, one that nobody has, the same key with two values, none."""
    alone = [dict(tag) for tag in sorted({tuple(sorted(tag.items())) for tag in objects})]
    unknown = [{"key": alone[0]["key"], "value": NO_SUCH}, {"key": NO_SUCH, "value": alone[0]["value"]}]
    both = [[first, second] for first in alone for second in alone]
    return [[tag] for tag in alone + unknown] + both + [[alone[0], unknown[0]], []]


def describe_instances(catalogue, held):
    tags = [tag for instance in held for tag in (instance["tags"] or {"tags": []})["tags"]]
    tag_keys = list(dict.fromkeys(tag["key"] for tag in tags))
    values = {
        "instanceIds": lists_of(every(held, "instanceId"), unknown="1"),
        "zoneId": texts([zone["zoneId"] for zone in catalogue.zones]),
        "resourceGroupId": texts(every(held, "resourceGroupId")),
        "instanceTypeId": texts(list(catalogue.model_by_id)),
        "internetChargeType": texts(every(held, "internetChargeType"), unknown=()),
        "imageId": texts(list(catalogue.image_by_id)),
        "subnetId": texts(every(held, "subnetIds")),
        "instanceStatus": texts(every(held, "instanceStatus"), unknown=()),
        "instanceName": names(every(held, "instanceName")),
        "hostname": names(every(held, "hostname")),
        "publicIpAddresses": lists_of(every(held, "publicIpAddresses")),
        "privateIpAddresses": lists_of(every(held, "privateIpAddresses")),
        "tagKeys": [[key] for key in tag_keys] + [tag_keys, [NO_SUCH], [tag_keys[0], NO_SUCH], []],
        "tags": pairs(tags),
    }
    return DescribeCall("DescribeInstances", "bmc", "dataSet", held, filters.INSTANCES, values, catalogue)


def describe_instance_types(catalogue):
    held = catalogue.models
    values = {
        "imageId": texts(list(catalogue.image_by_id)),
        "instanceTypeIds": lists_of(every(held, "instanceTypeId")),
        "minimumCpuCoreCount": bounds(every(held, "cpuCoreCount")),
        "maximumCpuCoreCount": bounds(every(held, "cpuCoreCount")),
        "minimumMemorySize": bounds(every(held, "memorySize")),
        "maximumMemorySize": bounds(every(held, "memorySize")),
        "minimumBandwidth": bounds(every(held, "maximumBandwidth")),
        "minimumDiskSize": bounds([model["diskInfo"]["totalDiskSize"] for model in held]),
        "maximumDiskSize": bounds([model["diskInfo"]["totalDiskSize"] for model in held]),
        "supportRaids": [[], [0], [1], [5], [10], [0, 1], [1, 0], [1, 5], [5, 10], [0, 1, 5, 10], [5, 5]],
        "supportSubnet": [True, False],
        "isHA": [True, False],
    }
    return DescribeCall(
        "DescribeInstanceTypes", "bmc", "instanceTypes", held, filters.INSTANCE_TYPES, values, catalogue
    )


def describe_images(catalogue):
    held = catalogue.images
    catalogs = every(held, "catalog")
    values = {
        "imageIds": lists_of(every(held, "imageId")),
        "imageName": texts(every(held, "imageName"), unknown=[NO_SUCH, "CentOS*", every(held, "imageName")[0].lower()]),
        # English text writes CentOS and Windows: any case in.
        "catalog": texts(catalogs + [value.capitalize() for value in catalogs] + ["CentOS"]),
        "imageType": ["PUBLIC_IMAGE", "CUSTOM_IMAGE", ""],
        "osType": ["windows", "linux", "Windows", "LINUX", ""],
        "instanceTypeId": texts(list(catalogue.model_by_id)),
    }
    return DescribeCall("DescribeImages", "bmc", "images", held, filters.images(catalogue), values, catalogue)


def describe_zones(catalogue):
    values = {"acceptLanguage": ["en-US", "zh-CN", NO_SUCH, ""], "isCloudRouterAvailable": [True, False]}
    return DescribeCall("DescribeZones", "bmc", "zoneSet", catalogue.zones, filters.ZONES, values, catalogue)


def describe_key_pairs(catalogue):
    held = catalogue.key_pairs
    key_names = every(held, "keyName")
    parts = sorted({name[start : start + 3] for name in key_names for start in range(len(name) - 2)})
    values = {
        "keyIds": lists_of(every(held, "keyId")),
        "keyName": texts(key_names + parts + ["-", "e"], unknown=[NO_SUCH, f"{key_names[0]}-"]),
    }
    return DescribeCall("DescribeKeyPairs", "ccs", "dataSet", held, filters.KEY_PAIRS, values, catalogue)


def all_calls(catalogue, instances):
    return [
        describe_instances(catalogue, instances),
        describe_instance_types(catalogue),
        describe_images(catalogue),
        describe_zones(catalogue),
        describe_key_pairs(catalogue),
    ]
