"""What a person chose about the program itself: never anything about a case."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Literal

from desktop.core import files, places

FILE_NAME = "settings.json"
Appearance = Literal["system", "light", "dark", "contrast"]

_ALLOWED: dict[str, tuple[object, ...]] = {
    "language": ("", "ko", "en"),
    "appearance": ("system", "light", "dark", "contrast"),
    "text_percent": (100, 125, 150, 175, 200),
    "lock_after_minutes": (1, 5, 15, 30, 60),
}


@dataclass(frozen=True)
class Settings:
    """The choices that are kept on this computer. No path, name or address is among them, on purpose."""

    language: str = ""
    """"ko", "en", or empty for the computer's own."""
    appearance: Appearance = "system"
    text_percent: int = 100
    lock_after_minutes: int = 5


def load() -> Settings:
    """Return the saved settings; whatever is missing or not allowed falls back to its default."""
    try:
        saved = json.loads((places.settings_folder() / FILE_NAME).read_bytes())
    # RecursionError: JSON nested a thousand times deep.
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(saved, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in saved.items() if name in known and _is_allowed(name, value)})


def save(settings: Settings) -> None:
    """Keep the settings on this computer. Raises FolderNotWritable or DiskFull."""
    folder = places.settings_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.as_writing_error(error, folder) from error
    files.write(folder / FILE_NAME, json.dumps(asdict(settings), indent=2).encode())


def _is_allowed(name: str, value: object) -> bool:
    # By type too: to Python, true is 1 and 1.0 is 1.
    return any(type(value) is type(allowed) and value == allowed for allowed in _ALLOWED[name])
