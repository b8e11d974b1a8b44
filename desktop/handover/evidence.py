"""The evidence list: what every item is, where and when it was seen, as JSON (the authority) and CSV (for a table program)."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from desktop.core.clock import stamp
from desktop.core.names import shown
from desktop.handover import words
from desktop.handover.item import NEVER_WITH_PICTURES, Age, DocumentKind, PackageItem

JSON_PATH = "data/evidence.json"
CSV_PATH = "data/evidence.csv"
FORMAT = "linden-evidence-1"
MOST_ITEMS = 100_000

Presence = Literal["included", "left_out_age", "left_out_choice", "none"]
"""Whether the original is inside: yes; never, for the person's age; no, by choice; there is none."""

Hex256 = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Text = Annotated[str, Field(max_length=100_000)]
Line = Annotated[str, Field(max_length=10_000)]


# What a signed number of 64 bits holds, as file systems and databases have it.
Size = Annotated[int, Field(ge=0, le=2**63 - 1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Act(_Strict):
    """What was done with an item, and when."""

    at: Line
    act: Line


class ListedItem(_Strict):
    """One item as the list tells it."""

    id: Line
    kind: Literal["file", "link", "record"]
    path: Line | None
    """Where its original is in the package, or nothing."""
    original: Presence
    name: Line
    name_utf8_hex: Line
    """The name's bytes as they came, for names that a computer shows in two ways."""
    size: Size
    sha256: Hex256
    sha512: Annotated[str, Field(pattern=r"^([0-9a-f]{128})?$")]
    md5: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")]
    pdq: Line
    media_type: Line
    url: Text
    account: Line
    platform: Line
    note: Text
    seen_at: Line
    added_at: Line
    age: Age
    history: Annotated[list[Act], Field(max_length=MOST_ITEMS)]


class ListedDocument(_Strict):
    """One paper that goes along."""

    path: Line
    kind: DocumentKind
    item_id: Line
    size: Size
    sha256: Hex256


class EvidenceList(_Strict):
    """The whole list."""

    format: Literal["linden-evidence-1"]
    package: Line
    made_at: Line
    language: Line
    with_originals: bool
    items: Annotated[list[ListedItem], Field(max_length=MOST_ITEMS)]
    documents: Annotated[list[ListedDocument], Field(max_length=MOST_ITEMS)]

    def as_json(self) -> bytes:
        """Return the list as UTF-8 JSON, two spaces deep, ended by a line feed."""
        return self.model_dump_json(indent=2).encode() + b"\n"


def presence(item: PackageItem, *, pictures: bool) -> Presence:
    """Return whether an item's original goes along."""
    if item.age in NEVER_WITH_PICTURES or item.kind == "record":
        return "left_out_age"
    if item.kind == "link":
        return "none"
    return "included" if pictures and item.open is not None else "left_out_choice"


def listed(item: PackageItem, path: str | None, *, pictures: bool) -> ListedItem:
    """Return an item as the list tells it; `path` is where its original is, if it goes along."""
    return ListedItem(
        id=item.id,
        kind=item.kind,
        path=path,
        original=presence(item, pictures=pictures),
        name=_plain(item.name),
        name_utf8_hex=_name_bytes(item.name).hex(),
        size=item.size,
        sha256=item.sha256,
        sha512=item.sha512,
        md5=item.md5,
        pdq=item.pdq,
        media_type=item.media_type,
        url=_plain(item.url),
        account=_plain(item.account),
        platform=_plain(item.platform),
        note=_plain(item.note),
        seen_at=_moment(item.seen_at),
        added_at=stamp(item.added_at),
        age=item.age,
        history=[Act(at=stamp(at), act=act) for at, act in item.history],
    )


def as_csv(items: Sequence[ListedItem], language: str) -> bytes:
    """Return the items as a table that Excel opens as UTF-8; no cell of it can start a formula."""
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow([column.within(language) for column in words.CSV_COLUMNS])
    for item in items:
        table.writerow([_cell(value) for value in _row(item, language)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _row(item: ListedItem, language: str) -> tuple[str, ...]:
    return (
        item.id,
        words.KINDS[item.kind].within(language),
        item.name,
        item.path or "",
        words.PRESENCE[item.original].within(language),
        item.url,
        item.account,
        item.platform,
        item.note,
        item.seen_at,
        item.added_at,
        words.AGES[item.age].within(language),
        str(item.size) if item.sha256 else "",
        item.sha256,
        item.sha512,
        item.md5,
        item.pdq,
        item.media_type,
        "; ".join(f"{act.at} {act.act}" for act in item.history),
    )


# Excel, Calc and Sheets take a cell that begins so for a formula (OWASP, "CSV Injection"), full-width forms included;
# leading white space does not stop them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def _cell(value: str) -> str:
    """Return a value that a table program takes for text: an apostrophe before what could be a formula."""
    visible = "\n".join(_visible(line) for line in value.splitlines()) if value else ""
    return f"'{visible}" if visible.lstrip().startswith(_FORMULA) or visible[:1].isspace() else visible


def _visible(line: str) -> str:
    return "".join(shown(letter) for letter in line)


def _plain(text: str) -> str:
    """Return text without lone surrogates, which no UTF-8 file can hold."""
    return text.encode("utf-8", "backslashreplace").decode()


def _name_bytes(name: str) -> bytes:
    """Return a file name's bytes as the system had them: Python keeps those that are no UTF-8 as lone surrogates."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # A name of Windows may hold halves of a surrogate pair as such.
        return name.encode("utf-8", "surrogatepass")


def _moment(moment: datetime | None) -> str:
    return stamp(moment) if moment else ""
