"""What a vault holds, as frozen values: cases, items, what is said of them, the custody log, and what verification found."""

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


class HowItCame(StrEnum):
    """In what form an item came to the person who keeps it."""

    NOT_SAID = "not_said"
    SAVED = "saved"
    """A file that was saved or copied as it was."""
    SCREENSHOT = "screenshot"
    MESSAGE = "message"
    """Sent to them in a message and saved from there."""
    CHAT = "chat"
    """Part of an exported chat, or the export itself."""
    EMAIL = "email"
    PAGE = "page"
    """Part of a saved web page, or the page itself."""


@dataclass(frozen=True)
class Person:
    """Someone shown in an item, by whatever name the person who keeps it gives them."""

    name: str
    age: AgeAnswer


DEFAULT_CASE = "1"
"""The case that every vault has, and that everything is in where no other is named."""


@dataclass(frozen=True)
class Said:
    """What is said of an item beside where it was seen. It may change later; each change is in the custody log."""

    case_id: str = DEFAULT_CASE
    how: HowItCame = HowItCame.NOT_SAID
    accounts: tuple[str, ...] = ()
    """Names of accounts that have to do with it, beside the one of `Where`."""
    tags: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    """The people shown. The most cautious answer about their age is that of the item."""


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Case:
    """One matter that items belong to: that of one person, or one of several that a counselor keeps apart."""

    id: str
    """Short and stable, as "1"."""
    name: str = ""
    """Empty for the case that every vault has, until it is given a name."""
    note: str = ""
    opened_at: datetime | None = None
    """None for the case that every vault has, until it is changed."""
    closed_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it is done with. Everything in it can still be read, handed over and added to."""
        return self.closed_at is not None


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
    said: Said = field(default_factory=Said)


class RelationKind(StrEnum):
    """How one item has to do with another."""

    SAME_IMAGE = "same_image"
    """Both show the same picture, in other bytes."""
    MADE_FROM = "made_from"
    """The item was made from the other: a fake from a person's own photo."""
    SEEN_AGAIN = "seen_again"
    """The item is another place where the other was seen."""
    PART_OF = "part_of"
    """The item came in the other: a picture of a chat, an e-mail or a page."""


@dataclass(frozen=True)
class Relation:
    """That one item has to do with another, and by what this was found. It is kept as a record, which never changes."""

    number: int
    """The number of its record; 0 where the same bytes say so themselves."""
    kind: RelationKind
    item_id: str
    other_id: str
    by: str
    """"sha256", "pdq", "match", "import" or "person"."""
    at: datetime
    detail: dict[str, JsonValue] = field(default_factory=dict)
    withdrawn_at: datetime | None = None
    """When it was noted that it does not hold; its record stays."""


@dataclass(frozen=True)
class DeletedItem:
    """What stays of an item that was deleted."""

    id: str
    size: int
    sha256: str
    """Hex, or empty where it was an address without a file."""
    deleted_at: datetime | None


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
