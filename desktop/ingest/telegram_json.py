"""The `result.json` that Telegram Desktop exports: one chat, or all of an account."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from desktop.core.names import shown
from desktop.ingest.errors import ExportDamaged
from desktop.ingest.gathering import Draft, Gathered
from desktop.ingest.holders import Holder, read
from desktop.ingest.model import Contents, ExportKind, Original

# What a message may have as its file; `thumbnail` is left out: it is a smaller copy.
_FILES = ("photo", "file")
# What stands there where a file was not exported.
_NOT_INCLUDED = "("
_NO_ROOM = "?"

Json = dict[str, object]


def looks_like(untrusted: bytes) -> bool:
    """Whether the beginning of a file is that of such an export."""
    opening = untrusted[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return opening.startswith(b"{") and (b'"messages"' in opening or b'"chats"' in opening or b'"personal_information"' in opening)


def parse(holder: Holder, name: str) -> Contents:
    """Return what the export holds. Raises ExportDamaged, ExportTooLarge."""
    content = read(holder, name)
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ExportDamaged(name=shown(name)) from error
    rooms = list(_rooms(whole))
    if not rooms:
        raise ExportDamaged(name=shown(name))
    gathered = Gathered(holder, name)
    for room, messages in rooms:
        for entry in messages:
            if not _take(gathered, entry, room):
                gathered.skipped += 1
    return Contents(
        kind=ExportKind.TELEGRAM_JSON,
        platform="Telegram",
        title=rooms[0][0] if len(rooms) == 1 else "",
        messages=gathered.messages(),
        media=tuple(gathered.media.values()),
        originals=(Original(name, name.rsplit("/", 1)[-1], len(content), embeds=False),),
        zone_known=all("date_unixtime" in entry for _room, messages in rooms for entry in messages if isinstance(entry, dict)),
        skipped=gathered.skipped,
    )


def _rooms(whole: object) -> Iterator[tuple[str, list[object]]]:
    """Yield the name and the messages of each chat."""
    if not isinstance(whole, dict):
        return
    listed: list[object] = [whole]
    for part in ("chats", "left_chats"):
        chats = whole.get(part)
        inner = chats.get("list") if isinstance(chats, dict) else None
        listed += inner if isinstance(inner, list) else []
    for chat in (one for one in listed if isinstance(one, dict)):
        messages = chat.get("messages")
        if isinstance(messages, list):
            yield _text(chat.get("name")) or _NO_ROOM, messages


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
