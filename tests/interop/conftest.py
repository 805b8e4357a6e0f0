"""The vendor's own SDK, unchanged, against the sandbox: directly and through the proxy.

SANDBOX_URL names the sandbox, PROXY_URL the proxy (left out: those tests are skipped).
SANDBOX_ACCESS_KEY_ID, SANDBOX_ACCESS_KEY_PASSWORD and SANDBOX_TOKEN are what opens the sandbox
(left out, all three: its demo credentials).
"""

import json
import os
import re
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import urllib3.util.connection
from zenlayercloud.bmc.v20260201.bmc_client import BmcClient
from zenlayercloud.ccs.v20250901.ccs_client import CcsClient
from zenlayercloud.common.config import Config
from zenlayercloud.common.credential import Credential, TokenCredential

CATALOG = Path(__file__).parents[2] / "crates" / "sandbox" / "src" / "catalog.json"
REQUEST_ID = re.compile(r"T[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def setting(*names):
    """The first of these environment variables that says something."""
    return next(filter(None, map(os.environ.get, names)), None)


ACCESS_KEY_ID = setting("SANDBOX_ACCESS_KEY_ID", "ACCESS_KEY_ID")
ACCESS_KEY_PASSWORD = setting("SANDBOX_ACCESS_KEY_PASSWORD", "ACCESS_KEY_PASSWORD")
TOKEN = setting("SANDBOX_TOKEN")
if not (ACCESS_KEY_ID or ACCESS_KEY_PASSWORD or TOKEN):
    ACCESS_KEY_ID, ACCESS_KEY_PASSWORD, TOKEN = "demo-access-key", "demo-access-key-password", "demo-token"


@pytest.fixture(scope="session", autouse=True)
def no_proxy_of_the_machine():
    """The SDK takes HTTP_PROXY from the environment, which would lead away from loopback."""
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]:
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)


@pytest.fixture(scope="session")
def catalog():
    """What the sandbox's account holds, from the file itself."""
    return json.loads(CATALOG.read_text(encoding="utf-8"))


class Sandbox:
    """The sandbox's control plane, always asked directly."""

    def __init__(self, url):
        self.url = url
        self.host = urlsplit(url).netloc

    def ask(self, name, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(f"{self.url}/_sandbox/{name}", data=data, timeout=30) as answer:
            return json.load(answer)

    def advance(self, seconds):
        return self.ask("clock", {"advanceSeconds": seconds})

    def order_fault(self, kind, action="ReinstallInstance", times=1, millis=0):
        return self.ask("faults", {"action": action, "kind": kind, "times": times, "millis": millis})

    def state(self):
        return self.ask("state")

    def statuses(self, action):
        """The HTTP status of each call of this action, in the order in which they came."""
        return [call["status"] for call in self.ask("calls")["calls"] if call["action"] == action]


@pytest.fixture(scope="session")
def sandbox_url():
    url = os.environ.get("SANDBOX_URL")
    assert url, "SANDBOX_URL must name a running sandbox, for example http://127.0.0.1:8788"
    return url.rstrip("/")


@pytest.fixture(scope="session")
def proxy_url():
    url = os.environ.get("PROXY_URL")
    if not url:
        pytest.skip("PROXY_URL is not set: no proxy to go through")
    return url.rstrip("/")


@pytest.fixture
def sandbox(sandbox_url):
    """The sandbox, as at its start."""
    sandbox = Sandbox(sandbox_url)
    sandbox.ask("reset", {})
    yield sandbox
    sandbox.ask("reset", {})


class Way:
    """One way to the sandbox: which route, which credential."""

    def __init__(self, route, host, credential):
        self.route, self.host, self.credential = route, host, credential

    def config(self, **settings):
        return Config(scheme="http", domain=self.host, **settings)

    def client(self, kind, credential=None, **settings):
        return kind(credential or self.credential, self.config(**settings))

    @property
    def bmc(self):
        return self.client(BmcClient)

    @property
    def ccs(self):
        return self.client(CcsClient)


def access_key():
    if not ACCESS_KEY_ID:
        pytest.skip("SANDBOX_ACCESS_KEY_ID is not set, but another credential is")
    return Credential(ACCESS_KEY_ID, ACCESS_KEY_PASSWORD)


def token():
    if not TOKEN:
        pytest.skip("SANDBOX_TOKEN is not set, but another credential is")
    return TokenCredential(TOKEN)


def lead_through_proxy(monkeypatch, sandbox, proxy_url):
    """Connections to the sandbox go to the proxy instead; gives back the list of those that did.

    The SDK signs the host that it is configured with, and the upstream verifies its own: so with an
    access key the SDK must be configured with the sandbox's host. (A browser's page asks the proxy
    which host to sign.)
    """
    proxy = urlsplit(proxy_url)
    connect, led = urllib3.util.connection.create_connection, []

    def create_connection(target, *arguments, **settings):
        if "%s:%s" % target == sandbox.host:
            led.append(target)
            target = (proxy.hostname, proxy.port)
        return connect(target, *arguments, **settings)

    monkeypatch.setattr(urllib3.util.connection, "create_connection", create_connection)
    return led


@pytest.fixture(params=["direct-key", "direct-token", "proxy-key", "proxy-token"])
def way(request, sandbox, monkeypatch):
    """Every way to the sandbox in turn."""
    route, kind = request.param.split("-")
    credential = access_key() if kind == "key" else token()
    if route == "direct":
        yield Way(route, sandbox.host, credential)
        return
    proxy_url = request.getfixturevalue("proxy_url")
    if kind == "token":
        yield Way(route, urlsplit(proxy_url).netloc, credential)
    else:
        led = lead_through_proxy(monkeypatch, sandbox, proxy_url)
        yield Way(route, sandbox.host, credential)
        assert led, "nothing went through the proxy"


#: The ways that reinstalls took, for the end of the run: what the vendor's own SDK saw.
status_walks = []


def pytest_terminal_summary(terminalreporter):
    """Prints them, so that a run shows what it proved."""
    if status_walks:
        terminalreporter.section("status walks, as the vendor's SDK saw them")
        for line in status_walks:
            terminalreporter.write_line(line)
