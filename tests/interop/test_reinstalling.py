"""A reinstall from acceptance to its end, as the SDK sees it."""

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from conftest import REQUEST_ID, status_walks

WEB_01 = "820653960707704280"
DB_01 = "820653960707913738"
CENTOS_7_4 = "bd5faa16-39d2-4bbf-a5c8-b95a193b1626"


def reinstall(instance_id=WEB_01, **members):
    """A request as the SDK's own reader makes it from JSON."""
    made = bmc.ReinstallInstanceRequest()
    made._deserialize({"instanceId": instance_id, **members})
    return made


def instance(way, instance_id=WEB_01):
    query = bmc.DescribeInstancesRequest()
    query.instanceIds = [instance_id]
    (found,) = way.bmc.DescribeInstances(query).dataSet
    return found


def instance_named(way, name):
    query = bmc.DescribeInstancesRequest()
    query.instanceName = name
    (found,) = way.bmc.DescribeInstances(query).dataSet
    return found


def walk(way, sandbox, instance_id=WEB_01, step=5):
    """Moves the servers' clock until nothing is being installed; the statuses seen on the way."""
    seen = []
    for _ in range(1000):
        status = instance(way, instance_id).instanceStatus
        if not seen or seen[-1] != status:
            seen.append(status)
        if status != "INSTALLING":
            break
        sandbox.advance(step)
    status_walks.append(f"{way.route} {instance_id}: {' -> '.join(seen)}")
    return seen


def test_a_reinstall_with_everything_walks_to_running_and_shows_what_was_asked_for(way, sandbox):
    partitions = [
        {"fsPath": "/", "fsType": "ext4", "size": 200},
        {"fsPath": "/data", "fsType": "ext3", "size": 2000},
    ]
    answer = way.bmc.ReinstallInstance(
        reinstall(
            imageId=CENTOS_7_4,
            hostname="web-01.example",
            keyId="key-YWD2QFOl",
            raidConfig={"raidType": 0},
            partitions=partitions,
            nic={"wanName": "eth0", "lanName": "eth1"},
            userData="#!/bin/sh\n# 重装后执行 😀\necho '完成'\n",
        )
    )
    assert REQUEST_ID.fullmatch(answer.requestId)
    assert walk(way, sandbox) == ["INSTALLING", "RUNNING"]
    after = instance(way)
    assert (after.imageId, after.imageName, after.ipxeUrl) == (CENTOS_7_4, "CentOS7.4-x86_64", None)
    assert (after.hostname, after.keyId) == ("web-01.example", "key-YWD2QFOl")
    assert (after.raidConfig.raidType, after.raidConfig.customRaids) == (0, [])
    assert [partition.serialize() for partition in after.partitions] == partitions
    assert (after.nic.wanName, after.nic.lanName) == ("eth0", "eth1")


def test_the_least_request_walks_to_running_with_defaults(way, sandbox):
    way.bmc.ReinstallInstance(reinstall())
    assert walk(way, sandbox) == ["INSTALLING", "RUNNING"]
    after = instance(way)
    assert (after.hostname, after.imageName, after.partitions) == ("hostname", "CentOS7.9-x86_64", [])
    assert (after.nic.wanName, after.nic.lanName, after.raidConfig.raidType) == ("wan0", "lan0", 1)


def test_custom_raid_survives_the_journey(way, sandbox):
    custom = [{"raidType": 1, "diskSequence": [1, 2]}, {"raidType": 0, "diskSequence": [3, 4]}]
    way.bmc.ReinstallInstance(reinstall(DB_01, password="Aa_12345", raidConfig={"customRaids": custom}))
    assert walk(way, sandbox, DB_01) == ["INSTALLING", "RUNNING"]
    after = instance(way, DB_01).raidConfig
    assert (after.raidType, [array.serialize() for array in after.customRaids]) == (None, custom)


def test_ipxe_leaves_no_image(way, sandbox):
    way.bmc.ReinstallInstance(reinstall(ipxeUrl="netboot", password="Example~123"))
    assert walk(way, sandbox) == ["INSTALLING", "RUNNING"]
    after = instance(way)
    assert (after.imageId, after.imageName, after.ipxeUrl) == (None, None, "netboot")


def test_the_largest_user_data_passes_and_one_byte_more_does_not(way):
    multibyte = "#!/bin/sh\n# " + "重" * 10918 + "\nx"
    assert len(multibyte.encode()) == 32768
    with pytest.raises(ZenlayerCloudSdkException) as refused:
        way.bmc.ReinstallInstance(reinstall(userData=multibyte + "x"))
    assert refused.value.code == "INVALID_PARAMETER_EXCEED_LENGTH"
    way.bmc.ReinstallInstance(reinstall(userData=multibyte))


def test_a_failing_installation_ends_in_install_failed(way, sandbox):
    failing = instance_named(way, "always-fails").instanceId
    way.bmc.ReinstallInstance(reinstall(failing))
    assert walk(way, sandbox, failing) == ["INSTALLING", "INSTALL_FAILED"]


def test_the_sdk_waits_out_a_rate_limit_by_itself(way, sandbox):
    limited = instance_named(way, "rate-limited").instanceId
    client = way.client(type(way.bmc), rate_limit_retry_duration=lambda _: 0)
    client.ReinstallInstance(reinstall(limited))
    assert sandbox.statuses("ReinstallInstance") == [429, 429, 200]


def test_a_challenge_page_is_told_from_an_answer(way, sandbox):
    sandbox.order_fault("challenge")
    with pytest.raises(ZenlayerCloudSdkException) as stopped:
        way.bmc.ReinstallInstance(reinstall())
    assert stopped.value.code == "SECURITY_CHALLENGE"
    assert instance(way).instanceStatus == "RUNNING"


@pytest.mark.parametrize(
    ("kind", "status"), [("drop-before", "RUNNING"), ("drop-after", "INSTALLING"), ("garbage", "INSTALLING")]
)
def test_a_lost_answer_is_an_error_and_the_call_is_made_once(way, sandbox, kind, status):
    sandbox.order_fault(kind)
    with pytest.raises(Exception) as lost:
        way.bmc.ReinstallInstance(reinstall())
    if way.route == "direct" and kind != "garbage":
        assert lost.value.code == "NETWORK_ERROR"
    assert instance(way).instanceStatus == status
    assert len(sandbox.statuses("ReinstallInstance")) == 1
