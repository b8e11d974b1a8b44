"""The words of the learned findings: what the model saw, how often it is wrong on pictures like this one, what that does not mean."""

from desktop.checks.result import Box, Finding, Strength
from desktop.core.texts import Sentence, mark, say

_NOT_MEANT = mark(
    "Of 1,000 real photos like this one, about {alarms} look like this to the program; of 1,000 manipulated pictures we tried, "
    "about {hits}. It can be wrong about your picture in both directions, and says nothing about who made it."
)
_NOT_KNOWN = mark(
    "Of 1,000 real photos like this one, about {alarms} look like this to the program; of 1,000 manipulated pictures we tried, "
    "about {hits}. Methods it has never seen mostly pass it. So this says neither that the picture is real nor that it is fake."
)
_PARTS = mark(
    "Of 1,000 real photos like this one, about {alarms} have a part that looks like this to the program; of 1,000 pictures in which we "
    "changed a part ourselves, about {hits}. Blur, writing, frames and stickers can look like a change, and a picture that is generated as "
    "a whole usually shows nothing here. So this is a reason to look at that part, and no proof."
)


def clear(region: Box, alarms: float, hits: float) -> Finding:
    """Return the finding for a score that at most 1 in 100 real photographs of this kind reaches."""
    text = say(mark("A face in this picture looks manipulated or generated to the learned model."))
    return Finding("learned_clear", "faces", text, _rates(_NOT_MEANT, alarms, hits), Strength.STRONG, region)


def some(region: Box, alarms: float, hits: float) -> Finding:
    """Return the finding for a score that at most 5 in 100 real photographs of this kind reach."""
    text = say(mark("A face in this picture looks unusual for a real photo to the learned model."))
    return Finding("learned_some", "faces", text, _rates(_NOT_MEANT, alarms, hits), Strength.MODERATE, region)


def unsure(region: Box, alarms: float, hits: float) -> Finding:
    """Return the note that the score is one that real and manipulated pictures both have."""
    text = say(mark("The learned model looked at the faces and cannot tell whether they were changed."))
    return Finding("learned_unsure", "faces", text, _rates(_NOT_KNOWN, alarms, hits), Strength.NONE, region)


def calm(region: Box, alarms: float, hits: float) -> Finding:
    """Return the note that manipulated pictures of this kind seldom have so low a score."""
    text = say(mark("The learned model looked at the faces and saw no sign that they were changed."))
    return Finding("learned_calm", "faces", text, _rates(_NOT_KNOWN, alarms, hits), Strength.NONE, region)


def unmeasured(region: Box) -> Finding:
    """Return the note that too few photographs of this kind were measured."""
    text = say(mark("The learned model gives no answer for this kind of picture."))
    limits = say(
        mark(
            "How often it is wrong depends on how large a face is and how the picture was saved. "
            "For this size and quality we have measured too few real photos, or found that it cannot tell them from manipulated ones."
        )
    )
    return Finding("learned_unmeasured", "faces", text, limits, Strength.NONE, region)


def parts_clear(region: Box | None, alarms: float, hits: float) -> Finding:
    """Return the finding for a part that at most 1 in 100 real photographs of this kind has."""
    text = say(mark("A part of this picture does not go with the rest of it, to the learned model."))
    return Finding("parts_clear", "whole", text, _rates(_PARTS, alarms, hits), Strength.STRONG, region)


def parts_some(region: Box | None, alarms: float, hits: float) -> Finding:
    """Return the finding for a part that at most 5 in 100 real photographs of this kind have."""
    text = say(mark("A part of this picture looks unusual beside the rest of it, to the learned model."))
    return Finding("parts_some", "whole", text, _rates(_PARTS, alarms, hits), Strength.MODERATE, region)


def parts_unsure(alarms: float, hits: float) -> Finding:
    """Return the note that no part stands out more than parts of real photographs do."""
    text = say(mark("The learned model compared the parts of this picture beside faces and cannot tell whether one was changed."))
    return Finding("parts_unsure", "whole", text, _rates(_PARTS, alarms, hits), Strength.NONE)


def parts_too_plain() -> Finding:
    """Return the note that there is too little in the picture to compare."""
    text = say(mark("Beside faces there is too little in this picture, or it is too plain, for the learned model to compare its parts."))
    limits = say(mark("So a result without signs does not mean that the picture is unchanged."))
    return Finding("parts_too_plain", "whole", text, limits, Strength.NONE)


def parts_unmeasured() -> Finding:
    """Return the note that too few photographs of this size and quality were measured."""
    text = say(mark("The learned model gives no answer about the parts of this kind of picture."))
    limits = say(
        mark(
            "How often it is wrong depends on how large a picture is and how it was saved. "
            "For this size and quality we have measured too few real photos, or found that it cannot tell changed parts from others."
        )
    )
    return Finding("parts_unmeasured", "whole", text, limits, Strength.NONE)


def no_face_to_judge() -> Finding:
    """Return the note that there was no face large enough for the learned model."""
    text = say(mark("The learned model judges faces, and there is none in this picture that it could judge."))
    limits = say(mark("So a result without signs does not mean that the picture is unchanged."))
    return Finding("learned_no_face", "faces", text, limits, Strength.NONE)


def absent(sentence: Sentence) -> Finding:
    """Return the note that no learned model took part."""
    limits = say(mark("So a result without signs does not mean that the picture is unchanged."))
    return Finding("learned_absent", "whole", sentence, limits, Strength.NONE)


def _rates(sentence: str, alarms: float, hits: float) -> Sentence:
    return say(sentence, alarms=_of_thousand(alarms), hits=_of_thousand(hits))


def _of_thousand(share: float) -> str:
    return str(max(1, min(1000, round(share * 1000))))
