"""Which files a ZIP says it holds, read twice: from the list at its end, and from the headers before each content.

Only what we write is read: stored files, no comments. Nothing is ever inflated. Every number is checked against the
file's size before it is used, because the file comes from outside.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from desktop.handover import zip_layout
from desktop.handover.errors import PackageUnreadable
from desktop.handover.zip_layout import MAX_16, MAX_32, Stored

MOST_FILES = 250_000
MOST_LIST_BYTES = 128 * 1024 * 1024
_MOST_NAME_BYTES = 4096


@dataclass(frozen=True)
class Listing:
    """The files in the order in which they are named, and where the content of each starts by its own header."""

    files: tuple[Stored, ...]
    contents: tuple[int, ...]


def from_list(stream: BinaryIO, size: int) -> Listing | None:
    """Return the files that the list at the end names, or None where there is no sound list."""
    end = _end(stream, size)
    if end is None:
        return None
    count, length, start = end
    if count > MOST_FILES or length > MOST_LIST_BYTES:
        return None
    stream.seek(start)
    listing = stream.read(length)
    files: list[Stored] = []
    position = 0
    while position < len(listing):
        entry = _list_entry(listing, position)
        if entry is None:
            return None
        file, position = entry
        files.append(file)
    nexts = [*(file.offset for file in files[1:]), start]
    contents = [_content_start(stream, file, following, size) for file, following in zip(files, nexts, strict=False)]
    sound = [content for content in contents if content is not None]
    if len(files) != count or len(sound) != count:
        return None
    return Listing(tuple(files), tuple(sound))


def from_headers(stream: BinaryIO, size: int) -> Listing | None:
    """Return the files that the headers from the start on name, up to where none follows; None where one is unsound.

    Raises PackageUnreadable where there are more than any package has.
    """
    files: list[Stored] = []
    contents: list[int] = []
    position = 0
    while len(files) <= MOST_FILES:
        stream.seek(position)
        head = stream.read(zip_layout.LOCAL.size)
        if len(head) < zip_layout.LOCAL.size or not head.startswith(zip_layout.LOCAL_SIGNATURE):
            return Listing(tuple(files), tuple(contents)) if files else None
        *_, crc, packed, length, name_length, extra_length = zip_layout.LOCAL.unpack(head)
        name = _name(stream.read(name_length))
        wide = _wide(stream.read(extra_length))
        if length == MAX_32 and wide:
            length = wide[0]
        content = position + zip_layout.LOCAL.size + name_length + extra_length
        if name is None or content + length > size or packed != min(length, MAX_32):
            return None
        files.append(Stored(name, length, crc, position))
        contents.append(content)
        position = content + length
    raise PackageUnreadable(name="ZIP", part="list")


def _end(stream: BinaryIO, size: int) -> tuple[int, int, int] | None:
    """Return count, length and start of the list, from end records that are the very last bytes and fit the file."""
    if size < zip_layout.END.size:
        return None
    stream.seek(size - zip_layout.END.size)
    signature, _, _, _, count, length, start, comment = zip_layout.END.unpack(stream.read(zip_layout.END.size))
    if signature != zip_layout.END_SIGNATURE or comment:
        return None
    ends_at = size - zip_layout.END.size
    if count == MAX_16 or MAX_32 in (length, start):
        ends_at -= zip_layout.END_64.size + zip_layout.LOCATOR_64.size
        if ends_at < 0:
            return None
        stream.seek(ends_at)
        signature, *_, count, length, start = zip_layout.END_64.unpack(stream.read(zip_layout.END_64.size))
        if signature != zip_layout.END_64_SIGNATURE:
            return None
    return (count, length, start) if start + length == ends_at else None


def _list_entry(listing: bytes, position: int) -> tuple[Stored, int] | None:
    if position + zip_layout.CENTRAL.size > len(listing):
        return None
    fields = zip_layout.CENTRAL.unpack_from(listing, position)
    signature, crc, packed, length = fields[0], *fields[7:10]
    name_length, extra_length, comment_length = fields[10:13]
    offset = fields[-1]
    name_at = position + zip_layout.CENTRAL.size
    extra_at = name_at + name_length
    after = extra_at + extra_length + comment_length
    name = _name(listing[name_at:extra_at])
    if signature != zip_layout.CENTRAL_SIGNATURE or after > len(listing) or name is None or packed != length:
        return None
    wide = _wide(listing[extra_at : extra_at + extra_length])
    if length == MAX_32 and len(wide) >= 2:
        length, wide = wide[0], wide[2:]
    if offset == MAX_32 and wide:
        offset = wide[0]
    return Stored(name, length, crc, offset), after


def _content_start(stream: BinaryIO, file: Stored, following: int, size: int) -> int | None:
    """Return where a content starts: as in our layout where that leads to the next file, else as its header says."""
    if file.end == following:
        return file.content_offset
    stream.seek(min(file.offset, size))
    head = stream.read(zip_layout.LOCAL.size)
    if len(head) < zip_layout.LOCAL.size:
        return None
    name_length, extra_length = zip_layout.LOCAL.unpack(head)[-2:]
    start: int = file.offset + zip_layout.LOCAL.size + name_length + extra_length
    return start if start + file.size <= size else None


def _name(untrusted: bytes) -> str | None:
    if not untrusted or len(untrusted) > _MOST_NAME_BYTES:
        return None
    try:
        return untrusted.decode()
    except UnicodeDecodeError:
        return None


def _wide(extra: bytes) -> tuple[int, ...]:
    """Return the values of a ZIP64 field that is the first and only one, else nothing."""
    if len(extra) < 4:
        return ()
    kind, length = struct.unpack_from("<2H", extra)
    if kind != 1 or length != len(extra) - 4 or length % 8:
        return ()
    return struct.unpack_from(f"<{length // 8}Q", extra, 4)
