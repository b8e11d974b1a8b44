"""What the hand-over offers: making a package, verifying one, and taking a case over from one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.pages.views import View
from desktop.gui.widgets.buttons import Door, LinkButton
from desktop.gui.widgets.surfaces import Notice

# With larger text than this (in %), doors stand one under the other.
_SIDE_BY_SIDE_UP_TO = 125


class DoorsView(View):
    """Three ways on.

    Signals:
        make_wished: Make a package.
        verify_wished: Verify one.
        take_wished: Take a case over from one.
        vault_wished: Open the vault first.
    """

    is_entrance = True

    make_wished = Signal()
    verify_wished = Signal()
    take_wished = Signal()
    vault_wished = Signal()

    def __init__(self, *, has_vault: bool) -> None:
        super().__init__()
        self.make_door = Door(
            "package",
            _("Make a package"),
            _("One file for the police, a lawyer or a support centre, with everything they need to check it. You see first what is in it."),
        )
        self.verify_door = Door(
            "shield-check", _("Verify a package"), _("Find out whether a single byte of a package was changed since it was made.")
        )
        self.take_door = Door(
            "archive",
            _("Take a case over"),
            _("Somebody handed you a package: put what is in it into a new vault of your own, with its whole history."),
            low=True,
        )
        self.take_door.clicked.connect(self.take_wished)
        self.make_door.clicked.connect(self.make_wished if has_vault else self.vault_wished)
        self.verify_door.clicked.connect(self.verify_wished)
        large = style.current().scale.percent > _SIDE_BY_SIDE_UP_TO
        doors = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        doors.setSpacing(tokens.APART)
        doors.addWidget(self.make_door, 1)
        doors.addWidget(self.verify_door, 1)
        self.body.addLayout(doors)
        self.body.addWidget(self.take_door)
        if not has_vault:
            notice = Notice("info", _("A package is made from your vault, and no vault is open."))
            self.vault_button = LinkButton(_("Open or make a vault"), "lock-keyhole")
            self.vault_button.clicked.connect(self.vault_wished)
            notice.offer(self.vault_button)
            self.body.addWidget(notice)
