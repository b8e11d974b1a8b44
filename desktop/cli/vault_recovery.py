"""`linden vault recovery` and `linden vault recover`: the way back in when the passphrase is forgotten."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.recovering import Opener
    from desktop.services.vaults import Vault

    ComeBack = Callable[[Path, str, Opener], Vault]


def add_to(group: typer.Typer) -> None:
    """Add the two commands to those of the vault."""
    _add_recovery(group)
    _add_recover(group)


def _add_recovery(group: typer.Typer) -> None:
    @group.command(
        "recovery",
        help=_("Make a recovery code, which opens the vault when the passphrase is forgotten. An earlier code stops working."),
        epilog=_("Example: linden vault recovery ~/case -o /media/stick/code.pdf"),
    )
    def recovery(
        folder: Annotated[Path, options.vault_folder()],
        *,
        out: Annotated[
            Path | None,
            typer.Option(
                "-o", "--out", metavar="CODE.pdf", help=_("Write it on one page to print, and do not show it."), show_default=False
            ),
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening, recovering

        with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            replaced = vault.has_recovery_code
            code = recovering.make(vault, out)
        if as_json:
            told = {"path": str(folder), "replaced": replaced}
            output.emit({**told, "page": str(out)} if out else {**told, "code": code.shown()})
            return
        output.tell(_("Saved: {name}").format(name=shown(str(out))) if out else code.shown())
        if replaced:
            output.tell(_("The recovery code from before no longer opens this vault."))
        if out is None:
            output.tell(_("Write it down now: it is not shown again."))
        output.tell(_("Keep it away from the vault: in another place, or with someone you trust. Whoever has both can open it."))


def _add_recover(group: typer.Typer) -> None:
    @group.command(
        "recover",
        help=_("Open the vault by its recovery code, or by two shares, and choose a new passphrase."),
        epilog=_("Example: linden vault recover ~/case"),
    )
    def recover(
        folder: Annotated[Path, options.vault_folder()],
        *,
        by_shares: Annotated[bool, typer.Option("--shares", help=_("By two of the three shares, in place of the recovery code."))] = False,
        from_stdin: Annotated[
            bool,
            typer.Option(
                "--code-stdin",
                help=_("Read the code from the first line of standard input (or two shares from two lines), then the new passphrase."),
            ),
        ] = False,
        rebuild: Annotated[
            bool, typer.Option("--rebuild", help=_("Make a damaged list of items anew as well. The damaged file is kept."))
        ] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening, vaults

        come_back = _by_shares(from_stdin=from_stdin) if by_shares else _by_code(from_stdin=from_stdin)
        new = options.new_passphrase(_("The new passphrase: "), from_stdin=from_stdin)
        with come_back(folder, new, vaults.rebuild if rebuild else opening.unlock) as vault:
            changed = not vault.is_read_only
        _tell_recovered(folder, changed=changed, by_shares=by_shares, as_json=as_json)


def _by_code(*, from_stdin: bool) -> "ComeBack":
    from desktop.services import recovering

    code = output.read_passphrase(from_stdin=from_stdin, prompt=_("The recovery code: "))
    recovering.check(code)
    return lambda folder, new, open_by: recovering.recover(folder, code, new, open_by)


def _by_shares(*, from_stdin: bool) -> "ComeBack":
    from desktop.services import sharing

    first = output.read_passphrase(from_stdin=from_stdin, prompt=_("The words of one share: "))
    sharing.check(first)
    second = output.read_passphrase(from_stdin=from_stdin, prompt=_("The words of another share: "))
    sharing.check(second)
    return lambda folder, new, open_by: sharing.recover(folder, first, second, new, open_by)


def _tell_recovered(folder: Path, *, changed: bool, by_shares: bool, as_json: bool) -> None:
    if as_json:
        output.emit({"path": str(folder), "changed": changed})
    elif changed:
        output.tell(_("The vault opens with the new passphrase from now on. The forgotten one no longer opens it."))
        output.tell(
            _("The shares still work. Put them back in their places.")
            if by_shares
            else _("The recovery code still works. Put it back in its place.")
        )
    else:
        output.tell(_("The vault can be opened so, but nothing can be written there, so the passphrase was not changed."))
        output.tell(_("Copy the whole folder to your own computer or stick, and run this command on the copy."))
    if not changed:
        raise output.NeedsAttention
