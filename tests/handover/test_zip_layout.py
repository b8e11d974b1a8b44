"""The ZIP layout: its bytes never change, other programs read it, and ZIP64 begins exactly where it must."""

import io
import zipfile
import zlib
from datetime import datetime

import pytest

from desktop.handover import zip_layout
from desktop.handover.zip_layout import Stored
from tests.handover.packages import MADE_AT

AT = zip_layout.dos_time(MADE_AT)


def test_the_bytes_of_a_local_header_never_change() -> None:
    header = zip_layout.local_header(Stored("e/사진.jpg", 5, 0x01020304, 0), AT)

    assert header.hex(" ", 2) == (
        "504b 0304 1400 0008 0000 e051 775d 0403 0201 0500 0000 0500 0000 0c00 0000 652f ec82 acec a784 2e6a 7067"
    )


def test_the_bytes_after_the_last_file_never_change() -> None:
    assert zip_layout.ending([Stored("e", 5, 0x01020304, 0)], AT).hex() == (
        "504b01021403140000080000e051775d040302010500000005000000010000000000000000000000a4810000000065"
        "504b050600000000010001002f000000240000000000"
    )


def test_python_reads_what_the_layout_says() -> None:
    contents = {"e/a.txt": b"first", "e/나.txt": b""}
    out = io.BytesIO()
    files: list[Stored] = []
    for name, content in contents.items():
        file = Stored(name, len(content), zlib.crc32(content), out.tell())
        out.write(zip_layout.local_header(file, AT) + content)
        files.append(file)
    out.write(zip_layout.ending(files, AT))

    with zipfile.ZipFile(out) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == contents
        assert archive.testzip() is None
        assert archive.infolist()[0].date_time == (2026, 11, 23, 10, 15, 0)


@pytest.mark.parametrize(("size", "is_wide"), [(0xFFFFFFFE, False), (0xFFFFFFFF, True), (5 * 2**30, True)])
def test_a_large_file_has_a_zip64_field_exactly_where_it_needs_one(size: int, is_wide: bool) -> None:
    file = Stored("e/film.mp4", size, 0, 0)

    assert len(zip_layout.local_header(file, AT)) == 30 + len("e/film.mp4") + (20 if is_wide else 0)
    assert len(zip_layout.local_header(file, AT)) == zip_layout.local_length(file.name, file.size)


def test_python_reads_the_list_of_a_package_of_more_than_four_gibibytes() -> None:
    files = [Stored("e/film.mp4", 5 * 2**30, 7, 0)]
    files.append(Stored("e/after.txt", 3, 9, files[0].end))
    sparse = _Sparse(files[-1].end, zip_layout.ending(files, AT))

    with zipfile.ZipFile(sparse) as archive:  # type: ignore[arg-type]
        assert [(one.filename, one.file_size, one.header_offset) for one in archive.infolist()] == [
            ("e/film.mp4", 5 * 2**30, 0),
            ("e/after.txt", 3, files[1].offset),
        ]


def test_more_files_than_16_bits_count_get_a_zip64_end() -> None:
    end = zip_layout.end_records(70_000, 100, 200)

    assert end.startswith(zip_layout.END_64_SIGNATURE)
    assert len(end) == 56 + 20 + 22


def test_a_clock_before_1980_gives_the_first_dos_day() -> None:
    assert zip_layout.dos_time(datetime(1970, 1, 1)) == (0, 33)


class _Sparse(io.RawIOBase):
    """A file of which only the end is there."""

    def __init__(self, start: int, end: bytes) -> None:
        self._start, self._end, self._at = start, end, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = {0: 0, 1: self._at, 2: self._start + len(self._end)}[whence] + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        begin = max(0, self._at - self._start)
        found = self._end[begin : None if size < 0 else begin + size]
        self._at += len(found)
        return found
