"""`linden desk leave` and `linden desk forget`: a case leaves the desk, and nothing of it stays there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import desk_options, options, output
from desktop.core import texts
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.counsel.leaving import Copied


def add_to(group: typer.Typer) -> None:
    """Add the two commands to those of the desk."""
    _add_leave(group)
    _add_forget(group)


def _add_leave(group: typer.Typer) -> None:
    @group.command(
        "leave",
        help=_("Copy the vault of a case, read the copy back, and write a receipt. With --destroy, the desk keeps nothing of it."),
        epilog=_("Example: linden desk leave ~/desk K-4829 --to /media/stick --receipt ~/receipt.pdf --destroy"),
    )
    def leave(
        folder: Annotated[Path, desk_options.desk_folder()],
        code: Annotated[str, desk_options.code()],
        *,
        place: Annotated[
            Path, typer.Option("--to", metavar="DIR", help=_("The folder in which the copy is made, as a stick."), show_default=False)
        ],
        colleague: Annotated[bool, typer.Option("--colleague", help=_("A colleague goes on with it; this needs consent."))] = False,
        without_notes: Annotated[bool, typer.Option("--without-notes", help=_("Do not put the session notes into the copy."))] = False,
        receipt_at: Annotated[
            Path | None, typer.Option("--receipt", metavar="OUT.pdf", help=_("Write the receipt here."), show_default=False)
        ] = None,
        destroy: Annotated[bool, typer.Option("--destroy", help=_("Destroy what is at the desk, once the copy was read back."))] = False,
        from_stdin: Annotated[bool, desk_options.two_from_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.counsel import desk, leaving, receipt

        to = receipt.Destination.COLLEAGUE if colleague else receipt.Destination.HOME
        with desk_options.opened(folder, from_stdin=from_stdin) as held:
            passphrase = output.read_passphrase(from_stdin=from_stdin, prompt=_("Passphrase of the vault: "))
            one, vault = desk.open_case(held, code, passphrase)
            with vault:
                with output.progress(_("Copying")) as work:
                    copied = leaving.copy(held, one, vault, place, work, to=to, with_notes=not without_notes)
                if receipt_at is not None:
                    receipt.save(copied.receipt, receipt_at, texts.language())
                if destroy:
                    leaving.finish(held, one, vault, copied, passphrase)
        _tell(copied, destroyed=destroy, as_json=as_json)
        if copied.problems:
            raise output.NeedsAttention


def _tell(copied: "Copied", *, destroyed: bool, as_json: bool) -> None:
    made = copied.receipt
    if as_json:
        told = {"path": str(copied.folder), "items": made.items, "log_records": made.log_records, "log_hash": made.log_hash}
        output.emit({**told, "fingerprint": made.fingerprint, "destroyed": destroyed, "problems": len(copied.problems)})
        return
    output.tell(_("The copy was made and read back: {name}").format(name=shown(str(copied.folder))))
    output.tell(
        _("Nothing of the case is at this desk any more.")
        if destroyed
        else _("The case is still at this desk too. With --destroy it is not.")
    )


def _add_forget(group: typer.Typer) -> None:
    @group.command(
        "forget",
        help=_("Take a case off the list, with the notes on it. Its vault stays where it lies."),
        epilog=_("Example: linden desk forget ~/desk K-4829"),
    )
    def forget(
        folder: Annotated[Path, desk_options.desk_folder()],
        code: Annotated[str, desk_options.code()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.counsel import desk

        with desk_options.opened(folder, from_stdin=from_stdin) as held:
            one = desk.case(held, code)
            desk.forget(held, one)
        if as_json:
            output.emit({"case": one.code, "path": str(one.folder), "forgotten": True})
        else:
            output.tell(_("The desk has forgotten the case. The vault is as it was."))
