"""Which programs a picture's file names, and whether a generator left its record of how it made the picture.

Source: fields of EXIF 2.32, XMP, IPTC-IIM and PNG text chunks; the generators' records as desktop/media/generator_record.py reads them.
Names: resources/marks/programs.toml.
Limits: anyone can write or remove such a field, and most services remove all of them. Absence means nothing.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from desktop.checks.result import Finding, Strength
from desktop.core import places
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media.facts import FileFacts, GeneratorRecord

_FORGEABLE = mark("Such an entry can be written or removed by anyone. That other files have no such entry says nothing about them.")
_HARMLESS = mark(
    "Many people use such programs for harmless things, for example to change the size or the brightness. "
    "The entry does not say what was changed, and it can be written by anyone."
)

_USEFUL = mark(
    "Whoever investigates can compare them with those of other files: the same model and seed (the number it was started from) can point "
    "to the same origin. They do not say who made it, and they can be written by anyone."
)
_YOURS = mark(
    "If one of these is a name of a photo or video of yours, it can be the one that was used: compare it with this file. Names can be "
    "changed, and they can be written by anyone."
)
_HURTFUL = mark(
    "Such words can hurt, so they are shown only where you ask for them, and are not in the report. They stay in the file and can help the "
    "police. They do not say who wrote them."
)
_LONGEST_QUOTED = 4000

# Fields whose value is the name of a program.
_PROGRAM_FIELDS = {
    "software",
    "processingsoftware",
    "hostcomputer",
    "creatortool",
    "softwareagent",
    "2:65",
    "aisystemused",
}


class Program(BaseModel):
    """A program by the names it writes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    kind: Literal["generator", "face", "editor"]
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    source: str = ""
    """Where the name is known from; empty for those that stand in the program's own documentation."""


def find(facts: FileFacts) -> tuple[Finding, ...]:
    """Return what the file says about the programs that made or saved it."""
    if facts.record is not None:
        return (
            _finding("generator_record", Strength.STRONG, _recorded_by(facts.record.program), _FORGEABLE),
            *_settings(facts.record),
            *_inputs(facts.record),
            *_words(facts.record),
        )
    named = {program.kind: program for program in _named(facts)}
    if "generator" in named:
        text = say(
            mark("The file says that it was made with {program}, which generates pictures or videos."), program=named["generator"].name
        )
        return (_finding("generator_named", Strength.MODERATE, text, _FORGEABLE),)
    if "face" in named:
        text = say(mark("The file says that it was made with {program}, which changes or swaps faces."), program=named["face"].name)
        return (_finding("face_program_named", Strength.MODERATE, text, _FORGEABLE),)
    if "editor" in named:
        text = say(
            mark("The file says that it was saved with {program}, which can change pictures or videos."), program=named["editor"].name
        )
        return (_finding("editor_named", Strength.WEAK, text, _HARMLESS),)
    return ()


@lru_cache(maxsize=1)
def programs() -> tuple[Program, ...]:
    """Return the programs whose names are known, from the file that ships with the program."""
    listed = tomllib.loads((places.resources() / "marks" / "programs.toml").read_text("utf-8"))
    return tuple(Program.model_validate(entry) for entry in listed["program"])


def _recorded_by(program: str) -> Sentence:
    return say(
        mark("The file contains the settings with which {program} generated it. It says it was made by a computer."), program=program
    )


def _settings(record: GeneratorRecord) -> Iterator[Finding]:
    if record.settings:
        told = "; ".join(f"{name}: {shown(value)}" for name, value in record.settings)
        yield _finding("generator_settings", Strength.NONE, say(mark("The record has these settings: {settings}."), settings=told), _USEFUL)


def _inputs(record: GeneratorRecord) -> Iterator[Finding]:
    if record.inputs:
        names = "; ".join(map(shown, record.inputs))
        yield _finding(
            "generator_inputs", Strength.NONE, say(mark("The record names what the program was given: {names}."), names=names), _YOURS
        )


def _words(record: GeneratorRecord) -> Iterator[Finding]:
    quoted = (
        *(say(mark("Asked for: {words}"), words=_in_one_line(words)) for words in record.words),
        *(say(mark("Not wanted: {words}"), words=_in_one_line(words)) for words in record.unwanted),
    )
    if quoted:
        found = _finding("generator_words", Strength.NONE, say(mark("The file also holds the words that the program was given.")), _HURTFUL)
        yield replace(found, quoted=quoted)


def _in_one_line(words: str) -> str:
    return shown(" ".join(words.split()), longest=_LONGEST_QUOTED)


def _finding(name: str, strength: Strength, text: Sentence, limits: str) -> Finding:
    return Finding(name, "file", text, Sentence(limits), strength)


def _named(facts: FileFacts) -> Iterator[Program]:
    fields = [(_local_name(key), value[:2000]) for key, value in (*facts.exif, *facts.texts, *facts.xmp, *facts.iptc)]
    # Later ones win in a dictionary by kind: the first program of the list is the one that is told.
    for program in reversed(programs()):
        pattern = _pattern(program.words)
        if any(pattern.search(value) for key, value in fields if key in _PROGRAM_FIELDS) or _says(fields, program.phrases):
            yield program


def _says(fields: Iterable[tuple[str, str]], phrases: tuple[str, ...]) -> bool:
    return any(phrase.lower() in value.lower() for _key, value in fields for phrase in phrases)


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _local_name(key: str) -> str:
    return shown(key.rpartition("}")[2]).lower()
