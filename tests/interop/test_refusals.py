"""Refusals, raised by the SDK with code, message and request id."""

import time

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.bmc.v20260201.bmc_client import BmcClient
from zenlayercloud.ccs.v20250901 import models as ccs
from zenlayercloud.common.credential import Credential, TokenCredential
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

import conftest
from conftest import REQUEST_ID

WEB_01 = "820653960707704280"
WINDOWS_2019 = "813d4a4e-8e4e-55cc-8ee2-837e3655b8ff"


def read(kind, members):
    made = kind()
    made._deserialize(members)
    return made


def assert_refused(call, code):
    with pytest.raises(ZenlayerCloudSdkException) as refused:
        call()
    assert refused.value.code == code, refused.value
    assert refused.value.message
    assert REQUEST_ID.fullmatch(refused.value.request_id)


def partitions(*members):
    return [dict(zip(["fsPath", "fsType", "size"], member)) for member in members]


REINSTALLS = [
    ("MISSING_PARAMETER", {"instanceId": None}),
    ("INVALID_PARAMETER_TYPE", {"hostname": 7}),
    ("INVALID_INSTANCE_NOT_FOUND", {"instanceId": "1"}),
    ("OPERATION_DENIED_INSTANCE_STATUS_INSTALLING", {"instanceId": "820653960710008318"}),
    ("OPERATION_DENIED_INSTANCE_CREATING", {"instanceId": "820653960711160337"}),
    ("OPERATION_DENIED_INSTANCE_RECYCLED", {"instanceId": "820653960711579253"}),
    ("OPERATION_DENIED_INSTANCE_STATUS", {"instanceId": "820653960710531963"}),
    ("INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT", {"password": "Aa_12345", "keyId": "key-YWD2QFOl"}),
    ("INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED", {"password": "password"}),
    ("INVALID_KEY_PAIR_NOT_FOUND", {"keyId": "key-00000000"}),
    ("INVALID_PARAMETER_VALUE", {"keyId": "key-YWD2QFOl", "imageId": WINDOWS_2019}),
    ("INVALID_IMAGE_NOT_FOUND", {"imageId": "00000000-0000-4000-8000-000000000000"}),
    ("INVALID_PARAMETER_PATTERN_ERROR", {"ipxeUrl": "nonsense"}),
    ("INVALID_PARAMETER_HOSTNAME_EXCEED", {"hostname": "a" * 65}),
    ("INVALID_PARAMETER_HOSTNAME_MALFORMED", {"hostname": "a_b"}),
    ("INVALID_PARAMETER_NIC_NAME_MALFORMED", {"nic": {"wanName": "x"}}),
    ("INVALID_PARAMETER_NIC_NAME_CONFLICT", {"nic": {"wanName": "eth0", "lanName": "eth0"}}),
    ("INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT", {"raidConfig": {"raidType": 5}}),
    ("INVALID_PARTITION_IMAGE_NOT_SET", {"ipxeUrl": "netboot", "partitions": partitions(("/", "ext4", 1100))}),
    ("INVALID_PARTITION_SIZE_NOT_FULL", {"raidConfig": {"raidType": 0}, "partitions": partitions(("/", "ext4", 1))}),
    ("INVALID_PARTITION_NO_TYPE", {"partitions": partitions(("/", "xfs", 1100))}),
    ("INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH", {"partitions": partitions(("/data", "ext4", 1100))}),
]


@pytest.mark.parametrize(("code", "members"), REINSTALLS, ids=[code for code, _ in REINSTALLS])
def test_reinstalls_that_are_refused(way, code, members):
    request = read(bmc.ReinstallInstanceRequest, {"instanceId": WEB_01, **members})
    assert_refused(lambda: way.bmc.ReinstallInstance(request), code)


READS = [
    ("INVALID_ZONE_NOT_FOUND", {"zoneId": "SEL--A"}),
    ("INVALID_INSTANCE_TYPE_NOT_FOUND", {"instanceTypeId": "M0X"}),
    ("IMAGE_NOT_FOUND", {"imageId": "nope"}),
    ("INVALID_PARAMETER_EXCEED_MAXIMUM", {"pageSize": 1001}),
    ("INVALID_PARAMETER_LESS_MINIMUM", {"pageNum": 0}),
    ("INVALID_PARAMETER_EXCEED_LENGTH", {"instanceIds": ["1"] * 101}),
    ("INVALID_PARAMETER_TYPE", {"pageSize": "20"}),
]


@pytest.mark.parametrize(("code", "members"), READS, ids=[code for code, _ in READS])
def test_questions_that_are_refused(way, code, members):
    request = read(bmc.DescribeInstancesRequest, members)
    assert_refused(lambda: way.bmc.DescribeInstances(request), code)


def test_a_model_that_does_not_exist_has_no_images(way):
    request = read(bmc.DescribeImagesRequest, {"instanceTypeId": "M0X"})
    assert_refused(lambda: way.bmc.DescribeImages(request), "INVALID_INSTANCE_TYPE_NOT_FOUND")


def test_key_pairs_have_pages_too(way):
    request = read(ccs.DescribeKeyPairsRequest, {"pageSize": 1001})
    assert_refused(lambda: way.ccs.DescribeKeyPairs(request), "INVALID_PARAMETER_EXCEED_MAXIMUM")


def test_wrong_credentials_are_refused_each_in_its_own_way(way):
    key_id = conftest.ACCESS_KEY_ID or "any"
    for credential, code in [
        (Credential(key_id, "wrong-password"), "AUTHFAILURE_SIGNATURE_FAILURE"),
        (Credential("wrong-key", conftest.ACCESS_KEY_PASSWORD or "any"), "AUTHFAILURE_SIGNATURE_FAILURE"),
        (TokenCredential("wrong-token"), "AUTHFAILURE_INVALID_AUTHORIZATION"),
    ]:
        client = way.client(BmcClient, credential)
        assert_refused(lambda client=client: client.DescribeZones(bmc.DescribeZonesRequest()), code)


def test_a_clock_that_is_wrong_matters_to_signatures_alone(way, monkeypatch):
    now = time.time()
    monkeypatch.setattr("zenlayercloud.common.abstract_client.time.time", lambda: now - 301)
    call = lambda: way.bmc.DescribeZones(bmc.DescribeZonesRequest())
    if isinstance(way.credential, TokenCredential):
        assert call().zoneSet
    else:
        assert_refused(call, "AUTHFAILURE_SIGNATURE_EXPIRED")


def test_calls_that_the_sandbox_does_not_have_are_not_authorised(way):
    if way.route == "proxy":
        # The proxy passes the portal's calls only, and says so in an envelope of its own.
        with pytest.raises(KeyError):
            way.bmc.StopInstances(bmc.StopInstancesRequest())
    else:
        assert_refused(lambda: way.bmc.StopInstances(bmc.StopInstancesRequest()), "AUTHFAILURE_UNAUTHORIZED_OPERATION")


def test_a_server_error_is_raised_as_such(way, sandbox):
    sandbox.order_fault("http-500", action="DescribeZones")
    assert_refused(lambda: way.bmc.DescribeZones(bmc.DescribeZonesRequest()), "INTERNAL_SERVER_ERROR")
