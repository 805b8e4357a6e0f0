"""The conformance cases, each as far as it can be asked through the SDK: accepted, or refused with the same code."""

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support import conformance, recorder
from support.reinstalls import SENTINELS
from support.situation import NotDriven, Situation
from support.ways import Way, token

#: Seconds.
BEYOND_EVERY_INSTALLATION = 24 * 3600


def ask(request, direct, by_token):
    """The SDK's own request; a raw text in the place of its body, by token: nothing is signed then."""
    if isinstance(request, str):
        body = request.encode("utf-8", "surrogatepass")
        client = by_token.client(change=lambda sent: setattr(sent, "data", body))
        return client.ReinstallInstance(bmc.ReinstallInstanceRequest())
    return direct.bmc.ReinstallInstance(request)


def outcome(request, direct, by_token):
    try:
        ask(request, direct, by_token)
    except ZenlayerCloudSdkException as error:
        return error.code
    return None


@pytest.mark.parametrize("file", conformance.files())
def test_cases(direct, sandbox, catalogue, file):
    by_token = Way("direct-token", sandbox.host, token())
    # Of every status, but not those that are named after what goes wrong.
    instances = [each for each in sandbox.instances() if each["instanceName"] not in SENTINELS]
    wrong = []
    for case in conformance.cases(file):
        try:
            request, preparation = Situation(case, catalogue).place(instances)
        except NotDriven as reason:
            recorder.count(recorder.conformance, f"not: {reason}")
            continue
        if preparation:
            direct.bmc.ReinstallInstance(preparation)
            sandbox.advance(BEYOND_EVERY_INSTALLATION)
        found = outcome(request, direct, by_token)
        if found is None or preparation:
            sandbox.reset()
        how = "as raw text" if isinstance(request, str) else "as the SDK's request"
        recorder.count(recorder.conformance, f"driven {how}, {'refused' if case['refusal'] else 'accepted'}")
        if found != case["refusal"]:
            wrong.append((case["name"], f"expected {case['refusal']}, found {found}"))
    assert not wrong


def test_most_cases_are_driven():
    """So that a slip in leaving out does not go unseen."""
    found = recorder.conformance
    if sum(found.values()) < sum(len(conformance.cases(file)) for file in conformance.files()):
        pytest.skip("not all files were run")
    driven = sum(times for what, times in found.items() if what.startswith("driven"))
    assert driven / sum(found.values()) > 0.7
