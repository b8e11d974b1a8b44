"""What the file says of the camera, and whether it fits the picture; and an embedded thumbnail that shows something else.

Source: EXIF 2.32, sections 4.6.4 and 4.6.5: a camera that names itself also writes its settings and the size of what it recorded; its
thumbnail is a small copy of the picture.
Limits: all of it can be written by anyone, and programs that only turn, crop or shrink a picture leave such contradictions too. Measured on
public samples of many cameras: tests/benchmarks/file_says_rates.py.
"""

from collections.abc import Iterator

from desktop.checks.result import Finding, Strength
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media.picture import Picture

# Thumbnails of untouched photographs go along with them at 0.9 and more, as a rule; below this they show something else.
LEAST_ALIKE = 0.6
_SETTINGS = ("ExposureTime", "FNumber", "ISOSpeedRatings", "PhotographicSensitivity", "FocalLength", "ShutterSpeedValue", "ApertureValue")
_FORGEABLE = mark("Such an entry can be written or removed by anyone. Most services remove it.")
_HARMLESS = mark("Programs that crop, turn or shrink a picture leave this too. It does not say what was changed.")


def find(picture: Picture) -> tuple[Finding, ...]:
    """Return what the file says of its camera, and what does not fit."""
    return (*_thumbnail(picture), *_camera(picture))


def _thumbnail(picture: Picture) -> Iterator[Finding]:
    alike = picture.facts.thumbnail_likeness
    if alike is not None and alike < LEAST_ALIKE:
        text = say(mark("The small preview inside the file shows something else than the picture, which was changed after it was taken."))
        limits = mark(
            "A crop, a turn or a filter does this too. The preview can show how the picture looked before: keep the file as it is, because "
            "saving it anew removes the preview."
        )
        yield Finding("thumbnail_differs", "file", text, Sentence(limits), Strength.WEAK)


def _camera(picture: Picture) -> Iterator[Finding]:
    facts = picture.facts
    make, model = facts.exif_value("Make"), facts.exif_value("Model")
    if not (make or model):
        return
    camera = shown(model if make and model.lower().startswith(make.lower()) else f"{make} {model}".strip())
    taken = shown((facts.exif_value("DateTimeOriginal") or facts.exif_value("DateTime"))[:10].replace(":", "-")) or "?"
    text = say(mark("The file says that it was taken with {camera}, on {date}."), camera=camera, date=taken)
    yield Finding("camera_named", "file", text, Sentence(_FORGEABLE), Strength.NONE)
    if not any(facts.exif_value(name) for name in _SETTINGS):
        text = say(mark("The file names a camera, but none of the settings that a camera writes with its name."))
        yield Finding("camera_without_settings", "file", text, Sentence(_HARMLESS), Strength.NONE)
    stated = [_number(facts.exif_value(name)) for name in ("ExifImageWidth", "ExifImageHeight")]
    if all(stated) and sorted(side for side in stated if side) != sorted((picture.width, picture.height)):
        text = say(
            mark("The camera recorded {stated} pixels, and the picture has {now}: it was cropped or changed in size since."),
            stated=f"{stated[0]} × {stated[1]}",
            now=f"{picture.width} × {picture.height}",
        )
        yield Finding("camera_size_differs", "file", text, Sentence(_HARMLESS), Strength.NONE)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
