"""Options and arguments that several commands share, each with one wording."""

from datetime import datetime

import typer

from desktop.core.names import shown
from desktop.core.texts import _


def vault_folder() -> object:
    """Return the argument that names the folder of a vault."""
    return typer.Argument(metavar="DIR", help=_("The folder of the vault."), show_default=False)


def passphrase_stdin() -> object:
    """Return the option by which a script gives the passphrase."""
    return typer.Option("--passphrase-stdin", help=_("Read the passphrase from the first line of standard input."))


def as_json() -> object:
    """Return the option for output that machines read."""
    return typer.Option("--json", help=_("Print one JSON object a line, for machines."))


def moment(text: str) -> datetime | None:
    """Read a date and time given on the command line, in this computer's zone where it names none; None for nothing."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise typer.BadParameter(_("This is no date and time: {text}. Write it as 2026-11-23T10:15.").format(text=shown(text))) from error
