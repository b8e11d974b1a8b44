"""How the face model does on generators and on ways of swapping that it never saw.

    python3 models/evaluation/unseen.py FIGURES FOLDER [--generated METHOD_FOLDER...] [--swapped METHOD_FOLDER...]

FIGURES holds the pictures that unseen_figures.csv names, as FIGURES/OWNER+REPOSITORY/FILE: figures in which the authors of a generator
or of a swapper show what theirs makes, with where each face lies. FOLDER is one of `scoring.py prepare`. Nothing was trained or tuned
on them; whoever looked under age was left out, and paintings. Authors show what came out best: no easy sample, and a small one.

Generated faces are set against photographs of the part *report*, eight for each where there are so many: all are made as small as each
other and saved alike, so that neither size nor saving tells them apart. Swaps are set against the untouched faces of the same figures,
likewise.

Further methods, of which there are more pictures than a figure holds, come as folders named like the method, with fake/ and, where the
source has them, real/; their faces are found as the program finds them. A swapper without real/ is set against the photographs.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import measures
import numpy as np
from PIL import Image
from scoring import BOX, largest_face, rows_of
from variants import as_jpeg

from desktop.checks import crops, face_model, faces, learned, picture_kind
from desktop.checks.inference import Model
from desktop.checks.judged import judge_score
from desktop.checks.learned import LearnedModels
from desktop.checks.result import Box
from desktop.media.decoder import Decoder

_LIST = Path(__file__).with_name("unseen_figures.csv")
_BESIDE = {"stylegan1": 2, "scut": 2, "utkface": 2, "dfdc": 2}
# What is cut out around a face, as a share of its longer side: more would show the picture beside it.
_AROUND = 0.1
_LONGEST = 150
_QUALITIES = (60, 92)


@dataclass(frozen=True)
class Shown:
    """A face in a picture."""

    path: Path
    box: Box
    method: str
    is_fake: bool
    set: str


def main() -> None:
    """Print AUC, shares found and bands by method, with intervals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--models", type=Path, default=None, help="another folder of models than the program's")
    parser.add_argument("--generated", type=Path, nargs="*", default=[])
    parser.add_argument("--swapped", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    models = learned.load(given.models)
    if models is None:
        raise SystemExit("no calibrated model is listed")
    figures = list(_shown(given.figures))
    swappers = {face.method for face in figures if not face.is_fake} | {folder.name for folder in given.swapped}
    random = Random(8)
    with Decoder() as decoder:
        shown = [*figures, *_of_folders((*given.generated, *given.swapped), swappers, decoder)]
        generated = sum(face.is_fake and face.method not in swappers for face in shown)
        photographs = [face for name, count in _BESIDE.items() for face in _photographs(given.folder, name, count * generated, random)]
        said = [(face, _answer(face, random, decoder, models)) for face in [*shown, *photographs]]
    print(json.dumps(_tables(said, swappers), indent=1))


def _shown(figures: Path) -> Iterator[Shown]:
    for row in csv.DictReader(_LIST.read_text("utf-8").splitlines()):
        path = figures / row["repository"].replace("/", "+") / row["file"]
        yield Shown(path, Box(*(int(row[name]) for name in BOX)), row["method"], row["is_fake"] == "1", "figures")


def _of_folders(folders: Iterable[Path], swappers: set[str], decoder: Decoder) -> Iterator[Shown]:
    finder = Model(faces.MODEL_NAME)
    for folder in folders:
        for path in sorted((*folder.glob("fake/*"), *folder.glob("real/*"))):
            found = largest_face(decoder.read(path.read_bytes()).pixels, finder)
            if found is not None:
                # Untouched pictures beside generated ones are photographs like others.
                name = "figures" if path.parent.name == "fake" or folder.name in swappers else "stylegan1"
                yield Shown(path, found.box, folder.name, path.parent.name == "fake", name)


def _photographs(folder: Path, name: str, count: int, random: Random) -> list[Shown]:
    rows = [
        row
        for row in rows_of(folder / "prepared.csv")
        if row["set"] == name and row["part"] == "report" and row["is_fake"] == "0" and row["way"] == "0" and int(row["width"])
    ]
    drawn = random.sample(rows, min(count, len(rows)))
    return [Shown(Path(row["path"]), Box(*(int(row[one]) for one in BOX)), "", is_fake=False, set=name) for row in drawn]


def _answer(face: Shown, random: Random, decoder: Decoder, models: LearnedModels) -> tuple[float, str]:
    """Return probability and band of a face that was made as small as all others and saved as they were."""
    longer = max(face.box.width, face.box.height)
    around = round(_AROUND * longer)
    with Image.open(face.path) as image:
        left, top = max(0, face.box.x - around), max(0, face.box.y - around)
        right, bottom = (min(side, far + around) for side, far in zip(image.size, _far(face.box), strict=True))
        cut = image.convert("RGB").crop((left, top, right, bottom))
    scale = random.uniform(0.7, 0.95) * min(longer, _LONGEST) / longer
    small = cut.resize((round(cut.width * scale), round(cut.height * scale)), Image.Resampling.LANCZOS)
    picture = decoder.read(as_jpeg(small, random.randint(*_QUALITIES)))
    box = Box(*(round(one * scale) for one in (face.box.x - left, face.box.y - top, face.box.width, face.box.height)))
    crop = crops.cut(picture.pixels, crops.square_around(box, small.width, small.height), face_model.SIZE)
    score = float(face_model.judge(crop[None], models.face).scores[0])
    found = judge_score(score, picture_kind.kind_of(box, picture.pixels, picture.facts).name, models.table)
    return found.probability, found.band.value


def _far(box: Box) -> tuple[int, int]:
    return box.x + box.width, box.y + box.height


def _tables(said: list[tuple[Shown, tuple[float, str]]], swappers: set[str]) -> dict[str, object]:
    photographs = [one for one in said if one[0].set != "figures"]
    ffhq = [one for one in photographs if one[0].set == "stylegan1"]
    generated = [one for one in said if one[0].is_fake and one[0].method not in swappers]
    swaps = [one for one in said if one[0].method in swappers]
    with_reals = {face.method for face, _ in swaps if not face.is_fake}
    found: dict[str, object] = {
        "generated": _measured([*generated, *photographs]),
        "generated against FFHQ alone": _measured([*generated, *ffhq]),
        "swaps": _measured([one for one in swaps if one[0].method in with_reals]),
    }
    for name in sorted({face.method for face, _ in generated}):
        found[name] = _measured([*(one for one in generated if one[0].method == name), *photographs])
    for name in sorted(swappers):
        beside = [] if name in with_reals else photographs
        found[name] = _measured([*(one for one in swaps if one[0].method == name), *beside])
    return found


def _measured(said: list[tuple[Shown, tuple[float, str]]]) -> dict[str, object]:
    return measures.all_of(
        measures.Answers(
            np.array([face.is_fake for face, _ in said], bool),
            np.array([probability for _, (probability, _) in said], float),
            np.array([band for _, (_, band) in said], str),
        )
    )


if __name__ == "__main__":
    main()
