"""What goes into a package, as the layer is given it: items, documents and the custody log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal

Age = Literal["adult", "under_18", "not_sure", "not_asked"]
DocumentKind = Literal["report", "check", "match", "other"]

# Answers after which no byte of a picture goes into any package: "not sure" counts as under 18.
NEVER_WITH_PICTURES: frozenset[Age] = frozenset({"under_18", "not_sure"})


@dataclass(frozen=True)
class PackageItem:
    """One item of the case: where it was seen, its hashes, and a way to its bytes where they may leave."""

    id: str
    kind: Literal["file", "link", "record"]
    name: str
    size: int
    sha256: str
    sha512: str
    md5: str
    pdq: str
    media_type: str
    added_at: datetime
    age: Age
    url: str = ""
    account: str = ""
    platform: str = ""
    note: str = ""
    seen_at: datetime | None = None
    history: tuple[tuple[datetime, str], ...] = ()
    """What was done with the item, as (when, act of the custody log)."""
    open: Callable[[], BinaryIO] | None = None
    """Opens the original bytes, decrypted as they are read; None where there are none or they may not leave."""

    @property
    def may_carry_bytes(self) -> bool:
        """Whether the original may leave: there is one, and nobody under 18 is, or may be, shown."""
        return self.open is not None and self.kind == "file" and self.age not in NEVER_WITH_PICTURES


@dataclass(frozen=True)
class Document:
    """A paper that goes along: a report, or the record of a check."""

    name: str
    kind: DocumentKind
    content: bytes
    item_id: str = ""


@dataclass(frozen=True)
class CustodyLog:
    """The custody log as the vault signed it: its lines, and files that prove its end."""

    lines: bytes
    head: bytes
    signature: bytes
    public_key: bytes
