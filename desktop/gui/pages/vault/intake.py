"""How things get into the open vault: chosen, pasted, dropped, or typed as addresses."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QGuiApplication

from desktop.core import clock
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui.pages.check.intake import sources_in
from desktop.gui.pages.vault import added_words
from desktop.gui.pages.vault.adding import AddFilesView, AddLinksView
from desktop.gui.pages.vault.taking_in import TakingIn
from desktop.gui.pages.views import PageOfViews
from desktop.gui.region import RegionTaker
from desktop.gui.widgets.asking import ask_files
from desktop.services import adding
from desktop.services.adding import Added, Source
from desktop.services.vaults import AgeAnswer, HowItCame, Said, Where


class VaultIntake(TakingIn):
    """Shows on a page what is asked before something is kept, and keeps it."""

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._in_memory: tuple[bytes, ...] = ()
        """What was pasted or captured and is being kept; empty where files are."""
        self._taker = RegionTaker(page)
        self._taker.taken.connect(self._take_captured)
        self._taker.not_possible.connect(self._show_not_possible)

    @Slot()
    def ask_files(self) -> None:
        """Ask which files are to be kept."""
        ask_files(self._page, _("Choose files to keep"), self._take_names)

    @Slot(list)
    def _take_names(self, chosen: list[str]) -> None:
        self._expand([Path(name) for name in chosen])

    @Slot()
    def paste(self) -> None:
        """Take what was copied: a picture, files, or addresses."""
        content = _copied()
        sources = sources_in(content)
        if sources:
            self._take(sources)
        elif adding.addresses_in(content.text()).found:
            self.show_add_links(content.text())
        else:
            self._page.show_notice(
                "info",
                _("There is no picture and no address among what was copied."),
                _("Copy the picture or the address first, then paste it here."),
            )

    def drop(self, content: QMimeData) -> None:
        """Take what was dropped; an address of a web page is kept as an address."""
        sources = sources_in(content)
        if sources:
            self._take(sources)
        elif content.hasUrls():
            self.show_add_links("\n".join(url.toString() for url in content.urls()))

    @Slot()
    def capture(self) -> None:
        """Take a part of the screen, straight into memory."""
        self._taker.begin()

    @Slot(bytes)
    def _take_captured(self, content: bytes) -> None:
        if self._vault is not None:
            self._take_in([Source(_captured_name(), content)], HowItCame.SCREENSHOT)

    @Slot()
    def _show_not_possible(self) -> None:
        self._page.show_notice(
            "info",
            _("On this computer no program may look at the screen by itself."),
            _("Press the Print key of your keyboard, choose the part in what your system shows, then paste it here."),
        )

    def _take(self, sources: Sequence[Path | bytes]) -> None:
        paths = [one for one in sources if isinstance(one, Path)]
        if paths:
            self._expand(paths)
        else:
            self._take_in([Source(_("Pasted picture"), one) for one in sources if isinstance(one, bytes)])

    def _expand(self, paths: Sequence[Path]) -> None:
        """Show what is to be kept, folders as the files in them."""
        if any(path.is_dir() for path in paths):
            self._page.ask(partial(_sources_of, paths), self._take_in)
        else:
            self._take_in([Source(path.name, path) for path in paths])

    @Slot(object)
    def _take_in(self, sources: Sequence[Source], how: HowItCame = HowItCame.NOT_SAID) -> None:
        view = AddFilesView(sources, how)
        view.wished.connect(self._add_files)
        view.went_back.connect(self.went_back)
        view.help_wished.connect(self.help_wished)
        self._page.show_view(view)

    @Slot()
    @Slot(str)
    def show_add_links(self, text: str = "") -> None:
        """Ask for addresses; `text` holds those that are known."""
        view = AddLinksView(text)
        view.wished.connect(self._add_links)
        view.went_back.connect(self.went_back)
        view.help_wished.connect(self.help_wished)
        self._page.show_view(view)

    @Slot(object, object, object, object)
    def _add_files(self, sources: Sequence[Source], where: Where, age: AgeAnswer, said: Said) -> None:
        if self._vault is not None:
            self._in_memory = tuple(one.content for one in sources if isinstance(one.content, bytes))
            self._keep(partial(adding.add_files, self._vault, sources, where, age, said=said), self._show_added)

    @Slot(object, object, object)
    def _add_links(self, addresses: Sequence[str], where: Where, age: AgeAnswer) -> None:
        if self._vault is not None:
            self._in_memory = ()
            self._keep(partial(adding.add_links, self._vault, addresses, where, age), self._show_added)

    @Slot(object)
    def _show_added(self, added: Added) -> None:
        self.changed.emit()
        given, self._in_memory = self._in_memory, ()
        if given and added_words.leaves_no_picture(added):
            _take_off_clipboard(given)
        self._page.show_notice(*added_words.notice(added, from_files=not given))


def _sources_of(paths: Sequence[Path], _work: Work) -> tuple[Source, ...]:
    return adding.sources_of(paths)


def _take_off_clipboard(pictures: Sequence[bytes]) -> None:
    """Empty the clipboard where it still holds one of these pictures, which may be kept nowhere."""
    if set(pictures) & {one for one in sources_in(_copied()) if isinstance(one, bytes)}:
        QGuiApplication.clipboard().clear()


def _copied() -> QMimeData:
    # Where nothing was copied Qt gives none at all, whatever its stub says.
    content: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return content if content is not None else QMimeData()


def _captured_name() -> str:
    return f"screen-{clock.now():%Y%m%d-%H%M%S}.png"
