"""`linden vault`: keep evidence, encrypted, with a log of what was done."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import (
    options,
    output,
    vault_adding,
    vault_alike,
    vault_care,
    vault_cases,
    vault_importing,
    vault_recovery,
    vault_relations,
    vault_stamp,
    vault_ways,
    vault_words,
)
from desktop.core.names import shown
from desktop.core.texts import _


def add_to(app: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    group = typer.Typer(help=_("Keep evidence, encrypted, with a log of what was done."), no_args_is_help=True, rich_markup_mode=None)
    for add in (_add_create, _add_list, _add_show, _add_export, _add_log, _add_verify, _add_rebuild, _add_passphrase):
        add(group)
    for module in (vault_adding, vault_importing, vault_cases, vault_relations, vault_alike):
        module.add_to(group)
    vault_recovery.add_to(group)
    vault_ways.add_to(group)
    vault_care.add_to(group)
    vault_stamp.add_to(group)
    app.add_typer(group, name="vault")


def _add_create(group: typer.Typer) -> None:
    @group.command("create", help=_("Make a new vault in a new or empty folder."), epilog=_("Example: linden vault create ~/case"))
    def create(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import vaults

        passphrase = options.new_passphrase(_("A passphrase for the new vault: "), from_stdin=from_stdin)
        vaults.create(folder, passphrase).lock()
        if as_json:
            output.emit({"path": str(folder), "created": True})
            return
        output.tell(_("The vault {name} was made.").format(name=shown(str(folder))))
        output.tell(_("Without the passphrase nobody can open it, not even we. Write it down and keep it in a safe place."))
        output.tell(
            _("A recovery code opens it when the passphrase is forgotten. To make one: linden vault recovery {name}").format(
                name=shown(str(folder))
            )
        )


def _add_list(group: typer.Typer) -> None:
    @group.command(
        "list",
        help=_("List what is in the vault, or what of it fits."),
        epilog=_("Example: linden vault list ~/case --find telegram --tag urgent"),
    )
    def list_items(
        folder: Annotated[Path, options.vault_folder()],
        *,
        words: Annotated[str, typer.Option("--find", help=_("Only items in which these words occur."), show_default=False)] = "",
        case: Annotated[str, typer.Option("--case", help=_("Only items of the case of this number."), show_default=False)] = "",
        tag: Annotated[str, typer.Option("--tag", help=_("Only items with this tag."), show_default=False)] = "",
        account: Annotated[str, typer.Option("--account", help=_("Only items of this account."), show_default=False)] = "",
        since: Annotated[str, typer.Option("--since", help=_("Only items seen then or later."), show_default=False)] = "",
        until: Annotated[str, typer.Option("--until", help=_("Only items seen before then."), show_default=False)] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.searching import Query, find

        query = Query(words, case, account, tag, since=options.moment(since), until=options.moment(until))
        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            if case:
                vault.casebook.case(case)
            vault_words.tell_items(find(vault, query), as_json=as_json)


def _add_show(group: typer.Typer) -> None:
    @group.command(
        "show",
        help=_("Show everything that is known of an item, but not the picture."),
        epilog=_("Example: linden vault show ~/case 0001"),
    )
    def show(
        folder: Annotated[Path, options.vault_folder()],
        item: Annotated[str, options.item()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            found = vault.item(item)
            log = [entry for entry in vault.log() if entry.item_id == found.id]
            vault_words.tell_item(found, log, vault.casebook.relations(found.id), as_json=as_json)


def _add_export(group: typer.Typer) -> None:
    @group.command(
        "export",
        help=_("Save the file of an item outside the vault, where everyone can open it."),
        epilog=_("Example: linden vault export ~/case 0001 -o ~/for-the-police"),
    )
    def export(
        folder: Annotated[Path, options.vault_folder()],
        item: Annotated[str, options.item()],
        *,
        out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help=_("A new file, or a folder."), show_default=False)],
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        with options.unlocked(folder, from_stdin=from_stdin, needs="hand_over") as vault:
            with output.progress(_("Saving")) as work:
                path = vault.export(item, out, work)
            if as_json:
                output.emit({"item": vault.item(item).id, "path": str(path)})
            else:
                output.tell(_("Saved: {name}").format(name=shown(str(path))))


def _add_log(group: typer.Typer) -> None:
    @group.command("log", help=_("Show what was done, when."), epilog=_("Example: linden vault log ~/case"))
    def log(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import corrections

        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            log = vault.log()
            vault_words.tell_log(log, corrections.told(vault, log), as_json=as_json)


def _add_verify(group: typer.Typer) -> None:
    @group.command(
        "verify",
        help=_("Check every byte of the vault and name what is damaged. Nothing is changed."),
        epilog=_("Example: linden vault verify ~/case"),
    )
    def verify(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import vaults

        passphrase = output.read_passphrase(from_stdin=from_stdin)
        with output.progress(_("Checking the vault")) as work:
            problems = vaults.verify(folder, passphrase, work)
        vault_words.tell_problems(problems, as_json=as_json)
        if problems:
            raise typer.Exit(1)


def _add_rebuild(group: typer.Typer) -> None:
    @group.command(
        "rebuild",
        help=_("Make a damaged list of items anew from all that can still be read. The damaged file is kept."),
        epilog=_("Example: linden vault rebuild ~/case"),
    )
    def rebuild(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import vaults

        with vaults.rebuild(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            vault_words.tell_items(vault.items(), as_json=as_json)


def _add_passphrase(group: typer.Typer) -> None:
    @group.command(
        "passphrase",
        help=_("Change the passphrase. With --passphrase-stdin, the second line is the new one."),
        epilog=_("Example: linden vault passphrase ~/case"),
    )
    def passphrase(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import vaults

        old = output.read_passphrase(from_stdin=from_stdin)
        with vaults.unlock(folder, old) as vault:
            new = options.new_passphrase(_("The new passphrase: "), from_stdin=from_stdin)
            vault.change_passphrase(old, new)
        if as_json:
            output.emit({"path": str(folder), "changed": True})
        else:
            output.tell(_("The passphrase was changed. The old one no longer opens this vault."))
            output.tell(_("A copy of the vault that was made before still opens with the old one."))
