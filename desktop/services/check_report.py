"""The report of a check as PDF: a page a picture, with its findings, limits, hash and the models that took part."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.checks import preview, words
from desktop.checks.film_words import clock as clock_time
from desktop.checks.result import Band, CheckResult
from desktop.checks.strength_words import strength_words
from desktop.checks.told import Told, told
from desktop.core import clock, files, places, texts
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media import encode
from desktop.reports.pdf import make_pdf

if TYPE_CHECKING:
    from desktop.services.checked import Checked

_MOST_TRACKS = 12
_ALT = mark("The picture, made unrecognisable, with frames around faces and marked parts")
_FILM_ALT = mark("One frame of the video, made unrecognisable, with frames around faces")


def save(checked: "Sequence[Checked]", out: Path, language: str, *, with_picture: bool) -> None:
    """Write the report, with what was checked made unrecognisable or without it. Raises PageNotMade, FolderNotWritable or DiskFull."""
    moment = clock.now()
    pages = [_page(one, language, with_picture=with_picture) for one in checked]
    content = {
        "title": _in(_title(checked), language),
        "made": _in(
            say(mark("Made on this computer with Linden, {moment}. Nothing was sent anywhere."), moment=clock.stamp(moment)), language
        ),
        "pages": pages,
    }
    inputs = {"checks.json": json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")}
    source = (places.resources() / "templates" / "check_result.typ").read_bytes()
    pdf = make_pdf(source, inputs, title=str(content["title"]), language=language, moment=moment)
    files.write(out, pdf)


def _title(checked: "Sequence[Checked]") -> Sentence:
    films = [one.result.video is not None for one in checked]
    if all(films):
        return say(mark("Result of the video check"))
    return say(mark("Result of the check of pictures and videos")) if any(films) else say(mark("Result of the picture check"))


def _page(checked: "Checked", language: str, *, with_picture: bool) -> dict[str, object]:
    result = checked.result
    return {
        # The page engine takes text files only; a picture of 480 pixels is small enough to travel as numbers.
        "picture": list(encode.to_jpeg(preview.with_findings(checked.preview, result), quality=80)) if with_picture else None,
        "alt": _in(say(_ALT if result.video is None else _FILM_ALT), language),
        "caption": " ".join(_in(sentence, language) for sentence in _caption(result)),
        "name": _name(checked, language),
        "headline": _in(words.headline(result.band), language),
        "is_sign": result.band in {Band.CLEAR_SIGNS, Band.SOME_SIGNS},
        "explanation": _in(words.explanation(result.band, film=result.video is not None), language),
        "findings": [_finding(finding, language) for finding in told(result.findings)],
        "facts": [[_in(label, language), value] for label, value in _facts(result)],
    }


def _caption(result: CheckResult) -> list[Sentence]:
    """Return what the picture shows; of frames only the colours that are in it."""
    sentences = [say(mark("Made unrecognisable on purpose."))]
    if result.faces:
        sentences.append(say(mark("White frames: faces.")))
    if preview.marked_parts(result):
        sentences.append(say(mark("Red frames: parts that a sign speaks of.")))
    return sentences


def _name(checked: "Checked", language: str) -> str:
    name = shown(checked.name) or "–"
    if checked.page is None:
        return name
    return _in(say(mark("{name}, page {number}"), name=name, number=checked.page + 1), language)


def _finding(one: Told, language: str) -> dict[str, str]:
    finding, where = one.finding, one.where()
    return {
        "strength": _in(strength_words(finding.strength), language),
        "text": finding.text.within(language),
        "where": "" if where is None else _in(where, language),
        "limits": finding.limits.within(language),
    }


def _facts(result: CheckResult) -> list[tuple[Sentence, str]]:
    # One in each line: a hash is long, and would be broken in the middle of another.
    models = "\n".join(f"{model.name} {model.version} ({model.sha256})" for model in result.models)
    return [
        (say(mark("SHA-256 of the file")), result.sha256),
        (say(mark("Size in pixels")), f"{result.width} × {result.height}"),
        *_film(result),
        (say(mark("Faces found")), str(len(result.faces if result.video is None else result.video.tracks))),
        (say(mark("Models used")), models),
    ]


def _film(result: CheckResult) -> list[tuple[Sentence, str]]:
    film = result.video
    if film is None:
        return []
    length = clock_time(film.facts.duration if film.facts.duration is not None else film.end.read_until)
    faces = [f"{track.number}: {clock_time(track.first)}–{clock_time(track.last)}" for track in film.tracks[:_MOST_TRACKS]]
    return [
        (say(mark("Video")), f"{film.facts.format}, {shown(film.facts.codec)}, {length}"),
        (say(mark("Frames looked at")), str(len(film.times))),
        (say(mark("Shown above")), clock_time(film.shown)),
        (say(mark("Faces, and when they are seen")), "; ".join(faces) or "–"),
        (say(mark("Moments to look at")), ", ".join(clock_time(moment.time) for moment in film.moments) or "–"),
    ]


def _in(sentence: Sentence, language: str) -> str:
    return sentence.within(language if language in texts.LANGUAGES else texts.DEFAULT_LANGUAGE)
