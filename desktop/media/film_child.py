"""The child process that decodes videos: what it answers, message by message. The file stays in the other process.

A request's header is {"want": "film", "kind", "size", "longest_side", "interval", "most", "max_pixels", "seconds"}. Each answer's header
has one of: "need" (offset and size of bytes of the file; the next message on the pipe brings them), "film" (FilmFacts), "frame" (with
its pixels as the body), "passed" (seconds), "end" (FilmEnd), or it is a refusal with "code" and "facts". After one with "last" no
more follows.
"""

from dataclasses import asdict
from typing import BinaryIO

from desktop.media import films, framing
from desktop.media.confinement import allow_seconds
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.ranged import Ranged, asking
from desktop.media.still import Unreadable


def prepare() -> None:
    """Load what decoding needs, before the doors are closed."""
    films.prepare()


def answer(request: framing.Message, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer one request."""
    options = request.header
    seconds = _number(options["seconds"])
    allow_seconds(seconds)
    try:
        plan = films.Plan(
            _number(options["longest_side"]),
            float(str(options["interval"])),
            _number(options["most"]),
            _number(options["max_pixels"]),
        )
        for part in films.read(Ranged(_number(options["size"]), asking(requests, answers)), str(options["kind"]), plan):
            _send(part, answers)
            allow_seconds(seconds)
    except Unreadable as error:
        framing.send(answers, {"ok": False, "code": error.code, "facts": error.facts, "last": True})
    except MemoryError:
        framing.send(answers, {"ok": False, "code": "decoder_out_of_memory", "facts": {}, "last": True})


def _send(part: FilmFacts | films.Passed | films.Frame | FilmEnd, answers: BinaryIO) -> None:
    if isinstance(part, films.Frame):
        stated = {"time": part.time, "number": part.number, "is_cut": part.is_cut, "size": part.size}
        framing.send(answers, {"ok": True, "frame": stated}, part.rgb)
    elif isinstance(part, films.Passed):
        framing.send(answers, {"ok": True, "passed": part.time})
    elif isinstance(part, FilmEnd):
        framing.send(answers, {"ok": True, "end": asdict(part), "last": True})
    else:
        framing.send(answers, {"ok": True, "film": asdict(part)})


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
