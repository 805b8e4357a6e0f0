"""The SDK's own automatic retries against a sandbox that limits the rate."""

import time

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc

from support.recorder import refusal_of
from support.sandbox import started
from support.ways import no_wait, way_to

#: What the SDK waits by default before each of its retries.
DEFAULT_WAITS = [1, 2, 4]


@pytest.fixture(scope="module")
def limited():
    """One request a second and key."""
    with started("--rate", 1) as sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def fresh(limited):
    limited.reset()


def zones(client):
    return client.DescribeZones(bmc.DescribeZonesRequest()).zoneSet


def until_refused(client):
    """Calls until one is refused: were the machine slow, the next second's token might be there already."""
    for _ in range(100):
        zones(client)


def test_with_its_default_waits_the_sdk_gets_everything(limited):
    limited.order_fault("rate-limit", action="DescribeZones", times=len(DEFAULT_WAITS))
    start = time.monotonic()
    assert zones(way_to(limited).bmc)
    assert limited.statuses("DescribeZones") == [429, 429, 429, 200]
    assert time.monotonic() - start >= sum(DEFAULT_WAITS)


def test_calls_in_the_same_second_succeed_one_after_the_other(limited):
    client = way_to(limited).bmc
    while 429 not in limited.statuses("DescribeZones"):
        assert zones(client)
    assert limited.statuses("DescribeZones")[-2:] == [429, 200]


def test_more_than_the_rate_is_refused_and_each_credential_has_its_own(limited):
    by_key = way_to(limited).client(rate_limit_max_retries=0)
    assert zones(by_key)
    refusal_of(lambda: until_refused(by_key), "REQUEST_LIMIT_EXCEEDED")
    assert zones(way_to(limited, "token").client(rate_limit_max_retries=0))


def test_without_waits_the_sdk_gives_up_after_three_retries(limited):
    client = way_to(limited).client(rate_limit_retry_duration=no_wait)
    refusal_of(lambda: until_refused(client), "REQUEST_LIMIT_EXCEEDED")
    statuses = limited.statuses("DescribeZones")
    assert statuses[0] == 200 and statuses[-4:] == [429] * 4


def test_the_burst_is_as_large_as_the_rate():
    with started("--rate", 5) as sandbox:
        client = way_to(sandbox).client(rate_limit_max_retries=0)
        for _ in range(5):
            assert zones(client)
        refusal_of(lambda: until_refused(client), "REQUEST_LIMIT_EXCEEDED")
