"""What the faces of a video and their scores amount to, in words."""

from desktop.checks import words
from desktop.checks.film_result import FilmSeen
from desktop.checks.result import Finding, Strength
from desktop.core.texts import mark, say

_SMALL_FACE = 48


def about_faces(seen: FilmSeen) -> tuple[Finding, ...]:
    """Return what the faces in a video are worth as something to look at."""
    if not seen.tracks:
        text = say(mark("No face was found in the frames that were looked at."))
        limits = say(mark("Faces that are covered, turned away, very dark or very small are missed."))
        return (Finding("no_face", "faces", text, limits, Strength.NONE),)
    if all(min(one.box.width, one.box.height) < _SMALL_FACE for track in seen.tracks for one in track.sightings):
        text = say(mark("The faces in the video are very small."))
        limits = say(mark("Too little can be seen of them to find signs of a swap. A video of more pixels would help."))
        return (Finding("small_faces", "faces", text, limits, Strength.NONE),)
    return ()


def about_scores(seen: FilmSeen, *, has_model: bool) -> tuple[Finding, ...]:
    """Return what the learned model says of the faces, which counts for nothing; where it says nothing, why.

    How often real videos reach a score was never measured, so no score is called high, and none moves the result
    (docs/decisions/6-faces-in-videos.md).
    """
    judged = [track for track in seen.tracks if track.score is not None]
    if judged:
        highest = max(judged, key=lambda track: track.score or 0)
        text = say(
            mark(
                "The learned model looked at the faces of this video. The one that scored highest is seen from {first} to {last}: "
                "{score} of 1 in the middle of its frames."
            ),
            score=f"{highest.score or 0:.2f}",
            first=clock(highest.first),
            last=clock(highest.last),
        )
        return (Finding("film_scores", "faces", text, say(_NOT_MEASURED), Strength.NONE),)
    if not has_model:
        text, limits = words.learned_part_absent(), say(mark("So a result without signs does not mean that the video is unchanged."))
        return (Finding("learned_absent", "whole", text, limits, Strength.NONE),)
    text = say(mark("The learned model judges faces, and there is none in this video that it could judge."))
    limits = say(mark("So a result without signs does not mean that the video is unchanged."))
    return (Finding("learned_no_face", "faces", text, limits, Strength.NONE),)


_NOT_MEASURED = mark(
    "No error rate is known for videos: the model was measured on single pictures only, and nobody has counted how often real videos "
    "score as high. Compression, beauty filters and poor light change the score. So it counts for nothing in this result, either way."
)


def clock(seconds: float) -> str:
    """Return a time in a video as people read it: 1:05, or 1:02:05 from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
