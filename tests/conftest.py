"""What every test stands on: own settings, a known language, no network, no screen, nothing left running."""

import contextlib
import gc
import io
import logging
import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from desktop.cli import app
from desktop.core import places, texts
from desktop.vault import calibrating
from tests.tools_of import load_tool

THREAD_PATIENCE_S = 2.0

# The machine that tests may be busy; how long an example takes is for the benchmarks.
hypothesis.settings.register_profile("linden", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("linden")

_network_events: list[str] = []


def _note_network_use(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(("socket.connect", "socket.bind", "socket.send", "socket.getaddrinfo", "socket.getnameinfo", "socket.gethostby")):
        _network_events.append(f"{event} {arguments[1:]}")
        message = f"a test reached for the network: {event} {arguments[1:]}"
        raise RuntimeError(message)


sys.addaudithook(_note_network_use)


def pytest_configure() -> None:
    """Compile the translations that changed, as `dev.py` does before a start."""
    tool = load_tool("texts")
    for language in tool.languages():
        # Translations at odds fail one test, in test_texts.py, and not the whole run.
        with contextlib.suppress(tool.TextsAtOddsError):
            if tool.is_stale(language):
                tool.compile_language(language)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Collect garbage between the tests, on their own thread, and never inside Qt, as the program does (desktop/gui/garbage.py).

    Left to itself, Python collects on whatever thread makes an object, also on that on which a worker hears of its next test. Windows that
    a test let go would die there, and the worker with them, in the next test that has a window.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()  # what is still in use is modules and fixtures, not to be looked through after every test


class TogetherByFile(LoadFileScheduling):
    """Spreads the tests over the cores by file; those of the built program stay together, so that it is built once."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/built" if nodeid.startswith("tests/built/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> TogetherByFile:
    """Say how the tests are spread when there are several cores (-n)."""
    return TogetherByFile(config, log)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.SETTINGS_VARIABLE, str(tmp_path_factory.mktemp("settings")))


@pytest.fixture(autouse=True)
def _no_calibrated_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a new passphrase cost what it must, and not a whole second."""
    monkeypatch.setattr(calibrating, "WANTED_S", 0.0)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    texts.use_language("en")
    yield
    texts.use_language("en")


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    _network_events.clear()
    yield
    assert not _network_events, "the network was reached for, and the refusal was swallowed"


@pytest.fixture(autouse=True)
def _no_thread_left_over() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    # A thread of Qt that once ran Python code stays listed as a dummy; Qt itself warns when one is left running.
    left = [thread for thread in threading.enumerate() if thread not in before and not isinstance(thread, threading._DummyThread)]
    for thread in left:
        thread.join(THREAD_PATIENCE_S)
    assert not [thread for thread in left if thread.is_alive()], "a thread was left running"


@pytest.fixture(autouse=True)
def _no_unexpected_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    # A test that expects a line reads it and then calls caplog.clear().
    lines = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not lines, "an unexpected line was logged"


@pytest.fixture(params=texts.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Run the test once in each language, and return its code."""
    texts.use_language(request.param)
    return str(request.param)


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def linden(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Return a function that runs one `linden` command in this process, with bytes on its standard input if wanted."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = app.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the figures that tests recorded: sizes and times of the built program."""
    for report in terminalreporter.getreports("passed"):
        for name, figure in report.user_properties:
            terminalreporter.write_line(f"{name}: {figure}  ({report.nodeid})")
