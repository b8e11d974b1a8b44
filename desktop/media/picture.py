"""A decoded picture: its pixels, its size, and the facts its file states about itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.media.facts import FileFacts, JpegFacts

__all__ = ["FileFacts", "JpegFacts", "Picture"]


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture, upright and in sRGB."""

    pixels: NDArray[np.uint8]
    """Shape (height, width, 3), sRGB, upright; smaller than the full picture where a longest side was asked for.

    Shape (height, width) only where it was allowed to leave the colours out.
    """
    width: int
    height: int
    """Size of the full picture, upright."""
    facts: FileFacts
    luma: NDArray[np.uint8] | None = None
    """Shape (height, width): luminance (ITU-R BT.601) as stored, before any colour profile is applied; full size only."""

    @property
    def is_full_size(self) -> bool:
        """Whether the pixels are those of the full picture."""
        return self.pixels.shape[:2] == (self.height, self.width)
