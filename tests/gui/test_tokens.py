"""Everything that must be told apart can be: the contrast of each look, after WCAG 2.2."""

from collections.abc import Callable

import pytest

from desktop.gui.tokens import PALETTES, Look, Palette

TEXT = 4.5
SHAPE = 3.0
HIGH = 7.0


def luminance(colour: str) -> float:
    """Return the relative luminance of an #RRGGBB colour (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_pairs(colours: Palette) -> dict[str, tuple[str, str]]:
    return {
        "ink on paper": (colours.ink, colours.paper),
        "ink on card": (colours.ink, colours.card),
        "ink on sunken": (colours.ink, colours.sunken),
        "ink on accent_soft": (colours.ink, colours.accent_soft),
        "ink on line (pressed, hovered)": (colours.ink, colours.line if colours.line != colours.ink else colours.accent_soft),
        "ink on warn_soft": (colours.ink, colours.warn_soft),
        "ink on error_soft": (colours.ink, colours.error_soft),
        "soft on paper": (colours.soft, colours.paper),
        "soft on card": (colours.soft, colours.card),
        "soft on accent_soft": (colours.soft, colours.accent_soft),
        "accent on paper": (colours.accent, colours.paper),
        "accent on card": (colours.accent, colours.card),
        "accent_ink on accent": (colours.accent_ink, colours.accent),
        "accent_ink on accent_pressed": (colours.accent_ink, colours.accent_pressed),
        "warn on warn_soft": (colours.warn, colours.warn_soft),
        "error on error_soft": (colours.error, colours.error_soft),
        "error on card": (colours.error, colours.card),
        "paper on ink (the way out)": (colours.paper, colours.ink),
        "mark on its halo": (colours.mark, colours.mark_halo),
        "accent on accent_soft (links on a word of safety)": (colours.accent, colours.accent_soft),
    }


def shape_pairs(colours: Palette) -> dict[str, tuple[str, str]]:
    return {
        "edge on paper": (colours.edge, colours.paper),
        "edge on card": (colours.edge, colours.card),
        "focus on paper": (colours.accent, colours.paper),
        "focus on sunken": (colours.accent, colours.sunken),
        "focus on accent_soft": (colours.accent, colours.accent_soft),
    }


@pytest.mark.parametrize("look", PALETTES)
def test_text_stands_out_from_its_ground(look: Look, record_property: Callable[[str, object], None]) -> None:
    least = HIGH if look == "contrast" else TEXT
    faint = {name: round(contrast(*pair), 2) for name, pair in text_pairs(PALETTES[look]).items() if contrast(*pair) < least}

    record_property(f"lowest contrast of text, {look}", round(min(contrast(*pair) for pair in text_pairs(PALETTES[look]).values()), 2))
    assert not faint


@pytest.mark.parametrize("look", PALETTES)
def test_what_can_be_used_and_what_has_the_focus_has_a_visible_outline(look: Look) -> None:
    faint = {name: round(contrast(*pair), 2) for name, pair in shape_pairs(PALETTES[look]).items() if contrast(*pair) < SHAPE}

    assert not faint
