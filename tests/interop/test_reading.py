"""Everything that can be listed, with every member of every object."""

import pytest
from zenlayercloud.bmc.v20221120 import models as old_bmc
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.ccs.v20250901 import models as ccs
from zenlayercloud.common.abstract_model import AbstractModel

from support.reading import all_pages, assert_same


@pytest.mark.parametrize("size", [7, 1000])
def test_instances_of_all_pages_are_read_to_the_last_member(way, sandbox, catalogue, size):
    found, total = all_pages(way.bmc.DescribeInstances, bmc.DescribeInstancesRequest, size)
    sent = sandbox.instances()
    assert total == len(sent)
    assert_same(found, sent, "instances")
    own = len(catalogue.instances)
    assert sent[:own] == catalogue.instances


def test_images_are_read(way, catalogue):
    assert_same(way.bmc.DescribeImages(bmc.DescribeImagesRequest()).images, catalogue.images)


def test_instance_types_are_read(way, catalogue):
    assert_same(way.bmc.DescribeInstanceTypes(bmc.DescribeInstanceTypesRequest()).instanceTypes, catalogue.models)


def test_zones_are_read(way, catalogue):
    assert_same(way.bmc.DescribeZones(bmc.DescribeZonesRequest()).zoneSet, catalogue.zones)


@pytest.mark.parametrize("size", [4, 1000])
def test_key_pairs_of_all_pages_are_read(way, catalogue, size):
    found, total = all_pages(way.ccs.DescribeKeyPairs, ccs.DescribeKeyPairsRequest, size)
    assert total == len(catalogue.key_pairs)
    assert_same(found, catalogue.key_pairs)


def test_the_client_of_the_older_version_reads_the_same(way, sandbox, catalogue):
    """All versions are answered as the newest; the older SDK model knows some members less."""
    client = way.old_bmc
    found, total = all_pages(client.DescribeInstances, old_bmc.DescribeInstancesRequest, 1000)
    sent = sandbox.instances()
    assert total == len(sent)
    lists = [
        (found, sent),
        (client.DescribeImages(old_bmc.DescribeImagesRequest()).images, catalogue.images),
        (client.DescribeInstanceTypes(old_bmc.DescribeInstanceTypesRequest()).instanceTypes, catalogue.models),
        (client.DescribeZones(old_bmc.DescribeZonesRequest()).zoneSet, catalogue.zones),
    ]
    for read, wire in lists:
        assert len(read) == len(wire)
        for object_read, object_wire in zip(read, wire):
            known = vars(type(object_read)())
            assert set(known) <= set(object_wire)
            assert_known_is_same(object_read, object_wire)


def assert_known_is_same(read, wire):
    """As assert_same, for a model that does not know all members of the wire."""
    if isinstance(read, old_bmc.CustomRaid):
        assert not vars(read), "the older SDK model reads nothing of a custom array: a slip of the vendor's"
    elif isinstance(read, AbstractModel):
        for name in vars(type(read)()):
            assert_known_is_same(getattr(read, name, None), wire[name])
    elif isinstance(read, list):
        assert len(read) == len(wire)
        for element, element_wire in zip(read, wire):
            assert_known_is_same(element, element_wire)
    else:
        assert read == wire


def unset_members(read):
    """The members that the SDK did not set at all: reading one raises AttributeError."""
    return {name for name in vars(type(read)()) if name not in vars(read)}


def test_what_the_sdk_leaves_unset_is_what_is_null_and_nested_and_nothing_else(direct, sandbox):
    """D20: an empty object is null, an empty list is []. So of an instance only these two can be unset."""
    found, _ = all_pages(direct.bmc.DescribeInstances, bmc.DescribeInstancesRequest, 1000)
    ever = set()
    for instance, sent in zip(found, sandbox.instances(), strict=True):
        unset = unset_members(instance)
        assert unset == {name for name in ("raidConfig", "tags") if sent[name] is None}, instance.instanceName
        ever |= unset
        for name in unset:
            with pytest.raises(AttributeError):
                getattr(instance, name)
        for name, nested in vars(instance).items():
            for model in nested if isinstance(nested, list) else [nested]:
                if isinstance(model, AbstractModel):
                    assert not unset_members(model), (instance.instanceName, name)
    assert ever == {"raidConfig", "tags"}, "the catalogue has one of each"


def test_of_all_other_objects_nothing_is_unset(direct):
    lists = [
        direct.bmc.DescribeImages(bmc.DescribeImagesRequest()).images,
        direct.bmc.DescribeInstanceTypes(bmc.DescribeInstanceTypesRequest()).instanceTypes,
        direct.bmc.DescribeZones(bmc.DescribeZonesRequest()).zoneSet,
        direct.ccs.DescribeKeyPairs(ccs.DescribeKeyPairsRequest()).dataSet,
    ]
    for objects in lists:
        assert objects
        for read in objects:
            assert not unset_members(read), read
