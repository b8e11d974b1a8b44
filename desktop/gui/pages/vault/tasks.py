"""The tasks of the vault's page: each runs on the vault's lane and knows nothing of windows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.core.errors import DiskFull, FolderNotWritable, LindenError, Stopped
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Item, Vault, VaultLocked, Where

# Steps that one file of several is told in.
_FINE_STEPS = 1000


@dataclass(frozen=True, eq=False)
class Source:
    """Something that is to be kept: a file, or bytes that were pasted."""

    name: str
    content: Path | bytes


@dataclass(frozen=True)
class Added:
    """What came into the vault, and what did not, with the reason."""

    items: tuple[Item, ...]
    failed: tuple[tuple[str, LindenError], ...] = ()


@dataclass(frozen=True)
class Opened:
    """A vault that was opened or made. It is locked by whoever asked for it, if they no longer want it."""

    vault: Vault


def unlock(folder: Path, passphrase: str, work: Work) -> Opened:
    """Open a vault, and lock it again at once if it is no longer wanted."""
    return _wanted(vaults.unlock(folder, passphrase), work)


def create(folder: Path, passphrase: str, work: Work) -> Opened:
    """Make a vault, and lock it at once if it is no longer wanted."""
    return _wanted(vaults.create(folder, passphrase), work)


def add_files(vault: Vault, sources: Sequence[Source], where: Where, age: AgeAnswer, work: Work) -> Added:
    """Keep the sources one after another; one that cannot be read does not end it."""
    items: list[Item] = []
    failed: list[tuple[str, LindenError]] = []
    for number, source in enumerate(sources):
        try:
            items.append(vault.add_file(source.content, source.name, where, age, _share(work, number, len(sources))))
        except (Stopped, VaultLocked, DiskFull, FolderNotWritable):
            raise
        except LindenError as error:
            failed.append((source.name, error))
    return Added(tuple(items), tuple(failed))


def add_links(vault: Vault, addresses: Sequence[str], where: Where, age: AgeAnswer, work: Work) -> Added:
    """Keep each address as an item of its own."""
    items: list[Item] = []
    for number, address in enumerate(addresses):
        work.step(number, len(addresses))
        items.append(vault.add_link(address, replace(where, url=address), age))
    return Added(tuple(items))


def _wanted(vault: Vault, work: Work) -> Opened:
    if work.is_stopping:
        vault.lock()
        raise Stopped
    return Opened(vault)


def _share(work: Work, number: int, count: int) -> Work:
    def tell(done: int, total: int) -> None:
        work.step(number * _FINE_STEPS + (_FINE_STEPS * done // total if total else 0), count * _FINE_STEPS)

    return Work(tell)
