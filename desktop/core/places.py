"""Where things lie: what ships with the program, and where a person's settings are kept."""

import os
import sys
from functools import lru_cache
from pathlib import Path

# Set by tests and by a counselor's set-up to keep settings out of the user's own folder.
SETTINGS_VARIABLE = "LINDEN_SETTINGS"
# A folder of this name beside the built program keeps the settings there, and nothing on the computer: for a stick.
PORTABLE_FOLDER = "linden-settings"


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
    beside = portable_folder()
    if beside is not None:
        return beside
    import platformdirs

    return Path(platformdirs.user_config_dir("linden", appauthor=False))


def portable_folder() -> Path | None:
    """Return the folder beside the built program that makes it portable, where there is one."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve()
    # On macOS the program is inside Linden.app/Contents/MacOS: what is beside it is beside the application.
    application = next((folder for folder in program.parents if folder.suffix == ".app"), program)
    folder = application.parent / PORTABLE_FOLDER
    return folder if folder.is_dir() else None
