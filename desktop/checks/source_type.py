"""What the file's IPTC digital source type says.

Source: IPTC NewsCodes "Digital Source Type" (cv.iptc.org/newscodes/digitalsourcetype), written into XMP as
Iptc4xmpExt:DigitalSourceType; services and phones use it to label pictures made or changed by AI.
Limits: it is a plain entry that anyone can write or remove. Absence means nothing.
"""

from desktop.checks.result import Finding, Strength
from desktop.core.texts import Sentence, mark, say
from desktop.media.facts import FileFacts

GENERATED = frozenset({"trainedAlgorithmicMedia", "algorithmicMedia"})
"""Made by AI as a whole, or by a computer without one."""
PARTLY_GENERATED = frozenset({"compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"})
"""A picture with parts made by AI."""

_LIMITS = mark(
    "Such an entry can be written or removed by anyone, and some programs write it after a small change. "
    "That other pictures have no such entry says nothing about them."
)


def find(facts: FileFacts) -> tuple[Finding, ...]:
    """Return what the digital source type says, if it says anything about AI."""
    types = {value.strip().rpartition("/")[2] for key, value in facts.xmp if key.endswith("DigitalSourceType")}
    if types & GENERATED:
        return (
            _finding("source_type_generated", say(mark("The file's own label says that the picture was made by AI or by a computer."))),
        )
    if types & PARTLY_GENERATED:
        return (
            _finding("source_type_partly_generated", say(mark("The file's own label says that parts of the picture were made by AI."))),
        )
    return ()


def _finding(name: str, text: Sentence) -> Finding:
    return Finding(name, "file", text, Sentence(_LIMITS), Strength.MODERATE)
