"""What a vault holds, as frozen values: items, where they were seen, the custody log, and what verification found."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from desktop.core.texts import Sentence

ItemKind = Literal["file", "link", "record"]

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]


class AgeAnswer(StrEnum):
    """What was answered to "Was the person shown under 18?", which comes before a file is taken in."""

    ADULT = "adult"
    UNDER_18 = "under_18"
    NOT_SURE = "not_sure"
    NOT_ASKED = "not_asked"

    @property
    def forbids_bytes(self) -> bool:
        """Whether no byte of the file may be kept, shown or given out. "Not sure" counts as under 18."""
        return self in {AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE}


@dataclass(frozen=True)
class Where:
    """Where and when an item was seen, in the person's own words. Empty means not known."""

    url: str = ""
    account: str = ""
    platform: str = ""
    note: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Item:
    """One piece of evidence: a sealed file, an address without a file, or a record of a file that may not be kept."""

    id: str
    """Short and stable, as "0001"."""
    kind: ItemKind
    """ "record" is what is kept of a file that shows, or may show, someone under 18: its hash and addresses only."""
    name: str
    """The file's name exactly as it came, untrusted: pass it through `core.names.shown` before showing it."""
    size: int
    sha256: str
    sha512: str
    md5: str
    pdq: str
    """The perceptual hash PDQ in hex, or empty where the file is no picture or has too little in it."""
    media_type: str
    added_at: datetime
    where: Where
    age: AgeAnswer
    has_bytes: bool
    """Whether the file itself is sealed in the vault."""
    same_as: str = ""
    """The id of the first item with the same SHA-256, where this one was seen again; its bytes are not stored twice."""


@dataclass(frozen=True)
class LogEntry:
    """One act in the custody log; `hash` is the SHA-256 of its canonical record, which holds the hash of the one before."""

    number: int
    at: datetime
    act: str
    item_id: str
    detail: dict[str, str]
    hash: str


@dataclass(frozen=True)
class SignedLog:
    """The whole custody log in the form that a stranger can check (FORMAT.md, "Custody log")."""

    lines: bytes
    """One canonical record a line, each ended by a line feed."""
    head: bytes
    """The canonical record of how many lines there are and the hash of the last."""
    signature: bytes
    """Ed25519 (64 bytes) over `head`."""
    public_key: bytes
    """The vault's Ed25519 public key (32 bytes)."""


@dataclass(frozen=True)
class Record:
    """Something kept about an item or the case: a check result, a report that was made, an answer that came back."""

    number: int
    kind: str
    item_id: str
    at: datetime
    content: dict[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """One thing that verification found: in which part, what kind (stable, for scripts), and in words."""

    part: str
    code: str
    text: Sentence
