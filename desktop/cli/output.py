"""What a command says and asks: lines for people, JSON for machines, a bar for long work, a passphrase."""

import json
import re
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

import typer

from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.core.texts import _, mark
from desktop.core.work import Work

if TYPE_CHECKING:
    from rich.progress import Progress

# Work shorter than this shows no bar: it would only flicker.
PATIENCE_S = 1.0
# A passphrase longer than this is a file that was piped in by mistake.
LONGEST_PASSPHRASE_BYTES = 4096
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NeedsAttention(typer.Exit):
    """The command did its work and has said what needs attention; the exit status is 3."""

    def __init__(self) -> None:
        super().__init__(3)


class OutputNotWritten(LindenError):
    """What a command says cannot be written to where it was sent."""

    code = "output_not_written"
    says = mark("What the command says could not be written to where it was sent.")
    advice = mark("Make room there, or send it elsewhere, and start the command again. Nothing that was saved before is lost.")


class PassphraseNotGiven(LindenError):
    """A passphrase is needed and there is nobody to ask."""

    code = "passphrase_not_given"
    says = mark("A passphrase is needed, and there is no keyboard to ask at.")
    advice = mark("Give it as the first line of standard input, with --passphrase-stdin.")


class PassphraseNotReadable(LindenError):
    """The first line of standard input is too long or is not text."""

    code = "passphrase_not_readable"
    says = mark("The first line of standard input is not a passphrase: it is too long, or it is not UTF-8 text.")
    advice = mark("Nothing was changed. Give one line of text.")


class PassphrasesDiffer(LindenError):
    """The two passphrases that were typed are not the same."""

    code = "passphrases_differ"
    says = mark("The two passphrases are not the same.")
    advice = mark("Nothing was changed. Please type the new passphrase twice once more.")


def use_utf8() -> None:
    """Write UTF-8 everywhere, also on a Windows console, and never fail over a name that is not valid Unicode."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def emit(thing: Mapping[str, object]) -> None:
    """Print one JSON object on one line of standard output."""
    line = json.dumps(thing, ensure_ascii=False)
    # A file name that is not valid Unicode holds lone surrogates; JSON can carry them only as escapes.
    line = _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    _say(line)


def tell(line: str = "") -> None:
    """Print a line for a person on standard output."""
    _say(line)


def _say(line: str) -> None:
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever was reading has read enough: typer ends the command quietly.
        raise
    except OSError as error:
        raise OutputNotWritten from error


def warn(line: str) -> None:
    """Print a line for a person on standard error."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def tell_error(error: LindenError) -> None:
    """Print on standard error what happened and what to do."""
    warn(str(error.what_happened))
    warn(str(error.what_to_do))


def tell_file_error(path: str, error: LindenError, *, as_json: bool) -> None:
    """Print on standard error which of several files failed, what happened and what to do; and the same as JSON where it is wished."""
    warn(shown(path))
    warn(f"  {error.what_happened}")
    warn(f"  {error.what_to_do}")
    if as_json:
        emit({"path": path, "error": {"code": error.code, "text": f"{error.what_happened} {error.what_to_do}"}})


@contextmanager
def progress(title: str) -> Iterator[Work]:
    """Yield the work of a long task: a bar on standard error once it takes longer than a second, stopped by Ctrl-C.

    The first Ctrl-C asks the task to stop at its next step, which raises Stopped; the second one interrupts at once.
    """
    with _Bar(title) as bar:
        work = Work(bar.show)
        with _stopping_on_interrupt(work):
            yield work


def read_passphrase(*, from_stdin: bool, twice: bool = False, prompt: str = "") -> str:
    """Return the passphrase: the next line of standard input, or what is typed unseen (twice for a new one).

    Raises PassphraseNotGiven, PassphraseNotReadable or PassphrasesDiffer.
    """
    if from_stdin:
        return _line_of_stdin()
    first = _typed(prompt or _("Passphrase: "))
    if twice and _typed(_("The same passphrase again: ")) != first:
        raise PassphrasesDiffer
    return first


def _line_of_stdin() -> str:
    untrusted_line = sys.stdin.buffer.readline(LONGEST_PASSPHRASE_BYTES + 2)
    if not untrusted_line:
        raise PassphraseNotGiven
    untrusted_line = untrusted_line.removesuffix(b"\n").removesuffix(b"\r")
    if len(untrusted_line) > LONGEST_PASSPHRASE_BYTES:
        raise PassphraseNotReadable
    try:
        return untrusted_line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PassphraseNotReadable from error


def _typed(prompt: str) -> str:
    import getpass

    if not sys.stdin or not sys.stdin.isatty():
        raise PassphraseNotGiven
    try:
        return getpass.getpass(prompt, stream=sys.stderr)
    except EOFError as error:
        raise PassphraseNotGiven from error


@contextmanager
def _stopping_on_interrupt(work: Work) -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        work.stop()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Bar:
    """A progress bar on standard error, drawn only where a person can see it and only for long work."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = time.monotonic()
        self._is_seen = sys.stderr.isatty()
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, done: int, total: int) -> None:
        if not self._is_seen or time.monotonic() - self._began < PATIENCE_S:
            return
        if self._progress is None:
            self._progress = _drawn(self._title)
        self._progress.update(self._progress.task_ids[0], completed=done, total=total or None)


def _drawn(title: str) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(title, total=None)
    bar.start()
    return bar
