"""How often the source photo is found, by how the suspect was made; how often an unrelated photo is named; and how fast it is.

    python tests/benchmarks/match_rates.py PHOTOS [--queries 40] [--held-out 200] [--megapixels 12]

PHOTOS is a folder with one folder for each kind of photo; rates are given for each. One photo in `held-out` is kept out of the index
and searched as it is: whatever is found for it is listed, to be looked at, because two files may well show the same thing.
Nothing is written but to a temporary folder.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.core.work import Work
from desktop.matching.result import Match
from desktop.media.decoder import Decoder
from desktop.media.encode import to_png
from desktop.media.files import pictures_in, read_file
from desktop.services.matching import OwnPhotos, find_source, index_photos
from tests.matching.suspects import SAME_IMAGE, WAYS, jpeg, resized


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    paths = pictures_in(asked.photos)
    chance = np.random.default_rng(asked.seed)
    held_out = sorted(chance.choice(len(paths), size=min(asked.held_out, len(paths) // 3), replace=False).tolist())
    kept = [path for number, path in enumerate(paths) if number not in set(held_out)]
    with tempfile.TemporaryDirectory() as place:
        own = _indexed(kept, asked.photos, Path(place))
        if asked.megapixels:
            _large(kept, asked.megapixels)
        _unrelated(own, [paths[number] for number in held_out])
        _rates(own, Path(place), kept, [paths[number] for number in held_out], asked)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, decoders apart")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--queries", type=int, default=40, help="suspects of each kind of photo for each way")
    parser.add_argument("--held-out", type=int, default=200)
    parser.add_argument("--megapixels", type=float, default=0, help="also measure indexing with photos enlarged to this")
    parser.add_argument("--ways", nargs="*", default=list(WAYS))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _indexed(kept: list[Path], root: Path, place: Path) -> OwnPhotos:
    for path in kept:
        link = place / path.relative_to(root)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path.resolve())
    return _index_timed(place, "native size")


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


@dataclass
class _Tally:
    """What came of the suspects made in one way from one kind of photo."""

    searched: int = 0
    found: int = 0
    first: int = 0
    right: int = 0

    def __str__(self) -> str:
        return f"{self.found}/{self.searched} ({self.first}, {self.right})"


@dataclass
class _Seen:
    """What all searches together showed."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def _rates(own: OwnPhotos, place: Path, kept: list[Path], held_out: list[Path], asked: argparse.Namespace) -> None:
    chance = np.random.default_rng(asked.seed + 1)
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for path in kept:
        by_kind[path.relative_to(asked.photos).parts[0]].append(path)
    seen = _Seen()
    print("found (first, right kind), of suspects; by kind of photo")
    with Decoder() as decoder:
        for name in asked.ways:
            line = [f"  {name:16}"]
            for kind, members in sorted(by_kind.items()):
                tally = _Tally()
                for number in chance.choice(len(members), size=min(asked.queries, len(members)), replace=False):
                    other = held_out[int(chance.integers(len(held_out)))]
                    suspect = to_png(WAYS[name](_pixels(members[number], decoder), _pixels(other, decoder)))
                    _search(suspect, own, place / members[number].relative_to(asked.photos), name, decoder, tally=tally, seen=seen)
                line.append(f"{kind} {tally}")
            print("  ".join(line), flush=True)
    mean, late = np.mean(seen.seconds), np.percentile(seen.seconds, 95)
    print(f"query: {mean:.2f} s, 95th percentile {late:.2f} s, with decoding and difference maps", end="; ")
    print(f"{np.mean(seen.processor):.2f} s of processor time, decoding apart")
    print(
        f"other photos named beside or instead of the source, in {len(seen.seconds)} searches: {len(seen.others)} (look: the same scene?)"
    )
    print("\n".join(seen.others))


def _search(suspect: bytes, own: OwnPhotos, source: Path, name: str, decoder: Decoder, *, tally: _Tally, seen: _Seen) -> None:
    began, worked = time.perf_counter(), time.process_time()
    matches = find_source(suspect, own, Work(), decoder=decoder)
    seen.seconds.append(time.perf_counter() - began)
    seen.processor.append(time.process_time() - worked)
    hit = next((match for match in matches if match.path == source), None)
    tally.searched += 1
    tally.found += hit is not None
    tally.first += bool(matches) and matches[0].path == source
    tally.right += hit is not None and (hit.kind.value == ("same_image" if name in SAME_IMAGE else "same_source"))
    seen.others += [f"    {name} of {source.name}: {_line(match)}" for match in matches if match.path != source]


def _line(match: Match) -> str:
    return f"{match.path.name} {match.inliers} {match.kind} {match.changed_fraction}"


def _unrelated(own: OwnPhotos, held_out: list[Path]) -> None:
    named = 0
    lines = []
    with Decoder() as decoder:
        for path in held_out:
            matches = find_source(path, own, Work(), decoder=decoder)
            named += bool(matches)
            lines += [f"    {path.name}: {_line(match)}" for match in matches]
    # Rule of three: with none in n, the rate lies below 3 / n at 95 % confidence. Each search also compares with every photo.
    bound = f"below {3 / max(1, len(held_out)):.2%} at 95 %" if not named else f"{named / len(held_out):.2%}"
    print(f"photos not in the index for which one was named: {named} of {len(held_out)}, {bound}; {len(held_out) * own.count} pairs (look)")
    print("\n".join(lines), flush=True)


def _large(kept: list[Path], megapixels: float) -> None:
    with tempfile.TemporaryDirectory() as place, Decoder() as decoder:
        for number, path in enumerate(kept[:: max(1, len(kept) // 60)]):
            pixels = _pixels(path, decoder)
            factor = (megapixels * 1e6 / (pixels.shape[0] * pixels.shape[1])) ** 0.5
            large = cv2.cvtColor(jpeg(resized(pixels, factor), 92), cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(Path(place) / f"{number}.jpg"), large, [cv2.IMWRITE_JPEG_QUALITY, 92])
        _index_timed(Path(place), f"{megapixels:g} megapixels")


def _pixels(path: Path, decoder: Decoder) -> np.ndarray:
    return decoder.read(read_file(path)).pixels


if __name__ == "__main__":
    main()
