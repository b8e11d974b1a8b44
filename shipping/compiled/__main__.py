"""Compile the parts that a release carries smaller than their wheels are, where they are not kept from an earlier time.

python -m shipping.compiled          needs a network for the sources, a C++ compiler, 2 GB of disk and about half an hour, once
python -m shipping.compiled FOLDER   compiles anew in a folder and says whether the same bytes came out as are kept
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from shipping.compiled import cache, source
from shipping.two_builds import ENVIRONMENT


def main(anew: Path | None) -> int:
    """Compile what is missing, or anew in a folder and compare; return the exit status."""
    os.environ.update(ENVIRONMENT)
    if anew is not None:
        return compare(anew)
    missing = [recipe for recipe in cache.RECIPES if not cache.place(recipe).is_dir()]
    for recipe in missing:
        print(f"Compiling {recipe.NAME} from its source, once; this takes up to half an hour ...", flush=True)
        with tempfile.TemporaryDirectory(prefix="linden-parts-") as folder:
            began = time.monotonic()
            cache.keep(recipe, _made(recipe, Path(folder)))
        print(f"Compiled {recipe.NAME} in {time.monotonic() - began:.0f} s; it is kept in {cache.place(recipe)}.", flush=True)
    return 0


def compare(folder: Path) -> int:
    """Compile everything once more in a folder, and return 0 where nothing differs from what is kept."""
    kept, differs = cache.kept(), False
    for recipe in cache.RECIPES:
        for name, file in _made(recipe, folder / recipe.NAME).items():
            same = name in kept and kept[name].read_bytes() == file.read_bytes()
            differs |= not same
            print(f"{name}: {'identical' if same else 'NOT identical'}", flush=True)
    return int(differs)


def _made(recipe, folder: Path) -> dict[str, Path]:
    folder = folder.resolve()
    commands = source.tools(folder / "tools")
    unpacked = source.unpacked(recipe.NAME, commands, folder / "source")
    work = folder / "work"
    work.mkdir()
    return recipe.made(unpacked, work, commands)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    try:
        sys.exit(main(parser.parse_args().folder))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"A part could not be compiled: {error}", file=sys.stderr)
        sys.exit(1)
