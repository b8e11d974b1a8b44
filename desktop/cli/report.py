"""`linden report`: who a report can go to, what it asks, and the report itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output, report_following, report_words
from desktop.core import texts
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.reporting import Draft, Format
    from desktop.services.vaults import Item, Vault


def add_to(app: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    group = typer.Typer(
        help=_("Write a report to the police, a service, a search engine or a host."), no_args_is_help=True, rich_markup_mode=None
    )
    for add in (_add_recipients, _add_templates, _add_fields, _add_where, _add_make, _add_review):
        add(group)
    report_following.add_to(group)
    app.add_typer(group, name="report")


def _add_recipients(group: typer.Typer) -> None:
    @group.command(
        "recipients",
        help=_("List who a report can go to, with the source and date of every fact."),
        epilog=_("Example: linden report recipients"),
    )
    def recipients(*, as_json: Annotated[bool, options.as_json()] = False) -> None:
        from desktop.services import reporting

        for one in reporting.recipients():
            if as_json:
                output.emit(report_words.recipient_as_json(one))
            else:
                output.tell(f"{one.id:22} {one.jurisdiction:4} {one.name(texts.language())}")


def _add_templates(group: typer.Typer) -> None:
    @group.command("templates", help=_("List the reports that can be written."), epilog=_("Example: linden report templates"))
    def templates(*, as_json: Annotated[bool, options.as_json()] = False) -> None:
        from desktop.services import reporting

        for one in reporting.templates():
            if as_json:
                output.emit(report_words.template_as_json(one))
            else:
                output.tell(f"{one.id:22} {one.jurisdiction:4} {','.join(one.languages):12} {one.name(texts.language())}")


def _add_fields(group: typer.Typer) -> None:
    @group.command("fields", help=_("List what a report asks for, in its own order."), epilog=_("Example: linden report fields kr_ecrm"))
    def fields(
        template: Annotated[
            str, typer.Argument(metavar="TEMPLATE", help=_("The name of the report, as it is in the list."), show_default=False)
        ],
        *,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import reporting

        for field in reporting.template(template).fields:
            if as_json:
                output.emit(report_words.field_as_json(field))
                continue
            needed = _("required") if field.required else _("required in some cases") if field.required_when else ""
            output.tell(f"{field.id:22} {field.kind:10} {field.label(texts.language())}" + (f" ({needed})" if needed else ""))
            output.tell(f"{'':22} {'':10} {field.help(texts.language())}")


def _add_where(group: typer.Typer) -> None:
    @group.command(
        "where",
        help=_("Tell where to turn, in which order and why."),
        epilog=_("Example: linden report where --age adult --country KR --host telegram"),
    )
    def where(
        age: Annotated[str, typer.Option("--age", help=_("Age of the person shown: adult, under_18 or not_sure."))] = "",
        content: Annotated[str, typer.Option("--content", help=_("Who can see it: public, private or any."))] = "any",
        writing_for: Annotated[str, typer.Option("--for", help=_("Who writes: self, other or any."))] = "any",
        host: Annotated[str, typer.Option("--host", help=_("Where the image is, for example telegram."))] = "",
        country: Annotated[str, typer.Option("--country", help=_("The country you live in, for example KR."))] = "",
        *,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import reporting

        report_words.check_choices(age=age, content=content, writing_for=writing_for, host=host, country=country)
        for one in reporting.suggest(age, report_words.content(content), report_words.files(writing_for), host, country):
            if as_json:
                output.emit({"recipient": one.recipient.id, "template": one.template_id, "reason": one.reason(texts.language())})
            else:
                output.tell(f"{one.recipient.name(texts.language())}\n    {one.reason(texts.language())}")


def _add_make(group: typer.Typer) -> None:
    @group.command(
        "make",
        help=_("Write a report. What is missing is named, and the report is then marked as a draft (exit status 3)."),
        epilog=_("Example: linden report make kr_ecrm --vault ~/case --answers answers.toml --lang ko --format pdf,txt -o ~/reports"),
    )
    def make(
        template: Annotated[
            str, typer.Argument(metavar="[TEMPLATE]", help=_("The name of the report, as it is in the list."), show_default=False)
        ] = "",
        *,
        out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help=_("The folder to write to."), show_default=False)],
        vault: Annotated[
            Path | None, typer.Option("--vault", metavar="DIR", help=_("The vault whose addresses go into the report."))
        ] = None,
        answers: Annotated[
            Path | None, typer.Option("--answers", metavar="A.toml", help=_("Your answers: a TOML file with one line a field."))
        ] = None,
        lang: Annotated[str, typer.Option("--lang", help=_("The language of the report; the recipient's own if not given."))] = "",
        formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, txt, or several with commas between."))] = "pdf",
        items: Annotated[
            str, typer.Option("--items", help=_("The numbers of the items to report, with commas between; all if not given."))
        ] = "",
        again: Annotated[int, _again()] = 0,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        if bool(template) == bool(again) or (again and vault is None):
            raise typer.BadParameter(_("Give the name of a report, or --again with a report and its --vault."))
        order = _Order(template, lang, out, report_words.formats(formats), report_words.read_answers(answers) if answers else {}, again)
        if vault is None:
            made, paths = _written(order, (), {})
        else:
            made, paths = _written_from_vault(order, vault, items, output.read_passphrase(from_stdin=from_stdin))
        _tell_made(made, paths, as_json=as_json)
        if not made.is_ready:
            raise output.NeedsAttention


def _again() -> object:
    return typer.Option(
        "--again",
        metavar="REPORT",
        min=0,
        show_default=False,
        help=_("In place of TEMPLATE: the next notice after this report, with the same answers and only the new addresses."),
    )


def _add_review(group: typer.Typer) -> None:
    @group.command(
        "review",
        help=_("Write a page with every report in every language side by side, for a lawyer to read and sign off."),
        epilog=_("Example: linden report review review.html"),
    )
    def review(out: Annotated[Path, typer.Argument(metavar="OUT.html", help=_("The page to write."), show_default=False)]) -> None:
        from desktop.services import reporting

        reporting.save_review(out)
        output.tell(_("The page was written to {name}.").format(name=shown(str(out))))


@dataclass(frozen=True)
class _Order:
    """What is to be written, and where to."""

    template: str
    language: str
    out: Path
    formats: Sequence["Format"]
    answers: dict[str, object]
    again: int = 0
    """The report that this one follows, or 0."""


def _written(order: _Order, items: Sequence["Item"], saved_answers: dict[str, str]) -> tuple["Draft", tuple[Path, ...]]:
    from desktop.services import reporting

    language = order.language or reporting.template(order.template).languages[0]
    made = reporting.draft(order.template, {**saved_answers, **order.answers}, language, items)
    return made, reporting.save(made, order.out, order.formats)


def _written_from_vault(order: _Order, folder: Path, items: str, passphrase: str) -> tuple["Draft", tuple[Path, ...]]:
    from desktop.services import reporting, vaults

    with vaults.unlock(folder, passphrase) as vault:
        if order.again:
            return _written_again(order, vault, items)
        reporting.require_consent(vault, order.template)
        chosen = _chosen(vault, items)
        made, paths = _written(order, chosen, vault.answers())
        reporting.keep(vault, made, {**vault.answers(), **order.answers}, [item.id for item in chosen])
    return made, paths


def _written_again(order: _Order, vault: "Vault", items: str) -> tuple["Draft", tuple[Path, ...]]:
    from desktop.services import remaking, reporting

    following = remaking.again(vault, order.again, _numbers(items))
    reporting.require_consent(vault, following.template_id)
    answers = {**following.answers, **order.answers}
    made = reporting.draft(following.template_id, answers, order.language or following.language, following.items)
    paths = reporting.save(made, order.out, order.formats)
    reporting.keep(vault, made, answers, [item.id for item in following.items])
    return made, paths


def _chosen(vault: "Vault", items: str) -> tuple["Item", ...]:
    numbers = _numbers(items)
    return tuple(vault.item(number) for number in numbers) if numbers else vault.items()


def _numbers(items: str) -> list[str]:
    return [number.strip() for number in items.split(",") if number.strip()]


def _tell_made(made: "Draft", paths: Sequence[Path], *, as_json: bool) -> None:
    if as_json:
        output.emit(report_words.made_as_json(made, paths))
        return
    for path in paths:
        output.tell(shown(str(path)))
    for one in made.missing:
        output.warn(str(one.text))
    if not made.is_ready:
        output.warn(_("The report is marked as a draft. Add what is missing and make it again."))
