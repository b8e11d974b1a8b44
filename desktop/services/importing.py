"""Taking an exported chat, an e-mail or a saved page into the vault: looked at first, then only what was chosen."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from io import BufferedReader
from itertools import islice
from pathlib import Path

from desktop.core import clock, names
from desktop.core.errors import DiskFull, FolderNotWritable, LindenError, Stopped
from desktop.core.files import as_reading_error
from desktop.core.work import Work
from desktop.ingest import opening
from desktop.ingest.errors import (
    ArchiveLocked,
    ArchiveUnsafe,
    ExportDamaged,
    ExportEmpty,
    ExportTooLarge,
    ExportTooLong,
    MediumGone,
    NotAnExport,
)
from desktop.ingest.model import Contents, ExportKind, Medium, Message, Options, Original
from desktop.ingest.opening import Export
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.vaults import (
    NOTHING_SAID,
    AgeAnswer,
    Given,
    HowItCame,
    Item,
    JsonValue,
    RelationKind,
    Said,
    Vault,
    VaultLocked,
    Where,
    most_cautious,
)

__all__ = [
    "ArchiveLocked",
    "ArchiveUnsafe",
    "Choice",
    "Contents",
    "ExportDamaged",
    "ExportEmpty",
    "ExportKind",
    "ExportTooLarge",
    "ExportTooLong",
    "Imported",
    "Medium",
    "MediumGone",
    "Message",
    "NotAnExport",
    "Options",
    "Original",
    "look",
    "take_in",
]

MESSAGES_RECORD = "messages"
"""The kind of record that keeps the chosen messages of an export, with the items that came with them."""
_HOW = {ExportKind.EMAIL: HowItCame.EMAIL, ExportKind.PAGE: HowItCame.PAGE}
# A record is read whole whenever it is looked at.
_MOST_KEPT = 5_000
_MOST_TEXT = 10_000
_LONGEST = {"account": 1_000, "name": 1_000, "url": 8_000, "platform": 1_000}


@dataclass(frozen=True)
class Choice:
    """What of an export goes into the vault, and what was answered about it."""

    age: AgeAnswer
    """Whether someone shown in it was or may have been under 18: of everything for which `ages` says nothing else."""
    media: frozenset[str] | None = None
    """The ids of the media to take; None for all."""
    ages: Mapping[str, AgeAnswer] = field(default_factory=dict)
    """Answers for single media."""
    messages: frozenset[int] | None = None
    """The numbers of the messages to keep as a record beside the export; None for none: the export itself has them all."""
    said: Said = NOTHING_SAID
    where: Where = field(default_factory=Where)
    """What the person says of all of it. What the export itself says of a message goes before."""

    def age_of(self, medium_id: str) -> AgeAnswer:
        """Return the answer for one medium."""
        return self.ages.get(medium_id, self.age)


@dataclass(frozen=True)
class Imported:
    """What came into the vault, and what did not."""

    originals: tuple[Item, ...]
    """The export itself; an address and hash without the file where it holds pictures that may not be kept."""
    items: tuple[Item, ...]
    """The media that came with it."""
    failed: tuple[tuple[str, LindenError], ...]
    left_out: int
    """How many of its media were not chosen."""

    @property
    def everything(self) -> tuple[Item, ...]:
        """Everything that is in the vault now."""
        return (*self.originals, *self.items)


def look(path: Path, options: Options | None = None, work: Work | None = None) -> Contents:
    """Return what an export holds. Nothing is kept, and no picture is opened. Raises as `ingest.opening.opened`."""
    with opening.opened(path, options, work) as export:
        return export.contents


def take_in(vault: Vault, path: Path, choice: Choice, work: Work, options: Options | None = None) -> Imported:
    """Keep the export exactly as it is, and the chosen media as items that are part of it.

    Where media lie inside of the export itself (e-mail, page in one file) and one of the answers forbids to keep them, of the
    export only the hash is kept, and its words as a text of their own. Of a ZIP file only what is chosen is kept, and its hash.
    Raises what opening an export and adding to a vault raise; what was added before that stays.
    """
    consent.require(vault, Scope.KEEP)
    with opening.opened(path, options, work) as export:
        return _Taking(vault, export, choice, work).run()


class _Taking:
    """One import under way."""

    def __init__(self, vault: Vault, export: Export, choice: Choice, work: Work) -> None:
        self._vault, self._export, self._choice, self._work = vault, export, choice, work
        self._contents = export.contents
        how = _HOW.get(export.contents.kind, HowItCame.CHAT)
        self._said = replace(choice.said, how=how)
        chosen = choice.media
        self._media = [one for one in self._contents.media if chosen is None or one.id in chosen]
        self._total = max(1, sum(one.size for one in self._contents.originals) + sum(one.size for one in self._media))
        self._done = 0

    def run(self) -> Imported:
        originals = [self._keep_original(one) for one in self._contents.originals]
        first = originals[0]
        originals += self._beside(first)
        by_medium: dict[str, Item] = {}
        failed: list[tuple[str, LindenError]] = []
        for medium in self._media:
            try:
                by_medium[medium.id] = self._keep_medium(medium, first)
            except (Stopped, VaultLocked, DiskFull, FolderNotWritable):
                raise
            except LindenError as error:
                failed.append((medium.name, error))
        self._keep_messages(first, by_medium)
        left_out = len(self._contents.media) - len(self._media)
        counts = {"messages": str(len(self._contents.messages)), "media": str(len(by_medium)), "left_out": str(left_out)}
        self._vault.note("imported", first.id, kind=self._contents.kind.value, **counts)
        return Imported(tuple(originals), tuple(by_medium.values()), tuple(failed), left_out)

    def _keep_original(self, original: Original) -> Item:
        where = self._where(self._contents.messages[0] if not self._contents.kind.is_chat else None)
        # A text shows nobody. What has pictures inside of it is kept only if all of them may be.
        answers = (self._choice.age, *self._choice.ages.values()) if original.embeds else (AgeAnswer.ADULT,)
        stream, size = self._export.open_original(original.id)
        with stream:
            return self._add(Given(stream, size), original.name, where, most_cautious(answers))

    def _beside(self, first: Item) -> Iterator[Item]:
        """Keep what stands for an export that may not, or need not, be kept as it is: its words, and the hash of its ZIP file."""
        if not first.has_bytes:
            words = _transcript(self._contents.messages).encode()
            item = self._add(words, f"{Path(first.name).stem}.txt"[-_LONGEST["name"] :], first.where, AgeAnswer.ADULT)
            self._vault.casebook.relate(item.id, RelationKind.MADE_FROM, first.id, "import")
            yield item
        if self._export.archive is not None:
            size, sha256 = _hash_of(self._export.archive)
            item = self._vault.add_record(self._export.archive.name, size, sha256, first.where, AgeAnswer.NOT_ASKED, said=self._said)
            self._vault.casebook.relate(first.id, RelationKind.PART_OF, item.id, "import")
            yield item

    def _keep_medium(self, medium: Medium, original: Item) -> Item:
        message = self._contents.messages.tally.of_medium.get(medium.id)
        stream, size = self._export.open(medium.id)
        with stream:
            item = self._add(Given(stream, size), medium.name, self._where(message), self._choice.age_of(medium.id))
        self._vault.casebook.relate(
            item.id, RelationKind.PART_OF, original.id, "import", **({"message": message.number} if message else {})
        )
        return item

    def _add(self, source: Given | bytes, name: str, where: Where, age: AgeAnswer) -> Item:
        size = source.size if isinstance(source, Given) else len(source)
        work = Work(lambda done, _all: self._work.step(min(self._total, self._done + done), self._total))
        item = self._vault.add_file(source, name[-_LONGEST["name"] :], where, age, work, said=self._said)
        self._done += size
        return item

    def _where(self, message: Message | None) -> Where:
        """Return where something was seen: what the export says of its message, else what the person says of all of it."""
        person, contents = self._choice.where, self._contents
        note = "\n".join(part for part in (_room(contents, message), person.note) if part)
        return Where(
            url=(contents.url or person.url)[: _LONGEST["url"]],
            account=((message.sender if message else "") or person.account)[: _LONGEST["account"]],
            platform=(person.platform or contents.platform)[: _LONGEST["platform"]],
            note=note,
            seen_at=(message.at if message else None) or contents.saved_at or person.seen_at,
        )

    def _keep_messages(self, original: Item, by_medium: Mapping[str, Item]) -> None:
        wanted = self._choice.messages
        if wanted is None:
            return
        kept = (_as_json(one, by_medium) for one in self._contents.messages if one.number in wanted)
        while some := [*islice(kept, _MOST_KEPT)]:
            content: dict[str, JsonValue] = {
                "kind": self._contents.kind.value,
                "title": self._contents.title[:_MOST_TEXT],
                "sha256": original.sha256,
                "messages": [*some],
            }
            self._vault.keep_record(MESSAGES_RECORD, original.id, content)


def _as_json(message: Message, by_medium: Mapping[str, Item]) -> dict[str, JsonValue]:
    return {
        "number": message.number,
        "at": clock.stamp(message.at) if message.at else "",
        "sender": message.sender[:_MOST_TEXT],
        "text": message.text[:_MOST_TEXT],
        "items": [by_medium[one].id for one in message.media if one in by_medium],
    }


def _room(contents: Contents, message: Message | None) -> str:
    """Return the name of the room, or the subject or title, for the note."""
    return names.shown((message.room if message else "") or contents.title)


def _transcript(messages: Iterable[Message]) -> str:
    """Return messages as plain text: who, when, what, and the names of files that came with it."""
    blocks = []
    for one in messages:
        head = "  ".join(part for part in (clock.stamp(one.at) if one.at else "", one.sender) if part)
        blocks.append("\n".join(part for part in (head, one.text, *one.missing) if part))
    return "\n\n".join(blocks) + "\n"


def _hash_of(path: Path) -> tuple[int, str]:
    with _opened(path) as file:
        digest = file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise as_reading_error(error, path) from error
