"""The checker as the window uses it: started when it is first needed, and pictures made small for the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from desktop.core.errors import LindenError
from desktop.core.work import Work

if TYPE_CHECKING:
    from desktop.checks.views import View
    from desktop.matching.result import Match
    from desktop.services.checking import Checked, Checker, NotChecked
    from desktop.services.matching import OwnPhotos
    from desktop.services.vaults import Vault

Source = Path | bytes
# Longest side of the frames of a video that are kept for showing: a dozen of them are shown side by side.
LONGEST_MOMENT = 400


@dataclass(frozen=True, eq=False)
class Seen:
    """A picture that was checked, as the page shows it."""

    checked: "Checked"
    """Its pixels are let go; the rest is whole."""
    image: QImage
    """The picture, small enough for the screen. A null image where it was cleared."""
    source: Source
    moments: tuple[QImage, ...] = ()
    """The frames of a video that matter, small; none of a picture, and none where they were cleared."""

    @property
    def name(self) -> str:
        """The file's name, untrusted."""
        return self.checked.name

    def without_picture(self) -> "Seen":
        """Return the same without anything that could be looked at."""
        return replace(self, checked=self.checked.without_picture(), image=QImage(), moments=())


@dataclass(frozen=True, eq=False)
class Pair:
    """An own photo laid over the picture it was found in."""

    match: "Match"
    others: int
    """How many more own photos were found in it."""
    original: QImage
    suspect: QImage
    changed: QImage
    """Clear but for outlines around what differs."""
    tint: QImage
    """Clear where both agree, tinted where they differ: the difference map."""
    found: "tuple[tuple[Match, float | None], ...]" = ()
    """All that were found, best first, each with the second of the video in which it was."""
    photos: int = 0
    """How many own photos were searched."""
    covered: float | None = None
    """Share of the picture that the photo covers."""


@dataclass(frozen=True)
class NotFound:
    """No own photo was found in a picture."""

    photos: int
    """How many own photos were searched."""


class CheckDesk:
    """Holds the one checker. Its methods run on the check lane, `close` when that lane has ended."""

    def __init__(self) -> None:
        self._checker: Checker | None = None
        self._own: OwnPhotos | None = None

    def check(self, sources: Sequence[Source], name: str, work: Work) -> "Iterator[Seen | NotChecked]":
        """Check files, folders of files, or bytes called `name`, one after another."""
        from desktop.services.checking import NotChecked

        checker = self._open()
        paths = [source for source in sources if isinstance(source, Path)]
        for outcome in checker.check_all(paths, work) if paths else ():
            yield outcome if isinstance(outcome, NotChecked) else _seen(outcome, outcome.path or Path(outcome.name))
        for source in sources:
            if isinstance(source, bytes):
                yield self._check_bytes(checker, source, name)

    def find_source(
        self, source: Source, folder: Path, colours: tuple[str, str, str], vault: "Vault | None", work: Work
    ) -> Pair | NotFound:
        """Return the own photo in `folder` that `source` was made from, laid over it, or that none was found.

        The folder is indexed once and kept in memory until `forget`, and in the `vault` as well where one is given. `colours` are
        those of the outlines (line and halo) and of the tint.
        """
        from desktop.gui import images, tints
        from desktop.services import match_report, matching, own_index

        if vault is not None:
            self._own = own_index.index_photos_kept(folder, vault, work)
        elif self._own is None or self._own.folder != folder:
            self._own = matching.index_photos(folder, work)
        found, picture = self._found(source, work)
        if not found:
            return NotFound(self._own.count)
        aligned = matching.align(picture, found[0][0])
        height = aligned.changed.shape[0]
        return Pair(
            found[0][0],
            len(found) - 1,
            images.to_image(aligned.original),
            images.to_image(aligned.suspect),
            images.outlines(aligned.changed, colours[0], colours[1], max(2, height // 220)),
            tints.of_values(aligned.changed, colours[2]),
            found,
            self._own.count,
            match_report.covered_share(aligned),
        )

    def _found(self, source: Source, work: Work) -> "tuple[tuple[tuple[Match, float | None], ...], Source]":
        """Return the own photos found, best first, with the second of the video, and the picture in which the first was."""
        from desktop.media.files import head_of
        from desktop.media.kinds import FILMS, kind_of
        from desktop.services import film_matching, matching

        assert self._own is not None  # noqa: S101  indexed above
        if kind_of(head_of(source)) not in FILMS:
            return tuple((match, None) for match in matching.find_source(source, self._own, work)), source
        found = film_matching.find_source_of_film(source, self._own, work)
        return tuple((one.match, one.time) for one in found), found[0].frame if found else source

    def views(self, seen: Seen, work: Work) -> "list[View]":
        """Return the views for specialists of a picture that was checked. Raises what reading it again raises, or Stopped."""
        from desktop.services import specialist_views

        return list(specialist_views.of_source(seen.source, self._open().decoder, work, page=seen.checked.page or 0))

    def forget(self) -> None:
        """Let go of what is known about a person's own photos."""
        self._own = None

    def close(self) -> None:
        """End the child process and let the models go."""
        self.forget()
        if self._checker is not None:
            self._checker.close()
            self._checker = None

    def _open(self) -> "Checker":
        if self._checker is None:
            from desktop.services.checking import Checker

            self._checker = Checker()
        return self._checker

    def _check_bytes(self, checker: "Checker", source: bytes, name: str) -> "Seen | NotChecked":
        from desktop.services.checking import NotChecked

        try:
            return _seen(checker.check(source, name), source)
        except LindenError as error:
            return NotChecked(name, None, error)


def _seen(checked: "Checked", source: Source) -> Seen:
    from desktop.gui import images

    image = images.to_image(checked.picture.pixels)
    # A dozen megapixels each, for hundreds of pictures, would not fit in memory: only the small image stays.
    picture = replace(checked.picture, pixels=checked.picture.pixels[:1, :1].copy(), luma=None)
    moments = tuple(images.to_image(still.pixels, LONGEST_MOMENT) for still in checked.stills)
    return Seen(replace(checked, picture=picture, stills=()), image, source, moments)
