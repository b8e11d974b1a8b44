"""The tasks of the vault's page: each runs on the vault's lane and touches nothing that is shown."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.core.work import Work
from desktop.gui import images
from desktop.services import corrections, recovering
from desktop.services.corrections import Told
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.vaults import AgeAnswer, Case, Item, ItemMissing, LogEntry, Problem, Record, RecoveryCode, Relation, Vault


@dataclass(frozen=True)
class News:
    """What is said once the item is shown again."""

    what: str
    more: str = ""


@dataclass(frozen=True)
class Story:
    """One item, what was done with it, and what checks of it found."""

    item: Item
    history: tuple[LogEntry, ...]
    checks: tuple[Record, ...] = ()
    together: tuple[str, ...] = ()
    """Which items are deleted where this one is: those that share its file."""
    relations: tuple[Relation, ...] = ()
    others: Mapping[str, Item] = field(default_factory=dict)
    """The items that the relations lead to, by id."""
    cases: tuple[Case, ...] = ()
    withdrawn: tuple[Relation, ...] = ()
    """The relations that were found not to hold."""
    told: Told = field(default_factory=Told)
    """What the entries of the history point to."""
    is_read_only: bool = False

    @property
    def case(self) -> Case | None:
        """The case that the item is in."""
        return next((case for case in self.cases if case.id == self.item.said.case_id), None)


def story(vault: Vault, item_id: str, _work: Work) -> Story:
    """Return one item, the acts of the log that are about it, and the results of checking it."""
    item = vault.item(item_id)
    history = tuple(entry for entry in vault.log() if entry.item_id == item.id)
    relations, withdrawn = vault.casebook.relations(item.id), vault.casebook.withdrawn(item.id)
    ids = {one.other_id if one.item_id == item.id else one.item_id for one in (*relations, *withdrawn)}
    return Story(
        item=item,
        history=history,
        checks=vault.records("check", item.id),
        together=vault.deleted_together(item.id),
        relations=relations,
        others=_items_of(vault, ids),
        cases=vault.casebook.cases(),
        withdrawn=withdrawn,
        told=corrections.told(vault, history),
        is_read_only=vault.is_read_only,
    )


def _items_of(vault: Vault, ids: Collection[str]) -> dict[str, Item]:
    """Return the items of these ids; what was deleted is left out."""
    found: dict[str, Item] = {}
    for item_id in ids:
        with suppress(ItemMissing):
            found[item_id] = vault.item(item_id)
    return found


def log(vault: Vault, _work: Work) -> tuple[tuple[LogEntry, ...], Told]:
    """Return the custody log, and what its entries point to."""
    entries = vault.log()
    return entries, corrections.told(vault, entries)


def verify(vault: Vault, work: Work) -> tuple[tuple[Problem, ...], int]:
    """Return what verifying found, and how many items there are."""
    return vault.verify(work), len(vault.items())


def note(vault: Vault, act: str, item_id: str, _work: Work) -> None:
    """Write an act into the custody log."""
    vault.note(act, item_id)


def change_age(vault: Vault, item_id: str, age: AgeAnswer, _work: Work) -> Item:
    """Change an answer about age; the person agreed that a stored picture is destroyed where it has to be."""
    return vault.change_age(item_id, age, destroy=age.forbids_bytes)


def change_passphrase(vault: Vault, old: str, new: str, _work: Work) -> None:
    """Let the vault open by `new` only."""
    vault.change_passphrase(old, new)


def make_recovery_code(vault: Vault, page: Path | None, language: str, _work: Work) -> RecoveryCode:
    """Give the vault a new recovery code, written on a page where one is named."""
    return recovering.make(vault, page, language)


def export(vault: Vault, item_id: str, folder: Path, work: Work) -> Path:
    """Save a copy outside the vault."""
    consent.require(vault, Scope.HAND_OVER)
    return vault.export(item_id, folder, work)


def to_check(vault: Vault, item_id: str, work: Work) -> bytes:
    """Return the bytes of a picture that is to be checked, and write that into the log."""
    consent.require(vault, Scope.LOOK)
    content = vault.read(item_id, work)
    vault.note("read_to_check", item_id)
    return content


def preview(vault: Vault, item_id: str, work: Work) -> tuple[QImage, QSize]:
    """Return a picture small enough for the screen, decoded in the child process, and its full size."""
    from desktop.media.decoder import Decoder

    consent.require(vault, Scope.LOOK)
    content = vault.read(item_id, work)
    with Decoder() as decoder:
        picture = decoder.read(content, longest_side=images.LONGEST_SHOWN)
    return images.to_image(picture.pixels), QSize(picture.width, picture.height)
