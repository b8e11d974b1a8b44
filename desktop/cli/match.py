"""`linden match`: which of one's own photos a picture was made from."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.core.errors import LindenError, Stopped
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.core.work import Work
    from desktop.matching.result import Match
    from desktop.media.decoder import Decoder
    from desktop.services.matching import OwnPhotos


def add_to(app: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @app.command(
        name="match",
        help=_("Find the own photo that a picture or a video was made from: as a whole, cropped, mirrored, or with a part replaced."),
        epilog=_("Example: linden match suspect.jpg --originals ~/Pictures"),
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
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        own = _indexed(originals, keep_index, from_stdin=from_stdin)
        _match(suspects, own, as_json=as_json)


def _indexed(originals: Path, vault_folder: Path | None, *, from_stdin: bool) -> "OwnPhotos":
    from desktop.services import matching, own_index

    if vault_folder is None:
        with output.progress(_("Reading your photos")) as work:
            return matching.index_photos(originals, work)
    with options.unlocked(vault_folder, from_stdin=from_stdin) as vault, output.progress(_("Reading your photos")) as work:
        return own_index.index_photos_kept(originals, vault, work)


def _match(suspects: Sequence[Path], own: "OwnPhotos", *, as_json: bool) -> None:
    from desktop.media.decoder import Decoder

    _tell_skipped(own)
    searched = failed = 0
    with output.progress(_("Searching")) as work, Decoder() as decoder:
        for path in _pictures(suspects):
            try:
                matches = _searched(path, own, work, decoder)
            except Stopped:
                raise
            except LindenError as error:
                failed += 1
                output.tell_file_error(str(path), error, as_json=as_json)
                continue
            searched += 1
            if as_json:
                output.emit({"path": str(path), "matches": [_as_json(match, time) for match, time in matches]})
            else:
                _tell(path, matches, own)
    if failed:
        raise output.NeedsAttention if searched else typer.Exit(1)


def _searched(path: Path, own: "OwnPhotos", work: "Work", decoder: "Decoder") -> "list[tuple[Match, float | None]]":
    """Return the matches, each with the time in the video at which it was found; None for a picture."""
    from desktop.media.files import head_of
    from desktop.media.kinds import FILMS, kind_of
    from desktop.services.film_matching import find_source_of_film
    from desktop.services.matching import find_source

    if kind_of(head_of(path)) in FILMS:
        return [(found.match, found.time) for found in find_source_of_film(path, own, work, decoder=decoder)]
    return [(match, None) for match in find_source(path, own, work, decoder=decoder)]


def _pictures(suspects: Sequence[Path]) -> Iterator[Path]:
    from desktop.media.files import FILM_SUFFIXES, PICTURE_SUFFIXES, pictures_in

    for suspect in suspects:
        if suspect.is_dir():
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
        for sentence in words.reasons(match):
            output.tell(f"    {sentence}")
