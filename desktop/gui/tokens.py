"""The colours, sizes and distances of the window, in one place."""

from dataclasses import dataclass
from typing import Literal

Look = Literal["light", "dark", "contrast"]


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance, each named for what it is used for. tests/gui/test_tokens.py keeps their contrast."""

    paper: str
    """Behind everything."""
    card: str
    """What lies on the paper: cards and fields."""
    sunken: str
    """The side bar, wells for pictures, rows that are pressed."""
    line: str
    """Hairlines that only part things."""
    edge: str
    """The outline of anything that can be used (3:1 against card and paper)."""
    ink: str
    """Text."""
    soft: str
    """Text that explains (4.5:1)."""
    accent: str
    """The one accent: the main action, the chosen item, the focus."""
    accent_pressed: str
    accent_ink: str
    """Text on the accent."""
    accent_soft: str
    """A quiet ground for what is chosen; ink stands on it."""
    warn: str
    """Text and icon of a caution, on warn_soft."""
    warn_soft: str
    error: str
    """Text and icon of a failure, on error_soft."""
    error_soft: str
    mark: str
    """Outlines drawn on a picture; each has a halo in mark_halo."""
    mark_halo: str
    tint: str
    """Laid over a picture, the more opaque the more there is to see."""


LIGHT = Palette(
    paper="#F6F2EA",
    card="#FFFDF9",
    sunken="#ECE6DA",
    line="#DCD4C5",
    edge="#857C6B",
    ink="#25231E",
    soft="#575247",
    accent="#2C5A43",
    accent_pressed="#1F4532",
    accent_ink="#FFFFFF",
    accent_soft="#DFE9DD",
    warn="#6B4300",
    warn_soft="#FBEFD6",
    error="#86301F",
    error_soft="#FAE6DF",
    mark="#FFFFFF",
    mark_halo="#1D3B2C",
    tint="#F2B544",
)

DARK = Palette(
    paper="#1D1C19",
    card="#282622",
    sunken="#151412",
    line="#3D3A34",
    edge="#969083",
    ink="#F1ECE1",
    soft="#BDB6A7",
    accent="#A3CCAE",
    accent_pressed="#C2E0CA",
    accent_ink="#12231A",
    accent_soft="#2C3D32",
    warn="#F2D191",
    warn_soft="#3B301A",
    error="#F4B8A8",
    error_soft="#44271F",
    mark="#FFFFFF",
    mark_halo="#12231A",
    tint="#F2B544",
)

CONTRAST = Palette(
    paper="#000000",
    card="#000000",
    sunken="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    ink="#FFFFFF",
    soft="#FFFFFF",
    accent="#FFE55C",
    accent_pressed="#FFFFFF",
    accent_ink="#000000",
    accent_soft="#1F3A2B",
    warn="#FFE55C",
    warn_soft="#000000",
    error="#FFB3A0",
    error_soft="#000000",
    mark="#FFE55C",
    mark_halo="#000000",
    tint="#FFE55C",
)

PALETTES: dict[Look, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

# Text sizes at 100 %, in pixels of a 96 dpi screen.
TITLE_PX = 28
HEADING_PX = 19
LEAD_PX = 17
BODY_PX = 15
SMALL_PX = 13

# Distances; they do not grow with the text, so that 200 % still fits on a small screen.
TINY = 4
SNUG = 8
NEAR = 12
APART = 20
WIDE = 32

RADIUS = 14
FIELD_RADIUS = 9
FOCUS_PX = 3
# A line of text longer than this is hard to follow.
COLUMN_PX = 860
SMALLEST_WINDOW = (1024, 640)


MOST_BESIDE_PERCENT = 125


@dataclass(frozen=True)
class Scale:
    """How large text and controls are drawn."""

    percent: int = 100

    def px(self, at_100: float) -> int:
        """Return a size that grows with the text."""
        return round(at_100 * self.percent / 100)

    @property
    def is_large(self) -> bool:
        """Whether text is so large that nothing stands side by side any more."""
        return self.percent > MOST_BESIDE_PERCENT
