"""Sign-in by access key and by token, and each way in which it fails (notes, sections 1, 2 and 5; D1, D2, D4)."""

import hashlib
import hmac
import time
import types

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.bmc.v20260201.bmc_client import BmcClient
from zenlayercloud.common import abstract_client
from zenlayercloud.common.credential import Credential, TokenCredential
from zenlayercloud.common.excpetion.zenlayer_cloud_sdk_exception import ZenlayerCloudSdkException

from support.recorder import refusal_of
from support.ways import Way, token

#: Seconds that a clock may be off, itself included (section 2).
TOLERANCE = 300
JAVA_CONTENT_TYPE = "application/json; charset=utf-8"


def zones(client):
    return client.DescribeZones(bmc.DescribeZonesRequest()).zoneSet


def assert_unauthorised(client, *codes):
    error = refusal_of(lambda: zones(client), status=401)
    assert error.code in codes, error


@pytest.fixture
def by_token(sandbox):
    return Way("direct-token", sandbox.host, token())


def sign(request, credential, names=("content-type", "host"), lower=False):
    """Section 2, step by step, over the headers of these names as they are in the request."""
    held = {name.lower(): value.strip() for name, value in request.header.items()}
    value = (lambda name: held[name].lower()) if lower else held.__getitem__
    body = request.data if isinstance(request.data, bytes) else request.data.encode()
    canonical = "\n".join(
        ["POST", "/", "", "".join(f"{name}:{value(name)}\n" for name in names), ";".join(names)]
        + [hashlib.sha256(body).hexdigest()]
    )
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["ZC2-HMAC-SHA256", held["x-zc-timestamp"], hashed])
    signature = hmac.new(credential.access_key_password.encode(), text.encode(), hashlib.sha256).hexdigest()
    request.header["Authorization"] = (
        f"ZC2-HMAC-SHA256 Credential={credential.access_key_id}, SignedHeaders={';'.join(names)}, Signature={signature}"
    )


def test_wrong_credentials_are_refused_each_in_its_own_way(way):
    key_id, password = ("any", "any") if way.kind == "token" else vars(way.credential).values()
    for credential, code in [
        (Credential(key_id, "wrong-password"), "AUTHFAILURE_SIGNATURE_FAILURE"),
        (Credential("wrong-key", password), "AUTHFAILURE_SIGNATURE_FAILURE"),
        (TokenCredential("wrong-token"), "AUTHFAILURE_INVALID_AUTHORIZATION"),
    ]:
        assert_unauthorised(way.client(BmcClient, credential), code)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer  ",
        "Bearer expired",
        # A token of another kind that says itself that its time is over.
        "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE1MDAwMDAwMDB9.",
        "bearer-without-a-blank",
        "Basic ZGVtbzpkZW1v",
        "nonsense",
        "ZC2-HMAC-SHA256",
        "ZC2-HMAC-SHA256 Credential=demo",
        "ZC2-HMAC-SHA256 Credential=demo, SignedHeaders=content-type;host",
        "ZC2-HMAC-SHA256 SignedHeaders=content-type;host, Signature=00",
        "ZC2-HMAC-SHA256 Credential=demo, Signature=00",
        "AWS4-HMAC-SHA256 Credential=demo, SignedHeaders=content-type;host, Signature=00",
    ],
)
def test_a_header_that_is_not_in_the_required_form(direct, value):
    client = direct.client(change=lambda sent: sent.header.update(Authorization=value))
    assert_unauthorised(client, "AUTHFAILURE_INVALID_AUTHORIZATION")


def test_no_authorization_at_all(direct, by_token):
    for way in (direct, by_token):
        client = way.client(change=lambda sent: sent.header.pop("Authorization"))
        assert_unauthorised(client, "AUTHFAILURE_INVALID_AUTHORIZATION")


def test_a_token_is_compared_whole(by_token):
    held = by_token.credential.token
    for value in [held[:-1], held + "x", held.upper(), f"{held} {held}"]:
        assert_unauthorised(by_token.client(credential=TokenCredential(value)), "AUTHFAILURE_INVALID_AUTHORIZATION")


