"""`linden match`: which of one's own photos a picture was made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.cli.age_question import PersonShown
from desktop.core import files
from desktop.core.errors import LindenError, Stopped
from desktop.core.names import shown
from desktop.core.texts import _, language, many

if TYPE_CHECKING:
    from desktop.core.work import Work
    from desktop.matching.result import Match
    from desktop.media.decoder import Decoder
    from desktop.services.match_report import Searched
    from desktop.services.matching import OwnPhotos


def add_to(app: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @app.command(
        name="match",
        help=_("Find the own photo that a picture or a video was made from: as a whole, cropped, mirrored, or with a part replaced."),
        epilog=_("Example: linden match suspect.jpg --originals ~/Pictures --report match.pdf"),
    )
    def match(
        suspects: Annotated[
            list[Path], typer.Argument(metavar="SUSPECT", help=_("Pictures and videos, or folders of them."), show_default=False)
        ],
        *,
        originals: Annotated[
            Path, typer.Option("--originals", metavar="DIR", help=_("The folder of your own photos."), show_default=False)
        ],
        keep_index: Annotated[
            Path | None,
            typer.Option(
                "--keep-index",
                metavar="VAULT",
                help=_("Keep the index of your photos in this vault, so that the next search reads only what changed."),
                show_default=False,
            ),
        ] = None,
        report: Annotated[
            Path | None,
            typer.Option("--report", metavar="OUT.pdf", help=_("Also write what was found as a PDF, in words."), show_default=False),
        ] = None,
        person_shown: Annotated[
            PersonShown | None,
            typer.Option(
                "--person-shown",
                help=_("What is known of the age of the person shown. If an adult, the report shows both pictures made unrecognisable."),
                show_default=False,
            ),
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        if report is not None:
            files.require_free(report)
        own = _indexed(originals, keep_index, from_stdin=from_stdin)
        _match(suspects, own, _Report(report, with_pair=person_shown is PersonShown.ADULT), as_json=as_json)


class _Report:
    """Gathers what came of each search, where a report is wished."""

    def __init__(self, out: Path | None, *, with_pair: bool) -> None:
        self._out, self._with_pair = out, with_pair
        self._results: list[Searched] = []

    def add(self, path: Path, found: "_Found", own: "OwnPhotos", work: "Work") -> None:
        if self._out is None:
            return
        from desktop.services import match_report

        self._results.append(
            match_report.searched(path, path.name, own.count, found.matches, work, frame=found.frame, with_pair=self._with_pair)
        )

    def save(self, *, tell: bool) -> None:
        if self._out is None or not self._results:
            return
        from desktop.services import match_report

        match_report.save(self._results, self._out, language())
        if tell:
            output.tell(_("The report was saved as {name}.").format(name=shown(str(self._out))))


@dataclass(frozen=True)
class _Found:
    """The matches of one suspect, each with the time in the video at which it was found (None for a picture), and the first's frame."""

    matches: "list[tuple[Match, float | None]]"
    frame: bytes = b""


def _indexed(originals: Path, vault_folder: Path | None, *, from_stdin: bool) -> "OwnPhotos":
    from desktop.services import matching, own_index

    if vault_folder is None:
        with output.progress(_("Reading your photos")) as work:
            return matching.index_photos(originals, work)
    with options.unlocked(vault_folder, from_stdin=from_stdin) as vault, output.progress(_("Reading your photos")) as work:
        return own_index.index_photos_kept(originals, vault, work)


def _match(suspects: Sequence[Path], own: "OwnPhotos", report: _Report, *, as_json: bool) -> None:
    from desktop.media.decoder import Decoder

    _tell_skipped(own)
    searched = failed = 0
    with output.progress(_("Searching")) as work, Decoder() as decoder:
        for path in _pictures(suspects):
            try:
                found = _searched(path, own, work, decoder)
                report.add(path, found, own, work)
            except Stopped:
                raise
            except LindenError as error:
                failed += 1
                output.tell_file_error(str(path), error, as_json=as_json)
                continue
            searched += 1
            if as_json:
                output.emit({"path": str(path), "matches": [_as_json(match, time) for match, time in found.matches]})
            else:
                _tell(path, found.matches, own)
    report.save(tell=not as_json)
    if failed:
        raise output.NeedsAttention if searched else typer.Exit(1)


def _searched(path: Path, own: "OwnPhotos", work: "Work", decoder: "Decoder") -> _Found:
    from desktop.media.files import head_of
    from desktop.media.kinds import FILMS, kind_of
    from desktop.services.film_matching import find_source_of_film
    from desktop.services.matching import find_source

    if kind_of(head_of(path)) in FILMS:
        films = find_source_of_film(path, own, work, decoder=decoder)
        return _Found([(one.match, one.time) for one in films], films[0].frame if films else b"")
    return _Found([(match, None) for match in find_source(path, own, work, decoder=decoder)])


def _pictures(suspects: Sequence[Path]) -> Iterator[Path]:
    from desktop.media.files import FILM_SUFFIXES, PICTURE_SUFFIXES, pictures_in

    for suspect in suspects:
        if files.is_folder(suspect):
            yield from pictures_in(suspect, PICTURE_SUFFIXES | FILM_SUFFIXES)
        else:
            yield suspect


def _as_json(match: "Match", time: float | None) -> dict[str, object]:
    return {
        "path": str(match.path),
        "kind": match.kind.value,
        "inliers": match.inliers,
        "transform": [list(row) for row in match.transform],
        "changed_fraction": match.changed_fraction,
        "mirrored": match.mirrored,
        "sha256": match.sha256,
        **({} if time is None else {"time": round(time, 3)}),
    }


def _tell_skipped(own: "OwnPhotos") -> None:
    if not own.skipped:
        return
    told = many(
        "{count} file of the folder could not be read as a picture:",
        "{count} files of the folder could not be read as pictures:",
        len(own.skipped),
    )
    output.warn(told.format(count=len(own.skipped)))
    for one in own.skipped:
        output.warn(f"  {shown(str(one.path))}: {one.error.what_happened}")


def _tell(path: Path, matches: "Sequence[tuple[Match, float | None]]", own: "OwnPhotos") -> None:
    from desktop.checks.film_words import clock
    from desktop.matching import words

    output.tell(shown(str(path)))
    if not matches:
        output.tell(f"  {words.not_found(own.count)}")
        output.tell(f"  {words.not_found_means()}")
    for match, time in matches:
        output.tell(f"  {shown(str(match.path))}")
        if time is not None:
            output.tell("    " + _("Found at {time} of the video.").format(time=clock(time)))
        output.tell(f"    {words.kind(match.kind)}")
        output.tell(f"    {words.caution(match.kind)}")
        for sentence in words.reasons(match):
            output.tell(f"    {sentence}")
