"""The command as a whole: statuses, words, and JSON that machines can read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from desktop.cli import app, output
from desktop.core.errors import DiskFull, Stopped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch):
    """Return a function that makes `linden do` run the given function."""

    def use(act) -> None:
        def build() -> typer.Typer:
            made = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
            made.callback()(lambda: None)
            made.command("do")(act)
            return made

        monkeypatch.setattr(app, "build", build)

    return use


def test_the_version_is_told(linden) -> None:
    assert linden("--version").out == "linden 0.1.0\n"


def test_an_unknown_command_is_wrong_usage(linden) -> None:
    ended = linden("fly")

    assert ended.code == 2
    assert ended.out == ""
    assert "fly" in ended.err


def test_a_command_that_ends_well_has_status_0(linden, command) -> None:
    command(lambda: None)

    assert linden("do").code == 0


def test_a_typed_error_is_told_in_words_on_stderr(linden, command) -> None:
    def fail() -> None:
        raise DiskFull(name="case")

    command(fail)
    ended = linden("do")

    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.splitlines() == [
        "There is no space left where case was to be saved.",
        "Nothing that was saved before is lost. Free some space or choose another disk, then try again.",
    ]


def test_an_unforeseen_failure_is_told_in_words_without_a_traceback(linden, command) -> None:
    def fail() -> None:
        raise ZeroDivisionError("secret-name.jpg")

    command(fail)
    ended = linden("do")

    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "secret-name" not in ended.err
    assert "ZeroDivisionError" in ended.err


def test_what_needs_attention_has_status_3(linden, command) -> None:
    def attend() -> None:
        raise output.NeedsAttention

    command(attend)

    assert linden("do").code == 3


@pytest.mark.parametrize("stopped", [Stopped, KeyboardInterrupt])
def test_a_stopped_command_has_status_130(linden, command, stopped) -> None:
    def stop() -> None:
        raise stopped

    command(stop)
    ended = linden("do")

    assert ended.code == 130
    assert ended.err.startswith("Stopped.")


def test_json_carries_korean_as_it_is_and_survives_names_that_are_no_unicode(capsys) -> None:
    output.emit({"path": "사진\udcff.jpg"})

    line = capsys.readouterr().out
    assert "사진" in line
    assert json.loads(line) == {"path": "사진\udcff.jpg"}


def test_a_passphrase_is_the_first_line_of_standard_input(linden, command) -> None:
    said = []
    command(lambda: said.append(output.read_passphrase(from_stdin=True)))

    ended = linden("do", stdin="암호 하나\r\nnot this\n".encode())

    assert ended.code == 0
    assert said == ["암호 하나"]


@pytest.mark.parametrize(("stdin", "code"), [(b"", 1), (b"\xff\xfe\n", 1), (b"x" * 5000, 1), (b"\n", 0)])
def test_what_cannot_be_a_passphrase_is_refused(linden, command, stdin, code) -> None:
    command(lambda: output.read_passphrase(from_stdin=True))

    assert linden("do", stdin=stdin).code == code


def test_without_a_keyboard_a_passphrase_is_not_waited_for(linden, command) -> None:
    command(lambda: output.read_passphrase(from_stdin=False))

    ended = linden("do")

    assert ended.code == 1
    assert "--passphrase-stdin" in ended.err


def test_ctrl_c_stops_long_work_at_its_next_step(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from desktop.cli import output
from desktop.core.errors import Stopped
with output.progress("work") as work:
    work.step(0, 2)
    os.kill(os.getpid(), signal.SIGINT)
    try:
        work.step(1, 2)
    except Stopped:
        print("stopped")
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert ended.stdout == "stopped\n", ended.stderr


def test_every_command_has_help_with_an_example(linden, language) -> None:
    import typer.main

    def commands(group, path):
        for name, one in group.commands.items():
            if hasattr(one, "commands"):
                yield from commands(one, [*path, name])
            else:
                yield [*path, name]

    found = list(commands(typer.main.get_command(app.build()), []))
    for path in found:
        ended = linden(*path, "--help")
        assert ended.code == 0, path
        assert f"linden {' '.join(path)}" in ended.out.split("\n", 2)[2], f"{path} has no example"
    assert {path[0] for path in found} == {"check", "match", "hashes", "vault", "report", "package", "desk", "consent", "tour"}


def test_every_command_stands_in_the_table_of_the_readme() -> None:
    rows = [row for row in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if row.startswith("| `linden ")]
    groups = typer.main.get_command(app.build()).commands  # type: ignore[attr-defined]

    for name, group in groups.items():
        own = "".join(row for row in rows if row.startswith(f"| `linden {name}"))
        missing = [one for one in getattr(group, "commands", {}) if f"{one}`" not in own]
        assert own, name
        assert missing == [], name
