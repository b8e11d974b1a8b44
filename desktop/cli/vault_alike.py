"""`linden vault alike`: which pictures of a vault are found again in one another."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.vault_matching import Related


def add_to(group: typer.Typer) -> None:
    """Add the command to those of the vault."""

    @group.command(
        "alike",
        help=_("Find pictures of the vault that are in one another: uploaded again, cropped, mirrored, framed, or with a part replaced."),
        epilog=_("Example: linden vault alike ~/case --keep"),
    )
    def alike(
        folder: Annotated[Path, options.vault_folder()],
        *,
        keep: Annotated[bool, typer.Option("--keep", help=_("Also keep in the vault which items show the same picture."))] = False,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        _alike(folder, keep=keep, from_stdin=from_stdin, as_json=as_json)


def _alike(folder: Path, *, keep: bool, from_stdin: bool, as_json: bool) -> None:
    from desktop.services import opening, vault_matching

    with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
        found = 0
        with output.progress(_("Comparing the pictures of the vault")) as work:
            for one in vault_matching.all_related(vault, work):
                found += 1
                if keep:
                    vault_matching.keep(vault, one)
                _tell(one, as_json=as_json)
    if not as_json:
        told = many("{count} pair of pictures was found.", "{count} pairs of pictures were found.", found)
        output.tell(told.format(count=found))


def _tell(one: "Related", *, as_json: bool) -> None:
    match = one.match
    if as_json:
        output.emit(
            {
                "item": one.item_id,
                "other": one.other_id,
                "kind": match.kind.value,
                "inliers": match.inliers,
                "transform": [list(row) for row in match.transform],
                "changed_fraction": match.changed_fraction,
                "mirrored": match.mirrored,
            }
        )
        return
    from desktop.matching import words

    output.tell(_("{item} and {other}").format(item=one.item_id, other=one.other_id))
    output.tell(f"  {words.between_items(match.kind)}")
    output.tell(f"  {words.caution(match.kind)}")
    for sentence in words.measured(match):
        output.tell(f"  {sentence}")
