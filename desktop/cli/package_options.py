"""The options of `linden package build`, each with its wording."""

import typer

from desktop.core.texts import RECEIVER_LANGUAGES, _


def vault() -> object:
    """Return the option that names the vault."""
    return typer.Option("--vault", metavar="DIR", help=_("The vault."), show_default=False)


def out() -> object:
    """Return the option for the package's place."""
    return typer.Option("--out", "-o", metavar="OUT.zip", help=_("The package to write."), show_default=False)


def items() -> object:
    """Return the option that chooses items."""
    return typer.Option("--items", metavar="1,2,...", help=_("Numbers of the items; all of them if not given."))


def reports() -> object:
    """Return the option for reports that go along."""
    return typer.Option("--report", metavar="FILE", help=_("A report (PDF, DOCX, TXT) that goes along."))


def no_pictures() -> object:
    """Return the option that leaves all files out."""
    return typer.Option("--no-pictures", help=_("Leave all files out: only hashes, addresses and times leave."))


def previews() -> object:
    """Return the option for blurred previews."""
    return typer.Option("--previews", help=_("With --no-pictures: a coarse blurred preview of each. Never of people under 18."))


def lang() -> object:
    """Return the option for the receiver's language."""
    return typer.Option("--lang", metavar="|".join(RECEIVER_LANGUAGES), help=_("The receiver's language."), show_default=False)


def receiver() -> object:
    """Return the option for the receiver's age key."""
    return typer.Option("--receiver", metavar="age1...", help=_("Seal it to this key of the receiver (age)."), show_default=False)


def to() -> object:
    """Return the option for whom it goes to, in words."""
    return typer.Option(
        "--to",
        metavar="NAME",
        help=_("To whom it goes; asked for at a counselor's desk where the person named who may get things."),
        show_default=False,
    )


def seal() -> object:
    """Return the option for a passphrase of the package's own."""
    return typer.Option("--seal", help=_("Seal it with a passphrase of its own, which any age program opens; it is asked for."))


def split() -> object:
    """Return the option for the size of parts."""
    return typer.Option("--split", metavar="25MB", help=_("Cut it into parts of this size, for mail or a stick."), show_default=False)


def passphrase_stdin() -> object:
    """Return the option by which a script gives the vault's passphrase."""
    return typer.Option("--passphrase-stdin", help=_("Read the vault's passphrase from the first line of standard input."))