@pytest.fixture
def clock_off_by(monkeypatch):
    """Moves the SDK's clock, and no other."""

    def move(seconds):
        moved = types.SimpleNamespace(time=lambda: time.time() + seconds, sleep=time.sleep)
        monkeypatch.setattr(abstract_client, "time", moved)

    return move


def error_of(call):
    try:
        call()
    except ZenlayerCloudSdkException as error:
        return error
    return None


def within_one_second(call):
    """Repeats a call until the clock showed the same second before and after it."""
    while True:
        before = int(time.time())
        result = call()
        if int(time.time()) == before:
            return result


@pytest.mark.parametrize("seconds", [-TOLERANCE, 5 - TOLERANCE, 0, TOLERANCE - 5, TOLERANCE])
def test_a_clock_that_is_off_a_little_does_not_matter(way, clock_off_by, seconds):
    clock_off_by(seconds)
    assert within_one_second(lambda: error_of(lambda: zones(way.bmc))) is None


@pytest.mark.parametrize("seconds", [-TOLERANCE - 3600, -TOLERANCE - 1, TOLERANCE + 1, TOLERANCE + 3600])
def test_a_clock_that_is_off_too_far_matters_to_signatures_alone(way, clock_off_by, seconds):
    clock_off_by(seconds)
    if way.kind == "token":
        assert zones(way.bmc)
        return

    # A second later the clock that is ahead would be right again.
    error = within_one_second(lambda: error_of(lambda: zones(way.bmc)))
    assert error.code == "AUTHFAILURE_SIGNATURE_EXPIRED"
    clock_off_by(seconds + (60 if seconds > 0 else -60))
    assert_unauthorised(way.bmc, "AUTHFAILURE_SIGNATURE_EXPIRED")


def test_expired_and_wrong_is_wrong(direct, clock_off_by):
    """Disagreement 30 of the notes: EXPIRED only where the signature is right."""
    clock_off_by(-3600)
    wrong = Credential(direct.credential.access_key_id, "wrong-password")
    assert_unauthorised(direct.client(credential=wrong), "AUTHFAILURE_SIGNATURE_FAILURE")


@pytest.mark.parametrize("value", [None, "", "now", "-1", "1e9", "99999999999999999999"])
def test_a_timestamp_that_is_none(direct, value):
    def change(sent):
        if value is None:
            del sent.header["x-zc-timestamp"]
        else:
            sent.header["x-zc-timestamp"] = value
            sign(sent, direct.credential)

    # Which of them is not documented; that it is refused as a sign-in is.
    assert_unauthorised(
        direct.client(change=change), "AUTHFAILURE_INVALID_AUTHORIZATION", "AUTHFAILURE_SIGNATURE_EXPIRED"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda sent: setattr(sent, "data", sent.data.replace("{", "{ ")),
        lambda sent: setattr(sent, "data", ""),
        lambda sent: sent.header.update(host="console.zenlayer.com"),
        lambda sent: sent.header.update({"Content-Type": JAVA_CONTENT_TYPE}),
        lambda sent: sent.header.update({"x-zc-timestamp": str(int(sent.header["x-zc-timestamp"]) + 1)}),
        lambda sent: sent.header.update(
            Authorization=sent.header["Authorization"][:-1]
            + ("0" if sent.header["Authorization"][-1] != "0" else "1")
        ),
    ],
    ids=["body", "no body", "host", "content type", "timestamp", "last digit"],
)
def test_what_was_signed_cannot_be_changed(direct, change):
    assert_unauthorised(direct.client(change=change), "AUTHFAILURE_SIGNATURE_FAILURE")


@pytest.mark.parametrize("signature", ["", "0", "0" * 63, "0" * 65, "g" * 64, "ä" * 32, "0" * 64])
def test_a_signature_that_is_none(direct, signature):
    """Whether its form or its value is wrong nobody says."""

    def change(sent):
        held = sent.header["Authorization"]
        sent.header["Authorization"] = (held[: held.index("Signature=")] + f"Signature={signature}").encode()

    client = direct.client(change=change)
    assert_unauthorised(client, "AUTHFAILURE_INVALID_AUTHORIZATION", "AUTHFAILURE_SIGNATURE_FAILURE")


