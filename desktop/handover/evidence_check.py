"""Whether the evidence list in a package tells what is really in it."""

from pydantic import ValidationError

from desktop.core.clock import stamp
from desktop.handover import bag, findings, seal
from desktop.handover.contents import Contents
from desktop.handover.evidence import JSON_PATH, EvidenceList, ListedDocument, ListedItem
from desktop.handover.item import NEVER_WITH_PICTURES
from desktop.handover.plan import DOCUMENTS, ITEMS
from desktop.handover.result import Problem

__all__ = ["JSON_PATH", "items_in", "problems_in", "read_list"]


def read_list(held: Contents) -> EvidenceList | None:
    """Return the list, or None where it cannot be read."""
    try:
        return EvidenceList.model_validate_json(held.bytes_of(JSON_PATH))
    except (ValidationError, ValueError, RecursionError):
        return None


def items_in(held: Contents) -> int:
    """Return how many items the list names."""
    found = read_list(held)
    return len(found.items) if found else 0


def problems_in(held: Contents, text: seal.Seal | None, wrong: set[str]) -> list[Problem]:
    """Return where the list and the package disagree. A file that is missing or changed is not told a second time."""
    if JSON_PATH not in held.digests:
        return []
    found = read_list(held)
    if found is None:
        return [findings.list_wrong(JSON_PATH)]
    parts = [item.path or item.id for item in found.items if not _item_agrees(item, held)]
    unseen = {item.id for item in found.items if item.age in NEVER_WITH_PICTURES}
    parts += [document.path for document in found.documents if not _document_agrees(document, held) or _shows(document, unseen)]
    if text and (found.package, found.made_at) != (text.package_id, stamp(text.made_at)):
        parts.append(seal.SEAL_PATH)
    listed = {item.path for item in found.items} | {document.path for document in found.documents}
    parts += [path for path in listed if path and path not in held.digests and not _is_in_a_manifest(path, held)]
    if len({item.id for item in found.items}) != len(found.items):
        parts.append(JSON_PATH)
    parts += [path for path in held.digests if path.startswith((ITEMS, DOCUMENTS)) and path not in listed]
    return [findings.list_wrong(part) for part in parts if part not in wrong]


def _is_in_a_manifest(path: str, held: Contents) -> bool:
    """Whether a manifest names this path, so that its absence is told already."""
    return any(f"  {path}\n".encode("utf-8", "surrogatepass") in held.bytes_of(bag.manifest_path(name)) for name in bag.ALGORITHMS)


def _item_agrees(item: ListedItem, held: Contents) -> bool:
    """Whether an item says of its original what is true of it, and no item that may show someone under 18 has one."""
    if item.path is None:
        return item.original != "included"
    if item.original != "included" or item.age in NEVER_WITH_PICTURES or not item.path.startswith(ITEMS):
        return False
    digests = held.digests.get(item.path)
    return digests is None or (digests.sha256, digests.size) == (item.sha256, item.size)


def _shows(document: ListedDocument, unseen: set[str]) -> bool:
    """Whether a document is a picture of an item of which no picture may be in any package."""
    return document.item_id in unseen and not document.path.endswith((".json", ".tsr"))


def _document_agrees(document: ListedDocument, held: Contents) -> bool:
    digests = held.digests.get(document.path)
    return digests is None or (digests.sha256, digests.size) == (document.sha256, document.size)
