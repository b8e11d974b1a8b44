"""`linden report` after writing: what was sent, when an answer is due, what was seen again, and a report made once more."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output, report_words
from desktop.core import clock, texts
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.following import Due, Followed


def add_to(group: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    for add in (_add_due, _add_sent, _add_answered, _add_seen_again, _add_remake):
        add(group)


def _vault() -> object:
    return typer.Option("--vault", metavar="DIR", help=_("The vault that keeps the reports."), show_default=False)


def _report() -> object:
    return typer.Argument(metavar="REPORT", help=_('The number of the report, as "report due" lists it.'), show_default=False)


def _at() -> object:
    return typer.Option("--at", help=_("When it was, as 2026-11-23T10:15; now if not given."), show_default=False)


def _add_due(group: typer.Typer) -> None:
    @group.command(
        "due",
        help=_("List the reports of a vault: what was sent, when an answer is due, and what to do then (exit status 3 if one is overdue)."),
        epilog=_("Example: linden report due --vault ~/case"),
    )
    def due(
        *,
        vault: Annotated[Path, _vault()],
        calendar: Annotated[
            Path | None,
            typer.Option("--calendar", metavar="OUT.ics", help=_('Also write a calendar file; its entries only say "Appointment".')),
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import following, vaults

        with vaults.unlock(vault, output.read_passphrase(from_stdin=from_stdin)) as opened:
            reports = following.followed(opened)
        for one in reports:
            _tell(one, as_json=as_json)
        if not reports and not as_json:
            output.tell(_("No report is kept in this vault yet."))
        if calendar is not None:
            count = following.save_calendar(reports, calendar)
            output.warn(many("{count} entry was written to {name}.", "{count} entries were written to {name}.", count)
                        .format(count=count, name=shown(str(calendar))))  # fmt: skip
        if any(one.stage is following.Stage.OVERDUE for one in reports):
            raise output.NeedsAttention


def _add_sent(group: typer.Typer) -> None:
    @group.command(
        "sent",
        help=_("Note that a report was sent. A later note corrects an earlier one; both stay in the custody log."),
        epilog=_('Example: linden report sent 3 --vault ~/case --at 2026-11-23T10:15 --how "web form" --reference 4711'),
    )
    def sent(
        report: Annotated[int, _report()],
        *,
        vault: Annotated[Path, _vault()],
        at: Annotated[str, _at()] = "",
        how: Annotated[str, typer.Option("--how", help=_("How it was sent, in your own words."))] = "",
        reference: Annotated[str, typer.Option("--reference", help=_("The number that the recipient gave it."))] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import following, vaults

        moment = options.moment(at)
        with vaults.unlock(vault, output.read_passphrase(from_stdin=from_stdin)) as opened:
            _tell(following.mark_sent(opened, report, moment, how, reference), as_json=as_json)


def _add_answered(group: typer.Typer) -> None:
    @group.command(
        "answered",
        help=_("Note that an answer came, or that it is gone: nothing is due any more."),
        epilog=_("Example: linden report answered 3 --vault ~/case"),
    )
    def answered(
        report: Annotated[int, _report()],
        *,
        vault: Annotated[Path, _vault()],
        at: Annotated[str, _at()] = "",
        note: Annotated[str, typer.Option("--note", help=_("What was answered, in your own words."))] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import following, vaults

        moment = options.moment(at)
        with vaults.unlock(vault, output.read_passphrase(from_stdin=from_stdin)) as opened:
            _tell(following.mark_answered(opened, report, moment, note), as_json=as_json)


def _add_seen_again(group: typer.Typer) -> None:
    @group.command(
        "seen-again",
        help=_('Keep a new address of something in the vault. "report make --again" then writes the next notice.'),
        epilog=_("Example: linden report seen-again 0001 https://example.com/2 --vault ~/case"),
    )
    def seen_again(
        item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The number of the item that was seen again."), show_default=False)],
        url: Annotated[str, typer.Argument(metavar="URL", help=_("The new address."), show_default=False)],
        *,
        vault: Annotated[Path, _vault()],
        account: Annotated[str, typer.Option("--account", help=_("The account that posted it there."))] = "",
        seen_at: Annotated[str, typer.Option("--seen-at", help=_("When it was seen, as 2026-11-23T10:15."), show_default=False)] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import following, vaults

        where = vaults.Where(url=url, account=account, seen_at=options.moment(seen_at))
        with vaults.unlock(vault, output.read_passphrase(from_stdin=from_stdin)) as opened:
            new = following.seen_again(opened, item, where)
        if as_json:
            output.emit({"item": new.id, "first": item, "url": new.where.url})
        else:
            output.tell(_("Kept as item {item}.").format(item=new.id))


def _add_remake(group: typer.Typer) -> None:
    @group.command(
        "remake",
        help=_("Make a kept report once more, the same byte for byte. Where the template has changed since, it says so (exit status 3)."),
        epilog=_("Example: linden report remake 3 --vault ~/case -o ~/reports"),
    )
    def remake(
        report: Annotated[int, _report()],
        *,
        vault: Annotated[Path, _vault()],
        out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help=_("The folder to write to."), show_default=False)],
        formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, txt, or several with commas between."))] = "pdf",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import remaking, vaults

        kinds = report_words.formats(formats)
        with vaults.unlock(vault, output.read_passphrase(from_stdin=from_stdin)) as opened:
            remade = remaking.remake(opened, report)
        paths = remaking.save(remade, out, kinds)
        if as_json:
            difference = remade.difference
            output.emit({**report_words.made_as_json(remade.draft, paths), "same": remade.is_same, "kept_version": remade.kept_version,
                         "difference": str(difference) if difference else None})  # fmt: skip
        else:
            for path in paths:
                output.tell(shown(str(path)))
        if remade.difference is not None:
            output.warn(str(remade.difference))
            raise output.NeedsAttention


def _tell(one: "Followed", *, as_json: bool) -> None:
    if as_json:
        output.emit(_as_json(one))
        return
    output.tell(f"{one.number:>4}  {one.name(texts.language())} ({one.language})")
    output.tell(f"      {_stage(one)}")
    if one.case_closed_at is not None:
        output.tell(
            "      " + _("Its case was closed on {when}. What is due is still counted.").format(when=clock.stamp(one.case_closed_at))
        )
    for limit in one.dues:
        output.tell(f"      {_limit(limit)}")
        if limit.has_passed and one.answered_at is None:
            output.tell(f"      {limit.then}")


def _stage(one: "Followed") -> str:
    if one.answered_at is not None:
        return _("Answered on {when}").format(when=clock.stamp(one.answered_at))
    if one.sent is not None:
        sentence = _("Sent on {when}; reference {reference}") if one.sent.reference else _("Sent on {when}")
        return sentence.format(when=clock.stamp(one.sent.at), reference=shown(one.sent.reference))
    return _("Not sent yet") if one.content.get("ready") is True else _("A draft: something required is missing")


def _limit(limit: "Due") -> str:
    when = clock.stamp(limit.at)
    if not limit.is_sure:
        return _("Check, this is not certain: {what}: {when}").format(what=limit.what, when=when)
    return (_("Passed: {what}: {when}") if limit.has_passed else _("Due: {what}: {when}")).format(what=limit.what, when=when)


def _as_json(one: "Followed") -> dict[str, object]:
    return {
        "report": one.number,
        "template": one.template_id,
        "version": one.content.get("version"),
        "language": one.language,
        "stage": one.stage,
        "items": list(one.item_ids),
        "kept_at": clock.stamp(one.kept_at),
        "sent": {"at": clock.stamp(one.sent.at), "how": one.sent.how, "reference": one.sent.reference} if one.sent else None,
        "answered_at": clock.stamp(one.answered_at) if one.answered_at else None,
        "case_closed_at": clock.stamp(one.case_closed_at) if one.case_closed_at else None,
        "due": [
            {
                "what": str(limit.what),
                "at": clock.stamp(limit.at),
                "sure": limit.is_sure,
                "passed": limit.has_passed,
                "then": str(limit.then),
                "then_template": limit.then_template or None,
                "not_counted": str(limit.left_out) if limit.left_out else None,
            }
            for limit in one.dues
        ],
    }
