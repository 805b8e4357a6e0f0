"""A reinstall from acceptance to its end, as the SDK sees it, to the last member of the changed object."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from zenlayercloud.bmc.v20221120 import models as old_bmc
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support.reading import assert_same
from support.recorder import REQUEST_ID, refusal_of
from support.reinstalls import after_success, instance, reinstall, reinstallable, walk, walk_all

#: What each kind of reinstall asks for: which instance, and the members. `image` asks for one of this system.
KINDS = {
    "the least": ({"model": "M6C", "system": "linux"}, {}),
    "everything": (
        {"model": "M6C", "system": "linux"},
        {
            "image": "linux",
            "hostname": "web-01.example",
            "keyId": ...,
            "raidConfig": {"raidType": 0},
            "partitions": [
                {"fsPath": "/", "fsType": "ext4", "size": 200},
                {"fsPath": "/data", "fsType": "ext3", "size": 2000},
            ],
            "nic": {"wanName": "eth0", "lanName": "eth1"},
            "userData": "#!/bin/sh\n# 重装后执行 😀\necho '完成'\n",
        },
    ),
    "custom RAID": (
        {"model": "M9O", "system": "linux"},
        {
            "password": "Aa_12345",
            "raidConfig": {
                "customRaids": [{"raidType": 1, "diskSequence": [1, 2]}, {"raidType": 0, "diskSequence": [3, 4]}]
            },
        },
    ),
    "custom RAID of one array, not from the first disk": (
        {"model": "M9O", "system": "linux"},
        {"raidConfig": {"customRaids": [{"raidType": 5, "diskSequence": [2, 3, 4]}]}},
    ),
    "iPXE from the vendor's menu": ({"model": "M6C"}, {"ipxeUrl": "netboot", "password": "Example~123"}),
    "iPXE from a URL": ({"model": "M9O"}, {"ipxeUrl": "https://boot.example/script.ipxe"}),
    "iPXE wins over an image": ({"model": "M6C"}, {"ipxeUrl": "netboot", "image": "linux"}),
    "iPXE with a key that is not kept": ({"model": "M6C"}, {"ipxeUrl": "netboot", "keyId": ...}),
    "Windows": (
        {"model": "M6C"},
        {
            "image": "windows",
            "password": "Aa_12345",
            "raidConfig": {"raidType": 1},
            "partitions": [
                {"fsPath": "C", "fsType": "NTFS", "size": 100},
                {"fsPath": "D", "fsType": "NTFS", "size": 1000},
            ],
        },
    ),
    "Linux in place of Windows": ({"model": "MGI", "system": "windows"}, {"image": "linux", "keyId": ...}),
    "ESXi keeps no key": ({"model": "MFC", "system": "esxi"}, {"image": "esxi", "keyId": ...}),
    "ESXi shows no partitions": (
        {"model": "MFC", "system": "esxi"},
        {"image": "esxi", "partitions": [{"fsPath": "/", "fsType": "ext4", "size": 1}]},
    ),
    "interfaces left out go back to the model's names": (
        {"model": "M6C", "nic": {"wanName": "wan0", "lanName": "private1"}},
        {"hostname": "interfaces"},
    ),
    "no system stays without": ({"model": "S8I", "system": None}, {"hostname": "still-empty"}),
    "a system in place of none": ({"model": "S8I", "system": None}, {"image": "linux"}),
    "a system in place of iPXE": ({"model": "S9I", "system": None}, {"image": "linux"}),
    "one interface named": ({"model": "M6C"}, {"nic": {"lanName": "private1"}}),
    "one interface named, high availability": ({"model": "M9O"}, {"nic": {"wanName": "lan1"}}),
    "from STOPPED": ({"status": "STOPPED", "model": "M6C"}, {"hostname": "was-stopped"}),
    "from INSTALL_FAILED": ({"status": "INSTALL_FAILED", "model": "S9I"}, {"hostname": "was-failed"}),
    "what is empty is absent": (
        {"model": "M6C", "system": "linux"},
        {"imageId": "", "hostname": "", "password": "", "keyId": "", "ipxeUrl": "", "userData": "", "partitions": []},
    ),
}


def request_of(kind, catalogue):
    which, members = KINDS[kind]
    before = catalogue.instance(**which)
    members = dict(members)
    if "image" in members:
        members["imageId"] = catalogue.image(members.pop("image"), before["instanceTypeId"])["imageId"]
    if members.get("keyId") is ...:
        members["keyId"] = catalogue.key_pairs[-1]["keyId"]
    return before, members


def by_the_newer_version(way, instance_id, members):
    return way.bmc.ReinstallInstance(reinstall(instance_id, **members))


def by_the_older_version(way, instance_id, members):
    request = reinstall(instance_id, old_bmc, **members)
    for array in (members.get("raidConfig") or {}).get("customRaids") or []:
        # The older SDK's reader leaves custom arrays empty (see test_reading.py): set by hand, it sends them.
        made = request.raidConfig.customRaids[members["raidConfig"]["customRaids"].index(array)]
        made.raidType, made.diskSequence = array["raidType"], array["diskSequence"]
    return way.old_bmc.ReinstallInstance(request)


@pytest.mark.parametrize("call", [by_the_newer_version, by_the_older_version])
@pytest.mark.parametrize("kind", KINDS)
def test_a_reinstall_that_succeeds(way, sandbox, catalogue, kind, call):
    before, members = request_of(kind, catalogue)
    others = [each for each in sandbox.instances() if each["instanceId"] != before["instanceId"]]
    answer = call(way, before["instanceId"], members)
    assert REQUEST_ID.fullmatch(answer.requestId)
    # Nothing but the status has changed so far.
    assert_same(instance(way, before["instanceId"]), before | {"instanceStatus": "INSTALLING"})
    assert walk(way, sandbox, before["instanceId"])[0] == ["INSTALLING", "RUNNING"]
    assert_same(instance(way, before["instanceId"]), after_success(before, members, catalogue))
    assert [each for each in sandbox.instances() if each["instanceId"] != before["instanceId"]] == others


def test_every_member_of_the_request_model_is_asked_for_above():
    """A member that a new SDK brings makes this fail."""
    asked = {name for _, members in KINDS.values() for name in members} - {"image"} | {"imageId", "instanceId"}
    assert asked == set(vars(bmc.ReinstallInstanceRequest()))
    assert asked | {"sshKeys"} == set(vars(old_bmc.ReinstallInstanceRequest())), "sshKeys are in test_refusals.py"


def test_the_largest_user_data_passes_and_one_byte_more_does_not(way, catalogue):
    target = catalogue.instance(model="M6C", system="linux")["instanceId"]
    multibyte = "#!/bin/sh\n# " + "重" * 10918 + "\nx"
    assert len(multibyte.encode()) == 32768
    refusal_of(
        lambda: way.bmc.ReinstallInstance(reinstall(target, userData=multibyte + "x")),
        "INVALID_PARAMETER_EXCEED_LENGTH",
    )
    assert way.bmc.ReinstallInstance(reinstall(target, userData=multibyte)).requestId


def test_no_second_reinstall_before_the_first_has_ended(way, sandbox, catalogue):
    target = catalogue.instance(model="M6C", system="linux")["instanceId"]
    way.bmc.ReinstallInstance(reinstall(target, hostname="first"))
    refusal_of(
        lambda: way.bmc.ReinstallInstance(reinstall(target, hostname="second")),
        "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING",
    )
    assert walk(way, sandbox, target)[0] == ["INSTALLING", "RUNNING"]
    assert instance(way, target).hostname == "first"
    way.bmc.ReinstallInstance(reinstall(target, hostname="second"))
    assert walk(way, sandbox, target)[0] == ["INSTALLING", "RUNNING"]
    assert instance(way, target).hostname == "second"


def test_of_many_reinstalls_at_once_one_is_accepted(way, sandbox, catalogue):
    target = catalogue.instance(model="M6C", system="linux")["instanceId"]

    def code(number):
        try:
            way.bmc.ReinstallInstance(reinstall(target, hostname=f"host-{number}"))
        except ZenlayerCloudSdkException as error:
            return error.code
        return f"host-{number}"

    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(code, range(32)))
    accepted = [each for each in found if each.startswith("host-")]
    assert len(accepted) == 1
    assert set(found) - set(accepted) == {"OPERATION_DENIED_INSTANCE_STATUS_INSTALLING"}
    assert walk(way, sandbox, target)[0] == ["INSTALLING", "RUNNING"]
    assert instance(way, target).hostname == accepted[0]


def own_values(instance):
    """What Terraform sends back from its state: every member that the instance shows (section 11)."""
    names = ["imageId", "hostname", "keyId", "raidConfig", "partitions", "nic", "ipxeUrl"]
    return {name: instance[name] for name in names}


def test_an_instances_own_values_are_accepted_back(way, sandbox):
    mine = reinstallable(sandbox)
    assert len(mine) > 20
    for each in mine:
        assert way.bmc.ReinstallInstance(reinstall(each["instanceId"], **own_values(each))).requestId
    walk_all(sandbox, [each["instanceId"] for each in mine])
    for each in mine:
        assert_same(instance(way, each["instanceId"]), each | {"instanceStatus": "RUNNING"}, each["instanceName"])


def test_own_values_are_accepted_back_in_a_crowd(crowd, way_to_crowd):
    """Every fourteenth of those that take a reinstall: more variations than the catalogue has."""
    some = reinstallable(crowd)[::14]
    assert len(some) > 300
    try:
        for each in some:
            request = reinstall(each["instanceId"], **own_values(each))
            assert way_to_crowd.bmc.ReinstallInstance(request).requestId, each["instanceName"]
        ids = [each["instanceId"] for each in some]
        walk_all(crowd, ids, step=600)
        after = {each["instanceId"]: each for each in crowd.instances()}
        assert [after[each["instanceId"]] for each in some] == [each | {"instanceStatus": "RUNNING"} for each in some]
    finally:
        crowd.reset()
