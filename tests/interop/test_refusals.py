"""Refusals by content: raised by the SDK with code, message and request id, one case and more for each code.

Sign-in is in test_authentication.py, what goes wrong on the way in test_faults.py.
"""

import pytest
from zenlayercloud.bmc.v20221120 import models as old_bmc
from zenlayercloud.bmc.v20221120.bmc_client import BmcClient as OldBmcClient
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.ccs.v20250901 import models as ccs

from support.reading import read
from support.recorder import refusal_of
from support.ways import Way, token

#: In place of a member's value: something that only the catalogue knows.
LINUX, WINDOWS, NOWHERE = "an image", "a Windows image", "00000000-0000-4000-8000-000000000000"
A_KEY = "a key pair"


def partitions(*rows):
    return [dict(zip(["fsPath", "fsType", "size"], row)) for row in rows]


def quick(level):
    return {"raidConfig": {"raidType": level}}


def custom(*arrays):
    return {"raidConfig": {"customRaids": [{"raidType": level, "diskSequence": disks} for level, disks in arrays]}}


def layout(*rows, **others):
    return {"partitions": partitions(*rows), **others}


#: An M6C (two disks of 1100 GB) runs Linux on quick RAID 1, an M9O has four equal disks, an MDE two kinds of disks.
M6C, M9O, MDE = {"model": "M6C"}, {"model": "M9O"}, {"model": "MDE"}
FULL = ("/", "ext4", 1100)

