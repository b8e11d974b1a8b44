"""Which quality setting of the common encoder a JPEG's quantisation table comes from."""

from collections.abc import Sequence
from functools import lru_cache

# Luminance table of ITU-T T.81, annex K.1, in natural order: what libjpeg scales by its quality setting.
_BASE = (
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
# Colour table of annex K.2, likewise.
_BASE_COLOUR = (
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    *([99] * 32),
)  # fmt: skip
# Mean difference of a table's values from the nearest scaled table, as a share, beyond which no quality is named.
_NEAR = 0.15


@lru_cache(maxsize=200)
def scaled(quality: int, *, of_colour: bool = False) -> tuple[int, ...]:
    """Return the table, of luminance or of colour, that libjpeg uses at a quality of 1 to 100."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(255, max(1, (value * scale + 50) // 100)) for value in (_BASE_COLOUR if of_colour else _BASE))


def exact_quality(tables: Sequence[Sequence[int]]) -> int | None:
    """Return the quality at which libjpeg writes exactly these tables (luminance first), or None: then another program made them."""
    if not tables:
        return None
    quality = estimated_quality(tables[0])
    if quality is None or tuple(tables[0]) != scaled(quality) or len(tables) > 2:
        return None
    return quality if len(tables) == 1 or tuple(tables[1]) == scaled(quality, of_colour=True) else None


def estimated_quality(table: Sequence[int]) -> int | None:
    """Return the quality (1 to 100) whose table is nearest to this luminance table, or None where none is near."""
    return _nearest(tuple(table)) if len(table) == len(_BASE) else None


# A folder of photos holds a handful of tables, and each takes 6,400 subtractions.
@lru_cache(maxsize=256)
def _nearest(table: tuple[int, ...]) -> int | None:
    total = sum(table)
    distance, best = min((sum(abs(a - b) for a, b in zip(table, scaled(quality), strict=True)), -quality) for quality in range(1, 101))
    return -best if distance <= _NEAR * total else None
