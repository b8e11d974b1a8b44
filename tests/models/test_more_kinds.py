"""Pictures are brought into kinds that the sets lack: the face gets the size that was drawn, and the file is saved as was drawn."""

import argparse
import csv
from random import Random

import pytest
from PIL import Image

from desktop.checks import faces
from desktop.checks.inference import Model
from desktop.checks.picture_kind import FaceSize, Saved
from desktop.core import places
from desktop.media.decoder import Decoder
from tests.models.evaluation_scripts import script

more_kinds, scoring, unseen = script("more_kinds"), script("scoring"), script("unseen")
PHOTOGRAPH = places.resources() / "samples" / "own-photos" / "portrait.jpg"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Return the folder and the row of a photograph of which nothing but the picture as it is was prepared."""
    folder = tmp_path_factory.mktemp("kinds")
    with Decoder() as decoder:
        found = faces.find_faces(decoder.read(PHOTOGRAPH.read_bytes()).pixels, Model(faces.MODEL_NAME))[0]
    box = {name: str(getattr(found.box, name)) for name in scoring.BOX}
    row = {"path": str(PHOTOGRAPH), "is_fake": "0", "set": "own", "method": "", "group": "", "part": "calibration", "way": "0"}
    return folder, {**row, "file": "own", "kind": "large/fine/sharp", **box}


def _further(known, *, soft: bool) -> list[dict[str, str]]:
    folder, row = known
    given = argparse.Namespace(folder=folder, ways=12, sizes=list(more_kinds._SIDES), saved=list(Saved), soft=soft)
    with Decoder() as decoder:
        return list(more_kinds._further([row], given, decoder, Model(faces.MODEL_NAME)))


def test_a_photograph_stands_in_many_kinds_once_in_each_and_never_enlarged(known) -> None:
    rows = _further(known, soft=False)
    kinds = [row["kind"] for row in rows]

    assert len(kinds) == len(set(kinds)) > 6
    assert {kind.split("/")[1] for kind in kinds} == set(Saved)
    assert {kind.split("/")[0] for kind in kinds} <= {FaceSize.SMALL, FaceSize.MEDIUM, FaceSize.LARGE}
    assert all(int(row["height"]) <= int(known[1]["height"]) * 1.2 for row in rows)
    assert all((known[0] / row["file"]).is_file() for row in rows)


def test_what_was_made_smaller_and_enlarged_again_is_soft(known) -> None:
    plain, softened = (sum(row["kind"].endswith("soft") for row in _further(known, soft=soft)) for soft in (False, True))

    assert softened > plain
    assert softened >= 3


def test_a_picture_gets_the_size_and_the_format_that_were_drawn() -> None:
    with Image.open(PHOTOGRAPH) as image:
        content = more_kinds._sent(image.convert("RGB"), (120, 90), Saved.MIDDLE, Random(1))

    with Decoder() as decoder:
        picture = decoder.read(content)
    assert (picture.width, picture.height, picture.facts.format) == (120, 90, "JPEG")


def test_every_unseen_figure_names_a_place_and_no_method_of_the_training() -> None:
    rows = list(csv.DictReader(unseen._LIST.read_text("utf-8").splitlines()))

    assert len(rows) > 100
    assert all(int(row["width"]) > 0 and int(row["height"]) > 0 and row["repository"].count("/") == 1 for row in rows)
    assert {row["method"] for row in rows}.isdisjoint({"DFDC swaps", "StyleGAN", "StyleGAN 2", "SDXL"})
    assert {row["is_fake"] for row in rows} == {"0", "1"}


def test_versions_are_thinned_by_kind_and_every_beginning_is_a_fair_part():
    kinds = {("large/fine/sharp", "0"): 900, ("large/fine/sharp", "1"): 300, ("huge/fine/sharp", "0"): 700, ("small/fine/soft", "0"): 500}
    rows = [
        {"part": "calibration", "is_fake": is_fake, "kind": kind, "file": f"{kind}-{is_fake}-{number}"}
        for (kind, is_fake), count in kinds.items()
        for number in range(count)
    ]

    kept = scoring.thinned(rows)

    def counted(some):
        return {key: sum((row["kind"], row["is_fake"]) == key for row in some) for key in kinds}

    assert list(counted(kept).values()) == [420, 150, 700, 500]
    assert len({row["file"] for row in kept}) == len(kept)
    assert kept == scoring.thinned(rows)
    assert list(counted(kept[: len(kept) // 10]).values()) == [42, 15, 70, 50]
