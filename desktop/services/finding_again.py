"""Finding pictures of an index again in a suspect: candidates, then pixel by pixel; wherever the pictures themselves lie."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.matching.result import Aligned, Match, MatchKind, Transform
from desktop.media.decoder import Decoder
from desktop.media.picture import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from desktop.matching.difference import Difference
    from desktop.matching.search import Found, Index

# Pictures are asked for at this longest side: what the difference map compares, and more than features are looked for at.
SIDE = 1024
# A photo of which only a part is in the suspect is needed in finer detail, up to this.
CLOSEST_SIDE = 4096
# Photos whose pixels are compared with the suspect, best first; the rest would be copies of one another.
MOST_COMPARED = 12

ContentOf = Callable[[Path, str], bytes]
"""Gives the exact bytes of an indexed picture by its path and SHA-256, or raises a LindenError."""


def found_again(index: "Index", untrusted: bytes, content_of: ContentOf, decoder: Decoder, work: Work) -> tuple[Match, ...]:
    """Return the pictures of the index that are in the suspect, best first.

    Raises the errors of media where the suspect cannot be read, or Stopped.
    """
    from desktop.matching.kinds import may_be_confirmed

    picture = decoder.read(untrusted, longest_side=SIDE)
    placed = index.find(picture.pixels, picture.width, picture.height, work)
    found = [one for one in placed if may_be_confirmed(one)][:MOST_COMPARED]
    matches: list[Match] = []
    for number, one in enumerate(found):
        work.step(number, len(found))
        # A picture that was there when the index was made and is not now cannot be shown; the others still count.
        with contextlib.suppress(LindenError):
            matches += _confirmed(one, picture, content_of(one.photo.path, one.photo.sha256), decoder)
    return tuple(sorted(matches, key=_rank))


def laid_over(untrusted: bytes, transform: "NDArray[np.float64]", picture: Picture, decoder: Decoder) -> "Difference":
    """Return what differs between the picture in these bytes and the suspect. Raises the errors of media."""
    from desktop.matching.difference import compare, side_needed

    photo = decoder.read(untrusted, longest_side=SIDE)
    sizes = (photo.width, photo.height), (picture.width, picture.height)
    wanted = min(CLOSEST_SIDE, side_needed(transform, sizes=sizes))
    if wanted > SIDE and not photo.is_full_size:
        photo = decoder.read(untrusted, longest_side=wanted)
    return compare(photo.pixels, picture.pixels, transform, sizes=sizes)


def aligned(suspect: bytes, photo: bytes, decoder: Decoder) -> Aligned | None:
    """Lay one photo over the suspect, both from memory; None where the photo is not found in it. Raises the errors of media."""
    from desktop.matching.search import Index, describe

    picture = decoder.read(photo, longest_side=SIDE)
    index = Index([describe(Path("photo"), hashlib.sha256(photo).hexdigest(), picture.pixels, picture.width, picture.height)])
    matches = found_again(index, suspect, lambda _path, _sha256: photo, decoder, Work())
    if not matches:
        return None
    laid = laid_over(photo, np.array(matches[0].transform), decoder.read(suspect, longest_side=SIDE), decoder)
    return Aligned(laid.original, laid.suspect, laid.changed)


def _confirmed(found: "Found", picture: Picture, untrusted: bytes, decoder: Decoder) -> Iterator[Match]:
    from desktop.matching.kinds import is_confirmed, kind_of

    difference = laid_over(untrusted, found.transform, picture, decoder)
    if is_confirmed(found, difference, picture.width, picture.height):
        yield Match(
            path=found.photo.path,
            kind=kind_of(difference),
            inliers=found.inliers,
            transform=_rows(found.transform),
            changed_fraction=round(difference.fraction, 4),
            mirrored=bool(np.linalg.det(found.transform[:2, :2]) < 0),
            sha256=found.photo.sha256,
        )


def _rows(transform: "NDArray[np.float64]") -> Transform:
    rows = [(float(a), float(b), float(c)) for a, b, c in transform]
    return rows[0], rows[1], rows[2]


def _rank(match: Match) -> tuple[bool, float]:
    """Sort the same picture before a shared source, and then by how many features agree."""
    return match.kind is not MatchKind.SAME_IMAGE, -match.inliers
