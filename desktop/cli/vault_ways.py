"""`linden vault shares` and `linden vault ways`: three shares of which two open the vault, and what opens it at all."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from desktop.cli import options, output
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.vaults import Share, Vault, WaysIn

Removable = Literal["recovery", "shares"]
Switch = Literal["on", "off"]


def add_to(group: typer.Typer) -> None:
    """Add the two commands to those of the vault."""
    _add_shares(group)
    _add_ways(group)


def _add_shares(group: typer.Typer) -> None:
    @group.command(
        "shares",
        help=_("Make three shares, any two of which open the vault when the passphrase is forgotten. Earlier shares stop working."),
        epilog=_("Example: linden vault shares ~/case -o /media/stick"),
    )
    def shares(
        folder: Annotated[Path, options.vault_folder()],
        *,
        out: Annotated[
            Path | None,
            typer.Option(
                "-o", "--out", metavar="FOLDER", help=_("Write each on one page to print, and do not show them."), show_default=False
            ),
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening, sharing

        with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            replaced = vault.ways.listed().has_shares
            told: list[dict[str, object]]
            if out:
                told = [{"page": str(page)} for page in sharing.make_pages(vault, out)]
            else:
                secret, made = sharing.prepare()
                told = [{"words": list(share.words)} for share in made]
                if not as_json:
                    # Only what could be written down to the end takes the place of what was before.
                    _show_one_by_one(made)
                vault.ways.use_shares(secret)
        if as_json:
            output.emit({"path": str(folder), "replaced": replaced, "shares": told})
            return
        for one in told if out else ():
            output.tell(_("Saved: {name}").format(name=shown(str(one["page"]))))
        output.tell(_("Any two of the three open this vault; one alone opens nothing. Keep them in three places."))
        if replaced:
            output.tell(_("The shares from before no longer open this vault."))


def _show_one_by_one(made: "Sequence[Share]") -> None:
    from desktop.services import sharing

    for share in made:
        output.tell(_("Share {number} of 3: {holder}").format(number=share.number, holder=sharing.holder(share.number)))
        for start in range(0, len(share.words), 4):
            output.tell(
                "  ".join(f"{start + place:>2} {word:<9}" for place, word in enumerate(share.words[start : start + 4], start=1)).rstrip()
            )
        if sys.stdin and sys.stdin.isatty():
            output.warn(_("Write it down now: it is not shown again. Then press Enter."))
            sys.stdin.readline()


def _add_ways(group: typer.Typer) -> None:
    @group.command(
        "ways",
        help=_("Show what opens the vault, or remove one of these ways. The last passphrase always stays."),
        epilog=_("Example: linden vault ways ~/case --remove recovery"),
    )
    def ways(
        folder: Annotated[Path, options.vault_folder()],
        *,
        remove: Annotated[
            Removable | None,
            typer.Option("--remove", help=_("Let the recovery code, or the shares, open it no longer."), show_default=False),
        ] = None,
        add_passphrase: Annotated[
            bool, typer.Option("--add-passphrase", help=_("Let one more passphrase open it, as for a counselor."))
        ] = False,
        remove_passphrase: Annotated[
            bool, typer.Option("--remove-passphrase", help=_("Let another passphrase open it no longer; it is asked for."))
        ] = False,
        quick: Annotated[
            Switch | None,
            typer.Option(
                "--quick-unlock",
                help=_("Let the key ring of this computer open it too (then press Enter when asked for the passphrase), or no longer."),
                show_default=False,
            ),
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening

        with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            if remove is not None:
                _remove(vault, remove)
            if add_passphrase:
                vault.ways.add_passphrase(output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=_("The other passphrase: ")))
            if remove_passphrase:
                vault.ways.remove_passphrase(output.read_passphrase(from_stdin=from_stdin, prompt=_("The passphrase to remove: ")))
            if quick is not None:
                _switch(vault, quick)
            listed = vault.ways.listed()
        _tell_ways(folder, listed, as_json=as_json)


def _remove(vault: "Vault", kind: Removable) -> None:
    if kind == "recovery":
        vault.ways.remove_recovery_code()
    else:
        vault.ways.remove_shares()


def _switch(vault: "Vault", wished: Switch) -> None:
    from desktop.services import quick_unlock

    if wished == "on":
        quick_unlock.switch_on(vault)
        output.warn(_("Whoever uses this computer under your name can open the vault now. On a shared computer, switch it off."))
    else:
        quick_unlock.switch_off(vault)


def _tell_ways(folder: Path, listed: "WaysIn", *, as_json: bool) -> None:
    if as_json:
        output.emit({"path": str(folder), **asdict(listed)})
        return
    output.tell(
        many("{count} passphrase opens this vault.", "{count} passphrases open this vault.", listed.passphrases).format(
            count=listed.passphrases
        )
    )
    output.tell(_("A recovery code opens it.") if listed.has_recovery_code else _("It has no recovery code."))
    output.tell(_("Two of three shares open it.") if listed.has_shares else _("It has no shares."))
    if listed.computers:
        output.tell(
            many("Quick unlock opens it on {count} computer.", "Quick unlock opens it on {count} computers.", listed.computers).format(
                count=listed.computers
            )
        )
