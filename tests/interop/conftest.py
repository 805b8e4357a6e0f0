"""The vendor's own SDK, unchanged, against the sandbox: directly and through the proxy.

SANDBOX_URL names the sandbox, PROXY_URL the proxy (left out: those tests are skipped), SANDBOX_BIN the
sandbox's program, of which some tests start others. SANDBOX_ACCESS_KEY_ID, SANDBOX_ACCESS_KEY_PASSWORD and
SANDBOX_TOKEN are what opens the sandbox (left out, all three: its demo credentials).
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

# Before it is imported: so that its asserts say what they compared.
pytest.register_assert_rewrite("support")

from support import recorder, report
from support.catalogue import Catalogue
from support.sandbox import Sandbox, started
from support.ways import WAYS, Way, access_key, lead_through_proxy, token, way_to

COVERAGE = "test_coverage.py"


@pytest.fixture(scope="session", autouse=True)
def no_proxy_of_the_machine():
    """The SDK takes HTTP_PROXY from the environment, which would lead away from loopback."""
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]:
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)


@pytest.fixture(scope="session", autouse=True)
def recording():
    """Every exchange of the SDK's is noted."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        recorder.listen(monkeypatch)
        yield


@pytest.fixture(scope="session")
def catalogue():
    return Catalogue()


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
    sandbox.reset()
    yield sandbox
    sandbox.reset()


@pytest.fixture(params=WAYS)
def way(request, sandbox, monkeypatch):
    """Every way to the sandbox in turn."""
    route, kind = request.param.split("-")
    credential = access_key() if kind == "key" else token()
    if route == "direct":
        yield Way(request.param, sandbox.host, credential)
        return
    proxy_url = request.getfixturevalue("proxy_url")
    if kind == "token":
        yield Way(request.param, urlsplit(proxy_url).netloc, credential)
    else:
        led = lead_through_proxy(monkeypatch, sandbox, proxy_url)
        yield Way(request.param, sandbox.host, credential)
        assert led, "nothing went through the proxy"


@pytest.fixture
def direct(sandbox):
    """The way without a proxy and with an access key: where the way makes no difference, or no other can send it."""
    return Way("direct-key", sandbox.host, access_key())


@pytest.fixture(scope="session")
def crowd():
    """A sandbox with 10,000 instances."""
    with started("--instances", 10_000) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def way_to_crowd(crowd):
    return way_to(crowd)


class Selection:
    """Whether this run has every test of the suite: only then can it be held to its coverage."""

    def __init__(self):
        self.left_out, self.failed = [], []


selection = Selection()


@pytest.fixture(scope="session")
def whole_run():
    """Skips where only a part of the suite was asked for."""
    if selection.left_out:
        pytest.skip(f"only a part of the suite was run; left out: {selection.left_out[0]}")
    if not os.environ.get("PROXY_URL"):
        pytest.skip("PROXY_URL is not set: half of the ways were skipped")


def pytest_deselected(items):
    selection.left_out += [item.nodeid for item in items]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    # What is asserted about the whole run comes at its end.
    items.sort(key=lambda item: item.path.name == COVERAGE)
    there = {item.path.name for item in items}
    selection.left_out += [path.name for path in Path(__file__).parent.glob("test_*.py") if path.name not in there]
    selection.left_out += [f"all but {argument}" for argument in config.args if "::" in argument]


def pytest_terminal_summary(terminalreporter):
    report.write(terminalreporter)
