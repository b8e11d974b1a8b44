"""Time stamps for the open vault: files are asked for, written, brought back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core import names
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui.pages.vault.stamps import StampsView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_file, ask_new_file
from desktop.services import stamping
from desktop.services.vaults import Stamp, Vault


class StampsDesk(QObject):
    """Shows the time stamps on a page, and carries out what is wished about them.

    Signals:
        went_back: Back to the list.
    """

    went_back = Signal()

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._item_id = ""
        self._answer = ""

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    @Slot()
    def show_stamps(self) -> None:
        """Show the time stamps that are kept."""
        if self._vault is not None:
            self._page.ask(partial(_listed, self._vault), self._show)

    @Slot(str)
    def ask_request(self, item_id: str) -> None:
        """Ask where the request for an item's file is to be written."""
        self._item_id = item_id
        name = f"item-{item_id}.tsq" if item_id else "log.tsq"
        ask_new_file(self._page, _("Choose where to save the request"), name, _("Time stamp request (*.tsq)"), self._write)

    @Slot(object)
    def _show(self, stamps: tuple[Stamp, ...]) -> None:
        vault = self._vault
        if vault is None:
            return
        view = StampsView(stamps, read_only=vault.is_read_only)
        view.request_wished.connect(self._ask_log_request)
        view.answer_wished.connect(self._ask_answer)
        view.rooted_answer_wished.connect(self._ask_rooted_answer)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot()
    def _ask_log_request(self) -> None:
        self.ask_request("")

    @Slot(str)
    def _write(self, path: str) -> None:
        if self._vault is not None:
            self._page.ask(partial(_write, self._vault, Path(path), self._item_id), self._show_written)

    @Slot(object)
    def _show_written(self, path: Path) -> None:
        self._page.show_notice(
            "info",
            _("The request is saved: {name}").format(name=names.shown(path.name)),
            _("Send it to a time-stamping authority from a computer with a connection. Bring the answer back under “Time stamps”."),
        )

    @Slot()
    def _ask_answer(self) -> None:
        self._ask_for_answer(self._take_in)

    @Slot()
    def _ask_rooted_answer(self) -> None:
        self._ask_for_answer(self._ask_root)

    def _ask_for_answer(self, then: Callable[[str], None]) -> None:
        ask_file(self._page, _("Choose the answer of the authority"), _("Answers (*.tsr *.tst);;All files (*)"), then)

    @Slot(str)
    def _ask_root(self, answer: str) -> None:
        self._answer = answer
        kinds = _("Certificates (*.pem *.crt *.cer);;All files (*)")
        ask_file(self._page, _("Choose the root certificate"), kinds, self._take_in_with_root)

    @Slot(str)
    def _take_in(self, answer: str) -> None:
        self._keep(Path(answer), ())

    @Slot(str)
    def _take_in_with_root(self, root: str) -> None:
        self._keep(Path(self._answer), (Path(root),))

    def _keep(self, answer: Path, roots: tuple[Path, ...]) -> None:
        if self._vault is not None:
            self._page.clear_notice()
            self._page.ask(partial(_take_in, self._vault, answer, roots), self._show_kept)

    @Slot(object)
    def _show_kept(self, _stamp: Stamp) -> None:
        self.show_stamps()


def _listed(vault: Vault, _work: Work) -> tuple[Stamp, ...]:
    return vault.stamps.listed()


def _write(vault: Vault, path: Path, item_id: str, _work: Work) -> Path:
    return stamping.write_request(vault, path, item_id)


def _take_in(vault: Vault, answer: Path, roots: tuple[Path, ...], _work: Work) -> Stamp:
    return stamping.take_in(vault, answer, roots)
