"""What the faces of a video and their scores amount to, in words."""

from desktop.checks import words
from desktop.checks.film_result import FilmSeen, Track
from desktop.checks.result import Finding, Strength
from desktop.core.texts import mark, say

_SMALL_FACE = 48
# The middle score of a track from which it is told. It is that of single pictures, because none has been measured on videos.
HIGH_SCORE = 0.9
_LEAST_JUDGED = 5


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


def about_scores(seen: FilmSeen) -> tuple[Finding, ...]:
    """Return what the scores of the faces say; where none was scored, why no learned model took part."""
    judged = [track for track in seen.tracks if track.score is not None]
    if not judged:
        limits = say(mark("So a result without signs does not mean that the video is unchanged."))
        return (Finding("learned_absent", "whole", words.learned_part_not_for_videos(), limits, Strength.NONE),)
    high = [track for track in judged if (track.score or 0) >= HIGH_SCORE and _judged_times(track) >= _LEAST_JUDGED]
    if high:
        highest = max(high, key=lambda track: track.score or 0)
        text = say(
            mark("The learned detector finds the face between {first} and {last} suspicious in most of the frames it looked at."),
            first=clock(highest.first),
            last=clock(highest.last),
        )
        return (Finding("film_face_score", "faces", text, say(_MEASURED_ON_PICTURES), Strength.MODERATE),)
    text = say(mark("The learned detector finds no face of this video suspicious in most of the frames it looked at."))
    limits = say(
        mark("This does not make the video real. The detector was measured on single pictures, and no error rate is known for videos.")
    )
    return (Finding("film_face_calm", "faces", text, limits, Strength.NONE),)


_MEASURED_ON_PICTURES = mark(
    "The detector was measured on single pictures, and no error rate is known for videos. Strong compression, beauty filters and "
    "poor light can look like this."
)


def clock(seconds: float) -> str:
    """Return a time in a video as people read it: 1:05, or 1:02:05 from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def _judged_times(track: Track) -> int:
    return sum(one.score is not None for one in track.sightings)
