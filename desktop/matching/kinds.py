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
# log10 of how many such placements chance would give. Faces that look alike reach -10 or so, a cut-out of a twentieth mostly less than -40.
SURELY_NO_CHANCE = -20.0
# Where only the hash of the whole picture speaks for a photo, its pixels must agree like this.
HASH_AGREEMENT = 0.9
HASH_CHANGED = 0.15


def kind_of(difference: Difference) -> MatchKind:
    """Return how the two belong together."""
    return MatchKind.SAME_IMAGE if difference.fraction <= SAME_UP_TO else MatchKind.SAME_SOURCE


def is_confirmed(found: Found, difference: Difference, width: int, height: int) -> bool:
    """Whether the pixels bear out that the photo is in the suspect, whose full size is given."""
    placed = found.placement
    if placed is None:
        return difference.agreement >= HASH_AGREEMENT and difference.fraction <= HASH_CHANGED
    if placed.looseness <= SURELY_TIGHT:
        return True
    if placed.looseness <= BARELY_TIGHT and difference.likeness_within(placed.points, width, height) >= ALIKE_WHERE_LOOSE:
        return True
    # Of a small cut-out, those that were paired by their looks alone: the others reach beyond its edge.
    if placed.false_alarms > SURELY_NO_CHANCE or placed.chosen_looseness > BARELY_TIGHT:
        return False
    return difference.likeness_within(placed.chosen, width, height) >= ALIKE_WHERE_LOOSE
