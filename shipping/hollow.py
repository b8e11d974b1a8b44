"""Bytes of a Linux library that nothing reads, taken out of its file: where they were, the loader maps zeros instead.

Source: System V ABI, chapter 5 ("Program Loading"): of a segment whose size in memory is larger than in the file, the rest is zeros.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

PAGE = 0x1000
# Kinds of segments (elf.h). The first two are read by debuggers only, and make room for those that a hole adds.
_LOAD, _NOTE, _PHDR = 1, 4, 6
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_NO_BITS = 8
# What a font file begins with (OpenType 1.9, "Organization of an OpenType font"), and how many tables one has.
_FONT = re.compile(rb"(\x00\x01\x00\x00|OTTO|true)\x00[\x08-\x20]")
_TABLE = re.compile(rb"[A-Za-z0-9/]{2}[A-Za-z0-9/ ]{2}")


@dataclass(frozen=True)
class Segment:
    """A row of the table of segments."""

    kind: int
    flags: int
    offset: int
    address: int
    physical: int
    file_size: int
    memory_size: int
    align: int


def without_fonts(library: Path, target: Path) -> Path:
    """Write a library to `target` without the font files that stand in it, and return it."""
    data = library.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(without(data, joined(fonts(data))))
    return target


def fonts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each whole font file in some bytes begins and ends."""
    end_of_last = 0
    for found in _FONT.finditer(data):
        start, count = found.start(), data[found.end() - 1]
        rows = [struct.unpack_from(">4s3I", data, start + 12 + 16 * number) for number in range(count)]
        end = start + max(offset + size for _, _, offset, size in rows)
        tags = [tag for tag, *_ in rows]
        if start >= end_of_last and end <= len(data) and tags == sorted(tags) and all(map(_TABLE.fullmatch, tags)) and b"cmap" in tags:
            end_of_last = end
            yield start, end


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges of bytes cut to whole pages, those that then touch as one."""
    whole: list[tuple[int, int]] = []
    for start, end in ranges:
        if whole and start - whole[-1][1] < 4:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    pages = [(-(-start // PAGE) * PAGE, end // PAGE * PAGE) for start, end in whole]
    return [(start, end) for start, end in pages if start < end]


def without(data: bytes, holes: list[tuple[int, int]]) -> bytes:
    """Return a library without these ranges of its file, whole pages each; ValueError where its table has no room for that many."""
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a library of 64 bits")
    table, sections = struct.unpack_from("<2Q", data, 32)
    _, room, section_size, section_count = struct.unpack_from("<4H", data, 54)
    rows = [Segment(*_SEGMENT.unpack_from(data, table + _SEGMENT.size * number)) for number in range(room)]
    cut = [part for row in rows if row.kind not in {_PHDR, _NOTE} for part in _parts(row, holes)]
    if len(cut) > room:
        raise ValueError("no room for another segment")
    kept, position = b"", 0
    for start, end in holes:
        kept += data[position:start]
        position = end
    made = bytearray(kept + data[position:])
    made[table : table + _SEGMENT.size * room] = b"".join(
        _SEGMENT.pack(row.kind, row.flags, _moved(row.offset, holes), row.address, row.physical, row.file_size, row.memory_size, row.align)
        for row in cut
    ).ljust(_SEGMENT.size * room, b"\0")
    struct.pack_into("<Q", made, 40, _moved(sections, holes))
    struct.pack_into("<H", made, 56, len(cut))
    for number in range(section_count):
        place = _moved(sections, holes) + section_size * number
        row = list(_SECTION.unpack_from(made, place))
        row[4] = _moved(row[4], holes)
        _SECTION.pack_into(made, place, *row)
    return bytes(made)


def _parts(row: Segment, holes: list[tuple[int, int]]) -> Iterator[Segment]:
    """Yield a segment, cut where holes are in it: each part but the last is longer in memory than in the file."""
    inside = [(start, end) for start, end in holes if row.kind == _LOAD and row.offset <= start and end <= row.offset + row.file_size]
    for start, end in inside:
        before = start - row.offset
        yield replace(row, file_size=before, memory_size=end - row.offset)
        gone = end - row.offset
        row = replace(
            row,
            offset=end,
            address=row.address + gone,
            physical=row.physical + gone,
            file_size=row.file_size - gone,
            memory_size=row.memory_size - gone,
        )
    yield row


def _moved(offset: int, holes: list[tuple[int, int]]) -> int:
    """Return where a place in the file is once the holes before it are gone."""
    return offset - sum(end - start for start, end in holes if end <= offset)
