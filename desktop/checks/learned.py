"""The learned part: until a trained model has landed it is absent, says so, and gives no score."""

from desktop.checks import words
from desktop.checks.result import Finding, Strength
from desktop.core.texts import mark, say


def find() -> tuple[Finding, ...]:
    """Return the note that no learned model took part."""
    limits = say(mark("So a result without signs does not mean that the picture is unchanged."))
    return (Finding("learned_absent", "whole", words.learned_part_absent(), limits, Strength.NONE),)
