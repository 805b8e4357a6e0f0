"""Many installations at once: every image of every model, chance, and the times that they take."""

import random
from dataclasses import dataclass

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc

from support.reading import all_pages, assert_same
from support.reinstalls import after_success, anything_that_is_accepted, reinstall, reinstallable, walk_all
from support.sandbox import started
from support.ways import way_to


def test_every_image_of_every_model(way, sandbox, catalogue):
    """Round by round the whole fleet gets its models' next images, with other members by chance."""
    rng = random.Random(way.name)
    installed, rounds = set(), max(len(model["imageIds"]) for model in catalogue.models)
    for number in range(rounds):
        expected = {}
        for before in reinstallable(sandbox):
            images = catalogue.images_of(catalogue.model_of(before))
            image = images[number % len(images)]
            given = anything_that_is_accepted(before, image, catalogue, rng)
            way.bmc.ReinstallInstance(reinstall(before["instanceId"], **given))
            expected[before["instanceId"]] = after_success(before, given, catalogue)
            installed.add((before["instanceTypeId"], image["imageId"]))
        walk_all(sandbox, expected, step=40)
        found, _ = all_pages(way.bmc.DescribeInstances, bmc.DescribeInstancesRequest, 1000)
        for each in found:
            if each.instanceId in expected:
                assert_same(each, expected[each.instanceId], f"round {number}: {each.instanceName}")
    assert installed == {(model["instanceTypeId"], image) for model in catalogue.models for image in model["imageIds"]}


@dataclass
class Installation:
    """Between which seconds of the servers' clock it was begun, and between which it ended; and how."""

    begun: tuple
    ended: tuple = None
    status: str = "INSTALLING"

    @property
    def least(self):
        # The clock is shown in whole seconds: it may have begun up to one later than it shows.
        return self.ended[0] - self.begun[1] - 1

    @property
    def most(self):
        return self.ended[1] - self.begun[0] + 1


def installations(*flags, step=1, rounds=1):
    """All that a fleet does in a sandbox of its own, by round and instance. (The machine's clock runs as well.)"""
    with started(*flags) as sandbox:
        way, found = way_to(sandbox), {}
        for number in range(rounds):
            under_way = {}
            for each in reinstallable(sandbox):
                before = sandbox.ask("state")["now"]
                way.bmc.ReinstallInstance(reinstall(each["instanceId"]))
                under_way[each["instanceId"]] = Installation((before, sandbox.ask("state")["now"]))
            found |= {(number, instance_id): installation for instance_id, installation in under_way.items()}
            last = before
            for _ in range(1000):
                state = sandbox.ask("state")
                for each in state["instances"]:
                    if each["instanceId"] in under_way and each["instanceStatus"] != "INSTALLING":
                        ended = under_way.pop(each["instanceId"])
                        ended.ended, ended.status = (last, state["now"]), each["instanceStatus"]
                if not under_way:
                    break
                last = state["now"]
                sandbox.advance(step)
            assert not under_way
        return found


#: A model's usual time is 0.8 to 1.2 times --install-time, chance 0.85 to 1.25 times that.
LEAST, MOST = 0.8 * 0.85, 1.2 * 1.25


@pytest.mark.parametrize("install_time", [1, 20, 100])
def test_the_time_that_installations_take(install_time):
    found = installations("--install-time", f"{install_time}s").values()
    assert all(each.most >= LEAST * install_time and each.least <= MOST * install_time for each in found)
    if install_time == 100:
        spread = max(each.least for each in found) - min(each.most for each in found)
        assert spread > 10, "models differ, and so does luck"


def ends_of(found):
    return {which: installation.status for which, installation in found.items()}


def test_chance_fails_as_often_as_asked_for_and_is_repeatable():
    flags = ["--install-fail-rate", 0.5, "--install-time", "20s", "--seed"]
    first, again, other = (installations(*flags, seed, step=40, rounds=4) for seed in (7, 7, 8))
    assert ends_of(first) == ends_of(again) != ends_of(other)
    failed = list(ends_of(first).values()).count("INSTALL_FAILED") / len(first)
    # About 100 coins: five standard deviations off would be no chance.
    assert len(first) > 90 and 0.25 < failed < 0.75


@pytest.mark.parametrize(("rate", "status"), [(0, "RUNNING"), (1, "INSTALL_FAILED")])
def test_never_and_always(rate, status):
    found = installations("--install-fail-rate", rate, step=40, rounds=2)
    assert set(ends_of(found).values()) == {status}


def test_times_are_repeatable_and_differ_from_seed_to_seed():
    flags = ["--install-time", "200s", "--seed"]
    first, again, other = (installations(*flags, seed, step=2) for seed in (1, 1, 2))

    def may_be_equal(one, two):
        return one.least <= two.most and two.least <= one.most

    assert all(may_be_equal(first[which], again[which]) for which in first)
    assert not all(may_be_equal(first[which], other[which]) for which in first)
