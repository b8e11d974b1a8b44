"""The network is refused inside the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core import offline

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


@pytest.mark.parametrize(
    ("address", "distant"),
    [("", False), ("unix:path=/run/user/1000/bus", False), ("tcp:host=example.org,port=1", True), ("unix:path=/a;nonce-tcp:host=b", True)],
)
def test_a_bus_over_tcp_is_a_distant_one(monkeypatch: pytest.MonkeyPatch, address: str, distant: bool) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.delenv("DBUS_SYSTEM_BUS_ADDRESS", raising=False)

    assert offline.names_a_distant_bus() is distant
