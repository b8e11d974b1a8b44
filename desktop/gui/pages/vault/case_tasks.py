"""The tasks that keep a case in order: each runs on the vault's lane, needs the person's consent to keep, and is noted in the log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.work import Work
from desktop.services import sightings
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.searching import Query, narrowed
from desktop.services.vaults import Case, Item, Relation, RelationKind, Said, Vault, Where


@dataclass(frozen=True)
class Cases:
    """The cases of a vault, and how many items each holds."""

    cases: tuple[Case, ...]
    counts: dict[str, int]
    is_read_only: bool


def cases(vault: Vault, _work: Work) -> Cases:
    """Return the cases of a vault."""
    counts: dict[str, int] = {}
    for item in vault.items():
        counts[item.said.case_id] = counts.get(item.said.case_id, 0) + 1
    return Cases(vault.casebook.cases(), counts, vault.is_read_only)


def open_case(vault: Vault, name: str, note: str, _work: Work) -> Case:
    """Begin another case."""
    consent.require(vault, Scope.KEEP)
    return vault.casebook.open_case(name, note)


def change_case(vault: Vault, case_id: str, name: str, note: str, _work: Work) -> Case:
    """Give a case another name and note."""
    consent.require(vault, Scope.KEEP)
    return vault.casebook.change_case(case_id, name=name, note=note)


def close_case(vault: Vault, case_id: str, _work: Work) -> Case:
    """Note that a case is done with."""
    consent.require(vault, Scope.KEEP)
    return vault.casebook.close_case(case_id)


def reopen_case(vault: Vault, case_id: str, _work: Work) -> Case:
    """Take a case up again."""
    consent.require(vault, Scope.KEEP)
    return vault.casebook.reopen_case(case_id)


def correct(vault: Vault, item_id: str, where: Where, _work: Work) -> Item:
    """Say anew where and when an item was seen."""
    consent.require(vault, Scope.KEEP)
    return vault.casebook.correct(item_id, where)


def describe(vault: Vault, item_id: str, said: Said, _work: Work) -> Item:
    """Say something else of an item: its tags, its case, the people shown. What has to be destroyed for that was agreed to."""
    consent.require(vault, Scope.KEEP)
    return vault.casebook.describe(item_id, said, destroy=any(person.age.forbids_bytes for person in said.people))


def begin_case(vault: Vault, item_id: str, said: Said, name: str, work: Work) -> Item:
    """Begin another case, and put the item into it."""
    # What would be refused is refused before there is a case without anything in it.
    describe(vault, item_id, said, work)
    return vault.casebook.describe(item_id, replace(said, case_id=vault.casebook.open_case(name).id))


def others(vault: Vault, item_id: str, _work: Work) -> tuple[Item, tuple[Item, ...]]:
    """Return an item, and all others that it may have to do with."""
    return vault.item(item_id), tuple(item for item in vault.items() if item.id != item_id)


def find(others: Sequence[Item], words: str, _work: Work) -> tuple[Item, ...]:
    """Return those of these items in which the words occur."""
    return tuple(narrowed(others, Query(words)))


def relate(vault: Vault, item_id: str, kind: RelationKind, other_id: str, _work: Work) -> Relation:
    """Keep how two items belong together; of two sightings, the later one is where it was seen again."""
    consent.require(vault, Scope.KEEP)
    first, second = vault.item(item_id), vault.item(other_id)
    if kind is RelationKind.SEEN_AGAIN and sightings.when(first) < sightings.when(second):
        first, second = second, first
    return vault.casebook.relate(first.id, kind, second.id)


def withdraw(vault: Vault, relation: Relation, _work: Work) -> None:
    """Note that a relation does not hold."""
    consent.require(vault, Scope.KEEP)
    vault.casebook.withdraw(relation)
