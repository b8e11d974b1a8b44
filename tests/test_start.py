"""How the program starts: what it loads, where it opens, and what sets it up."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __main__ as program

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "PySide6",
    "shiboken6",
    "numpy",
    "cv2",
    "onnxruntime",
    "PIL",
    "av",
    "c2pa",
    "cryptography",
    "apsw",
    "typst",
    "docx",
    "jinja2",
)


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        env={**kept, "LANG": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def loaded_by(script: str) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(ended.stdout.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["vault", "add", "--help"], ["tour", "--help"]])
def test_asking_for_help_loads_neither_qt_nor_models(arguments: list[str]) -> None:
    loaded = loaded_by(f"""
import contextlib, io, sys
sys.argv = ["linden", *{arguments!r}]
from desktop import __main__ as start
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    start.main()
""")

    assert not loaded & set(HEAVY)


def test_the_decoding_child_loads_neither_qt_nor_keys_nor_models() -> None:
    loaded = loaded_by("import desktop.__main__\nimport desktop.media.child")

    assert not loaded & {
        "PySide6",
        "onnxruntime",
        "cryptography",
        "apsw",
        "typer",
        "rich",
        "desktop.vault",
        "desktop.services",
        "desktop.cli",
    }


@pytest.mark.parametrize("mode", ["--decode", "--read-export"])
def test_a_child_that_reads_files_of_strangers_ends_when_nobody_asks_it_anything(mode: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", mode], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a screen")
@pytest.mark.parametrize(("language", "word"), [("en_US.UTF-8", "screen"), ("ko_KR.UTF-8", "화면")])
def test_without_a_screen_it_says_so_and_offers_the_tour(language: str, word: str) -> None:
    ended = start(LANG=language, LANGUAGE="")

    assert ended.returncode == 2
    assert word in ended.stderr
    assert "python3 dev.py run tour" in ended.stderr
    assert ended.stdout == ""


def test_output_is_utf8_whatever_the_console_says() -> None:
    ended = start("--help", LANG="C", PYTHONIOENCODING="ascii", LANGUAGE="ko")

    assert ended.returncode == 0, ended.stderr
    assert "증거" in ended.stdout


def test_the_language_that_was_chosen_comes_before_the_one_of_the_computer(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"language": "ko"}')

    assert "증거" in start("--help", LANG="en_US.UTF-8", LINDEN_SETTINGS=str(tmp_path)).stdout


def test_the_program_refuses_the_network_from_its_start() -> None:
    script = """
import sys; sys.argv = ["linden", "--version"]
from desktop import __main__ as start
try: start.main()
except SystemExit: pass
import socket
try: socket.getaddrinfo("localhost", 80)
except Exception as refused: print(type(refused).__name__)
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert ended.stdout.splitlines()[-1] == "NetworkRefused"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return dev.py as a module that keeps its .venv in a folder of the test."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    return module


def test_set_up_is_done_once_and_again_when_the_lock_changes(dev, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not dev.is_set_up("run")

    dev.stamp_of("run").write_text(dev.fingerprint("run"))
    assert dev.is_set_up("run")

    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("another==1")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert not dev.is_set_up("run")


def test_dev_without_a_screen_says_so_before_it_installs_anything(dev, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "install", lambda kind: pytest.fail("it installed"))

    assert dev.main(["run"]) == 2
    assert "python3 dev.py run tour" in capsys.readouterr().out


def test_an_unsupported_python_is_told_in_words(dev, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(dev, "SUPPORTED", ())

    assert dev.main(["test"]) == 1
    assert "Linden needs Python 3.11" in capsys.readouterr().err


def test_missing_libraries_are_named_with_the_command_that_installs_them(dev, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = dev.linux_packages
    monkeypatch.setattr(packages, "missing_libraries", lambda site: ["libxcb-cursor.so.0", "libEGL.so.1"])
    monkeypatch.setattr(packages, "apt_install", lambda names: False)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")

    told = packages.settle_libraries(Path("site"))

    assert "libxcb-cursor.so.0" in told
    assert "sudo apt-get install --no-install-recommends libegl1 libxcb-cursor0" in told


def test_being_stopped_before_the_command_has_begun_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["linden", "check", "photo.jpg"])
    monkeypatch.setattr(program, "_prepare", stop)

    with pytest.raises(SystemExit) as ended:
        program.main()

    assert ended.value.code == 130
