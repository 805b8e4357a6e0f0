"""A running sandbox: its control plane, and how to start one of our own."""

import json
import os
import re
import signal
import subprocess
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[3]
BINARY = os.environ.get("SANDBOX_BIN") or str(ROOT / "target" / "debug" / "reinstall-sandbox")


class Sandbox:
    """The sandbox's control plane, always asked directly."""

    def __init__(self, url):
        self.url = url
        self.host = urlsplit(url).netloc

    def ask(self, name, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(f"{self.url}/_sandbox/{name}", data=data, timeout=60) as answer:
            return json.load(answer)

    def reset(self):
        self.ask("reset", {})

    def advance(self, seconds):
        self.ask("clock", {"advanceSeconds": seconds})

    def order_fault(self, kind, action="ReinstallInstance", times=1, millis=0):
        return self.ask("faults", {"action": action, "kind": kind, "times": times, "millis": millis})

    def instances(self):
        return self.ask("state")["instances"]

    def instance(self, instance_id):
        (found,) = [instance for instance in self.instances() if instance["instanceId"] == instance_id]
        return found

    def codes(self):
        return {code["code"]: code["httpStatus"] for code in self.ask("codes")["codes"]}

    def statuses(self, action):
        """The HTTP status of each call of this action, in the order in which they came; 0: not answered."""
        return [call["status"] for call in self.ask("calls")["calls"] if call["action"] == action]


class DidNotStart(Exception):
    """The program ended before it listened; the text is what it said."""


class OwnSandbox(Sandbox):
    """A sandbox that a test started."""

    def __init__(self, flags):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("REINSTALL_SANDBOX_")}
        # A file, not a pipe: nobody reads it while the sandbox runs.
        self._said = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            [BINARY, "--listen", "127.0.0.1:0", *map(str, flags)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._said, text=True, env=environment,
        )  # fmt: skip
        listening = re.search(r"http://\S+", self._process.stdout.readline())
        if not listening:
            self._process.wait(timeout=30)
            self._said.seek(0)
            said = self._said.read()
            self.end()
            raise DidNotStart(said)
        super().__init__(listening.group())

    def kill(self):
        """SIGKILL: no time to put anything in order."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=30)

    def end(self):
        if self._process.poll() is None:
            self.kill()
        self._process.stdout.close()
        self._said.close()


@contextmanager
def started(*flags):
    """A sandbox of one's own with these flags, until the end of the block."""
    sandbox = OwnSandbox(flags)
    try:
        yield sandbox
    finally:
        sandbox.end()
