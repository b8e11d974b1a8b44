"""A card that says what something is, with a button for each thing that can be done about it."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.gui import tokens
from desktop.gui.widgets.buttons import Button
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Role, Text


class ActsCard(Card):
    """Words, a row of buttons under them, and under those the questions that some ask first."""

    def __init__(self, heading: str, says: str = "", role: Role = "body") -> None:
        super().__init__(heading)
        if says:
            self.body.addWidget(Text(says, role))
        row = QWidget()
        self._buttons = Flow(row, tokens.SNUG)
        policy = row.sizePolicy()
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self.body.addWidget(row)

    def offer(self, button: Button, wish: SignalInstance, question: Confirm | None = None) -> None:
        """Let `button` tell the wish; with a `question`, only once that was agreed to."""
        self._buttons.addWidget(button)
        if question is None:
            button.clicked.connect(wish)
            return
        button.clicked.connect(question.ask)
        question.agreed.connect(wish)
        self.body.addWidget(question)
