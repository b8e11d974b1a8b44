"""The check page, with the real checker, the real search for a source photo and a real vault."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.checks.result import Band
from desktop.checks.words import headline
from desktop.core import places
from desktop.gui.check_desk import Seen
from desktop.gui.context import Place
from desktop.gui.jobs import Lane
from desktop.gui.pages.check import CheckPage
from desktop.gui.stage import Stage
from desktop.gui.widgets.picture import PLAIN_AFTER_MS
from desktop.gui.window import MainWindow
from desktop.services import vaults
from tests.gui.cases import answer_question

PATIENCE_MS = 60_000
SAMPLES = places.resources() / "samples"
PORTRAIT = SAMPLES / "own-photos" / "portrait.jpg"


@pytest.fixture
def page(window: MainWindow) -> CheckPage:
    """The check page of a real window."""
    window.show_page(Place.CHECK)
    assert isinstance(window.page, CheckPage)
    return window.page


@pytest.fixture
def vault(window: MainWindow, tmp_path: Path) -> vaults.Vault:
    """A real vault, open in the window."""
    opened = vaults.create(tmp_path / "vault", "a passphrase for tests only")
    window.context.session.open(opened)
    return opened


@pytest.fixture
def done(qtbot: QtBot) -> Callable[[Lane], None]:
    """Return a function that waits until a lane has no job."""

    def wait(lane: Lane) -> None:
        qtbot.waitUntil(lambda: not lane.is_busy, timeout=PATIENCE_MS)

    return wait


def check(page: CheckPage, done: Callable[[Lane], None], *sources: Path | bytes) -> None:
    page.check(list(sources))
    done(page.context.check_lane)


def drop(page: CheckPage, url: QUrl) -> None:
    content = QMimeData()
    content.setUrls([url])
    how = (Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.intake, QDragEnterEvent(QPoint(20, 20), *how))
    QApplication.sendEvent(page.intake, QDropEvent(QPointF(20, 20), *how))


def notice(page: CheckPage) -> str:
    assert page.notice is not None
    return page.notice.accessibleName()


def test_a_dropped_file_gets_its_result_in_one_sentence(page: CheckPage, done: Callable[[Lane], None]) -> None:
    drop(page, QUrl.fromLocalFile(str(PORTRAIT)))
    done(page.context.check_lane)

    outcome = page.entries[0].outcome
    assert isinstance(outcome, Seen)
    assert page.result.headline.text() == str(headline(outcome.checked.result.band))
    assert page.result.isVisible()
    assert page.next_steps.isVisible()


def test_every_finding_is_shown_with_what_it_does_not_mean(page: CheckPage, done: Callable[[Lane], None]) -> None:
    check(page, done, SAMPLES / "composite.jpg")

    outcome = page.entries[0].outcome
    assert isinstance(outcome, Seen)
    for card in page.result.cards:
        card.toggle.turn(on=True)
    shown = " ".join(label.text() for card in page.result.cards for label in card.findChildren(type(page.result.headline)))
    assert outcome.checked.result.findings
    for finding in outcome.checked.result.findings:
        assert str(finding.text) in shown
        assert str(finding.limits) in shown


def test_a_picture_from_the_clipboard_is_checked(page: CheckPage, done: Callable[[Lane], None]) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(PORTRAIT)))

    page.intake.paste_button.click()
    done(page.context.check_lane)

    assert isinstance(page.entries[0].outcome, Seen)
    assert page.result.name.text() == "Pasted image"
    QGuiApplication.clipboard().clear()


def test_pasting_words_says_what_to_do(page: CheckPage) -> None:
    QGuiApplication.clipboard().setText("no picture")

    page.intake.paste_button.click()

    assert "Copy the image itself" in notice(page)
    QGuiApplication.clipboard().clear()


def test_a_drop_from_a_web_page_says_that_nothing_is_fetched(page: CheckPage) -> None:
    drop(page, QUrl("https://example.org/a.jpg"))

    assert "does not fetch" in notice(page)


def test_the_file_dialog_gives_what_was_chosen(page: CheckPage, done: Callable[[Lane], None], qtbot: QtBot) -> None:
    page.intake.choose_button.click()
    answer_question(page, PORTRAIT)
    done(page.context.check_lane)

    assert len(page.entries) == 1


def test_a_file_that_is_no_picture_is_said_and_the_rest_goes_on(page: CheckPage, done: Callable[[Lane], None], tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"these are words")
    (tmp_path / "b.jpg").write_bytes(PORTRAIT.read_bytes())

    check(page, done, tmp_path / "a.jpg", tmp_path / "b.jpg")

    assert [isinstance(entry.outcome, Seen) for entry in page.entries] == [False, True]
    assert page.failure is not None
    assert page.failure.isVisible()
    assert page.failure.accessibleName().startswith("a.jpg: ")
    assert not page.result.isVisible()
    page.list.setCurrentRow(1)
    assert page.result.isVisible()
    assert page.failure is None


def test_a_file_that_could_not_be_checked_leads_to_the_vault(
    page: CheckPage, done: Callable[[Lane], None], window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"these are words")
    check(page, done, tmp_path / "a.jpg")

    assert page.failure is not None
    page.failure.vault_button.click()

    assert window.place is Place.VAULT


def test_the_picture_is_covered_until_held_then_grey_then_plain(page: CheckPage, done: Callable[[Lane], None], qtbot: QtBot) -> None:
    check(page, done, PORTRAIT)
    view, button = page.result.panel.view, page.result.panel.hold.button
    assert view.stage is Stage.COVERED

    QTest.keyPress(button, Qt.Key.Key_Space)
    assert view.stage is Stage.GREY
    qtbot.waitUntil(lambda: view.stage is Stage.PLAIN, timeout=PLAIN_AFTER_MS + PATIENCE_MS)
    QTest.keyRelease(button, Qt.Key.Key_Space)

    assert view.stage is Stage.COVERED


def test_going_to_another_page_covers_the_picture(page: CheckPage, window: MainWindow, done: Callable[[Lane], None]) -> None:
    check(page, done, PORTRAIT)
    page.result.panel.hold.button.pressed.emit()

    window.show_page(Place.HELP)

    assert page.result.panel.view.stage is Stage.COVERED


def test_a_running_check_can_be_stopped_and_keeps_what_it_found(page: CheckPage, done: Callable[[Lane], None], qtbot: QtBot) -> None:
    page.check([PORTRAIT] * 50)
    qtbot.waitUntil(lambda: len(page.entries) > 0, timeout=PATIENCE_MS)

    page.busy.stop_button.click()
    done(page.context.check_lane)

    assert 0 < len(page.entries) < 50
    assert not page.busy.isVisible()


def test_leaving_during_a_check_forgets_the_pictures(page: CheckPage, window: MainWindow, qtbot: QtBot) -> None:
    page.check([PORTRAIT] * 50)
    qtbot.waitUntil(lambda: len(page.entries) > 0, timeout=PATIENCE_MS)

    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        window.exit_button.click()

    assert page.entries == []
    assert page.result.panel.view.is_empty


def test_the_source_photo_is_found_and_laid_beside_the_picture(page: CheckPage, done: Callable[[Lane], None]) -> None:
    check(page, done, SAMPLES / "composite.jpg")

    page.next_steps.source_button.click()
    page.source.folder_given.emit(SAMPLES / "own-photos")
    done(page.context.check_lane)

    pair = page.source.pair
    assert pair.isVisible()
    assert "portrait.jpg" in pair.sentence.text() or "coffee.jpg" in pair.sentence.text()
    assert [view.stage for view in (pair.own, pair.suspect)] == [Stage.COVERED, Stage.COVERED]


def test_what_was_found_of_the_source_photo_is_saved_as_a_page_in_words(
    page: CheckPage, done: Callable[[Lane], None], tmp_path: Path
) -> None:
    check(page, done, SAMPLES / "composite.jpg")
    page.next_steps.source_button.click()
    assert not page.source.save_button.isVisible()
    page.source.folder_given.emit(SAMPLES / "own-photos")
    done(page.context.check_lane)

    page.source.save_button.click()
    answer_question(page, tmp_path / "match")
    done(page.context.check_lane)

    (shown,) = PdfReader(tmp_path / "match.pdf").pages
    assert "portrait.jpg" in shown.extract_text()
    assert "5" in shown.extract_text()
    assert not shown.images
    assert "match.pdf" in notice(page)


def test_the_index_of_own_photos_is_kept_only_in_an_open_vault_and_only_if_asked(
    page: CheckPage, window: MainWindow, done: Callable[[Lane], None], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "portrait.jpg").write_bytes(PORTRAIT.read_bytes())
    check(page, done, SAMPLES / "composite.jpg")
    page.next_steps.source_button.click()
    assert not page.source.keep_box.isVisible()

    vault = vaults.create(tmp_path / "vault", "a passphrase for tests only")
    window.context.session.open(vault)
    page.next_steps.source_button.click()
    page.source.folder_given.emit(own)
    done(page.context.check_lane)
    assert not vault.aside.is_there

    page.source.keep_box.click()
    page.source.folder_given.emit(own)
    done(page.context.check_lane)

    assert vault.aside.is_there
    assert page.source.pair.isVisible()


def test_finding_no_source_photo_is_not_taken_for_an_answer(page: CheckPage, done: Callable[[Lane], None], tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "cat.jpg").write_bytes((SAMPLES / "own-photos" / "cat.jpg").read_bytes())
    check(page, done, SAMPLES / "untouched.jpg")

    page.next_steps.source_button.click()
    page.source.folder_given.emit(own)
    done(page.context.check_lane)

    assert not page.source.pair.isVisible()
    assert page.source.answer is not None
    assert "searched: 1" in page.source.answer.accessibleName()
    assert "does not mean that the picture was not made from one of them" in page.source.answer.accessibleName()


def test_that_none_was_found_is_saved_as_a_page_with_what_it_does_not_mean(
    page: CheckPage, done: Callable[[Lane], None], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("cat.jpg", "coffee.jpg"):
        (own / name).write_bytes((SAMPLES / "own-photos" / name).read_bytes())
    check(page, done, SAMPLES / "untouched.jpg")
    page.next_steps.source_button.click()
    page.source.folder_given.emit(own)
    done(page.context.check_lane)

    page.source.save_button.click()
    answer_question(page, tmp_path / "none")
    done(page.context.check_lane)

    (written,) = PdfReader(tmp_path / "none.pdf").pages
    words = " ".join(written.extract_text().split())
    assert "Not found among the photos that were searched" in words
    assert "None of 2 photos was found again" in words
    assert "keeps no pixel of the photos it learned from" in words
    assert sha256((SAMPLES / "untouched.jpg").read_bytes()).hexdigest() in words.replace(" ", "")


def test_a_search_that_found_nothing_is_shown_again_when_its_picture_is_chosen_again(
    page: CheckPage, done: Callable[[Lane], None], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "cat.jpg").write_bytes((SAMPLES / "own-photos" / "cat.jpg").read_bytes())
    check(page, done, SAMPLES / "untouched.jpg", PORTRAIT)
    page.list.setCurrentRow(0)
    page.next_steps.source_button.click()
    page.source.folder_given.emit(own)
    done(page.context.check_lane)

    page.list.setCurrentRow(1)
    assert page.source.answer is None

    page.list.setCurrentRow(0)
    assert page.source.answer is not None
    assert page.source.save_button.isVisible()


def test_a_folder_without_photos_is_said(page: CheckPage, done: Callable[[Lane], None], tmp_path: Path) -> None:
    check(page, done, PORTRAIT)

    page.next_steps.source_button.click()
    page.source.folder_given.emit(tmp_path)
    done(page.context.check_lane)

    assert notice(page)


def test_keeping_without_an_open_vault_leads_to_it_and_back(
    page: CheckPage, window: MainWindow, done: Callable[[Lane], None], tmp_path: Path
) -> None:
    check(page, done, PORTRAIT)
    page.next_steps.keep_button.click()
    assert page.no_vault is not None

    page.no_vault.open_button.click()
    assert window.place is Place.VAULT
    window.context.session.open(vaults.create(tmp_path / "vault", "a passphrase for tests only"))
    window.show_page(Place.CHECK)

    assert page.keeping is not None
    assert len(page.entries) == 1


def test_an_adults_picture_is_kept_with_its_result(page: CheckPage, vault: vaults.Vault, done: Callable[[Lane], None]) -> None:
    check(page, done, PORTRAIT)
    page.next_steps.keep_button.click()
    assert page.keeping is not None
    assert not page.keeping.keep_button.isVisible()

    page.keeping.age.buttons()[2].click()
    page.keeping.where.url.setText("https://example.org/post/1")
    page.keeping.keep_button.click()
    done(page.context.vault_lane)

    (item,) = vault.items()
    assert item.has_bytes
    assert item.where.url == "https://example.org/post/1"
    assert [record.content["sha256"] for record in vault.records("check", item.id)] == [item.sha256]
    assert "checked" in [entry.act for entry in vault.log()]
    assert item.id in notice(page)


@pytest.mark.parametrize("answer", [0, 1])
def test_a_minors_picture_leaves_the_page_and_is_not_stored(
    page: CheckPage, vault: vaults.Vault, done: Callable[[Lane], None], answer: int
) -> None:
    check(page, done, PORTRAIT)
    page.next_steps.keep_button.click()
    assert page.keeping is not None

    page.keeping.age.buttons()[answer].click()

    assert page.result.panel.view.is_empty
    assert not page.next_steps.source_button.isVisible()
    page.keeping.keep_button.click()
    done(page.context.vault_lane)
    (item,) = vault.items()
    assert (item.kind, item.has_bytes) == ("record", False)
    assert page.entries[0].is_for_minor
    assert not any(file.read_bytes().startswith(b"\xff\xd8") for file in vault.folder.rglob("*") if file.is_file())


def test_who_helps_minors_is_one_press_away(page: CheckPage, vault: vaults.Vault, window: MainWindow, done: Callable[[Lane], None]) -> None:
    check(page, done, PORTRAIT)
    page.next_steps.keep_button.click()
    assert page.keeping is not None

    page.keeping.age.buttons()[0].click()
    page.keeping.age.help_button.click()

    assert window.place is Place.HELP


def test_the_result_is_saved_as_a_page(page: CheckPage, done: Callable[[Lane], None], tmp_path: Path) -> None:
    check(page, done, PORTRAIT)

    page.next_steps.pdf_button.click()
    answer_question(page, tmp_path / "result.pdf")
    done(page.context.check_lane)

    (shown,) = PdfReader(tmp_path / "result.pdf").pages
    assert str(headline(Band.CANNOT_TELL)) in shown.extract_text()
    # The window says that it holds no picture, and nobody was asked about age.
    assert not shown.images
    assert "result.pdf" in notice(page)


def test_results_outlive_a_change_of_language(page: CheckPage, window: MainWindow, done: Callable[[Lane], None], qtbot: QtBot) -> None:
    check(page, done, PORTRAIT)

    window.context.preferences.change(language="ko")
    qtbot.waitUntil(lambda: window.page is not page, timeout=PATIENCE_MS)

    assert isinstance(window.page, CheckPage)
    shown = window.page
    assert len(shown.entries) == 1
    qtbot.waitUntil(shown.result.isVisible, timeout=PATIENCE_MS)


def test_clearing_the_page_forgets_what_was_checked(page: CheckPage, done: Callable[[Lane], None]) -> None:
    check(page, done, PORTRAIT)

    page.clear_button.click()

    assert page.entries == []
    assert page.result.panel.view.is_empty
    assert not page.result.isVisible()
    assert not page.clear_button.isVisible()


def test_more_pictures_than_fit_are_said_and_not_lost_in_silence(
    page: CheckPage, done: Callable[[Lane], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.pages.check.page.MOST_HELD", 2)

    check(page, done, PORTRAIT, PORTRAIT, PORTRAIT, PORTRAIT)

    assert len(page.entries) == 2
    assert "no more fit here" in notice(page)


def test_locking_the_vault_forgets_what_was_checked(
    page: CheckPage, vault: vaults.Vault, window: MainWindow, done: Callable[[Lane], None]
) -> None:
    check(page, done, PORTRAIT)

    window.lock_button.click()

    assert page.entries == []
    assert page.result.panel.view.is_empty


def test_views_for_specialists_are_made_when_asked_for_and_covered(page, done):
    check(page, done, PORTRAIT)
    assert page.specialist.isVisibleTo(page)
    assert page.specialist.choice is None

    page.specialist.open_button.click()
    done(page.context.check_lane)

    assert page.specialist.choice is not None
    assert len(page.specialist.choice.buttons()) == 8
    assert page.specialist.view.stage is Stage.COVERED
    assert "no finding" in page.specialist.meaning.text()
    page.specialist.hold.button.pressed.emit()
    assert page.specialist.view.stage is Stage.GREY
    page.specialist.choice.buttons()[1].click()
    assert page.specialist.view.stage is Stage.COVERED
    assert page.specialist.title.text() == "Noise"


def test_the_parts_of_a_picture_are_the_last_of_the_views_and_say_how_weak_they_are(page, done):
    check(page, done, PORTRAIT)
    page.specialist.open_button.click()
    done(page.context.check_lane)
    assert page.specialist.choice is not None
    page.specialist.choice.buttons()[0].click()
    untinted = page.specialist.view._overlay

    page.specialist.choice.buttons()[-1].click()

    assert untinted.isNull()
    assert not page.specialist.view._overlay.isNull()
    assert page.specialist.view.stage is Stage.COVERED
    assert page.specialist.title.text() == "Parts that do not go together"
    assert "guessing would be 5" in page.specialist.meaning.text()


def test_views_are_gone_with_the_picture_where_the_person_may_be_under_18(page, done, vault):
    check(page, done, PORTRAIT)
    page.specialist.open_button.click()
    done(page.context.check_lane)

    page._clear_picture()

    assert page.specialist.view.is_empty
    assert not page.specialist.isVisibleTo(page)


def test_views_that_arrive_after_another_picture_was_chosen_are_not_shown(page, done):
    check(page, done, PORTRAIT, SAMPLES / "untouched.jpg")
    page.specialist.open_button.click()
    page.list.setCurrentRow(1)
    done(page.context.check_lane)

    assert page.specialist.view.is_empty
    assert page.specialist.choice is None
