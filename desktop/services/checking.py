"""Checking pictures: from a file to a result, one after another, and a report of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from desktop.checks.result import CheckResult
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.media.limits import Limits
from desktop.media.picture import Picture


@dataclass(frozen=True, eq=False)
class Checked:
    """A picture that was checked."""

    name: str
    result: CheckResult
    picture: Picture
    """Its pixels, for showing regions and faces. They are never written to disk by the check."""
    path: Path | None = None


@dataclass(frozen=True, eq=False)
class NotChecked:
    """A file that could not be checked, and why."""

    name: str
    path: Path | None
    error: LindenError


class Checker:
    """Checks pictures; holds the child process and the models, so that many pictures cost little each.

    Use it from one thread at a time, and close it (or use it in a `with` block).
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def __enter__(self) -> "Checker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child process and let the models go."""

    def check(self, source: Path | bytes, name: str = "") -> Checked:
        """Check one picture, given as a file or as its bytes. Raises a LindenError where it cannot be read."""
        raise NotImplementedError

    def check_all(self, paths: Sequence[Path], work: Work) -> Iterator[Checked | NotChecked]:
        """Check files and the pictures in folders, one after another; a file that cannot be read does not end it."""
        raise NotImplementedError


def save_report(checked: Sequence[Checked], out: Path, language: str) -> None:
    """Write a PDF with one page a picture, in this language."""
    raise NotImplementedError