#: code, which instance (status and model; RUNNING and M6C unless told), the members sent.
REINSTALLS = [
    ("MISSING_PARAMETER", {}, {"instanceId": None}),
    ("MISSING_PARAMETER", {}, {"instanceId": ""}),
    ("MISSING_PARAMETER", {}, {"partitions": [{"fsPath": "/", "fsType": "ext4"}]}),
    ("MISSING_PARAMETER", {}, {"raidConfig": {"customRaids": [{"raidType": 1}]}}),
    ("MISSING_PARAMETER", {}, {"raidConfig": {"customRaids": [{"diskSequence": [1, 2]}]}}),
    ("INVALID_PARAMETER_TYPE", {}, {"hostname": 7}),
    ("INVALID_PARAMETER_TYPE", {}, quick("1")),
    ("INVALID_PARAMETER_TYPE", {}, layout(("/", "ext4", 1100.5))),
    ("INVALID_INSTANCE_NOT_FOUND", {}, {"instanceId": "1"}),
    ("OPERATION_DENIED_INSTANCE_STATUS_INSTALLING", {"status": "INSTALLING"}, {}),
    ("OPERATION_DENIED_INSTANCE_CREATING", {"status": "CREATING", "model": "S8I"}, {}),
    ("OPERATION_DENIED_INSTANCE_CREATING", {"status": "PENDING", "model": "M9O"}, {}),
    ("OPERATION_DENIED_INSTANCE_RECYCLED", {"status": "RECYCLE"}, {}),
    ("OPERATION_DENIED_INSTANCE_STATUS", {"status": "BOOTING", "model": "M8C"}, {}),
    ("OPERATION_DENIED_INSTANCE_STATUS", {"status": "STOPPING"}, {}),
    ("OPERATION_DENIED_INSTANCE_STATUS", {"status": "CREATE_FAILED", "model": "S9I"}, {}),
    ("INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT", {}, {"password": "Aa_12345", "keyId": A_KEY}),
    ("INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED", {}, {"password": "Aa_1234"}),
    ("INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED", {}, {"password": "Aa_12345678901234"}),
    ("INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED", {}, {"password": "Abcdefg1"}),
    ("INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED", {}, {"password": "Aa_12345#"}),
    ("INVALID_KEY_PAIR_NOT_FOUND", {}, {"keyId": "key-00000000"}),
    ("INVALID_PARAMETER_VALUE", {}, {"keyId": A_KEY, "imageId": WINDOWS}),
    ("INVALID_PARAMETER_VALUE", {}, quick(7)),
    ("INVALID_IMAGE_NOT_FOUND", {}, {"imageId": NOWHERE}),
    ("INVALID_IMAGE_NOT_FOUND", {"model": "S8I"}, {"imageId": WINDOWS}),
    ("INVALID_PARAMETER_PATTERN_ERROR", {}, {"ipxeUrl": "nonsense"}),
    ("INVALID_PARAMETER_HOSTNAME_EXCEED", {}, {"hostname": "a" * 65}),
    ("INVALID_PARAMETER_HOSTNAME_MALFORMED", {}, {"hostname": "a_b"}),
    ("INVALID_PARAMETER_HOSTNAME_MALFORMED", {}, {"hostname": "主机"}),
    ("INVALID_PARAMETER_NIC_NAME_MALFORMED", {}, {"nic": {"wanName": "x"}}),
    ("INVALID_PARAMETER_NIC_NAME_MALFORMED", {}, {"nic": {"wanName": "lan5"}}),
    ("INVALID_PARAMETER_NIC_NAME_CONFLICT", {}, {"nic": {"wanName": "eth0", "lanName": "eth0"}}),
    ("INVALID_PARAMETER_NIC_NAME_CONFLICT", M9O, {"nic": {"wanName": "bond1"}}),
    ("INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT", {},
     {"raidConfig": {"raidType": 1, "customRaids": [{"raidType": 1, "diskSequence": [1, 2]}]}}),
    ("INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT", {}, quick(5)),
    ("INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT", {}, custom((5, [1, 2]))),
    ("INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT", {"model": "S9I"}, quick(0)),
    ("INVALID_INSTANCE_TYPE_QUICK_RAID_NOT_SUPPORT", MDE, quick(1)),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_MISMATCH", M9O, custom((5, [1, 2]))),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER", M9O, custom((1, [2, 1]))),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER", M9O, custom((1, [1, 3]))),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_DUPLICATE", M9O, custom((1, [1, 1]))),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_DUPLICATE", M9O, custom((1, [1, 2]), (1, [2, 3]))),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_RANGE", M9O, custom((1, [4, 5]))),
    ("INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_RANGE", M9O, custom((1, [0, 1]))),
    ("INVALID_PARTITION_IMAGE_NOT_SET", {}, layout(FULL, ipxeUrl="netboot")),
    ("INVALID_PARTITION_IMAGE_NOT_SET", {"model": "S8I", "system": None}, layout(("/", "ext4", 920))),
    ("INVALID_PARTITION_SIZE_NOT_FULL", {}, layout(("/", "ext4", 1099), **quick(1))),
    ("INVALID_PARAMETER_EXCEED_MAXIMUM", {}, layout(("/", "ext4", 1101), **quick(1))),
    ("INVALID_PARAMETER_LESS_MINIMUM", {}, layout(("/", "ext4", 0), **quick(1))),
    ("INVALID_PARTITION_DUPLICATE_FILE_PATH", {}, layout(FULL, ("/a", "ext4", 550), ("/a", "ext4", 550), **quick(0))),
    ("INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH", {}, layout(("/data", "ext4", 1100))),
    ("INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH", {}, layout(("D", "NTFS", 1100), imageId=WINDOWS)),
    ("INVALID_PARTITION_MALFORMED", {}, layout(("data", "ext4", 1100))),
    ("INVALID_PARTITION_MALFORMED", {}, layout(("/", "NTFS", 1100), imageId=WINDOWS)),
    ("INVALID_PARTITION_NO_TYPE", {}, layout(("/", "xfs", 1100))),
    ("INVALID_PARTITION_NO_TYPE", {}, layout(("C", "ext4", 1100), imageId=WINDOWS)),
    ("INVALID_PARTITION_INVALID_ORDER", {}, layout(("/data", "ext4", 100), ("/", "ext4", 1000))),
    ("INVALID_PARTITION_INVALID_ORDER", {}, layout(("C", "NTFS", 100), ("E", "NTFS", 1000), imageId=WINDOWS)),
    ("INVALID_PARAMETER_EXCEED_LENGTH", {}, {"userData": "#!/bin/sh\n".ljust(32769, "#")}),
]  # fmt: skip


