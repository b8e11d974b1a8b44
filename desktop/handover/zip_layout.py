"""The one ZIP layout that we write, byte for byte, so that a verifier can derive it and find any byte that differs.

Stored, never compressed; no data descriptors, comments, gaps or surprises; ZIP64 fields exactly where a value needs
them. Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5. FORMAT.md section 2 says the same in words.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

MAX_16 = 0xFFFF
MAX_32 = 0xFFFFFFFF

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
END_64 = struct.Struct("<4sQ2H2I4Q")
LOCATOR_64 = struct.Struct("<4sIQI")
LOCAL_SIGNATURE = b"PK\x03\x04"
CENTRAL_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"
END_64_SIGNATURE = b"PK\x06\x06"
LOCATOR_64_SIGNATURE = b"PK\x06\x07"
CRC_OFFSET = 14
"""Where the CRC-32 stands in a local header."""

_NEEDS_20 = 20
_NEEDS_45 = 45
_UNIX = 3 << 8
_NAMES_ARE_UTF_8 = 1 << 11
_STORED = 0
_ZIP64_FIELD = 1
# A plain file that its owner may write and all may read, in the upper half as Info-ZIP on Unix puts it.
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Stored:
    """One file of the ZIP: full name, size in bytes, CRC-32, and the offset of its local header."""

    name: str
    size: int
    crc: int
    offset: int

    @property
    def content_offset(self) -> int:
        """Where its content starts."""
        return self.offset + local_length(self.name, self.size)

    @property
    def end(self) -> int:
        """Where the next thing starts."""
        return self.content_offset + self.size


Time = tuple[int, int]
"""A moment as ZIP keeps it: DOS time and DOS date."""


def dos_time(moment: datetime) -> Time:
    """Return the DOS time and date of a moment by its own clock, to two seconds; before 1980 it is 1980."""
    if not 1980 <= moment.year <= 2107:
        return 0, (1 << 5) | 1
    return (
        (moment.hour << 11) | (moment.minute << 5) | (moment.second // 2),
        ((moment.year - 1980) << 9) | (moment.month << 5) | moment.day,
    )


def local_length(name: str, size: int) -> int:
    """Return the length of a file's local header."""
    return LOCAL.size + len(name.encode()) + (20 if size >= MAX_32 else 0)


def local_header(file: Stored, at: Time) -> bytes:
    """Return the header before a file's content."""
    time, date = at
    name = file.name.encode()
    extra = b""
    size, needs = file.size, _NEEDS_20
    if size >= MAX_32:
        extra = struct.pack("<2H2Q", _ZIP64_FIELD, 16, size, size)
        size, needs = MAX_32, _NEEDS_45
    head = LOCAL.pack(LOCAL_SIGNATURE, needs, _NAMES_ARE_UTF_8, _STORED, time, date, file.crc, size, size, len(name), len(extra))
    return head + name + extra


def central_header(file: Stored, at: Time) -> bytes:
    """Return a file's entry in the list at the end."""
    time, date = at
    name = file.name.encode()
    wide = [file.size] * 2 if file.size >= MAX_32 else []
    if file.offset >= MAX_32:
        wide.append(file.offset)
    extra = struct.pack(f"<2H{len(wide)}Q", _ZIP64_FIELD, 8 * len(wide), *wide) if wide else b""
    needs = _NEEDS_45 if wide else _NEEDS_20
    size = min(file.size, MAX_32)
    head = CENTRAL.pack(
        CENTRAL_SIGNATURE, _UNIX | needs, needs, _NAMES_ARE_UTF_8, _STORED, time, date, file.crc, size, size,
        len(name), len(extra), 0, 0, 0, _PLAIN_FILE, min(file.offset, MAX_32),
    )  # fmt: skip
    return head + name + extra


def ending(files: Sequence[Stored], at: Time) -> bytes:
    """Return everything after the last file's content: the list of files and the end records."""
    start = files[-1].end if files else 0
    listing = b"".join(central_header(file, at) for file in files)
    return listing + end_records(len(files), len(listing), start)


def end_records(count: int, length: int, start: int) -> bytes:
    """Return the end records for a list of `count` files that is `length` bytes long and begins at `start`."""
    records = b""
    if count >= MAX_16 or length >= MAX_32 or start >= MAX_32:
        end_64 = END_64.pack(END_64_SIGNATURE, END_64.size - 12, _UNIX | _NEEDS_45, _NEEDS_45, 0, 0, count, count, length, start)
        records = end_64 + LOCATOR_64.pack(LOCATOR_64_SIGNATURE, 0, start + length, 1)
    few = min(count, MAX_16)
    return records + END.pack(END_SIGNATURE, 0, 0, few, few, min(length, MAX_32), min(start, MAX_32), 0)
