"""What the way the picture was saved says: the words for the JPEG grids that were found (jpeg_grid.py)."""

from desktop.checks.jpeg_grid import BLOCK, ForeignPart, Grids, find_grids
from desktop.checks.result import Finding, Strength
from desktop.core.texts import mark, say
from desktop.media.picture import Picture

# A picture of many pasted parts is told by its largest few: the rest says nothing more.
MOST_PARTS = 3
# Beside the photographs in drawn screenshots of chats at least three quarters are even, of photographs at most half: jpeg_grid.md.
MOSTLY_EVEN = 0.65
# EXIF orientations in which the first stored corner lies on the right, or below.
_BEGINS_RIGHT = frozenset({2, 3, 6, 7})
_BEGINS_BELOW = frozenset({3, 4, 7, 8})

_PART_LIMITS = mark(
    "A sticker, a collage or a screenshot within a picture does this too. In our tests fewer than 1 in 100 untouched photographs "
    "looked like this. Pasted parts are seldom found once the whole was saved again as JPEG, as messengers do."
)
_SHOWN_LIMITS = mark(
    "This is how a screenshot looks that shows a picture at its own size. It says nothing about whether that picture was changed: "
    "check the file of that picture where you can get it."
)
_CUT_OUT_LIMITS = mark("Pictures are often cropped, and a part of a screenshot looks like this too. It says nothing about manipulation.")
_HISTORY_LIMITS = mark("Almost every picture that was passed on has been saved several times. It says nothing about manipulation.")


def find(picture: Picture) -> tuple[Finding, ...]:
    """Return the findings from the picture's JPEG grids; none where it is too small."""
    own = _own_grid(picture)
    grids = None if picture.luma is None else find_grids(picture.luma, own)
    if grids is None:
        return ()
    if is_shown_on_a_screen(grids):
        return (_shown_on_a_screen(),)
    parts = sorted(grids.foreign, key=lambda part: -part.box.width * part.box.height)[:MOST_PARTS]
    return (*(_foreign(part) for part in parts), *_history(grids, picture, own))


def is_shown_on_a_screen(grids: Grids) -> bool:
    """Whether the parts that have blocks lie on so even a ground that it is a screen that shows them."""
    return bool(grids.foreign) and grids.main is None and grids.even >= MOSTLY_EVEN


def _foreign(part: ForeignPart) -> Finding:
    return Finding(
        "jpeg_foreign_part",
        "saving",
        say(mark("A part of the picture was saved as JPEG in another place or at another time than the rest. It may have been pasted in.")),
        say(_PART_LIMITS),
        Strength.MODERATE,
        part.box,
    )


def _shown_on_a_screen() -> Finding:
    text = say(mark("A picture that was saved as JPEG before lies on an even ground, as in a screenshot of a chat."))
    return Finding("jpeg_part_shown", "saving", text, say(_SHOWN_LIMITS), Strength.NONE)


def _own_grid(picture: Picture) -> tuple[int, int] | None:
    """Return where the blocks of a JPEG file begin in the upright picture: at the corner that was its first when stored."""
    if picture.facts.format != "JPEG":
        return None
    turned = picture.facts.orientation
    return (picture.width % BLOCK if turned in _BEGINS_RIGHT else 0, picture.height % BLOCK if turned in _BEGINS_BELOW else 0)


def _history(grids: Grids, picture: Picture, own: tuple[int, int] | None) -> tuple[Finding, ...]:
    if grids.main is None:
        return ()
    if (grids.main.x, grids.main.y) != (own or (0, 0)):
        text = say(mark("The picture was cut out of a larger one, or moved, after it had been saved as JPEG."))
        return (Finding("jpeg_cut_out", "saving", text, say(_CUT_OUT_LIMITS), Strength.NONE),)
    if picture.facts.format != "JPEG":
        text = say(mark("The picture was saved as JPEG once before it became this file."))
        return (Finding("jpeg_before", "saving", text, say(_HISTORY_LIMITS), Strength.NONE),)
    return ()
