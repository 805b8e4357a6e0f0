"""The stack that the other tests talk to is the one they mean."""

import requests


def test_the_proxy_is_in_front_of_the_sandbox(proxy_url: str, sandbox_url: str) -> None:
    info = requests.get(f"{proxy_url}/proxy-info", timeout=10).json()
    assert info["sandbox"] is True
    assert sandbox_url.endswith(info["upstreamHost"])
