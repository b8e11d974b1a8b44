"""Which state of which vault this computer has seen last, so that an older copy is noticed (FORMAT.md, section 8).

The file lies with the settings, outside any vault. It always has the same size and looks like noise: without the
keys of a vault it tells neither which vaults were opened here, nor how many.
"""

import secrets
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.core import clock, files, places, settings
from desktop.core.errors import LindenError
from desktop.vault.keys import SEEN, Keys

FILE_NAME: Final = "seen"
PLACES: Final = 128
_STATE: Final = struct.Struct(">Q32sQ")
_NONCE: Final = 12
_ENTRY: Final = _NONCE + _STATE.size + 16
TOTAL_BYTES: Final = PLACES * _ENTRY


@dataclass(frozen=True)
class State:
    """How many records the custody log of a vault had, the hash of the last (hex), and when that was (seconds since 1970)."""

    count: int
    hash: str
    at_s: int

    def moment(self) -> datetime:
        """Return when this state was, in this computer's zone."""
        return datetime.fromtimestamp(self.at_s, UTC).astimezone()


@dataclass(frozen=True)
class Place:
    """Where the state of one vault is kept, and the key to it. It outlives the vault's keys by the moment of locking."""

    vault_id: bytes
    key: bytes = field(repr=False)
    path: Path = field(default_factory=lambda: places.settings_folder() / FILE_NAME)


@dataclass(frozen=True)
class Older:
    """Of a vault that was opened, another state had been seen on this computer."""

    records: int
    """How many records the custody log of the opened one has."""
    records_seen: int
    seen_at: datetime
    is_parted: bool
    """Both were worked on since they were the same; else the opened one is just older."""

    def detail(self) -> dict[str, str]:
        """Return what the custody log says of it."""
        return {"seen_records": str(self.records_seen), "seen_at": clock.stamp(self.seen_at), "parted": "yes" if self.is_parted else "no"}


def place_of(keys: Keys) -> Place:
    """Return the place for an open vault. Raises VaultLocked."""
    return Place(keys.vault_id, keys.derive(SEEN))


class Watch:
    """Holds the state of an open vault, and keeps it when the vault is locked."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.before = read(place)
        """What this computer had seen when the vault was opened."""
        self.state: State | None = None

    def close(self) -> None:
        """Keep the last state; a second time does nothing."""
        state, self.state = self.state, None
        if state is not None:
            write(self._place, state)


def read(place: Place) -> State | None:
    """Return the last state of this vault that was seen on this computer; None where there is none, or the file is not ours."""
    number, opened = _find(place, _entries(place.path))
    return opened if number >= 0 else None


def write(place: Place, state: State) -> None:
    """Keep the state. Where that cannot be done, an older copy is just not noticed the next time.

    On a computer of which the person said that others use it, nothing is kept.
    """
    if settings.load().leaves_no_trace:
        return
    entries = _entries(place.path)
    number, _before = _find(place, entries)
    if number < 0:
        # Any place: whether one is free cannot be told. At worst another vault's state is forgotten.
        number = secrets.randbelow(PLACES)
    entries[number] = _sealed(place, state)
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
        files.write(place.path, b"".join(entries))
    except (OSError, LindenError):
        return


def forget(place: Place) -> None:
    """Put noise in the place of this vault's state."""
    entries = _entries(place.path)
    number, _state = _find(place, entries)
    if number < 0:
        return
    entries[number] = secrets.token_bytes(_ENTRY)
    try:
        files.write(place.path, b"".join(entries))
    except LindenError:
        return


def _entries(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            content = file.read(TOTAL_BYTES + 1)
    except OSError:
        content = b""
    if len(content) != TOTAL_BYTES:
        content = secrets.token_bytes(TOTAL_BYTES)
    return [content[start : start + _ENTRY] for start in range(0, TOTAL_BYTES, _ENTRY)]


def _find(place: Place, entries: list[bytes]) -> tuple[int, State | None]:
    aead = AESGCM(place.key)
    for number, entry in enumerate(entries):
        try:
            plain = aead.decrypt(entry[:_NONCE], entry[_NONCE:], place.vault_id)
        except InvalidTag:
            continue
        count, last, at_s = _STATE.unpack(plain)
        return number, State(count, last.hex(), at_s)
    return -1, None


def _sealed(place: Place, state: State) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    plain = _STATE.pack(state.count, bytes.fromhex(state.hash), state.at_s)
    return nonce + AESGCM(place.key).encrypt(nonce, plain, place.vault_id)
