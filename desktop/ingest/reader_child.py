"""The child process that reads exports: what it answers, message by message. The files stay in the other process.

A request is {"want": "read", "form": "file", "folder" or "zip", "name", "size", "day_first", "seconds"}, or {"want": "piece", "id",
"offset", "count", "seconds"}. While it reads it may ask (see `asked`). "read" is answered with messages whose header says what their
body (JSON) is, "contents", "media" or "messages", the last of them with "last"; "piece" with the bytes as the body. A failure is
{"ok": false, "code", "facts", "last": true}.
"""

import codecs
import contextlib
import encodings.aliases
import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import BinaryIO

from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.ingest import mail, recognising
from desktop.ingest.archive import Zip
from desktop.ingest.asked import Asked
from desktop.ingest.errors import ExportReaderOutOfMemory, MediumGone
from desktop.ingest.holders import Holder
from desktop.ingest.limits import MIB, ReaderLimits
from desktop.ingest.messages import BATCH_BYTES, as_json, stamped
from desktop.ingest.model import Contents
from desktop.ingest.recognising import Found
from desktop.media import child, framing
from desktop.media.confinement import allow_seconds

MODE = "--read-export"
"""The argument with which the program is this child."""
ARCHIVE = ""
"""The name by which a ZIP file itself is asked for."""
# Everything that a hostile mail can make the library load, which it may not once the doors are closed.
_REHEARSAL = b"""From: =?euc-kr?b?uw==?= <a@example.org>
To: b
Subject: =?utf-8?q?x?=
Date: Fri, 27 Nov 2026 10:15:00 +0900
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+eDwvcD4=
--b
Content-Disposition: attachment; filename*=utf-8''x.bin
Content-Transfer-Encoding: quoted-printable

=41
--b--
"""


def serve() -> None:
    """Answer whatever is asked on standard input, confined, until there are no more requests."""
    child.serve(_prepared)


def _prepared() -> child.Answerer:
    for name in {*encodings.aliases.aliases.values(), "cp949", "euc_kr", "utf_8_sig", "idna", "punycode"}:
        with contextlib.suppress(LookupError):  # some are of other systems
            codecs.lookup(name)
    mimetypes.init()
    mail.parse(_REHEARSAL, "x.eml")
    return _Reader().answer


class _Reader:
    """Reads one export after another, and gives of the last one what lies inside of it."""

    def __init__(self) -> None:
        self._holder: Holder | None = None
        self._found: Found | None = None
        self._open: tuple[str, int, BinaryIO] | None = None
        """The id of the medium that is being given, how far it was given, and the rest of it."""

    def answer(self, request: framing.Message, requests: BinaryIO, answers: BinaryIO) -> None:
        """Answer one request."""
        options = request.header
        allow_seconds(_number(options["seconds"]))
        try:
            if options["want"] == "piece":
                framing.send(answers, {"ok": True, "last": True}, self._piece(options))
                return
            self._found = None
            self._found = self._read(options, requests, answers)
            for header, body in _told(self._found):
                framing.send(answers, {"ok": True, **header}, body)
        except LindenError as error:
            facts = {name: str(fact) for name, fact in error.facts.items()}
            framing.send(answers, {"ok": False, "code": error.code, "facts": facts, "last": True})
        except MemoryError:
            self._found = None
            framing.send(answers, {"ok": False, "code": ExportReaderOutOfMemory.code, "facts": {}, "last": True})

    def _read(self, options: dict[str, object], requests: BinaryIO, answers: BinaryIO) -> Found:
        name, form = str(options["name"]), options["form"]
        day_first = options["day_first"] if isinstance(options["day_first"], bool) else None
        asked = Asked(requests, answers, ReaderLimits().max_bytes, is_listed=form == "folder")
        if form == "file":
            return recognising.in_file(asked, name, day_first=day_first)
        self._holder = Zip(asked.opened(ARCHIVE, _number(options["size"])), name) if form == "zip" else asked
        return recognising.in_holder(self._holder, name, day_first=day_first)

    def _piece(self, options: dict[str, object]) -> bytes:
        name, offset, count = str(options["id"]), _number(options["offset"]), _number(options["count"])
        inside = self._found.inside if self._found is not None else {}
        if name in inside:
            return inside[name][offset : offset + count]
        if self._holder is None:
            raise MediumGone(name=shown(name))
        is_next = self._open is not None and self._open[:2] == (name, offset)
        stream = self._open[2] if self._open is not None and is_next else _from(self._holder.open(name), offset)
        piece = stream.read(count)
        self._open = (name, offset + len(piece), stream)
        return piece


def _from(stream: BinaryIO, offset: int) -> BinaryIO:
    while offset and (passed := stream.read(min(MIB, offset))):
        offset -= len(passed)
    return stream


def _told(found: Found) -> Iterator[tuple[dict[str, object], bytes]]:
    """Yield what an export holds in parts: first what it is, then its media and its messages."""
    contents = found.contents
    yield {"part": "contents"}, as_json({**_heading(contents), "inside": [*found.inside]})
    for rows in _batches(asdict(medium) for medium in contents.media):
        yield {"part": "media"}, rows
    for rows in contents.messages.batches():
        yield {"part": "messages"}, rows
    yield {"last": True}, b""


def _heading(contents: Contents) -> dict[str, object]:
    return {
        "kind": contents.kind.value,
        "platform": contents.platform,
        "title": contents.title,
        "originals": [asdict(one) for one in contents.originals],
        "url": contents.url,
        "saved_at": stamped(contents.saved_at),
        "zone_known": contents.zone_known,
        "day_order_known": contents.day_order_known,
        "skipped": contents.skipped,
    }


def _batches(rows: Iterable[dict[str, object]]) -> Iterator[bytes]:
    """Yield rows as JSON lists of about a mebibyte, so that nothing is held twice."""
    batch: list[bytes] = []
    size = 0
    for row in rows:
        batch.append(as_json(row))
        size += len(batch[-1])
        if size > BATCH_BYTES:
            yield b"[" + b",".join(batch) + b"]"
            batch, size = [], 0
    if batch:
        yield b"[" + b",".join(batch) + b"]"


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
