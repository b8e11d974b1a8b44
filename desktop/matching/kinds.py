"""Whether two pictures that lie on each other are the same picture, or share a source, or only look alike."""

from desktop.matching.difference import Difference
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
# Where only the hash of the whole picture speaks for a photo, its pixels must agree like this.
HASH_AGREEMENT = 0.9
HASH_CHANGED = 0.15


def kind_of(difference: Difference) -> MatchKind:
    """Return how the two belong together."""
    return MatchKind.SAME_IMAGE if difference.fraction <= SAME_UP_TO else MatchKind.SAME_SOURCE


def is_confirmed(found: Found, difference: Difference, width: int, height: int) -> bool:
    """Whether the pixels bear out that the photo is in the suspect, whose full size is given."""
    if not found.inliers:
        return difference.agreement >= HASH_AGREEMENT and difference.fraction <= HASH_CHANGED
    if found.looseness <= SURELY_TIGHT:
        return True
    return found.looseness <= BARELY_TIGHT and difference.likeness_within(found.points, width, height) >= ALIKE_WHERE_LOOSE
