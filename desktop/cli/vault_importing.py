"""`linden vault import-chat`, `import-mail` and `import-page`: keep what was chosen of an export."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from desktop.cli import age_question, options, output, vault_words
from desktop.cli.vault_adding import said_of
from desktop.core.clock import stamp
from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.core.texts import _, many, mark

if TYPE_CHECKING:
    from desktop.services.importing import Choice, Contents, Imported, Options
    from desktop.services.vaults import AgeAnswer

_ALL, _NONE = "all", "none"


class NoSuchMedium(LindenError):
    """A medium that was named is not in the export."""

    code = "no_such_medium"
    says = mark("There is no file {name} in this export.")
    advice = mark("Nothing was taken. See what is in it with --list.")


def add_to(group: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    _add_chat(group)
    _add_other(group, "import-mail", _("Keep an e-mail (.eml), with its pictures as items of their own."), "mail.eml")
    _add_other(group, "import-page", _("Keep a saved web page (.mhtml or .html), with its pictures as items of their own."), "page.mhtml")


def _export() -> object:
    return typer.Argument(metavar="EXPORT", help=_("The exported file, folder or ZIP file."), show_default=False)


def _only_list() -> object:
    return typer.Option("--list", help=_("Only show what is in it; keep nothing. No passphrase is needed."))


def _media() -> object:
    return typer.Option(
        "--media", metavar="ID", help=_("A picture or file to take, as --list names it; may be given several times. Or all, or none."),
        show_default=False,
    )  # fmt: skip


def _ages() -> object:
    return typer.Option(
        "--person-shown-in",
        metavar="ID=ANSWER",
        help=_("The answer about age for one picture, where it is another than for the rest: adult, under-18 or not-sure."),
        show_default=False,
    )


def _add_chat(group: typer.Typer) -> None:
    @group.command(
        "import-chat",
        help=_("Keep an exported chat (KakaoTalk, WhatsApp, Telegram Desktop), with its pictures as items of their own."),
        epilog=_("Example: linden vault import-chat ~/case ~/Downloads/chat.zip --person-shown adult --messages 1-20,33"),
    )
    def import_chat(
        folder: Annotated[Path, options.vault_folder()],
        export: Annotated[Path, _export()],
        *,
        only_list: Annotated[bool, _only_list()] = False,
        messages: Annotated[
            str, typer.Option("--messages", help=_("Numbers of messages to keep beside the export, as 1-20,33."), show_default=False)
        ] = "",
        media: Annotated[list[str] | None, _media()] = None,
        ages: Annotated[list[str] | None, _ages()] = None,
        zone: Annotated[
            str, typer.Option("--zone", help=_("The time zone of the phone that exported it, as Asia/Seoul."), show_default=False)
        ] = "",
        day_first: Annotated[
            bool | None,
            typer.Option(
                "--day-first/--month-first", help=_("Whether 03/04 is the third of April or March the fourth."), show_default=False
            ),
        ] = None,
        url: Annotated[str, options.url()] = "",
        note: Annotated[str, options.note()] = "",
        tags: Annotated[list[str] | None, options.tags()] = None,
        case: Annotated[str, options.case()] = "",
        person_shown: Annotated[age_question.PersonShown | None, options.person_shown()] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.importing import Options
        from desktop.services.vaults import Where

        read_as = Options(_zone(zone), day_first)
        contents = _look(export, read_as)
        if only_list:
            _tell_contents(contents, as_json=as_json)
            return
        answered = _answers(contents, media, ages, person_shown)
        choice = replace(answered, messages=_numbers(messages) if messages else None, where=Where(url=url, note=note))
        _take_in(folder, export, choice, read_as, case=case, tags=tags, from_stdin=from_stdin, as_json=as_json)


def _add_other(group: typer.Typer, name: str, what: str, example: str) -> None:
    @group.command(
        name, help=what, epilog=_("Example: linden vault {command} ~/case {file} --person-shown adult").format(command=name, file=example)
    )
    def import_other(
        folder: Annotated[Path, options.vault_folder()],
        export: Annotated[Path, _export()],
        *,
        only_list: Annotated[bool, _only_list()] = False,
        media: Annotated[list[str] | None, _media()] = None,
        ages: Annotated[list[str] | None, _ages()] = None,
        url: Annotated[str, options.url()] = "",
        note: Annotated[str, options.note()] = "",
        tags: Annotated[list[str] | None, options.tags()] = None,
        case: Annotated[str, options.case()] = "",
        person_shown: Annotated[age_question.PersonShown | None, options.person_shown()] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.importing import Options
        from desktop.services.vaults import Where

        contents = _look(export, Options())
        if only_list:
            _tell_contents(contents, as_json=as_json)
            return
        choice = replace(_answers(contents, media, ages, person_shown), where=Where(url=url, note=note))
        _take_in(folder, export, choice, Options(), case=case, tags=tags, from_stdin=from_stdin, as_json=as_json)


def _look(export: Path, read_as: "Options") -> "Contents":
    from desktop.services import importing

    return importing.look(export, read_as)


def _take_in(
    folder: Path, export: Path, choice: "Choice", read_as: "Options", *, case: str, tags: list[str] | None, from_stdin: bool, as_json: bool
) -> None:
    from desktop.services import importing

    with options.unlocked(folder, from_stdin=from_stdin, needs="keep") as vault:
        chosen = replace(choice, said=said_of(vault, case, None, tags))
        with output.progress(_("Adding to the vault")) as work:
            taken = importing.take_in(vault, export, chosen, work, read_as)
    _tell_taken(taken, as_json=as_json)


def _answers(
    contents: "Contents", media: list[str] | None, ages: list[str] | None, person_shown: age_question.PersonShown | None
) -> "Choice":
    """Return which media are taken, and what was answered about age. Raises NoSuchMedium."""
    from desktop.services.importing import Choice

    known = {one.id for one in contents.media}
    by_medium = dict(_one_age(one) for one in ages or ())
    wanted = None if not media or media == [_ALL] else frozenset() if media == [_NONE] else frozenset(media)
    for name in (wanted or frozenset()) | set(by_medium):
        if name not in known:
            raise NoSuchMedium(name=shown(name))
    return Choice(age=age_question.answer(person_shown), media=wanted, ages=by_medium)


def _one_age(stated: str) -> "tuple[str, AgeAnswer]":
    from desktop.services.vaults import AgeAnswer

    medium, separator, answer = stated.rpartition("=")
    try:
        return medium, AgeAnswer(age_question.PersonShown(answer).value.replace("-", "_"))
    except ValueError as error:
        wrong = (separator and answer) or stated
        raise typer.BadParameter(
            _("This is no answer about age: {text}. Say adult, under-18 or not-sure.").format(text=shown(wrong))
        ) from error


def _numbers(stated: str) -> frozenset[int]:
    numbers: set[int] = set()
    for part in stated.split(","):
        found = re.fullmatch(r"\s*(\d{1,7})(?:\s*-\s*(\d{1,7}))?\s*", part)
        if found is None:
            raise typer.BadParameter(_("These are no numbers of messages: {text}. Write them as 1-20,33.").format(text=shown(stated)))
        numbers.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    return frozenset(numbers)


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise typer.BadParameter(_("There is no time zone {name}. Write it as Asia/Seoul.").format(name=shown(name))) from error


def _tell_contents(contents: "Contents", *, as_json: bool) -> None:
    if as_json:
        _emit_contents(contents)
        return
    output.tell("  ".join(part for part in (contents.platform, shown(contents.title), shown(contents.url)) if part))
    for message in contents.messages:
        said = " ".join([vault_words.shown_text(message.text), *(f"[{shown(one)}]" for one in (*message.media, *message.missing))])
        output.tell(f"{message.number:>6}  {stamp(message.at) if message.at else '-':25}  {shown(message.sender)}: {said}")
    for medium in contents.media:
        output.tell(_("File {id}: {name}, {size} bytes").format(id=shown(medium.id), name=shown(medium.name), size=medium.size))
    if not contents.day_order_known:
        output.warn(_("It is not certain which number of a date is the day. Say it with --day-first or --month-first."))
    if contents.skipped:
        count = contents.skipped
        output.warn(many("{count} line was not understood.", "{count} lines were not understood.", count).format(count=count))


def _emit_contents(contents: "Contents") -> None:
    output.emit(
        {
            "kind": contents.kind.value,
            "platform": contents.platform,
            "title": contents.title,
            "url": contents.url,
            "messages": len(contents.messages),
            "media": len(contents.media),
            "zone_known": contents.zone_known,
            "day_order_known": contents.day_order_known,
            "skipped": contents.skipped,
        }
    )
    for medium in contents.media:
        output.emit({"medium": medium.id, "name": medium.name, "size": medium.size, "media_type": medium.media_type})
    for message in contents.messages:
        output.emit(
            {
                "message": message.number,
                "at": stamp(message.at) if message.at else None,
                "sender": message.sender,
                "text": message.text,
                "media": list(message.media),
                "missing": list(message.missing),
                "notice": message.is_notice,
            }
        )


def _tell_taken(taken: "Imported", *, as_json: bool) -> None:
    for item in taken.everything:
        vault_words.tell_added(item, as_json=as_json)
    for name, error in taken.failed:
        vault_words.tell_failure(Path(name), error, as_json=as_json)
    if taken.left_out and not as_json:
        output.tell(
            many("{count} file of it was left out.", "{count} files of it were left out.", taken.left_out).format(count=taken.left_out)
        )
    if taken.failed:
        raise output.NeedsAttention
