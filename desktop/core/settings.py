"""What a person chose about the program itself: never anything about a case."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal

from desktop.core import files, places

FILE_NAME = "settings.json"
Appearance = Literal["system", "light", "dark", "contrast"]
Computer = Literal["", "mine", "shared"]
Beside = Literal["", "alone", "someone", "counselor"]
Pictures = Literal["colour", "grey"]

# On a computer that others use, a vault is not left open behind one's back.
SHARED_LOCK_MINUTES = 1

_ALLOWED: dict[str, tuple[object, ...]] = {
    "language": ("", "ko", "en"),
    "appearance": ("system", "light", "dark", "contrast"),
    "text_percent": (100, 125, 150, 175, 200),
    "lock_after_minutes": (1, 5, 15, 30, 60),
    "computer": ("", "mine", "shared"),
    "beside": ("", "alone", "someone", "counselor"),
    "pictures": ("colour", "grey"),
    "hide_from_capture": (True, False),
    "is_desk": (False, True),
}


@dataclass(frozen=True)
class Settings:
    """The choices that are kept on this computer. No path, name or address is among them, on purpose."""

    language: str = ""
    """"ko", "en", or empty for the computer's own."""
    appearance: Appearance = "system"
    text_percent: int = 100
    lock_after_minutes: int = 5
    computer: Computer = ""
    """Whose computer this is, where the person has said so. On a shared one nothing of this is kept."""
    beside: Beside = ""
    """Who is with the person, where they have said so."""
    pictures: Pictures = "colour"
    """How a picture is shown while it is held: grey first and then in colour, or grey only."""
    hide_from_capture: bool = True
    """Whether the system is asked to leave the window out of screen pictures and shared screens."""
    is_desk: bool = False
    """Whether the counselor's desk is offered; where it lies and what is on it is not kept here."""

    @property
    def leaves_no_trace(self) -> bool:
        """Whether nothing may be kept on this computer: no settings, no key in its key store."""
        return self.computer == "shared"


def with_computer(settings: Settings, computer: Computer) -> Settings:
    """Return the settings once the person has said whose computer this is."""
    if computer == "shared":
        return replace(settings, computer=computer, lock_after_minutes=SHARED_LOCK_MINUTES)
    was_shared = settings.computer == "shared" and settings.lock_after_minutes == SHARED_LOCK_MINUTES
    minutes = Settings.lock_after_minutes if was_shared else settings.lock_after_minutes
    return replace(settings, computer=computer, lock_after_minutes=minutes)


def with_beside(settings: Settings, beside: Beside) -> Settings:
    """Return the settings once the person has said who is with them; whoever looks at pictures all day sees them grey."""
    return replace(settings, beside=beside, pictures="grey" if beside == "counselor" else settings.pictures)


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
    """Keep the settings on this computer, or keep none there and take away what was, where they say so.

    Raises FolderNotWritable or DiskFull.
    """
    folder = places.settings_folder()
    if settings.leaves_no_trace:
        try:
            (folder / FILE_NAME).unlink(missing_ok=True)
        except OSError as error:
            raise files.as_writing_error(error, folder) from error
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.as_writing_error(error, folder) from error
    files.write(folder / FILE_NAME, json.dumps(asdict(settings), indent=2).encode())


def _is_allowed(name: str, value: object) -> bool:
    # By type too: to Python, true is 1 and 1.0 is 1.
    return any(type(value) is type(allowed) and value == allowed for allowed in _ALLOWED[name])
