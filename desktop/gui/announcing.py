"""Telling a screen reader something that came by itself, while the person is elsewhere on the page."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(about: QWidget, words: str, *, now: bool = False) -> None:
    """Let a screen reader say these words after what it says; with `now` at once.

    Qt's older alerts are heard on Windows only: on Linux its bridge drops them (seen on the bus, Qt 6.11).
    """
    if words:
        event = QAccessibleAnnouncementEvent(about, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive if now else QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
