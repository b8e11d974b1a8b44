"""Keeping the chosen picture: asks what has to be asked under the result, and carries it out."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui.check_desk import Pair, Seen
from desktop.gui.jobs import Job
from desktop.gui.pages.check.acts import keep
from desktop.gui.pages.page import Page
from desktop.gui.widgets.busy import BusyBar

if TYPE_CHECKING:
    from desktop.gui.pages.check.keeping import KeepPanel, NoVaultPanel, Wish


class KeepingDesk(QObject):
    """Shows the questions on a page, or that a vault must be open first, and keeps what is wished.

    Signals:
        is_for_minor: The picture must go from the page at once.
        wished: A Wish: keep the chosen picture.
        help_wished: The person wants to see who helps someone under 18.
    """

    is_for_minor = Signal()
    wished = Signal(object)
    help_wished = Signal()

    def __init__(self, page: Page, busy: BusyBar) -> None:
        super().__init__(page)
        self._page, self._busy = page, busy
        self.panel: KeepPanel | None = None
        self.no_vault: NoVaultPanel | None = None

    def open(self, place: QVBoxLayout) -> None:
        """Ask in this column, or say there that no vault is open."""
        from desktop.gui.pages.check.keeping import KeepPanel, NoVaultPanel

        self.close()
        if self._page.context.session.vault is None:
            self.no_vault = NoVaultPanel()
            self.no_vault.vault_wished.connect(self._page.go_to_vault)
            self._show(self.no_vault, place)
            return
        self.panel = KeepPanel()
        self.panel.is_for_minor.connect(self.is_for_minor)
        self.panel.wished.connect(self.wished)
        self.panel.help_wished.connect(self.help_wished)
        self._show(self.panel, place)

    def close(self) -> None:
        """Ask nothing any more."""
        for panel in (self.panel, self.no_vault):
            if panel is not None:
                panel.hide()
                panel.deleteLater()
        self.panel, self.no_vault = None, None

    def keep(self, seen: Seen, pair: Pair | None, wish: "Wish") -> None:
        """Keep this picture as it is wished."""
        vault = self._page.context.session.vault
        if vault is None:
            return
        if self.panel is not None:
            self.panel.show_busy(busy=True)
        job = Job(partial(keep, vault, seen, pair, wish))
        job.succeeded.connect(self._say_kept)
        job.failed.connect(self._page.show_error)
        job.ended.connect(self._allow_again)
        self._busy.follow(job, _("Keeping it in the vault"))
        self._page.start(self._page.context.vault_lane, job)

    def _show(self, panel: QWidget, place: QVBoxLayout) -> None:
        place.addWidget(panel)
        # On the panel, not on its first answer: an outline around "Yes" would look as if it were picked.
        panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.show_part_soon(panel)

    @Slot(object)
    def _say_kept(self, item_id: str) -> None:
        self.close()
        self._page.show_notice("info", _("Kept in the vault as number {number}.").format(number=item_id))

    @Slot()
    def _allow_again(self) -> None:
        if self.panel is not None:
            self.panel.show_busy(busy=False)
