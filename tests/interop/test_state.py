"""With `--state FILE` whatever was answered outlives a kill."""

import json

import pytest

from support.reading import assert_same
from support.reinstalls import after_success, instance, reinstall, walk
from support.sandbox import DidNotStart, started
from support.ways import way_to

GIVEN = {
    "hostname": "after-the-kill",
    "raidConfig": {"raidType": 0},
    "partitions": [{"fsPath": "/", "fsType": "ext4", "size": 2200}],
    "nic": {"wanName": "eth0", "lanName": "eth1"},
}


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state.json"


@pytest.fixture
def target(catalogue):
    return catalogue.instance(model="M6C", system="linux")


def test_an_installation_goes_on_after_a_kill(state, target, catalogue):
    instance_id = target["instanceId"]
    given = GIVEN | {"keyId": catalogue.key_pairs[1]["keyId"]}
    with started("--state", state, "--install-time", "600s") as first:
        assert way_to(first).bmc.ReinstallInstance(reinstall(instance_id, **given)).requestId
        first.kill()
    with started("--state", state, "--install-time", "600s") as second:
        way = way_to(second)
        assert_same(instance(way, instance_id), target | {"instanceStatus": "INSTALLING"})
        seen, seconds = walk(way, second, instance_id)
        assert seen == ["INSTALLING", "RUNNING"] and seconds > 60
        after = second.instance(instance_id)
        assert after == after_success(target, given, catalogue)
        others = second.instances()
        second.kill()
    with started("--state", state) as third:
        assert_same(instance(way_to(third), instance_id), after)
        assert third.instances() == others


def test_it_ends_while_nobody_is_there(state, target, catalogue):
    with started("--state", state, "--install-time", "600s") as first:
        way_to(first).bmc.ReinstallInstance(reinstall(target["instanceId"], **GIVEN))
        # Almost: the rest passes by the clock, which goes on whether or not anybody runs.
        first.advance(100_000)
        first.kill()
    with started("--state", state) as second:
        assert_same(instance(way_to(second), target["instanceId"]), after_success(target, GIVEN, catalogue))


def test_what_was_refused_left_nothing(state, target):
    with started("--state", state) as first:
        before = first.instances()
        with pytest.raises(Exception):
            way_to(first).bmc.ReinstallInstance(reinstall(target["instanceId"], hostname="a_b"))
        first.kill()
    with started("--state", state) as second:
        assert second.instances() == before


def test_a_failed_installation_stays_failed(state, target):
    with started("--state", state, "--install-fail-rate", 1) as first:
        way = way_to(first)
        way.bmc.ReinstallInstance(reinstall(target["instanceId"]))
        assert walk(way, first, target["instanceId"])[0] == ["INSTALLING", "INSTALL_FAILED"]
        first.kill()
    with started("--state", state) as second:
        way = way_to(second)
        assert instance(way, target["instanceId"]).instanceStatus == "INSTALL_FAILED"
        way.bmc.ReinstallInstance(reinstall(target["instanceId"]))
        assert walk(way, second, target["instanceId"])[0] == ["INSTALLING", "RUNNING"]


def test_faults_still_to_come_are_kept(state, target):
    with started("--state", state) as first:
        first.order_fault("http-500", times=2)
        first.kill()
    with started("--state", state) as second:
        assert [fault["kind"] for fault in second.ask("faults")["faults"]] == ["http-500"]


def test_no_secret_is_in_the_file(state, target):
    with started("--state", state) as first:
        request = reinstall(target["instanceId"], password="Aa_1234567890", userData="#!/bin/sh\necho of-nobody\n")
        way_to(first).bmc.ReinstallInstance(request)
        first.kill()
    kept = state.read_text(encoding="utf-8")
    assert target["instanceId"] in kept
    for secret in ("Aa_1234567890", "of-nobody", "demo-access-key-password", "demo-token"):
        assert secret not in kept
    assert state.stat().st_mode & 0o077 == 0


FOREIGN = {
    "garbage": b"\x00\xff nonsense",
    "no JSON": b"{",
    "another JSON": json.dumps({"name": "something else"}).encode(),
    "a list": b"[]",
    "empty": b"",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_that_is_no_state_stops_the_start_and_is_left_as_it_is(state, what):
    state.write_bytes(FOREIGN[what])
    with pytest.raises(DidNotStart) as stopped, started("--state", state):
        pass
    said = str(stopped.value)
    assert str(state) in said, "it names the file"
    assert len(said.strip().splitlines()) <= 6 and "panicked" not in said
    # What to do: the file has to go elsewhere, or another has to be named.
    assert any(word in said.lower() for word in ("move", "delete", "remove", "another", "other")), said
    assert state.read_bytes() == FOREIGN[what]


def test_a_state_that_was_cut_off_stops_the_start(state, target):
    with started("--state", state) as first:
        way_to(first).bmc.ReinstallInstance(reinstall(target["instanceId"]))
        first.kill()
    whole = state.read_bytes()
    state.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DidNotStart) as stopped, started("--state", state):
        pass
    assert str(state) in str(stopped.value)
    state.write_bytes(whole)
    with started("--state", state) as again:
        assert again.instance(target["instanceId"])["instanceStatus"] == "INSTALLING"


def test_the_state_of_another_number_of_instances_stops_the_start(state, target):
    with started("--state", state) as first:
        way_to(first).bmc.ReinstallInstance(reinstall(target["instanceId"]))
        first.kill()
    with pytest.raises(DidNotStart) as stopped, started("--state", state, "--instances", 100):
        pass
    assert str(state) in str(stopped.value)


def test_two_sandboxes_do_not_share_a_file(state):
    with started("--state", state):
        with pytest.raises(DidNotStart) as stopped, started("--state", state):
            pass
        assert str(state) in str(stopped.value)
