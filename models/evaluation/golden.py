"""Write or compare the golden outputs of a model: what it answers to an input that any computer can make.

    python3 models/evaluation/golden.py yunet            compare with models/yunet-2023mar/golden.json
    python3 models/evaluation/golden.py yunet --write    write that file anew, after a change that is meant

The input is arithmetic and no file: soft discs and bars, in a size and range that the model takes. Of each output the shape, the mean and
some values are kept.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.checks.inference import Model
from desktop.core import places

KEPT_VALUES = 8
# Height, width, and what the values 0 to 255 are divided by and lowered by; for models that are not named as for yunet.
_INPUTS = {"yunet": (128, 160, 1.0, 0.0), "face": (160, 160, 127.5, 1.0), "region": (192, 192, 1.0, 0.0)}
TOLERANCE = 1e-3


def pattern(height: int = 128, width: int = 160) -> NDArray[np.float32]:
    """Return the input: shape (1, 3, height, width), 0 to 255."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    planes = [
        128 + 100 * np.sin(x / 7) * np.cos(y / 11),
        255 * np.exp(-((x - 80) ** 2 + (y - 64) ** 2) / 1800),
        (x * 3 + y * 5) % 256,
    ]
    return np.stack(planes)[None].astype(np.float32)


def outputs(name: str) -> dict[str, dict[str, object]]:
    """Return what the model answers, in the form that is kept."""
    height, width, divided, lowered = _INPUTS.get(name, _INPUTS["yunet"])
    answers = Model(name).run(pattern(height, width) / np.float32(divided) - np.float32(lowered))
    return {key: _kept(value) for key, value in sorted(answers.items())}


def _kept(value: NDArray[np.float32]) -> dict[str, object]:
    places_kept = np.linspace(0, value.size - 1, KEPT_VALUES).astype(int)
    return {
        "shape": list(value.shape),
        "mean": round(float(value.mean()), 6),
        "values": [round(float(one), 6) for one in value.ravel()[places_kept]],
    }


def golden_file(name: str) -> Path:
    """Return where a model's golden outputs lie."""
    return (places.models() / Model(name).entry.file).with_name("golden.json")


def differences(name: str) -> list[str]:
    """Return the names of the outputs that are not as they were kept."""
    kept = json.loads(golden_file(name).read_text("utf-8"))
    now = outputs(name)
    return [key for key in sorted(kept.keys() | now.keys()) if key not in kept or key not in now or not _is_near(kept[key], now[key])]


def _is_near(kept: dict[str, object], now: dict[str, object]) -> bool:
    return kept["shape"] == now["shape"] and all(np.allclose(kept[key], now[key], atol=TOLERANCE) for key in ("mean", "values"))  # type: ignore[arg-type]


def main() -> None:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.write:
        golden_file(arguments.model).write_text(json.dumps(outputs(arguments.model), indent=1) + "\n", "utf-8")
    print("differs: " + ", ".join(found) if (found := differences(arguments.model)) else "as it was")


if __name__ == "__main__":
    main()
