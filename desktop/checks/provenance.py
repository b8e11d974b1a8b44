"""What the file says about itself: every reading of it, in one place. All of it can be forged, and absence means nothing."""

from desktop.checks import content_credentials, generator_labels, program_marks, source_type
from desktop.checks.result import Finding, Strength
from desktop.core.texts import mark, say
from desktop.media.facts import FileFacts

_MOVING = frozenset({"GIF", "PNG", "WEBP", "AVIF"})


def find(facts: FileFacts) -> tuple[Finding, ...]:
    """Return the findings from what the file states, most telling first."""
    return (
        *content_credentials.find(facts),
        *source_type.find(facts),
        *generator_labels.find(facts),
        *program_marks.find(facts),
        *_conditions(facts),
    )


def _conditions(facts: FileFacts) -> tuple[Finding, ...]:
    """Return what a person should know about the file that says nothing about manipulation."""
    found = []
    if facts.is_truncated:
        found.append(
            Finding(
                "file_incomplete",
                "file",
                say(mark("A part of this file is missing or damaged. Only what could be read was looked at.")),
                say(mark("Downloads that were cut off look like this. It says nothing about manipulation.")),
                Strength.NONE,
            )
        )
    if facts.frames > 1 and facts.format in _MOVING:
        found.append(
            Finding(
                "first_frame_only",
                "file",
                say(mark("This is a moving picture of {frames} frames. Only the first one was looked at."), frames=facts.frames),
                say(mark("The result says nothing about the other frames.")),
                Strength.NONE,
            )
        )
    if facts.has_location:
        found.append(
            Finding(
                "has_location",
                "file",
                say(mark("The file says where the picture was taken.")),
                say(mark("This says nothing about manipulation. Think of it before you pass the file on; a screenshot does not carry it.")),
                Strength.NONE,
            )
        )
    return tuple(found)
