"""How far a share that was counted may lie from the true one."""

import math

# The standard normal's 97.5th percentile.
_Z = 1.959963984540054


def interval(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, 1927); of none counted, all is possible."""
    if not total:
        return 0.0, 1.0
    share, z2 = count / total, _Z * _Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - half), min(1.0, middle + half)
