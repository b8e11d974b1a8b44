"""What a package will hold, decided before a byte is written: the files in their order, and what each is."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from desktop.core import places
from desktop.core.clock import stamp
from desktop.handover import bag, case_uco, custody, evidence, naming, pages, paper, seal
from desktop.handover.item import CustodyLog, Document, PackageItem
from desktop.handover.result import EntryKind, PackageEntry

ITEMS = "data/items/"
DOCUMENTS = "data/documents/"
VERIFIER_PATH = "verify_package.py"

Print = Callable[[evidence.EvidenceList], bytes]


@dataclass(frozen=True)
class Facts:
    """What is said of the package as a whole."""

    package_id: str
    folder: str
    made_at: datetime
    language: str
    program: str
    public_key: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key."""
        return seal.fingerprint(self.public_key)


@dataclass(frozen=True)
class File:
    """One file of the package: where, how long, and how to read it."""

    path: str
    size: int
    what: EntryKind
    open: Callable[[], BinaryIO] = field(repr=False)
    item_id: str = ""
    sha256: str = ""
    """What its bytes must hash to, where that is known from before."""
    is_in_memory: bool = True


@dataclass(frozen=True)
class Plan:
    """All files but the manifests and the seal, which follow from the others."""

    facts: Facts
    files: tuple[File, ...]
    without_bytes: tuple[str, ...]

    def entries(self) -> tuple[PackageEntry, ...]:
        """Return every file that will be in the package, manifests and seal included."""
        tags = [file for file in self.files if not file.path.startswith(bag.PAYLOAD)]
        payload = [file for file in self.files if file.path.startswith(bag.PAYLOAD)]
        entries = [PackageEntry(file.path, file.size, file.what, file.item_id) for file in self.files]
        manifests = []
        for algorithm, digits in (("sha256", 64), ("sha512", 128)):
            size = sum(digits + 3 + len(file.path.encode()) for file in payload)
            manifests.append((f"manifest-{algorithm}.txt", size))
        listed = [(file.path, file.size) for file in tags] + manifests
        for algorithm, digits in (("sha256", 64), ("sha512", 128)):
            manifests.append((f"tagmanifest-{algorithm}.txt", sum(digits + 3 + len(path.encode()) for path, _ in listed)))
        dummy = {bag.tag_manifest_path(name): "0" * 64 for name in bag.ALGORITHMS}
        text = seal.Seal(self.facts.package_id, self.facts.folder, self.facts.made_at, self.facts.fingerprint, dummy).as_bytes()
        proofs = [*manifests, (seal.SEAL_PATH, len(text)), (seal.SIGNATURE_PATH, 64)]
        return tuple(entries + [PackageEntry(path, size, "proof") for path, size in proofs])


def new_package_id(made_at: datetime) -> str:
    """Return an id no other package has: the day and 64 random bits."""
    return f"{made_at:%Y%m%d}-{secrets.token_hex(8)}"


def plan(
    facts: Facts,
    items: Sequence[PackageItem],
    documents: Sequence[Document],
    log: CustodyLog,
    *,
    pictures: bool,
    printed: Print | None = None,
) -> Plan:
    """Decide what goes into the package. No item whose age forbids it, or may forbid it, brings a byte.

    `printed` makes the evidence list as PDF; without it there is none.
    """
    originals = {item.id: path for item, path in _item_paths(items) if pictures and item.may_carry_bytes}
    papers = _document_paths(documents)
    listing = evidence.EvidenceList(
        format="linden-evidence-1",
        package=facts.package_id,
        made_at=stamp(facts.made_at),
        language=facts.language,
        with_originals=pictures,
        items=[evidence.listed(item, originals.get(item.id), pictures=pictures) for item in items],
        documents=[
            evidence.ListedDocument(
                path=path, kind=paper.kind, item_id=paper.item_id, size=len(paper.content), sha256=hashlib.sha256(paper.content).hexdigest()
            )
            for paper, path in papers
        ],
    )
    own_custody = custody.for_package(log, {item.id for item in items}, facts.package_id)
    files = [_original(item, originals[item.id]) for item in items if item.id in originals]
    files += [_held(path, paper.content, "document", paper.item_id) for paper, path in papers]
    files += [_held(path, content, "custody") for path, content in own_custody.items()]
    files.append(_held(evidence.JSON_PATH, listing.as_json(), "list"))
    files.append(_held(evidence.CSV_PATH, evidence.as_csv(listing.items, facts.language), "list"))
    files.append(_held(case_uco.PATH, case_uco.as_json_ld(listing, own_custody[custody.LOG_PATH], facts.program), "list"))
    if printed is not None:
        files.append(_held(paper.PDF_PATH, printed(listing), "list"))
    files += [_held(path, content, "page") for path, content in pages.pages(listing, facts.fingerprint, facts.folder).items()]
    files += _tags(facts, files)
    return Plan(facts, tuple(sorted(files, key=lambda file: order(file.path))), tuple(i.id for i in items if i.id not in originals))


def order(path: str) -> tuple[int, bytes]:
    """Return where a file stands in the ZIP: payload, pages and tags, manifests, tag manifests, seal, signature; by name within each."""
    ranks = (bag.PAYLOAD, "manifest-", "tagmanifest-", seal.SEAL_PATH, seal.SIGNATURE_PATH)
    for rank, start in enumerate(ranks):
        if path.startswith(start):
            return (rank * 2, path.encode())
    return (1, path.encode())


def _tags(facts: Facts, files: Sequence[File]) -> list[File]:
    payload = [file for file in files if file.path.startswith(bag.PAYLOAD)]
    info = bag.info(
        package_id=facts.package_id,
        made_on=f"{facts.made_at:%Y-%m-%d}",
        program=facts.program,
        payload_bytes=sum(file.size for file in payload),
        payload_files=len(payload),
    )
    return [
        _held(bag.DECLARATION_PATH, bag.DECLARATION, "proof"),
        _held(bag.INFO_PATH, info, "proof"),
        _held(seal.KEY_PATH, seal.key_file(facts.public_key), "proof"),
        _held(VERIFIER_PATH, verifier(), "proof"),
    ]


def verifier() -> bytes:
    """Return the standalone verifier that goes into every package."""
    return (places.resources() / "handover" / VERIFIER_PATH).read_bytes()


def _item_paths(items: Sequence[PackageItem]) -> list[tuple[PackageItem, str]]:
    taken: list[str] = []
    paths = []
    for item in items:
        name = naming.distinct(naming.safe(f"{item.id}_{item.name}"), taken)
        taken.append(name)
        paths.append((item, ITEMS + name))
    return paths


def _document_paths(documents: Sequence[Document]) -> list[tuple[Document, str]]:
    taken: list[str] = []
    paths = []
    for document in documents:
        name = naming.distinct(naming.safe(document.name, "document"), taken)
        taken.append(name)
        paths.append((document, DOCUMENTS + name))
    return paths


def _original(item: PackageItem, path: str) -> File:
    if item.open is None:
        raise AssertionError(item.id)
    return File(path, item.size, "item", item.open, item.id, item.sha256, is_in_memory=False)


def _held(path: str, content: bytes, what: EntryKind, item_id: str = "") -> File:
    return File(path, len(content), what, lambda: BytesIO(content), item_id)
