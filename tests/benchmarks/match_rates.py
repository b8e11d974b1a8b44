"""How often the source photo is found, by how the suspect was made; how often an unrelated picture is answered with one; how fast it is.

    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR [--minutes 9] [--queries 40] [--ways mirror jpeg_30]
    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR --show
    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR --megapixels 12
    python tests/benchmarks/match_rates.py PHOTOS UNRELATED --state DIR --ways --in-turn

PHOTOS is a folder with one folder for each kind of photo: it is indexed, and suspects are made from what is in it. UNRELATED is another
whose pictures are searched and must not be found; they are also what is pasted or painted into suspects. The index and what came of every
search are kept in DIR, so that the measuring can go on where it was left: it ends after so many minutes, and with `--show` tells what is
there so far, as Wilson intervals at 95 %. An unrelated picture that is answered with a photo of the set it is from itself (by the name of
its folder, or the first part of the photo's name) is counted apart: sets hold pictures twice, and people more often than that. Another
`--seed` draws other photos: what was used to find out why something failed is not what is reported.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.core.work import Work
from desktop.matching.kept import decoded, encoded
from desktop.matching.result import Match
from desktop.matching.search import Index
from desktop.media.decoder import Decoder
from desktop.media.encode import to_png
from desktop.media.files import pictures_in, read_file
from desktop.services.matching import OwnPhotos, find_source, index_photos
from tests.benchmarks.intervals import interval
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


@dataclass(frozen=True)
class Came:
    """What came of one search."""

    kind: str
    way: str
    source: str
    other: str
    seed: int
    related: bool
    found: bool
    first: bool
    right: bool
    named: list[str]
    seconds: float
    processor: float


def main() -> None:
    """Measure, or show what was measured."""
    asked = _arguments()
    asked.state.mkdir(parents=True, exist_ok=True)
    kept = asked.state / "searches.jsonl"
    if asked.megapixels:
        _large(pictures_in(asked.photos), asked.megapixels)
    elif asked.show:
        _show([Came(**json.loads(line)) for line in kept.read_text().splitlines()])
    else:
        _go_on(asked, kept)


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
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--megapixels", type=float, default=0, help="only measure indexing, with photos enlarged to this")
    return parser.parse_args()


def _go_on(asked: argparse.Namespace, kept: Path) -> None:
    until = time.monotonic() + 60 * asked.minutes
    done = (
        {(came.way, came.source) for came in (Came(**json.loads(line)) for line in kept.read_text().splitlines())}
        if kept.exists()
        else set()
    )
    left = [one for one in _plan(asked) if (one.way, one.source) not in done]
    own = _index(asked)
    with Decoder() as decoder, kept.open("a") as file:
        for number, one in enumerate(left):
            if time.monotonic() > until:
                print(f"{len(left) - number} searches left", flush=True)
                return
            file.write(json.dumps(asdict(_came(one, own, asked, decoder))) + "\n")
            file.flush()
    print(f"all {len(done) + len(left)} searches done; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _plan(asked: argparse.Namespace) -> list[Asked]:
    """Return all searches in an order in which every way, kind and form has its share from early on."""
    by_kind = _by_kind(asked.photos)
    others = [path for paths in _by_kind(asked.unrelated).values() for path in paths]
    planned: list[tuple[float, Asked]] = []
    for way in asked.ways:
        for kind, members in by_kind.items():
            if asked.kinds and kind not in asked.kinds:
                continue
            chance = np.random.default_rng([asked.seed, *way.encode(), *kind.encode()])
            drawn = chance.permutation(len(members))[: asked.queries]
            for rank, number in enumerate(drawn):
                other = others[int(chance.integers(len(others)))]
                planned.append((rank / len(drawn), Asked(kind, way, str(members[number]), str(other))))
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


def _show(came: list[Came]) -> None:
    print("found (first, right kind), of suspects, by kind of photo")
    for way in dict.fromkeys(one.way for one in came if one.related):
        print(f"  {way:16}{_shares([one for one in came if one.way == way])}")
        for kind, those in _grouped(one for one in came if one.way == way):
            print(f"    {kind:14}{_shares(those)}")
    for title, those, counts in (
        ("unrelated pictures answered with a photo of another set", [one for one in came if not one.related], _of_another_set),
        ("unrelated pictures answered with a photo of their own set", [one for one in came if not one.related], _of_own_set),
        ("another photo named beside or instead of the source", [one for one in came if one.related], _any_named),
    ):
        named = [one for one in those if counts(one)]
        low, high = interval(len(named), max(1, len(those)))
        print(f"{title}: {len(named)} of {len(those)}, {len(named) / max(1, len(those)):.2%} ({low:.2%} to {high:.2%}); look:")
        print("\n".join(f"    {one.way} of {one.source}: {', '.join(one.named)}" for one in named))
    _show_time(came)


def _show_time(came: list[Came]) -> None:
    seconds, processor = [one.seconds for one in came], [one.processor for one in came]
    print(
        f"query: {np.median(seconds):.2f} s, 95th percentile {np.percentile(seconds, 95):.2f} s, with decoding and difference maps",
        end="; ",
    )
    print(f"{np.mean(processor):.2f} s of processor time, decoding apart, 95th percentile {np.percentile(processor, 95):.2f} s")


def _any_named(came: Came) -> bool:
    return bool(came.named)


def _of_own_set(came: Came) -> bool:
    paths = [Path(line.rsplit(" ", 3)[0]) for line in came.named]
    return any(came.kind in (path.parent.name, path.name.split("-")[0]) for path in paths)


def _of_another_set(came: Came) -> bool:
    return bool(came.named) and not _of_own_set(came)


def _grouped(came: Iterator[Came]) -> list[tuple[str, list[Came]]]:
    by_kind: dict[str, list[Came]] = defaultdict(list)
    for one in came:
        by_kind[one.kind].append(one)
    return sorted(by_kind.items())


def _shares(those: list[Came]) -> str:
    found = sum(one.found for one in those)
    low, high = interval(found, len(those))
    first, right = sum(one.first for one in those), sum(one.right for one in those)
    return f"{found}/{len(those)} ({first}, {right})  {found / len(those):.1%} ({low:.1%} to {high:.1%})"


def _large(paths: list[Path], megapixels: float) -> None:
    with tempfile.TemporaryDirectory() as place, Decoder() as decoder:
        for number, path in enumerate(paths[:: max(1, len(paths) // 60)]):
            pixels = _pixels(path, decoder)
            factor = (megapixels * 1e6 / (pixels.shape[0] * pixels.shape[1])) ** 0.5
            large = cv2.cvtColor(jpeg(resized(pixels, factor), 92), cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(Path(place) / f"{number}.jpg"), large, [cv2.IMWRITE_JPEG_QUALITY, 92])
        _index_timed(Path(place), f"{megapixels:g} megapixels")


def _pixels(path: Path, decoder: Decoder) -> np.ndarray:
    return decoder.read(read_file(path)).pixels


if __name__ == "__main__":
    main()
