"""A library whose unused bytes were taken out works as before: what was there is read as zeros, and all else where it was."""

import ctypes
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from shipping import elf, hollow, slim

pytestmark = pytest.mark.skipif(not (sys.platform.startswith("linux") and slim.can_slim()), reason="needs Linux with cc and binutils")

_CODE = """
__attribute__((aligned(4096))) const unsigned char filled[] = {FILLED};
static const char *word = "after";
int counted = 7;
int at(int place) { return filled[place]; }
const char *after(void) { counted += 1; return word; }
"""
_SIZE = 5 * hollow.PAGE


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library in which five pages of ones stand."""
    code, made = tmp_path / "held.c", tmp_path / "libheld.so"
    code.write_text(_CODE.replace("FILLED", "1," * _SIZE), encoding="ascii")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(made), str(code)], check=True)
    return made


def _place(library: Path) -> int:
    return library.read_bytes().index(b"\1" * _SIZE)


def _font(content: bytes) -> bytes:
    """Return bytes built like a font file of eight tables."""
    tags = [b"OS/2", b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"]
    start = 12 + 16 * len(tags)
    rows = [struct.pack(">4s3I", tag, 0, start + number * len(content), len(content)) for number, tag in enumerate(tags)]
    return b"\0\1\0\0" + struct.pack(">4H", len(tags), 0, 0, 0) + b"".join(rows) + content * len(tags)


def test_the_file_is_smaller_and_the_library_does_what_it_did(library: Path, tmp_path: Path) -> None:
    start = _place(library)
    holes = [(start + hollow.PAGE, start + 3 * hollow.PAGE)]
    made = tmp_path / "libhollow.so"

    made.write_bytes(hollow.without(library.read_bytes(), holes))
    loaded = ctypes.CDLL(str(made))
    loaded.after.restype = ctypes.c_char_p

    assert made.stat().st_size == library.stat().st_size - 2 * hollow.PAGE
    assert [loaded.at(page * hollow.PAGE + 9) for page in range(5)] == [1, 0, 0, 1, 1]
    assert loaded.after() == b"after"
    assert ctypes.c_int.in_dll(loaded, "counted").value == 8


def test_tools_still_read_what_it_needs_and_offers(library: Path, tmp_path: Path) -> None:
    start = _place(library)
    made = tmp_path / "libhollow.so"

    made.write_bytes(hollow.without(library.read_bytes(), [(start, start + hollow.PAGE)]))

    assert elf.needed(made) == elf.needed(library)
    assert elf.offered(made) == elf.offered(library)


def test_more_holes_than_the_table_has_room_for_are_refused(library: Path) -> None:
    start = _place(library)
    holes = [(start + page * hollow.PAGE, start + page * hollow.PAGE + hollow.PAGE) for page in (0, 2, 4)]
    rows = struct.unpack_from("<H", library.read_bytes(), 56)[0]

    with pytest.raises(ValueError, match="room"):
        hollow.without(library.read_bytes(), holes * rows)


def test_what_is_no_library_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        hollow.without(b"MZ" + bytes(100), [])


def test_fonts_are_found_whole_and_nothing_that_only_begins_like_one() -> None:
    font = _font(b"f" * 600)
    data = b"\0\1\0\0\0\x08" + bytes(200) + font + b"between" + font + font[:300]
    first = data.index(font)
    second = data.index(font, first + 1)

    assert list(hollow.fonts(data)) == [(first, first + len(font)), (second, second + len(font))]


def test_only_whole_pages_go_and_neighbours_go_together() -> None:
    page = hollow.PAGE

    assert hollow.joined([(10, page + 10), (page + 11, 3 * page + 5), (4 * page + 1, 5 * page - 1)]) == [(page, 3 * page)]


def test_the_typesetter_without_its_fonts_sets_the_same_page(tmp_path: Path) -> None:
    import typst

    package = Path(typst.__file__).parent
    original = next(package.glob("_typst*.so"))
    other = tmp_path / "typst"
    hollow.without_fonts(original, other / original.name)
    for script in package.glob("*.py"):
        (other / script.name).write_bytes(script.read_bytes())
    program = "from desktop.reports import pdf; import sys; sys.stdout.buffer.write(pdf.make_pdf('= 안녕 Hello', title='t', language='ko'))"

    pages = [
        subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": f"{first}:{Path.cwd()}"}, capture_output=True, check=True).stdout
        for first in (tmp_path, Path.cwd())
    ]

    assert (other / original.name).stat().st_size < original.stat().st_size - 18_000_000
    assert pages[0] == pages[1]
    assert pages[0].startswith(b"%PDF")
