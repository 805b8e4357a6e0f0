"""Requests as code (`reinstall_core::export`), run as an operator runs it: what arrives is the request, to the member."""

import json
import os
import shutil
import sys

import pytest
from test_reinstalling import KINDS, request_of

from support.exported import Listener, export, run
from support.reading import assert_same
from support.reinstalls import after_success, instance, walk
from support.sandbox import started
from support.ways import access_key

#: Our check refuses it: no code says it.
REFUSED = {"iPXE wins over an image"}
RUNNERS = {"python": [sys.executable], "curl": ["sh"]}
#: Every way in which a text could be taken for something else.
NASTY = "'; exit 1 #\"\\`id`$(id)${a}%{b}!*?~ \t\n\r\x01\x1b\x7f\u2028\u202e\ufeffé e\u0301 重 😀\\u0041\\n"
#: What a system may have for `sh`, as far as this one has it.
SHELLS = [command for command in (["dash"], ["bash", "--posix"], ["bash"], ["busybox", "sh"], ["ksh"], ["zsh"])
          if shutil.which(command[0])]  # fmt: skip


def canonical(request):
    """What is empty is absent."""
    return {name: value for name, value in request.items() if value not in ("", [], None)}


@pytest.fixture(scope="module")
def exported(catalogue):
    """By kind: the instance before, the request, its texts."""
    made = {kind: request_of(kind, catalogue) for kind in KINDS if kind not in REFUSED}
    requests = [{"instanceId": before["instanceId"], **members} for before, members in made.values()]
    return {
        kind: (before, members, request, texts)
        for (kind, (before, members)), request, texts in zip(made.items(), requests, export(*requests))
    }


def credentials(listener):
    key = access_key()
    return {
        "ZENLAYERCLOUD_ACCESS_KEY_ID": key.access_key_id,
        "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD": key.access_key_password,
        "ZENLAYERCLOUD_DOMAIN": listener.domain,
        "ZENLAYERCLOUD_SCHEME": "http",
    }


@pytest.mark.parametrize("kind", sorted(set(KINDS) - REFUSED))
@pytest.mark.parametrize("language", RUNNERS)
def test_the_code_reinstalls_as_asked(direct, sandbox, catalogue, exported, tmp_path, language, kind):
    before, members, request, texts = exported[kind]
    with Listener(sandbox) as listener:
        settings = credentials(listener) | {"WIPE_INSTANCE": request["instanceId"]}
        done = run(RUNNERS[language], texts[language], tmp_path, request, **settings)
        assert done.returncode == 0, done.stderr + done.stdout
        (body,) = listener.bodies
    assert {name: value for name, value in json.loads(body).items() if value is not None} == canonical(request)
    assert walk(direct, sandbox, before["instanceId"])[0] == ["INSTALLING", "RUNNING"]
    assert_same(instance(direct, before["instanceId"]), after_success(before, members, catalogue))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - REFUSED))
def test_the_json_is_the_body(exported, kind):
    _, _, request, texts = exported[kind]
    filled_in = json.loads(texts["json"])
    for name, placeholder in [("password", {"$env": "SERVER_PASSWORD"}), ("userData", {"$file": "user-data.txt"})]:
        if canonical(request).get(name):
            assert filled_in[name] == placeholder
            filled_in[name] = request[name]
    assert filled_in == canonical(request)


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize("confirmation", [{}, {"WIPE_INSTANCE": "yes"}, {"WIPE_INSTANCE": ""}])
def test_nothing_is_sent_before_it_is_confirmed(sandbox, exported, tmp_path, language, confirmation):
    _, _, request, texts = exported["everything"]
    with Listener(sandbox) as listener:
        done = run(RUNNERS[language], texts[language], tmp_path, request, **credentials(listener), **confirmation)
        assert listener.bodies == []
    assert done.returncode != 0
    assert request["instanceId"] in done.stderr and "WIPE_INSTANCE" in done.stderr


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize("missing", ["ZENLAYERCLOUD_ACCESS_KEY_ID", "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD", "SERVER_PASSWORD"])
def test_nothing_is_sent_while_a_secret_is_missing_or_empty(sandbox, exported, tmp_path, language, missing):
    _, _, request, texts = exported["Windows"]
    with Listener(sandbox) as listener:
        for state in ("missing", "empty"):
            settings = credentials(listener) | {"WIPE_INSTANCE": request["instanceId"]}
            secrets = {name: value for name, value in request.items() if name != "password"}
            settings["SERVER_PASSWORD"] = request["password"]
            del settings[missing]
            if state == "empty":
                settings[missing] = ""
            done = run(RUNNERS[language], texts[language], tmp_path, secrets, **settings)
            assert done.returncode != 0 and missing in done.stderr, state
        assert listener.bodies == []


@pytest.mark.parametrize("language", RUNNERS)
def test_nothing_is_sent_without_the_user_data(sandbox, exported, tmp_path, language):
    _, _, request, texts = exported["everything"]
    with Listener(sandbox) as listener:
        settings = credentials(listener) | {"WIPE_INSTANCE": request["instanceId"]}
        secrets = {name: value for name, value in request.items() if name != "userData"}
        done = run(RUNNERS[language], texts[language], tmp_path, secrets, **settings)
        assert done.returncode != 0 and "user-data.txt" in done.stderr
        done = run(RUNNERS[language], texts[language], tmp_path, secrets | {"userData": ""}, **settings)
        assert done.returncode != 0 and "user-data.txt" in done.stderr
        assert listener.bodies == []


