"""The items of a case found again: searched, as tiles with covered pictures, along the time, and seen again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui import uncovering
from desktop.gui.context import Place
from desktop.gui.pages.vault.browser.browser import ItemBrowser
from desktop.gui.pages.vault.browser.map import CaseMap
from desktop.gui.pages.vault.browser.map_model import IN_SHORT, MapModel
from desktop.gui.pages.vault.browser.model import COVER, DAY, ItemModel, Order
from desktop.gui.pages.vault.browser.views import Way
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.stage import Stage
from desktop.gui.window import MainWindow
from desktop.services import following, sighting_map
from desktop.services.counsel import consent
from desktop.services.vaults import AgeAnswer, Item, Relation, RelationKind, Said, Vault, Where
from tests.gui.cases import new_vault, picture, settle, shown_words

START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def case(folder: Path) -> Vault:
    """Ten items: three pictures (one of someone not known to be adult), seven addresses of which two have a tag."""
    vault = new_vault(folder)
    for number, (colour, age) in enumerate(
        (((90, 140, 60), AgeAnswer.ADULT), ((200, 30, 30), AgeAnswer.ADULT), ((10, 10, 200), AgeAnswer.NOT_SURE))
    ):
        where = Where(platform=f"site {number}", seen_at=START + timedelta(days=10 - number))
        vault.add_file(picture(colour), f"photo {number}.jpg", where, age, Work())
    for number in range(7):
        said = Said(tags=("urgent",)) if number < 2 else Said()
        vault.add_link(f"https://example.org/{number}", Where(account=f"user {number}"), AgeAnswer.ADULT, said=said)
    return vault


@pytest.fixture
def browser(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> ItemBrowser:
    window.show_page(Place.VAULT)
    window.context.session.open(case(tmp_path / "case"))
    settle(qtbot, window)
    return window.page.view.browser


def shown(browser: ItemBrowser) -> list[str]:
    return [browser.list.text_of(row) for row in range(browser.list.count())]


def choose(browser: ItemBrowser, way: Way) -> None:
    browser.way.buttons()[list(Way).index(way)].click()


def covers_of(browser: ItemBrowser) -> dict[str, QImage]:
    model = browser.list.model_of_items
    found = {model.item(row).id: model.index(row).data(COVER) for row in range(model.rowCount())}
    return {item_id: cover for item_id, cover in found.items() if cover is not None and not cover.isNull()}


def test_words_and_filters_narrow_the_list(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    assert browser.list.count() == 10

    browser.words.setText("USER 3")
    qtbot.waitUntil(lambda: shown(browser) == ["https://example.org/3"])
    assert "1 of 10 items" in browser.count.text()
    browser.words.clear()
    browser.tag.choose("urgent")
    qtbot.waitUntil(lambda: browser.list.count() == 2)
    browser.kind.choose("file")
    qtbot.waitUntil(lambda: browser.list.count() == 0)

    assert "Nothing fits" in shown_words(browser)


def test_the_time_line_begins_with_what_was_seen_first(browser: ItemBrowser) -> None:
    choose(browser, Way.TIME)

    assert shown(browser)[:2] == ["photo 2.jpg", "photo 1.jpg"]
    assert browser.list.model_of_items.index(0).data(DAY) != ""


def test_tiles_show_covered_grey_pictures_and_none_of_someone_under_18(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    choose(browser, Way.TILES)
    qtbot.waitUntil(lambda: len(covers_of(browser)) == 2, timeout=20_000)
    settle(qtbot, window)

    covers = covers_of(browser)
    assert set(covers) == {"0001", "0002"}
    for cover in covers.values():
        assert max(cover.width(), cover.height()) <= 7
        assert cover.isGrayscale()


def test_no_picture_is_made_where_nobody_agreed_to_look_or_links_only_is_chosen(
    browser: ItemBrowser, window: MainWindow, qtbot: QtBot
) -> None:
    consent.begin(window.context.session.vault)
    choose(browser, Way.TILES)
    qtbot.wait(300)
    settle(qtbot, window)
    assert covers_of(browser) == {}
    consent.give(window.context.session.vault, [consent.Scope.LOOK], consent.How.IN_PERSON)
    uncovering.current().use(uncovering.Rule(Stage.COVERED))

    choose(browser, Way.ROWS)
    choose(browser, Way.TILES)
    qtbot.wait(300)
    settle(qtbot, window)

    assert covers_of(browser) == {}
    uncovering.current().use(uncovering.FREE)


def test_the_map_shows_every_item_in_the_order_of_time_and_says_how_it_belongs(
    browser: ItemBrowser, window: MainWindow, qtbot: QtBot
) -> None:
    vault = window.context.session.vault
    following.seen_again(vault, "0001", Where(url="https://example.net/copy", platform="Mirror"))
    vault.casebook.relate("0002", RelationKind.MADE_FROM, "0001")
    choose(browser, Way.AGAIN)
    settle(qtbot, window)
    rows = browser.map.list

    assert rows.count() == 11
    assert [rows.text_of(row)[:4] for row in range(3)] == ["0003", "0002", "0001"]
    said = rows.model_of_items.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Item 0002: photo 1.jpg. Seen ")
    assert "site 1. Made from item 0001." in said
    assert "Seen again as item 0011. Item 0002 was made from it." in rows.model_of_items.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert rows.model_of_items.index(1).data(IN_SHORT) == "site 1  ·  made from 0001"
    words = shown_words(browser.map)
    assert "the same, seen again" in words
    assert "looks the same" not in words
    assert "site 0: 1 time" in words


def test_the_lines_of_the_map_are_drawn(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    """What is drawn with a relation differs from what is drawn without it, in the columns of the lines and nowhere else."""
    choose(browser, Way.AGAIN)
    settle(qtbot, window)
    bare = browser.map.list.viewport().grab().toImage()
    window.context.session.vault.casebook.relate("0002", RelationKind.MADE_FROM, "0003")
    choose(browser, Way.AGAIN)
    settle(qtbot, window)

    joined = browser.map.list.viewport().grab().toImage()

    assert bare.size() == joined.size()
    row = browser.map.list.visualRect(browser.map.list.model_of_items.index(0))
    at = range(row.left() + 100, row.left() + 200)
    below = row.bottom() - 3
    assert any(bare.pixel(x, below) != joined.pixel(x, below) for x in at)
    assert all(bare.pixel(x, below) == joined.pixel(x, below) for x in range(row.left(), row.left() + 100))


def test_the_map_is_walked_by_keyboard_and_opens_an_item(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    choose(browser, Way.AGAIN)
    settle(qtbot, window)
    browser.map.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(browser.map.list, Qt.Key.Key_Down)

    qtbot.keyClick(browser.map.list, Qt.Key.Key_Return)
    settle(qtbot, window)

    assert isinstance(window.page.view, DetailView)
    assert window.page.view.item.id == "0002"
    window.page.view.back_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.page.view.browser.map is not None, "back to where it was opened from"


def test_the_map_in_words_says_the_same_and_its_places_open(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    vault = window.context.session.vault
    following.seen_again(vault, "0001", Where(url="https://example.net/copy", platform="Mirror"))
    vault.casebook.relate("0002", RelationKind.MADE_FROM, "0001")
    choose(browser, Way.AGAIN)
    settle(qtbot, window)
    browser.map.form.buttons()[1].click()
    words = browser.map.words

    assert "seen at 2 places" in shown_words(words)
    assert not browser.map.list.isVisible()
    names = [button.accessibleName() for button in words.buttons]
    assert len(names) == 11
    assert ["site 0" in names[0], "Mirror" in names[1]] == [True, True]
    assert "Item 0001: Item 0002 was made from it." in shown_words(words)
    assert "Item 0002: Made from item 0001." in shown_words(words)
    words.buttons[1].click()
    settle(qtbot, window)

    assert isinstance(window.page.view, DetailView)
    assert window.page.view.item.id == "0011"


def test_the_map_of_one_case_holds_only_its_items(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    vault = window.context.session.vault
    vault.casebook.open_case("other")
    vault.casebook.describe("0004", Said(case_id="2"))
    window.page.show_list()
    settle(qtbot, window)
    again = window.page.view.browser
    choose(again, Way.AGAIN)
    settle(qtbot, window)
    assert again.map.list.count() == 10

    again.case.choose("2")
    qtbot.waitUntil(lambda: again.map.list.count() == 1)

    choose(again, Way.ROWS)
    settle(qtbot, window)
    assert again.words.isVisible()


def test_back_from_the_map_the_list_is_there(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    choose(browser, Way.AGAIN)
    settle(qtbot, window)
    browser.map.form.buttons()[1].click()
    assert "Nothing was seen at a second place yet" in shown_words(browser)

    choose(browser, Way.ROWS)
    settle(qtbot, window)

    assert browser.map is None
    assert browser.list.isVisible()
    assert browser.list.count() == 10


@pytest.mark.parametrize("way", [Way.ROWS, Way.TILES, Way.TIME])
def test_an_item_opens_by_keyboard_in_every_way(browser: ItemBrowser, window: MainWindow, qtbot: QtBot, way: Way) -> None:
    choose(browser, way)
    browser.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert browser.list.currentIndex().row() == 0

    qtbot.keyClick(browser.list, Qt.Key.Key_Return)
    settle(qtbot, window)

    assert isinstance(window.page.view, DetailView)


def test_locking_lets_every_picture_go(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    choose(browser, Way.TILES)
    qtbot.waitUntil(lambda: len(covers_of(browser)) == 2, timeout=20_000)

    window.lock_button.click()

    assert window.page.findChildren(ItemBrowser) == [] or not browser.isVisible()


def test_of_ten_thousand_items_words_are_made_only_for_those_that_are_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """No timing: what is counted is how many of 10,000 rows are put into words when the list is drawn and scrolled."""
    items = [
        Item(f"{n:04}", "link", "", 0, "", "", "", "", "", START + timedelta(minutes=n), Where(url=f"https://example.org/{n}"),
             AgeAnswer.ADULT, has_bytes=False)
        for n in range(1, 10_001)
    ]  # fmt: skip
    asked: set[str] = set()
    data = ItemModel.data

    def counted(model: ItemModel, index: object, role: int = 0) -> object:
        asked.add(index.row())
        return data(model, index, role)

    monkeypatch.setattr(ItemModel, "data", counted)
    browser = ItemBrowser()
    qtbot.addWidget(browser)
    browser.resize(900, 700)
    browser.show_items(items, ())
    browser.show()
    qtbot.waitExposed(browser)

    for way in (Way.ROWS, Way.TIME, Way.TILES):
        choose(browser, way)
        browser.list.verticalScrollBar().setValue(browser.list.verticalScrollBar().maximum())
        browser.list.grab()

    assert browser.list.count() == 10_000
    assert len(asked) < 300


def test_of_a_large_map_every_item_is_reached_in_words_and_few_rows_are_put_into_words_for_the_picture(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [
        Item(f"{n:04}", "link", "", 0, "", "", "", "", "", START + timedelta(minutes=n), Where(url=f"https://example.org/{n}"),
             AgeAnswer.ADULT, has_bytes=False)
        for n in range(1, 401)
    ]  # fmt: skip
    again = [Relation(n, RelationKind.SEEN_AGAIN, f"{n:04}", f"{n - 1:04}", "person", START) for n in range(2, 41, 2)]
    asked: set[int] = set()
    data = MapModel.data

    def counted(model: MapModel, index: object, role: int = 0) -> object:
        asked.add(index.row())
        return data(model, index, role)

    monkeypatch.setattr(MapModel, "data", counted)
    shown_map = CaseMap(sighting_map.drawn(items, again))
    qtbot.addWidget(shown_map)
    shown_map.show()
    qtbot.waitExposed(shown_map)
    shown_map.list.grab()
    assert shown_map.list.count() == 400
    assert len(asked) < 100

    shown_map.form.buttons()[1].click()
    while not shown_map.words.more_button.isHidden():
        shown_map.words.more_button.click()
    qtbot.waitUntil(lambda: len(shown_map.words.buttons) == len(items))

    assert sorted(button.property("item") for button in shown_map.words.buttons) == [item.id for item in items]


def test_the_model_says_each_day_once() -> None:
    model = ItemModel()
    items = [
        Item(f"{n:04}", "link", "", 0, "", "", "", "", "", START + timedelta(hours=8 * n), Where(), AgeAnswer.ADULT, has_bytes=False)
        for n in range(6)
    ]

    model.show_items(items, Order.BY_TIME)

    assert [bool(model.index(row).data(DAY)) for row in range(6)] == [True, False, True, False, False, True]


def test_an_item_leads_to_what_it_has_to_do_with(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    following.seen_again(window.context.session.vault, "0001", Where(url="https://example.net/copy"))
    browser.opened.emit("0001")
    settle(qtbot, window)
    assert "Was seen again as" in shown_words(window.page.view.related)

    window.page.view.related.buttons[0].click()
    settle(qtbot, window)

    assert window.page.view.item.id == "0011"
    assert "Was seen before as" in shown_words(window.page.view.related)


def test_tags_that_are_typed_are_kept_and_found(browser: ItemBrowser, window: MainWindow, qtbot: QtBot) -> None:
    browser.opened.emit("0004")
    settle(qtbot, window)
    window.page.view.said.tags.setText(" to report, 급함 ,to report,")
    window.page.view.said.keep_button.click()
    settle(qtbot, window)

    assert window.context.session.vault.item("0004").said.tags == ("to report", "급함")
    window.page.view.back_button.click()
    settle(qtbot, window)
    again = window.page.view.browser
    again.tag.choose("급함")
    qtbot.waitUntil(lambda: shown(again) == ["https://example.org/0"])
