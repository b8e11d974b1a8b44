"""Which of one's own photos was this picture made from?"""

from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.matching.result import Aligned, Match


@dataclass(frozen=True)
class Skipped:
    """A file of the folder that could not be read as a picture, and why."""

    path: Path
    error: LindenError


@dataclass(frozen=True)
class OwnPhotos:
    """The person's own photos, indexed in memory; nothing of it is written to the disk."""

    folder: Path
    count: int
    skipped: tuple[Skipped, ...]


def index_photos(folder: Path, work: Work) -> OwnPhotos:
    """Index every photo under the folder. Raises FileMissing, NoPhotosFound or Stopped; unreadable files are listed as skipped."""
    raise NotImplementedError


def find_source(suspect: Path | bytes, own: OwnPhotos, work: Work) -> tuple[Match, ...]:
    """Return the own photos whose pixels are found again in the suspect, best first. Raises media errors for the suspect, or Stopped."""
    raise NotImplementedError


def align(suspect: Path | bytes, match: Match) -> Aligned:
    """Lay the matched photo over the suspect. Raises media errors where either can no longer be read."""
    raise NotImplementedError