@pytest.mark.parametrize("language", RUNNERS)
def test_a_refusal_is_a_failure_and_is_not_sent_again(sandbox, exported, tmp_path, language):
    _, _, request, texts = exported["the least"]
    sandbox.order_fault("http-500")
    with Listener(sandbox) as listener:
        settings = credentials(listener) | {"WIPE_INSTANCE": request["instanceId"]}
        done = run(RUNNERS[language], texts[language], tmp_path, request, **settings)
        assert len(listener.bodies) == 1
    assert done.returncode != 0
    assert "INTERNAL_SERVER_ERROR" in done.stderr + done.stdout


@pytest.mark.parametrize("shell", SHELLS, ids="-".join)
def test_every_shell_sends_the_same(sandbox, catalogue, tmp_path, shell):
    """Texts that mean something to a shell, a password that is no JSON, user data with every control character."""
    known = catalogue.instance(model="M6C", system="linux")["instanceId"]
    every = "".join(map(chr, range(1, 128))) + NASTY + "\n\n"
    nasty = {"instanceId": NASTY, "imageId": NASTY, "keyId": NASTY, "userData": every}
    password = {"instanceId": known, "password": "Aa_12345"}
    with Listener(sandbox) as listener:
        for request, texts in zip([nasty, password], export(nasty, password)):
            # As the code shows it and wants it typed: JSON's own escapes, and for what is no printable ASCII.
            (wanted,) = [line for line in texts["curl"].splitlines() if line.startswith("server=")]
            settings = credentials(listener) | {"WIPE_INSTANCE": wanted.removeprefix("server='").removesuffix("'")}
            if "password" in request:
                request = request | {"password": 'quote " back \\ slash \n é'}
            done = run(shell, texts["curl"], tmp_path, request, **settings)
            assert "HTTP 4" in done.stdout and done.returncode != 0, done.stderr
            assert "SIGNATURE" not in done.stdout
            assert json.loads(listener.bodies[-1]) == request


@pytest.mark.parametrize("length", [1, 63, 64, 65, 200])
def test_keys_of_any_length_sign(tmp_path, catalogue, length):
    """64 bytes are the block of SHA-256: a longer key is hashed first."""
    password = ("k'\"\\$é%" * length)[:length]
    target = {"instanceId": catalogue.instance(model="M6C", system="linux")["instanceId"]}
    (texts,) = export(target)
    with started("--access-key-id", "id", "--access-key-password", password) as own, Listener(own) as listener:
        settings = {
            "ZENLAYERCLOUD_ACCESS_KEY_ID": "id", "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD": password,
            "ZENLAYERCLOUD_DOMAIN": listener.domain, "ZENLAYERCLOUD_SCHEME": "http",
            "WIPE_INSTANCE": target["instanceId"],
        }  # fmt: skip
        done = run(["sh"], texts["curl"], tmp_path, target, **settings)
        assert done.returncode == 0, done.stdout + done.stderr


ZENO = """#!/bin/sh
for argument in "$@"; do printf '%s\\0' "$argument"; done > "$ARGUMENTS"
"""


#: What an argument may hold: nothing that a terminal acts on, or that hides.
VISIBLE = "'; exit 1 #\"\\`id`$(id)${a}%{b}!*?~ \ufeffé e\u0301 重 😀\\u0041\\n"


def test_the_cli_is_not_given_what_a_terminal_acts_on():
    for hidden in "\n", "\x03", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u202e", "\u2066":
        (texts,) = export({"instanceId": f"1{hidden}2"})
        assert all(line.startswith("#") for line in texts["cli"].splitlines()), repr(hidden)
        assert hidden == "\n" or hidden not in texts["cli"]
        assert "zeno bmc" not in texts["cli"]


@pytest.mark.parametrize("shell", SHELLS, ids="-".join)
def test_the_cli_gets_its_arguments_whole(tmp_path, catalogue, shell):
    """A stand-in for `zeno` notes what it is called with."""
    request = {
        "instanceId": VISIBLE, "imageId": VISIBLE, "hostname": "-x", "password": "Aa_12345",
        "nic": {"wanName": "eth0"}, "userData": NASTY + "\n\n",
        "partitions": [{"fsPath": "/", "fsType": "ext4", "size": 1}, {"fsPath": "/it's $(id) 重", "fsType": "ext4", "size": 2}],
        "raidConfig": {"raidType": 0},
    }  # fmt: skip
    (texts,) = export(request)
    zeno = tmp_path / "bin" / "zeno"
    zeno.parent.mkdir()
    zeno.write_text(ZENO)
    zeno.chmod(0o755)
    noted = tmp_path / "arguments"
    (wanted,) = [line for line in texts["cli"].splitlines() if line.startswith("server=")]
    settings = {
        "WIPE_INSTANCE": wanted.removeprefix("server='").removesuffix("'"),
        "PATH": f"{zeno.parent}:{os.environ['PATH']}", "ARGUMENTS": str(noted),
    }  # fmt: skip
    done = run(shell, texts["cli"], tmp_path, request, **settings)
    assert done.returncode == 0, done.stderr
    product, action, *flags = noted.read_bytes().decode().removesuffix("\0").split("\0")
    assert [product, action] == ["bmc", "reinstall-instance"]
    found = dict(flag.removeprefix("--").split("=", 1) for flag in flags)
    for name in ("raid-config", "partitions", "nic"):
        found[name] = json.loads(found[name])
    assert found == {
        "instance-id": VISIBLE, "image-id": VISIBLE, "hostname": "-x", "password": "Aa_12345", "user-data": NASTY + "\n\n",
        "raid-config": request["raidConfig"], "partitions": request["partitions"], "nic": request["nic"],
    }  # fmt: skip
