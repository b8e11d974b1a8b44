"""Where things lie: what ships with the program, and where a person's settings are kept."""

import os
import sys
from functools import lru_cache
from pathlib import Path

# Set by tests and by a counselor's set-up to keep settings out of the user's own folder.
SETTINGS_VARIABLE = "LINDEN_SETTINGS"


@lru_cache(maxsize=1)
def shipped() -> Path:
    """Return the folder that holds `resources` and `models`: the built program's, the installed package's or the checkout."""
    if getattr(sys, "frozen", False):
        return Path(str(getattr(sys, "_MEIPASS", Path(sys.executable).parent)))
    package = Path(__file__).resolve().parent.parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent


def resources() -> Path:
    """Return the folder of templates, recipients, texts, fonts and icons."""
    return shipped() / "resources"


def models() -> Path:
    """Return the folder of the learned models."""
    return shipped() / "models"


def settings_folder() -> Path:
    """Return the folder for this user's settings; it need not exist yet."""
    chosen = os.environ.get(SETTINGS_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_config_dir("linden", appauthor=False))
