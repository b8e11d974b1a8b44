"""Measure how long the window's thread is away from its event loop: while pages are opened, pictures checked and a large file kept.

    python3 tests/benchmarks/window_stalls.py [--pictures 200] [--mebibytes 2048] [--where] [--only NAME...]

A timer on the window's thread is due every 5 ms; how late it comes is how long a key or a click would have waited. Beside the wall's time
stands the time in which the thread itself computed, which a busy machine does not lengthen, and the same meter with nothing going on. The
pictures are the shipped samples, enlarged to 2 megapixels, each a little different. `--where` tells what the thread was doing in a stall.
"""

import argparse
import io
import os
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LINDEN_SETTINGS"] = tempfile.mkdtemp(prefix="linden-stalls-")
ROOT = Path(__file__).resolve().parents[2]

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

TICK_MS = 5
LIMIT_MS = 50
IDLE_MS = 3000


class StallMeter(QObject):
    """Notes how late each tick comes, on the wall and in the thread's own computing time."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.wall_ms: list[float] = []
        self.own_ms: list[float] = []
        self._last = self._last_own = 0.0

    def begin(self) -> None:
        """Forget what was measured and start anew."""
        self.wall_ms, self.own_ms = [], []
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self._timer.start(TICK_MS)

    def end(self) -> None:
        """Stop measuring."""
        self._timer.stop()

    @property
    def last(self) -> float:
        """When the last tick came."""
        return self._last

    @Slot()
    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.wall_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self.own_ms.append((own - self._last_own) * 1000)
        self._last, self._last_own = now, own


class Watcher(threading.Thread):
    """Looks at what the window's thread is doing whenever its tick is overdue."""

    def __init__(self, meter: StallMeter) -> None:
        super().__init__(daemon=True)
        self._meter, self._window = meter, threading.get_ident()
        self.seen: Counter[str] = Counter()

    def run(self) -> None:
        """Look until the program ends."""
        while True:
            time.sleep(0.01)
            if time.perf_counter() - self._meter.last > LIMIT_MS / 1000:
                frame = sys._current_frames().get(self._window)
                lines = [one for one in traceback.extract_stack(frame) if str(ROOT) in one.filename and "benchmarks" not in one.filename]
                self.seen[" < ".join(f"{Path(one.filename).stem}.{one.name}:{one.lineno}" for one in lines[::-1][:5]) or "Qt alone"] += 1


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--mebibytes", type=int, default=2048)
    parser.add_argument("--where", action="store_true")
    parser.add_argument("--only", nargs="*", default=["warming", "idle", "pages", "again", "checking", "keeping"])
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    app = QApplication(["linden"])
    app.setQuitOnLastWindowClosed(False)
    from desktop.core.settings import Settings
    from desktop.gui.app import build_window
    from desktop.gui.garbage import BetweenEvents
    from desktop.gui.warming import Warming

    window = build_window(Settings(language="en", appearance="light"))
    warming, collecting = Warming(window), BetweenEvents(app)
    warming.loaded.connect(collecting.spare_what_is_loaded)
    window.show()
    meter = StallMeter()
    watcher = Watcher(meter)
    if wanted.where:
        watcher.start()
    with tempfile.TemporaryDirectory(prefix="linden-stalls-") as folder:
        for name, prepare in _acts(window, warming, Path(folder), wanted).items():
            if name in wanted.only:
                _measure(name, prepare, meter)
        watcher.seen and print("where, in samples of 10 ms:")
        for place, count in watcher.seen.most_common(25):
            print(f"  {count:4d} {place}")
        window.leave_now()
        QCoreApplication.processEvents()
        window.close_lanes()
    sys.stdout.flush()
    os._exit(0)


def _acts(
    window: "MainWindow",  # noqa: F821
    warming: "Warming",  # noqa: F821
    folder: Path,
    wanted: argparse.Namespace,
) -> dict[str, Callable[[], Callable[[], None]]]:
    """Return what is measured by its name: each prepares, and returns what is then done under the meter."""
    return {
        "warming": lambda: lambda: _warm(warming),
        "idle": lambda: lambda: _live(IDLE_MS),
        "pages": lambda: lambda: _open_pages(window),
        "again": lambda: lambda: _open_pages(window),
        "checking": lambda: _check(window, folder / "pictures", wanted.pictures),
        "keeping": lambda: _keep(window, folder, wanted.mebibytes),
    }


def _measure(name: str, prepare: Callable[[], Callable[[], None]], meter: StallMeter) -> None:
    act = prepare()
    _live(50)
    began = time.perf_counter()
    meter.begin()
    act()
    _live(50)
    meter.end()
    wall, own = sorted(meter.wall_ms), sorted(meter.own_ms)
    over = sum(one > LIMIT_MS for one in wall)
    over_own = sum(one > LIMIT_MS for one in own)
    print(
        f"{name:9s} {time.perf_counter() - began:6.1f} s, {len(wall)} ticks: late by median {wall[len(wall) // 2]:.1f} ms,"
        f" 99 % {wall[len(wall) * 99 // 100]:.1f}, most {wall[-1]:.1f}, over {LIMIT_MS} ms: {over};"
        f" own computing most {own[-1]:.1f} ms, over {LIMIT_MS} ms: {over_own}",
        flush=True,
    )


def _warm(warming: "Warming") -> None:  # noqa: F821
    while not warming.wait(0):
        _live(20)


def _live(for_ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(for_ms, loop.quit)
    loop.exec()


def _wait(window: "MainWindow") -> None:  # noqa: F821
    while window.context.check_lane.is_busy or window.context.vault_lane.is_busy:
        _live(20)


def _open_pages(window: "MainWindow") -> None:  # noqa: F821
    from desktop.gui.context import Place

    for place in Place:
        began = time.thread_time()
        window.show_page(place)
        _live(150)
        _wait(window)
        print(f"          {place.value}: {(time.thread_time() - began) * 1000:.0f} ms of computing")


def _check(window: "MainWindow", folder: Path, count: int) -> Callable[[], None]:  # noqa: F821
    from desktop.gui.context import Place

    _draw(folder, count)
    window.show_page(Place.CHECK)

    def act() -> None:
        window.page.check([folder])
        _wait(window)
        print(f"          {len(window.page.entries)} results are shown")

    return act


def _draw(folder: Path, count: int) -> None:
    from PIL import Image

    folder.mkdir()
    samples = sorted((ROOT / "resources" / "samples").glob("**/*.jpg"))
    large = [Image.open(one).convert("RGB").resize((1632, 1224)) for one in samples]
    for number in range(count):
        held = io.BytesIO()
        large[number % len(large)].crop((number % 16, number % 16, 1600, 1200)).save(held, "JPEG", quality=85)
        (folder / f"{number:03d}.jpg").write_bytes(held.getvalue())


def _keep(window: "MainWindow", folder: Path, mebibytes: int) -> Callable[[], None]:  # noqa: F821
    from desktop.gui.context import Place
    from desktop.services import vaults

    large = folder / "film.bin"
    block = os.urandom(1024 * 1024)
    with large.open("wb") as file:
        for _block in range(mebibytes):
            file.write(block)
    window.show_page(Place.VAULT)
    window.context.session.open(vaults.create(folder / "vault", "for measuring only"))
    _wait(window)

    def act() -> None:
        window.page._intake._take_names([str(large)])
        _wait(window)
        window.page.view.age.buttons()[2].click()
        window.page.view.keep_button.click()
        _wait(window)
        print(f"          {len(window.context.session.vault.items())} item is kept")

    return act


if __name__ == "__main__":
    main()
