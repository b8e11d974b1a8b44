"""Count how often each finding about saving and parts is made on photographs that nobody forged, at their own size and several qualities.

    python3 models/evaluation/untouched_rates.py FOLDER... --state FILE.jsonl [--minutes 8] [--ways NAME...] [--most N]
    python3 models/evaluation/untouched_rates.py --state FILE.jsonl --show

Every photograph of a folder and below it that has at least 100,000 pixels is looked at as it is, and in the ways in which photographs
travel. What came of it is kept line by line, so that the counting can go on where it was left; it ends after so many minutes. `--show`
gives for each finding the photographs in which it was made in at least one way: several ways of one photograph are not several
photographs. Shares have the 95 % interval of Wilson.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from made import jpeg, picture_of
from measures import wilson
from PIL import Image

from desktop.checks import faces, odd_parts, save_history, saving
from desktop.checks.inference import Model
from desktop.checks.result import Finding, Strength
from desktop.core.errors import LindenError
from desktop.media.decoder import Decoder
from desktop.media.files import pictures_in, read_file
from desktop.media.picture import Picture

LEAST_PIXELS = 100_000
FINDINGS = ("jpeg_foreign_part", "saved_once_part", "copied_part", "less_noise", "face_blurred")
WAYS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg 90": lambda image: jpeg(image, 90),
    "jpeg 75": lambda image: jpeg(image, 75),
    "messenger: at most 1600, jpeg 85, then 80": lambda image: jpeg(_opened(jpeg(_within(image, 1600), 85)), 80),
}
AS_IT_IS = "as it is"


@dataclass(frozen=True)
class Seen:
    """What was found in one photograph, in one way."""

    folder: str
    name: str
    way: str
    pixels: int
    faces: int
    found: list[str]


def main() -> None:
    """Count, or show what was counted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--most", type=int, default=10_000, help="photographs of each folder")
    parser.add_argument("--ways", nargs="*", default=[AS_IT_IS, *WAYS])
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    known = [Seen(**json.loads(line)) for line in asked.state.read_text().splitlines()] if asked.state.exists() else []
    if asked.show:
        _show(known)
        return
    done = {(one.folder, one.name, one.way) for one in known}
    until, model = time.monotonic() + 60 * asked.minutes, Model(faces.MODEL_NAME)
    with Decoder() as decoder, asked.state.open("a") as file:
        for path, folder in _photographs(asked.folders, asked.most):
            for seen in _looked_at(path, folder, [way for way in asked.ways if (folder, path.name, way) not in done], decoder, model):
                file.write(json.dumps(asdict(seen)) + "\n")
            file.flush()
            if time.monotonic() > until:
                print("time is up: there may be more", flush=True)
                return
    print("all are done")


def _photographs(folders: list[Path], most: int) -> Iterator[tuple[Path, str]]:
    """Yield photographs of all folders by turns, so that each has its share from early on."""
    drawn = []
    for folder in folders:
        files = pictures_in(folder)
        random.Random(5).shuffle(files)
        drawn += [(number / max(1, len(files)), file, folder.name) for number, file in enumerate(files[:most])]
    yield from ((file, name) for _, file, name in sorted(drawn, key=lambda one: one[0]))


def _looked_at(path: Path, folder: str, ways: list[str], decoder: Decoder, model: Model) -> Iterator[Seen]:
    if not ways:
        return
    try:
        picture = decoder.read(read_file(path))
    except LindenError:
        return
    if picture.width * picture.height < LEAST_PIXELS:
        return
    image = Image.fromarray(picture.pixels)
    for way in ways:
        shown = picture if way == AS_IT_IS else picture_of(WAYS[way](image))
        found = faces.find_faces(shown.pixels, model)
        told = sorted({one.id for one in _findings(shown, found) if one.strength is not Strength.NONE})
        yield Seen(folder, path.name, way, shown.width * shown.height, len(found), told)


def _findings(picture: Picture, found: tuple) -> Iterator[Finding]:
    yield from saving.find(picture)
    yield from save_history.find(picture)
    yield from odd_parts.copied(picture)
    yield from odd_parts.blurred(picture, found)
    yield from odd_parts.noisy(picture)


def _show(seen: list[Seen]) -> None:
    for folder in ["all", *sorted({one.folder for one in seen})]:
        those = [one for one in seen if folder in ("all", one.folder)]
        photographs = {(one.folder, one.name) for one in those}
        sizes = sorted(one.pixels for one in those if one.way == AS_IT_IS)
        middle = f", middle size {sizes[len(sizes) // 2] / 1e6:.1f} megapixels" if sizes else ""
        print(f"{folder}: {len(photographs)} photographs in {len({one.way for one in those})} ways, {len(those)} files{middle}")
        for finding in sorted({*FINDINGS, *(name for one in those for name in one.found)}):
            of = {(one.folder, one.name) for one in those if finding != "face_blurred" or one.faces}
            told = {(one.folder, one.name) for one in those if finding in one.found}
            share, low, high = wilson(len(told), max(1, len(of)))
            by_way = {way: sum(finding in one.found for one in those if one.way == way) for way in (AS_IT_IS, *WAYS)}
            print(f"  {finding:16} {len(told)} of {len(of)}: {share:.2%} ({low:.2%} to {high:.2%})  by way {list(by_way.values())}")
            if folder != "all" and told:
                print("      look:", ", ".join(sorted(name for _, name in told)[:12]))


def _within(image: Image.Image, side: int) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((side, side), Image.Resampling.BICUBIC)
    return smaller


def _opened(content: bytes) -> Image.Image:
    from made import opened

    return opened(content)


if __name__ == "__main__":
    main()
