"""The report of a search for the source photo as PDF: what was found, by what, what it means and what it does not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.checks import preview
from desktop.checks.film_words import clock as clock_time
from desktop.core import clock, files, places, texts
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.core.work import Work
from desktop.matching import report_words
from desktop.matching.result import Aligned, Match
from desktop.media import encode
from desktop.media.sources import BytesSource, FileSource, sha256_of
from desktop.reports.pdf import make_pdf
from desktop.services.matching import align

# More matches than these are copies of one another.
_MOST_TOLD = 6
# What differs is marked no finer than this many pixels a side, so that its outline shows no face and no body.
_MARKED_SIDE = 24
# Blue, because clothes and skin are seldom.
_MARK = np.array((20, 70, 230), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Searched:
    """What came of searching for one suspect, without anything that could be looked at."""

    name: str
    """The file's name, untrusted."""
    sha256: str
    photos: int
    """How many photos were searched."""
    matches: tuple[Match, ...]
    """Best first."""
    times: tuple[float | None, ...] = ()
    """For each match, the second of the video in which it was found; None of a picture."""
    covered: float | None = None
    """Share of the suspect that the first photo covers."""
    pair: "tuple[NDArray[np.uint8], NDArray[np.uint8]] | None" = None
    """The first photo and the suspect, both unrecognisable, with what differs marked."""


def searched(
    suspect: Path | bytes,
    name: str,
    photos: int,
    matches: "Sequence[tuple[Match, float | None]]",
    work: Work,
    *,
    frame: bytes = b"",
    with_pair: bool,
) -> Searched:
    """Return what is told of one suspect. `frame` is that of a video in which the first match was found.

    `with_pair` lays the first photo over it and keeps both made unrecognisable: only for what surely shows an adult. Raises the errors
    of media where either can no longer be read, PhotoChanged, or Stopped.
    """
    if isinstance(suspect, bytes):
        sha256 = sha256_of(BytesSource(suspect), work)
    else:
        with FileSource(suspect) as source:
            sha256 = sha256_of(source, work)
    covered, pair = None, None
    if matches:
        aligned = align(frame or suspect, matches[0][0])
        covered = covered_share(aligned)
        pair = unrecognisable_pair(aligned) if with_pair else None
    return Searched(
        name, sha256, photos, tuple(match for match, _ in matches), tuple(time for _, time in matches), covered=covered, pair=pair
    )


def covered_share(aligned: Aligned) -> float:
    """Return the share of the suspect that the photo covers."""
    return float((aligned.original.max(axis=2) > 0).mean())


def unrecognisable_pair(aligned: Aligned) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the photo and the suspect as rough patches of colour, with what differs tinted on both."""
    import cv2

    own, suspect = (preview.unrecognisable(picture) for picture in (aligned.original, aligned.suspect))
    height, width = suspect.shape[:2]
    few = tuple(max(1, round(length * _MARKED_SIDE / max(height, width))) for length in (width, height))
    rough = cv2.resize(np.asarray(aligned.changed, dtype=np.float32), few, interpolation=cv2.INTER_AREA)
    # Of a patch, as much is tinted as differs in it.
    tint = 0.75 * np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_NEAREST), 0, 1)[:, :, None]
    first, second = (np.asarray(picture * (1 - tint) + _MARK * tint, dtype=np.uint8) for picture in (own, suspect))
    return first, second


def save(results: Sequence[Searched], out: Path, language: str) -> None:
    """Write the report, a page or more a suspect. Raises PageNotMade, FolderNotWritable or DiskFull."""
    moment = clock.now()
    title = _in(say(mark("Result of the search for the source photo")), language)
    content = {
        "title": title,
        "made": _in(
            say(mark("Made on this computer with Linden, {moment}. Nothing was sent anywhere."), moment=clock.stamp(moment)), language
        ),
        "means": _in(say(mark("What it does not say")), language),
        "pages": [_page(one, language) for one in results],
    }
    inputs = {"matches.json": json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")}
    source = (places.resources() / "templates" / "match_result.typ").read_bytes()
    files.write(out, make_pdf(source, inputs, title=title, language=language, moment=moment))


def _page(one: Searched, language: str) -> dict[str, object]:
    best = one.matches[0] if one.matches else None
    return {
        "name": shown(one.name) or "–",
        "headline": _in(report_words.headline(best), language),
        "is_found": best is not None,
        "explanation": _in(report_words.explanation(best, one.photos), language),
        "pictures": _pictures(one, language),
        "caption": _in(
            say(mark("Both made unrecognisable on purpose; the photo is laid over the picture. Blue: where they differ.")), language
        ),
        "photos": [_photo(one, number, language) for number in range(min(len(one.matches), _MOST_TOLD))],
        "limits": [_in(sentence, language) for sentence in report_words.limits(best)],
        "facts": [[_in(label, language), value] for label, value in _facts(one, language)],
    }


def _pictures(one: Searched, language: str) -> list[dict[str, object]]:
    if one.pair is None:
        return []
    words = say(mark("The photo, made unrecognisable")), say(mark("The picture that was searched for, made unrecognisable"))
    # The page engine takes text files only; pictures of 480 pixels are small enough to travel as numbers.
    return [
        {"picture": list(encode.to_jpeg(picture, quality=80)), "alt": _in(alt, language)}
        for picture, alt in zip(one.pair, words, strict=True)
    ]


def _photo(one: Searched, number: int, language: str) -> dict[str, object]:
    match, time = one.matches[number], one.times[number] if one.times else None
    told = [report_words.agreement(match), report_words.differing(match)]
    if number == 0 and one.covered is not None:
        told.append(report_words.covered(one.covered))
    if match.mirrored:
        told.append(say(mark("The photo is mirrored in it.")))
    if time is not None:
        told.append(say(mark("Found at {time} of the video."), time=clock_time(time)))
    return {
        "kind": _in(report_words.kind(match), language),
        "name": shown(match.path.name),
        "told": [_in(sentence, language) for sentence in told],
        "hash": f"SHA-256 {match.sha256}",
    }


def _facts(one: Searched, language: str) -> list[tuple[Sentence, str]]:
    more = len(one.matches) - _MOST_TOLD
    method = say(
        mark(
            "Local features (SIFT) paired by their looks, one placement of the whole that chance does not explain, then the pixels "
            "compared (models/evaluation/source_photo.md of the program tells how often it is right)"
        )
    )
    return [
        (say(mark("SHA-256 of the picture")), one.sha256),
        (say(mark("Photos searched")), str(one.photos)),
        *([(say(mark("Further photos found")), str(more))] if more > 0 else []),
        (say(mark("Method")), _in(method, language)),
    ]


def _in(sentence: Sentence, language: str) -> str:
    told = sentence.within(language if language in texts.LANGUAGES else texts.DEFAULT_LANGUAGE)
    # A number and its sign stay in one line.
    return told.replace(" %", "\N{NO-BREAK SPACE}%")
