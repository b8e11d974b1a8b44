"""Take a case over: open a package that was handed over into a new vault, with its chain of custody continued."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core.errors import LindenError
from desktop.core.files import is_there
from desktop.core.work import Work
from desktop.handover import opening
from desktop.handover.errors import PackageNotWhole
from desktop.handover.evidence import ListedItem
from desktop.handover.item import NEVER_WITH_PICTURES
from desktop.handover.opening import OpenPackage
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Cost, Given, Item, Vault, Where

__all__ = ["ORIGIN", "PackageNotWhole", "TakenOver", "take_over"]

ORIGIN = "origin"
"""The kind of record that keeps what a package told: of an item, and of the whole case."""
# Results of earlier checks and comparisons, which are kept as they came; reports and pictures of results stay in the package.
_RESULTS = frozenset({"check", "match"})


@dataclass(frozen=True)
class TakenOver:
    """A case that was taken over."""

    folder: Path
    package_id: str
    fingerprint: str
    """SHA-256 of the key that signed the package, to be compared with what the sender says."""
    items: tuple[tuple[str, str], ...]
    """Every item's number in the package and in the new vault."""
    without_bytes: tuple[str, ...]
    """Numbers in the new vault of items of which only hashes and addresses came."""


def take_over(path: Path, folder: Path, passphrase: str, work: Work, *, fingerprint: str = "", cost: Cost | None = None) -> TakenOver:
    """Verify the package and put its items, with where they come from, into a new vault. `cost` is for tests.

    Its first record names the package, its SHA-256 and the signed end of its custody log. Of whoever is or may be under 18,
    no byte is taken in, whatever the package holds. After any failure there is no new vault.
    Raises PackageNotWhole, PackageSealed, NotAPackage, FileMissing, Stopped, and what making a vault raises.
    """
    is_new = not is_there(folder)
    with opening.opened(path, work, fingerprint) as package:
        vault = vaults.create(folder, passphrase, cost=cost, origin=package.origin())
        try:
            with vault:
                taken = _take_in(vault, package, work)
        except BaseException:
            vault.lock()
            _remove(folder, itself=is_new)
            raise
    return TakenOver(
        folder=folder,
        package_id=package.verified.package_id,
        fingerprint=package.verified.fingerprint,
        items=tuple((number, item.id) for number, item in taken.items()),
        without_bytes=tuple(item.id for item in taken.values() if not item.has_bytes),
    )


def _take_in(vault: Vault, package: OpenPackage, work: Work) -> dict[str, Item]:
    vault.keep_record(ORIGIN, "", {**package.origin(), **package.proofs()})
    cautions = _cautions(package.evidence.items)
    taken = {}
    for listed in package.evidence.items:
        item = _item(vault, package, listed, cautions, work)
        taken[listed.id] = item
        vault.keep_record(ORIGIN, item.id, {"package": package.verified.package_id, "item": listed.model_dump(mode="json")})
    for document in package.evidence.documents:
        if document.kind in _RESULTS and document.item_id in taken and document.path.endswith(".json"):
            content = package.read(document.path).decode("utf-8", "backslashreplace")
            result = {"package": package.verified.package_id, "kind": document.kind, "sha256": document.sha256, "content": content}
            vault.keep_record(ORIGIN, taken[document.item_id].id, result)
    return taken


def _cautions(items: Sequence[ListedItem]) -> dict[str, AgeAnswer]:
    """Return the answers about age that forbid bytes, by hash: they hold for every item with the same bytes."""
    return {item.sha256: AgeAnswer(item.age) for item in items if item.sha256 and item.age in NEVER_WITH_PICTURES}


def _item(vault: Vault, package: OpenPackage, listed: ListedItem, cautions: dict[str, AgeAnswer], work: Work) -> Item:
    seen_at = _moment(listed)
    where = Where(listed.url, listed.account, listed.platform, listed.note, seen_at)
    age = cautions.get(listed.sha256, AgeAnswer(listed.age))
    if listed.kind == "link":
        return vault.add_link(listed.url, where, age)
    if listed.path is None or age.forbids_bytes:
        return vault.add_record(listed.name, listed.size, listed.sha256, where, age)
    item = vault.add_file(Given(package.stream(listed.path), package.size(listed.path)), listed.name, where, age, work)
    if item.sha256 != listed.sha256:
        raise PackageNotWhole(name=listed.id)
    return item


def _moment(listed: ListedItem) -> datetime | None:
    try:
        return datetime.fromisoformat(listed.seen_at) if listed.seen_at else None
    except ValueError as error:
        raise PackageNotWhole(name=listed.id) from error


def _remove(folder: Path, *, itself: bool) -> None:
    """Remove the vault that was just begun. The folder was empty or not there, so all in it is ours, and sealed."""
    with suppress(LindenError, OSError):
        for place in folder.iterdir():
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink()
        if itself:
            folder.rmdir()
