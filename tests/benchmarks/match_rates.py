"""How often the source photo is found, by how the suspect was made; how often an unrelated picture is answered with one; how fast it is.

    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR [--minutes 9] [--queries 40] [--ways mirror jpeg_30]
    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR --show
    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR --megapixels 12
    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR --ways --in-turn

PHOTOS is a folder with one folder for each kind of photo: it is indexed, and suspects are made from what is in it. UNRELATED is another
whose pictures are searched and must not be found; they are also what is pasted or painted into suspects. The index and what came of every
search are kept in DIR, so that the measuring can go on where it was left: it ends after so many minutes, and with `--show` tells what is
there so far, as Wilson intervals at 95 %. A search that cannot be made, as when a picture takes too long to open, is left out and told at
the end; it is tried again the next time. An unrelated picture that is answered with a photo of the set it is from itself (by the name of
its folder, or the first part of the photo's name) is counted apart: sets hold pictures twice, and people more often than that. Another
`--seed` draws other photos: what was used to find out why something failed is not what is reported.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.matching.kept import decoded, encoded
from desktop.matching.result import Match
from desktop.matching.search import Index
from desktop.media.decoder import Decoder
from desktop.media.encode import to_png
from desktop.media.files import pictures_in, read_file
from desktop.services.matching import OwnPhotos, find_source, index_photos
from tests.benchmarks.match_searches import Came, LeftOut, add, left_out_in, made_in, read, show
from tests.matching.suspects import SAME_IMAGE, WAYS, crop, jpeg, resized

UNRELATED_FORMS = {
    "as_it_is": lambda pixels: pixels,
    "screenshot": lambda pixels: WAYS["screenshot"](pixels, pixels),
    "crop_mirrored": lambda pixels: jpeg(crop(pixels[:, ::-1], 0.5, 0.4, 0.6), 60),
}
"""In which forms an unrelated picture is searched: those that come with words, bars and coarse saving invite chance matches."""


@dataclass(frozen=True)
class Asked:
    """One search: what it is made from and how."""

    kind: str
    way: str
    source: str
    other: str = ""


def main() -> None:
    """Measure, or show what was measured."""
    asked = _arguments()
    asked.state.mkdir(parents=True, exist_ok=True)
    if asked.megapixels:
        _large(pictures_in(asked.photos), asked.megapixels)
    elif asked.show:
        show(asked.state)
    else:
        _go_on(asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("unrelated", type=Path)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=9.0)
    parser.add_argument("--queries", type=int, default=40, help="suspects of each kind of photo for each way")
    parser.add_argument("--ways", nargs="*", default=list(WAYS))
    parser.add_argument("--forms", nargs="*", default=list(UNRELATED_FORMS), help="in which forms unrelated pictures are searched")
    parser.add_argument("--in-turn", action="store_true", help="each unrelated picture in one of the forms only, by turns")
    parser.add_argument("--kinds", nargs="*", default=[], help="only suspects made from these kinds of photo")
    parser.add_argument("--larger-than", type=int, default=0, help="only suspects made from photos whose longest side is more pixels")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--megapixels", type=float, default=0, help="only measure indexing, with photos enlarged to this")
    return parser.parse_args()


def _go_on(asked: argparse.Namespace) -> None:
    kept = made_in(asked.state)
    until = time.monotonic() + 60 * asked.minutes
    done = {(came.way, came.source) for came in read(kept)}
    own = _index(asked)
    small = {str(one.photo.path) for one in own.kept if max(one.photo.features.width, one.photo.features.height) <= asked.larger_than}
    left = [one for one in _plan(asked, small) if (one.way, one.source) not in done]
    left_out = 0
    with Decoder() as decoder, kept.open("a") as file, left_out_in(asked.state).open("a") as others:
        for number, one in enumerate(left):
            if time.monotonic() > until:
                print(f"{len(left) - number} searches left, {left_out} left out", flush=True)
                return
            try:
                add(file, _came(one, own, asked, decoder))
            except LindenError as error:
                add(others, LeftOut(one.way, one.source, one.other, error.code))
                left_out += 1
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"all {len(done) + len(left) - left_out} searches done, {left_out} left out; peak memory {memory:.0f} MiB")


def _plan(asked: argparse.Namespace, small: set[str]) -> list[Asked]:
    """Return all searches in an order in which every way, kind and form has its share from early on; no suspects from small photos."""
    by_kind = _by_kind(asked.photos)
    others = [path for paths in _by_kind(asked.unrelated).values() for path in paths]
    planned: list[tuple[float, Asked]] = []
    for way in asked.ways:
        for kind, members in by_kind.items():
            if asked.kinds and kind not in asked.kinds:
                continue
            chance = np.random.default_rng([asked.seed, *way.encode(), *kind.encode()])
            large = [member for member in members if str(member) not in small]
            drawn = chance.permutation(len(large))[: asked.queries]
            for rank, number in enumerate(drawn):
                other = others[int(chance.integers(len(others)))]
                planned.append((rank / len(drawn), Asked(kind, way, str(large[number]), str(other))))
    for turn, form in enumerate(asked.forms):
        order = np.random.default_rng([asked.seed, *("" if asked.in_turn else form).encode()]).permutation(len(others))
        for rank, number in enumerate(order):
            path = others[number]
            if not asked.in_turn or rank % len(asked.forms) == turn:
                planned.append((rank / len(order), Asked(path.relative_to(asked.unrelated).parts[0], f"unrelated {form}", str(path))))
    return [one for _, one in sorted(planned, key=lambda pair: pair[0])]


def _by_kind(folder: Path) -> dict[str, list[Path]]:
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for path in pictures_in(folder):
        by_kind[path.relative_to(folder).parts[0]].append(path)
    return dict(sorted(by_kind.items()))


def _index(asked: argparse.Namespace) -> OwnPhotos:
    place = asked.state / "index"
    if not place.exists():
        own = _index_timed(asked.photos, "native size")
        place.write_bytes(b"".join(encoded(own.kept)))
        return own
    with place.open("rb") as file:
        photos = tuple(decoded(file.read))
    return OwnPhotos(asked.photos, len(photos), (), Index([one.photo for one in photos]), photos)


def _index_timed(place: Path, size: str) -> OwnPhotos:
    began, worked = time.perf_counter(), _processor_seconds()
    own = index_photos(place, Work())
    took, worked = time.perf_counter() - began, _processor_seconds() - worked
    print(f"index, {size}: {own.count} photos ({len(own.skipped)} skipped) in {took:.1f} s: {own.count / took:.1f} a second", end="; ")
    print(f"{worked / own.count * 1000:.0f} ms of processor time a photo, decoding included", flush=True)
    return own


def _processor_seconds() -> float:
    """Return the processor time used here and by ended children: it says more than the clock where the machine is busy."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def _came(one: Asked, own: OwnPhotos, asked: argparse.Namespace, decoder: Decoder) -> Came:
    related = bool(one.other)
    pixels = _pixels(Path(one.source), decoder)
    made = (
        WAYS[one.way](pixels, _pixels(Path(one.other), decoder)) if related else UNRELATED_FORMS[one.way.removeprefix("unrelated ")](pixels)
    )
    suspect = to_png(made)
    began, worked = time.perf_counter(), time.process_time()
    matches = find_source(suspect, own, Work(), decoder=decoder)
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    source = Path(one.source)
    hit = next((match for match in matches if match.path == source), None)
    wanted = "same_image" if one.way in SAME_IMAGE else "same_source"
    return Came(
        **asdict(one),
        seed=asked.seed,
        related=related,
        found=hit is not None,
        first=bool(matches) and matches[0].path == source,
        right=hit is not None and hit.kind.value == wanted,
        named=[_line(match) for match in matches if match.path != source],
        seconds=round(seconds, 3),
        processor=round(processor, 3),
    )


def _line(match: Match) -> str:
    return f"{match.path} {match.inliers} {match.kind} {match.changed_fraction}"


def _large(paths: list[Path], megapixels: float) -> None:
    with tempfile.TemporaryDirectory() as place, Decoder() as decoder:
        # So many that starting the readers, which takes as long for thousands, hardly counts.
        for number, path in enumerate(paths[:: max(1, len(paths) // 240)]):
            pixels = _pixels(path, decoder)
            factor = (megapixels * 1e6 / (pixels.shape[0] * pixels.shape[1])) ** 0.5
            large = cv2.cvtColor(jpeg(resized(pixels, factor), 92), cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(Path(place) / f"{number}.jpg"), large, [cv2.IMWRITE_JPEG_QUALITY, 92])
        _index_timed(Path(place), f"{megapixels:g} megapixels")


def _pixels(path: Path, decoder: Decoder) -> np.ndarray:
    return decoder.read(read_file(path)).pixels


if __name__ == "__main__":
    main()
