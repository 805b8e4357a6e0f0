"""Every filter of every Describe call, compared with an independent reading of the notes (support/filters.py)."""

import random

import pytest

from support import filters, recorder
from support.describe_calls import PAGING, all_calls
from support.reading import assert_same

ACTIONS = ["DescribeInstances", "DescribeInstanceTypes", "DescribeImages", "DescribeZones", "DescribeKeyPairs"]
#: How often filters are combined at random, on each way and with each version.
COMBINATIONS = 60


@pytest.fixture
def call(request, sandbox, catalogue):
    calls = {call.action: call for call in all_calls(catalogue, sandbox.instances())}
    return calls[request.param]


def assert_answers_as_expected(call, way, wanted, old=False):
    """What the SDK brings back is what the notes say, in order and to the last member. Gives back how many."""
    try:
        expected = call.expected(wanted)
    except filters.Refused as refused:
        error = recorder.refusal_of(lambda: call.ask(way, wanted, old))
        assert error.code in refused.codes, wanted
        return None
    found, total = call.ask(way, wanted, old)
    assert total == len(expected), wanted
    if old:
        first = next(iter(vars(type(found[0])()))) if found else None
        assert [getattr(each, first) for each in found] == [each[first] for each in expected], wanted
    else:
        assert_same(found, expected, str(wanted))
    return len(found)


@pytest.mark.parametrize("call", ACTIONS, indirect=True)
def test_every_filter_of_the_sdk_has_values_to_try(call):
    """A filter that a new SDK brings makes this fail, and not only be left out."""
    for old in (False, True):
        members = set(vars(call.request_model(old)))
        assert members - PAGING == set(call.filters) == set(call.values)


@pytest.mark.parametrize("call", ACTIONS, indirect=True)
def test_each_filter_alone(direct, call):
    for name, values in call.values.items():
        sizes = {assert_answers_as_expected(call, direct, {name: value}) for value in [*values, None]}
        all_pass = name == "acceptLanguage"
        assert all_pass or any(size not in (None, len(call.held)) for size in sizes), f"{name} filters nothing"
        assert len(call.held) in sizes, f"nothing is the same as no {name}"


def combination(call, rng):
    """Two to four filters with values that occur more often than not, so that something is left."""
    names = rng.sample(sorted(call.values), min(len(call.values), rng.randint(2, 4)))
    wanted = {name: rng.choice(call.values[name]) for name in names}
    if rng.random() < 0.7:
        # Values of one object, so that it passes: otherwise most combinations are empty.
        one = rng.choice(call.held)
        for name in names:
            passing = [value for value in call.values[name] if passes(call, name, value, one)]
            wanted[name] = rng.choice(passing or [None])
    return wanted


def passes(call, name, value, held):
    try:
        return held in call.expected({name: value})
    except filters.Refused:
        return False


@pytest.mark.parametrize(
    ("call", "old"),
    # There is no older version of the key pairs' client.
    [(action, old) for action in ACTIONS for old in (False, True) if (action, old) != ("DescribeKeyPairs", True)],
    indirect=["call"],
)
def test_combinations_of_filters(way, call, old):
    rng = random.Random(f"{way.name} {call.action} {old}")
    sizes = []
    for _ in range(COMBINATIONS if len(call.values) > 2 else 12):
        sizes.append(assert_answers_as_expected(call, way, combination(call, rng), old))
    assert any(sizes), "some combination leaves something"


def test_filters_among_ten_thousand(crowd, way_to_crowd, catalogue):
    held = crowd.instances()
    call = all_calls(catalogue, held[:2000])[0]
    call.held = held
    rng = random.Random(0)
    wide = {"zoneId", "resourceGroupId", "instanceTypeId", "instanceStatus", "tags", "tagKeys", "internetChargeType"}
    for _ in range(12):
        one, names = rng.choice(held), rng.sample(sorted(set(call.values) - wide), 1) + rng.sample(sorted(wide), 1)
        wanted = {}
        for name in names:
            passing = [v for v in call.values[name] if not filters.is_absent(v) and call.filters[name](one, v)]
            wanted[name] = rng.choice(passing or [None])
        if len(call.expected(wanted)) <= 1000:
            assert_answers_as_expected(call, way_to_crowd, wanted)

