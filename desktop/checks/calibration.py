"""What a score is worth: measured on real and manipulated pictures of the same kind, by people that no model was trained on.

A table beside the models holds, for each kind of picture (picture_kind.py), the scores of real photographs and of manipulated ones. From it
come the share of real photographs that score as high (a conformal p-value: Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random
World", 2005), the probability (Platt scaling at even odds), and whether anything may be said at all: a kind of which too few photographs
were measured has no thresholds.
"""

import hashlib
import json
import math
from bisect import bisect_left
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from desktop.checks.errors import ModelChanged, ModelMissing
from desktop.core import places

FACES, PARTS = "calibration", "region_calibration"
"""The tables of a folder, by their names in its manifest: for scores of faces, and of parts of a picture."""


class Row(BaseModel):
    """One kind of picture."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reals: tuple[float, ...]
    """Scores of real photographs, ascending."""
    fakes: tuple[float, ...]
    """Scores of manipulated or generated pictures, ascending."""
    slope: float
    offset: float
    """Platt scaling: the logit of the probability is slope * score + offset."""
    clear_from: float | None
    """Scores from here on are clear signs; None where too few photographs were measured, or the promise could not be kept."""
    some_from: float | None
    calm_to: float | None
    """Scores up to here are "no signs found"; None where manipulated pictures score as low too often."""

    def probability(self, score: float) -> float:
        """Return the chance that a picture with this score was manipulated, where one in two is."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset))))

    def false_alarms(self, score: float) -> float:
        """Return the share of real photographs that score as high as this or higher; never below what their number allows."""
        return (len(self.reals) - bisect_left(self.reals, score) + 1) / (len(self.reals) + 1)

    def hits(self, score: float) -> float:
        """Return the share of manipulated pictures, 0 to 1, that score as high as this or higher."""
        return (len(self.fakes) - bisect_left(self.fakes, score)) / max(1, len(self.fakes))


class Calibration(BaseModel):
    """The whole table, bound to the models it was made with."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    version: str
    models: dict[str, str]
    """Name and SHA-256 of each model."""
    region_weight: float = 0.0
    """What one unit of the region model's score adds to a face's score; 0 where it adds nothing."""
    any_kind: Row
    """All kinds together, without thresholds: for a probability where a kind has no row of its own."""
    kinds: dict[str, Row]
    """By the name of the kind."""


def load(models: dict[str, str], folder: Path | None = None, *, name: str = FACES) -> Calibration | None:
    """Return a table for some of the models, given by name and SHA-256; None where the folder's manifest names none.

    Raises ModelMissing where it is gone, ModelChanged where it is not the one of the manifest or belongs to other models.
    """
    folder = folder or places.models()
    try:
        named = json.loads((folder / "manifest.json").read_bytes()).get(name)
        if named is None:
            return None
        content = (folder / named["file"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != named["sha256"]:
            raise ModelChanged(model=name)
        table = Calibration.model_validate_json(content)
    except OSError as error:
        raise ModelMissing(model=name) from error
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise ModelChanged(model=name) from error
    if not table.models or any(models.get(model) != sha256 for model, sha256 in table.models.items()):
        raise ModelChanged(model=name)
    return table
