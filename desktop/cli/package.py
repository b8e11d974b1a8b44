"""`linden package`: make the package that is handed over, and verify one."""

import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import output, package_open, package_verify
from desktop.core.names import shown
from desktop.core.texts import RECEIVER_LANGUAGES, _, language, many

if TYPE_CHECKING:
    from desktop.services.handing_over import Built
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
        vault: Annotated[Path, typer.Option("--vault", metavar="DIR", help=_("The vault."), show_default=False)],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT.zip", help=_("The package to write."), show_default=False)],
        items: Annotated[
            list[str] | None, typer.Option("--items", metavar="1,2,...", help=_("Numbers of the items; all of them if not given."))
        ] = None,
        reports: Annotated[
            list[Path] | None, typer.Option("--report", metavar="FILE", help=_("A report (PDF, DOCX, TXT) that goes along."))
        ] = None,
        no_pictures: Annotated[
            bool, typer.Option("--no-pictures", help=_("Leave all files out: only hashes, addresses and times leave."))
        ] = False,
        previews: Annotated[
            bool, typer.Option("--previews", help=_("With --no-pictures: a coarse blurred preview of each. Never of people under 18."))
        ] = False,
        lang: Annotated[
            str, typer.Option("--lang", metavar="|".join(RECEIVER_LANGUAGES), help=_("The receiver's language."), show_default=False)
        ] = "",
        receiver: Annotated[
            str, typer.Option("--receiver", metavar="age1...", help=_("Seal it to this key of the receiver (age)."), show_default=False)
        ] = "",
        to: Annotated[
            str,
            typer.Option(
                "--to",
                metavar="NAME",
                help=_("To whom it goes; asked for at a counselor's desk where the person named who may get things."),
                show_default=False,
            ),
        ] = "",
        seal: Annotated[
            bool, typer.Option("--seal", help=_("Seal it with a passphrase of its own, which any age program opens; it is asked for."))
        ] = False,
        split: Annotated[
            str, typer.Option("--split", metavar="25MB", help=_("Cut it into parts of this size, for mail or a stick."), show_default=False)
        ] = "",
        passphrase_stdin: Annotated[
            bool, typer.Option("--passphrase-stdin", help=_("Read the vault's passphrase from the first line of standard input."))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    ) -> None:
        _refuse_other_languages(lang)
        if seal and receiver:
            raise typer.BadParameter(_("A package is sealed to a key or with a passphrase, not both."), param_hint="--seal")
        _build(
            vault,
            out,
            items=_numbers(items),
            reports=reports or (),
            pictures=not no_pictures,
            previews=previews,
            lang=lang or language(),
            receiver=receiver or None,
            to=to,
            is_sealed=seal,
            part_bytes=_part_bytes(split),
            from_stdin=passphrase_stdin,
            as_json=as_json,
        )


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


def _build(
    folder: Path,
    out: Path,
    *,
    items: list[str] | None,
    reports: Sequence[Path],
    pictures: bool,
    previews: bool,
    lang: str,
    receiver: str | None,
    to: str,
    is_sealed: bool,
    part_bytes: int | None,
    from_stdin: bool,
    as_json: bool,
) -> None:
    from desktop.services import handing_over, vaults

    passphrase = output.read_passphrase(from_stdin=from_stdin)
    own = output.read_passphrase(from_stdin=from_stdin, twice=True, prompt=_("A passphrase for the package: ")) if is_sealed else None
    with vaults.unlock(folder, passphrase) as vault:
        withhold = _ask_age(vault, items) if (pictures or previews) and not from_stdin else ()
        with output.progress(_("Writing the package")) as work:
            built = handing_over.build(
                vault, out, work,
                item_ids=items, pictures=pictures, language=lang, reports=reports, receiver_key=receiver, withhold=withhold,
                passphrase=own, split=part_bytes, previews=previews, receiver=to,
            )  # fmt: skip
    if as_json:
        output.emit(_built_as_json(built))
    else:
        _tell_built(built)


def _ask_age(vault: "Vault", items: list[str] | None) -> Collection[str]:
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
