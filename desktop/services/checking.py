"""Checking pictures: from a file to a result, one after another, and a report of them."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from desktop.checks import faces, learned, picture_check, preview
from desktop.checks.errors import NothingToCheck
from desktop.checks.inference import Model
from desktop.checks.result import CheckResult
from desktop.core.errors import FileMissing, LindenError, Stopped
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.media.decoder import Decoder
from desktop.media.errors import FileEmpty, FileTooLarge
from desktop.media.files import pictures_in, read_file
from desktop.media.limits import Limits
from desktop.media.picture import Picture


@dataclass(frozen=True, eq=False)
class Checked:
    """A picture that was checked."""

    name: str
    """The file's name as it was given, untrusted: show it with core.names.shown."""
    result: CheckResult
    picture: Picture
    """Its pixels, for showing regions and faces. They are never written to disk by the check."""
    preview: NDArray[np.uint8]
    """The picture made unrecognisable, at most 480 pixels a side: what a report shows."""
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
        self._decoder = Decoder(self._limits)
        self._face_model: Model | None = None
        self._learned: learned.LearnedModels | None = None

    def __enter__(self) -> "Checker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def decoder(self) -> Decoder:
        """The decoder, for whoever needs to show a picture that was checked."""
        return self._decoder

    def close(self) -> None:
        """End the child process and let the models go."""
        self._decoder.close()
        self._face_model = self._learned = None

    def check(self, source: Path | bytes, name: str = "") -> Checked:
        """Check one picture, given as a file or as its bytes. Raises a LindenError where it cannot be read."""
        began = time.perf_counter()
        path = source if isinstance(source, Path) else None
        name = name or (path.name if path is not None else "")
        untrusted = self._bytes_of(source, name)
        picture = self._decoder.read(untrusted)
        if self._face_model is None:
            self._face_model = Model(faces.MODEL_NAME)
            self._learned = learned.load()
        result = picture_check.check(untrusted, picture, self._face_model, self._learned, began=began)
        return Checked(name, result, picture, preview.unrecognisable(picture.pixels), path)

    def check_all(self, paths: Sequence[Path], work: Work) -> Iterator[Checked | NotChecked]:
        """Check files and the pictures in folders, one after another; a file that cannot be read does not end it.

        Raises Stopped when `work` is asked to stop.
        """
        files = list(_files(paths))
        for number, file in enumerate(files):
            work.step(number, len(files))
            if isinstance(file, NotChecked):
                yield file
                continue
            try:
                checked = self.check(file)
            except Stopped:
                raise
            except LindenError as error:
                yield NotChecked(file.name, file, error)
            else:
                yield checked
        work.step(len(files), len(files))

    def _bytes_of(self, source: Path | bytes, name: str) -> bytes:
        if isinstance(source, Path):
            return read_file(source, self._limits)
        if not source:
            raise FileEmpty(name=shown(name))
        if len(source) > self._limits.max_bytes:
            raise FileTooLarge(name=shown(name), limit_mib=self._limits.max_bytes // (1024 * 1024))
        return source


def without_pixels(checked: Checked) -> Checked:
    """Return the same result with the picture's pixels let go, for keeping many; its preview stays."""
    bare = replace(checked.picture, pixels=np.zeros((1, 1, 3), np.uint8), luma=None)
    return replace(checked, picture=bare)


def save_report(checked: Sequence[Checked], out: Path, language: str) -> None:
    """Write a PDF with one page or more a picture, in this language; it takes the place of a file of that name.

    Pictures in it are unrecognisable. Raises PageNotMade, FolderNotWritable or DiskFull.
    """
    from desktop.services import check_report

    check_report.save(checked, out, language)


def _files(paths: Sequence[Path]) -> Iterator[Path | NotChecked]:
    for path in paths:
        try:
            is_folder = path.is_dir()
            found = pictures_in(path) if is_folder else [path]
        except LindenError as error:
            yield NotChecked(path.name, path, error)
            continue
        except ValueError:  # a name with a zero byte
            yield NotChecked(path.name, path, FileMissing(name=shown(path.name)))
            continue
        if not found:
            yield NotChecked(path.name, path, NothingToCheck(name=shown(path.name or str(path))))
        yield from found
