"""The promise that nothing leaves, kept inside the process: any use of a network socket is refused.

One thing is let through, and only while it is asked for: the session bus of this computer, by which the key ring of a Linux desktop
is reached (quick unlock). It is a file of this computer, not a network.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop.core.errors import LindenError
from desktop.core.texts import mark

# Audit events of CPython (docs: "Audit events table") that reach for a network.
_REFUSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostby")
_BUS_EVENTS = frozenset({"socket.connect", "socket.sendmsg"})
_AF_UNIX = 1
_BUS_VARIABLE = "DBUS_SESSION_BUS_ADDRESS"
_SYSTEM_BUS_VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS"
_DISTANT_TRANSPORTS = frozenset({"tcp", "nonce-tcp"})

_buses: frozenset[str] = frozenset()


class NetworkRefused(LindenError):
    """Some part of the program tried to use the network, and was stopped."""

    code = "network_refused"
    says = mark("A part of the program tried to use the network ({event}). It was stopped.")
    advice = mark("Nothing was sent. Please tell the people who look after this program.")


def refuse_network() -> None:
    """Refuse every network event in this process from now on; this cannot be taken back."""
    sys.addaudithook(_refuse)


@contextmanager
def reaching_session_bus() -> Iterator[None]:
    """Let through the session bus of a Linux desktop inside the block: the AF_UNIX socket that the desktop names, and no other."""
    global _buses
    before, _buses = _buses, session_buses() if sys.platform == "linux" else frozenset()
    try:
        yield
    finally:
        _buses = before


def session_buses() -> frozenset[str]:
    """Return the sockets that the desktop names for its session bus, as addresses of AF_UNIX (D-Bus specification, "Server Addresses")."""
    found = set()
    for address in os.environ.get(_BUS_VARIABLE, "").split(";"):
        transport, _, rest = address.partition(":")
        named = dict(part.partition("=")[::2] for part in rest.split(","))
        if transport == "unix" and "path" in named:
            found.add(named["path"])
        elif transport == "unix" and "abstract" in named:
            found.add(f"\0{named['abstract']}")
    return frozenset(found)


def names_a_distant_bus() -> bool:
    """Whether a D-Bus address in the surroundings goes over TCP; such a bus is left alone."""
    addresses = ";".join(os.environ.get(name, "") for name in (_BUS_VARIABLE, _SYSTEM_BUS_VARIABLE)).split(";")
    return any(address.partition(":")[0] in _DISTANT_TRANSPORTS for address in addresses)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED) and not _is_session_bus(event, arguments):
        raise NetworkRefused(event=event)


def _is_session_bus(event: str, arguments: tuple[Any, ...]) -> bool:
    if not _buses or event not in _BUS_EVENTS or len(arguments) < 2 or getattr(arguments[0], "family", None) != _AF_UNIX:
        return False
    address = arguments[1]
    # A message on a socket that is connected names no address; it could only be connected to the bus.
    if address is None:
        return event == "socket.sendmsg"
    return (address.decode("utf-8", "surrogateescape") if isinstance(address, bytes) else address) in _buses
