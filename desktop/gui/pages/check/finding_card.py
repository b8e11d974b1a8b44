"""One finding as a card: what was seen, and opened, how sure that is and what it does not mean."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.checks.result import Finding, Strength
from desktop.checks.strength_words import strength_words
from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.turning import TurningButton

# With larger text than this (in %), what a finding is worth stands below its kind instead of beside it.
_BESIDE_UP_TO = 125
_ICONS = {"file": "file-text", "saving": "save", "faces": "scan-face", "whole": "image", "source": "images"}


def how_sure(strength: Strength) -> str:
    """Return what a strength means, in a sentence."""
    return {
        Strength.STRONG: _(
            "It points plainly to a program, and others can look at it too. It is a reason to look further, and still no proof."
        ),
        Strength.MODERATE: _(
            "It fits a changed picture better than an unchanged one. There can be harmless reasons, so it does not stand alone."
        ),
        Strength.WEAK: _("Common in ordinary pictures as well. It counts only together with other signs."),
        Strength.NONE: _("A fact that is good to know. It speaks neither for nor against manipulation."),
    }[strength]


def kind_words(kind: str) -> str:
    """Return what a kind of finding looks at."""
    return {
        "file": _("What the file says"),
        "saving": _("How it was saved"),
        "faces": _("Faces"),
        "source": _("The photo it was made from"),
    }.get(kind, _("The picture as a whole"))


class FindingCard(Card):
    """Shows one finding; how sure it is and what it does not mean open at a press, and stand open where it weighs much."""

    def __init__(self, finding: Finding, labels: Sequence[str] = ()) -> None:
        """Show `finding`; `labels` is what its places are called on the picture."""
        super().__init__()
        self.setAccessibleName(str(finding.text))
        self.body.setSpacing(tokens.SNUG)
        self.body.addLayout(_head(finding, labels))
        self.body.addWidget(Text(str(finding.text)))
        self.toggle = TurningButton("link", (_("How sure, and what it does not mean"), "chevron-down"), (_("Show less"), "chevron-up"))
        self.toggle.setAccessibleDescription(str(finding.text))
        self.toggle.turned.connect(self._show_more)
        self._finding = finding
        self.more = QWidget()
        self.body.addWidget(self.toggle)
        self.body.addWidget(self.more)
        self.more.hide()
        self.toggle.turn(on=finding.strength in {Strength.STRONG, Strength.MODERATE})
        self.quoting: TurningButton | None = None
        """Shows and hides what the finding quotes; None where it quotes nothing."""
        self.quoted = QWidget(self)
        self.quoted.hide()
        if finding.quoted:
            self.quoting = TurningButton("link", (_("Show these words (they can hurt)"), "eye"), (_("Hide these words"), "eye-off"))
            self.quoting.turned.connect(self._show_quoted)
            self.body.addWidget(self.quoting)
            self.body.addWidget(self.quoted)

    @Slot(bool)
    def _show_more(self, is_open: bool) -> None:  # noqa: FBT001  Qt gives it so
        if is_open and self.more.layout() is None:
            # Most cards stay closed, and their sentences are never laid out.
            _fill(self.more, self._finding)
        self.more.setVisible(is_open)

    @Slot(bool)
    def _show_quoted(self, is_open: bool) -> None:  # noqa: FBT001  Qt gives it so
        if is_open and self.quoted.layout() is None:
            column = QVBoxLayout(self.quoted)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(tokens.TINY)
            for sentence in self._finding.quoted:
                column.addWidget(Text(str(sentence), "soft"))
        self.quoted.setVisible(is_open)


def _head(finding: Finding, labels: Sequence[str]) -> QLayout:
    kind = QHBoxLayout()
    kind.setSpacing(tokens.SNUG)
    kind.addWidget(Icon(_ICONS.get(finding.kind, "image"), style.current().palette.accent, 20))
    kind.addWidget(Text(kind_words(finding.kind), "strong"), 1)
    tags = [Text(_places(labels), "tag")] if labels else []
    tags.append(Text(str(strength_words(finding.strength)), "tag"))
    if style.current().scale.percent <= _BESIDE_UP_TO:
        for tag in tags:
            kind.addWidget(tag)
        return kind
    below = QWidget()
    flow = Flow(below, tokens.SNUG)
    for tag in tags:
        flow.addWidget(tag)
    head = QVBoxLayout()
    head.setSpacing(tokens.SNUG)
    head.addLayout(kind)
    head.addWidget(below)
    return head


def _places(labels: Sequence[str]) -> str:
    if len(labels) == 1:
        return _("Place {label} on the picture").format(label=labels[0])
    return _("Places {labels} on the picture").format(labels=", ".join(labels))


def _fill(more: QWidget, finding: Finding) -> None:
    column = QVBoxLayout(more)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.TINY)
    for title, sentence in (
        (_("How sure this is"), how_sure(finding.strength)),
        (_("What this does not mean"), str(finding.limits)),
    ):
        column.addWidget(Text(title, "strong"))
        column.addWidget(Text(sentence, "soft"))
        column.addSpacing(tokens.SNUG)
