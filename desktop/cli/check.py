"""`linden check`: what can be found in pictures, and what cannot be told."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.cli.age_question import PersonShown, answer
from desktop.cli.check_views import Wished
from desktop.core import files
from desktop.core.names import shown
from desktop.core.texts import _, language, many

if TYPE_CHECKING:
    from desktop.checks.result import Finding
    from desktop.services.checking import Checked


def add_to(app: typer.Typer) -> None:
    """Add the command, with its help in the current language."""

    @app.command(
        name="check",
        help=_(
            "Check pictures and videos for signs of manipulation, on this computer. The result is never a proof that something is real."
        ),
        epilog=_("Example: linden check suspect.jpg --report result.pdf"),
    )
    def check(
        paths: Annotated[
            list[Path],
            typer.Argument(metavar="PATH...", help=_("Pictures, videos, PDF documents, or folders of them."), show_default=False),
        ],
        *,
        report: Annotated[
            Path | None, typer.Option("--report", metavar="OUT.pdf", help=_("Also write the results as a PDF."), show_default=False)
        ] = None,
        views: Annotated[
            Path | None,
            typer.Option(
                "--views",
                metavar="DIR",
                help=_("Also save views for specialists there (error level, noise, ghosts). Each is a view and never a verdict."),
                show_default=False,
            ),
        ] = None,
        person_shown: Annotated[
            PersonShown | None,
            typer.Option("--person-shown", help=_("What is known of the age of the person shown; views need it."), show_default=False),
        ] = None,
        words: Annotated[
            bool,
            typer.Option("--words", help=_("Also show the words that a generator was given, where the file holds them. They can hurt.")),
        ] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        wished = None if views is None else Wished(views, answer(person_shown))
        _check(paths, report, wished, quoting=words, as_json=as_json)


def _check(paths: list[Path], report: Path | None, views: Wished | None, *, quoting: bool, as_json: bool) -> None:
    from desktop.services import checking

    if report is not None:
        files.require_free(report)
    if views is not None:
        views.require_adult()
    kept: list[checking.Checked] = []
    failed = 0
    with checking.Checker() as checker, output.progress(_("Checking")) as work:
        for outcome in checker.check_all(paths, work):
            if isinstance(outcome, checking.NotChecked):
                failed += 1
                output.tell_file_error(str(outcome.path or outcome.name), outcome.error, as_json=as_json)
                continue
            _tell_result(outcome, quoting=quoting, as_json=as_json)
            if views is not None:
                views.save(outcome, checker.decoder, tell=not as_json)
            if report is not None:
                kept.append(checking.without_pixels(outcome))
    if report is not None and kept:
        checking.save_report(kept, report, language())
        if not as_json:
            output.tell(_("The report was saved as {name}.").format(name=shown(str(report))))
    _tell_end(failed, as_json=as_json)


def _tell_end(failed: int, *, as_json: bool) -> None:
    if failed:
        if not as_json:
            output.warn(many("{count} file could not be checked.", "{count} files could not be checked.", failed).format(count=failed))
        raise output.NeedsAttention


def _tell_result(checked: "Checked", *, quoting: bool, as_json: bool) -> None:
    result = checked.result
    path = str(checked.path or checked.name)
    page = {} if checked.page is None else {"page": checked.page + 1}
    if as_json:
        output.emit({"path": path, **page, **result.as_json(quoting=quoting)})
        return
    from desktop.checks import words
    from desktop.checks.strength_words import strength_words
    from desktop.checks.told import told
    from desktop.cli import check_words

    output.tell(shown(path))
    if checked.page is not None:
        output.tell("  " + _("Page {number}").format(number=checked.page + 1))
    output.tell(f"  {words.headline(result.band)}")
    output.tell(f"  {words.explanation(result.band, film=result.video is not None)}")
    for one in told(result.findings):
        output.tell(f"  - [{strength_words(one.finding.strength)}] {one.finding.text}")
        if (where := one.where()) is not None:
            output.tell(f"    {where}")
        output.tell(f"    {one.finding.limits}")
        _tell_quoted(one.finding, quoting=quoting)
    if result.video is not None:
        for line in check_words.of_film(result.video):
            output.tell(f"  {line}")
        output.tell(f"  SHA-256 {result.sha256}")
        output.tell()
        return
    faces = many("{count} face was found.", "{count} faces were found.", len(result.faces)).format(count=len(result.faces))
    output.tell(f"  {faces}")
    output.tell(f"  SHA-256 {result.sha256}")
    output.tell()


def _tell_quoted(finding: "Finding", *, quoting: bool) -> None:
    if finding.quoted and not quoting:
        output.tell("    " + _("To see them: {command}").format(command="linden check --words"))
        return
    for sentence in finding.quoted:
        output.tell(f"    {sentence}")