def made(members, catalogue):
    """With the catalogue's ids in place of the words for them."""
    known = {
        WINDOWS: catalogue.image("windows", "M6C")["imageId"],
        LINUX: catalogue.image("linux", "M6C")["imageId"],
        A_KEY: catalogue.key_pairs[0]["keyId"],
    }
    return {name: known.get(value, value) if isinstance(value, str) else value for name, value in members.items()}


def named(rows):
    """Each row by its code; those of one code numbered."""
    return [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(rows)]


@pytest.mark.parametrize(("code", "which", "members"), named(REINSTALLS))
def test_reinstalls_that_are_refused(way, sandbox, catalogue, code, which, members):
    instance = catalogue.instance(**({"model": "M6C"} | which))
    before = sandbox.instances()
    request = read(bmc.ReinstallInstanceRequest, {"instanceId": instance["instanceId"], **made(members, catalogue)})
    refusal_of(lambda: way.bmc.ReinstallInstance(request), code)
    assert sandbox.instances() == before, "nothing was done"


#: code, action, members.
QUESTIONS = [
    ("INVALID_ZONE_NOT_FOUND", "DescribeInstances", {"zoneId": "SEL--A"}),
    ("INVALID_INSTANCE_TYPE_NOT_FOUND", "DescribeInstances", {"instanceTypeId": "M0X"}),
    ("IMAGE_NOT_FOUND", "DescribeInstances", {"imageId": NOWHERE}),
    ("INVALID_PARAMETER_VALUE", "DescribeInstances", {"instanceStatus": "Running"}),
    ("INVALID_PARAMETER_VALUE", "DescribeInstances", {"internetChargeType": "ByMagic"}),
    ("INVALID_PARAMETER_EXCEED_MAXIMUM", "DescribeInstances", {"pageSize": 1001}),
    ("INVALID_PARAMETER_LESS_MINIMUM", "DescribeInstances", {"pageSize": 0}),
    ("INVALID_PARAMETER_LESS_MINIMUM", "DescribeInstances", {"pageNum": 0}),
    ("INVALID_PARAMETER_EXCEED_LENGTH", "DescribeInstances", {"instanceIds": ["1"] * 101}),
    ("INVALID_PARAMETER_EXCEED_LENGTH", "DescribeInstances", {"tagKeys": ["env"] * 21}),
    ("INVALID_PARAMETER_EXCEED_LENGTH", "DescribeInstances", {"tags": [{"key": "env", "value": "prod"}] * 21}),
    ("INVALID_PARAMETER_TYPE", "DescribeInstances", {"pageSize": "20"}),
    ("INVALID_PARAMETER_TYPE", "DescribeInstances", {"pageNum": 1.5}),
    ("INVALID_PARAMETER_TYPE", "DescribeInstances", {"instanceIds": "820653960707704280"}),
    ("INVALID_PARAMETER_TYPE", "DescribeInstances", {"instanceIds": [None]}),
    ("INVALID_PARAMETER_TYPE", "DescribeInstances", {"zoneId": 7}),
    ("INVALID_INSTANCE_TYPE_NOT_FOUND", "DescribeImages", {"instanceTypeId": "M0X"}),
    ("INVALID_PARAMETER_VALUE", "DescribeImages", {"imageType": "PRIVATE_IMAGE"}),
    ("INVALID_PARAMETER_VALUE", "DescribeImages", {"osType": "beos"}),
    ("INVALID_PARAMETER_TYPE", "DescribeImages", {"imageIds": {}}),
    ("INVALID_PARAMETER_VALUE", "DescribeInstanceTypes", {"supportRaids": [6]}),
    ("INVALID_PARAMETER_LESS_MINIMUM", "DescribeInstanceTypes", {"minimumCpuCoreCount": 0}),
    ("INVALID_PARAMETER_LESS_MINIMUM", "DescribeInstanceTypes", {"maximumDiskSize": -1}),
    ("INVALID_PARAMETER_EXCEED_LENGTH", "DescribeInstanceTypes", {"instanceTypeIds": ["M6C"] * 101}),
    ("INVALID_PARAMETER_TYPE", "DescribeInstanceTypes", {"isHA": "true"}),
    ("INVALID_PARAMETER_TYPE", "DescribeZones", {"isCloudRouterAvailable": 1}),
    ("INVALID_PARAMETER_EXCEED_MAXIMUM", "DescribeKeyPairs", {"pageSize": 1001}),
    ("INVALID_PARAMETER_LESS_MINIMUM", "DescribeKeyPairs", {"pageNum": -1}),
    ("INVALID_PARAMETER_TYPE", "DescribeKeyPairs", {"keyName": ["ops"]}),
]


