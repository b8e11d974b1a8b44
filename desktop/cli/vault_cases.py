"""`linden vault case`, `describe` and `check`: keep cases apart, and say what is known of items, or correct it."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import age_question, options, output, vault_words
from desktop.cli.vault_adding import How, how
from desktop.core.clock import stamp
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.services.vaults import Case, Item, Person, Said, Vault, Where


class Clearable(StrEnum):
    """What can be taken back of what was said of an item."""

    URL = "url"
    ACCOUNT = "account"
    PLATFORM = "platform"
    NOTE = "note"
    SEEN_AT = "seen-at"
    HOW = "how"
    TAGS = "tags"
    ACCOUNTS = "other-accounts"
    PEOPLE = "people"


def add_to(group: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    for add in (_add_case, _add_describe, _add_check):
        add(group)


def _add_case(group: typer.Typer) -> None:
    @group.command(
        "case",
        help=_("List the cases of the vault, begin another, or change one."),
        epilog=_('Example: linden vault case ~/vault --new "J. M."; linden vault case ~/vault --case 2 --close'),
    )
    def case(
        folder: Annotated[Path, options.vault_folder()],
        *,
        new: Annotated[str, typer.Option("--new", metavar="NAME", help=_("Begin a case of this name."), show_default=False)] = "",
        which: Annotated[str, options.case()] = "",
        name: Annotated[str | None, typer.Option("--name", help=_("Another name for the case."), show_default=False)] = None,
        note: Annotated[str | None, options.note()] = None,
        close: Annotated[
            bool | None, typer.Option("--close/--reopen", help=_("Note that the case is done with, or take it up again."))
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        if not which and not new and (name is not None or note is not None or close is not None):
            raise typer.BadParameter(_("Say which case, with --case."))
        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            book = vault.casebook
            changed: list[Case] = []
            if new:
                changed = [book.open_case(new, note or "")]
            elif which:
                changed = [book.change_case(which, name=name, note=note) if name is not None or note is not None else book.case(which)]
                if close is not None:
                    changed = [book.close_case(which) if close else book.reopen_case(which)]
            for one in changed or book.cases():
                _tell_case(one, vault, as_json=as_json)


def _other_accounts() -> object:
    return typer.Option("--other-account", help=_("Another account; may be given several times."), show_default=False)


def _people_shown() -> object:
    what = _("Someone shown, and whether they were an adult: adult, under-18 or not-sure.")
    return typer.Option("--person", metavar="NAME=ANSWER", help=what, show_default=False)


def _clear() -> object:
    return typer.Option("--clear", help=_("Take back what was said of this; may be given several times."), show_default=False)


def _destroy() -> object:
    return typer.Option("--destroy", help=_("Confirm that a stored picture is destroyed where someone shown may be under 18."))


def _add_describe(group: typer.Typer) -> None:
    @group.command(
        "describe",
        help=_(
            "Say what is known of an item, or correct it: its case, how it came, tags, accounts, people, and where it was seen. "
            "What was said before stays in the log; the file and its hashes never change."
        ),
        epilog=_('Example: linden vault describe ~/vault 0003 --case 2 --how screenshot --tag urgent --person "me=adult"'),
    )
    def describe(
        folder: Annotated[Path, options.vault_folder()],
        item: Annotated[str, options.item()],
        *,
        case: Annotated[str, options.case()] = "",
        came: Annotated[How | None, how()] = None,
        tags: Annotated[list[str] | None, options.tags()] = None,
        accounts: Annotated[list[str] | None, _other_accounts()] = None,
        people: Annotated[list[str] | None, _people_shown()] = None,
        url: Annotated[str | None, options.url()] = None,
        account: Annotated[str | None, options.account()] = None,
        platform: Annotated[str | None, options.platform()] = None,
        note: Annotated[str | None, options.note()] = None,
        seen_at: Annotated[str, options.seen_at()] = "",
        clear: Annotated[list[Clearable] | None, _clear()] = None,
        destroy: Annotated[bool, _destroy()] = False,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        stated = {"url": url, "account": account, "platform": platform, "note": note}
        with options.unlocked(folder, from_stdin=from_stdin, needs="keep") as vault:
            found = vault.item(item)
            said = _said(_said_without(found.said, clear or []), came, tags, accounts, _people(people))
            if case:
                said = replace(said, case_id=vault.casebook.case(case).id)
            where = _where(_where_without(found.where, clear or []), stated, options.moment(seen_at))
            vault.casebook.revise(found.id, said, where, destroy=destroy)
            vault_words.tell_item(vault.item(found.id), [], vault.casebook.relations(found.id), as_json=as_json)


def _add_check(group: typer.Typer) -> None:
    @group.command(
        "check",
        help=_("Check pictures that are in the vault, and keep the results as records of these items."),
        epilog=_("Example: linden vault check ~/vault 0001 0002"),
    )
    def check(
        folder: Annotated[Path, options.vault_folder()],
        items: Annotated[list[str], typer.Argument(metavar="ITEM...", help=_("The numbers of the items."), show_default=False)],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import results
        from desktop.services.checking import Checker

        with options.unlocked(folder, from_stdin=from_stdin, needs="look") as vault, Checker() as checker:
            for number in items:
                with output.progress(number) as work:
                    result = results.check(vault, number, checker, work)
                kept = vault.records(results.CHECK_RECORD, number)[-1]
                if as_json:
                    output.emit({"item": kept.item_id, "record": kept.number, **result.as_json()})
                else:
                    output.tell(
                        _("Item {item} was checked; the result is kept as record {record}.").format(item=kept.item_id, record=kept.number)
                    )


def _where_without(where: "Where", clear: list[Clearable]) -> "Where":
    texts = {one.value: "" for one in clear if one.value in {"url", "account", "platform", "note"}}
    return replace(where, **texts, seen_at=None if Clearable.SEEN_AT in clear else where.seen_at)


def _said_without(said: "Said", clear: list[Clearable]) -> "Said":
    from desktop.services.vaults import HowItCame

    return replace(
        said,
        how=HowItCame.NOT_SAID if Clearable.HOW in clear else said.how,
        tags=() if Clearable.TAGS in clear else said.tags,
        accounts=() if Clearable.ACCOUNTS in clear else said.accounts,
        people=() if Clearable.PEOPLE in clear else said.people,
    )


def _where(where: "Where", stated: "dict[str, str | None]", seen_at: "datetime | None") -> "Where":
    from desktop.services.vaults import Where

    texts = {name: getattr(where, name) if value is None else value for name, value in stated.items()}
    return Where(**texts, seen_at=seen_at or where.seen_at)


def _said(said: "Said", came: How | None, tags: list[str] | None, accounts: list[str] | None, people: "tuple[Person, ...]") -> "Said":
    from desktop.services.vaults import HowItCame

    return replace(
        said,
        how=HowItCame(came.value) if came else said.how,
        tags=said.tags if tags is None else tuple(tags),
        accounts=said.accounts if accounts is None else tuple(accounts),
        people=people or said.people,
    )


def _people(stated: list[str] | None) -> "tuple[Person, ...]":
    from desktop.services.vaults import AgeAnswer, Person

    people = []
    for one in stated or ():
        name, _separator, answer = one.rpartition("=")
        try:
            people.append(Person(name, AgeAnswer(age_question.PersonShown(answer).value.replace("-", "_"))))
        except ValueError as error:
            raise typer.BadParameter(
                _("This is no answer about age: {text}. Say adult, under-18 or not-sure.").format(text=shown(answer))
            ) from error
    return tuple(people)


def _tell_case(case: "Case", vault: "Vault", *, as_json: bool) -> None:
    items: tuple[Item, ...] = vault.items(case.id)
    opened, closed = (stamp(moment) if moment else None for moment in (case.opened_at, case.closed_at))
    if as_json:
        output.emit({"id": case.id, "name": case.name, "note": case.note, "opened_at": opened, "closed_at": closed, "items": len(items)})
        return
    name = shown(case.name) if case.name else _("without a name")
    is_closed = _("closed on {when}").format(when=closed) if closed else ""
    output.tell(f"{case.id:>4}  {name}  ({len(items)})  {is_closed}".rstrip())
