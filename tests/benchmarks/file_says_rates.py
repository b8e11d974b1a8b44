"""How often what a file says is told of untouched photographs, and what is told of published samples.

python tests/benchmarks/file_says_rates.py FOLDER...            counts of every finding of kind "file", by id, over the folders' pictures
python tests/benchmarks/file_says_rates.py --names FOLDER...    one line a file as well: its name and the findings
python tests/benchmarks/file_says_rates.py --watermark FOLDER   bits that agree by chance with the public watermarks, on untouched pixels
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.checks import camera, provenance, watermark
from desktop.core.errors import LindenError
from desktop.media.decoder import Decoder
from desktop.media.files import pictures_in, read_file


def counts(folders: list[Path], *, names: bool) -> None:
    """Print how many files gave each finding."""
    found: Counter[str] = Counter()
    files = 0
    with Decoder() as decoder:
        for path in (file for folder in folders for file in pictures_in(folder)):
            try:
                picture = decoder.read(read_file(path))
            except LindenError as error:
                told = [error.code]
            else:
                told = [one.id for one in (*provenance.find(picture.facts), *watermark.find(picture), *camera.find(picture))]
            files += 1
            found.update(set(told))
            if names:
                print(path.name, *told, sep="\t")
    print(f"{files} files")
    for name, count in found.most_common():
        print(f"{count:6d}  {100 * count / max(1, files):5.1f} %  {name}")


def chance(folder: Path, most: int) -> None:
    """Print how many bits of each public watermark agree by chance, at most and on average."""
    with Decoder() as decoder:
        agreeing: dict[str, list[int]] = {payload.name: [] for payload in watermark.PAYLOADS}
        for path in pictures_in(folder)[:most]:
            pixels = decoder.read(read_file(path)).pixels
            for payload in watermark.PAYLOADS:
                agreeing[payload.name].append(watermark.agreeing(pixels, payload))
    for payload in watermark.PAYLOADS:
        bits, seen = len(payload.bits), agreeing[payload.name]
        alarms = sum(count >= watermark.LEAST_AGREEING[bits] for count in seen)
        print(
            f"{payload.name}: {len(seen)} pictures, {bits} bits, mean {sum(seen) / len(seen):.1f}, most {max(seen)}, false alarms {alarms}"
        )


def main() -> None:
    """Do what was asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--watermark", action="store_true")
    parser.add_argument("--most", type=int, default=400)
    asked = parser.parse_args()
    if asked.watermark:
        chance(asked.folders[0], asked.most)
    else:
        counts(asked.folders, names=asked.names)


if __name__ == "__main__":
    main()
