"""Which file is it? How to get a chat, an e-mail or a page out of the program it is in, and a way to choose it."""

from PySide6.QtCore import Signal, Slot

from desktop.core.texts import _
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.asking import ask_file, ask_folder
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


class ChooseExportView(View):
    """Says how to export, and asks for the file.

    Signals:
        chosen: The path of a file or folder, as text.
        went_back: Leave it.
    """

    chosen = Signal(str)
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = Card(_("Choose the file that you saved"))
        card.body.addWidget(
            Text(
                _("It is only read. You see what is in it first and choose what goes into your vault. Nothing is sent or changed."), "soft"
            )
        )
        self.file_button = PrimaryButton(_("Choose the file"), "file-text")
        self.folder_button = QuietButton(_("It is a folder"), "folder-open")
        card.body.addWidget(in_a_row(self.file_button, self.folder_button))
        self.body.addWidget(card)
        guide = Card(_("If you do not have the file yet"))
        for program, steps in _ways():
            guide.body.addWidget(Text(program, "strong"))
            guide.body.addWidget(Text(steps, "soft"))
        self.body.addWidget(guide)
        back = LinkButton(_("Back to the list"), "arrow-left")
        self.body.addWidget(in_a_row(back))
        self.file_button.clicked.connect(self._ask_file)
        self.folder_button.clicked.connect(self._ask_folder)
        back.clicked.connect(self.went_back)

    @Slot()
    def _ask_file(self) -> None:
        kinds = _("Chats, e-mails and pages") + " (*.zip *.txt *.csv *.json *.html *.htm *.eml *.mhtml *.mht);;" + _("All files") + " (*)"
        ask_file(self, _("Choose the file that you saved"), kinds, self._tell)

    @Slot()
    def _ask_folder(self) -> None:
        ask_folder(self, _("Choose the folder with the export"), self._tell)

    @Slot(str)
    def _tell(self, path: str) -> None:
        self.chosen.emit(path)


def _ways() -> list[tuple[str, str]]:
    return [
        (
            _("KakaoTalk"),
            _(
                "Open the chat room, then the menu (three lines), the settings wheel, “Export chat”. On a computer: menu, “Save chat”. "
                "Choose the .txt, .csv or .zip file."
            ),
        ),
        (
            _("Telegram"),
            _(
                "In Telegram Desktop open the chat, then the three dots, “Export chat history”. Choose the folder that it makes, "
                "or result.json or messages.html in it."
            ),
        ),
        (_("WhatsApp"), _("Open the chat, then the menu, “More”, “Export chat”, “Include media”. Choose the .zip file, or the .txt file.")),
        (_("E-mail"), _("In the mail program save the message as a file (.eml), often under “Save as” or “Download message”.")),
        (_("Web page"), _("In the browser save the page (Ctrl+S), as one file (.mhtml) or as “complete page” (.html).")),
    ]
