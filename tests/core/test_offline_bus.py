"""The session bus is let through while it is asked for, and nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import os, socket, sys
from desktop.core import offline
bus, other = sys.argv[1], sys.argv[1] + "2"
servers = []
for path in (bus, other):
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    servers.append(server)
os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus},guid=00"
offline.refuse_network()
def attempt(what, act):
    try:
        act()
        print(what, "went through")
    except offline.NetworkRefused:
        print(what, "refused")
def reach(path):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
attempt("bus outside", lambda: reach(bus))
with offline.reaching_session_bus():
    attempt("bus inside", lambda: reach(bus))
    attempt("other socket", lambda: reach(other))
    attempt("internet", lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))
    attempt("datagram", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)))
    attempt("unix datagram", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x", bus))
    attempt("name", lambda: socket.getaddrinfo("localhost", 80))
attempt("bus afterwards", lambda: reach(bus))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such bus elsewhere")
def test_the_session_bus_is_reached_only_while_it_is_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "bus")]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert ended.stdout.splitlines() == [
        "bus outside refused",
        "bus inside went through",
        "other socket refused",
        "internet refused",
        "datagram refused",
        "unix datagram refused",
        "name refused",
        "bus afterwards refused",
    ], ended.stderr
