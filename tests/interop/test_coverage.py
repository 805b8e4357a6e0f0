"""What the whole run covered. Last, and only where everything was run (see `whole_run`)."""

import pytest
from zenlayercloud.bmc.v20221120 import models as old_bmc
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.ccs.v20250901 import models as ccs

from support import recorder
from support.documented import CALLS, HTTP_STATUS
from support.ways import WAYS

VERSIONS = {"2026-02-01": bmc, "2022-11-20": old_bmc, "2025-09-01": ccs}


def test_the_codes_have_the_documented_statuses(sandbox):
    for code, status in sandbox.codes().items():
        assert HTTP_STATUS[code] == status, code


def test_every_code_that_the_sandbox_can_give_was_raised_and_no_other(whole_run, sandbox):
    codes = sandbox.codes()
    assert set(recorder.raised) == set(codes)
    for code, statuses in recorder.raised.items():
        assert codes[code] in statuses, code


def test_nothing_was_answered_with_an_error_that_is_not_listed(whole_run, sandbox):
    """Beside the codes' own statuses: those of HTTP itself, which test_refusals.py expects case by case."""
    of_http = {404, 405, 408, 413}
    statuses = {exchange.status for exchange in recorder.exchanges if exchange.way.startswith("direct")}
    assert statuses <= set(sandbox.codes().values()) | of_http | {200}


@pytest.mark.parametrize(("action", "version"), CALLS)
def test_every_call_was_answered_on_every_way(whole_run, version, action):
    ways = {
        exchange.way
        for exchange in recorder.exchanges
        if (exchange.version, exchange.action, exchange.status) == (version, action, 200)
    }
    assert ways == set(WAYS)


#: The members of nested objects of requests.
NESTED = {
    "tags[]": "Tag",
    "raidConfig": "RaidConfig",
    "raidConfig.customRaids[]": "CustomRaid",
    "partitions[]": "Partition",
    "nic": "Nic",
}


def members_of(models, action):
    """Every member of the request model of an SDK, those of nested objects by their path."""
    own = set(vars(getattr(models, f"{action}Request")()))
    found = set(own)
    for path, name in NESTED.items():
        if path.split("[")[0].split(".")[0] in own:
            found |= {f"{path}.{member}" for member in vars(getattr(models, name)())}
    return found


@pytest.mark.parametrize(("action", "version"), CALLS)
def test_every_member_of_every_request_was_sent_and_taken(whole_run, version, action):
    sent = {
        member
        for exchange in recorder.exchanges
        if (exchange.version, exchange.action, exchange.status) == (version, action, 200)
        for member in exchange.members
    }
    assert members_of(VERSIONS[version], action) - sent == set()
