"""What a person sees of long work: a bar on a terminal, and nothing in a pipe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG_WORK = """
from desktop.cli import output
output.PATIENCE_S = {patience}
with output.progress("Reading pictures") as work:
    for done in range(5):
        work.step(done, 5)
output.emit({{"done": 5}})
"""


def on_a_terminal(script: str) -> tuple[str, str]:
    """Run a script whose standard error is a terminal; return its standard output and what the terminal got."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    ) as process:
        os.close(theirs)
        out = process.stdout.read()
        shown = b""
        # Linux tells the end of a terminal as an input error.
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass
        os.close(ours)
    return out.decode(), shown.decode()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_long_work_shows_a_bar_on_a_terminal_and_keeps_standard_output_clean() -> None:
    out, shown = on_a_terminal(LONG_WORK.format(patience=-1))

    assert out == '{"done": 5}\n'
    assert "Reading pictures" in shown
    assert "%" in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_short_work_shows_no_bar() -> None:
    _, shown = on_a_terminal(LONG_WORK.format(patience=60))

    assert "Reading pictures" not in shown


def test_in_a_pipe_no_bar_is_drawn() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LONG_WORK.format(patience=-1)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert (ended.stdout, ended.stderr) == ('{"done": 5}\n', "")
