"""Which programs a picture's file names, and whether a generator left its record of how it made the picture.

Source: fields of EXIF 2.32, XMP, IPTC-IIM and PNG text chunks; the records that open generators write (AUTOMATIC1111 "parameters", ComfyUI
"prompt" and "workflow", InvokeAI, NovelAI, Fooocus, SwarmUI), as those programs write them, and the description that Midjourney writes,
with the number of the job. Names: resources/marks/programs.toml.
Limits: anyone can write or remove such a field, and most services remove all of them. Absence means nothing.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from desktop.checks.result import Finding, Strength
from desktop.core import places
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media.facts import FileFacts

_FORGEABLE = mark("Such an entry can be written or removed by anyone. That other files have no such entry says nothing about them.")
_HARMLESS = mark(
    "Many people use such programs for harmless things, for example to change the size or the brightness. "
    "The entry does not say what was changed, and it can be written by anyone."
)

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
_STEPS = re.compile(r"\bSteps: \d+.{0,400}?\b(?:Sampler|Seed|CFG scale): ", re.DOTALL)
# What Midjourney writes into the description of what is downloaded from its own site: the words it was asked with, and the job's number.
_JOB = re.compile(r"\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
HIDDEN = "hidden record"
"""Under this keyword the decoder gives a text that it found in the lowest bits of the picture."""
_STABLE_DIFFUSION = "Stable Diffusion (web UI)"


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
    recorded = _record(facts)
    if recorded is not None:
        return (_finding("generator_record", Strength.STRONG, _recorded_by(recorded), _FORGEABLE),)
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


def _finding(name: str, strength: Strength, text: Sentence, limits: str) -> Finding:
    return Finding(name, "file", text, Sentence(limits), strength)


def _record(facts: FileFacts) -> str | None:
    """Return the generator whose record of settings is in the file."""
    texts = {key.lower(): value for key, value in facts.texts}
    for value in (texts.get("parameters", ""), texts.get("comment", ""), facts.exif_value("UserComment")):
        if _STEPS.search(value[:20_000]):
            return _STABLE_DIFFUSION
    described = (texts.get("description", ""), facts.exif_value("ImageDescription"), *_descriptions(facts))
    if any(_JOB.search(value[:20_000]) for value in described):
        return "Midjourney"
    if HIDDEN in texts:
        hidden = texts[HIDDEN][:20_000]
        return _STABLE_DIFFUSION if _STEPS.search(hidden) and "NovelAI" not in hidden else "NovelAI"
    if "novelai" in texts.get("software", "").lower() and '"steps"' in texts.get("comment", ""):
        return "NovelAI"
    if any(map(_is_graph, (texts.get("prompt", ""), texts.get("workflow", ""), *_graphs_in_exif(facts)))):
        return "ComfyUI"
    named = (
        ("invokeai_metadata", "InvokeAI"),
        ("sd-metadata", "InvokeAI"),
        ("dream", "InvokeAI"),
        ("fooocus_scheme", "Fooocus"),
        ("sui_image_params", "SwarmUI"),
    )
    return next(
        (program for key, program in named if key in texts), "SwarmUI" if "sui_image_params" in texts.get("parameters", "") else None
    )


def _descriptions(facts: FileFacts) -> Iterator[str]:
    return (value for key, value in facts.xmp if _local_name(key) == "description")


def _graphs_in_exif(facts: FileFacts) -> Iterator[str]:
    """Yield what ComfyUI's node for animated WebP writes into fields that are meant for the camera's maker and model."""
    for _name, value in facts.exif:
        word, colon, graph = value.partition(":")
        if colon and word in {"prompt", "workflow"}:
            yield graph


def _is_graph(value: str) -> bool:
    return value.startswith("{") and ('"class_type"' in value or '"nodes"' in value)


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
