"""What every data file of the reports is made of: words in several languages, and facts that say where they come from."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, RootModel, StringConstraints, ValidationError, model_validator

from desktop.core import files, texts
from desktop.reports.errors import ReportDataDamaged

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
# 2026, 2026-11 or 2026-11-22: as exact as the source allows.
SourceDate = Annotated[str, StringConstraints(pattern=r"^20\d\d(-[01]\d(-[0-3]\d)?)?$")]


class Model(BaseModel):
    """A part of a data file: nothing unknown is allowed in it, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(RootModel[dict[str, Line]]):
    """One text in several languages by code; English and Korean are always among them. Call it with a language."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _has_the_two_languages(self) -> "Words":
        missing = [code for code in texts.LANGUAGES if code not in self.root]
        if missing:
            message = f"words lack {', '.join(missing)}: {self.root}"
            raise ValueError(message)
        return self

    def __call__(self, language: str) -> str:
        """Return the text in a language, in English where it has none."""
        return self.root.get(language) or self.root[texts.DEFAULT_LANGUAGE]


class Confidence(StrEnum):
    """How far a fact can be relied on."""

    VERIFIED = "V1"
    """The primary text was read."""
    SECONDARY = "V2"
    """Read in secondary material only."""
    MEMORY = "MEM"
    """Written from memory; never shown as certain."""
    STALE = "STALE"
    """The copy read is old, or newer law is at odds with it; never shown as certain."""

    @property
    def is_sure(self) -> bool:
        """Whether a text was read that still holds, as far as is known."""
        return self in {Confidence.VERIFIED, Confidence.SECONDARY}


class Source(Model):
    """A text that facts were taken from."""

    title: Line
    date: SourceDate


class Sourced(Model):
    """Something that is claimed: never without its source, the date of that source, and how sure it is."""

    source: Line
    """Key in sources.toml."""
    date: SourceDate
    confidence: Confidence

    @property
    def is_sure(self) -> bool:
        """Whether it may be shown without "check before sending"."""
        return self.confidence.is_sure


class AgeRule(StrEnum):
    """Whose image a recipient or a template is for, by the age of the person at the time the image shows."""

    ADULT_ONLY = "adult_only"
    UNDER_18_ONLY = "under_18_only"
    ANY = "any"


Parsed = TypeVar("Parsed", bound=BaseModel)


def read_toml(path: Path, model: type[Parsed]) -> Parsed:
    """Return a data file as a checked value. Raises ReportDataDamaged, FileMissing or FileUnreadable."""
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise files.as_reading_error(error, path) from error
    except (ValidationError, ValueError) as error:
        raise ReportDataDamaged(name=path.name, why=str(error)[:600]) from error
