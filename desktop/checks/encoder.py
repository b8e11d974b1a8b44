"""Which program or camera saves JPEGs with the quantisation tables of this file.

Method: after J. Kornblum, "Using JPEG quantization tables to identify imagery processed by software" (DFRWS 2008). Tables of the common
encoder (libjpeg; ITU-T T.81 annex K scaled by a quality) are recognised exactly; others are looked up by the digest that ExifTool keeps
for cameras and editors (resources/encoders/digests.json; source and licence beside it). Messengers and networks are named only where a
public source says how they save (resources/encoders/messengers.json).
Limits: a table says who saved last and nothing of what was done before. Different programs share tables, and newer phones are not in the
list.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop.core import places
from desktop.media import jpeg_tables
from desktop.media.facts import JpegFacts

# The order in which a JPEG holds the 64 values of a table (ITU-T T.81, figure A.6), by their place row by row.
_ZIGZAG = tuple(
    8 * row + (diagonal - row)
    for diagonal in range(15)
    for row in (
        range(min(diagonal, 7), max(0, diagonal - 7) - 1, -1) if diagonal % 2 == 0 else range(max(0, diagonal - 7), min(diagonal, 7) + 1)
    )
)
_SAMPLINGS = {"4:4:4": "111111", "4:2:2": "211111", "4:2:0": "221111", "": "11"}
MOST_NAMES = 4


@dataclass(frozen=True)
class Saved:
    """Who saves like this."""

    quality: int | None
    """The setting of the common encoder, where the tables are exactly its own."""
    names: tuple[str, ...]
    """Cameras and programs known to save with these tables, with their setting, as "Adobe Photoshop, Quality 10"."""
    services: tuple[str, ...]
    """Messengers and networks whose stated way of saving this is."""

    @property
    def is_editor(self) -> bool:
        """Whether every known source of these tables is a program for changing pictures."""
        return bool(self.names) and all(name.startswith(_EDITORS) for name in self.names)


_EDITORS = ("Adobe Photoshop", "Adobe Lightroom", "Corel", "ACD Systems", "FixFoto", "StereoPhoto", "Apple Aperture", "Nikon Capture NX")


def recognise(jpeg: JpegFacts, width: int, height: int) -> Saved:
    """Return who saves with the tables of a JPEG of this size in pixels."""
    quality = jpeg_tables.exact_quality(jpeg.tables)
    if quality is not None:
        return Saved(quality, (), _services(quality, max(width, height)))
    sampling = _SAMPLINGS[jpeg.subsampling]
    known = _known()
    found = {name for digest in _digests(jpeg.tables) for asked, name in known.get(digest, ()) if asked in ("", sampling)}
    return Saved(None, tuple(sorted(found))[:MOST_NAMES], ())


def _digests(tables: tuple[tuple[int, ...], ...]) -> tuple[str, ...]:
    """Return ExifTool's digests of the tables, for both ways in which a file may hold them: each by itself, or all in one segment."""
    if any(len(table) != len(_ZIGZAG) or max(table) > 255 for table in tables):
        return ()
    segments = [bytes([number, *(table[place] for place in _ZIGZAG)]) for number, table in enumerate(tables)]
    return tuple(hashlib.md5(joiner.join(segments), usedforsecurity=False).hexdigest() for joiner in (b"\0", b""))


def _services(quality: int, longest_side: int) -> tuple[str, ...]:
    return tuple(str(one["name"]) for one in _stated() if quality in one["qualities"] and longest_side in one["longest_sides"])


@lru_cache(maxsize=1)
def _stated() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((places.resources() / "encoders" / "messengers.json").read_text("utf-8"))["services"])


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[tuple[str, str], ...]]:
    listed = json.loads((places.resources() / "encoders" / "digests.json").read_text("utf-8"))["digests"]
    return {digest: tuple((str(asked), str(name)) for asked, name in entries) for digest, entries in listed.items()}
