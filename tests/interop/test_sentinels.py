"""The instances that are named after what goes wrong, each to its end."""

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support.reading import assert_same, request
from support.recorder import assert_lost
from support.reinstalls import SENTINELS, after_success, instance, instance_named, reinstall, walk
from support.ways import no_wait

NEW = {"hostname": "new", "raidConfig": {"raidType": 0}, "nic": {"wanName": "eth0", "lanName": "eth1"}}
A_MONTH = 30 * 24 * 3600


@pytest.fixture
def target(way, sandbox):
    """The id of the instance of this name, and the instance as it is."""

    def find(name):
        found = instance_named(way, name)
        return found.instanceId, sandbox.instance(found.instanceId)

    return find


def test_they_are_ordinary_instances_of_the_same_model(direct, sandbox, catalogue):
    own = {each["instanceId"] for each in catalogue.instances}
    others = [each for each in sandbox.instances() if each["instanceId"] not in own]
    assert {each["instanceName"] for each in others} == SENTINELS
    assert {(each["instanceStatus"], each["instanceTypeId"]) for each in others} == {("RUNNING", "M6C")}
    query = request(bmc.DescribeInstancesRequest, instanceIds=[each["instanceId"] for each in others])
    assert_same(direct.bmc.DescribeInstances(query).dataSet, others)


def test_always_fails_and_can_be_tried_again(way, sandbox, target):
    instance_id, before = target("always-fails")
    for status in ("RUNNING", "INSTALL_FAILED"):
        assert instance(way, instance_id).instanceStatus == status
        way.bmc.ReinstallInstance(reinstall(instance_id, **NEW))
        assert walk(way, sandbox, instance_id)[0] == ["INSTALLING", "INSTALL_FAILED"]
        assert_same(instance(way, instance_id), before | {"instanceStatus": "INSTALL_FAILED"})


def test_slow_install_takes_ten_times_as_long(way, sandbox, target, catalogue):
    instance_id, before = target("slow-install")
    other = catalogue.instance(model="M6C", system="linux")["instanceId"]
    seconds = {}
    for each in (other, instance_id):
        way.bmc.ReinstallInstance(reinstall(each, **NEW))
        seen, seconds[each] = walk(way, sandbox, each)
        assert seen == ["INSTALLING", "RUNNING"]
    # Chance is 0.85 to 1.25 for each.
    assert 10 * 0.85 / 1.25 - 1 < seconds[instance_id] / seconds[other] < 10 * 1.25 / 0.85 + 1
    assert_same(instance(way, instance_id), after_success(before, NEW, catalogue))


def test_stuck_installing_never_ends(way, sandbox, target):
    instance_id, before = target("stuck-installing")
    way.bmc.ReinstallInstance(reinstall(instance_id, **NEW))
    assert walk(way, sandbox, instance_id, step=A_MONTH, most=24)[0] == ["INSTALLING"]
    assert_same(instance(way, instance_id), before | {"instanceStatus": "INSTALLING"})


def test_ends_without_the_new_image(way, sandbox, target, catalogue):
    instance_id, before = target("ends-without-the-new-image")
    offered = catalogue.images_of(catalogue.model_of(before))
    other = next(image for image in offered if image["imageId"] != before["imageId"])
    way.bmc.ReinstallInstance(reinstall(instance_id, imageId=other["imageId"], **NEW))
    assert_same(instance(way, instance_id), before | {"instanceStatus": "INSTALLING"})
    assert walk(way, sandbox, instance_id)[0] == ["INSTALLING", "RUNNING"]
    assert_same(instance(way, instance_id), before)


@pytest.mark.parametrize(
    ("name", "kind", "done"),
    [
        ("answer-is-lost-after-acting", "drop-after", True),
        ("answer-is-lost-before-acting", "drop-before", False),
        ("garbage-answer", "garbage", True),
    ],
)
def test_the_answer_is_lost(way, sandbox, target, catalogue, name, kind, done):
    instance_id, before = target(name)
    with pytest.raises(Exception) as lost:
        way.bmc.ReinstallInstance(reinstall(instance_id, **NEW))
    assert_lost(way, kind, lost.value)
    assert len(sandbox.statuses("ReinstallInstance")) == 1
    if done:
        assert walk(way, sandbox, instance_id)[0] == ["INSTALLING", "RUNNING"]
        assert_same(instance(way, instance_id), after_success(before, NEW, catalogue))
    else:
        assert_same(instance(way, instance_id), before)


def test_challenge_page(way, sandbox, target):
    instance_id, before = target("challenge-page")
    for _ in range(2):
        with pytest.raises(ZenlayerCloudSdkException) as stopped:
            way.bmc.ReinstallInstance(reinstall(instance_id, **NEW))
        assert stopped.value.code == "SECURITY_CHALLENGE"
    assert_same(instance(way, instance_id), before)


def test_rate_limited_is_waited_out(way, sandbox, target, catalogue):
    instance_id, before = target("rate-limited")
    way.client(rate_limit_retry_duration=no_wait).ReinstallInstance(reinstall(instance_id, **NEW))
    assert sandbox.statuses("ReinstallInstance") == [429, 429, 200]
    assert walk(way, sandbox, instance_id)[0] == ["INSTALLING", "RUNNING"]
    assert_same(instance(way, instance_id), after_success(before, NEW, catalogue))
