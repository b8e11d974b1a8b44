"""The child process that reads what strangers made: it answers requests on its standard input until that is closed.

What it answers is for whoever starts it to say; pictures are here. A request for one is a message whose header is {"want": "picture"
or "credentials", "longest_side", "in_grey", "max_pixels", "page", "seconds"} and whose body is the file. An answer's header is
{"ok": true, ...} with raw pixels as its body, or {"ok": false, "code", "facts"}.
"""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import BinaryIO

from desktop.media import framing
from desktop.media.confinement import allow_seconds, limit_resources, shut_in
from desktop.media.ranged import Ranged, asking

MEMORY_OPTION = "LINDEN_DECODER_MEMORY_MIB"
_BUFFER = 256 * 1024
FILMS_OPTION = "LINDEN_DECODER_FILMS"
MAX_FILE_OPTION = "LINDEN_DECODER_MAX_BYTES"


def serve(prepare: "Callable[[], Answerer] | None" = None) -> None:
    """Answer whatever is asked on standard input, confined, until there are no more requests.

    `prepare` loads all that will be needed and returns what answers; without it, pictures or videos are decoded.
    """
    limit_resources(int(os.environ.get(MEMORY_OPTION, "3072")))
    max_bytes = int(os.environ.get(MAX_FILE_OPTION, str(256 * 1024 * 1024)))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # Nothing that a library prints may get between the messages.
    sys.stdout = sys.stderr

    answer = (prepare or (_for_films if os.environ.get(FILMS_OPTION) else _for_pictures))()
    walls = shut_in()
    framing.send(answers, {"ok": True, "ready": True, **asdict(walls)})
    while True:
        try:
            request = framing.receive(requests, max_bytes)
        except framing.BadMessage:
            return
        answer(request, requests, answers)


Answerer = Callable[[framing.Message, BinaryIO, BinaryIO], None]
"""Answers one request, given the pipe that requests come from and the one that answers go to."""


def _for_pictures() -> Answerer:
    from desktop.media import credentials, pdf_pages, stills

    stills.prepare()
    pdf_pages.prepare()
    credentials.prepare()
    return _answer


def _for_films() -> Answerer:
    # FFmpeg is large: a process for pictures does not hold it, and one for videos holds nothing else.
    from desktop.media import film_child

    film_child.prepare()
    return film_child.answer


def _answer(request: framing.Message, requests: BinaryIO, answers: BinaryIO) -> None:
    from desktop.media import credentials, pdf_pages, stills
    from desktop.media.kinds import DOCUMENT, kind_of
    from desktop.media.still import Unreadable

    options, untrusted = request.header, bytes(request.body)
    allow_seconds(_number(options["seconds"]))
    try:
        if options["want"] == "film_credentials":
            file = io.BufferedReader(Ranged(_number(options["size"]), asking(requests, answers)), _BUFFER)
            framing.send(answers, {"ok": True, **asdict(credentials.read(file, str(options["kind"]))), "last": True})
            return
        if options["want"] == "credentials":
            framing.send(answers, {"ok": True, **asdict(credentials.read(io.BytesIO(untrusted), kind_of(untrusted)))})
            return
        side = None if options["longest_side"] is None else _number(options["longest_side"])
        if kind_of(untrusted) == DOCUMENT:
            still = pdf_pages.decode(untrusted, _number(options["page"]), side, _number(options["max_pixels"]))
        else:
            still = stills.decode(untrusted, side, _number(options["max_pixels"]), in_grey=options.get("in_grey") is True)
        header = {"ok": True, "size": still.size, "full_size": still.full_size, "has_luma": bool(still.luma), "is_grey": still.is_grey}
        framing.send(answers, {**header, "facts": asdict(still.facts)}, still.pixels, still.luma)
    except Unreadable as error:
        framing.send(answers, {"ok": False, "code": error.code, "facts": error.facts})
    except MemoryError:
        framing.send(answers, {"ok": False, "code": "decoder_out_of_memory", "facts": {}})


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
