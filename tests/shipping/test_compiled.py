"""What a release compiles: taken from locked sources, kept whole or not at all, and NumPy's products give the numbers of OpenBLAS."""

import ctypes
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from shipping import elf, slim
from shipping.compiled import algebra, cache, opencv, source

pytestmark = pytest.mark.skipif(not (sys.platform.startswith("linux") and slim.can_slim()), reason="needs Linux with cc and binutils")
ROWS, COLUMNS, AS_IS, TURNED = 101, 102, 111, 112


@pytest.fixture
def kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINDEN_PARTS", str(tmp_path / "parts"))
    return tmp_path


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """Return algebra.c as a library; what it asks of LAPACK when it is loaded is answered by nothing."""
    folder = tmp_path_factory.mktemp("products")
    answers = folder / "answers.c"
    answers.write_text("double scipy_dlamch_64_(const char *c) { return 0; }\ndouble scipy_slamch_64_(const char *c) { return 0; }\n")
    made = folder / "products.so"
    subprocess.run(["cc", *algebra.COMMON, "-O1", "-shared", "-o", made, algebra.PRODUCTS, answers], check=True)
    return ctypes.CDLL(str(made))


@pytest.mark.parametrize("recipe", cache.RECIPES)
def test_a_source_is_locked_by_version_and_hash(recipe) -> None:
    lines = source.locked(recipe.NAME).splitlines()

    assert [line for line in lines if not line.startswith((f"{recipe.NAME}==", "    --hash=sha256:"))] == []
    assert len([line for line in lines if "--hash" in line]) > 1


def test_parts_are_taken_when_all_are_kept(kept_elsewhere: Path) -> None:
    file = kept_elsewhere / "made.so"
    file.write_bytes(b"made")

    cache.keep(opencv, {"cv2/cv2.abi3.so": file})
    assert cache.kept() == {}

    cache.keep(algebra, {"numpy.libs/lib.so": file})
    assert {name: path.read_bytes() for name, path in cache.kept().items()} == {"cv2/cv2.abi3.so": b"made", "numpy.libs/lib.so": b"made"}


def test_a_changed_recipe_finds_nothing_old(kept_elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = SimpleNamespace(NAME="numpy", __file__=str(kept_elsewhere / "recipe.py"))
    monkeypatch.setattr(cache, "_HERE", kept_elsewhere)
    (kept_elsewhere / "recipe.py").write_text("FLAGS = 1")
    before = cache.place(recipe)

    (kept_elsewhere / "recipe.py").write_text("FLAGS = 2")

    assert cache.place(recipe) != before


def _address(array: np.ndarray) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _long(*numbers: int) -> list[ctypes.c_int64]:
    return [ctypes.c_int64(number) for number in numbers]


@pytest.mark.parametrize("order", [ROWS, COLUMNS])
@pytest.mark.parametrize("turned", [(AS_IS, AS_IS), (TURNED, AS_IS), (AS_IS, TURNED), (TURNED, TURNED)])
@pytest.mark.parametrize("size", [(1, 1, 1), (7, 5, 3), (13, 260, 33), (97, 300, 40)])
def test_products_are_those_of_openblas(products: ctypes.CDLL, order: int, turned: tuple[int, int], size: tuple[int, int, int]) -> None:
    generator = np.random.default_rng(1)
    m, k, n = size
    left, right, old = generator.random((m, k)), generator.random((k, n)), generator.random((m, n))
    layout = "C" if order == ROWS else "F"
    a = np.array(left if turned[0] == AS_IS else left.T, order=layout)
    b = np.array(right if turned[1] == AS_IS else right.T, order=layout)
    c = np.array(old, order=layout)
    lead = [array.shape[1] if order == ROWS else array.shape[0] for array in (a, b, c)]

    products.scipy_cblas_dgemm64_(
        order, *turned, *_long(m, n, k), ctypes.c_double(0.5), _address(a), *_long(lead[0]), _address(b), *_long(lead[1]),
        ctypes.c_double(2), _address(c), *_long(lead[2]),
    )  # fmt: skip

    assert np.allclose(c, 0.5 * left @ right + 2 * old)


def test_what_was_there_before_counts_for_nothing_where_it_is_multiplied_by_nothing(products: ctypes.CDLL) -> None:
    a, b, c = np.eye(4, dtype=np.float32), np.arange(16, dtype=np.float32).reshape(4, 4), np.full((4, 4), np.nan, np.float32)

    products.scipy_cblas_sgemm64_(
        ROWS, AS_IS, AS_IS, *_long(4, 4, 4), ctypes.c_float(1), _address(a), *_long(4), _address(b), *_long(4), ctypes.c_float(0),
        _address(c), *_long(4),
    )  # fmt: skip

    assert np.array_equal(c, b)


def test_every_product_that_numpy_asks_for_is_there(products: ctypes.CDLL) -> None:
    offered = {symbol.name for symbol in elf.offered(Path(products._name))}

    assert {name for name in algebra.asked() if "cblas" in name} <= offered
