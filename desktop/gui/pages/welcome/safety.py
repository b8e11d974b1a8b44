"""A word on safety, which says what the answers have changed, and what leaving at once cannot do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.settings import Settings
from desktop.core.texts import _, many
from desktop.gui import style, tokens
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.clearing import empty
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


class SafetyCard(Card):
    """How to leave at once, and what holds on this computer.

    Signals:
        help_wished: Show who can be called.
        anew_wished: Ask the questions again.
    """

    help_wished = Signal()
    anew_wished = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(surface="info")
        self.setAccessibleName(_("A word on safety"))
        self.help_button = LinkButton(_("Who you can call or write to"), "life-buoy")
        self.help_button.clicked.connect(self.help_wished)
        self.anew_button = LinkButton(_("Answer the questions again"))
        self.anew_button.clicked.connect(self.anew_wished)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.NEAR)
        self.body.addLayout(self._lines)
        self._links = in_a_row(self.help_button, self.anew_button)
        self.body.addWidget(self._links)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Say what holds with these settings."""
        empty(self._lines)
        self._lines.addWidget(_line("door-open", _leaving()))
        if settings.computer:
            self._lines.addWidget(_line("lock", _computer(settings)))
        if settings.beside:
            self._lines.addWidget(_line("heart-handshake", _beside(settings)))
        self.help_button.setVisible(settings.beside == "alone")
        self.anew_button.setVisible(bool(settings.computer or settings.beside))
        self._links.setVisible(bool(settings.computer or settings.beside))


def _line(icon: str, sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.NEAR)
    row.addWidget(Icon(icon, style.current().palette.accent, 22), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(sentence), 1)
    return line


def _leaving() -> str:
    return _(
        "If someone comes in, press Shift three times: everything is locked and this window is gone. "
        "It cannot take back what someone has already seen, or what a program that records the screen has recorded."
    )


def _computer(settings: Settings) -> str:
    minutes = settings.lock_after_minutes
    if settings.leaves_no_trace:
        return many(
            "Nothing about this visit is kept on this computer. The vault locks after {count} minute without a key or the mouse. "
            "Files that you save stay: put them on a stick that you take along.",
            "Nothing about this visit is kept on this computer. The vault locks after {count} minutes without a key or the mouse. "
            "Files that you save stay: put them on a stick that you take along.",
            minutes,
        ).format(count=minutes)
    return many(
        "The vault locks after {count} minute without a key or the mouse. "
        "If someone may be watching this computer from afar, use another one.",
        "The vault locks after {count} minutes without a key or the mouse. "
        "If someone may be watching this computer from afar, use another one.",
        minutes,
    ).format(count=minutes)


def _beside(settings: Settings) -> str:
    if settings.beside == "alone":
        return _("You are alone here, and you need not stay alone with this. There are people who hear this every day.")
    if settings.beside == "someone":
        return _("Whoever is with you can look in your place: a picture stays covered until one of you holds it. You can turn away.")
    return _("Pictures are shown in grey only. The settings can change that, and add a counselor's desk.")
