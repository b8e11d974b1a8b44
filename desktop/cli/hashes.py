"""`linden hashes`: the hashes of files, for a hash-matching service or to know a file again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.core import files
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.hash_list import Hashed


def add_to(app: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @app.command(
        name="hashes",
        help=_("Make the hashes of files for a hash-matching service. No picture is kept, copied or shown."),
        epilog=_("Example: linden hashes suspect.jpg --out hashes.csv"),
    )
    def hashes(
        paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=_("Files, or folders of them."), show_default=False)],
        *,
        out: Annotated[
            Path | None, typer.Option("--out", "-o", metavar="OUT.csv", help=_("Also write the list to a new file."), show_default=False)
        ] = None,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        _hashes(paths, out, as_json=as_json)


def _hashes(paths: list[Path], out: Path | None, *, as_json: bool) -> None:
    from desktop.services import hash_list

    if out is not None:
        files.require_free(out)
    made: list[hash_list.Hashed] = []
    failed = 0
    with output.progress(_("Making hashes")) as work:
        for one in hash_list.hashes_of(paths, work):
            if isinstance(one, hash_list.NotHashed):
                failed += 1
                output.tell_file_error(str(one.path), one.error, as_json=as_json)
                continue
            made.append(one)
            _tell(one, as_json=as_json)
    if out is not None and made:
        hash_list.save(made, out)
    if not as_json:
        _explain(out if made else None)
        if failed:
            output.warn(many("{count} file could not be read.", "{count} files could not be read.", failed).format(count=failed))
    if failed:
        raise output.NeedsAttention if made else typer.Exit(1)


def _tell(one: "Hashed", *, as_json: bool) -> None:
    if as_json:
        output.emit({"path": str(one.path), "md5": one.md5, "sha256": one.sha256, "pdq": one.pdq, "pdq_quality": one.pdq_quality})
        return
    from desktop.matching import words

    output.tell(shown(str(one.path)))
    output.tell(f"  MD5     {one.md5}")
    output.tell(f"  SHA-256 {one.sha256}")
    output.tell(f"  PDQ     {one.pdq or words.no_pdq(one.pdq_quality)}")


def _explain(out: Path | None) -> None:
    from desktop.matching import words

    output.tell()
    for sentence in words.about_hashes():
        output.tell(str(sentence))
    if out is not None:
        output.tell(_("The list was saved as {name}.").format(name=shown(str(out))))
