"""The counselor's desk: several people's cases, consent, the session, and giving the keyboard or the case away."""

from desktop.gui.pages.desk.page import DeskPage

__all__ = ["DeskPage"]