@pytest.mark.parametrize(("code", "action", "members"), named(QUESTIONS))
def test_questions_that_are_refused(way, code, action, members):
    client, models = (way.ccs, ccs) if action == "DescribeKeyPairs" else (way.bmc, bmc)
    request = read(getattr(models, f"{action}Request"), members)
    refusal_of(lambda: getattr(client, action)(request), code)


@pytest.mark.parametrize(
    ("action", "members"),
    [
        ("DescribeInstances", {"pageSize": 1000, "pageNum": 1, "instanceIds": ["1"] * 100}),
        ("DescribeInstances", {"tagKeys": ["env"] * 20, "tags": [{"key": "env", "value": "prod"}] * 20}),
        ("DescribeInstanceTypes", {"instanceTypeIds": ["M6C"] * 100, "minimumCpuCoreCount": 1}),
    ],
)
def test_questions_at_the_edge_are_answered(way, action, members):
    request = read(getattr(bmc, f"{action}Request"), members)
    assert getattr(way.bmc, action)(request).requestId


def old_reinstall(way, instance, **members):
    """By the client of version 2022-11-20, which knows `sshKeys`."""
    request = read(old_bmc.ReinstallInstanceRequest, {"instanceId": instance["instanceId"], **members})
    return way.old_bmc.ReinstallInstance(request)


@pytest.fixture
def public_keys(catalogue):
    return [line for pair in catalogue.key_pairs for line in pair["publicKey"].splitlines()]


def test_ssh_keys_of_the_older_version(way, sandbox, catalogue, public_keys):
    instance = catalogue.instance(model="M6C", system="linux")
    one, two = public_keys[:2]
    algorithm, blob = one.split()[:2]
    for keys, code in [
        (["not a key"], "INVALID_PARAMETER_SSH_KEY_MALFORMED"),
        ([one, algorithm], "INVALID_PARAMETER_SSH_KEY_MALFORMED"),
        ([f"{algorithm} {blob[:-8]}"], "INVALID_PARAMETER_SSH_KEY_MALFORMED"),
        ([f"ssh-nonsense {blob}"], "INVALID_PARAMETER_SSH_KEY_MALFORMED"),
        ([one, two, one], "INVALID_PARAMETER_SSH_KEY_DUPLICATE"),
        ([f"{algorithm} {blob} here", f"{algorithm} {blob} there"], "INVALID_PARAMETER_SSH_KEY_DUPLICATE"),
        (public_keys[:6], "INVALID_PARAMETER_EXCEED_LENGTH"),
        ([7], "INVALID_PARAMETER_TYPE"),
    ]:
        refusal_of(lambda keys=keys: old_reinstall(way, instance, sshKeys=keys), code)
    refusal_of(
        lambda: old_reinstall(way, instance, sshKeys=[one], password="Aa_12345"),
        "INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT",
    )
    assert sandbox.instance(instance["instanceId"]) == instance
    assert old_reinstall(way, instance, sshKeys=public_keys[-5:]).requestId


def test_every_public_key_of_the_catalogue_is_one(direct, sandbox, catalogue, public_keys):
    """Of each algorithm, with a comment of no, one or two words."""
    instance = catalogue.instance(model="M6C", system="linux")
    for key in public_keys:
        for form in (key, " ".join(key.split()[:2]), f"{key} of nobody"):
            assert old_reinstall(direct, instance, sshKeys=[form]).requestId, form
            sandbox.reset()


@pytest.mark.parametrize("members", [{"imageId": WINDOWS}, {"imageId": "esxi"}, {"ipxeUrl": "netboot"}])
def test_ssh_keys_are_ignored_where_no_key_is_put(way, sandbox, catalogue, members):
    instance = catalogue.instance(model="M6C", system="linux")
    members = made(members, catalogue)
    if members.get("imageId") == "esxi":
        members["imageId"] = catalogue.image("esxi", "M6C")["imageId"]
    assert old_reinstall(way, instance, sshKeys=["not a key"] * 6, password="Aa_12345", **members).requestId


