"""The `result.json` that Telegram Desktop exports: one chat, or all of an account."""

from collections.abc import Mapping
from datetime import UTC, datetime

from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ExportDamaged, ExportTooLarge, MediumGone
from desktop.ingest.gathering import Draft, Gathered
from desktop.ingest.holders import Holder, reading
from desktop.ingest.json_stream import Source
from desktop.ingest.model import Contents, ExportKind, Original

# What a message may have as its file; `thumbnail` is left out: it is a smaller copy.
_FILES = ("photo", "file")
# What stands there where a file was not exported.
_NOT_INCLUDED = "("
_NO_ROOM = "?"
# Where the export of a whole account has its chats.
_LISTS = ("chats", "left_chats")

Json = dict[str, object]


def looks_like(untrusted: bytes) -> bool:
    """Whether the beginning of a file is that of such an export."""
    opening = untrusted[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return opening.startswith(b"{") and (b'"messages"' in opening or b'"chats"' in opening or b'"personal_information"' in opening)


def parse(holder: Holder, name: str) -> Contents:
    """Return what the export holds, read message by message: that of a busy group is larger than memory.

    Raises ExportDamaged, ExportTooLarge, ExportTooLong, MediumGone.
    """
    size = holder.size(name)
    if size is None:
        raise MediumGone(name=shown(name))
    if size > limits.MOST_STREAMED_BYTES:
        raise ExportTooLarge(name=shown(name), limit_mib=limits.MOST_STREAMED_BYTES // limits.MIB)
    chats = _Chats(Gathered(holder, name))
    with holder.open(name) as file, reading(name):
        chats.read(Source(file))
    if not chats.rooms:
        raise ExportDamaged(name=shown(name))
    gathered = chats.gathered
    return Contents(
        kind=ExportKind.TELEGRAM_JSON,
        platform="Telegram",
        title=chats.rooms[0] if len(chats.rooms) == 1 else "",
        messages=gathered.messages(),
        media=tuple(gathered.media.values()),
        originals=(Original(name, name.rsplit("/", 1)[-1], size, embeds=False),),
        zone_known=chats.zone_known,
        skipped=gathered.skipped,
    )


class _Chats:
    """The chats of an export while it is read."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.rooms: list[str] = []
        self.zone_known = True

    def read(self, source: Source) -> None:
        """Read the whole export: one chat, or an account with lists of them. Raises NoJson, UnicodeDecodeError, ExportTooLarge."""
        self._read_chat(source, may_hold_chats=True)
        source.end()

    def _read_chat(self, source: Source, *, may_hold_chats: bool = False) -> None:
        room = _NO_ROOM
        for key in source.fields():
            if key == "messages" and source.peek() == "[":
                self.rooms.append(room)
                self._read_messages(source, room)
            elif may_hold_chats and key in _LISTS and source.peek() == "{":
                self._read_list(source)
            else:
                value = source.value()
                # Telegram writes the name before the messages.
                room = (_text(value) or _NO_ROOM) if key == "name" else room

    def _read_list(self, source: Source) -> None:
        for key in source.fields():
            if key != "list" or source.peek() != "[":
                source.value()
                continue
            for _entry in source.entries():
                if source.peek() == "{":
                    self._read_chat(source)
                else:
                    source.value()

    def _read_messages(self, source: Source, room: str) -> None:
        for _entry in source.entries():
            entry = source.value()
            self.gathered.skipped += not _take(self.gathered, entry, room)
            if isinstance(entry, dict):
                self.zone_known = self.zone_known and "date_unixtime" in entry


def _take(gathered: Gathered, entry: object, room: str) -> bool:
    if not isinstance(entry, dict):
        return False
    draft = _draft(entry, room)
    if draft is None:
        return False
    gathered.add(draft)
    _attach(gathered, draft, entry)
    return True


def _draft(entry: Json, room: str) -> Draft | None:
    if entry.get("type") == "service":
        words = [_text(entry.get(part)) for part in ("actor", "action", "title")]
        return Draft(_moment(entry), "", [" ".join(word for word in words if word)], room=room, is_notice=True)
    if entry.get("type") != "message":
        return None
    # A channel has no "from" that is a person; who forwarded what from where is told in the text.
    sender = _text(entry.get("from")) or _text(entry.get("from_id")) or room
    forwarded = _text(entry.get("forwarded_from"))
    said = _flat(entry.get("text"))
    return Draft(_moment(entry), sender, [f"[{forwarded}]\n{said}" if forwarded else said], room=room)


def _attach(gathered: Gathered, draft: Draft, entry: Mapping[str, object]) -> None:
    for kind in _FILES:
        name = entry.get(kind)
        if not isinstance(name, str) or not name:
            continue
        if name.startswith(_NOT_INCLUDED):
            draft.missing.append(_text(entry.get("file_name")) or kind)
        else:
            gathered.attach(draft, name)


def _moment(entry: Mapping[str, object]) -> datetime | None:
    seconds = entry.get("date_unixtime")
    try:
        if isinstance(seconds, str | int):
            return datetime.fromtimestamp(int(seconds), UTC)
        return datetime.fromisoformat(_text(entry.get("date")))
    except (ValueError, OverflowError, OSError):
        return None


def _flat(value: object) -> str:
    """Return a text of which parts may be formatted: a string, or a list of strings and objects with "text"."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) if isinstance(part, dict) else _text(part) for part in value)
    return _text(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
