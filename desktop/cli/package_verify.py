"""`linden package verify`: tell whether a package is as it was sealed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import output
from desktop.core.errors import LindenError, Stopped
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.handing_over import Compared, Problem, Verified


def add_to(package: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @package.command(
        name="verify",
        help=_("Tell whether a single byte of a package was changed, lost or added, and where."),
        epilog=_("Example: linden package verify evidence.zip"),
    )
    def verify(
        package_file: Annotated[Path, typer.Argument(metavar="OUT.zip", help=_("The package."), show_default=False)],
        *,
        key: Annotated[
            str, typer.Option("--key", metavar="HEX", help=_("The fingerprint that the sender told you."), show_default=False)
        ] = "",
        against: Annotated[
            Path | None,
            typer.Option("--against", metavar="OTHER.zip", help=_("Another package of the same case: which is older?"), show_default=False),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    ) -> None:
        _verify(package_file, key, against, as_json=as_json)


def _verify(path: Path, key: str, against: Path | None, *, as_json: bool) -> None:
    from desktop.services import handing_over

    verified = _verified(path, key, as_json=as_json)
    other = _verified(against, "", as_json=as_json) if against and verified.ok else None
    compared = handing_over.compare(verified, other) if other and other.chain and verified.chain else None
    if as_json:
        output.emit(_as_json(verified) | _against_as_json(other, compared))
    else:
        _tell(verified)
        _tell_against(other, compared)
    if not verified.ok:
        raise typer.Exit(1)
    if verified.kind == "bag" or (other and (compared is None or compared.relation not in {"same", "newer"})):
        raise output.NeedsAttention


def _verified(path: Path, key: str, *, as_json: bool) -> "Verified":
    from desktop.services import handing_over

    try:
        with output.progress(_("Verifying the package")) as work:
            return handing_over.verify(path, work, key)
    except Stopped:
        raise
    except LindenError as error:
        if as_json:
            problem = {"part": shown(path.name), "code": error.code, "text": str(error.what_happened)}
            output.emit({"ok": False, "problems": [problem]})
        raise


def _against_as_json(other: "Verified | None", compared: "Compared | None") -> dict[str, object]:
    if other is None:
        return {}
    if compared is None:
        return {"against": {"relation": "not_comparable", "problems": [_problem(one) for one in other.problems]}}
    return {"against": {"relation": compared.relation, "line": compared.line, "text": str(compared.text), "package": other.package_id}}


def _tell_against(other: "Verified | None", compared: "Compared | None") -> None:
    if compared:
        output.tell(str(compared.text))
    elif other:
        output.tell(_("The other package is not as it was sealed, so the two cannot be compared:"))
        for problem in (*other.problems, *other.notes):
            output.tell(f"  {problem.text}")


def _as_json(verified: "Verified") -> dict[str, object]:
    return {
        "ok": verified.ok,
        "kind": verified.kind,
        "problems": [_problem(one) for one in verified.problems],
        "notes": [_problem(one) for one in verified.notes],
        "items": verified.items,
        "made_at": verified.made_at,
        "package": verified.package_id,
        "fingerprint": verified.fingerprint,
    }


def _problem(one: "Problem") -> dict[str, str]:
    return {"part": one.part, "code": one.code, "text": str(one.text)}


def _tell(verified: "Verified") -> None:
    output.tell(_headline(verified))
    for problem in verified.problems:
        output.tell(f"  {problem.text}")
    if not verified.ok:
        output.tell(_("Ask the sender for a new copy, and keep this one as it is."))
    for note in verified.notes:
        output.tell(f"  {note.text}")
    if verified.package_id:
        output.tell("  " + _("Package: {package}, made at {moment}").format(package=verified.package_id, moment=verified.made_at))
        output.tell("  " + _("Items: {count}").format(count=verified.items))
        output.tell("  " + _("Fingerprint of the key: {fingerprint}").format(fingerprint=verified.fingerprint))


def _headline(verified: "Verified") -> str:
    if verified.kind == "bag":
        return _("The files are as the bag's own lists say.") if verified.ok else _("This bag is not as its own lists say:")
    if verified.kind == "folder" and verified.ok:
        return _("Nothing differs: every file is as it was when the package was sealed.")
    return (
        _("Nothing differs: every byte is as it was when the package was sealed.")
        if verified.ok
        else _("This package is not as it was sealed:")
    )