def test_ssh_keys_are_an_unknown_member_of_the_newer_version(way, catalogue):
    instance = catalogue.instance(model="M6C", system="linux")
    request = read(bmc.ReinstallInstanceRequest, {"instanceId": instance["instanceId"], "password": "Aa_12345"})
    request.sshKeys = ["not a key"]
    assert "sshKeys" in request.serialize()
    assert way.bmc.ReinstallInstance(request).requestId


@pytest.mark.parametrize("version", [None, "2026-02-01", "2099-01-01", "nonsense"])
def test_every_other_version_is_answered_as_the_newest(direct, catalogue, version):
    """Section 16; D1: it is optional. It is not signed either, so it can be altered on the way."""

    def change(sent):
        del sent.header["x-zc-version"]
        if version:
            sent.header["x-zc-version"] = version

    instance = catalogue.instance(model="M6C", system="linux")
    request = read(old_bmc.ReinstallInstanceRequest, {"instanceId": instance["instanceId"], "sshKeys": ["not a key"]})
    assert direct.client(OldBmcClient, change=change).ReinstallInstance(request).requestId


def test_calls_that_the_sandbox_does_not_have_are_not_authorised(way):
    def call():
        way.bmc.StopInstances(bmc.StopInstancesRequest())

    if way.route == "direct":
        refusal_of(call, "AUTHFAILURE_UNAUTHORIZED_OPERATION")
    else:
        # The proxy passes the portal's calls only, and says so in an envelope of its own.
        with pytest.raises(KeyError):
            call()


#: What the SDK never sends by itself, so that it is altered on the way: how, then code and HTTP status.
TRANSPORT = [
    (lambda sent: setattr(sent, "method", "GET"), "INVALID_PARAMETER_VALUE", 405),
    (lambda sent: setattr(sent, "method", "PUT"), "INVALID_PARAMETER_VALUE", 405),
    (lambda sent: setattr(sent, "uri", "/api/v2/vm"), "OPERATION_FAILED_RESOURCE_NOT_FOUND", 404),
    (lambda sent: setattr(sent, "uri", "/"), "OPERATION_FAILED_RESOURCE_NOT_FOUND", 404),
    (lambda sent: setattr(sent, "uri", "/api/v2/ccs"), "AUTHFAILURE_UNAUTHORIZED_OPERATION", 401),
    (lambda sent: sent.header.update({"x-zc-service": "ccs"}), "AUTHFAILURE_UNAUTHORIZED_OPERATION", 401),
    (lambda sent: sent.header.update({"x-zc-action": "Nonsense"}), "AUTHFAILURE_UNAUTHORIZED_OPERATION", 401),
    (lambda sent: setattr(sent, "data", " " * (1 << 20) + "{}"), "INVALID_PARAMETER_EXCEED_LENGTH", 413),
    (lambda sent: setattr(sent, "data", "{"), "INVALID_PARAMETER_TYPE", 400),
    (lambda sent: setattr(sent, "data", "[]"), "INVALID_PARAMETER_TYPE", 400),
    (lambda sent: setattr(sent, "data", "null"), "INVALID_PARAMETER_TYPE", 400),
    (lambda sent: setattr(sent, "data", b'{"zone\xff": 1}'), "INVALID_PARAMETER_TYPE", 400),
    (lambda sent: sent.header.update({"Content-Type": "text/plain"}), "INVALID_PARAMETER_TYPE", 400),
]


@pytest.mark.parametrize(("change", "code", "status"), TRANSPORT)
def test_what_is_wrong_with_http_is_refused_in_the_same_envelope(direct, sandbox, change, code, status):
    """By token, which does not sign: with a signature all but three of them would fail by that.

    The proxy refuses these by itself.
    """
    way = Way("direct-token", sandbox.host, token())
    client = way.client(change=change)
    refusal_of(lambda: client.DescribeInstances(bmc.DescribeInstancesRequest()), code, status)
