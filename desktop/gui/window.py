"""The window: side bar, the way out, and one page at a time."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.core import texts
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui import style, tab_order, tokens
from desktop.gui.away import Away
from desktop.gui.check_desk import CheckDesk
from desktop.gui.clipboard import Clipboard
from desktop.gui.context import LENT_PLACES, Context, Place
from desktop.gui.counsel import Counsel
from desktop.gui.curtain import Curtain
from desktop.gui.guard import Guard
from desktop.gui.jobs import Lane
from desktop.gui.pages.page import Page
from desktop.gui.places import PAGES
from desktop.gui.preferences import Preferences
from desktop.gui.session import Session
from desktop.gui.widgets.side import SideBar
from desktop.gui.widgets.top_bar import TopBar

_IDLE_AGAIN_MS = 1000


class MainWindow(QMainWindow):
    """Shows one page at a time and lets a person leave at any moment.

    Signals:
        left: The vault is locked, pictures are gone and nothing is shown; the program may end.
    """

    left = Signal()

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._app = app
        self._preferences = preferences
        self._session = Session(self)
        self._clipboard = Clipboard(QGuiApplication.clipboard(), self)
        self._check_lane, self._vault_lane = Lane("check", self), Lane("vault", self)
        self._desk = CheckDesk()
        self._counsel = Counsel(self._session, self._vault_lane, self)
        self._context = Context(
            session=self._session,
            counsel=self._counsel,
            preferences=preferences,
            check_lane=self._check_lane,
            vault_lane=self._vault_lane,
            check_desk=self._desk,
            clipboard=self._clipboard,
            go=self.show_page,
        )
        self.guard, self.away, self.curtain = Guard(self), Away(self), Curtain(self)
        self._pages: dict[Place, Page] = {}
        self._kept: dict[Place, object] = {}
        self._place, self._is_leaving = Place.START, False
        self._drawn_as: tuple[object, ...] = ()
        self.setWindowTitle("Linden")
        self.setMinimumSize(*tokens.SMALLEST_WINDOW)
        self.resize(1200, 780)
        self._connect()
        self._draw()

    @property
    def context(self) -> Context:
        """What the pages are given."""
        return self._context

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._place]

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._place

    def show_page(self, place: Place, brought: object = None) -> None:
        """Show a page; what is `brought` along is given to it."""
        place = self._allowed(place)
        if place is not self._place and self._place in self._pages:
            self._pages[self._place].leave()
        self._place = place
        page = self._page(place)
        self._stack.setCurrentWidget(page)
        self.side.show_place(place)
        # A screen reader tells the page's name, and Tab goes on into the page.
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.enter()
        if brought is not None:
            page.receive(brought)

    @Slot()
    def leave_now(self) -> None:
        """Hide at once; then stop every job, clear pictures and copied text, lock the vault, and end."""
        if self._is_leaving:
            return
        self._is_leaving = True
        for window in QApplication.topLevelWidgets():
            window.hide()
        # Hidden first, whatever the rest takes.
        QTimer.singleShot(0, self._end)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002, FBT001  Qt's name and arguments
        """Tab was pressed: go on as the window is read now."""
        to = tab_order.beside(self.centralWidget(), self.focusWidget(), forward=next)
        if to is None:
            return False
        to.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Closing is leaving."""
        event.accept()
        self.leave_now()

    def close_lanes(self) -> bool:
        """End the threads and return whether all ended in time; nothing can be started afterwards."""
        lanes = (self._check_lane, self._vault_lane)
        for lane in lanes:
            lane.drop_all()
        ended = [lane.close() for lane in lanes]
        if ended[0]:
            self._desk.close()
        return all(ended)

    def _connect(self) -> None:
        self.guard.watch(self._app)
        self.guard.exit_wished.connect(self.leave_now)
        self.guard.idle.connect(self._lock_when_idle)
        self.away.went.connect(self._lock_away)
        self.away.start()
        self._preferences.changed.connect(self._draw_later)
        self._preferences.not_saved.connect(self._show_error)
        self._session.vault_opened.connect(self._show_lock)
        self._session.vault_locked.connect(self._forget_all)
        self._counsel.changed.connect(self._show_lock)
        self._counsel.keyboard_given.connect(self._show_lent)
        self._counsel.keyboard_back.connect(self._go_to_desk)
        quit_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self)
        quit_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        quit_key.activated.connect(self.leave_now)

    @Slot()
    def _draw_later(self) -> None:
        # The control that was pressed belongs to what is about to be replaced.
        QTimer.singleShot(0, self._draw)

    @Slot()
    def _draw(self) -> None:
        """Draw everything in the present language, look and text size; what pages keep is handed on."""
        settings = self._preferences.settings
        self.guard.wait_for_idle(settings.lock_after_minutes * 60_000)
        if self._drawn_as:
            self._show_lock()
        wanted = (self._preferences.language, settings.appearance, settings.text_percent, settings.pictures)
        if wanted == self._drawn_as or self._is_leaving:
            return
        self._drawn_as = wanted
        texts.use_language(self._preferences.language)
        style.use(self._app, settings)
        focused = self._app.focusWidget()
        focused_name = focused.objectName() if focused is not None else ""
        self._put_pages_away()
        self._lay_out()
        self.show_page(self._place)
        self.page.pieces.finish()
        for again in self.findChildren(QWidget, focused_name) if focused_name else []:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_pages_away(self) -> None:
        for place, page in self._pages.items():
            kept = page.kept()
            if kept is not None:
                self._kept[place] = kept
            page.leave()
            page.drop_jobs()
        self._pages = {}

    def _lay_out(self) -> None:
        self.setWindowIcon(QIcon(style.picture("leaf", tokens.LIGHT.edge, 64)))
        desk = QWidget()
        desk.setObjectName("desk")
        self.side = SideBar()
        self.side.wished.connect(self._go)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top_bar())
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self.setCentralWidget(desk)

    def _top_bar(self) -> QWidget:
        self.top = TopBar()
        self.lock_button, self.exit_button = self.top.lock_button, self.top.exit_button
        self.top.lock_wished.connect(self._lock)
        self.top.exit_wished.connect(self.leave_now)
        self.top.back_wished.connect(self._go_to_desk)
        self._show_lock()
        return self.top

    def _page(self, place: Place) -> Page:
        if place not in self._pages:
            page = PAGES[place](self._context)
            self._pages[place] = page
            self._stack.addWidget(page)
            if place in self._kept:
                page.take_back(self._kept.pop(place))
        return self._pages[place]

    @Slot(object)
    def _go(self, place: Place) -> None:
        self.show_page(place)

    @Slot()
    def _lock(self) -> None:
        is_at_desk = self._counsel.front is not None
        self._session.lock()
        self.show_page(Place.DESK if is_at_desk else Place.VAULT)

    @Slot()
    def _go_to_desk(self) -> None:
        self.show_page(Place.DESK)

    @Slot()
    def _show_lent(self) -> None:
        self.show_page(Place.VAULT)

    @Slot()
    def _show_lock(self) -> None:
        """Show whether something can be locked, whose case it is, and the places that can be gone to."""
        case, is_lent = self._counsel.front, self._counsel.is_lent
        self.lock_button.setVisible(self._session.vault is not None)
        self.top.show_case(case.code if case is not None else "", is_lent=is_lent)
        settings = self._preferences.settings
        has_desk = settings.is_desk or settings.beside == "counselor" or self._counsel.desk is not None
        self.side.offer(LENT_PLACES if is_lent else [place for place in Place if place is not Place.DESK or has_desk])

    def _allowed(self, place: Place) -> Place:
        if not self._counsel.is_lent or place is Place.DESK:
            return place
        # Whoever was lent the keyboard has one vault, and no door to another.
        allowed = place if place in LENT_PLACES else Place.VAULT
        return Place.DESK if allowed is Place.VAULT and self._session.vault is None else allowed

    @Slot()
    def _forget_all(self) -> None:
        self._show_lock()
        self._clipboard.clear_ours()
        self._kept.clear()
        for page in self._pages.values():
            page.clear()

    @Slot()
    def _lock_when_idle(self) -> None:
        if self._check_lane.is_busy or self._vault_lane.is_busy:
            # Work that the person began goes on to its end; then it is locked.
            self.guard.ask_again(_IDLE_AGAIN_MS)
            return
        self._lock_and_say(_("Nobody was here for a while, so what was open has been locked and cleared."))

    @Slot()
    def _lock_away(self) -> None:
        self._lock_and_say(_("The screen was locked or the computer slept, so what was open has been locked and cleared."))

    def _lock_and_say(self, why: str) -> None:
        self._session.lock()
        self._counsel.lock_all()
        self._forget_all()
        self.show_page(Place.DESK if self._counsel.is_lent else Place.START)
        self.page.show_notice("info", why)

    @Slot()
    def _end(self) -> None:
        for lane in (self._check_lane, self._vault_lane):
            lane.drop_all()
        self.guard.stop_watching(self._app)
        # Whatever goes wrong with one of these, the others happen.
        try:
            self._session.lock()
        finally:
            try:
                self._counsel.lock_all()
                self._forget_all()
            finally:
                self.left.emit()

    @Slot(object)
    def _show_error(self, error: LindenError) -> None:
        self.page.show_error(error)
