"""The vault's page: shows one view after another, and passes every wish on to the open vault as a job."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut

from desktop.core import names
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.brought import ItemsToReport
from desktop.gui.context import Context, Place
from desktop.gui.pages.check.intake import sources_in
from desktop.gui.pages.vault import added_words, tasks
from desktop.gui.pages.vault.adding import AddFilesView, AddLinksView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.log import LogView, VerifiedView
from desktop.gui.pages.vault.opening import CreateView, DoorsView, UnlockView
from desktop.gui.pages.vault.passphrase import ChangePassphraseView
from desktop.gui.pages.vault.tasks import Added, Opening, Source, Told
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_files, ask_folder
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Item, LogEntry, Problem, Vault, Where, WrongPassphrase


class VaultPage(PageOfViews):
    """Opens and makes vaults, and shows the one that is open."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("My vault"), _("What you keep here is locked with your passphrase. It stays on this computer."))
        self._item_id = ""
        self._told = Told("")
        self.setAcceptDrops(True)
        paste_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste_key.activated.connect(self.paste)
        context.session.vault_opened.connect(self._show_opened)

    # What the window asks of a page

    def enter(self) -> None:
        """Show the doors or the list, if nothing is shown yet."""
        if self.view is None:
            if self._vault is None:
                self._show_doors()
            elif self._item_id:
                self._show_item(self._item_id)
            else:
                self.show_list()

    def leave(self) -> None:
        """Cover what is looked at."""
        super().leave()
        if isinstance(self.view, DetailView):
            self._item_id = self.view.item.id
            self.put_view_away()

    def clear(self) -> None:
        """Forget the case, and stand before the doors again."""
        super().clear()
        self._item_id = ""
        if self.isVisible():
            self._show_doors()

    def kept(self) -> object:
        """Return which item is open. Nothing that was typed is kept: it might be a passphrase."""
        return self.view.item.id if isinstance(self.view, DetailView) else self._item_id

    def take_back(self, kept: object) -> None:
        """Show again what was open."""
        self._item_id = str(kept)

    # Opening and making

    @property
    def _vault(self) -> Vault | None:
        return self.context.session.vault

    @Slot()
    def _show_doors(self) -> None:
        view = DoorsView()
        view.open_wished.connect(self._show_unlock)
        view.new_wished.connect(self._show_create)
        self.show_view(view)

    @Slot()
    def _show_unlock(self) -> None:
        view = UnlockView()
        view.wished.connect(self._unlock)
        view.went_back.connect(self._show_doors)
        self.show_view(view)

    @Slot()
    def _show_create(self) -> None:
        view = CreateView()
        view.wished.connect(self._create)
        view.went_back.connect(self._show_doors)
        self.show_view(view)

    @Slot(object, str)
    def _unlock(self, folder: Path, passphrase: str) -> None:
        if isinstance(self.view, UnlockView):
            self.view.show_opening(True)  # noqa: FBT003  a state
        self._open(Opening(vaults.unlock, folder, passphrase))

    @Slot(object, str)
    def _create(self, folder: Path, passphrase: str) -> None:
        if isinstance(self.view, CreateView):
            self.view.show_making(True)  # noqa: FBT003  a state
        self._open(Opening(vaults.create, folder, passphrase))

    def _open(self, opening: Opening) -> None:
        self.clear_notice()
        self._opening = opening
        job = self.ask(opening, self._take_vault)
        job.failed.connect(self._show_not_opened)
        job.ended.connect(self._end_opening)

    @Slot(object)
    def _take_vault(self, vault: Vault) -> None:
        self._opening.take()
        self.put_view_away()
        self.context.session.open(vault)

    @Slot(object)
    def _show_not_opened(self, error: LindenError) -> None:
        if isinstance(self.view, UnlockView):
            self.view.show_opening(False)  # noqa: FBT003  a state
            if isinstance(error, WrongPassphrase):
                # A slip, no failure: said without alarm.
                self.show_notice("info", str(error.what_happened), str(error.what_to_do))
                self.view.ask_again()
        if isinstance(self.view, CreateView):
            self.view.show_making(False)  # noqa: FBT003  a state

    @Slot()
    def _end_opening(self) -> None:
        self._opening.lock_if_not_taken()

    @Slot()
    def _show_opened(self) -> None:
        self.show_list()

    # The list

    @Slot()
    def show_list(self) -> None:
        """Show what the vault holds."""
        vault = self._vault
        if vault is None:
            self._show_doors()
            return
        self._item_id = ""
        view = ItemsView(vault.folder.name)
        view.files_wished.connect(self._ask_files)
        view.paste_wished.connect(self.paste)
        view.link_wished.connect(self._show_add_links)
        view.item_wished.connect(self._show_item)
        view.log_wished.connect(self._show_log)
        view.verify_wished.connect(self._verify)
        view.passphrase_wished.connect(self._show_change_passphrase)
        self.show_view(view)
        self.ask(partial(tasks.items, vault), self._show_items)

    @Slot(object)
    def _show_items(self, items: Sequence[Item]) -> None:
        if isinstance(self.view, ItemsView):
            self.view.show_items(items)

    # Adding

    @Slot()
    def _ask_files(self) -> None:
        ask_files(self, _("Choose files to keep"), self._take_names)

    @Slot(list)
    def _take_names(self, chosen: list[str]) -> None:
        self._take_in([Source(Path(name).name, Path(name)) for name in chosen])

    @Slot()
    def paste(self) -> None:
        """Take what was copied: a picture, files, or addresses."""
        if self._vault is None or not isinstance(self.view, ItemsView):
            return
        content = QGuiApplication.clipboard().mimeData()
        sources = sources_in(content)
        if sources:
            self._take_in([_source(one) for one in sources])
        elif "://" in content.text():
            self._show_add_links(content.text())
        else:
            self.show_notice(
                "info",
                _("There is no picture and no address among what was copied."),
                _("Copy the picture or the address first, then paste it here."),
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Let files and pictures be dropped on the open vault."""
        if self._vault is not None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Take what was dropped; an address of a web page is kept as an address."""
        event.acceptProposedAction()
        sources = sources_in(event.mimeData())
        if sources:
            self._take_in([_source(one) for one in sources])
        elif event.mimeData().hasUrls():
            self._show_add_links("\n".join(url.toString() for url in event.mimeData().urls()))

    def _take_in(self, sources: Sequence[Source]) -> None:
        view = AddFilesView(sources)
        view.wished.connect(self._add_files)
        view.went_back.connect(self.show_list)
        view.help_wished.connect(self._show_help)
        self.show_view(view)

    @Slot()
    @Slot(str)
    def _show_add_links(self, text: str = "") -> None:
        view = AddLinksView(text)
        view.wished.connect(self._add_links)
        view.went_back.connect(self.show_list)
        view.help_wished.connect(self._show_help)
        self.show_view(view)

    @Slot(object, object, object)
    def _add_files(self, sources: Sequence[Source], where: Where, age: AgeAnswer) -> None:
        if self._vault is not None:
            task = partial(tasks.add_files, self._vault, sources, where, age)
            self.show_list()
            job = self.ask(task, self._show_added, _("Adding to the vault"))
            job.stopped.connect(self._show_stopped)

    @Slot(object, object, object)
    def _add_links(self, addresses: Sequence[str], where: Where, age: AgeAnswer) -> None:
        if self._vault is not None:
            task = partial(tasks.add_links, self._vault, addresses, where, age)
            self.show_list()
            job = self.ask(task, self._show_added, _("Adding to the vault"))
            job.stopped.connect(self._show_stopped)

    @Slot(object)
    def _show_added(self, added: Added) -> None:
        self._refresh()
        self.show_notice(*added_words.notice(added))

    @Slot()
    def _show_stopped(self) -> None:
        self._refresh()
        self.show_notice("info", _("Stopped."), _("What was already added is in the vault, whole. The rest is not."))

    def _refresh(self) -> None:
        if self._vault is not None and isinstance(self.view, ItemsView):
            self.ask(partial(tasks.items, self._vault), self._show_items)

    # One item

    @Slot(str)
    def _show_item(self, item_id: str) -> None:
        if self._vault is not None:
            self._item_id = item_id
            self.ask(partial(tasks.item_and_history, self._vault, item_id), self._show_detail)

    @Slot(object)
    def _show_detail(self, told: tuple[Item, Sequence[LogEntry]]) -> None:
        item, history = told
        view = DetailView(item, history)
        view.went_back.connect(self.show_list)
        view.copy_wished.connect(self.context.clipboard.copy)
        view.preview_wished.connect(self._preview)
        view.check_wished.connect(self._read_to_check)
        view.export_wished.connect(self._ask_where_to)
        view.report_wished.connect(self._report)
        view.age_wished.connect(self._change_age)
        view.help_wished.connect(self._show_help)
        view.looked_at.connect(self._note_look)
        self.show_view(view)

    @Slot()
    def _preview(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.preview, self._vault, self._item_id), self._show_preview, _("Getting the picture ready"))

    @Slot(object)
    def _show_preview(self, made: tuple[QImage, QSize]) -> None:
        if isinstance(self.view, DetailView):
            self.view.show_preview(*made)

    @Slot()
    def _note_look(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.note, self._vault, "viewed", self._item_id), None)

    @Slot()
    def _read_to_check(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.to_check, self._vault, self._item_id), self._check, _("Getting the picture ready"))

    @Slot(object)
    def _check(self, content: bytes) -> None:
        self.context.go(Place.CHECK, [content])

    @Slot()
    def _report(self) -> None:
        self.context.go(Place.REPORTS, ItemsToReport((self._item_id,)))

    @Slot()
    def _ask_where_to(self) -> None:
        ask_folder(self, _("Choose where to save the copy"), self._export)

    @Slot(str)
    def _export(self, folder: str) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.export, self._vault, self._item_id, Path(folder)), self._show_exported, _("Saving a copy"))

    @Slot(object)
    def _show_exported(self, path: Path) -> None:
        self._tell_and_reload(Told(_("The copy is saved: {name}").format(name=names.shown(path.name)), names.shown(str(path.parent))))

    @Slot(object)
    def _change_age(self, age: AgeAnswer) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.change_age, self._vault, self._item_id, age), self._show_age_changed)

    @Slot(object)
    def _show_age_changed(self, item: Item) -> None:
        without = item.age.forbids_bytes
        self._tell_and_reload(Told(_("The answer is changed."), _("The record is kept, without the picture.") if without else ""))

    def _tell_and_reload(self, told: Told) -> None:
        self._told = told
        job = self.ask(partial(tasks.item_and_history, self._vault, self._item_id), self._show_detail) if self._vault is not None else None
        if job is not None:
            job.succeeded.connect(self._say_told)

    @Slot(object)
    def _say_told(self, _shown: object) -> None:
        self.show_notice("info", self._told.what, self._told.more)

    # The vault as a whole

    @Slot()
    def _show_log(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.log, self._vault), self._show_entries)

    @Slot(object)
    def _show_entries(self, entries: Sequence[LogEntry]) -> None:
        view = LogView(entries)
        view.went_back.connect(self.show_list)
        self.show_view(view)

    @Slot()
    def _verify(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.verify, self._vault), self._show_verified, _("Reading everything in the vault"))

    @Slot(object)
    def _show_verified(self, found: tuple[Sequence[Problem], int]) -> None:
        view = VerifiedView(*found)
        view.went_back.connect(self.show_list)
        self.show_view(view)

    @Slot()
    def _show_change_passphrase(self) -> None:
        view = ChangePassphraseView()
        view.wished.connect(self._change_passphrase)
        view.went_back.connect(self.show_list)
        self.show_view(view)

    @Slot(str, str)
    def _change_passphrase(self, old: str, new: str) -> None:
        if self._vault is not None and isinstance(self.view, ChangePassphraseView):
            self.view.show_changing(True)  # noqa: FBT003  a state
            job = self.ask(partial(tasks.change_passphrase, self._vault, old, new), self._show_passphrase_changed)
            job.failed.connect(self._show_passphrase_kept)

    @Slot(object)
    def _show_passphrase_changed(self, _nothing: object) -> None:
        self.show_list()
        self.show_notice("info", _("The passphrase is changed."), _("From now on only the new one opens this vault."))

    @Slot(object)
    def _show_passphrase_kept(self, _error: LindenError) -> None:
        if isinstance(self.view, ChangePassphraseView):
            self.view.show_changing(False)  # noqa: FBT003  a state

    @Slot()
    def _show_help(self) -> None:
        self.context.go(Place.HELP, "under_18")


def _source(taken: Path | bytes) -> Source:
    return Source(taken.name, taken) if isinstance(taken, Path) else Source(_("Pasted picture"), taken)
