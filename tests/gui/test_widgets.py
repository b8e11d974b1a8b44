"""The small parts: text, choices, the file dialog."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF, QSettings, Qt, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.texts import say
from desktop.gui.pages.report.missing import MissingNote
from desktop.gui.widgets.asking import ask_files, ask_folder
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.surfaces import Notice
from desktop.gui.widgets.text import Text, keeping_words_whole
from desktop.media.errors import NotAPicture
from desktop.services.reporting import Missing


class Taker(QObject):
    """Notes what was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: object = None

    @Slot(list)
    def take(self, chosen: object) -> None:
        self.taken = chosen

    @Slot(str)
    def take_one(self, chosen: str) -> None:
        self.taken = chosen


def test_what_looks_like_markup_is_shown_as_it_is(qtbot: QtBot) -> None:
    text = Text("<img src='file:///etc/passwd'> & <b>bold</b>")
    qtbot.addWidget(text)

    assert text.text() == "<img src='file:///etc/passwd'> & <b>bold</b>"
    assert text.textFormat() is Qt.TextFormat.PlainText


def test_what_looks_like_markup_is_shown_as_it_is_where_it_can_be_copied(qtbot: QtBot) -> None:
    text = Text("<b>bold</b>", selectable=True)
    qtbot.addWidget(text)

    assert "<b>" not in super(Text, text).text()


def test_a_text_is_as_high_as_its_lines_and_no_narrower_than_its_longest_word(qtbot: QtBot) -> None:
    short, long = Text("one two"), Text("one two\nthree unbelievable")
    for text in (short, long):
        qtbot.addWidget(text)

    # Lines are a share of a pixel high; only the whole is rounded up.
    assert 2 * short.heightForWidth(1000) - long.heightForWidth(1000) in {0, 1}
    assert short.heightForWidth(short.minimumSizeHint().width()) == long.heightForWidth(1000)
    assert long.minimumSizeHint().width() >= long.fontMetrics().horizontalAdvance("unbelievable")


def test_an_empty_text_takes_no_room(qtbot: QtBot) -> None:
    text = Text("")
    qtbot.addWidget(text)

    assert text.heightForWidth(300) == 0
    assert text.minimumSizeHint().height() == 0


def test_a_text_keeps_its_letters_inside_its_room(qtbot: QtBot) -> None:
    text = Text("A text of some length that goes on for several lines. " * 3)
    qtbot.addWidget(text)
    text.resize(200, text.heightForWidth(200))
    text.setStyleSheet("background: white; color: black")

    drawn = text.grab().toImage()

    dark = [y for y in range(drawn.height()) if any(drawn.pixelColor(x, y).lightness() < 128 for x in range(drawn.width()))]
    assert dark[0] > 0
    assert dark[-1] < drawn.height() - 1
    assert dark[-1] - dark[0] > drawn.height() / 2


def test_a_korean_word_stays_whole_and_a_long_one_may_break() -> None:
    joined = keeping_words_whole("보관함에 보관하기")

    assert joined.replace("\N{WORD JOINER}", "") == "보관함에 보관하기"
    assert [len(word) for word in joined.split(" ")] == [7, 7]
    assert keeping_words_whole("가" * 40) == "가" * 40


def test_a_long_address_may_break_and_is_told_as_it_is(qtbot):
    address = "https://example.org/content-credentials/" + "0123456789abcdef" * 4
    words = Text(f"It lies at {address}.")
    qtbot.addWidget(words)

    assert words.minimumSizeHint().width() < 20 * words.fontMetrics().averageCharWidth()
    assert words.text() == f"It lies at {address}."
    assert keeping_words_whole("an ordinary sentence, a-word/or.two") == "an ordinary sentence, a-word/or.two"


def test_text_to_be_copied_has_no_hidden_letters(qtbot: QtBot) -> None:
    text = Text("보관함에 보관하기", selectable=True)
    qtbot.addWidget(text)

    assert "\N{WORD JOINER}" not in super(Text, text).text()


def test_a_choice_tells_what_was_picked_and_not_what_was_shown(qtbot: QtBot) -> None:
    choice = Choice("Size", [(1, "one"), (2, "two")])
    qtbot.addWidget(choice)
    taker = Taker()
    choice.chosen.connect(taker.take)

    choice.choose(2)
    assert taker.taken is None
    choice.buttons()[0].click()

    assert (taker.taken, choice.value()) == (1, 1)


def test_a_notice_of_a_failure_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    error = NotAPicture()
    notice = Notice.of(error)
    qtbot.addWidget(notice)

    assert notice.accessibleName() == f"{error.what_happened} {error.what_to_do}"


def test_choosing_a_file_leaves_no_trace_of_the_folder(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    secret = tmp_path / "a folder that nobody should hear of"
    secret.mkdir()
    (secret / "a.jpg").write_bytes(b"x")
    taker = Taker()

    dialog = ask_files(window, "Choose", taker.take)
    dialog.setDirectory(str(secret))
    dialog.selectFile(str(secret / "a.jpg"))
    dialog.accept()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog), timeout=10_000)

    assert taker.taken == [str(secret / "a.jpg")]
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert "nobody should hear" not in str([kept.value(key) for key in kept.allKeys()])
    config = Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config"))
    assert not [file for file in config.glob("QtProject*") if "nobody should hear" in file.read_text("utf-8", "replace")]


def test_the_next_dialog_does_not_open_where_the_last_one_was(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "a.jpg").write_bytes(b"x")
    dialog = ask_files(window, "Choose", Taker().take)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "a.jpg"))
    dialog.accept()

    again = ask_files(window, "Choose", Taker().take)

    assert Path(again.directory().absolutePath()) == Path.home()
    assert again.testOption(QFileDialog.Option.DontUseNativeDialog)
    QTest.keyClick(again, Qt.Key.Key_Escape)


def test_scrolling_past_a_list_does_not_change_what_is_chosen(qtbot: QtBot) -> None:
    box = ListBox("Country", [("KR", "Korea"), ("DE", "Germany")], "KR")
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    middle = QPointF(box.rect().center())
    turn = QWheelEvent(middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip

    QApplication.sendEvent(box, turn)

    assert box.value() == "KR"


def test_a_list_of_what_is_missing_keeps_its_height_while_it_grows_shorter(qtbot: QtBot) -> None:
    note = MissingNote()
    qtbot.addWidget(note)
    note.resize(400, 10)
    labels = {f"field{number}": f"A field with a long name, number {number}" for number in range(8)}
    missing = tuple(Missing(field, say("Still missing."), "element") for field in labels)
    note.show_missing(missing, labels)
    note.show()
    note.adjustSize()
    before = note.height()

    note.show_missing(missing[:1], labels)

    assert len(note.links) == 1
    assert note.minimumHeight() == before


def test_a_folder_that_is_typed_is_the_one_that_is_meant(qtbot: QtBot, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    page, taker = QWidget(), Taker()
    qtbot.addWidget(page)
    page.show()
    dialog = ask_folder(page, "Where to", taker.take_one)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(inside))

    # What Qt tells where it marked the folder above on the way.
    dialog.filesSelected.emit([str(tmp_path), str(inside)])

    assert taker.taken == str(inside)
    dialog.reject()
