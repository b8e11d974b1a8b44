"""The scripts of models/evaluation, which are no package: loaded by name, with their folder to import from."""

import importlib
import sys
from types import ModuleType

from desktop.core import places

_FOLDER = str(places.models() / "evaluation")


def script(name: str) -> ModuleType:
    """Return a script of models/evaluation as a module."""
    sys.path.insert(0, _FOLDER)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(_FOLDER)
