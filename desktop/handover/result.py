"""What making and verifying a package answer."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from desktop.core.texts import Sentence

EntryKind = Literal["item", "document", "list", "custody", "page", "proof"]


@dataclass(frozen=True)
class PackageEntry:
    """One file of a package: its path below the package's folder, its size in bytes, and what it is."""

    path: str
    size: int
    what: EntryKind
    item_id: str = ""


@dataclass(frozen=True)
class Built:
    """A package that was written."""

    path: Path
    sha256: str
    """SHA-256 of the whole file, to be said to the receiver over another way."""
    entries: tuple[PackageEntry, ...]
    package_id: str
    fingerprint: str
    """SHA-256 of the public key, by which the receiver knows whose package it is."""
    without_bytes: tuple[str, ...]
    """Ids of items of which only hashes, addresses and times are inside."""
    parts: tuple[Path, ...] = ()
    """Where the parts are, if it was cut into parts; `path` is then the first."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a package: in which part, which kind, and in words."""

    part: str
    code: str
    text: Sentence


@dataclass(frozen=True)
class Verified:
    """The result of verifying a package; `ok` means that not one byte differs from what was sealed.

    Of a bag that is not ours, `ok` means only that its files are as its own lists say.
    """

    ok: bool
    problems: tuple[Problem, ...]
    items: int = 0
    made_at: str = ""
    package_id: str = ""
    fingerprint: str = ""
    kind: Literal["package", "folder", "bag"] = "package"
    """A whole package; a package that was unpacked, of which the ZIP's own bytes are gone; anyone's bag, which nobody signed."""
    notes: tuple[Problem, ...] = ()
    """What should be known and is nothing wrong."""
    chain: tuple[str, ...] = field(default=(), repr=False)
    """Of a whole package, the hash of every line of its custody log, hidden ones as well."""
