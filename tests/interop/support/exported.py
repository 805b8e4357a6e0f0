"""Requests as code: the core's texts for them, and what arrives when one is run."""

import json
import os
import subprocess
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.sandbox import ROOT

PASSWORD = "SERVER_PASSWORD"
USER_DATA_FILE = "user-data.txt"


def export(*requests):
    """For each request its text in every format, by the format's name."""
    cargo = [os.environ.get("CARGO", "cargo"), "run", "--locked", "-q", "-p", "reinstall-core", "--example", "export"]
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    made = subprocess.run(cargo, cwd=ROOT, input=lines, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    texts = [json.loads(line) for line in made.stdout.removesuffix("\n").split("\n")]
    assert len(texts) == len(requests)
    return texts


class Listener(ThreadingHTTPServer):
    """Between the code and the sandbox: notes each request's bytes and passes them on as they are."""

    def __init__(self, sandbox):
        super().__init__(("127.0.0.1", 0), Passing)
        self.sandbox, self.bodies, self.headers = sandbox, [], []
        self.domain = f"127.0.0.1:{self.server_port}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return super().__enter__()

    def __exit__(self, *error):
        self.shutdown()
        super().__exit__(*error)


class Passing(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.bodies.append(body)
        self.server.headers.append(dict(self.headers))
        # With the host that was signed.
        onward = urllib.request.Request(self.server.sandbox.url + self.path, data=body, headers=dict(self.headers))
        try:
            answer = urllib.request.urlopen(onward, timeout=60)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            said = answer.read()
            self.send_response(answer.status)
            self.send_header("content-type", answer.headers["content-type"])
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

    def log_message(self, *arguments):
        pass


def run(command, code, folder, secrets, **environment):
    """Saves the code in the folder and runs it there, as its first lines say. `secrets`: the request with them."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "reinstall"
    file.write_text(code, encoding="utf-8")
    if "userData" in secrets:
        (folder / USER_DATA_FILE).write_bytes(secrets["userData"].encode())
    if "password" in secrets:
        environment[PASSWORD] = secrets["password"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZENLAYER")}
    return subprocess.run(
        [*command, str(file)], cwd=folder, env=kept | environment, capture_output=True, text=True, timeout=120
    )
