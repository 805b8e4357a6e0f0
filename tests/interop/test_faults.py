"""What goes wrong on the way, ordered for one call: raised by the SDK, and done or not done as documented."""

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.bmc.v20260201.bmc_client import BmcClient
from zenlayercloud.ccs.v20250901 import models as ccs
from zenlayercloud.ccs.v20250901.ccs_client import CcsClient
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support.recorder import assert_lost, refusal_of
from support.reinstalls import instance, reinstall
from support.ways import no_wait


@pytest.fixture
def target(catalogue):
    return catalogue.instance(model="M6C", system="linux")["instanceId"]


#: kind, code, the status afterwards.
REFUSING = [
    ("http-500", "INTERNAL_SERVER_ERROR", "RUNNING"),
    ("http-503", "SERVICE_TEMPORARY_UNAVAILABLE", "RUNNING"),
    ("timed-out", "REQUEST_TIMED_OUT", "INSTALLING"),
    ("rate-limit", "REQUEST_LIMIT_EXCEEDED", "RUNNING"),
]


@pytest.mark.parametrize(("kind", "code", "status"), REFUSING)
def test_an_error_that_is_answered(way, sandbox, target, kind, code, status):
    sandbox.order_fault(kind)
    client = way.client(rate_limit_max_retries=0)
    refusal_of(lambda: client.ReinstallInstance(reinstall(target)), code)
    assert instance(way, target).instanceStatus == status
    assert len(sandbox.statuses("ReinstallInstance")) == 1


QUESTIONS = ["DescribeInstances", "DescribeInstanceTypes", "DescribeImages", "DescribeZones", "DescribeKeyPairs"]


def question(way, action, **settings):
    """A call of this action without any filter."""
    kind, models = (CcsClient, ccs) if action == "DescribeKeyPairs" else (BmcClient, bmc)
    client = way.client(kind, **settings)
    return lambda: getattr(client, action)(getattr(models, f"{action}Request")())


@pytest.mark.parametrize(("kind", "code", "_"), REFUSING)
@pytest.mark.parametrize("action", QUESTIONS)
def test_the_same_for_questions(direct, sandbox, action, kind, code, _):
    sandbox.order_fault(kind, action=action)
    ask = question(direct, action, rate_limit_max_retries=0)
    refusal_of(ask, code)
    assert ask().requestId, "only one call was to fail"


@pytest.mark.parametrize("kind", ["drop-before", "drop-after", "garbage"])
@pytest.mark.parametrize("action", QUESTIONS)
def test_a_question_whose_answer_is_lost_can_be_asked_again(direct, sandbox, action, kind):
    sandbox.order_fault(kind, action=action)
    ask = question(direct, action)
    with pytest.raises(Exception) as lost:
        ask()
    assert_lost(direct, kind, lost.value)
    assert ask().requestId


def test_a_challenge_page_is_told_from_an_answer(way, sandbox, target):
    sandbox.order_fault("challenge")
    with pytest.raises(ZenlayerCloudSdkException) as stopped:
        way.bmc.ReinstallInstance(reinstall(target))
    assert (stopped.value.code, stopped.value.request_id) == ("SECURITY_CHALLENGE", None)
    assert instance(way, target).instanceStatus == "RUNNING"


@pytest.mark.parametrize(
    ("kind", "status"), [("drop-before", "RUNNING"), ("drop-after", "INSTALLING"), ("garbage", "INSTALLING")]
)
def test_a_lost_answer_is_an_error_and_the_call_is_made_once(way, sandbox, target, kind, status):
    sandbox.order_fault(kind)
    with pytest.raises(Exception) as lost:
        way.bmc.ReinstallInstance(reinstall(target))
    assert_lost(way, kind, lost.value)
    assert instance(way, target).instanceStatus == status
    assert len(sandbox.statuses("ReinstallInstance")) == 1


def test_an_answer_that_is_late(way, sandbox, target):
    """Longer than this client waits: what it asked for is done all the same."""
    sandbox.order_fault("delay", millis=5000)
    with pytest.raises(ZenlayerCloudSdkException) as late:
        way.client(request_timeout=0.7).ReinstallInstance(reinstall(target))
    assert late.value.code == "NETWORK_ERROR"
    assert instance(way, target).instanceStatus == "INSTALLING"


def test_the_sdk_waits_out_a_rate_limit_by_itself(way, sandbox, target):
    sandbox.order_fault("rate-limit", times=3)
    way.client(rate_limit_retry_duration=no_wait).ReinstallInstance(reinstall(target))
    assert sandbox.statuses("ReinstallInstance") == [429, 429, 429, 200]


def test_after_three_retries_the_sdk_gives_up(way, sandbox, target):
    sandbox.order_fault("rate-limit", times=5)
    waits = []
    client = way.client(rate_limit_retry_duration=lambda index: waits.append(index) or 0)
    refusal_of(lambda: client.ReinstallInstance(reinstall(target)), "REQUEST_LIMIT_EXCEEDED")
    assert sandbox.statuses("ReinstallInstance") == [429] * 4
    assert waits == [0, 1, 2]
    assert instance(way, target).instanceStatus == "RUNNING"


def test_no_other_error_is_tried_again(way, sandbox):
    sandbox.order_fault("http-503", action="DescribeZones", times=2)
    refusal_of(lambda: way.bmc.DescribeZones(bmc.DescribeZonesRequest()), "SERVICE_TEMPORARY_UNAVAILABLE")
    assert sandbox.statuses("DescribeZones") == [503]
