"""Hand over: join the vault, the reports and the checks into one package, and verify such a package."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import desktop
from desktop.core import clock
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.handover import naming, paper, sealing, verifying
from desktop.handover.ages import Compared, compare
from desktop.handover.custody import HANDED_OVER, concerns_receivers
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
from desktop.handover.item import NEVER_WITH_PICTURES, CustodyLog, PackageItem
from desktop.handover.parts import read_size as part_size
from desktop.handover.plan import Facts, Print, new_package_id, plan
from desktop.handover.result import Built, PackageEntry, Problem, Verified
from desktop.services import package_files
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.counsel.receivers import named
from desktop.services.package_files import Shape
from desktop.services.package_papers import papers
from desktop.services.vaults import Item, ItemKind, Vault

__all__ = [
    "Built",
    "Compared",
    "ItemChanged",
    "NotAPackage",
    "NotAReport",
    "NothingToHandOver",
    "PackageEntry",
    "PackagePassphraseEmpty",
    "PackageSealed",
    "PackageUnreadable",
    "PartMissing",
    "PartSizeWrong",
    "Problem",
    "ReceiverKeyWrong",
    "Verified",
    "age_not_asked",
    "build",
    "clear_unfinished",
    "compare",
    "part_size",
    "preview",
    "verify",
]

PACKAGE_WRITTEN = "package_written"
NOT_FINISHED = "hand_over_not_finished"
# Where a package is being written, kept sealed in the vault so that what a killed program left half written is found and removed.
UNDER_WAY = "hand_over"


def preview(
    vault: Vault,
    item_ids: Sequence[str] | None,
    pictures: bool,  # noqa: FBT001  the one choice of the page
    reports: Sequence[Path] = (),
    language: str = "ko",
    *,
    withhold: Collection[str] = (),
    previews: bool = False,
) -> tuple[PackageEntry, ...]:
    """Return every file that a package would hold, with its size. Nothing is written, and the vault notes nothing.

    Of the items in `withhold` only hashes and addresses would leave. Only the custody log will be longer, by the line
    that says that the package was handed over.
    """
    items = _chosen(vault, item_ids)
    documents = papers(vault, items, reports, _withheld_hashes(vault, withhold), pictures=pictures, previews=previews)
    facts = _facts(vault, Path("evidence.zip"), language)
    return plan(
        facts, _as_package_items(vault, items, withhold), documents, _custody(vault), pictures=pictures, printed=_printer(facts)
    ).entries()


def age_not_asked(vault: Vault, item_ids: Sequence[str] | None = None) -> tuple[Item, ...]:
    """Return the chosen items with a file for which nobody has said how old the person shown is, to ask before they leave."""
    return tuple(item for item in _chosen(vault, item_ids) if item.has_bytes and item.age == "not_asked")


def build(
    vault: Vault,
    out: Path,
    work: Work,
    *,
    item_ids: Sequence[str] | None = None,
    pictures: bool = True,
    language: str = "ko",
    reports: Sequence[Path] = (),
    receiver_key: str | None = None,
    withhold: Collection[str] = (),
    passphrase: str | None = None,
    split: int | None = None,
    previews: bool = False,
    receiver: str = "",
) -> Built:
    """Write the package to `out` and return what was written. With a receiver's key (age1...) it is sealed to them.

    With a `passphrase` of its own it is sealed so that any age program opens it with that. With `split` it is cut into
    parts of so many bytes (`out`.001 and so on), with a text beside them on how to join them.
    With `previews`, a package without pictures holds a coarse blurred preview of each (never of anyone who may be under 18).
    Of the items in `withhold` only hashes and addresses leave, as of those that may show someone under 18.
    The custody log notes "handed_over" first, so that the package tells of itself, and "package_written" with the
    file's SHA-256 after; where it could not be written, "hand_over_not_finished". A sealed package is named .age.
    `receiver` is to whom it goes, in words: asked for where a counselor works with the vault and the person named who may get things.
    Raises as `consent.require` where a counselor works with the vault and the person does not agree,
    NothingToHandOver, NotAReport, ReceiverKeyWrong, PackagePassphraseEmpty, PartSizeWrong, ItemChanged,
    AlreadyThere, FolderNotWritable, DiskFull, Stopped.
    """
    consent.require(vault, Scope.HAND_OVER, named(receiver) if receiver else None)
    items = _chosen(vault, item_ids)
    documents = papers(vault, items, reports, _withheld_hashes(vault, withhold), pictures=pictures, previews=previews)
    shape = Shape(receiver_key, passphrase, split)
    out = shape.place(out)
    clear_unfinished(vault)
    facts = _facts(vault, out, language)
    vault.keep_record(UNDER_WAY, "", {"package": facts.package_id, "path": str(out.absolute()), "split": bool(split)})
    vault.note(HANDED_OVER, package=facts.package_id, items=" ".join(item.id for item in items), pictures="yes" if pictures else "no")
    try:
        made = plan(
            facts, _as_package_items(vault, items, withhold), documents, _custody(vault), pictures=pictures, printed=_printer(facts)
        )
        written = package_files.write(made, vault.sign, out, work, shape=shape, language=language)
    except LindenError as error:
        with suppress(LindenError):
            vault.note(NOT_FINISHED, package=facts.package_id, reason=error.code)
        raise
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


def _chosen(vault: Vault, item_ids: Sequence[str] | None) -> tuple[Item, ...]:
    chosen = vault.items() if item_ids is None else tuple({item.id: item for item in map(vault.item, item_ids)}.values())
    if not chosen:
        raise NothingToHandOver
    return chosen


def _withheld_hashes(vault: Vault, withhold: Collection[str]) -> set[str]:
    """Return the hashes of which no byte leaves: of whoever is or may be under 18, and of what is held back now."""
    forbidden = [item for item in vault.items() if item.age in NEVER_WITH_PICTURES or item.id in withhold]
    return {item.sha256 for item in forbidden if item.sha256}


def _as_package_items(vault: Vault, items: Sequence[Item], withhold: Collection[str] = ()) -> list[PackageItem]:
    """Return the items as the package takes them; whatever shows, or may show, someone under 18 has no way to its bytes."""
    withheld = _withheld_hashes(vault, withhold)
    history: dict[str, list[tuple[datetime, str]]] = {}
    for entry in vault.log():
        if not concerns_receivers(entry.act, entry.detail):
            continue
        history.setdefault(entry.item_id, []).append((entry.at, entry.act))
    return [_as_package_item(vault, item, withheld, tuple(history.get(item.id, ()))) for item in items]


def _as_package_item(vault: Vault, item: Item, withheld: set[str], history: tuple[tuple[datetime, str], ...]) -> PackageItem:
    is_withheld = item.sha256 in withheld
    item_id = item.id
    return PackageItem(
        id=item.id,
        kind="record" if is_withheld else _kind(item),
        name=item.name,
        size=item.size,
        sha256=item.sha256,
        sha512=item.sha512,
        md5=item.md5,
        pdq=item.pdq,
        media_type=item.media_type,
        added_at=item.added_at,
        age=item.age.value,
        url=item.where.url,
        account=item.where.account,
        platform=item.where.platform,
        note=item.where.note,
        seen_at=item.where.seen_at,
        history=history,
        open=(lambda: vault.open(item_id)) if item.has_bytes and not is_withheld else None,
    )


def _kind(item: Item) -> ItemKind:
    """Return what an item is. A record of someone who is not said to be under 18 is a file that came without its bytes."""
    return "file" if item.kind == "record" and not item.age.forbids_bytes else item.kind


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
