"""`linden vault add` and `link`: keep files, folders and addresses."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import age_question, options, output, vault_words
from desktop.core import files
from desktop.core.errors import DiskFull, FolderNotWritable, LindenError, Stopped
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.adding import Refused, Source
    from desktop.services.vaults import AgeAnswer, Said, Vault, Where

# A list of addresses longer than this is another file, given by mistake.
_MOST_LIST_BYTES = 16 * 1024 * 1024


class How(StrEnum):
    """How an item came, as it is said on the command line."""

    SAVED = "saved"
    SCREENSHOT = "screenshot"
    MESSAGE = "message"
    CHAT = "chat"
    EMAIL = "email"
    PAGE = "page"


def add_to(group: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    _add_add(group)
    _add_link(group)


def how() -> object:
    """Return the option for how an item came."""
    return typer.Option("--how", help=_("How it came to you."), show_default=False)


def _add_add(group: typer.Typer) -> None:
    @group.command(
        "add",
        help=_("Keep files in the vault, and all files in folders. The files themselves stay where they are."),
        epilog=_("Example: linden vault add ~/case photo.jpg --url https://example.org/post/1 --person-shown adult"),
    )
    def add(
        folder: Annotated[Path, options.vault_folder()],
        paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=_("The files and folders to keep."), show_default=False)],
        *,
        url: Annotated[str, options.url()] = "",
        account: Annotated[str, options.account()] = "",
        platform: Annotated[str, options.platform()] = "",
        note: Annotated[str, options.note()] = "",
        seen_at: Annotated[str, options.seen_at()] = "",
        came: Annotated[How | None, how()] = None,
        tags: Annotated[list[str] | None, options.tags()] = None,
        case: Annotated[str, options.case()] = "",
        person_shown: Annotated[age_question.PersonShown | None, options.person_shown()] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.vaults import Where

        where = Where(url, account, platform, note, options.moment(seen_at))
        with options.unlocked(folder, from_stdin=from_stdin, needs="keep") as vault:
            said = said_of(vault, case, came, tags)
            _add(vault, paths, where, age_question.answer(person_shown), said=said, as_json=as_json)


def _add_link(group: typer.Typer) -> None:
    @group.command(
        "link",
        help=_("Keep addresses without a file: one, or many from a list with one a line."),
        epilog=_("Example: linden vault link ~/case https://example.org/post/1 --account someone"),
    )
    def link(
        folder: Annotated[Path, options.vault_folder()],
        urls: Annotated[list[str] | None, typer.Argument(metavar="URL...", help=_("The addresses."), show_default=False)] = None,
        *,
        listed: Annotated[
            str, typer.Option("--from", metavar="FILE", help=_("A file with one address a line; - for standard input."), show_default=False)
        ] = "",
        account: Annotated[str, options.account()] = "",
        platform: Annotated[str, options.platform()] = "",
        note: Annotated[str, options.note()] = "",
        seen_at: Annotated[str, options.seen_at()] = "",
        tags: Annotated[list[str] | None, options.tags()] = None,
        case: Annotated[str, options.case()] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.vaults import Where

        if not urls and not listed:
            raise typer.BadParameter(_("Give at least one address, or a list with --from."))
        where = Where("", account, platform, note, options.moment(seen_at))
        with options.unlocked(folder, from_stdin=from_stdin, needs="keep") as vault:
            text = "\n".join([*(urls or ()), _read_list(listed) if listed else ""])
            _link(vault, text, where, said_of(vault, case, None, tags), as_json=as_json)


def said_of(vault: "Vault", case: str, came: How | None, tags: list[str] | None) -> "Said":
    """Return what was said on the command line. Raises CaseMissing."""
    from desktop.services.vaults import DEFAULT_CASE, HowItCame, Said

    return Said(
        case_id=vault.casebook.case(case or DEFAULT_CASE).id,
        how=HowItCame(came.value) if came else HowItCame.NOT_SAID,
        tags=tuple(tags or ()),
    )


def _add(vault: "Vault", paths: list[Path], where: "Where", age: "AgeAnswer", *, said: "Said", as_json: bool) -> None:
    from desktop.services.adding import sources_of

    kept = failed = 0
    for path in paths:
        try:
            sources = sources_of([path])
        except LindenError as error:
            failed += 1
            vault_words.tell_failure(path, error, as_json=as_json)
            continue
        for source in sources:
            is_kept = _keep(vault, source, where, age, said=said, as_json=as_json)
            kept, failed = kept + is_kept, failed + (not is_kept)
    if failed:
        raise output.NeedsAttention if kept else typer.Exit(1)


def _keep(vault: "Vault", source: "Source", where: "Where", age: "AgeAnswer", *, said: "Said", as_json: bool) -> bool:
    path = Path(str(source.content))
    try:
        with output.progress(shown(source.name)) as work:
            item = vault.add_file(path, source.name, where, age, work, said=said)
    except (Stopped, DiskFull, FolderNotWritable):
        raise
    except LindenError as error:
        vault_words.tell_failure(path, error, as_json=as_json)
        return False
    vault_words.tell_added(item, path, as_json=as_json)
    return True


def _link(vault: "Vault", text: str, where: "Where", said: "Said", *, as_json: bool) -> None:
    from desktop.services.adding import add_links, addresses_in
    from desktop.services.vaults import AgeAnswer

    addresses = addresses_in(text)
    with output.progress(_("Adding to the vault")) as work:
        added = add_links(vault, addresses.found, where, AgeAnswer.NOT_ASKED, work, said=said)
    for item in added.items:
        vault_words.tell_added(item, as_json=as_json)
    for address in added.known:
        if as_json:
            output.emit({"url": address, "known": True})
        else:
            output.tell(_("It was in the vault already: {url}").format(url=vault_words.shown_text(address)))
    for refused in addresses.refused:
        _tell_refused(refused, as_json=as_json)
    if addresses.refused:
        raise output.NeedsAttention if addresses.found else typer.Exit(1)
    if not as_json and len(added.items) > 1:
        count = len(added.items)
        output.tell(many("{count} address is in the vault.", "{count} addresses are in the vault.", count).format(count=count))


def _tell_refused(refused: "Refused", *, as_json: bool) -> None:
    if as_json:
        output.emit({"line": refused.line, "error": {"code": "not_an_address", "text": str(refused.why)}})
    else:
        output.warn(f"{refused.line}: {refused.why}")


def _read_list(name: str) -> str:
    if name == "-":
        content = sys.stdin.buffer.read(_MOST_LIST_BYTES + 1)
    else:
        try:
            with Path(name).open("rb") as file:
                content = file.read(_MOST_LIST_BYTES + 1)
        except OSError as error:
            raise files.as_reading_error(error, Path(name)) from error
    if len(content) > _MOST_LIST_BYTES:
        raise typer.BadParameter(_("The list is too long to be a list of addresses."))
    return content.decode("utf-8-sig", "backslashreplace")
