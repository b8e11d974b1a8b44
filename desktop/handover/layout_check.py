"""Whether the bytes of the ZIP around the files' contents are exactly those that we write."""

from typing import BinaryIO

from desktop.handover import findings, seal, zip_layout
from desktop.handover.contents import Contents
from desktop.handover.listing import Listing
from desktop.handover.plan import order
from desktop.handover.result import Problem
from desktop.handover.zip_layout import Stored

_END = "end"
_ORDER = "order of the files"


def problems_in(stream: BinaryIO, size: int, found: Listing, *, held: Contents, text: seal.Seal | None, wrong: set[str]) -> list[Problem]:
    """Derive every header from names, sizes and contents, and return which differ from those in the file."""
    at = zip_layout.dos_time(text.made_at) if text and seal.SEAL_PATH not in wrong else _time_of_first(stream, found)
    derived = _derived(found, held, wrong)
    problems = []
    for file, stored in zip(derived, found.files, strict=True):
        header = zip_layout.local_header(file, at)
        if stored.offset != file.offset or _bytes(stream, file.offset, len(header)) != header:
            problems.append(findings.zip_changed(_below(file.name, held)))
    problems += _problems_in_list(stream, size, derived, at, held)
    paths = [_below(file.name, held) for file in derived]
    if paths != sorted(paths, key=order):
        problems.append(findings.zip_changed(_ORDER))
    return problems


def _derived(found: Listing, held: Contents, wrong: set[str]) -> list[Stored]:
    """Return the files where our layout puts them, with the CRC of their contents; of a changed one, the CRC that stands there."""
    derived: list[Stored] = []
    position = 0
    for file in found.files:
        path = _below(file.name, held)
        digests = held.digests.get(path)
        crc = file.crc if digests is None or path in wrong else digests.crc
        derived.append(Stored(file.name, file.size, crc, position))
        position = derived[-1].end
    return derived


def _problems_in_list(stream: BinaryIO, size: int, derived: list[Stored], at: zip_layout.Time, held: Contents) -> list[Problem]:
    position = derived[-1].end
    problems = []
    for file in derived:
        header = zip_layout.central_header(file, at)
        if _bytes(stream, position, len(header)) != header:
            problems.append(findings.zip_changed(_below(file.name, held)))
        position += len(header)
    records = zip_layout.end_records(len(derived), position - derived[-1].end, derived[-1].end)
    if _bytes(stream, position, len(records) + 1) != records or position + len(records) != size:
        problems.append(findings.zip_changed(_END))
    return problems


def _bytes(stream: BinaryIO, offset: int, length: int) -> bytes:
    stream.seek(offset)
    return stream.read(length)


def _below(name: str, held: Contents) -> str:
    return name.removeprefix(f"{held.folder}/")


def _time_of_first(stream: BinaryIO, found: Listing) -> zip_layout.Time:
    head = _bytes(stream, found.files[0].offset, zip_layout.LOCAL.size)
    if len(head) < zip_layout.LOCAL.size:
        return 0, 0
    fields = zip_layout.LOCAL.unpack(head)
    return fields[4], fields[5]
