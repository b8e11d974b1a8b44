"""The lines in which `linden check` tells what was seen in a video."""

from collections.abc import Iterator

from desktop.checks.film_result import FilmSeen, Track
from desktop.checks.film_words import clock
from desktop.core.names import shown
from desktop.core.texts import _, many


def of_film(seen: FilmSeen) -> Iterator[str]:
    """Yield what the file is, what was looked at, and each face with when it is seen."""
    facts = seen.facts
    length = clock(facts.duration if facts.duration is not None else seen.end.read_until)
    yield _("Video: {container}, {codec}, {length} long.").format(container=facts.format, codec=shown(facts.codec), length=length)
    count = len(seen.times)
    yield many("{count} frame was looked at.", "{count} frames were looked at.", count).format(count=count)
    for track in seen.tracks:
        yield _face(track)
    if seen.moments:
        times = ", ".join(clock(one.time) for one in seen.moments)
        yield _("Moments to look at: {times}").format(times=times)


def _face(track: Track) -> str:
    first, last = clock(track.first), clock(track.last)
    if track.score is None:
        return _("Face {number}: seen from {first} to {last}.").format(number=track.number, first=first, last=last)
    return _("Face {number}: seen from {first} to {last}, score {score}.").format(
        number=track.number, first=first, last=last, score=f"{track.score:.2f}"
    )
