"""Options and arguments that several commands share, each with one wording."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desktop.cli import output
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.vaults import Vault


def vault_folder() -> object:
    """Return the argument that names the folder of a vault."""
    return typer.Argument(metavar="DIR", help=_("The folder of the vault."), show_default=False)


def passphrase_stdin() -> object:
    """Return the option by which a script gives the passphrase."""
    return typer.Option("--passphrase-stdin", help=_("Read the passphrase from the first line of standard input."))


def as_json() -> object:
    """Return the option for output that machines read."""
    return typer.Option("--json", help=_("Print one JSON object a line, for machines."))


def item() -> object:
    """Return the argument that names an item of a vault."""
    return typer.Argument(metavar="ITEM", help=_("The number of the item, as it is in the list."), show_default=False)


def url() -> object:
    """Return the option for the address where something was seen."""
    return typer.Option("--url", help=_("The address where it was seen."), show_default=False)


def account() -> object:
    """Return the option for the account that showed something."""
    return typer.Option("--account", help=_("The account that showed it."), show_default=False)


def platform() -> object:
    """Return the option for the platform or site."""
    return typer.Option("--platform", help=_("The platform or site."), show_default=False)


def note() -> object:
    """Return the option for a note."""
    return typer.Option("--note", help=_("A note in your own words."), show_default=False)


def seen_at() -> object:
    """Return the option for when something was seen."""
    return typer.Option("--seen-at", help=_("When it was seen, as 2026-11-23T10:15."), show_default=False)


def case() -> object:
    """Return the option for the case that something belongs to."""
    return typer.Option("--case", help=_("The number of the case it belongs to."), show_default=False)


def tags() -> object:
    """Return the option for tags."""
    return typer.Option("--tag", help=_("A tag; may be given several times."), show_default=False)


def person_shown() -> object:
    """Return the option for the answer about age."""
    return typer.Option(
        "--person-shown",
        help=_("Whether the person shown was an adult. With under-18 or not-sure no picture is kept, only hash and address."),
        show_default=False,
    )


def moment(text: str) -> datetime | None:
    """Read a date and time given on the command line, in this computer's zone where it names none; None for nothing."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise typer.BadParameter(_("This is no date and time: {text}. Write it as 2026-11-23T10:15.").format(text=shown(text))) from error


def new_passphrase(prompt: str, *, from_stdin: bool) -> str:
    """Return a new passphrase, typed twice or read; tell a person at the keyboard where it is easily guessed."""
    from desktop.services import strength

    passphrase = output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=prompt)
    judged = None if from_stdin else strength.judge(passphrase)
    if judged is not None and judged.level != "good":
        output.warn(f"{judged.says} {judged.advice}")
    return passphrase


@contextmanager
def unlocked(folder: Path, *, from_stdin: bool, needs: str = "") -> "Iterator[Vault]":
    """Yield the vault, unlocked by the passphrase that is asked for or read; say where it is an older copy.

    `needs` is what the person must have agreed to, where a counselor works with it (a consent.Scope).
    """
    from desktop.services import opening, quick_unlock
    from desktop.services.counsel import consent

    passphrase = output.read_passphrase(from_stdin=from_stdin)
    # A person who types nothing opens it by quick unlock, where that is on.
    by_key_ring = not passphrase and not from_stdin
    with quick_unlock.unlock(folder) if by_key_ring else opening.unlock(folder, passphrase) as vault:
        if vault.older is not None:
            for line in opening.said_of_older(vault.older):
                output.warn(line)
        if needs:
            consent.require(vault, consent.Scope(needs))
        yield vault
