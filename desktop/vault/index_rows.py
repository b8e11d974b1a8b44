"""Rows of the index as they stand, and the hashes by which the custody log binds them (FORMAT.md, sections 6 and 7)."""

import hashlib
from dataclasses import asdict, dataclass

from desktop.vault import canonical


@dataclass(frozen=True)
class ItemRow:
    """One row of the table `item`, as it stands; its columns in their order."""

    number: int
    kind: str
    name: str
    size: int
    sha256: str
    sha512: str
    md5: str
    pdq: str
    media_type: str
    added_at: str
    url: str
    account: str
    platform: str
    note: str
    seen_at: str
    age: str
    object: str
    same_as: int

    @property
    def digest(self) -> str:
        """The hash by which the custody log binds this row."""
        return hashlib.sha256(canonical.encode(asdict(self))).hexdigest()


@dataclass(frozen=True)
class RecordRow:
    """One row of the table `record`, as it stands."""

    number: int
    kind: str
    item: int
    at: str
    content: str

    @property
    def digest(self) -> str:
        """The hash by which the custody log binds this row."""
        return hashlib.sha256(canonical.encode(asdict(self))).hexdigest()


@dataclass(frozen=True)
class AboutRow:
    """One row of the table `about`, as it stands: accounts, tags and people are canonical JSON."""

    item: int
    case_number: int
    how: str
    accounts: str
    tags: str
    people: str

    @property
    def digest(self) -> str:
        """The hash by which the custody log binds this row."""
        return hashlib.sha256(canonical.encode(asdict(self))).hexdigest()


@dataclass(frozen=True)
class CaseRow:
    """One row of the table `cases`, as it stands."""

    number: int
    name: str
    note: str
    opened_at: str
    closed_at: str

    @property
    def digest(self) -> str:
        """The hash by which the custody log binds this row."""
        return hashlib.sha256(canonical.encode(asdict(self))).hexdigest()
