"""What is done with one item of the open vault: shown, looked at, checked, copied out, reported, answered for."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage

from desktop.core import names
from desktop.core.texts import _
from desktop.gui.brought import ItemsToReport
from desktop.gui.context import Place
from desktop.gui.pages.vault import care_tasks, tasks
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.order_desk import OrderDesk
from desktop.gui.pages.vault.tasks import News, Story
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_folder
from desktop.services.vaults import AgeAnswer, Item, Vault


class ItemDesk(QObject):
    """Shows one item on a page and carries out what is wished for it.

    Signals:
        went_back: Show the list.
        help_wished: Show who helps people under 18.
        stamp_wished: Write a request for a time stamp of the item of this id.
    """

    went_back = Signal()
    help_wished = Signal()
    stamp_wished = Signal(str)

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._news: News | None = None
        self._order = OrderDesk(page)
        self._order.done.connect(self._tell_of)
        self._order.left.connect(self.show_item)
        self.item_id = ""
        """The item that is shown, or was when the page was left; empty for none."""

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    @Slot(str)
    def show_item(self, item_id: str) -> None:
        """Show the item of this id."""
        if self._vault is not None:
            self.item_id = item_id
            self._page.ask(partial(tasks.story, self._vault, item_id), self._show_detail)

    @Slot(object)
    def _show_detail(self, story: Story) -> None:
        view = DetailView(story)
        view.went_back.connect(self.went_back)
        view.copy_wished.connect(self._page.context.clipboard.copy)
        view.preview_wished.connect(self._preview)
        view.check_wished.connect(self._read_to_check)
        view.export_wished.connect(self._ask_where_to)
        view.report_wished.connect(self._report)
        view.age_wished.connect(self._change_age)
        view.help_wished.connect(self.help_wished)
        view.looked_at.connect(self._note_look)
        view.delete_wished.connect(self._delete)
        view.related.opened.connect(self.show_item)
        self._order.serve(view)
        view.stamp_wished.connect(self._stamp)
        self._page.show_view(view)
        if self._news is not None:
            self._page.show_notice("info", self._news.what, self._news.more)
            self._news = None

    @Slot()
    def _preview(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.preview, self._vault, self.item_id), self._show_preview, busy=_("Getting the picture ready"))

    @Slot(object)
    def _show_preview(self, made: tuple[QImage, QSize]) -> None:
        if isinstance(self._page.view, DetailView):
            self._page.view.show_preview(*made)

    @Slot()
    def _note_look(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.note, self._vault, "viewed", self.item_id))

    @Slot()
    def _read_to_check(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.to_check, self._vault, self.item_id), self._check, busy=_("Getting the picture ready"))

    @Slot(object)
    def _check(self, content: bytes) -> None:
        self._page.context.go(Place.CHECK, [content])

    @Slot()
    def _report(self) -> None:
        self._page.context.go(Place.REPORTS, ItemsToReport((self.item_id,)))

    @Slot()
    def _ask_where_to(self) -> None:
        ask_folder(self._page, _("Choose where to save the copy"), self._export)

    @Slot(str)
    def _export(self, folder: str) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.export, self._vault, self.item_id, Path(folder)), self._show_exported, busy=_("Saving a copy"))

    @Slot(object)
    def _show_exported(self, path: Path) -> None:
        self._tell_and_reload(News(_("The copy is saved: {name}").format(name=names.shown(path.name)), names.shown(str(path.parent))))

    @Slot(object)
    def _change_age(self, age: AgeAnswer) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.change_age, self._vault, self.item_id, age), self._show_age_changed)

    @Slot(object)
    def _show_age_changed(self, item: Item) -> None:
        without = item.age.forbids_bytes
        self._tell_and_reload(News(_("The answer is changed."), _("The record is kept, without the picture.") if without else ""))

    @Slot()
    def _stamp(self) -> None:
        self.stamp_wished.emit(self.item_id)

    @Slot()
    def _delete(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(care_tasks.delete, self._vault, self.item_id), self._show_deleted)

    @Slot(object)
    def _show_deleted(self, deleted: tuple[str, ...]) -> None:
        self.went_back.emit()
        self._page.show_notice(
            "info",
            _("Deleted: {items}.").format(items=", ".join(deleted)),
            _(
                "An SSD or a stick may keep old data in places that no program reaches. The original outside the vault, if there is one, "
                "is yours to delete."
            ),
        )

    @Slot(str, object)
    def _tell_of(self, item_id: str, news: News) -> None:
        self.item_id = item_id
        self._tell_and_reload(news)

    def _tell_and_reload(self, news: News) -> None:
        self._news = news
        self.show_item(self.item_id)
