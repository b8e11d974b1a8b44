"""Whether two pictures that lie on each other are the same picture, or share a source, or only look alike."""

from desktop.matching.difference import Difference
from desktop.matching.exactness import Exactness
from desktop.matching.placement import Placement
from desktop.matching.result import MatchKind
from desktop.matching.search import Found

# Measured with tests/benchmarks/match_rates.py.
# Up to this share may differ by saving, filters and a frame's edge.
SAME_UP_TO = 0.02
# Faces look alike: eyes, nostrils and the corners of a mouth lie in much the same places in anyone who looks into a camera. Copies
# of the same pixels agree to a fraction of a pixel, or else, in pictures too small or too blurred for that, in their shading.
SURELY_TIGHT = 0.008
BARELY_TIGHT = 0.016
ALIKE_WHERE_LOOSE = 0.92
# log10 of how many such placements chance would give: faces that look alike seldom reach -40.
SURELY_NO_CHANCE = -40.0
ALIKE_WHERE_CHANCE = 0.8
# The same pixels lie on each other exactly: such a share of the features that lie near, and so many of them; the fewer they are, the more
# alike the shading between them has to be. Set on cut-outs and on other recordings of the same people.
EXACT_SHARE = 0.8
ALIKE_WHERE_EXACT = ((32, 0.85), (16, 0.90), (12, 0.95))
# Where only the hash of the whole picture speaks for a photo, its pixels must agree like this.
HASH_AGREEMENT = 0.9
HASH_CHANGED = 0.15


def kind_of(difference: Difference) -> MatchKind:
    """Return how the two belong together."""
    return MatchKind.SAME_IMAGE if difference.fraction <= SAME_UP_TO else MatchKind.SAME_SOURCE


def may_be_confirmed(found: Found) -> bool:
    """Whether the pixels could bear out that the photo is in the suspect: where not, they need not be read."""
    placed = found.placement
    return placed is None or _alike_where_exact(placed.exactness) is not None or _is_tight(placed)


def is_confirmed(found: Found, difference: Difference, width: int, height: int) -> bool:
    """Whether the pixels bear out that the photo is in the suspect, whose full size is given."""
    placed = found.placement
    if placed is None:
        return difference.agreement >= HASH_AGREEMENT and difference.fraction <= HASH_CHANGED
    # A small cut-out in a busy picture: what is around it agrees by chance, and all in all loosely. What lies exactly is inside it.
    needed = _alike_where_exact(placed.exactness)
    if needed is not None and difference.likeness_within(placed.exactness.points, width, height) >= needed:
        return True
    if not _is_tight(placed):
        return False
    likeness = difference.likeness_within(placed.points, width, height)
    if placed.looseness <= SURELY_TIGHT:
        return placed.false_alarms <= SURELY_NO_CHANCE or likeness >= ALIKE_WHERE_CHANCE
    return likeness >= ALIKE_WHERE_LOOSE


def _alike_where_exact(exact: Exactness) -> float | None:
    """Return how alike the pixels between the features that lie exactly have to be; None where too few do."""
    if exact.share < EXACT_SHARE:
        return None
    return next((alike for fewest, alike in ALIKE_WHERE_EXACT if exact.exact >= fewest), None)


def _is_tight(placed: Placement) -> bool:
    # In another picture of the same person or moment more has moved than has stayed.
    return placed.looseness <= BARELY_TIGHT and placed.exactness.beside <= placed.exactness.near
