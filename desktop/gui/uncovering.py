"""How far pictures may be uncovered now, and for how long they are: one state for the whole window, as the look is.

Every picture asks here before it shows more (`widgets/picture.py`), so that what is chosen at a counselor's desk holds on each page.
"""

from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, Signal

from desktop.gui.stage import Stage


@dataclass(frozen=True)
class Rule:
    """What holding a picture shows."""

    most: Stage = Stage.PLAIN
    """No more than this is ever shown; COVERED shows nothing at all."""
    small: bool = False


FREE = Rule()
_ORDER = (Stage.COVERED, Stage.GREY, Stage.PLAIN)


class Uncovering(QObject):
    """The rule that holds, and a clock that runs while at least one picture is uncovered.

    Signals:
        covered: All pictures are covered again: how many were uncovered, and for how many seconds (int, float).
        rule_changed: Another rule holds; whoever shows pictures shows no more than it allows.
    """

    covered = Signal(int, float)
    rule_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rule = FREE
        self._open: set[int] = set()
        self._seen: set[int] = set()
        self._began = 0.0

    @property
    def rule(self) -> Rule:
        """What holds now."""
        return self._rule

    def use(self, rule: Rule) -> None:
        """Let this rule hold from now on."""
        if rule != self._rule:
            self._rule = rule
            self.rule_changed.emit()

    def allowed(self, wished: Stage) -> Stage:
        """Return the stage that is shown where `wished` is asked for."""
        return min(wished, self._rule.most, key=_ORDER.index)

    def note(self, picture: int, stage: Stage) -> None:
        """Take note that the picture of this identity is shown so far now."""
        if stage is not Stage.COVERED:
            if not self._open:
                self._began = monotonic()
            self._open.add(picture)
            self._seen.add(picture)
        elif picture in self._open:
            self._open.discard(picture)
            if not self._open:
                count, self._seen = len(self._seen), set()
                self.covered.emit(count, monotonic() - self._began)


def forget(picture: int, *_: object) -> None:
    """Take note that the picture of this identity is gone, which covers it."""
    current().note(picture, Stage.COVERED)


_current: Uncovering | None = None


def current() -> Uncovering:
    """Return the one state; it is made when it is first asked for."""
    global _current
    if _current is None:
        _current = Uncovering()
    return _current
