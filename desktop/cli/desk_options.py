"""What the commands of the desk share: its folder, a code, and opening it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desktop.cli import output
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.vaults import Vault


def code() -> object:
    """Return the argument that names a case."""
    return typer.Argument(metavar="CODE", help=_("A code for the case, and no name."), show_default=False)


def desk_folder() -> object:
    """Return the argument that names the folder of a desk."""
    return typer.Argument(metavar="DESK", help=_("The folder of the desk."), show_default=False)


def two_from_stdin() -> object:
    """Return the option by which a script gives the passphrase of the desk and then that of the case."""
    return typer.Option(
        "--passphrase-stdin",
        help=_("Read the passphrase of the desk from the first line of standard input, that of the case from the second."),
    )


@contextmanager
def opened(folder: Path, *, from_stdin: bool) -> "Iterator[Vault]":
    """Yield the open desk, and lock it in the end."""
    from desktop.services.counsel import desk

    with desk.unlock(folder, output.read_passphrase(from_stdin=from_stdin, prompt=_("Passphrase of the desk: "))) as held:
        yield held
