"""Checking pictures, pages of documents and videos: from a file to a result, one after another, and a report of them."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from desktop.checks import faces, learned, picture_check, preview
from desktop.checks.errors import DocumentTooLong, NothingToCheck
from desktop.checks.film_check import FilmCheck
from desktop.checks.inference import Model
from desktop.core.errors import LindenError, Stopped
from desktop.core.files import is_folder
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.media.decoder import Decoder
from desktop.media.errors import FileEmpty, FileTooLarge
from desktop.media.files import DOCUMENT_SUFFIXES, FILM_SUFFIXES, PICTURE_SUFFIXES, head_of, pictures_in, read_file
from desktop.media.film_reader import FilmReader
from desktop.media.kinds import DOCUMENT, FILMS, kind_of
from desktop.media.limits import Limits
from desktop.services import film_checking
from desktop.services.checked import Checked, NotChecked, without_pixels
from desktop.services.film_checking import Readers

__all__ = ["Checked", "Checker", "NotChecked", "save_report", "without_pixels"]

# Pages of one document that are checked; a longer one is told.
MOST_PAGES = 30
_LOOKED_FOR = PICTURE_SUFFIXES | FILM_SUFFIXES | DOCUMENT_SUFFIXES


class Checker:
    """Checks pictures and videos; holds the child processes and the models, so that many files cost little each.

    Use it from one thread at a time, and close it (or use it in a `with` block).
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._decoder = Decoder(self._limits)
        self._films = FilmReader()
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
        """End the child processes and let the models go."""
        self._decoder.close()
        self._films.close()
        self._face_model = self._learned = None

    def check(self, source: Path | bytes, name: str = "", work: Work | None = None, *, page: int = 0) -> Checked:
        """Check one picture, page (counted from 0) or video, given as a file or as its bytes.

        `work` is told how far a video is, and can stop it. Raises a LindenError where it cannot be read, Stopped among them.
        """
        began = time.perf_counter()
        path = source if isinstance(source, Path) else None
        name = name or (path.name if path is not None else "")
        if kind_of(head_of(source)) in FILMS:
            return film_checking.check(source, name, Readers(self._films, self._decoder), self._film_check(), work or Work())
        untrusted = self._bytes_of(source, name)
        picture = self._decoder.read(untrusted, page=page)
        result = picture_check.check(untrusted, picture, self._finder(), self._learned, began=began)
        number = page if picture.facts.format == DOCUMENT else None
        return Checked(name, result, picture, preview.unrecognisable(picture.pixels), path, page=number)

    def check_all(self, paths: Sequence[Path], work: Work) -> Iterator[Checked | NotChecked]:
        """Check files and what is in folders, one after another; a file that cannot be read does not end it.

        Of a document every page is a result of its own. Raises Stopped when `work` is asked to stop.
        """
        files = list(_files(paths))
        for number, file in enumerate(files):
            part = work.part(number, len(files))
            part.step(0, 1)
            if isinstance(file, NotChecked):
                yield file
                continue
            try:
                yield from self._pages(file, part)
            except Stopped:
                raise
            except LindenError as error:
                yield NotChecked(file.name, file, error)
        work.step(len(files), len(files))

    def _pages(self, file: Path, work: Work) -> Iterator[Checked]:
        first = self.check(file, work=work)
        yield first
        pages = 1 if first.page is None else first.picture.facts.frames
        for page in range(1, min(pages, MOST_PAGES)):
            work.step(page, pages)
            yield self.check(file, page=page)
        if pages > MOST_PAGES:
            raise DocumentTooLong(name=shown(file.name), pages=pages, checked=MOST_PAGES)

    def _finder(self) -> Model:
        if self._face_model is None:
            self._face_model = Model(faces.MODEL_NAME)
            self._learned = learned.load()
        return self._face_model

    def _film_check(self) -> FilmCheck:
        finder, models = self._finder(), self._learned
        if models is None:
            return FilmCheck(finder)
        return FilmCheck(finder, lambda frame, found: learned.judge_faces(frame, found, models), (models.face.used,))

    def _bytes_of(self, source: Path | bytes, name: str) -> bytes:
        if isinstance(source, Path):
            return read_file(source, self._limits)
        if not source:
            raise FileEmpty(name=shown(name))
        if len(source) > self._limits.max_bytes:
            raise FileTooLarge(name=shown(name), limit_mib=self._limits.max_bytes // (1024 * 1024))
        return source


def save_report(checked: Sequence[Checked], out: Path, language: str, *, with_picture: bool = True) -> None:
    """Write a PDF with one page or more a picture, in this language; it takes the place of a file of that name.

    Pictures in it are unrecognisable, or there is none. Raises PageNotMade, FolderNotWritable or DiskFull.
    """
    from desktop.services import check_report

    check_report.save(checked, out, language, with_picture=with_picture)


def _files(paths: Sequence[Path]) -> Iterator[Path | NotChecked]:
    for path in paths:
        try:
            found = pictures_in(path, _LOOKED_FOR) if is_folder(path) else [path]
        except LindenError as error:
            yield NotChecked(path.name, path, error)
            continue
        if not found:
            yield NotChecked(path.name, path, NothingToCheck(name=shown(path.name or str(path))))
        yield from found
