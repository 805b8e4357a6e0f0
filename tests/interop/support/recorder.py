"""What the SDK sent and raised in this run: for single assertions, and for the coverage at its end."""

import json
import re
from collections import namedtuple

import pytest
from zenlayercloud.common.abstract_client import AbstractClient
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support.documented import HTTP_STATUS

#: The vendor's examples: T and an upper-case UUID (notes, section 3).
REQUEST_ID = re.compile(r"T[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")

Exchange = namedtuple("Exchange", "way version action status members")

#: Every answer that the SDK got, in order.
exchanges = []
#: Every code that a test saw raised as the SDK's own exception, with its HTTP statuses.
raised = {}
#: The ways that installations took, and how often.
status_walks = {}
#: What became of the conformance cases: driven, or the reason why not, and how often.
conformance = {}


def count(table, key):
    table[key] = table.get(key, 0) + 1


def _paths(value, prefix=""):
    """The members that are set in a body: `nic.wanName`, `partitions[].size`."""
    if isinstance(value, dict):
        for name, member in value.items():
            if member is not None:
                yield f"{prefix}{name}"
                yield from _paths(member, f"{prefix}{name}.")
    elif isinstance(value, list):
        for element in value:
            yield from _paths(element, f"{prefix.removesuffix('.')}[].")


def listen(monkeypatch):
    """From now on every exchange is noted. The SDK itself is left as it is."""
    send = AbstractClient._send_request

    def send_and_note(client, request):
        answer = send(client, request)
        header = request.header
        try:
            members = frozenset(_paths(json.loads(request.data)))
        except (ValueError, RecursionError):
            members = frozenset()
        way = getattr(client, "way", "none")
        exchanges.append(
            Exchange(way, header.get("x-zc-version"), header.get("x-zc-action"), answer.status, members)
        )
        return answer

    monkeypatch.setattr(AbstractClient, "_send_request", send_and_note)


def refusal_of(call, code=None, status=None):
    """Makes the call, which is refused in the vendor's form; gives back the SDK's exception."""
    with pytest.raises(ZenlayerCloudSdkException) as refused:
        call()
    error = refused.value
    if code is not None:
        assert error.code == code, error
    assert error.message and isinstance(error.message, str)
    assert REQUEST_ID.fullmatch(error.request_id), error
    found = exchanges[-1].status
    assert found == (status or HTTP_STATUS[error.code]), error
    raised.setdefault(error.code, set()).add(found)
    return error


def assert_lost(way, kind, error):
    """What the SDK makes of an answer that did not come whole, or not at all."""
    if kind == "garbage":
        assert isinstance(error, ValueError), "a text that is no JSON"
    elif way.route == "proxy":
        # The proxy answers 502 in an envelope of its own, which the SDK does not know.
        assert isinstance(error, KeyError)
        assert exchanges[-1].status == 502
    else:
        assert error.code == "NETWORK_ERROR", error
