"""The receipt for a case that leaves a desk: one page to print, filled in and signed by hand, so that no name is typed anywhere."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desktop.core import files, places, texts
from desktop.core.texts import Sentence, mark, say
from desktop.reports.pdf import make_pdf


class Destination(StrEnum):
    """Where a case goes."""

    HOME = "home"
    """The person takes everything."""
    COLLEAGUE = "colleague"
    """Another counselor goes on with it."""


@dataclass(frozen=True)
class Receipt:
    """What the receipt states."""

    code: str
    destination: Destination
    made_at: datetime
    items: int
    files: int
    log_records: int
    log_hash: str
    """Hex SHA-256 of the last record of the custody log in the copy."""
    fingerprint: str
    """Of the key by which the vault signs."""
    notes_too: bool


def save(receipt: Receipt, out: Path, language: str = "") -> Path:
    """Write the receipt as a PDF, a new file, and return its path. Raises AlreadyThere, FolderNotWritable, DiskFull, PageNotMade."""
    pdf = pdf_of(receipt, language or texts.language())
    path = out if out.suffix.lower() == ".pdf" else out.with_name(f"{out.name}.pdf")
    with files.creating(path) as file:
        file.write(pdf)
    return path


def pdf_of(receipt: Receipt, language: str) -> bytes:
    """Return the receipt as a PDF. Raises PageNotMade."""
    title = _TITLE.within(language)
    inputs = {"receipt.json": json.dumps(_content(receipt, language), ensure_ascii=False).encode()}
    source = (places.resources() / "templates" / "receipt.typ").read_bytes()
    return make_pdf(source, inputs, title=title, language=language, moment=receipt.made_at)


def _content(receipt: Receipt, language: str) -> dict[str, object]:
    is_home = receipt.destination is Destination.HOME
    sentences = [_VERIFIED, _HOME if is_home else _COLLEAGUE, _NOTES if receipt.notes_too else _NO_NOTES, _OPENS]
    to = _TO_PERSON if is_home else _TO_COLLEAGUE
    return {
        "title": _TITLE.within(language),
        "lead": _LEAD.within(language),
        "facts": [[label.within(language), value] for label, value in _facts(receipt)],
        "sentences": [sentence.within(language) for sentence in sentences],
        "signatures": [[who.within(language), _NAME.within(language), _SIGNED.within(language)] for who in (_FROM, to)],
        "foot": _FOOT.within(language),
    }


def _facts(receipt: Receipt) -> list[tuple[Sentence, str]]:
    return [
        (say(mark("Code of the case")), receipt.code),
        (say(mark("Day and time")), f"{receipt.made_at:%Y-%m-%d %H:%M}"),
        (say(mark("Items in the vault")), str(receipt.items)),
        (say(mark("Files among them")), str(receipt.files)),
        (say(mark("Entries of the custody log")), str(receipt.log_records)),
        (say(mark("Hash of its last entry (SHA-256)")), _in_groups(receipt.log_hash)),
        (say(mark("Key of the vault")), receipt.fingerprint),
    ]


def _in_groups(text: str) -> str:
    return " ".join(text[start : start + 8] for start in range(0, len(text), 8))


_TITLE = say(mark("Receipt for a case that leaves the desk"))
_LEAD = say(mark("The vault named here was handed over as a complete copy. No content of it stands on this page."))
_VERIFIED = say(mark("The copy was read back to its last byte and is the same as what was at the desk."))
_HOME = say(mark("The person takes everything. After this is signed, what is at the desk is destroyed, with the notes on it."))
_COLLEAGUE = say(mark("A colleague goes on, as the person agreed. After this is signed, what is at the desk is destroyed."))
_NOTES = say(mark("The session notes were put into the copy, sealed as everything in it. They go into no package."))
_NO_NOTES = say(mark("The session notes were not handed over."))
_OPENS = say(mark("It opens with the passphrase that the person chose. The desk never kept that passphrase."))
_FROM = say(mark("Handed over by"))
_TO_PERSON = say(mark("Received by (the person concerned)"))
_TO_COLLEAGUE = say(mark("Received by (colleague)"))
_NAME = say(mark("Name, if you wish to write one"))
_SIGNED = say(mark("Day and signature"))
_FOOT = say(mark("Keep this page apart from the vault. With its numbers anybody can check later that the vault is whole."))
