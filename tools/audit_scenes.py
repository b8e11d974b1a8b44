"""Walk through every scene of screenshots*.py and judge what a picture does not show: names, keys, focus, order, words, room.

    python tools/audit_scenes.py [--only NAME...] [--pseudo] [--language ko] [--percent 200] [--look light]

With `--pseudo` every text is 40 % longer and in brackets, so that a text that is cut off or was never translated stands out. Prints what is
wrong, the views that no scene shows, and how much was looked at. `tests/gui/test_every_scene.py` keeps it at nothing.
"""

import argparse
import importlib
import itertools
import pkgutil
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import screenshots
from controls import controls, is_reached, is_reached_by_arrows, widest_line
from longer import Longer, is_data, said_by
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QWidget,
)

from desktop.core import texts
from desktop.core.settings import Settings
from desktop.gui import pages
from desktop.gui.app import build_window
from desktop.gui.pages.views import View
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow

_MOST_STEPS = 300


@dataclass
class Audit:
    """What was looked at, and what is wrong with it."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    views: set[type] = field(default_factory=set)
    _focus_known: dict[tuple[object, ...], bool] = field(default_factory=dict)

    def look(self, name: str, window: MainWindow, *, pseudo: bool) -> None:
        """Judge the window as it is."""
        self.counts["scenes"] += 1
        self.views |= {type(view) for view in window.findChildren(View)}
        shown = [one for one in controls(window) if one.isVisible()]
        for control in shown:
            self._judge_control(name, control)
        self._judge_order(name, window, shown)
        for widget in [*shown, *window.findChildren(QLabel)]:
            if widget.isVisible():
                self._judge_room(name, widget)
                if pseudo:
                    self._judge_words(name, widget)
        if window.page.overhang():
            self.wrong.append(f"{name}: the page is {window.page.overhang()} px too wide")

    def _judge_control(self, name: str, control: QWidget) -> None:
        self.counts["controls"] += 1
        interface = QAccessible.queryAccessibleInterface(control)
        called = control.accessibleName().strip() or interface.text(QAccessible.Text.Name).strip()
        role = interface.role()
        self.roles[role.name] += 1
        what = f"{name}: {type(control).__name__} “{called or control.objectName()}”"
        if not called:
            self.wrong.append(f"{what} has no name")
        if role in {QAccessible.Role.NoRole, QAccessible.Role.Client}:
            self.wrong.append(f"{what} has no role")
        if role is QAccessible.Role.CheckBox and not isinstance(control, QCheckBox):
            self.wrong.append(f"{what} is told as a check box and does not look like one")
        if not control.isEnabled() or isinstance(control, QProgressBar):
            return
        if not is_reached(control):
            self.wrong.append(f"{what} is not reached by keyboard")
        elif not self._shows_focus(control):
            self.wrong.append(f"{what} does not show that it has the focus")

    def _shows_focus(self, control: QWidget) -> bool:
        checked = control.isChecked() if isinstance(control, QAbstractButton) else None
        key = (type(control), control.property("kind"), checked)
        if key not in self._focus_known:
            before = QApplication.focusWidget()
            control.clearFocus()
            without = control.grab().toImage()
            control.setFocus(Qt.FocusReason.TabFocusReason)
            screenshots.settle()
            self._focus_known[key] = not control.hasFocus() or control.grab().toImage() != without
            self.counts["kinds of control whose focus was compared as pictures"] += 1
            if before is not None:
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            screenshots.settle()
        return self._focus_known[key]

    def _judge_order(self, name: str, window: MainWindow, shown: list[QWidget]) -> None:
        """Tab goes down the page: the next control is not above the one before."""
        chain = list(_by_tab(window))
        if not isinstance(window.focusWidget(), QWidget) or len(chain) >= _MOST_STEPS:
            self.wrong.append(f"{name}: Tab does not come round")
        for before, after in itertools.pairwise(chain):
            self.counts["steps of Tab"] += 1
            top = after.mapTo(window, QPoint(0, 0)).y()
            if top + after.height() <= before.mapTo(window, QPoint(0, 0)).y():
                self.wrong.append(f"{name}: Tab goes up from “{before.accessibleName()}” to “{after.accessibleName()}”")
        reached = set(chain)
        for control in shown:
            wanted = control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and window.page.isAncestorOf(control)
            if wanted and control not in reached and not is_reached_by_arrows(control) and not _is_of_qt(control):
                self.wrong.append(f"{name}: Tab never comes to “{control.accessibleName()}”")

    def _judge_room(self, name: str, widget: QWidget) -> None:
        self.counts["texts"] += 1
        if isinstance(widget, QAbstractButton) and widget.text() and widget.width() < widest_line(widget):
            self.wrong.append(f"{name}: the button “{widget.text()}” is cut off")
        if isinstance(widget, Text) and widget.text() and widget.width() > 1:
            need = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            # One pixel of rounding is no cut.
            if widget.height() + 1 < need or (not widget.wordWrap() and widget.width() + 1 < widget.sizeHint().width()):
                self.wrong.append(f"{name}: the text “{widget.text()[:60]}” is cut off ({widget.size()}, needs {need} px of height)")

    def _judge_words(self, name: str, widget: QWidget) -> None:
        if _is_of_qt(widget):
            return
        for said in said_by(widget):
            if not said.startswith("[") and not is_data(said):
                self.wrong.append(f"{name}: {type(widget).__name__} says “{said[:80]}” without translation")


def _by_tab(window: MainWindow) -> Iterator[QWidget]:
    """Press Tab until the page is left or begins anew, and yield what gets the focus."""
    page = window.page
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    first: QWidget | None = None
    for _step in range(_MOST_STEPS):
        QTest.keyClick(window.focusWidget() or page, Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now is None or now is first or not page.isAncestorOf(now):
            return
        first = first or now
        yield now


def unseen_views(seen: Collection[type]) -> list[str]:
    """Return the views of pages that are not among those `seen`."""
    for found in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        importlib.import_module(found.name)
    every = _below(View)
    return sorted(f"{one.__module__}.{one.__name__}" for one in every if one not in seen and not _below(one))


def load_scenes() -> None:
    """Load the scenes of every module beside screenshots.py."""
    sys.modules.setdefault("screenshots", screenshots)
    for extra in sorted((ROOT / "tools").glob("screenshots_*.py")):
        importlib.import_module(extra.stem)


def file_of(name: str) -> str:
    """Return which file of scenes this one stands in, without its ending."""
    return screenshots.SCENES[name].__module__


def walk(audit: Audit, wanted: Callable[[str], bool], settings: Settings, *, pseudo: bool) -> None:
    """Bring a window of its own into each scene, and judge it."""
    for name, show in screenshots.SCENES.items():
        if wanted(name):
            window = build_window(settings)
            window.resize(window.minimumSize())
            window.show()
            screenshots.settle()
            try:
                show(window)
                screenshots.settle()
                audit.look(name, window, pseudo=pseudo)
            finally:
                screenshots.put_away(window)


def _below(kind: type) -> set[type]:
    return {one for direct in kind.__subclasses__() for one in {direct, *_below(direct)}}


def _is_of_qt(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, QFileDialog):
            return True
        above = above.parentWidget()
    return False


def main() -> int:
    """Walk, and print what was found."""
    parser = argparse.ArgumentParser(description="Judge every scene.")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--pseudo", action="store_true")
    parser.add_argument("--language", default="en")
    parser.add_argument("--look", default="light")
    parser.add_argument("--percent", type=int, default=100)
    wanted = parser.parse_args()
    load_scenes()
    if wanted.pseudo:
        texts._catalogue = lambda _code: Longer()  # noqa: SLF001  the one place where texts come from
    app = QApplication(["linden"])
    app.setQuitOnLastWindowClosed(False)
    audit = Audit()
    settings = Settings(language=wanted.language, appearance=wanted.look, text_percent=wanted.percent)
    walk(
        audit,
        lambda name: not wanted.only or any(name.startswith(start) for start in wanted.only),
        settings,
        pseudo=wanted.pseudo,
    )
    for line in dict.fromkeys(audit.wrong):
        print(line)
    if not wanted.only:
        print("views that no scene shows:", *(unseen_views(audit.views) or ["none"]))
    print(", ".join(f"{count} {what}" for what, count in audit.counts.items()))
    print("roles:", ", ".join(f"{count} {role}" for role, count in audit.roles.most_common()))
    print(f"wrong: {len(audit.wrong)}")
    return 1 if audit.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
