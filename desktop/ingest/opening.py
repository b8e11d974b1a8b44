"""Opening an export, whatever it is: a file, a folder or a ZIP file. What it is, its content says and never its name."""

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from desktop.core.errors import FileMissing, LindenError
from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.ingest import kakaotalk, mail, page, telegram_html, telegram_json, text, whatsapp
from desktop.ingest.errors import ExportEmpty, MediumGone, NotAnExport
from desktop.ingest.holders import Folder, Holder, Zip, read, reading
from desktop.ingest.model import Contents, Options

Parse = Callable[[Holder, str, Options], tuple[Contents, dict[str, bytes]]]

_LOOKED_AT = 64 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENDINGS = (".json", ".html", ".htm", ".txt", ".csv", ".eml", ".mhtml", ".mht")
# Files of a folder or ZIP file that are looked at to find the one that is the export.
_MOST_TRIED = 200
_LONGEST_LETTER = 4


class Export:
    """An export that was read, while its files are at hand."""

    def __init__(self, contents: Contents, holder: Holder, bytes_of: Mapping[str, bytes], archive: Path | None) -> None:
        self.contents = contents
        self.archive = archive
        """The ZIP file that it lies in, if it does."""
        self._holder, self._bytes_of = holder, bytes_of

    def open(self, medium_id: str) -> tuple[BinaryIO, int]:
        """Return a medium as a stream, and its size. Raises MediumGone, ExportDamaged or FileUnreadable."""
        if medium_id in self._bytes_of:
            content = self._bytes_of[medium_id]
            return io.BytesIO(content), len(content)
        return self._file(medium_id)

    def open_original(self, original_id: str) -> tuple[BinaryIO, int]:
        """Return a file that is the export itself as a stream, and its size. Raises as `open`."""
        return self._file(original_id)

    def _file(self, name: str) -> tuple[BinaryIO, int]:
        size = self._holder.size(name)
        if size is None:
            raise MediumGone(name=shown(PurePosixPath(name).name))
        return self._holder.open(name), size


@contextmanager
def opened(path: Path, options: Options | None = None) -> Iterator[Export]:
    """Yield the export in a file, folder or ZIP file.

    Raises NotAnExport, ExportEmpty, ExportDamaged, ExportTooLarge, ArchiveUnsafe, ArchiveLocked, FileMissing, FileUnreadable.
    """
    options = options or Options()
    try:
        if path.is_dir():
            yield _read(Folder(path), path.name, options)
            return
        if not path.is_file():
            raise FileMissing(name=shown(path.name))
    except ValueError as error:  # a name with a zero byte
        raise FileMissing(name=shown(path.name)) from error
    if _beginning(path).startswith(_ZIP):
        archive = Zip(path)
        try:
            yield _read(archive, path.name, options, path)
        finally:
            archive.close()
        return
    holder = Folder(path.parent, beside=True)
    yield _parsed(holder, path.name, options, None)


def _read(holder: Holder, name: str, options: Options, archive: Path | None = None) -> Export:
    """Return the first export among the files of a folder or ZIP file."""
    candidates = sorted((one for one in holder.names() if one.lower().endswith(_ENDINGS)), key=_likelihood)
    refused: LindenError | None = None
    for candidate in candidates[:_MOST_TRIED]:
        try:
            return _parsed(holder, candidate, options, archive)
        except NotAnExport:
            continue
        except LindenError as error:
            refused = refused or error
    raise refused or NotAnExport(name=shown(name))


def _likelihood(name: str) -> tuple[int, int, str]:
    """Order the files so that the export comes before the pages and texts that were sent in it."""
    file_name = PurePosixPath(name).name.lower()
    usual = file_name in {"result.json", "messages.html", "_chat.txt"} or "talk" in file_name or "whatsapp" in file_name
    return name.count("/"), 0 if usual else 1, name


def _parsed(holder: Holder, name: str, options: Options, archive: Path | None) -> Export:
    parse = _reader_of(holder, name)
    if parse is None:
        raise NotAnExport(name=shown(PurePosixPath(name).name))
    contents, bytes_of = parse(holder, name, options)
    if not any(message.text or message.media or message.missing for message in contents.messages) and not contents.media:
        raise ExportEmpty(name=shown(PurePosixPath(name).name))
    return Export(contents, holder, bytes_of, archive)


def _reader_of(holder: Holder, name: str) -> Parse | None:
    with holder.open(name) as file, reading(name):
        beginning = file.read(_LOOKED_AT)
    if telegram_json.looks_like(beginning):
        return _chat(telegram_json.parse)
    if page.is_mhtml(beginning):
        return lambda holder, name, options: page.parse_mhtml(read(holder, name), name, options)
    if page.is_html(beginning):
        return _chat(telegram_html.parse) if telegram_html.looks_like(beginning) else page.parse_html
    if mail.looks_like(beginning):
        return lambda holder, name, options: mail.parse(read(holder, name), name, options)
    return _text_reader(beginning, name)


def _text_reader(beginning: bytes, name: str) -> Parse | None:
    lines = _lines(beginning, name)
    if kakaotalk.looks_like(lines):
        return _chat(kakaotalk.parse)
    return _chat(whatsapp.parse) if whatsapp.looks_like(lines) else None


def _lines(beginning: bytes, name: str) -> list[str]:
    """Return the first lines of a file that may be text; the last letter may be cut off in its middle."""
    for cut in range(_LONGEST_LETTER):
        with suppress(NotAnExport):
            return text.lines(text.decoded(beginning[: len(beginning) - cut], name))
    return []


def _chat(parse: Callable[[Holder, str, Options], Contents]) -> Parse:
    return lambda holder, name, options: (parse(holder, name, options), {})


def _beginning(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(8)
    except OSError as error:
        raise as_reading_error(error, path) from error
