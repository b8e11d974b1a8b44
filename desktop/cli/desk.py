"""`linden desk`: a counselor's sealed list of cases, each a vault with a key of its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import desk_leave, desk_options, options, output
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.counsel.desk import Case


def add_to(app: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    group = typer.Typer(
        help=_("A counselor's desk: a sealed list of cases, each a vault with a key of its own."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for add in (_add_create, _add_cases, _add_new, _add_add):
        add(group)
    desk_leave.add_to(group)
    app.add_typer(group, name="desk")


def _add_create(group: typer.Typer) -> None:
    @group.command("create", help=_("Make a new desk in a new or empty folder."), epilog=_("Example: linden desk create ~/desk"))
    def create(
        folder: Annotated[Path, desk_options.desk_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.counsel import desk

        passphrase = output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=_("A passphrase for the new desk: "))
        desk.create(folder, passphrase).lock()
        if as_json:
            output.emit({"path": str(folder), "created": True})
            return
        output.tell(_("The desk {name} was made.").format(name=shown(str(folder))))
        output.tell(_("It holds the list and your notes, and no key of any case."))


def _add_cases(group: typer.Typer) -> None:
    @group.command("cases", help=_("List the cases at the desk."), epilog=_("Example: linden desk cases ~/desk"))
    def cases(
        folder: Annotated[Path, desk_options.desk_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.counsel import desk

        with desk_options.opened(folder, from_stdin=from_stdin) as held:
            found = desk.cases(held)
        for one in found:
            _tell_case(one, as_json=as_json)
        if not found and not as_json:
            output.tell(_("There is no case at this desk yet."))


def _add_new(group: typer.Typer) -> None:
    @group.command(
        "new",
        help=_("Make a vault for a person, under a name that says nothing, and put it on the list."),
        epilog=_("Example: linden desk new ~/desk K-4829 --in ~/cases"),
    )
    def new(
        folder: Annotated[Path, desk_options.desk_folder()],
        code: Annotated[str, desk_options.code()],
        *,
        place: Annotated[Path, typer.Option("--in", metavar="DIR", help=_("The folder in which the vault is made."), show_default=False)],
        from_stdin: Annotated[bool, desk_options.two_from_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.counsel import desk

        with desk_options.opened(folder, from_stdin=from_stdin) as held:
            passphrase = output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=_("A passphrase that the person chooses: "))
            one, vault = desk.new_case(held, code, place, passphrase)
            vault.lock()
        _tell_case(one, as_json=as_json)


def _add_add(group: typer.Typer) -> None:
    @group.command(
        "add",
        help=_("Put a vault that is there on the list. It is opened once, so that it is known to be one."),
        epilog=_("Example: linden desk add ~/desk K-4829 /media/stick/papers"),
    )
    def add(
        folder: Annotated[Path, desk_options.desk_folder()],
        code: Annotated[str, desk_options.code()],
        vault_folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, desk_options.two_from_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.counsel import desk

        with desk_options.opened(folder, from_stdin=from_stdin) as held:
            secret = output.read_passphrase(from_stdin=from_stdin, prompt=_("Passphrase of the vault: "))
            one, vault = desk.add(held, code, vault_folder, secret)
            vault.lock()
        _tell_case(one, as_json=as_json)


def _tell_case(one: "Case", *, as_json: bool) -> None:
    if as_json:
        opened_on = one.opened_on.isoformat() if one.opened_on else None
        closed_on = one.closed_on.isoformat() if one.closed_on else None
        told = {"case": one.code, "path": str(one.folder), "added_on": one.added_on.isoformat()}
        output.emit({**told, "opened_on": opened_on, "closed_on": closed_on})
    else:
        closed = _("case closed {day}").format(day=one.closed_on.isoformat()) if one.closed_on else ""
        output.tell(f"{shown(one.code)}  {one.added_on.isoformat()}  {shown(str(one.folder))}  {closed}".rstrip())
