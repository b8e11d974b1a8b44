"""A part of a real X11 screen goes into the vault pixel by pixel, and nowhere else: with another program's window, a mouse, and no stub."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.core import places
from desktop.core.work import Work
from desktop.services import vaults
from tests.gui.cases import PASSPHRASE
from tests.screens import x_screen

ROOT = Path(__file__).resolve().parents[2]
LEFT, TOP = 240, 160
"""Where the picture stands on the screen."""
MARKED = (20, 30, 219, 189)
"""The first and the last pixel that are marked, within the picture."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's"),
]


def known_picture() -> QImage:
    """Return a picture of which no two parts are alike."""
    pixels = random.Random(5).randbytes(320 * 240 * 4)
    return QImage(pixels, 320, 240, QImage.Format.Format_RGB32).copy().convertToFormat(QImage.Format.Format_RGB888)


@contextmanager
def running(command: list[object], environment: dict[str, str], **options: object) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([*map(str, command)], env=environment, text=True, cwd=ROOT, **options) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def captured(tmp_path: Path, display: str, *, ratio: int, manager: str) -> Path:
    """Let the program capture the marked part of a picture that another program shows; return the home it did that in."""
    home = tmp_path / "home"
    (home / "temp").mkdir(parents=True)
    shown = tmp_path / "outside" / "picture.png"
    shown.parent.mkdir()
    known_picture().save(str(shown))
    environment = {
        "PATH": os.environ["PATH"], "DISPLAY": display, "HOME": str(home), "TMPDIR": str(home / "temp"), "QT_QPA_PLATFORM": "xcb",
        places.SETTINGS_VARIABLE: str(home / "settings"), "XDG_RUNTIME_DIR": str(home / "temp"), "LANG": "C.UTF-8",
    }  # fmt: skip
    scaled = {**environment, "QT_SCALE_FACTOR": str(ratio)}
    corners = (LEFT + MARKED[0], TOP + MARKED[1], LEFT + MARKED[2], TOP + MARKED[3])
    helper = [sys.executable, "tests/gui/picture_on_screen.py", shown, LEFT, TOP]
    program = [sys.executable, "tests/gui/region_on_screen.py", home / "vault", *corners]
    with ExitStack() as programs:
        if manager:
            programs.enter_context(running([manager], environment, stderr=subprocess.DEVNULL))
        other = programs.enter_context(running(helper, scaled, stdout=subprocess.PIPE))
        assert other.stdout is not None
        assert other.stdout.readline() == "shown\n"
        window = programs.enter_context(running(program, scaled, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        said, told = window.communicate(timeout=120)
    assert said.endswith("kept\n"), told
    return home


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("manager", ["", "openbox"])
def test_what_is_kept_of_a_screen_is_what_it_showed(tmp_path: Path, ratio: int, manager: str) -> None:
    if manager and not shutil.which(manager):
        pytest.skip(f"{manager} is not installed")
    with x_screen() as display:
        home = captured(tmp_path, display, ratio=ratio, manager=manager)

    with vaults.unlock(home / "vault", PASSPHRASE) as vault:
        (item,) = vault.items()
        kept = QImage.fromData(vault.read(item.id, Work())).convertToFormat(QImage.Format.Format_RGB888)
        content = vault.read(item.id, Work())
    left, top, right, bottom = MARKED
    # A mouse stands on whole points of the screen, which are of two pixels where the ratio is two.
    assert 0 <= kept.width() - (right - left + 1) <= ratio
    assert 0 <= kept.height() - (bottom - top + 1) <= ratio
    assert kept == known_picture().copy(left, top, kept.width(), kept.height())
    assert list(left_behind(home, content, kept)) == []


def left_behind(home: Path, content: bytes, kept: QImage) -> Iterator[str]:
    """Yield every file that holds a line of the picture's pixels, or a piece of its file."""
    row = bytes(kept.constScanLine(kept.height() // 2))[:60]
    in_screen_order = bytes(kept.convertToFormat(QImage.Format.Format_RGB32).constScanLine(kept.height() // 2))[:60]
    for path in (path for path in home.rglob("*") if path.is_file()):
        held = path.read_bytes()
        if any(piece in held for piece in (row, in_screen_order, content[100:160], b"\x89PNG")):
            yield str(path)


def test_the_search_would_find_a_picture_that_was_left(tmp_path: Path) -> None:
    known_picture().save(str(tmp_path / "left.png"))
    (tmp_path / "raw").write_bytes(bytes(known_picture().constBits()))

    content = (tmp_path / "left.png").read_bytes()
    assert len(list(left_behind(tmp_path, content, known_picture()))) == 2
