"""The first page: two questions that may be left open, three doors, and a word on safety."""

from desktop.gui.pages.welcome.page import WelcomePage

__all__ = ["WelcomePage"]
