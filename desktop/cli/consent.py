"""`linden consent`: what a person agreed to, noted in their own vault."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.core.texts import _, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.counsel.consent import Scope, Standing
    from desktop.services.vaults import Vault


class ScopeName(StrEnum):
    """What may be agreed to, as it is typed."""

    LOOK = "look"
    KEEP = "keep"
    REPORT = "report"
    HAND_OVER = "hand-over"


class HowName(StrEnum):
    """How it was said, as it is typed."""

    IN_PERSON = "in-person"
    SIGNED = "signed"
    BY_PHONE = "by-phone"


_STATES = {
    "not_asked": mark("not asked yet"),
    "given": mark("agreed"),
    "revoked": mark("taken back"),
    "ended": mark("ended"),
}


def add_to(app: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    group = typer.Typer(
        help=_("What a person agreed to, where a counselor works with their vault."), no_args_is_help=True, rich_markup_mode=None
    )
    for add in (_add_show, _add_give, _add_revoke):
        add(group)
    app.add_typer(group, name="consent")


def _scopes() -> object:
    return typer.Argument(metavar="SCOPE...", help=_("What it is about: look, keep, report, hand-over."), show_default=False)


def _add_show(group: typer.Typer) -> None:
    @group.command("show", help=_("Show how each scope stands."), epilog=_("Example: linden consent show ~/case"))
    def show(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening

        with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            _tell(vault, as_json=as_json)


def _add_give(group: typer.Typer) -> None:
    @group.command(
        "give",
        help=_("Note what the person agreed to, in their vault and its custody log."),
        epilog=_("Example: linden consent give ~/case keep report --how in-person --until 2027-03-31"),
    )
    def give(
        folder: Annotated[Path, options.vault_folder()],
        scopes: Annotated[list[ScopeName], _scopes()],
        *,
        how: Annotated[HowName, typer.Option("--how", help=_("How it was said."))] = HowName.IN_PERSON,
        to: Annotated[str, typer.Option("--to", help=_("To whom things may go."), show_default=False)] = "",
        until: Annotated[str, typer.Option("--until", help=_("The last day on which it holds, as 2027-03-31."), show_default=False)] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening
        from desktop.services.counsel import consent

        last_day = _day(until)
        with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            consent.give(vault, _named(scopes), consent.How(how.value.replace("-", "_")), to=to, until=last_day)
            _tell(vault, as_json=as_json)


def _add_revoke(group: typer.Typer) -> None:
    @group.command(
        "revoke",
        help=_("Note that the person took their consent back. What it covers is refused from then on."),
        epilog=_("Example: linden consent revoke ~/case hand-over"),
    )
    def revoke(
        folder: Annotated[Path, options.vault_folder()],
        scopes: Annotated[list[ScopeName], _scopes()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import opening
        from desktop.services.counsel import consent

        with opening.unlock(folder, output.read_passphrase(from_stdin=from_stdin)) as vault:
            consent.revoke(vault, _named(scopes))
            _tell(vault, as_json=as_json)


def _named(scopes: "Sequence[ScopeName]") -> "list[Scope]":
    from desktop.services.counsel.consent import Scope

    return [Scope(one.value.replace("-", "_")) for one in scopes]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(_("This is no day. Write it as 2027-03-31.")) from error


def _tell(vault: "Vault", *, as_json: bool) -> None:
    from desktop.services.counsel import consent

    if not consent.is_counselled(vault) and not as_json:
        output.tell(_("No counselor works with this vault, so nothing has to be agreed to."))
    for one in consent.standing(vault):
        _tell_one(one, as_json=as_json)


def _tell_one(one: "Standing", *, as_json: bool) -> None:
    if as_json:
        since, until = one.since.isoformat() if one.since else None, one.until.isoformat() if one.until else None
        output.emit({"scope": one.scope.value, "state": one.state.value, "since": since, "until": until, "to": one.to, "how": one.how})
        return
    line = _("{what}: {state}").format(what=one.what, state=_(_STATES[one.state.value]))
    output.tell(line + (f" ({one.until.isoformat()})" if one.until else ""))
