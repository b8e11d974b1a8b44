"""Buttons: the main action, a quiet one, a link, a door, and a choice among a few."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui import style, tokens
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.group import Group
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.lines import in_lines
from desktop.gui.widgets.text import Text

Kind = Literal["primary", "quiet", "link", "choice", "place", "exit", "door"]


class Button(QPushButton):
    """A button with words and, where it helps, an icon in front of them."""

    def __init__(self, text: str, kind: Kind, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(in_lines(text), parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind = kind
        if icon:
            self.show_icon(icon)

    def show_icon(self, name: str) -> None:
        """Put the shipped icon of this name in front of the words."""
        colours = style.current().palette
        colour = {"primary": colours.accent_ink, "link": colours.accent, "exit": colours.paper}.get(self._kind, colours.ink)
        size = style.current().scale.px(19)
        self.setIcon(QIcon(style.picture(name, colour, size, gap=tokens.SNUG)))
        self.setIconSize(QSize(size + tokens.SNUG, size))

    def say(self, text: str) -> None:
        """Change the words."""
        self.setText(in_lines(text))
        self.setAccessibleName(text)


class OneOfMany(Button):
    """A button of an exclusive group; to a screen reader a radio button."""

    def __init__(self, text: str, kind: Kind, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, kind, icon, parent)
        self.setCheckable(True)
        # The group sees to it that only one is picked; by this alone Qt tells a radio button from a check box.
        self.setAutoExclusive(True)


class PrimaryButton(Button):
    """The one main action of a page or card."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "primary", icon, parent)


class QuietButton(Button):
    """Any other action."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "quiet", icon, parent)


class LinkButton(Button):
    """An action that is said in passing."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "link", icon, parent)


class Door(QPushButton):
    """A large way in: an icon, a title and a sentence on what lies behind it."""

    def __init__(self, icon: str, title: str, sentence: str, parent: QWidget | None = None, *, low: bool = False) -> None:
        """Make a door; a `low` one has its icon beside the words, for a page with many."""
        super().__init__(parent)
        self.setProperty("kind", "door")
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom, self)
        around = tokens.NEAR + 2 if low else tokens.APART
        layout.setContentsMargins(around, around, around, around)
        layout.setSpacing(tokens.NEAR if low else tokens.SNUG)
        sign = Icon(icon, style.current().palette.accent, 22 if low else 30)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(tokens.TINY if low else tokens.SNUG)
        name, more = Text(title, "strong" if low else "heading"), Text(sentence, "soft")
        words.addWidget(name)
        words.addWidget(more)
        words.addStretch(1)
        layout.addLayout(words, 1)
        for part in (sign, name, more):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the room the words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the least room the words need."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """Say that narrow doors are higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """Return how high the door is at this width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1


class Choice(Group):
    """One of a few, shown side by side; arrow keys move between them.

    Signals:
        chosen: The value that was picked by the person (not by `choose`).
    """

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        """Offer `options` as (value, words); `name` is what a screen reader calls the group."""
        super().__init__(name, parent)
        self._values = [value for value, _words in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = Flow(self, tokens.SNUG)
        for number, (_value, words) in enumerate(options):
            button = OneOfMany(words, "choice")
            button.setAccessibleDescription(name)
            # So that the focus is found again when the window is drawn anew.
            button.setObjectName(f"choice-{options[0][0]}-{number}")
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._tell)

    def choose(self, value: object) -> None:
        """Show `value` as picked, without telling."""
        self._group.button(self._values.index(value)).setChecked(True)

    def value(self) -> object | None:
        """Return what is picked, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons in their order."""
        return list(self._group.buttons())

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.chosen.emit(self._values[number])
