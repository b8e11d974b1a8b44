"""`linden package open`: take a case over from a package, into a new vault."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import output
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.taking_over import TakenOver


def add_to(package: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @package.command(
        name="open",
        help=_("Take a case over: verify a package and put what it holds into a new vault, with its history."),
        epilog=_("Example: linden package open evidence.zip --vault case"),
    )
    def open_package(
        package_file: Annotated[Path, typer.Argument(metavar="OUT.zip", help=_("The package."), show_default=False)],
        *,
        vault: Annotated[Path, typer.Option("--vault", metavar="NEWDIR", help=_("The new vault to make."), show_default=False)],
        key: Annotated[
            str, typer.Option("--key", metavar="HEX", help=_("The fingerprint that the sender told you."), show_default=False)
        ] = "",
        passphrase_stdin: Annotated[
            bool, typer.Option("--passphrase-stdin", help=_("Read the new vault's passphrase from the first line of standard input."))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    ) -> None:
        _open(package_file, vault, key, from_stdin=passphrase_stdin, as_json=as_json)


def _open(path: Path, folder: Path, key: str, *, from_stdin: bool, as_json: bool) -> None:
    from desktop.services import taking_over

    passphrase = output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=_("A passphrase for the new vault: "))
    with output.progress(_("Taking the case over")) as work:
        taken = taking_over.take_over(path, folder, passphrase, work, fingerprint=key)
    if as_json:
        output.emit(_as_json(taken))
    else:
        _tell(taken, is_key_known=bool(key))


def _as_json(taken: "TakenOver") -> dict[str, object]:
    return {
        "vault": str(taken.folder),
        "package": taken.package_id,
        "fingerprint": taken.fingerprint,
        "items": dict(taken.items),
        "without_bytes": list(taken.without_bytes),
    }


def _tell(taken: "TakenOver", *, is_key_known: bool) -> None:
    output.tell(_("The case is in the new vault {name}.").format(name=shown(str(taken.folder))))
    output.tell("  " + _("Package: {package}").format(package=taken.package_id))
    output.tell("  " + _("Items: {count}").format(count=len(taken.items)))
    if taken.without_bytes:
        output.tell("  " + _("Items with hashes and addresses only: {items}").format(items=", ".join(taken.without_bytes)))
    output.tell("  " + _("Fingerprint of the key: {fingerprint}").format(fingerprint=taken.fingerprint))
    if not is_key_known:
        output.tell(_("Ask the sender for this fingerprint over another way, for example by phone, and compare."))
    output.tell(_("Reports and letters stay in the package. Keep it: it is the proof of what came before."))
