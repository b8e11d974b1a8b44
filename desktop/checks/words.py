"""The words of a band: its headline, what it means, and what it does not mean."""

from desktop.checks.result import Band
from desktop.core.texts import Sentence, mark, say

_HEADLINES = {
    Band.CLEAR_SIGNS: mark("Clear signs of manipulation"),
    Band.SOME_SIGNS: mark("Some signs of manipulation"),
    Band.CANNOT_TELL: mark("Cannot tell"),
    Band.NO_SIGNS: mark("No signs found"),
}

_EXPLANATIONS = {
    Band.CLEAR_SIGNS: mark(
        "At least one finding below points plainly to a picture that was made or changed by a program. "
        "It is a reason to look further, not a proof on its own."
    ),
    Band.SOME_SIGNS: mark(
        "Something below is unusual for a photograph that nobody changed. It can have harmless reasons as well, "
        "so it is a reason to look further, not a proof."
    ),
    Band.CANNOT_TELL: mark(
        "Nothing was found that points plainly to manipulation, but what was looked at cannot rule it out. "
        "This result says neither that the picture is real nor that it is fake. You can report it all the same."
    ),
    Band.NO_SIGNS: mark(
        "The checks that could be made found nothing. This does not make the picture real: good manipulations leave no sign "
        "that a program can see. You can report it all the same."
    ),
}


_FILM_EXPLANATIONS = {
    Band.CLEAR_SIGNS: mark(
        "At least one finding below points plainly to a video that was made or changed by a program. "
        "It is a reason to look further, not a proof on its own."
    ),
    Band.SOME_SIGNS: mark(
        "Something below is unusual for a video that nobody changed. It can have harmless reasons as well, "
        "so it is a reason to look further, not a proof."
    ),
    Band.CANNOT_TELL: mark(
        "Nothing was found that points plainly to manipulation, but what was looked at cannot rule it out. "
        "This result says neither that the video is real nor that it is fake. You can report it all the same."
    ),
    Band.NO_SIGNS: mark(
        "The checks that could be made found nothing. This does not make the video real: good manipulations leave no sign "
        "that a program can see. You can report it all the same."
    ),
}


def headline(band: Band) -> Sentence:
    """Return the few words that name a band."""
    return say(_HEADLINES[band])


def explanation(band: Band, *, film: bool = False) -> Sentence:
    """Return the sentences that say what a band means, and what it does not mean, for a picture or for a video."""
    return say((_FILM_EXPLANATIONS if film else _EXPLANATIONS)[band])


def learned_part_absent() -> Sentence:
    """Return the sentence that says that no learned model looked for manipulation."""
    return say(
        mark(
            "No learned detector is part of this version yet. Face swaps and generated pictures that leave no trace "
            "in the file cannot be seen without one."
        )
    )
