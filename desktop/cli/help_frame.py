"""The frame around every command's help, in the current language: headings, usage and the words beside options."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from desktop.core.texts import _, language, mark

if TYPE_CHECKING:
    from typer._click.core import Command
    from typer._click.formatting import HelpFormatter
else:
    # By its public way: where typer keeps the class itself is its own matter.
    HelpFormatter = typer.Context.formatter_class

# What typer writes itself, and only in English.
_FRAME = (
    mark("Options"),
    mark("Arguments"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("[required]"),
    mark("[default: "),
)
# A Korean letter fills two columns, and lines are wrapped by letters.
_KOREAN_WIDTH = 56


class _Formatter(HelpFormatter):
    """Writes help with its frame translated."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, _KOREAN_WIDTH if language() == "ko" else width, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that says how the command is called."""
        super().write_usage(prog, args, prefix or _("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_translated(heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands, each with what it does."""
        super().write_dl([(name, _translated(words)) for name, words in rows], col_max, col_spacing)


class _Context(typer.Context):
    """A context whose help is written by our formatter."""

    formatter_class = _Formatter


def with_frame_translated(command: "Command") -> "Command":
    """Return the command after giving it and all commands below it help whose frame is translated."""
    command.context_class = _Context
    for below in getattr(command, "commands", {}).values():
        with_frame_translated(below)
    return command


def _translated(words: str) -> str:
    for text in _FRAME:
        words = words.replace(text, _(text))
    return words
