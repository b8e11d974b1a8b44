"""List an exported model in models/manifest.json, by the SHA-256 of its file: `python models/training/list_model.py face 1`."""

import argparse
import hashlib
import json
from pathlib import Path

_MODELS = Path(__file__).resolve().parents[1]
_LICENCE = "non-commercial use only (see card.md: trained on sets for non-commercial research)"


def main() -> None:
    """Put the entry in the place of an older one of that name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("version")
    given = parser.parse_args()
    file = f"{given.name}-{given.version}/model.onnx"
    entry = {
        "name": given.name,
        "version": given.version,
        "file": file,
        "sha256": hashlib.sha256((_MODELS / file).read_bytes()).hexdigest(),
        "licence": _LICENCE,
        "origin": "trained by this project with models/training",
    }
    manifest = _MODELS / "manifest.json"
    listed = json.loads(manifest.read_text("utf-8"))
    listed["models"] = [*(one for one in listed["models"] if one["name"] != given.name), entry]
    manifest.write_text(json.dumps(listed, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
