"""Linden: check a suspected image, keep it, report it and hand it over, with no network."""

__version__ = "0.1.0"
