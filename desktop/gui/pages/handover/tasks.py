"""The tasks of the hand-over's page: each runs on a lane and touches nothing that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.work import Work
from desktop.services import handing_over, taking_over
from desktop.services.counsel import consent
from desktop.services.handing_over import Built, Compared, PackageChoice, PackageEntry, Shape, Verified
from desktop.services.taking_over import TakenOver
from desktop.services.vaults import AgeAnswer, Item, Vault


@dataclass(frozen=True)
class Wish:
    """What is to be handed over."""

    item_ids: tuple[str, ...]
    pictures: bool
    language: str
    reports: tuple[Path, ...] = ()
    receiver_key: str = ""
    passphrase: str = field(default="", repr=False)
    part_size: str = ""
    """How large a part is, as "25MB"; empty for one file."""
    previews: bool = False
    """Whether a package without pictures holds a coarse blurred preview of each."""
    receiver: str = ""
    """To whom it goes, in words; asked for at a counselor's desk."""
    age: AgeAnswer | None = None
    """The answer for the chosen items for which nobody had given one."""


@dataclass(frozen=True)
class Preview:
    """Every file that would leave, and the items whose age has to be asked first."""

    entries: tuple[PackageEntry, ...]
    not_asked: tuple[Item, ...]


@dataclass(frozen=True)
class Beginning:
    """What a package can be made of."""

    items: tuple[Item, ...]
    asks_receiver: bool
    """Whether a counselor works with the vault, so that it is asked to whom it goes."""


def begin(vault: Vault, _work: Work) -> Beginning:
    """Return what the vault holds, and what has to be asked."""
    return Beginning(vault.items(), consent.is_counselled(vault) and not consent.keyboard_is_with_person(vault))


def preview(vault: Vault, wish: Wish, _work: Work) -> Preview:
    """Return what would leave. What may not leave because of the answer about age is not among it."""
    not_asked = handing_over.age_not_asked(vault, wish.item_ids) if wish.pictures or wish.previews else ()
    entries = handing_over.preview(vault, _choice(wish, not_asked))
    return Preview(entries, not_asked)


def build(vault: Vault, wish: Wish, out: Path, work: Work) -> Built:
    """Write down the answer about age, and make the package."""
    not_asked = handing_over.age_not_asked(vault, wish.item_ids) if wish.pictures or wish.previews else ()
    choice = _choice(wish, not_asked)
    if wish.age is AgeAnswer.ADULT:
        for item in not_asked:
            vault.change_age(item.id, AgeAnswer.ADULT)
    return handing_over.build(vault, out, work, choice, _shape(wish), receiver=wish.receiver)


def verify(path: Path, fingerprint: str, work: Work) -> Verified:
    """Verify a package that somebody made."""
    return handing_over.verify(path, work, fingerprint)


def compare(this: Verified, path: Path, work: Work) -> Compared | Verified:
    """Return how a verified package stands to another one, or what is wrong with that other one."""
    other = handing_over.verify(path, work)
    return handing_over.compare(this, other) if other.chain else other


def take_over(path: Path, folder: Path, passphrase: str, fingerprint: str, work: Work) -> TakenOver:
    """Put a package that somebody handed over into a new vault."""
    return taking_over.take_over(path, folder, passphrase, work, fingerprint=fingerprint)


def _choice(wish: Wish, not_asked: Sequence[Item]) -> PackageChoice:
    withheld = () if wish.age is AgeAnswer.ADULT else tuple(item.id for item in not_asked)
    return PackageChoice(wish.item_ids, wish.pictures, wish.previews, withheld, wish.reports, wish.language)


def _shape(wish: Wish) -> Shape:
    return Shape(
        wish.receiver_key or None,
        None if wish.receiver_key else wish.passphrase or None,
        handing_over.part_size(wish.part_size) if wish.part_size else None,
    )
