"""What a video's file says about itself: who wrote it, what passed it on, what was cut without saving anew.

Source: texts and boxes of ISO base media (ISO/IEC 14496-12), QuickTime and Matroska files as FFmpeg and iso_boxes.py read them; names in
resources/marks/containers.toml and programs.toml.
Limits: anyone can write or remove such an entry; every service that saves videos anew removes them all. Absence means nothing.
"""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from desktop.checks import content_credentials, generator_labels, program_marks
from desktop.checks.result import Finding, Strength
from desktop.core import places
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media.facts import FileFacts
from desktop.media.film_facts import FilmEnd, FilmFacts

_SAVED_ANEW = mark(
    "This is the usual way of a video that was sent or uploaded, and says nothing about manipulation. The entry can be written or removed "
    "by anyone."
)
_FORGEABLE = mark("Such an entry can be written or removed by anyone. It says nothing about what is seen in the video.")


class Mark(BaseModel):
    """Who writes which text into the files of videos."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    kind: Literal["service", "phone", "program"]
    words: tuple[str, ...]
    source: str


def find(facts: FilmFacts, end: FilmEnd, credentials: FileFacts) -> tuple[Finding, ...]:
    """Return what the file states. `credentials` holds its Content Credentials, if any were read."""
    as_file = FileFacts(format=facts.format, texts=facts.texts, exif=_program_fields(facts), record=facts.record)
    return (
        *content_credentials.find(credentials),
        *generator_labels.find(as_file),
        *program_marks.find(as_file),
        *_written_by(facts),
        *_conditions(facts, end),
    )


@lru_cache(maxsize=1)
def marks() -> tuple[Mark, ...]:
    """Return the texts that are known, from the file that ships with the program."""
    listed = tomllib.loads((places.resources() / "marks" / "containers.toml").read_text("utf-8"))
    return tuple(Mark.model_validate(entry) for entry in listed["mark"])


def _program_fields(facts: FilmFacts) -> tuple[tuple[str, str], ...]:
    """Return the texts that name programs, under the name that pictures have for them."""
    fields = {"encoder", "software", "encoding_tool", "creation_tool", "com.apple.quicktime.software", "tool"}
    return tuple(("Software", value) for key, value in facts.texts if key.lower() in fields)


def _written_by(facts: FilmFacts) -> Iterator[Finding]:
    said = " \n".join(f"{key}={value}" for key, value in facts.texts).lower()
    found = [one for one in marks() if any(word.lower() in said for word in one.words)]
    for kind, name, text, limits in (
        ("service", "film_service", mark("The file says that it has passed through {name}. Services save videos anew."), _SAVED_ANEW),
        ("phone", "film_phone", mark("The file is written as the camera of a phone writes it ({name})."), _FORGEABLE),
        ("program", "film_program", mark("The file says that it was last written by {name}, not by a camera."), _SAVED_ANEW),
    ):
        names = [one.name for one in found if one.kind == kind]
        if names:
            yield _fact(name, say(text, name=", ".join(names)), limits)
    camera = " ".join(value for key, value in facts.texts if key.lower() in {"com.apple.quicktime.make", "com.apple.quicktime.model"})
    if camera:
        yield _fact("film_camera", say(mark("The file says that it was recorded with {camera}."), camera=shown(camera)), _FORGEABLE)


def _conditions(facts: FilmFacts, end: FilmEnd) -> Iterator[Finding]:
    if facts.edits:
        text = say(
            mark("The file is put together from several parts that were cut or moved after they were recorded, without saving anew.")
        )
        yield _fact("film_edits", text, mark("Trimming a video on a phone does this too. It says nothing about what is seen in the parts."))
    if end.broken or (facts.duration is not None and end.read_until < facts.duration - max(2.0, 0.1 * facts.duration)):
        text = say(mark("Parts of this video are missing or damaged. Only what could be read was looked at."))
        yield _fact("film_incomplete", text, mark("Downloads that were cut off look like this. It says nothing about manipulation."))
    if end.key_frames_only:
        text = say(mark("The video is long, so only its key frames were looked at, a part of all its frames."))
        yield _fact("film_key_frames_only", text, mark("Something that is seen only for a moment between them can be missed."))
    if end.is_varying:
        text = say(mark("The time from frame to frame varies."))
        yield _fact(
            "film_varying_rate", text, mark("Phones, screen recordings and messengers do this. It says nothing about manipulation.")
        )
    if facts.has_location:
        text = say(mark("The file says where the video was recorded."))
        yield _fact("has_location", text, mark("This says nothing about manipulation. Think of it before you pass the file on."))


def _fact(name: str, text: Sentence, limits: str) -> Finding:
    return Finding(name, "file", text, Sentence(limits), Strength.NONE)
