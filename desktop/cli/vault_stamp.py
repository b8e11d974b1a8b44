"""`linden vault stamp`: time stamps of an authority, with a file that goes out and one that comes back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output
from desktop.core.clock import stamp as moment_of
from desktop.core.names import shown
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.vaults import Stamp


def add_to(group: typer.Typer) -> None:
    """Add the group to the commands of the vault."""
    stamps = typer.Typer(
        help=_("Let an authority confirm the time (RFC 3161). The program opens no connection: files go out and come back by hand."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for add in (_add_request, _add_add, _add_list, _add_save):
        add(stamps)
    group.add_typer(stamps, name="stamp")


def _add_request(stamps: typer.Typer) -> None:
    @stamps.command(
        "request",
        help=_("Write a request for the whole custody log, or for the file of one item."),
        epilog=_("Example: linden vault stamp request ~/case -o /media/stick/log.tsq"),
    )
    def request(
        folder: Annotated[Path, options.vault_folder()],
        *,
        out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.tsq", help=_("A new file."), show_default=False)],
        item: Annotated[str, typer.Option("--item", metavar="ITEM", help=_("The file of this item only."), show_default=False)] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import stamping

        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            stamping.write_request(vault, out, item)
        if as_json:
            output.emit({"path": str(out), "item": item})
            return
        output.tell(_("Saved: {name}").format(name=shown(str(out))))
        output.tell(_("It holds a hash and a random number, and nothing of what is in the vault."))
        output.tell(_("Send it to a time-stamping authority from a computer with a connection, and bring the answer (.tsr) back:"))
        output.tell("curl -H 'Content-Type: application/timestamp-query' --data-binary @FILE.tsq https://AUTHORITY -o ANSWER.tsr")


def _add_add(stamps: typer.Typer) -> None:
    @stamps.command(
        "add",
        help=_("Check an answer that was brought back, and keep it."),
        epilog=_("Example: linden vault stamp add ~/case /media/stick/log.tsr --root authority.pem"),
    )
    def add(
        folder: Annotated[Path, options.vault_folder()],
        answer: Annotated[Path, typer.Argument(metavar="ANSWER.tsr", help=_("The answer of the authority."), show_default=False)],
        *,
        root: Annotated[
            list[Path] | None,
            typer.Option(
                "--root",
                metavar="CERTIFICATE",
                help=_("A root certificate that you trust, from the authority's own page."),
                show_default=False,
            ),
        ] = None,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import stamping

        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            _tell(stamping.take_in(vault, answer, root or ()), as_json=as_json)


def _add_list(stamps: typer.Typer) -> None:
    @stamps.command("list", help=_("List the time stamps that are kept."), epilog=_("Example: linden vault stamp list ~/case"))
    def list_stamps(
        folder: Annotated[Path, options.vault_folder()],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            for stamp in vault.stamps.listed():
                _tell(stamp, as_json=as_json)


def _add_save(stamps: typer.Typer) -> None:
    @stamps.command(
        "save",
        help=_("Write a time stamp into a folder, for someone who checks it with openssl."),
        epilog=_("Example: linden vault stamp save ~/case 12 -o ~/for-the-court"),
    )
    def save(
        folder: Annotated[Path, options.vault_folder()],
        number: Annotated[int, typer.Argument(metavar="NUMBER", help=_("The number of the time stamp."), show_default=False)],
        *,
        out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help=_("A folder."), show_default=False)],
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import stamping

        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            written = stamping.save(vault, number, out)
        if as_json:
            output.emit({"paths": [str(path) for path in written]})
            return
        for path in written:
            output.tell(_("Saved: {name}").format(name=shown(str(path))))
        output.tell("openssl ts -verify -in STAMP.tsr -data FILE -CAfile ROOT.pem")


def _tell(stamp: "Stamp", *, as_json: bool) -> None:
    if as_json:
        told = {"number": stamp.number, "item": stamp.item_id, "log_records": stamp.log_records, "sha256": stamp.sha256}
        by = {"authority": stamp.authority, "root": stamp.root, "root_sha256": stamp.root_sha256, "chosen_root": stamp.is_by_chosen_root}
        output.emit({**told, "at": moment_of(stamp.at), **by})
        return
    what = (
        _("the file of item {item}").format(item=stamp.item_id)
        if stamp.item_id
        else _("the custody log up to entry {number}").format(number=stamp.log_records)
    )
    output.tell(_("Time stamp {number}: {what} existed on {when}.").format(number=stamp.number, what=what, when=moment_of(stamp.at)))
    output.tell(
        _("Stamped by {name}, under {root} ({fingerprint}).").format(
            name=shown(stamp.authority), root=shown(stamp.root), fingerprint=stamp.root_sha256[:16]
        )
    )
    if not stamp.is_by_chosen_root:
        output.tell(
            _(
                "Who that is, the answer says itself. To be sure, get the root certificate from the authority's own page and add it with "
                "--root."
            )
        )
