"""A package in parts, for mail or a FAT stick: NAME.001, NAME.002 and so on, which joined are the package, byte for byte."""

import hashlib
import io
import os
import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from desktop.core import files
from desktop.core.names import shown
from desktop.core.texts import LANGUAGES, Sentence, say
from desktop.handover.errors import PartMissing, PartSizeWrong
from desktop.media.files import opened as opened_file

FIRST = ".001"
HOW_TO = ".HOW-TO-JOIN.txt"
MOST = 999
SMALLEST = 100_000
_SIZE = re.compile(r"(\d{1,9})[ ]?(KB|MB|GB|KiB|MiB|GiB)", re.IGNORECASE)
_UNITS = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
# The line of a Windows prompt takes 8,191 letters; a name has at most 255.
_AT_ONCE = 25


def read_size(text: str) -> int:
    """Return the bytes in "25MB" (10**6) or "4GiB" (2**30). Raises PartSizeWrong."""
    found = _SIZE.fullmatch(text.strip())
    size = int(found[1]) * _UNITS[found[2].lower()] if found else 0
    if size < SMALLEST:
        raise PartSizeWrong(size=shown(text))
    return size


def part(path: Path, number: int) -> Path:
    """Return where a part of the package at `path` lies."""
    return path.with_name(f"{path.name}.{number:03}")


@dataclass(frozen=True)
class Part:
    """One part that was written."""

    path: Path
    sha256: str


class PartsWriter(io.RawIOBase):
    """A file that is written in parts, each beside its place under a hidden name; `finish` gives them their names.

    Raises PartSizeWrong where there would be more parts than three digits can count, AlreadyThere, DiskFull, FolderNotWritable.
    """

    def __init__(self, path: Path, size: int) -> None:
        super().__init__()
        self._path = path
        self._size = size
        self._left = 0
        self._hidden: list[Path] = []
        self._digests: list[str] = []
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()
        for place in self._hidden:
            with suppress(OSError):
                place.unlink(missing_ok=True)

    def writable(self) -> bool:
        """Whether it can be written to: yes."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]  # only bytes are ever written to it
        """Write to the part under way, and go on in the next one where it is full."""
        rest = memoryview(content)
        while rest:
            if self._file is None or not self._left:
                self._next()
            now, rest = rest[: self._left], rest[self._left :]
            self._put(now)
        return len(content)

    def finish(self) -> tuple[Part, ...]:
        """Flush the last part, give all their names, and return them."""
        self._end()
        parts = []
        for number, (hidden, digest) in enumerate(zip(self._hidden, self._digests, strict=True), start=1):
            place = part(self._path, number)
            try:
                hidden.replace(place)
            except OSError as error:
                raise files.as_writing_error(error, place) from error
            parts.append(Part(place, digest))
        with suppress(OSError):
            files.flush_folder(self._path.parent)
        return tuple(parts)

    def _put(self, content: memoryview) -> None:
        if self._file is None:
            raise AssertionError
        try:
            self._file.write(content)
        except OSError as error:
            raise files.as_writing_error(error, self._path) from error
        self._digest.update(content)
        self._left -= len(content)

    def _next(self) -> None:
        self._end()
        number = len(self._hidden) + 1
        place = part(self._path, number)
        if number > MOST:
            raise PartSizeWrong(size=f"{self._size:,}")
        files.require_new(place)
        hidden = files.beside_of(place)
        try:
            handle = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise files.as_writing_error(error, place) from error
        self._file = os.fdopen(handle, "wb")
        self._hidden.append(hidden)
        self._left = self._size
        self._digest = hashlib.sha256()

    def _end(self) -> None:
        if self._file is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise files.as_writing_error(error, self._path) from error
        self._file = None
        self._digests.append(self._digest.hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Yield a file and its size; of the first of several parts, all of them as one file.

    Raises OSError, PartMissing, FileMissing, FileUnreadable, or NotARegularFile: a pipe or a device is never waited for.
    """
    places = parts_of(path)
    if len(places) == 1:
        with opened_file(path) as stream:
            yield stream, stream.seek(0, 2)
        return
    with _Joined(places) as joined:
        yield io.BufferedReader(joined), joined.size


def parts_of(path: Path) -> tuple[Path, ...]:
    """Return all parts of the package whose first part is `path`; of any other file, only itself. Raises PartMissing."""
    if not path.name.endswith(FIRST):
        return (path,)
    whole = path.with_name(path.name.removesuffix(FIRST))
    numbers = sorted(
        int(place.name[-3:]) for place in path.parent.iterdir() if re.fullmatch(re.escape(whole.name) + r"\.\d{3}", place.name)
    )
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            raise PartMissing(name=shown(part(whole, expected).name))
    return tuple(part(whole, number) for number in numbers)


def may_lack_more(places: Sequence[Path]) -> bool:
    """Whether the last part is as long as the first, so that there may be more."""
    return places[0].name.endswith(FIRST) and places[-1].stat().st_size == places[0].stat().st_size


class _Joined(io.RawIOBase):
    """Several files read as one."""

    def __init__(self, places: Sequence[Path]) -> None:
        super().__init__()
        self._files = [opened_file(place) for place in places]
        sizes = [file.seek(0, 2) for file in self._files]
        self._starts = [sum(sizes[:number]) for number in range(len(sizes))]
        self.size = sum(sizes)
        self._at = 0

    def close(self) -> None:
        for file in self._files:
            file.close()
        super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self.size)[whence])
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # RawIOBase calls it with a memoryview
        number = max((one for one, start in enumerate(self._starts) if start <= self._at), default=0)
        while number < len(self._files):
            self._files[number].seek(self._at - self._starts[number])
            chunk = self._files[number].read(len(buffer))
            if chunk:
                buffer[: len(chunk)] = chunk
                self._at += len(chunk)
                return len(chunk)
            number += 1
            if number < len(self._files) and self._at < self._starts[number]:
                return 0
        return 0


def how_to_join(path: Path, parts: Sequence[Part], sha256: str, language: str) -> bytes:
    """Return the text that goes along with the parts: how they are joined, with nothing but what every system has."""
    names = [one.path.name for one in parts]
    lines: list[str] = []
    for code in (language, *(one for one in LANGUAGES if one != language)):
        lines += _words(path.name, names, code)
    lines += [f"{one.sha256}  {one.path.name}" for one in parts] + [f"{sha256}  {path.name}", ""]
    return ("\ufeff" + "\r\n".join(lines)).encode()


def _words(whole: str, names: Sequence[str], language: str) -> list[str]:
    def text(sentence: Sentence) -> str:
        return sentence.within(language)

    return [
        text(say("The package {name} is in {count} parts. Put all of them into one folder, then join them:", name=whole, count=len(names))),
        "",
        text(say("On Windows, in the command prompt, in that folder:")),
        *(f"  {command}" for command in _copies(whole, names)),
        "",
        text(say("On macOS or Linux, in that folder:")),
        f"  cat {shlex.quote(whole)}.[0-9][0-9][0-9] > {shlex.quote(whole)}",
        "",
        text(say("What comes out is the package. The last line below is its SHA-256; the lines before are those of the parts.")),
        "",
    ]


def _copies(whole: str, names: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(names), _AT_ONCE):
        before = [whole] if start else []
        joined = "+".join(f'"{name}"' for name in [*before, *names[start : start + _AT_ONCE]])
        yield f'copy /b {joined} "{whole}"'
