"""Hand over: join the vault, the reports and the checks into one package, and verify such a package."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import desktop
from desktop.core import clock
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.handover import naming, paper, sealing, verifying
from desktop.handover.ages import Compared, compare
from desktop.handover.custody import HANDED_OVER
from desktop.handover.errors import (
    ItemChanged,
    NotAPackage,
    NotAReport,
    NothingToHandOver,
    PackagePassphraseEmpty,
    PackageSealed,
    PackageUnreadable,
    PartMissing,
    PartSizeWrong,
    ReceiverKeyWrong,
)
from desktop.handover.evidence import EvidenceList
from desktop.handover.item import CustodyLog, Document
from desktop.handover.parts import read_size as part_size
from desktop.handover.plan import Facts, Plan, Print, new_package_id, plan
from desktop.handover.result import Built, PackageEntry, Problem, Verified
from desktop.services import package_files
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.counsel.receivers import named
from desktop.services.package_choice import PackageChoice, age_not_asked, as_package_items, items_of, withheld_hashes
from desktop.services.package_files import Shape
from desktop.services.package_papers import papers
from desktop.services.vaults import Item, Vault

__all__ = [
    "Built",
    "Compared",
    "ItemChanged",
    "NotAPackage",
    "NotAReport",
    "NothingToHandOver",
    "PackageChoice",
    "PackageEntry",
    "PackagePassphraseEmpty",
    "PackageSealed",
    "PackageUnreadable",
    "PartMissing",
    "PartSizeWrong",
    "Problem",
    "ReceiverKeyWrong",
    "Shape",
    "Verified",
    "age_not_asked",
    "build",
    "clear_unfinished",
    "compare",
    "part_size",
    "preview",
    "verify",
]

ALL = PackageChoice()
PLAIN = Shape()
PACKAGE_WRITTEN = "package_written"
NOT_FINISHED = "hand_over_not_finished"
# Where a package is being written, kept sealed in the vault so that what a killed program left half written is found and removed.
UNDER_WAY = "hand_over"


def preview(vault: Vault, choice: PackageChoice = ALL) -> tuple[PackageEntry, ...]:
    """Return every file that a package would hold, with its size. Nothing is written, and the vault notes nothing.

    Only the custody log will be longer, by the line that says that the package was handed over.
    """
    items = items_of(vault, choice.item_ids)
    return _plan(vault, items, choice, _facts(vault, Path("evidence.zip"), choice.language), _papers(vault, items, choice)).entries()


def build(vault: Vault, out: Path, work: Work, choice: PackageChoice = ALL, shape: Shape = PLAIN, *, receiver: str = "") -> Built:
    """Write the package to `out` and return what was written; a sealed one is named .age, and parts are `out`.001 and so on.

    The custody log notes "handed_over" first, so that the package tells of itself, and "package_written" with the
    file's SHA-256 after; where it could not be written, "hand_over_not_finished".
    `receiver` is to whom it goes, in words: asked for where a counselor works with the vault and the person named who may get things.
    Raises as `consent.require` where a counselor works with the vault and the person does not agree,
    NothingToHandOver, NotAReport, ReceiverKeyWrong, PackagePassphraseEmpty, PartSizeWrong, ItemChanged,
    AlreadyThere, FolderNotWritable, DiskFull, Stopped.
    """
    consent.require(vault, Scope.HAND_OVER, named(receiver) if receiver else None)
    items = items_of(vault, choice.item_ids)
    documents = _papers(vault, items, choice)
    out = shape.place(out)
    clear_unfinished(vault)
    facts = _facts(vault, out, choice.language)
    with _noted(vault, facts.package_id, out, items, choice=choice, shape=shape):
        made = _plan(vault, items, choice, facts, documents)
        written = package_files.write(made, vault.sign, out, work, shape=shape, language=choice.language)
    vault.note(PACKAGE_WRITTEN, package=facts.package_id, sha256=written.sha256)
    return Built(
        path=written.parts[0] if written.parts else out,
        sha256=written.sha256,
        entries=tuple(entry for entry in made.entries() if written.sizes.get(entry.path) == entry.size),
        package_id=facts.package_id,
        fingerprint=facts.fingerprint,
        without_bytes=made.without_bytes,
        parts=written.parts,
    )


def clear_unfinished(vault: Vault) -> tuple[str, ...]:
    """Remove what a killed program left of packages it was writing, note that, and return the numbers of these packages.

    Half a package holds pictures in clear, under a hidden name beside where the package was to be. Call it after unlocking, and
    never while a package of the same vault is being written. What lies in a place that cannot be reached now is looked for again.
    """
    log = vault.log()
    ended = {entry.detail.get("package") for entry in log if entry.act in {PACKAGE_WRITTEN, NOT_FINISHED}}
    begun = {entry.detail.get("package") for entry in log if entry.act == HANDED_OVER}
    cleared = []
    for record in vault.records(UNDER_WAY):
        package_id, path = str(record.content.get("package")), Path(str(record.content.get("path")))
        if package_id not in begun - ended or not path.parent.is_dir():
            continue
        package_files.remove(package_files.leftovers(path, is_split=record.content.get("split") is True))
        vault.note(NOT_FINISHED, package=package_id, reason="interrupted")
        cleared.append(package_id)
    return tuple(cleared)


def verify(path: Path, work: Work, fingerprint: str = "") -> Verified:
    """Return what is wrong with a package, part by part; with a fingerprint, also whether that key signed it.

    Raises FileMissing, FileUnreadable, NotAPackage, PackageSealed, PackageUnreadable or Stopped.
    """
    return verifying.verify(path, work, fingerprint)


@contextmanager
def _noted(vault: Vault, package_id: str, out: Path, items: Sequence[Item], *, choice: PackageChoice, shape: Shape) -> Iterator[None]:
    """Note that the package is handed over, before it is written, and where that fails, that it was not finished."""
    vault.keep_record(UNDER_WAY, "", {"package": package_id, "path": str(out.absolute()), "split": bool(shape.split)})
    numbers, pictures = " ".join(item.id for item in items), "yes" if choice.pictures else "no"
    vault.note(HANDED_OVER, package=package_id, items=numbers, pictures=pictures)
    try:
        yield
    except LindenError as error:
        with suppress(LindenError):
            vault.note(NOT_FINISHED, package=package_id, reason=error.code)
        raise


def _papers(vault: Vault, items: Sequence[Item], choice: PackageChoice) -> list[Document]:
    withheld = withheld_hashes(vault, choice.withhold)
    return papers(vault, items, choice.reports, withheld, pictures=choice.pictures, previews=choice.previews)


def _plan(vault: Vault, items: Sequence[Item], choice: PackageChoice, facts: Facts, documents: Sequence[Document]) -> Plan:
    chosen = as_package_items(vault, items, choice.withhold)
    return plan(facts, chosen, documents, _custody(vault), pictures=choice.pictures, printed=_printer(facts))


def _facts(vault: Vault, out: Path, language: str) -> Facts:
    made_at = clock.now().replace(microsecond=0)
    stem = out.name.removesuffix(sealing.SUFFIX).removesuffix(".zip").replace(".", "_")
    return Facts(
        package_id=new_package_id(made_at),
        folder=naming.safe(stem, "evidence"),
        made_at=made_at,
        language=language,
        program=f"Linden {desktop.__version__}",
        public_key=vault.public_key(),
    )


def _printer(facts: Facts) -> Print:
    """Return what makes the evidence list, with its letter of transfer, as PDF. It raises PageNotMade."""

    def printed(evidence: EvidenceList) -> bytes:
        from desktop.reports.pdf import make_pdf

        inputs = {"evidence.json": paper.content(evidence, facts.fingerprint)}
        return make_pdf(paper.source(), inputs, title=paper.title(facts.language), language=facts.language, moment=facts.made_at)

    return printed


def _custody(vault: Vault) -> CustodyLog:
    log = vault.signed_log()
    return CustodyLog(log.lines, log.head, log.signature, log.public_key)
