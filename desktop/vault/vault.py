"""An unlocked vault: what a person can do with what it holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from desktop.core import files
from desktop.core.errors import FolderNotWritable
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.vault import adding, aging, backup, contents, custody, deleting, found, key_slots, records, removing, rows, verifying
from desktop.vault.aside import Aside
from desktop.vault.backup import BackedUp
from desktop.vault.casebook import Casebook
from desktop.vault.errors import VaultDamaged
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.intake import Source
from desktop.vault.model import (
    DEFAULT_CASE,
    NOTHING_SAID,
    AgeAnswer,
    DeletedItem,
    Item,
    JsonValue,
    LogEntry,
    Problem,
    Record,
    Said,
    SignedLog,
    Where,
)
from desktop.vault.names import safe_name
from desktop.vault.reading import stream
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.said_rows import cautious
from desktop.vault.seen import Older
from desktop.vault.stamping import Stamps
from desktop.vault.store import Store
from desktop.vault.ways import Ways


class Vault:
    """An unlocked vault. Safe to use from several threads; `lock` may be called at any moment and ends all of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.folder = store.folder
        self.aside = Aside(store)
        """What is kept beside the evidence and can be made anew: the index of own photos, if its owner wants it."""
        self.casebook = Casebook(store)
        """The cases, what is said of each item, and how items have to do with each other."""

    def __repr__(self) -> str:
        return f"Vault({'locked' if self.is_locked else 'open'})"

    def __enter__(self) -> "Vault":
        return self

    def __exit__(self, *_: object) -> None:
        self.lock()

    @property
    def is_locked(self) -> bool:
        """Whether the keys are gone and nothing can be read any more."""
        return self._store.is_closed

    @property
    def is_read_only(self) -> bool:
        """Whether the vault lies where nothing can be written: it can be read, but nothing can be added or noted."""
        return self._store.read_only

    @property
    def older(self) -> Older | None:
        """Where this computer has seen a later state of this vault: which; else None."""
        return self._store.older

    def lock(self) -> None:
        """Drop the keys; whoever still reads gets VaultLocked. A second time does nothing."""
        self._store.close()

    # Items

    def items(self, case_id: str = "") -> tuple[Item, ...]:
        """Return all items, or those of one case, in the order in which they were added."""
        with self._store.reading() as index:
            abouts = index.of_cases.abouts()
            listed = tuple(rows.item_of(row, abouts.get(row.number)) for row in index.items() if row.kind != deleting.KIND)
        return tuple(item for item in listed if item.said.case_id == case_id) if case_id else listed

    def item(self, item_id: str) -> Item:
        """Return one item ("0001" or "1"). Raises ItemMissing."""
        with self._store.reading() as index:
            row = rows.row_in(index, item_id)
            return rows.item_of(row, index.of_cases.about(row.number))

    def add_file(self, source: Source, name: str, where: Where, age: AgeAnswer, work: Work, *, said: Said = NOTHING_SAID) -> Item:
        """Seal a file into the vault, or record only its hash and addresses where `age` forbids more.

        Where the same bytes are there already, they are not stored twice: the new item is `same_as` the first. Where the
        same bytes were recorded before as showing someone who was or may have been under 18, that answer holds for
        these as well. Pictures that look the same in other bytes are linked. Raises CaseMissing, FileMissing, FileUnreadable,
        NotARegularFile, FileChanging, TextTooLong, TooManySaid, DiskFull, FolderNotWritable, VaultOutOfReach, VaultLocked,
        Stopped; after each of them the vault is as it was.
        """
        beginnings = rows.row_of("file", name, where, cautious(age, said.people))
        return adding.add_file(self._store, source, beginnings, said, work)

    def add_link(self, url: str, where: Where, age: AgeAnswer, *, said: Said = NOTHING_SAID) -> Item:
        """Keep an address without a file; `url` is the address, that of `where` is not looked at. Raises TextTooLong, CaseMissing."""
        return adding.add_link(self._store, url, where, cautious(age, said.people), said)

    def add_record(self, name: str, size: int, sha256: str, where: Where, age: AgeAnswer, *, said: Said = NOTHING_SAID) -> Item:
        """Keep the hash and addresses of a file that is not given, as of one that may not be kept. Raises TextTooLong, CaseMissing."""
        beginnings = rows.row_of("record", name, where, cautious(age, said.people))
        return adding.add_record(self._store, beginnings, size, sha256, said)

    def change_age(self, item_id: str, age: AgeAnswer, *, destroy: bool = False) -> Item:
        """Change the answer about age of an item, and of all with the same bytes, only towards caution.

        Raises DestroyNotConfirmed where the stored file would have to be destroyed and `destroy` does not confirm it,
        AnswerOnlyTowardsCaution, ItemMissing.
        """
        with self._store.reading() as index:
            number = rows.row_in(index, item_id).number
        return aging.change_age(self._store, number, age, destroy=destroy)

    def deleted_together(self, item_id: str) -> tuple[str, ...]:
        """Return which items `delete` would delete: this one, and those that share its file. Raises ItemMissing, ItemDeleted."""
        with self._store.reading() as index:
            return tuple(rows.shown_number(row.number) for row in deleting.together(index, item_id))

    def delete(self, item_id: str) -> tuple[str, ...]:
        """Delete an item and those that share its file, by destroying its key; return which. Nobody can bring them back.

        What stays is that they existed: number, size, hashes, and the custody log. Raises ItemMissing, ItemDeleted, DiskFull.
        """
        return deleting.delete(self._store, item_id)

    def deleted(self) -> tuple[DeletedItem, ...]:
        """Return what stays of deleted items."""
        return deleting.listed(self._store, self.log())

    def take_in_found(self) -> tuple[Item, ...]:
        """Make items of sealed files that the index does not know, as after it was put back to an older state."""
        return found.take_in_found(self._store)

    # Content

    def read(self, item_id: str, work: Work) -> bytes:
        """Return the bytes of an item's file. Raises ExportRefused, ItemHasNoFile, ItemDamaged, VaultLocked."""
        return b"".join(contents.checked_chunks(self._store, item_id, work))

    def open(self, item_id: str) -> BinaryIO:
        """Return a readable, seekable stream of an item's file, decrypted as it is read. Raises as `read`."""
        return stream(contents.of_item(self._store, item_id)[1])

    def export(self, item_id: str, out: Path, work: Work) -> Path:
        """Write an item's file in clear to `out`, a folder or a new file, and return where it is.

        Raises as `read`, and AlreadyThere, DiskFull or FolderNotWritable; then nothing is left at `out`.
        """
        item = self.item(item_id)
        path = out / f"{item.id}-{safe_name(item.name)}" if out.is_dir() else out
        if path.resolve().is_relative_to(self.folder.resolve()):
            raise FolderNotWritable(name=shown(self.folder.name))
        chunks = contents.checked_chunks(self._store, item_id, work)
        first = next(chunks, b"")
        with files.creating(path) as file:
            file.write(first)
            for chunk in chunks:
                file.write(chunk)
        if not self.is_read_only:
            self.note("exported", item.id, name=path.name, sha256=item.sha256)
        return path

    # Records, answers and the log

    def keep_record(self, kind: str, item_id: str, content: Mapping[str, JsonValue]) -> None:
        """Keep a check result, a report or an answer that came back, as a record of its own; it is never changed."""
        with self._store.changing() as change:
            records.keep(change, kind, rows.row_in(change.index, item_id).number if item_id else 0, content)

    def records(self, kind: str, item_id: str = "") -> tuple[Record, ...]:
        """Return the records of a kind, oldest first; of one item where it is named."""
        with self._store.reading() as index:
            number = rows.row_in(index, item_id).number if item_id else None
            return tuple(rows.record_of(row) for row in index.records(kind, number))

    def answers(self, case_id: str = DEFAULT_CASE) -> dict[str, str]:
        """Return the sheet of answers of a case. Raises CaseMissing."""
        return self.casebook.answers(case_id)

    def save_answers(self, answers: Mapping[str, str], case_id: str = DEFAULT_CASE) -> None:
        """Keep the sheet of answers of a case in place of the one before. Raises CaseMissing."""
        self.casebook.save_answers(answers, case_id)

    def note(self, act: str, item_id: str = "", **detail: str) -> None:
        """Write an act into the custody log, such as "viewed", "checked", "reported" or "handed_over"."""
        if act in custody.BOUND_ACTS:
            raise ValueError(act)
        with self._store.changing() as change:
            change.log(act, rows.shown_number(rows.row_in(change.index, item_id).number) if item_id else "", **detail)

    def log(self) -> tuple[LogEntry, ...]:
        """Return the custody log, oldest first. Raises VaultDamaged where a record cannot be read."""
        with self._store.reading() as index:
            records = index.log_records()
        try:
            return tuple(custody.decode_record(record)[0] for _number, record in records)
        except custody.LogDamaged as error:
            raise VaultDamaged(part=INDEX_NAME) from error

    def signed_log(self) -> SignedLog:
        """Return the custody log with its signature, for someone who checks it without this program."""
        with self._store.reading() as index:
            head, records = index.head(), index.log_records()
            public_key = self._store.keys.public_key()
        if head is None:
            raise VaultDamaged(part=INDEX_NAME)
        return SignedLog(b"".join(record + b"\n" for _number, record in records), *head, public_key)

    def public_key(self) -> bytes:
        """Return the vault's Ed25519 public key (32 bytes), by which others know what this vault signed."""
        with self._store.reading():
            return self._store.keys.public_key()

    def sign(self, statement: bytes) -> bytes:
        """Return the vault's Ed25519 signature (64 bytes) over a statement, such as the seal of a package.

        Heads of the custody log are JSON objects; a statement may not begin like one, so that neither passes for the other.
        """
        if statement.startswith(b"{"):
            raise ValueError(statement[:16])
        with self._store.reading():
            return self._store.keys.sign(statement)

    # The vault as a whole

    def verify(self, work: Work) -> tuple[Problem, ...]:
        """Check everything in the vault and return what is wrong, part by part."""
        problems = verifying.verify(self._store, work)
        if not self.is_read_only:
            self.note("verified", problems=str(len(problems)))
        return problems

    def back_up(self, target: Path, work: Work) -> BackedUp:
        """Copy the vault into a new or empty folder, or go on with an interrupted copy, and read it back. Raises as `backup.back_up`."""
        return backup.back_up(self._store, target, work)

    def remove(self) -> bool:
        """Delete the whole vault by destroying its keys, and lock it; return whether its folder is gone. Raises as `removing.remove`."""
        return removing.remove(self._store)

    def change_passphrase(self, old: str, new: str) -> None:
        """Let the vault open by `new` and no longer by `old`. Raises WrongPassphrase, PassphraseEmpty, DiskFull."""
        key_slots.change_passphrase(self._store, old, new)

    @property
    def stamps(self) -> Stamps:
        """The time stamps of this vault."""
        return Stamps(self._store)

    @property
    def ways(self) -> Ways:
        """What opens this vault, and the means to change that."""
        return Ways(self._store)

    @property
    def has_recovery_code(self) -> bool:
        """Whether a recovery code opens this vault."""
        return self.ways.listed().has_recovery_code

    def use_recovery_code(self, code: RecoveryCode) -> None:
        """Let the vault open by this code too, and no longer by an earlier one. Raises DiskFull, FolderNotWritable, TooManyKeySlots."""
        key_slots.use_random(self._store, code)
