"""Send pictures along further ways, so that every kind of small and middling faces has photographs of its own to be calibrated with.

    python3 models/evaluation/more_kinds.py FOLDER [--ways 4] [--part calibration] [--shard 0 --shards 2]

FOLDER is one that `scoring.py prepare` made. The ways drawn at random leave most faces at 160 pixels and more, because the sets have them
so; a promise needs 299 different photographs of a kind, and so nobody with a smaller picture got an answer. Here a way begins with the
kind: a size of the face and how the file is saved are drawn, and the picture is made smaller until its face has that size. Nothing is
enlarged by more than a tenth; with `--soft` it is first made smaller still and then enlarged, as previews of messengers are. Real and fake
go the same ways; a picture counts once in each kind. Writes prepared-PART-SIZES-SHARD.csv, which scoring.py reads too.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from PIL import Image
from scoring import BOX, LARGE_SETS, append, largest_face, prepared, rows_of
from variants import as_jpeg, as_png, as_webp, opened, scaled

from desktop.checks import faces, picture_kind
from desktop.checks.inference import Model
from desktop.checks.picture_kind import FaceSize, Saved
from desktop.media.decoder import Decoder

# The shorter side of a face's box, from and to, a little away from the borders of the kinds.
_SIDES = {FaceSize.SMALL: (50, 92), FaceSize.MEDIUM: (98, 155), FaceSize.LARGE: (162, 280)}
_MOST_ENLARGED = 1.1
_SAVINGS: dict[Saved, Callable[[Image.Image, Random], bytes]] = {
    Saved.FINE: lambda image, random: as_jpeg(image, random.randint(85, 96)),
    Saved.MIDDLE: lambda image, random: as_jpeg(image, random.randint(60, 84)),
    Saved.COARSE: lambda image, random: as_jpeg(image, random.randint(30, 59)),
    Saved.OTHER: lambda image, random: as_png(image) if random.random() < 0.6 else as_webp(image, random.randint(50, 90)),
}
_SAVED_TWICE = 0.5
# How much smaller a softened picture is before it is enlarged.
_SOFTENED = (0.4, 0.75)
_FIRST_WAY, _SOFT_WAYS = 20, 20


def main() -> None:
    """Make the files and the table of a shard; one that is there goes on where it ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ways", type=int, default=4)
    parser.add_argument("--part", default="calibration")
    parser.add_argument("--sizes", type=FaceSize, nargs="+", default=list(_SIDES))
    parser.add_argument("--saved", type=Saved, nargs="+", default=list(Saved))
    parser.add_argument("--soft", action="store_true")
    parser.add_argument("--shard", type=int, default=0)
    parser.add_argument("--shards", type=int, default=1)
    given = parser.parse_args()
    run = "-".join((given.part, *given.sizes, *(["soft"] if given.soft else [])))
    table = given.folder / f"prepared-{run}-{given.shard}.csv"
    done = {row["path"] for row in rows_of(table)} if table.exists() else set()
    seen: dict[str, list[dict[str, str]]] = {}
    for row in prepared(given.folder):
        if row["part"] == given.part and row["set"] not in LARGE_SETS:
            seen.setdefault(row["path"], []).append(row)
    finder = Model(faces.MODEL_NAME)
    with Decoder() as decoder:
        # Mixed, so that whatever is done so far is a fair part of the whole.
        for path in Random(8).sample(sorted(seen), len(seen))[given.shard :: given.shards]:
            if path not in done and any(row["way"] == "0" and int(row["width"]) for row in seen[path]):
                append(table, list(_further(seen[path], given, decoder, finder)))


def _further(known: list[dict[str, str]], given: argparse.Namespace, decoder: Decoder, finder: Model) -> Iterator[dict[str, str]]:
    """Yield rows of ways that bring the picture into kinds in which it does not stand yet."""
    first = next(row for row in known if row["way"] == "0")
    side = min(int(first["width"]), int(first["height"]))
    random, kinds = Random(f"more {first['path']}"), {row["kind"] for row in known}
    image = opened(Path(first["path"]).read_bytes())
    able = [(size, saved) for size in given.sizes for saved in given.saved if _SIDES[size][0] <= side * _MOST_ENLARGED]
    for size, saved in random.sample(able, min(given.ways, len(able))):
        least, most = _SIDES[size]
        scale = random.uniform(least, min(most, side * _MOST_ENLARGED)) / side
        softened = scaled(image, scale * random.uniform(*_SOFTENED)) if given.soft else image
        content = _sent(softened, (round(image.width * scale), round(image.height * scale)), saved, random)
        picture = decoder.read(content)
        found = largest_face(picture.pixels, finder)
        if found is None or picture_kind.size_of(found.box) is FaceSize.TINY:
            continue
        kind = picture_kind.kind_of(found.box, picture.pixels, picture.facts).name
        if kind in kinds:
            continue
        kinds.add(kind)
        way = _FIRST_WAY + list(_SIDES).index(size) * len(Saved) + list(Saved).index(saved) + (_SOFT_WAYS if given.soft else 0)
        file = given.folder / f"{first['set']}-{first['is_fake']}-{Path(first['path']).stem}-{way}"
        file.write_bytes(content)
        box = {name: str(getattr(found.box, name)) for name in BOX}
        yield {**first, "way": str(way), "file": file.name, "kind": kind, **box}


def _sent(image: Image.Image, size: tuple[int, int], saved: Saved, random: Random) -> bytes:
    """Return the picture in a size, and so saved last; half of them were saved once more before."""
    if random.random() < _SAVED_TWICE:
        image = opened(as_jpeg(image, random.randint(60, 95)))
    return _SAVINGS[saved](image.resize(size, Image.Resampling.LANCZOS if size[0] < image.width else Image.Resampling.BICUBIC), random)


if __name__ == "__main__":
    main()
