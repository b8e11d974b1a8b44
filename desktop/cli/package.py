"""`linden package`: make the package that is handed over, and verify one."""

import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output, package_open, package_options, package_verify
from desktop.core.names import shown
from desktop.core.texts import RECEIVER_LANGUAGES, _, language, many

if TYPE_CHECKING:
    from desktop.services.handing_over import Built, PackageChoice, Shape
    from desktop.services.vaults import Vault


def add_to(app: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    package = typer.Typer(
        help=_("Make the package for the police or a lawyer, and verify one."), no_args_is_help=True, rich_markup_mode=None
    )
    _add_build(package)
    package_open.add_to(package)
    package_verify.add_to(package)
    app.add_typer(package, name="package")


def _add_build(package: typer.Typer) -> None:
    @package.command(
        name="build",
        help=_("Write one file that anyone can verify without this program. Nothing of people under 18 but hashes and addresses is in it."),
        epilog=_("Example: linden package build --vault case -o evidence.zip --items 1,2 --lang ko"),
    )
    def build(
        *,
        vault: Annotated[Path, package_options.vault()],
        out: Annotated[Path, package_options.out()],
        items: Annotated[list[str] | None, package_options.items()] = None,
        reports: Annotated[list[Path] | None, package_options.reports()] = None,
        no_pictures: Annotated[bool, package_options.no_pictures()] = False,
        previews: Annotated[bool, package_options.previews()] = False,
        lang: Annotated[str, package_options.lang()] = "",
        receiver: Annotated[str, package_options.receiver()] = "",
        to: Annotated[str, package_options.to()] = "",
        seal: Annotated[bool, package_options.seal()] = False,
        split: Annotated[str, package_options.split()] = "",
        passphrase_stdin: Annotated[bool, package_options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.handing_over import PackageChoice, Shape

        _refuse_other_languages(lang)
        if seal and receiver:
            raise typer.BadParameter(_("A package is sealed to a key or with a passphrase, not both."), param_hint="--seal")
        choice = PackageChoice(_numbers(items), not no_pictures, previews, reports=reports or (), language=lang or language())
        shape = Shape(receiver or None, split=_part_bytes(split))
        built = _build(vault, out, choice, shape, to=to, is_sealed=seal, from_stdin=passphrase_stdin)
        if as_json:
            output.emit(_built_as_json(built))
        else:
            _tell_built(built)


def _refuse_other_languages(lang: str) -> None:
    if lang and lang not in RECEIVER_LANGUAGES:
        raise typer.BadParameter(_("The languages are: {languages}.").format(languages=", ".join(RECEIVER_LANGUAGES)), param_hint="--lang")


def _part_bytes(split: str) -> int | None:
    from desktop.services import handing_over

    try:
        return handing_over.part_size(split) if split else None
    except handing_over.PartSizeWrong as error:
        told = f"{error.what_happened} {error.what_to_do}"
        raise typer.BadParameter(told, param_hint="--split") from error


def _numbers(given: Sequence[str] | None) -> list[str] | None:
    numbers = [number for one in given or () for number in re.split(r"[,\s]+", one) if number]
    return numbers if given else None


def _build(folder: Path, out: Path, choice: "PackageChoice", shape: "Shape", *, to: str, is_sealed: bool, from_stdin: bool) -> "Built":
    from desktop.services import handing_over, vaults

    passphrase = output.read_passphrase(from_stdin=from_stdin)
    if is_sealed:
        own = output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=_("A passphrase for the package: "))
        shape = replace(shape, passphrase=own)
    with vaults.unlock(folder, passphrase) as vault:
        if (choice.pictures or choice.previews) and not from_stdin:
            choice = replace(choice, withhold=_ask_age(vault, choice.item_ids))
        with output.progress(_("Writing the package")) as work:
            return handing_over.build(vault, out, work, choice, shape, receiver=to)


def _ask_age(vault: "Vault", items: Sequence[str] | None) -> Collection[str]:
    """Ask once more about age where nobody answered; a file leaves only after a clear no."""
    from desktop.services import handing_over

    open_items = handing_over.age_not_asked(vault, items)
    if not open_items or not _is_someone_there():
        return ()
    output.warn(
        many(
            "For {count} file nobody has said yet how old the person shown is.",
            "For {count} files nobody has said yet how old the person shown is.",
            len(open_items),
        ).format(count=len(open_items))
    )
    for item in open_items:
        output.warn(f"  {item.id}  {shown(item.name)}")
    if typer.confirm(_("Could anyone shown in them have been under 18? Not sure counts as yes."), default=True, err=True):
        output.warn(_("These files stay in the vault; only their hashes and addresses go into the package."))
        return tuple(item.id for item in open_items)
    return ()


def _is_someone_there() -> bool:
    return sys.stdin.isatty()


def _built_as_json(built: "Built") -> dict[str, object]:
    return {
        "path": str(built.path),
        "sha256": built.sha256,
        "package": built.package_id,
        "fingerprint": built.fingerprint,
        "parts": [str(part) for part in built.parts],
        "without_bytes": list(built.without_bytes),
        "entries": [{"path": entry.path, "size": entry.size, "what": entry.what, "item": entry.item_id} for entry in built.entries],
    }


def _tell_built(built: "Built") -> None:
    originals = sum(entry.what == "item" for entry in built.entries)
    output.tell(_("The package is written: {path}").format(path=shown(str(built.path))))
    if built.parts:
        output.tell("  " + _("Parts: {count}. The text beside them says how they are joined.").format(count=len(built.parts)))
    output.tell("  " + _("Original files inside: {count}").format(count=originals))
    if built.without_bytes:
        output.tell("  " + _("Items with hashes and addresses only: {items}").format(items=", ".join(built.without_bytes)))
    output.tell(f"  SHA-256: {built.sha256}")
    output.tell("  " + _("Fingerprint of your key: {fingerprint}").format(fingerprint=built.fingerprint))
    output.tell(_("Tell the receiver both over another way, for example by phone, so that they can be sure the package is yours."))
