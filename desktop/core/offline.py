"""The promise that nothing leaves, kept inside the process: any use of a network socket is refused."""

import sys
from typing import Any

from desktop.core.errors import LindenError
from desktop.core.texts import mark

# Audit events of CPython (docs: "Audit events table") that reach for a network.
_REFUSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostby")


class NetworkRefused(LindenError):
    """Some part of the program tried to use the network, and was stopped."""

    code = "network_refused"
    says = mark("A part of the program tried to use the network ({event}). It was stopped.")
    advice = mark("Nothing was sent. Please tell the people who look after this program.")


def refuse_network() -> None:
    """Refuse every network event in this process from now on; this cannot be taken back."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise NetworkRefused(event=event)