def test_what_was_not_signed_can_be_changed(direct, catalogue):
    """Path, service, action and version are not signed (section 2)."""

    def change(sent):
        sent.header["x-zc-action"] = "DescribeZones"
        sent.header["x-zc-version"] = "2022-11-20"

    answer = direct.client(change=change)._api_call("DescribeImages", bmc.DescribeImagesRequest())
    assert len(answer["zoneSet"]) == len(catalogue.zones)


def test_a_signed_request_can_be_sent_again(direct):
    """There is no nonce; the Go SDK repeats the first signature after a rate limit (section 2)."""
    sent = []
    assert zones(direct.client(change=lambda request: sent.append(dict(request.header))))
    again = direct.client(change=lambda request: request.header.update(sent[0]))
    assert zones(again)


@pytest.mark.parametrize("content_type", [JAVA_CONTENT_TYPE, "application/json;charset=UTF-8", "Application/JSON"])
@pytest.mark.parametrize("lower", [False, True], ids=["as sent", "lower case"])
def test_the_content_type_is_signed_as_it_is_sent_or_in_lower_case(direct, content_type, lower):
    """Java sends a charset; the documentation lowers values, no SDK does (D2)."""

    def change(sent):
        sent.header["Content-Type"] = content_type
        sign(sent, direct.credential, lower=lower)

    assert zones(direct.client(change=change))


def test_a_token_goes_with_every_json_content_type(by_token):
    assert zones(by_token.client(change=lambda sent: sent.header.update({"Content-Type": JAVA_CONTENT_TYPE})))


@pytest.mark.parametrize(
    "names",
    [
        ["content-type", "host", "x-zc-action"],
        ["content-type", "host", "x-zc-action", "x-zc-timestamp", "x-zc-version"],
        ["content-type", "host", "x-custom"],
    ],
)
def test_more_headers_can_be_signed(direct, names):
    def change(sent):
        sent.header["x-custom"] = "a value"
        sign(sent, direct.credential, names)

    assert zones(direct.client(change=change))

    def change_afterwards(sent):
        change(sent)
        sent.header[names[2]] = "DescribeImages"

    assert_unauthorised(direct.client(change=change_afterwards), "AUTHFAILURE_SIGNATURE_FAILURE")


@pytest.mark.parametrize("names", [["host"], ["content-type"], ["x-zc-action"]])
def test_content_type_and_host_have_to_be_signed(direct, names):
    client = direct.client(change=lambda sent: sign(sent, direct.credential, names))
    assert_unauthorised(client, "AUTHFAILURE_INVALID_AUTHORIZATION", "AUTHFAILURE_SIGNATURE_FAILURE")


def test_the_least_headers_are_enough(direct, by_token):
    """D1: service and version are optional, and what only an SDK sends is so too; a token needs no more than curl's."""
    least = {"content-type", "host", "x-zc-action", "authorization"}

    def keep(names):
        def change(sent):
            for name in [name for name in sent.header if name.lower() not in names]:
                del sent.header[name]

        return change

    assert zones(direct.client(change=keep(least | {"x-zc-timestamp"})))
    assert zones(by_token.client(change=keep(least)))


def test_what_the_java_client_sends_besides(direct):
    others = {
        "x-zc-signature-version": "V2",
        "date": "Tue, 24 Nov 2026 10:00:00 GMT",
        "accept": "application/json",
        "user-agent": "java",
        "x-zc-request-client": "Terraform 0.2.28",
    }
    assert zones(direct.client(change=lambda sent: sent.header.update(others)))


def test_the_body_is_checked_as_bytes_and_never_written_anew(direct, sandbox, catalogue):
    """Go, Java and Python write the same JSON in different bytes."""
    zone = catalogue.zones[0]["zoneId"]
    escaped = f"\\u{ord(zone[0]):04x}{zone[1:]}"
    for body in [f'{{"zoneId":"{zone}"}}', f'{{ "zoneId" : "{zone}" }}\n', f'{{"zoneId":"{escaped}"}}']:

        def change(sent, body=body):
            sent.data = body
            sign(sent, direct.credential)

        found = direct.client(change=change).DescribeInstances(bmc.DescribeInstancesRequest())
        expected = [each["instanceId"] for each in sandbox.instances() if each["zoneId"] == zone]
        assert [instance.instanceId for instance in found.dataSet] == expected
