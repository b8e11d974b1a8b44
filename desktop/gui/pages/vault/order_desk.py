"""What a person corrects and says of one item: carried out on the vault's lane, each with its line in the custody log."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.texts import _
from desktop.gui.pages.vault import case_tasks
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.relating import RelateView
from desktop.gui.pages.vault.tasks import News
from desktop.gui.pages.views import PageOfViews
from desktop.services.vaults import Item, Relation, RelationKind, Said, Vault, Where


class OrderDesk(QObject):
    """Serves the cards of an item in which something can be said anew.

    Signals:
        done: It is kept; what is to be said once the item of this id is shown again (a News).
        left: Show the item of this id again; nothing was kept.
    """

    done = Signal(str, object)
    left = Signal(str)

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._item_id = ""

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    def serve(self, view: DetailView) -> None:
        """Carry out what is wished in this view."""
        self._item_id = view.item.id
        view.where.corrected.connect(self._correct)
        view.said.described.connect(self._describe)
        view.said.case_wished.connect(self._begin_case)
        view.related.relate_wished.connect(self._show_relating)
        view.related.withdrawn.connect(self._withdraw)

    @Slot(object)
    def _correct(self, where: Where) -> None:
        self._keep(case_tasks.correct, self._item_id, where)

    @Slot(object)
    def _describe(self, said: Said) -> None:
        self._keep(case_tasks.describe, self._item_id, said)

    @Slot(object, str)
    def _begin_case(self, said: Said, name: str) -> None:
        self._keep(case_tasks.begin_case, self._item_id, said, name)

    @Slot(object)
    def _withdraw(self, relation: Relation) -> None:
        if self._vault is not None:
            self._page.ask(partial(case_tasks.withdraw, self._vault, relation), self._show_withdrawn)

    @Slot()
    def _show_relating(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(case_tasks.others, self._vault, self._item_id), self._show_others)

    @Slot(object)
    def _show_others(self, found: tuple[Item, Sequence[Item]]) -> None:
        view = RelateView(*found)
        view.wished.connect(self._relate)
        view.search_wished.connect(self._search)
        view.went_back.connect(self._go_back)
        self._page.show_view(view)

    @Slot(object, str)
    def _search(self, others: Sequence[Item], words: str) -> None:
        self._page.ask(partial(case_tasks.find, others, words), self._show_found)

    @Slot(object)
    def _show_found(self, found: Sequence[Item]) -> None:
        if isinstance(self._page.view, RelateView):
            self._page.view.show_found(found)

    @Slot(str, object, str)
    def _relate(self, item_id: str, kind: RelationKind, other_id: str) -> None:
        if self._vault is not None:
            self._page.ask(partial(case_tasks.relate, self._vault, item_id, kind, other_id), self._show_related)

    def _keep(self, task: Callable[..., object], *what: object) -> None:
        if self._vault is not None:
            self._page.ask(partial(task, self._vault, *what), self._show_kept)

    @Slot(object)
    def _show_kept(self, _item: Item) -> None:
        more = _("What was there before stays readable in the custody log.")
        self.done.emit(self._item_id, News(_("What is said of it is kept."), more))

    @Slot(object)
    def _show_related(self, _relation: Relation) -> None:
        self.done.emit(self._item_id, News(_("It is kept that they belong together.")))

    @Slot(object)
    def _show_withdrawn(self, _nothing: object) -> None:
        self.done.emit(self._item_id, News(_("It is withdrawn."), _("That it was once noted stays in the custody log.")))

    @Slot()
    def _go_back(self) -> None:
        self.left.emit(self._item_id)
