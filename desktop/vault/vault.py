"""An unlocked vault: what a person can do with what it holds."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from desktop.core import clock, files
from desktop.core.errors import FolderNotWritable
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.vault import adding, aging, custody, found, key_slots, rows, verifying
from desktop.vault.canonical import writable
from desktop.vault.errors import ExportRefused, ItemDamaged, ItemHasNoFile, ItemMissing, VaultDamaged
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index, ItemRow
from desktop.vault.intake import Source
from desktop.vault.model import AgeAnswer, Item, JsonValue, LogEntry, Problem, Record, SignedLog, Where
from desktop.vault.names import safe_name
from desktop.vault.reading import Content, stream
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.store import Store

# SQLite's integers have 64 bits.
MAX_ID_DIGITS = 18


class Vault:
    """An unlocked vault. Safe to use from several threads; `lock` may be called at any moment and ends all of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.folder = store.folder

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

    def lock(self) -> None:
        """Drop the keys; whoever still reads gets VaultLocked. A second time does nothing."""
        self._store.close()

    # Items

    def items(self) -> tuple[Item, ...]:
        """Return all items in the order in which they were added."""
        with self._store.reading() as index:
            return tuple(rows.item_of(row) for row in index.items())

    def item(self, item_id: str) -> Item:
        """Return one item ("0001" or "1"). Raises ItemMissing."""
        with self._store.reading() as index:
            return rows.item_of(_row(index, item_id))

    def add_file(self, source: Source, name: str, where: Where, age: AgeAnswer, work: Work) -> Item:
        """Seal a file into the vault, or record only its hash and addresses where `age` forbids more.

        Where the same bytes are there already, they are not stored twice: the new item is `same_as` the first. Where the
        same bytes were recorded before as showing someone who was or may have been under 18, that answer holds for
        these as well. Raises FileMissing, FileUnreadable, NotARegularFile, FileChanging, TextTooLong, DiskFull,
        FolderNotWritable, VaultOutOfReach, VaultLocked, Stopped; after each of them the vault is as it was.
        """
        return adding.add_file(self._store, source, rows.row_of("file", name, where, age), work)

    def add_link(self, url: str, where: Where, age: AgeAnswer) -> Item:
        """Keep an address without a file; `url` is the address, that of `where` is not looked at."""
        return adding.add_link(self._store, url, where, age)

    def add_record(self, name: str, size: int, sha256: str, where: Where, age: AgeAnswer) -> Item:
        """Keep the hash and addresses of a file that is not given, as of one that may not be kept. Raises TextTooLong."""
        return adding.add_record(self._store, rows.row_of("record", name, where, age), size, sha256)

    def change_age(self, item_id: str, age: AgeAnswer, *, destroy: bool = False) -> Item:
        """Change the answer about age of an item, and of all with the same bytes, only towards caution.

        Raises DestroyNotConfirmed where the stored file would have to be destroyed and `destroy` does not confirm it,
        AnswerOnlyTowardsCaution, ItemMissing.
        """
        return aging.change_age(self._store, _number(item_id), age, destroy=destroy)

    def take_in_found(self) -> tuple[Item, ...]:
        """Make items of sealed files that the index does not know, as after it was put back to an older state."""
        return found.take_in_found(self._store)

    # Content

    def read(self, item_id: str, work: Work) -> bytes:
        """Return the bytes of an item's file. Raises ExportRefused, ItemHasNoFile, ItemDamaged, VaultLocked."""
        return b"".join(self._checked_chunks(item_id, work))

    def open(self, item_id: str) -> BinaryIO:
        """Return a readable, seekable stream of an item's file, decrypted as it is read. Raises as `read`."""
        return stream(self._content(item_id)[1])

    def export(self, item_id: str, out: Path, work: Work) -> Path:
        """Write an item's file in clear to `out`, a folder or a new file, and return where it is.

        Raises as `read`, and AlreadyThere, DiskFull or FolderNotWritable; then nothing is left at `out`.
        """
        item = self.item(item_id)
        path = out / f"{item.id}-{safe_name(item.name)}" if out.is_dir() else out
        if path.resolve().is_relative_to(self.folder.resolve()):
            raise FolderNotWritable(name=shown(self.folder.name))
        chunks = self._checked_chunks(item_id, work)
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
        written = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
        with self._store.changing() as change:
            number = _row(change.index, item_id).number if item_id else 0
            row = change.index.add_record(kind, number, clock.stamp(clock.now()), written)
            shown_item = rows.shown_number(number) if number else ""
            change.log("record_kept", shown_item, kind=kind, record=str(row.number), sha256=row.digest)

    def records(self, kind: str, item_id: str = "") -> tuple[Record, ...]:
        """Return the records of a kind, oldest first; of one item where it is named."""
        with self._store.reading() as index:
            number = _row(index, item_id).number if item_id else None
            return tuple(rows.record_of(row) for row in index.records(kind, number))

    def answers(self) -> dict[str, str]:
        """Return the sheet of answers of this case."""
        with self._store.reading() as index:
            return index.sheet()

    def save_answers(self, answers: Mapping[str, str]) -> None:
        """Keep the sheet of answers of this case in place of the one before."""
        with self._store.changing() as change:
            change.index.replace_sheet({writable(name): writable(text) for name, text in answers.items()})

    def note(self, act: str, item_id: str = "", **detail: str) -> None:
        """Write an act into the custody log, such as "viewed", "checked", "reported" or "handed_over"."""
        if act in custody.ROW_ACTS:
            raise ValueError(act)
        with self._store.changing() as change:
            change.log(act, rows.shown_number(_row(change.index, item_id).number) if item_id else "", **detail)

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

    def change_passphrase(self, old: str, new: str) -> None:
        """Let the vault open by `new` and no longer by `old`. Raises WrongPassphrase, PassphraseEmpty, DiskFull."""
        key_slots.change_passphrase(self._store, old, new)

    def set_passphrase(self, code: RecoveryCode, new: str) -> None:
        """Let the vault open by `new` in place of a forgotten passphrase. Raises WrongRecoveryCode, NoRecoveryCode, DiskFull."""
        key_slots.set_passphrase(self._store, code, new)

    @property
    def has_recovery_code(self) -> bool:
        """Whether a recovery code opens this vault."""
        return self._store.header.has_recovery

    def use_recovery_code(self, code: RecoveryCode) -> None:
        """Let the vault open by this code too, and no longer by an earlier one. Raises DiskFull, FolderNotWritable, TooManyKeySlots."""
        key_slots.use_recovery_code(self._store, code)

    def _content(self, item_id: str) -> tuple[ItemRow, Content]:
        with self._store.reading() as index:
            row = _row(index, item_id)
            shown_item = rows.shown_number(row.number)
            same = index.items_of(row.sha256) if row.sha256 else [row]
            if adding.forbidding([row, *same]) is not None:
                raise ExportRefused(item=shown_item)
            if not row.object:
                raise ItemHasNoFile(item=shown_item)
            return row, Content(self._store, shown_item, row.object)

    def _checked_chunks(self, item_id: str, work: Work) -> Iterator[bytes]:
        """Yield all chunks; raise ItemDamaged at the end where they are not the file that was taken in."""
        row, content = self._content(item_id)
        seen, done = hashlib.sha256(), 0
        with content:
            for chunk in content.chunks():
                work.step(done, content.size)
                seen.update(chunk)
                done += len(chunk)
                yield chunk
            work.step(done, content.size)
        if seen.hexdigest() != row.sha256:
            raise ItemDamaged(item=rows.shown_number(row.number))


def _row(index: Index, item_id: str) -> ItemRow:
    row = index.item(_number(item_id))
    if row is None:
        raise ItemMissing(item=shown(item_id))
    return row


def _number(item_id: str) -> int:
    if not (item_id.isascii() and item_id.isdigit() and len(item_id) <= MAX_ID_DIGITS):
        raise ItemMissing(item=shown(item_id))
    return int(item_id)
