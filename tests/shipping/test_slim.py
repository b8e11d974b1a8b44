"""What stands in for left-out libraries: linear algebra gives the same numbers, the rest stops at once, and sorting keeps its data."""

import ctypes
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from shipping import elf, icu_data, slim, stubs

pytestmark = pytest.mark.skipif(not (sys.platform.startswith("linux") and slim.can_slim()), reason="needs Linux with cc and binutils")
PACKAGES = Path(np.__file__).parent.parent


@pytest.fixture(scope="module")
def algebra(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """Return the stand-in for OpenCV's OpenBLAS."""
    original = next(PACKAGES.glob("opencv_python_headless.libs/libopenblas*"))
    numpys = next(PACKAGES.glob("numpy.libs/libscipy_openblas64_*"))
    users = list(PACKAGES.glob("cv2/cv2*.so"))
    source = slim.BLAS_SOURCE.read_text(encoding="ascii")
    made = stubs.make(original, users, tmp_path_factory.mktemp("blas"), source=source, links=[numpys])
    assert made.stat().st_size < 100_000
    assert {name for name in elf.asked_for(users[0]) if name.startswith("cblas_")} <= {symbol.name for symbol in elf.offered(made)}
    return ctypes.CDLL(str(made))


def _double(array: np.ndarray) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _int(value: int) -> object:
    return ctypes.byref(ctypes.c_int(value))


def test_matrices_are_multiplied(algebra: ctypes.CDLL) -> None:
    generator = np.random.default_rng(1)
    a, b, c = generator.random((120, 70)), generator.random((70, 90)), np.ones((120, 90))
    expected = 0.5 * a @ b + 2 * c

    algebra.cblas_dgemm(
        101, 111, 111, 120, 90, 70, ctypes.c_double(0.5), _double(a), 70, _double(b), 90, ctypes.c_double(2), _double(c), 90
    )

    assert np.allclose(c, expected)


def test_equations_are_solved_and_the_order_of_rows_is_told(algebra: ctypes.CDLL) -> None:
    generator = np.random.default_rng(2)
    a, b = np.asfortranarray(generator.random((40, 40))), np.asfortranarray(generator.random((40, 3)))
    expected = np.linalg.solve(a, b)
    order, info = np.zeros(40, np.int32), ctypes.c_int(-9)

    algebra.dgesv_(_int(40), _int(3), _double(a), _int(40), _double(order), _double(b), _int(40), ctypes.byref(info))

    assert info.value == 0
    assert np.allclose(b, expected)
    assert order.min() >= 1
    assert order.max() <= 40


def test_singular_values_are_found(algebra: ctypes.CDLL) -> None:
    a = np.asfortranarray(np.random.default_rng(3).random((30, 26)).astype(np.float32))
    expected = np.linalg.svd(a, compute_uv=False)
    values, space, info = np.zeros(26, np.float32), np.zeros(4000, np.float32), ctypes.c_int(-9)

    algebra.sgesdd_(
        ctypes.c_char_p(b"N"), _int(30), _int(26), _double(a), _int(30), _double(values), None, _int(1), None, _int(1),
        _double(space), _int(4000), _double(np.zeros(208, np.int32)), ctypes.byref(info),
    )  # fmt: skip

    assert info.value == 0
    assert np.allclose(values, expected, rtol=1e-4)


def test_a_stand_in_has_the_names_and_stops_whoever_calls_it(tmp_path: Path) -> None:
    original = next(PACKAGES.glob("pillow_heif.libs/libx265*"))
    user = next(PACKAGES.glob("pillow_heif.libs/libheif*"))

    made = stubs.make(original, [user], tmp_path)
    name = next(symbol.name for symbol in elf.offered(made) if symbol.name == "x265_cleanup")
    call = f"import ctypes; ctypes.CDLL({str(made)!r}).{name}()"
    ended = subprocess.run([sys.executable, "-c", call], capture_output=True, check=False)

    assert made.stat().st_size < 100_000
    assert elf.needed(made) == ()
    assert ended.returncode < 0


def _icu(items: dict[bytes, bytes]) -> bytes:
    header = struct.pack("<H2B2H4B4s8B", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", *[0] * 8).ljust(32, b"\0")
    names, content, table = b"", b"", struct.pack("<I", len(items))
    start = 4 + 8 * len(items)
    base = -(-(start + sum(len(name) + 1 for name in items)) // 16) * 16
    for name, item in items.items():
        table += struct.pack("<2I", start + len(names), base + len(content))
        names += name + b"\0"
        content += item.ljust(-(-len(item) // 16) * 16, b"\0")
    return header + (table + names).ljust(base, b"\0") + content


def test_of_the_sorting_data_only_our_languages_stay() -> None:
    items = {b"icudt73l/coll/de.res": b"d" * 40, b"icudt73l/coll/ko.res": b"k" * 33, b"icudt73l/coll/ucadata.icu": b"u" * 16}
    kept = {name: item for name, item in items.items() if b"/de." not in name}

    assert icu_data.subset(_icu(items)) == _icu(kept)


def test_other_data_than_that_of_icu_is_refused() -> None:
    with pytest.raises(ValueError, match="ICU"):
        icu_data.subset(b"\x20\0" + bytes(100))


def _library(name: str, code: str, *links: Path) -> Path:
    path = links[0].parent / name if links else Path(name)
    path.with_suffix(".c").write_text(code)
    command = ["cc", "-shared", "-nostdlib", "-fPIC", f"-Wl,-soname,{path.name}", "-o", path, path.with_suffix(".c"), *links]
    subprocess.run(command, check=True)
    return path


def test_a_library_that_nothing_asks_for_any_more_goes_too(tmp_path: Path) -> None:
    deep = _library(str(tmp_path / "libdeep.so"), "int deep(void) { return 1; }")
    module = _library("module.so", "int deep(void); int used(void) { return deep(); }", deep)
    both = [("module.so", str(module), "EXTENSION"), ("libdeep.so", str(deep), "BINARY")]

    assert slim.slimmed(both, tmp_path / "work", {}) == sorted(both)
    assert slim.slimmed(both[1:], tmp_path / "work", {}) == []


def test_a_compiled_part_takes_the_place_of_the_wheels_and_of_what_that_alone_asked_for(tmp_path: Path) -> None:
    deep = _library(str(tmp_path / "libdeep.so"), "int deep(void) { return 1; }")
    module = _library("module.so", "int deep(void); int used(void) { return deep(); }", deep)
    (tmp_path / "compiled").mkdir()
    compiled = _library(str(tmp_path / "compiled" / "module.so"), "int used(void) { return 2; }")
    both = [("module.so", str(module), "EXTENSION"), ("libdeep.so", str(deep), "BINARY")]

    assert slim.slimmed(both, tmp_path / "work", {"module.so": compiled}) == [("module.so", str(compiled), "EXTENSION")]
