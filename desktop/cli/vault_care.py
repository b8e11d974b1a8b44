"""`linden vault backup`, `delete` and `destroy`: a second copy, one item less, and the end of a vault."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import options, output
from desktop.core.names import shown
from desktop.core.texts import _, many


def add_to(group: typer.Typer) -> None:
    """Add the commands to those of the vault."""
    for add in (_add_backup, _add_delete, _add_destroy):
        add(group)


def _yes() -> object:
    return typer.Option("--yes", help=_("Do not ask whether it is meant."))


def _add_backup(group: typer.Typer) -> None:
    @group.command(
        "backup",
        help=_("Copy the vault into a new folder, such as one on a stick, and read everything back. A copy that was interrupted goes on."),
        epilog=_("Example: linden vault backup ~/case /media/stick/papers"),
    )
    def backup(
        folder: Annotated[Path, options.vault_folder()],
        target: Annotated[Path, typer.Argument(metavar="TARGET", help=_("A new or empty folder."), show_default=False)],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        with options.unlocked(folder, from_stdin=from_stdin) as vault, output.progress(_("Copying and reading back")) as work:
            made = vault.back_up(target, work)
        if as_json:
            problems = [{"part": one.part, "code": one.code, "text": str(one.text)} for one in made.problems]
            output.emit(
                {"path": str(target), "objects": made.objects, "bytes": made.size, "log_records": made.log_records, "problems": problems}
            )
        else:
            files = many("{count} file", "{count} files", made.objects).format(count=made.objects)
            output.tell(_("The copy is in {name}. It was read back and is whole: {files}.").format(name=shown(str(target)), files=files))
            output.tell(_("It opens with the same passphrase, recovery code and shares. Keep it in another place."))
            for problem in made.problems:
                output.tell(_("Damaged in the vault itself, and so in the copy: {what}").format(what=problem.text))
        if made.problems:
            raise output.NeedsAttention


def _add_delete(group: typer.Typer) -> None:
    @group.command(
        "delete",
        help=_("Delete an item for good. That it existed, and its hash, stay in the custody log."),
        epilog=_("Example: linden vault delete ~/case 0003"),
    )
    def delete(
        folder: Annotated[Path, options.vault_folder()],
        item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The number of the item, as it is in the list."), show_default=False)],
        *,
        yes: Annotated[bool, _yes()] = False,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            together = vault.deleted_together(item)
            if not yes:
                _ask(_("Delete for good: {items}? Nobody can bring this back.").format(items=", ".join(together)))
            deleted = vault.delete(item)
        if as_json:
            output.emit({"deleted": list(deleted)})
            return
        output.tell(_("Deleted: {items}. That it existed, and its hash, are in the custody log.").format(items=", ".join(deleted)))
        output.tell(
            _(
                "Copies of the vault from before still hold it. So may the disk itself, where no program reaches, if it is an SSD or a "
                "stick."
            )
        )


def _add_destroy(group: typer.Typer) -> None:
    @group.command(
        "destroy",
        help=_("Delete a whole vault for good, with its custody log. The passphrase is asked for."),
        epilog=_("Example: linden vault destroy ~/case"),
    )
    def destroy(
        folder: Annotated[Path, options.vault_folder()],
        *,
        yes: Annotated[bool, _yes()] = False,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening, removing

        passphrase = output.read_passphrase(from_stdin=from_stdin)
        with opening.unlock(folder, passphrase) as vault:
            if not yes:
                count = len(vault.items())
                items = many("{count} item", "{count} items", count).format(count=count)
                _ask(_("Delete the whole vault for good, with {items}? Nobody can bring this back.").format(items=items))
            is_gone = removing.remove(vault, passphrase)
        if as_json:
            output.emit({"path": str(folder), "destroyed": True, "folder_gone": is_gone})
            return
        output.tell(_("The vault is deleted. Nobody can open it any more."))
        if not is_gone:
            output.tell(_("Other files in the folder were left alone."))
        output.tell(
            _("Copies that you made are still there. If you are afraid of what the disk may still hold, have it erased as a whole.")
        )


def _ask(question: str) -> None:
    """Ask a person at the keyboard; raise DeleteNotConfirmed where the answer is not yes, or nobody is there."""
    from desktop.services.vaults import DeleteNotConfirmed

    if not sys.stdin or not sys.stdin.isatty():
        raise DeleteNotConfirmed
    output.warn(question)
    output.warn(_("Type yes to go on:"))
    if sys.stdin.readline().strip().lower() not in {"yes", _("yes")}:
        raise DeleteNotConfirmed
