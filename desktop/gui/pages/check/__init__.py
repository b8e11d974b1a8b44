"""The check page: what goes in, the result, the source photo, and keeping it."""

from desktop.gui.pages.check.page import CheckPage

__all__ = ["CheckPage"]
