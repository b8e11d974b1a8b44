"""Fields for what is said of an item beside where it was seen: how it came, and tags."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.texts import _
from desktop.gui import case_words
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.surfaces import Card
from desktop.services.vaults import DEFAULT_CASE, Case, HowItCame, Said


def how_words() -> dict[HowItCame, str]:
    """Return how something came, in words, in the order in which it is offered."""
    return {
        HowItCame.NOT_SAID: _("Not said"),
        HowItCame.SAVED: _("Saved or downloaded as it was"),
        HowItCame.SCREENSHOT: _("A screenshot"),
        HowItCame.MESSAGE: _("Sent to me in a message"),
        HowItCame.CHAT: _("From an exported chat"),
        HowItCame.EMAIL: _("From an e-mail"),
        HowItCame.PAGE: _("From a saved page"),
    }


class SaidFields(Card):
    """How it came, tags, and the case where there are several."""

    def __init__(
        self, parent: QWidget | None = None, *, how: HowItCame = HowItCame.NOT_SAID, with_how: bool = True, cases: Sequence[Case] = ()
    ) -> None:
        super().__init__(_("To find it again"), parent)
        self.how = ListBox(_("How it came to you"), [(one.value, words) for one, words in how_words().items()], how.value)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(_("For example: face, school, urgent"))
        listed = [(one.id, case_words.name(one)) for one in cases] or [(DEFAULT_CASE, "")]
        self.case = ListBox(_("Case"), listed, DEFAULT_CASE)
        self._rows = (
            FormRow(_("How it came to you"), self.how),
            FormRow(_("Case"), self.case),
            FormRow(_("Tags"), self.tags, _("Words of your own, with commas between them. May stay empty.")),
        )
        for row in self._rows:
            self.body.addWidget(row)
        self._rows[0].setVisible(with_how)
        self._rows[1].setVisible(len(cases) > 1)

    def said(self) -> Said:
        """Return what was filled in."""
        tags = tuple(part.strip() for part in self.tags.text().replace("，", ",").split(",") if part.strip())
        return Said(case_id=self.case.value() or DEFAULT_CASE, how=HowItCame(self.how.value()), tags=tags)
