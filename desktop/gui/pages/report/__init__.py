"""The page of reports: find out who to write to, answer what is asked, see what is missing, and save the letter."""

from desktop.gui.pages.report.page import ReportPage

__all__ = ["ReportPage"]
