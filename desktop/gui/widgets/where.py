"""Fields for where and when something was seen; all of them may stay empty."""

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QLineEdit, QPlainTextEdit, QWidget

from desktop.core.texts import _
from desktop.gui import style
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Where


class WhereFields(Card):
    """Address, platform, account, time and note."""

    def __init__(self, parent: QWidget | None = None, *, with_address: bool = True, where: Where | None = None) -> None:
        """Show the fields, empty or with what is known (`where`)."""
        super().__init__(_("Where did you see it?"), parent)
        known = where or Where()
        self.url, self.platform, self.account = QLineEdit(known.url), QLineEdit(known.platform), QLineEdit(known.account)
        self.note = QPlainTextEdit(known.note)
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(110)
        self.knows_when = QCheckBox(_("I know when I saw it"))
        self.knows_when.setAccessibleName(_("I know when I saw it"))
        self._known_moment = known.seen_at
        self.when = QDateTimeEdit(_shown_moment(known.seen_at))
        # Turned round, its numbers would stand in another order and say another time.
        self.when.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.when.setCalendarPopup(True)
        self.when.setFixedWidth(style.current().scale.px(230))
        self.when.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.when.setAccessibleName(_("When you saw it"))
        self.knows_when.setChecked(known.seen_at is not None)
        self.when.setVisible(known.seen_at is not None)
        self.body.addWidget(
            Text(_("Fill in what you know. Everything here may stay empty, and every line helps the people who act on it."), "soft")
        )
        self.address_row = FormRow(_("Address"), self.url, _("The link to the page or the message."))
        self.address_row.setVisible(with_address)
        self.body.addWidget(self.address_row)
        self.body.addWidget(FormRow(_("Website or app"), self.platform, _("For example Telegram, X or the name of the site.")))
        self.body.addWidget(
            FormRow(_("Account or room"), self.account, _("The name or number of whoever posted it, as it is shown there."))
        )
        self.body.addWidget(self.knows_when)
        self.body.addWidget(self.when)
        self.body.addWidget(FormRow(_("Note for yourself"), self.note))
        self.knows_when.toggled.connect(self._show_when)

    def where(self) -> Where:
        """Return what was filled in."""
        return Where(
            url=self.url.text().strip(),
            account=self.account.text().strip(),
            platform=self.platform.text().strip(),
            note=self.note.toPlainText().strip(),
            seen_at=self._moment() if self.knows_when.isChecked() else None,
        )

    def _moment(self) -> datetime:
        # The field has no seconds and no zone: what was not touched stays exactly what it was.
        if self._known_moment is not None and self.when.dateTime() == _shown_moment(self._known_moment):
            return self._known_moment
        return datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch()).astimezone()

    @Slot(bool)
    def _show_when(self, known: bool) -> None:  # noqa: FBT001  Qt's signal
        self.when.setVisible(known)
        if known:
            self.when.setFocus()


def _shown_moment(moment: datetime | None) -> QDateTime:
    return QDateTime.currentDateTime() if moment is None else QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
