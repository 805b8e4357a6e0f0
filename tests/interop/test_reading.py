"""Everything that can be listed, page by page, with every member of every object."""

import math

import pytest
from zenlayercloud.bmc.v20221120 import models as old_models
from zenlayercloud.bmc.v20221120.bmc_client import BmcClient as OldBmcClient
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.ccs.v20250901 import models as ccs
from zenlayercloud.common.abstract_model import AbstractModel

from conftest import REQUEST_ID


def request(kind, **members):
    made = kind()
    for name, value in members.items():
        assert hasattr(made, name), f"{kind.__name__} has no {name}"
        setattr(made, name, value)
    return made


def assert_same(read, sent, where=""):
    """The SDK's object holds what was sent, member by member."""
    if isinstance(read, AbstractModel):
        known = set(vars(type(read)()))
        assert set(sent) == known, f"{where}: the members of {type(read).__name__}"
        for name in known:
            # The SDK leaves a nested object that is null unset.
            assert_same(getattr(read, name, None), sent[name], f"{where}.{name}")
    elif isinstance(read, list):
        assert len(read) == len(sent), where
        for index, (element, element_sent) in enumerate(zip(read, sent)):
            assert_same(element, element_sent, f"{where}[{index}]")
    else:
        assert read == sent and type(read) is type(sent), where


def all_pages(call, kind, size):
    found, number = [], 1
    while True:
        page = call(request(kind, pageNum=number, pageSize=size))
        assert REQUEST_ID.fullmatch(page.requestId)
        found += page.dataSet
        if len(page.dataSet) < size:
            return found, page.totalCount
        number += 1


@pytest.mark.parametrize("size", [7, 1000])
def test_instances_of_all_pages_are_read_to_the_last_member(way, sandbox, catalog, size):
    found, total = all_pages(way.bmc.DescribeInstances, bmc.DescribeInstancesRequest, size)
    sent = sandbox.state()["instances"]
    assert len(found) == total == len(sent)
    assert len({instance.instanceId for instance in found}) == total
    for instance, instance_sent in zip(found, sent):
        assert_same(instance, instance_sent, instance.instanceName)
    own = len(catalog["instances"])
    assert sent[:own] == catalog["instances"][:total]


def test_pages_past_the_end_are_empty(way):
    first = way.bmc.DescribeInstances(request(bmc.DescribeInstancesRequest, pageSize=10))
    past = math.ceil(first.totalCount / 10) + 1
    page = way.bmc.DescribeInstances(request(bmc.DescribeInstancesRequest, pageSize=10, pageNum=past))
    assert (page.dataSet, page.totalCount) == ([], first.totalCount)


def test_images_are_read(way, catalog):
    images = way.bmc.DescribeImages(bmc.DescribeImagesRequest()).images
    assert_same(images, catalog["images"])


def test_instance_types_are_read(way, catalog):
    models = way.bmc.DescribeInstanceTypes(bmc.DescribeInstanceTypesRequest()).instanceTypes
    assert_same(models, catalog["instanceTypes"])


def test_zones_are_read(way, catalog):
    zones = way.bmc.DescribeZones(request(bmc.DescribeZonesRequest, acceptLanguage="en-US")).zoneSet
    assert_same(zones, catalog["zoneSet"])


@pytest.mark.parametrize("size", [4, 1000])
def test_key_pairs_of_all_pages_are_read(way, catalog, size):
    found, total = all_pages(way.ccs.DescribeKeyPairs, ccs.DescribeKeyPairsRequest, size)
    assert total == len(catalog["keyPairs"])
    assert_same(found, catalog["keyPairs"])


def test_filters_are_understood(way, catalog):
    tag = request(bmc.Tag, key="env", value="prod")
    filters = request(
        bmc.DescribeInstancesRequest, instanceStatus="RUNNING", instanceName="sel-a-*", tags=[tag], zoneId="SEL-A"
    )
    found = way.bmc.DescribeInstances(filters)
    assert [instance.instanceName for instance in found.dataSet] == ["sel-a-db-02"]
    models = way.bmc.DescribeInstanceTypes(request(bmc.DescribeInstanceTypesRequest, supportRaids=[10], isHA=True))
    assert {model.instanceTypeId for model in models.instanceTypes} == {"M9O", "MFC", "M7D"}
    images = way.bmc.DescribeImages(request(bmc.DescribeImagesRequest, instanceTypeId="S8I")).images
    model = next(model for model in catalog["instanceTypes"] if model["instanceTypeId"] == "S8I")
    assert {image.imageId for image in images} == set(model["imageIds"])
    pairs = way.ccs.DescribeKeyPairs(request(ccs.DescribeKeyPairsRequest, keyName="ops"))
    assert [pair.keyName for pair in pairs.dataSet] == ["ops-team"]


def test_the_client_of_the_older_version_reads_as_well(way):
    client = way.client(OldBmcClient)
    page = client.DescribeInstances(request(old_models.DescribeInstancesRequest, pageSize=100))
    assert page.dataSet[0].instanceName == "web-01"
    assert page.dataSet[0].raidConfig.raidType == 1
