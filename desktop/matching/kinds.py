"""Whether two pictures that lie on each other are the same picture, or share a source."""

from desktop.matching.difference import Difference
from desktop.matching.result import MatchKind

# Up to this share may differ by saving, filters and a frame's edge. Measured with tests/benchmarks/match_rates.py.
SAME_UP_TO = 0.02
# Where only the hash of the whole picture speaks for a photo, its pixels must agree like this.
HASH_AGREEMENT = 0.9
HASH_CHANGED = 0.15


def kind_of(difference: Difference) -> MatchKind:
    """Return how the two belong together."""
    return MatchKind.SAME_IMAGE if difference.fraction <= SAME_UP_TO else MatchKind.SAME_SOURCE


def confirms_hash(difference: Difference) -> bool:
    """Whether the pixels bear out what only the hash of the whole picture says."""
    return difference.agreement >= HASH_AGREEMENT and difference.fraction <= HASH_CHANGED
