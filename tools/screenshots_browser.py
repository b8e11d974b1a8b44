"""Scenes of a case with many items: added to those of screenshots.py."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from screenshots import SAMPLES, scene, settle, wait_for

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault.browser.views import Way
from desktop.gui.window import MainWindow
from desktop.services import following, vaults
from desktop.services.vaults import AgeAnswer, RelationKind, Said, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

_SEEN = datetime(2026, 11, 12, 1, 15, tzinfo=UTC).astimezone()


def _open(window: MainWindow, way: Way) -> None:
    folder = Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers"
    vault = vaults.create(folder, "one quiet morning by the lake", cost=CHEAP_COST_FOR_TESTS_ONLY)
    pictures = sorted(SAMPLES.rglob("*.jpg"))
    for number, picture in enumerate(pictures * 2):
        where = Where(f"https://t.me/c/1234567890/45{number}", "@grey_room_88", "Telegram", "", _SEEN + timedelta(hours=17 * number))
        said = Said(tags=("posted",) if number % 2 else ())
        vault.add_file(picture, picture.name, where, AgeAnswer.ADULT, Work(), said=said)
    vault.add_file(b"not a picture", "unknown.bin", Where(platform="Discord"), AgeAnswer.NOT_SURE, Work())
    for number in range(3):
        again = Where(f"https://example.org/board/{number}", f"user_44{number}", f"board {number}", "", _SEEN + timedelta(days=3 + number))
        following.seen_again(vault, "0001", again)
    window.show_page(Place.VAULT)
    window.context.session.open(vault)
    _wait(window)
    browser = window.page.view.browser  # type: ignore[attr-defined]
    browser.way.buttons()[list(Way).index(way)].click()
    _wait(window)


def _wait(window: MainWindow) -> None:
    wait_for(window.context.vault_lane, window.context.check_lane)
    settle()


@scene("browser-rows")
def _rows(window: MainWindow) -> None:
    _open(window, Way.ROWS)


@scene("browser-tiles")
def _tiles(window: MainWindow) -> None:
    _open(window, Way.TILES)
    window.page.show_part(window.page.view.browser.list)  # type: ignore[attr-defined]
    window.page.view.browser.list._ask_for_covers()  # type: ignore[attr-defined]  # noqa: SLF001  what a timer would do
    _wait(window)


@scene("browser-time")
def _time(window: MainWindow) -> None:
    _open(window, Way.TIME)
    window.page.show_part(window.page.view.browser.list)  # type: ignore[attr-defined]


@scene("browser-again")
def _again(window: MainWindow) -> None:
    _open(window, Way.AGAIN)


def _map(window: MainWindow) -> None:
    """A photo, the fake that was made from it, where that was seen, and a screenshot of it in other bytes."""
    folder = Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers"
    vault = vaults.create(folder, "one quiet morning by the lake", cost=CHEAP_COST_FOR_TESTS_ONLY)

    def seen(day: float, url: str = "", account: str = "", platform: str = "") -> Where:
        return Where(url, account, platform, "", _SEEN + timedelta(days=day))

    photo = vault.add_file(
        SAMPLES / "own-photos" / "portrait.jpg", "me-in-may.jpg", seen(-40, platform="Instagram"), AgeAnswer.ADULT, Work()
    )
    fake = vault.add_file(
        SAMPLES / "composite.jpg", "IMG_2041.jpg", seen(0, account="@grey_room_88", platform="Telegram"), AgeAnswer.ADULT, Work()
    )
    vault.casebook.relate(fake.id, RelationKind.MADE_FROM, photo.id)
    for day, url, platform in (
        (1.2, "https://x.com/u/status/1", "X"),
        (2.1, "https://example.org/board/771", ""),
        (5, "https://t.me/grey_room_88/17", "Telegram"),
    ):
        following.seen_again(vault, fake.id, seen(day, url, "user_4410", platform))
    shot = vault.add_file(SAMPLES / "untouched.jpg", "screenshot.png", seen(2.6, platform="Discord"), AgeAnswer.ADULT, Work())
    vault.casebook.relate(shot.id, RelationKind.SAME_IMAGE, fake.id)
    vault.add_link("https://example.net/profile", seen(3), AgeAnswer.ADULT)
    vault.add_file(b"not a picture", "unknown.bin", Where(platform="Discord"), AgeAnswer.NOT_SURE, Work())
    vault.casebook.relate("0007", RelationKind.PART_OF, "0006")
    window.show_page(Place.VAULT)
    window.context.session.open(vault)
    _wait(window)
    browser = window.page.view.browser  # type: ignore[attr-defined]
    browser.way.buttons()[list(Way).index(Way.AGAIN)].click()
    _wait(window)
    window.page.show_part(browser.map.list)  # type: ignore[attr-defined]
    settle()


@scene("browser-map-picture")
def _map_picture(window: MainWindow) -> None:
    _map(window)


@scene("browser-map-words")
def _map_words(window: MainWindow) -> None:
    _map(window)
    drawn = window.page.view.browser.map  # type: ignore[attr-defined]
    drawn.form.buttons()[1].click()
    settle()
    window.page.show_part(drawn.words)  # type: ignore[attr-defined]
