"""What is around every answer (notes, section 3): the SDK hides most of it."""

import json

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support.reading import request
from support.recorder import REQUEST_ID


def watched(way, **settings):
    """A client, and the list of what it gets before it reads it."""
    client, answers = way.client(**settings), []
    handle = client._handle_response

    def handle_and_note(answer):
        answers.append(answer)
        return handle(answer)

    client._handle_response = handle_and_note
    return client, answers


@pytest.mark.parametrize("action", ["DescribeInstances", "DescribeInstanceTypes", "DescribeImages", "DescribeZones"])
def test_success(way, action):
    client, answers = watched(way)
    read = getattr(client, action)(getattr(bmc, f"{action}Request")())
    (answer,) = answers
    assert answer.status == 200
    assert answer.header["content-type"].split(";")[0] == "application/json"
    body = json.loads(answer.data)
    assert set(body) == {"requestId", "response"}
    assert body["requestId"] == body["response"]["requestId"] == read.requestId
    assert REQUEST_ID.fullmatch(body["requestId"])


def test_success_without_anything_else(way, catalogue):
    client, answers = watched(way)
    client.ReinstallInstance(request(bmc.ReinstallInstanceRequest, instanceId=catalogue.instance()["instanceId"]))
    body = json.loads(answers[0].data)
    assert body == {"requestId": body["requestId"], "response": {"requestId": body["requestId"]}}


def test_failure(way):
    client, answers = watched(way)
    with pytest.raises(ZenlayerCloudSdkException) as refused:
        client.DescribeInstances(request(bmc.DescribeInstancesRequest, zoneId="SEL--A"))
    (answer,) = answers
    assert answer.status == 404
    assert answer.header["content-type"].split(";")[0] == "application/json"
    body, error = json.loads(answer.data), refused.value
    assert body == {"requestId": error.request_id, "code": error.code, "message": error.message}


def test_every_answer_has_an_id_of_its_own(direct, sandbox):
    ids = []
    for number in range(60):
        ids.append(direct.bmc.DescribeZones(bmc.DescribeZonesRequest()).requestId)
        with pytest.raises(ZenlayerCloudSdkException) as refused:
            direct.bmc.DescribeInstances(request(bmc.DescribeInstancesRequest, pageNum=0))
        ids.append(refused.value.request_id)
        if number % 20 == 0:
            sandbox.reset()
    assert len(set(ids)) == len(ids)


def test_a_connection_that_is_kept(way, catalogue):
    """The SDK's own setting for it."""
    client, _ = watched(way, keep_alive=True)
    for _ in range(3):
        assert len(client.DescribeZones(bmc.DescribeZonesRequest()).zoneSet) == len(catalogue.zones)
