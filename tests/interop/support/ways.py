"""The ways to the sandbox: which route, which credential."""

import os
from urllib.parse import urlsplit

import pytest
import urllib3.util.connection
from zenlayercloud.bmc.v20221120.bmc_client import BmcClient as OldBmcClient
from zenlayercloud.bmc.v20260201.bmc_client import BmcClient
from zenlayercloud.ccs.v20250901.ccs_client import CcsClient
from zenlayercloud.common.config import Config
from zenlayercloud.common.credential import Credential, TokenCredential

WAYS = ["direct-key", "direct-token", "proxy-key", "proxy-token"]


def setting(*names):
    """The first of these environment variables that says something."""
    return next(filter(None, map(os.environ.get, names)), None)


ACCESS_KEY_ID = setting("SANDBOX_ACCESS_KEY_ID", "ACCESS_KEY_ID")
ACCESS_KEY_PASSWORD = setting("SANDBOX_ACCESS_KEY_PASSWORD", "ACCESS_KEY_PASSWORD")
TOKEN = setting("SANDBOX_TOKEN")
#: What opens every sandbox that is started without credentials.
DEMO_KEY, DEMO_TOKEN = Credential("demo-access-key", "demo-access-key-password"), TokenCredential("demo-token")
if not (ACCESS_KEY_ID or ACCESS_KEY_PASSWORD or TOKEN):
    ACCESS_KEY_ID, ACCESS_KEY_PASSWORD = DEMO_KEY.access_key_id, DEMO_KEY.access_key_password
    TOKEN = DEMO_TOKEN.token


def access_key():
    if not ACCESS_KEY_ID:
        pytest.skip("SANDBOX_ACCESS_KEY_ID is not set, but another credential is")
    return Credential(ACCESS_KEY_ID, ACCESS_KEY_PASSWORD)


def token():
    if not TOKEN:
        pytest.skip("SANDBOX_TOKEN is not set, but another credential is")
    return TokenCredential(TOKEN)


def no_wait(_):
    """In place of the SDK's 1, 2 and 4 seconds after a rate limit."""
    return 0


class Way:
    """One way to the sandbox."""

    def __init__(self, name, host, credential):
        self.name, self.host, self.credential = name, host, credential
        self.route, self.kind = name.split("-")

    def client(self, kind=BmcClient, credential=None, change=None, **settings):
        """A client of the SDK's. `change` gets each finished request and may alter it before it is sent."""
        made = kind(credential or self.credential, Config(scheme="http", domain=self.host, **settings))
        made.way = self.name
        if change:
            made.proxy = Changing(made.proxy, change)
        return made

    @property
    def bmc(self):
        return self.client(BmcClient)

    @property
    def old_bmc(self):
        return self.client(OldBmcClient)

    @property
    def ccs(self):
        return self.client(CcsClient)


class Changing:
    """In the place of the SDK's transport: the request is altered after it was made and signed, then sent by it."""

    def __init__(self, transport, change):
        self._transport, self._change = transport, change

    def request(self, request):
        self._change(request)
        return self._transport.request(request)


def way_to(sandbox, kind="key"):
    """A direct way to a sandbox that a test started by itself."""
    return Way(f"direct-{kind}", sandbox.host, DEMO_KEY if kind == "key" else DEMO_TOKEN)


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
