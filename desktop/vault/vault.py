"""An unlocked vault: what a person can do with what it holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from desktop.core.work import Work
from desktop.vault.model import AgeAnswer, Item, JsonValue, LogEntry, Problem, Record, SignedLog, Where


class Vault:
    """An unlocked vault. Safe to use from several threads; `lock` may be called at any moment and ends all of them."""

    folder: Path

    @property
    def is_locked(self) -> bool:
        """Whether the keys are gone and nothing can be read any more."""
        raise NotImplementedError

    def items(self) -> tuple[Item, ...]:
        """Return all items in the order in which they were added."""
        raise NotImplementedError

    def item(self, item_id: str) -> Item:
        """Return one item ("0001" or "1"). Raises ItemMissing."""
        raise NotImplementedError

    def add_file(self, source: Path | bytes, name: str, where: Where, age: AgeAnswer, work: Work) -> Item:
        """Seal a file into the vault, or record only its hash and addresses where `age` forbids more."""
        raise NotImplementedError

    def add_link(self, url: str, where: Where, age: AgeAnswer) -> Item:
        """Keep an address without a file."""
        raise NotImplementedError

    def change_age(self, item_id: str, age: AgeAnswer, *, destroy: bool = False) -> Item:
        """Change the answer about age, only towards caution; `destroy` confirms that the stored file is destroyed."""
        raise NotImplementedError

    def read(self, item_id: str, work: Work) -> bytes:
        """Return the bytes of an item's file. Raises ExportRefused, ItemHasNoFile, ItemDamaged."""
        raise NotImplementedError

    def open(self, item_id: str) -> BinaryIO:
        """Return a readable, seekable stream of an item's file, decrypted as it is read."""
        raise NotImplementedError

    def export(self, item_id: str, out: Path, work: Work) -> Path:
        """Write an item's file in clear to `out` (a folder or a new file) and return its path."""
        raise NotImplementedError

    def keep_record(self, kind: str, item_id: str, content: Mapping[str, JsonValue]) -> None:
        """Keep a check result, a report or an answer that came back, as a record of its own."""
        raise NotImplementedError

    def records(self, kind: str, item_id: str = "") -> tuple[Record, ...]:
        """Return the records of a kind, oldest first; of one item where it is named."""
        raise NotImplementedError

    def note(self, act: str, item_id: str = "", **detail: str) -> None:
        """Write an act into the custody log, such as "viewed", "checked", "reported" or "handed_over"."""
        raise NotImplementedError

    def log(self) -> tuple[LogEntry, ...]:
        """Return the custody log, oldest first."""
        raise NotImplementedError

    def signed_log(self) -> SignedLog:
        """Return the custody log with its signature, for someone who checks it without this program."""
        raise NotImplementedError

    def answers(self) -> dict[str, str]:
        """Return the sheet of answers of this case."""
        raise NotImplementedError

    def save_answers(self, answers: Mapping[str, str]) -> None:
        """Keep the sheet of answers of this case."""
        raise NotImplementedError

    def verify(self, work: Work) -> tuple[Problem, ...]:
        """Check everything in the vault and return what is wrong."""
        raise NotImplementedError

    def change_passphrase(self, old: str, new: str) -> None:
        """Let the vault open by `new` and no longer by `old`. Raises WrongPassphrase."""
        raise NotImplementedError

    def lock(self) -> None:
        """Drop the keys; whoever still reads gets VaultLocked."""
        raise NotImplementedError

    def __enter__(self) -> "Vault":
        return self

    def __exit__(self, *_: object) -> None:
        self.lock()
