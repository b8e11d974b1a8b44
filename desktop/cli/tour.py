"""`linden tour`: the whole path on sample photographs, unattended. The path itself is in desktop/services/touring.py."""

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import output
from desktop.core.errors import LindenError, Stopped
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.touring import Step


def add_to(app: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @app.command(
        name="tour",
        help=_("Walk the whole path on sample photographs: check, find the source, keep, report, hand over. It takes less than a minute."),
        epilog=_("Example: linden tour --keep tour (what was made stays in the folder tour)"),
    )
    def tour(
        *,
        keep: Annotated[
            Path | None, typer.Option("--keep", metavar="DIR", help=_("Keep what is made in this new folder."), show_default=False)
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object a step."))] = False,
    ) -> None:
        if keep is not None:
            _tour(keep, is_kept=True, as_json=as_json)
            return
        with tempfile.TemporaryDirectory(prefix="linden-tour-") as folder:
            _tour(Path(folder), is_kept=False, as_json=as_json)


def _tour(folder: Path, *, is_kept: bool, as_json: bool) -> None:
    from desktop.services import touring

    began = time.perf_counter()
    touring.prepare(folder)
    try:
        with output.progress(_("The tour")) as work:
            tour = touring.Tour(folder, work)
            for step in tour.steps():
                _tell(step, folder, as_json=as_json)
    except Stopped:
        raise
    except LindenError as error:
        if as_json:
            output.emit({"ok": False, "error": {"code": error.code, "text": str(error.what_happened)}})
        raise
    seconds = time.perf_counter() - began
    if as_json:
        kept = {"folder": str(folder), "passphrase": tour.passphrase} if is_kept else {}
        output.emit({"ok": True, "seconds": round(seconds, 2), **kept})
        return
    output.tell(_("All of it worked, in {seconds} seconds. Nothing left this computer.").format(seconds=f"{seconds:.1f}"))
    if is_kept:
        output.tell(_("It is kept in {folder}. The passphrase of the sample vault is {passphrase}").format(
            folder=shown(str(folder)), passphrase=tour.passphrase
        ))  # fmt: skip
    else:
        output.tell(_("What was made has been removed. To keep it: linden tour --keep DIR"))


def _tell(step: "Step", folder: Path, *, as_json: bool) -> None:
    if as_json:
        made = [path.relative_to(folder).as_posix() for path in step.made]
        output.emit({"step": step.id, "found": str(step.found), "made": made, "seconds": round(step.seconds, 2)})
        return
    output.tell(f"{step.seconds:6.2f} s  {step.found}")
    for path in step.made:
        output.tell(f"          {path.relative_to(folder).as_posix()}")
