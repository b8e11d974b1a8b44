"""Gathering messages and media while a chat is read, within limits."""

import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ExportTooLong
from desktop.ingest.holders import Holder
from desktop.ingest.messages import Messages
from desktop.ingest.model import Medium, Message

FILE_NAME = re.compile(r'[^\s/\\:*?"<>|][^/\\:*?"<>|\n]{0,200}\.[A-Za-z0-9]{2,5}')


@dataclass(slots=True)
class Draft:
    """A message that is still being read."""

    at: datetime | None
    sender: str
    lines: list[str]
    media: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    room: str = ""
    is_notice: bool = False


class Gathered:
    """The messages and media found so far. Only the last message is still open; those before it are packed."""

    def __init__(self, holder: Holder, name: str, finish: "Callable[[Gathered, Draft], None] | None" = None) -> None:
        """Gather from the export whose file `name` is read; `finish` has a last look at each message that is complete."""
        self.last: Draft | None = None
        """The message that is still being read."""
        self.media: dict[str, Medium] = {}
        self.skipped = 0
        self._messages = Messages()
        self._finish = finish
        self._holder, self._name = holder, name
        # Files are named from where the text lies, which in a ZIP file may be a folder.
        self._folder = name.rpartition("/")[0]

    def add(self, draft: Draft) -> Draft:
        """Take the next message. Raises ExportTooLong."""
        self._close_last()
        if len(self._messages) >= limits.MOST_MESSAGES:
            raise ExportTooLong(name=shown(self._name), most=limits.MOST_MESSAGES)
        self.last = draft
        return draft

    def go_on(self, line: str) -> None:
        """Add a line to the message that is being read, or count it as not understood where there is none."""
        if self.last is not None:
            self.last.lines.append(line)
        elif line.strip():
            self.skipped += 1

    def attach(self, draft: Draft, untrusted_name: str, *, must_be: bool = True) -> bool:
        """Attach a file to a message, where the export has it; else its name, where it `must_be` one. Return whether it is there."""
        name = untrusted_name.removeprefix("./")
        name = f"{self._folder}/{name}" if self._folder else name
        size = self._holder.size(name)
        if size is None:
            if must_be:
                draft.missing.append(untrusted_name[: limits.MOST_NAME])
            return False
        self._take(name, size)
        draft.media.append(name)
        return True

    def take_rest(self, originals: frozenset[str]) -> None:
        """Take the files of the export that no message names."""
        for name in self._holder.names():
            size = self._holder.size(name)
            if name not in originals and name not in self.media and size is not None and not _is_litter(name):
                self._take(name, size)

    def messages(self) -> Messages:
        """Return the messages, numbered."""
        self._close_last()
        return self._messages

    def _close_last(self) -> None:
        draft, self.last = self.last, None
        if draft is None:
            return
        if self._finish is not None:
            self._finish(self, draft)
        message = Message(
            number=len(self._messages) + 1,
            at=draft.at,
            sender=draft.sender,
            text="\n".join(draft.lines).strip(),
            media=tuple(dict.fromkeys(draft.media)),
            missing=tuple(draft.missing),
            room=draft.room,
            is_notice=draft.is_notice,
        )
        self._messages.add(message)

    def _take(self, name: str, size: int) -> None:
        if name in self.media:
            return
        if len(self.media) >= limits.MOST_MEDIA:
            raise ExportTooLong(name=shown(self._name), most=limits.MOST_MEDIA)
        file_name = PurePosixPath(name).name
        self.media[name] = Medium(name, file_name, size, mimetypes.guess_type(file_name)[0] or "application/octet-stream")


def _is_litter(name: str) -> bool:
    """Whether a file belongs to the system or to the look of an export, not to what was sent."""
    parts = name.split("/")
    return parts[-1].startswith(".") or parts[0] in {"__MACOSX", "css", "js", "images"} or parts[-1] in {"Thumbs.db", "desktop.ini"}
