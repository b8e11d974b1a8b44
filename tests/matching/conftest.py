"""Sample photographs as pixels."""

from pathlib import Path

import cv2
import pytest

from desktop.core import places
from tests.matching.suspects import Pixels, as_rgb

SAMPLES = places.resources() / "samples"


@pytest.fixture(scope="session")
def samples() -> dict[str, Pixels]:
    """Return the own photos of the samples by name, and the two other pictures."""
    files = [*sorted((SAMPLES / "own-photos").glob("*.jpg")), SAMPLES / "composite.jpg", SAMPLES / "untouched.jpg"]
    return {file.stem: pixels_of(file) for file in files}


def pixels_of(file: Path) -> Pixels:
    """Return the pixels of one of our own files."""
    return as_rgb(cv2.imread(str(file), cv2.IMREAD_COLOR))
