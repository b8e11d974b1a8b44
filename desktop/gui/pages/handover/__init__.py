"""The page of the hand-over: make a package that anyone can verify, and verify one."""

from desktop.gui.pages.handover.page import HandoverPage

__all__ = ["HandoverPage"]
