"""The papers that go into a package beside its items: reports, results with their pictures, and time stamps."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from desktop.core import clock, files
from desktop.core.names import shown
from desktop.handover.errors import NotAReport
from desktop.handover.item import Document, DocumentKind
from desktop.services import result_pictures
from desktop.services.vaults import Item, Vault

# Records of the vault that go along with their items, and as what: results, and what an earlier package told of the item.
_RECORDS: Mapping[str, DocumentKind] = {"check": "check", "match": "match", "origin": "other"}
_MOST_REPORT_BYTES = 100 * 1024 * 1024


def papers(
    vault: Vault, items: Sequence[Item], reports: Sequence[Path], withheld: Collection[str], *, pictures: bool, previews: bool
) -> list[Document]:
    """Return the papers: reports, results with their pictures where pictures leave, time stamps, previews where they were chosen.

    Of files whose SHA-256 is in `withheld` nothing is drawn. Raises NotAReport and what reading the vault raises.
    """
    drawn = result_pictures.of_results(vault, items, withheld) if pictures else []
    coarse = result_pictures.coarse(vault, items, withheld) if previews and not pictures else []
    return [*_reports(reports), *_records(vault, items), *_stamps(vault, items), *drawn, *coarse]


def _stamps(vault: Vault, items: Sequence[Item]) -> list[Document]:
    """Return the time stamps of these items and of the custody log as a whole: what an authority answered, and what it stamped."""
    chosen = {item.id for item in items}
    found = []
    for stamp in vault.stamps.listed():
        if not stamp.item_id or stamp.item_id in chosen:
            found.append(Document(f"stamp-{stamp.number}.tsr", "other", stamp.response, stamp.item_id))
            if stamp.stamped:
                found.append(Document(f"stamp-{stamp.number}-log-head.json", "other", stamp.stamped))
    return found


def _reports(paths: Sequence[Path]) -> list[Document]:
    """Read the reports. A picture is not a report: it would leave unseen by the rules for items. Raises NotAReport."""
    documents = []
    for path in paths:
        try:
            with path.open("rb") as file:
                content = file.read(_MOST_REPORT_BYTES + 1)
        except OSError as error:
            raise files.as_reading_error(error, path) from error
        if len(content) > _MOST_REPORT_BYTES or not _is_report(path.suffix.lower(), content):
            raise NotAReport(name=shown(path.name))
        documents.append(Document(path.name, "report", content))
    return documents


def _is_report(suffix: str, content: bytes) -> bool:
    if suffix == ".txt":
        try:
            return "\x00" not in content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
    return content.startswith({".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}.get(suffix, b"\x00not a report"))


def _records(vault: Vault, items: Sequence[Item]) -> list[Document]:
    """Return what is known of the items: results of checks and comparisons, and whence they came. None holds a picture."""
    documents = []
    for item in items:
        for kind in _RECORDS:
            for record in vault.records(kind, item.id):
                content = {"item": item.id, "kind": kind, "at": clock.stamp(record.at), "result": record.content}
                text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
                name = f"{item.id}_{kind}_{record.number}.json"
                documents.append(Document(name, _RECORDS[kind], text.encode("utf-8", "backslashreplace") + b"\n", item.id))
    return documents
