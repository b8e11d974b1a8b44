"""Which export a file, a folder or a ZIP file is, and what is in it. What it is, its content says and never its name.

Used in the child process that reads exports: every byte here comes from a stranger.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.ingest import kakaotalk, mail, page, telegram_html, telegram_json, text, whatsapp
from desktop.ingest.errors import ExportEmpty, NotAnExport
from desktop.ingest.holders import Holder, read, reading
from desktop.ingest.model import Contents

_LOOKED_AT = 64 * 1024
_ENDINGS = (".json", ".html", ".htm", ".txt", ".csv", ".eml", ".mhtml", ".mht")
# Files of a folder or ZIP file that are looked at to find the one that is the export.
_MOST_TRIED = 200
_LONGEST_LETTER = 4


@dataclass(frozen=True)
class Found:
    """What an export holds; its times are without a zone where the export does not say in which they are."""

    contents: Contents
    inside: dict[str, bytes]
    """The media that lie inside of the export's own file, by their ids."""


Parse = Callable[[Holder, str], Found]


def in_holder(holder: Holder, name: str, *, day_first: bool | None = None) -> Found:
    """Return the first export among the files of a folder or ZIP file of this name. Raises as `in_file`, or ArchiveUnsafe."""
    candidates = sorted((one for one in holder.names() if one.lower().endswith(_ENDINGS)), key=_likelihood)
    refused: LindenError | None = None
    for candidate in candidates[:_MOST_TRIED]:
        try:
            return in_file(holder, candidate, day_first=day_first)
        except NotAnExport:
            continue
        except LindenError as error:
            refused = refused or error
    raise refused or NotAnExport(name=shown(name))


def in_file(holder: Holder, name: str, *, day_first: bool | None = None) -> Found:
    """Return the export that the file of this name is. Raises NotAnExport, ExportEmpty, ExportDamaged, ExportTooLarge, MediumGone."""
    parse = _reader_of(holder, name, day_first=day_first)
    if parse is None:
        raise NotAnExport(name=shown(PurePosixPath(name).name))
    found = parse(holder, name)
    contents = found.contents
    if not contents.messages.tally.telling and not contents.media:
        raise ExportEmpty(name=shown(PurePosixPath(name).name))
    return found


def _likelihood(name: str) -> tuple[int, int, str]:
    """Order the files so that the export comes before the pages and texts that were sent in it."""
    file_name = PurePosixPath(name).name.lower()
    usual = file_name in {"result.json", "messages.html", "_chat.txt"} or "talk" in file_name or "whatsapp" in file_name
    return name.count("/"), 0 if usual else 1, name


def _reader_of(holder: Holder, name: str, *, day_first: bool | None) -> Parse | None:
    with holder.open(name) as file, reading(name):
        beginning = file.read(_LOOKED_AT)
    if telegram_json.looks_like(beginning):
        return _chat(telegram_json.parse)
    if page.is_mhtml(beginning):
        return lambda holder, name: Found(*page.parse_mhtml(read(holder, name), name))
    if page.is_html(beginning):
        if telegram_html.looks_like(beginning):
            return _chat(telegram_html.parse)
        return lambda holder, name: Found(*page.parse_html(holder, name))
    if mail.looks_like(beginning):
        return lambda holder, name: Found(*mail.parse(read(holder, name), name))
    return _text_reader(beginning, name, day_first=day_first)


def _text_reader(beginning: bytes, name: str, *, day_first: bool | None) -> Parse | None:
    lines = _lines(beginning, name)
    if kakaotalk.looks_like(lines):
        return _chat(kakaotalk.parse)
    if whatsapp.looks_like(lines):
        return lambda holder, name: Found(whatsapp.parse(holder, name, day_first=day_first), {})
    return None


def _lines(beginning: bytes, name: str) -> list[str]:
    """Return the first lines of a file that may be text; the last letter may be cut off in its middle."""
    for cut in range(_LONGEST_LETTER):
        with suppress(NotAnExport):
            return list(text.lines(text.decoded(beginning[: len(beginning) - cut], name)))
    return []


def _chat(parse: Callable[[Holder, str], Contents]) -> Parse:
    return lambda holder, name: Found(parse(holder, name), {})
