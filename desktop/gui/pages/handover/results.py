"""What came of it: a package that was made, or one that was verified."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import item_words
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.copying import CopyRow
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.handing_over import Built, Verified

_PROBLEMS_SHOWN = 50


class BuiltView(View):
    """The package is there: where, its hash, and what to say when it is handed over.

    Signals:
        went_back: Back to the doors.
        copy_wished: Put this text on the clipboard.
    """

    went_back = Signal()
    copy_wished = Signal(str)

    def __init__(self, built: Built) -> None:
        super().__init__()
        self.built = built
        self.back_button = LinkButton(_("Back"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        self.body.addWidget(
            Notice("info", _("The package is made: {name}").format(name=names.shown(built.path.name)), names.shown(str(built.path.parent)))
        )
        card = Card(_("To hand it over"))
        steps = [
            _("1. Give them the file, best on a USB stick, from hand to hand."),
            _("2. Tell them the number below another way, by phone or on paper. If theirs is the same, nothing was changed on the way."),
            _("3. Inside is a page that says what everything is and how to check it. They need no program of ours."),
        ]
        for step in steps:
            card.body.addWidget(Text(step))
        self.sha256 = CopyRow("SHA-256", built.sha256)
        self.fingerprint = CopyRow(_("Fingerprint of your vault's key"), built.fingerprint)
        for row in (self.sha256, self.fingerprint):
            row.copy_wished.connect(self.copy_wished)
            card.body.addWidget(row)
        count = len(built.without_bytes)
        if count:
            only = many(
                "Of {count} item only the address, times and hash are inside.",
                "Of {count} items only the addresses, times and hashes are inside.",
                count,
            )
            card.body.addWidget(Text(only.format(count=count), "soft"))
        if built.parts:
            told = many(
                "It is in {count} part. Hand all of them over, and the text beside them, which says how they are joined.",
                "It is in {count} parts. Hand all of them over, and the text beside them, which says how they are joined.",
                len(built.parts),
            )
            card.body.addWidget(Text(told.format(count=len(built.parts))))
        if ".age" not in built.path.suffixes:
            card.body.addWidget(
                Text(_("The package is not locked: whoever has the file can open it. Delete it here once it has been handed over."), "soft")
            )
        self.body.addWidget(card)

    def first(self) -> QWidget:
        """Return the button that copies the hash."""
        return self.sha256.button


class VerifyView(View):
    """Which package, and the fingerprint that the sender told, if they did.

    Signals:
        went_back: Back to the doors.
        wished: Choose a package and verify it.
    """

    went_back = Signal()
    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        back = LinkButton(_("Back"), "arrow-left")
        back.clicked.connect(self.went_back)
        card = Card(_("Verify a package"))
        card.body.addWidget(Text(_("Every file in it is read and compared with what was sealed. Nothing is opened, changed or sent.")))
        self.fingerprint = QLineEdit()
        card.body.addWidget(
            FormRow(
                _("Fingerprint that the sender told you (can stay empty)"),
                self.fingerprint,
                _("With it, the check also says whether the package comes from that sender."),
            )
        )
        self.choose_button = PrimaryButton(_("Choose the package"), "folder-open")
        self.choose_button.clicked.connect(self.wished)
        card.body.addWidget(self.choose_button)
        self.body.addWidget(back)
        self.body.addWidget(card)

    def first(self) -> QWidget:
        """Return the button that chooses the package."""
        return self.choose_button


class VerifiedView(View):
    """What verifying a package found.

    Signals:
        went_back: Back to the doors.
        copy_wished: Put this text on the clipboard.
        compare_wished: Choose another package of the same case, to see which is older.
        take_wished: Take the case over into a new vault.
    """

    went_back = Signal()
    copy_wished = Signal(str)
    compare_wished = Signal()
    take_wished = Signal()

    def __init__(self, name: str, verified: Verified) -> None:
        super().__init__()
        self.verified = verified
        self.back_button = LinkButton(_("Back"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        if verified.ok and verified.kind == "bag":
            told = " ".join(str(note.text) for note in verified.notes)
            self.body.addWidget(Notice("warn", _("The files in {name} are as its own lists say.").format(name=names.shown(name)), told))
        elif verified.ok:
            self.body.addWidget(
                Notice("info", _("Not one byte of {name} was changed.").format(name=names.shown(name)), _when_and_how_many(verified))
            )
        else:
            self.body.addWidget(
                Notice(
                    "warn",
                    _("{name} is not as it was made.").format(name=names.shown(name)),
                    _("Do not rely on it. Ask for a new copy, and keep this one as it is."),
                )
            )
            self.body.addWidget(_problems(verified))
        if verified.fingerprint:
            card = Card(_("Who made it"))
            card.body.addWidget(
                Text(
                    _("The package says it was signed with this key. Ask the sender for its fingerprint another way, and compare."), "soft"
                )
            )
            row = CopyRow(_("Fingerprint of the key"), verified.fingerprint)
            row.copy_wished.connect(self.copy_wished)
            card.body.addWidget(row)
            self.body.addWidget(card)
        if verified.chain:
            self.body.addWidget(self._another())
        if verified.ok and verified.kind == "package":
            self.take_button = QuietButton(_("Take the case over into a new vault"), "archive")
            self.take_button.clicked.connect(self.take_wished)
            self.body.addWidget(in_a_row(self.take_button))

    def _another(self) -> Card:
        card = Card(_("Is there a newer one?"))
        card.body.addWidget(Text(_("With another package of the same case, it can be told which of the two is older."), "soft"))
        self.compare_button = QuietButton(_("Compare with another package"), "folder-open")
        self.compare_button.clicked.connect(self.compare_wished)
        card.body.addWidget(self.compare_button)
        return card


def _when_and_how_many(verified: Verified) -> str:
    text = many("It was made at {when} and holds {count} item.", "It was made at {when} and holds {count} items.", verified.items)
    return text.format(when=_when(verified.made_at), count=verified.items)


def _when(stated: str) -> str:
    try:
        return item_words.exact_moment(datetime.fromisoformat(stated))
    except ValueError:
        return names.shown(stated)


def _problems(verified: Verified) -> Card:
    card = Card(_("What was found"))
    for problem in verified.problems[:_PROBLEMS_SHOWN]:
        card.body.addWidget(Text(str(problem.text), "strong"))
        card.body.addWidget(Text(names.shown(problem.part), "small"))
    more = len(verified.problems) - _PROBLEMS_SHOWN
    if more > 0:
        card.body.addWidget(Text(many("and {count} more", "and {count} more", more).format(count=more), "soft"))
    return card
