"""The network is refused inside the process."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "socket.socket().bind(('127.0.0.1', 0))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_every_way_to_the_network_is_refused(attempt: str) -> None:
    script = f"""
import socket, urllib.request
from desktop.core import offline
offline.refuse_network()
try:
    {attempt}
except offline.NetworkRefused as refused:
    print(refused.code)
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert ended.stdout == "network_refused\n", ended.stderr
