"""Where compiled parts are kept between builds: each under what it was made from, so that nothing old is ever taken for it.

Made from: its locked source, the recipe, the locked tools, the compiler, the machine and the Python.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs

from shipping.compiled import algebra, opencv, source

RECIPES = (algebra, opencv)
_HERE = Path(__file__).parent


def folder() -> Path:
    """Return where parts are kept: beside the person's other caches, or where LINDEN_PARTS says."""
    return Path(os.environ.get("LINDEN_PARTS") or platformdirs.user_cache_path("linden-parts"))


def place(recipe) -> Path:
    """Return where the part of a recipe is kept, or will be."""
    return folder() / f"{recipe.NAME}-{_key(recipe)[:20]}"


def is_complete() -> bool:
    """Whether every part is kept. They go together: the wheel's OpenCV asks NumPy's OpenBLAS for more than NumPy does."""
    return all(place(recipe).is_dir() for recipe in RECIPES)


def kept() -> dict[str, Path]:
    """Return the compiled parts by the place in the program of the wheel's file that each stands for; none where one is missing."""
    if not is_complete():
        return {}
    return {file.relative_to(place(recipe)).as_posix(): file for recipe in RECIPES for file in place(recipe).rglob("*") if file.is_file()}


def keep(recipe, made: dict[str, Path]) -> None:
    """Keep what a recipe made: all of it, or nothing."""
    target = place(recipe)
    beside = target.with_suffix(".part")
    shutil.rmtree(beside, ignore_errors=True)
    for name, file in made.items():
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, beside / name)
    beside.rename(target)


def _key(recipe) -> str:
    texts = [source.locked(recipe.NAME), source.TOOLS_LOCK.read_text(encoding="utf-8"), source.locked("numpy")]
    texts += [path.read_text(encoding="utf-8") for path in sorted(_HERE.glob(f"{Path(recipe.__file__).stem}.*")) if path.is_file()]
    texts += [_compiler(), platform.machine(), str(sys.version_info[:2])]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _compiler() -> str:
    tools = [tool for tool in ("cc", "c++", "ld") if shutil.which(tool)]
    return "".join(subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout for tool in tools)
