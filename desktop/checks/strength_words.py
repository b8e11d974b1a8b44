"""How much a finding weighs, in a few words; the same in the window, on the command line and in a report."""

from desktop.checks.result import Strength
from desktop.core.texts import Sentence, say


def strength_words(strength: Strength) -> Sentence:
    """Return how sure a finding is, in a few words."""
    return {
        Strength.STRONG: say("A strong sign"),
        Strength.MODERATE: say("A clear hint"),
        Strength.WEAK: say("A faint hint"),
        Strength.NONE: say("Says nothing either way"),
    }[strength]
