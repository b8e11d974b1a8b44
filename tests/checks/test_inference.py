"""What a model keeps of the memory it was given, and what the check of a large photograph takes in all."""

import gc
import io
import subprocess
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import numpy as np
import pytest
from PIL import Image

from desktop.checks import faces
from desktop.checks.inference import Model
from desktop.core import places

ROOT = Path(__file__).resolve().parents[2]
PORTRAIT = places.resources() / "samples" / "own-photos" / "portrait.jpg"
MOST_MIB = 540
# A process starts with what the one that started it had taken at most: a small one starts the program, and tells what that took (KiB).
COUNTING = """
import os, subprocess, sys
program = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(program.pid, 0)
program.returncode = os.waitstatus_to_exitcode(status)
print(used.ru_maxrss)
sys.exit(program.returncode)
"""


def _held_by(thing: object) -> list[object]:
    """Return everything that an object keeps alive, but for code."""
    waiting, held = [thing], {id(thing): thing}
    while waiting:
        for one in gc.get_referents(waiting.pop()):
            if id(one) not in held and not isinstance(one, (type, ModuleType, FunctionType)):
                held[id(one)] = one
                waiting.append(one)
    return list(held.values())


def test_a_model_that_was_loaded_does_not_keep_its_file_as_well() -> None:
    model = Model(faces.MODEL_NAME)
    size = (places.models() / model.entry.file).stat().st_size

    model.run(np.zeros((1, 3, 160, 160), np.float32))

    assert [len(one) for one in _held_by(model) if isinstance(one, (bytes, bytearray)) and len(one) >= size] == []


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process takes at most is counted in other ways elsewhere")
def test_the_check_of_a_photograph_of_twelve_megapixels_takes_little_memory(tmp_path: Path) -> None:
    for number in range(2):  # the second finds what the first left behind
        (tmp_path / f"{number}.jpg").write_bytes(_large_portrait())

    counted = subprocess.run(
        [sys.executable, "-c", COUNTING, sys.executable, "-m", "desktop", "check", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert counted.returncode == 0
    assert int(counted.stdout) / 1024 < MOST_MIB


def _large_portrait() -> bytes:
    out = io.BytesIO()
    with Image.open(PORTRAIT) as image:
        scale = (12e6 / (image.width * image.height)) ** 0.5
        image.convert("RGB").resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BICUBIC).save(
            out, "JPEG", quality=90
        )
    return out.getvalue()
