"""Videos on the check page: what was seen in them, covered; and all of it gone where the person may be under 18."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.core import places
from desktop.gui.check_desk import LONGEST_MOMENT
from desktop.gui.context import Place
from desktop.gui.jobs import Lane
from desktop.gui.pages.check import CheckPage
from desktop.gui.pages.check.film import in_stretches
from desktop.gui.stage import Stage
from desktop.gui.window import MainWindow
from desktop.services import vaults
from tests.media import clips, pictures

PHOTOS = places.resources() / "samples" / "own-photos"


@pytest.fixture
def page(window: MainWindow) -> CheckPage:
    window.show_page(Place.CHECK)
    assert isinstance(window.page, CheckPage)
    return window.page


@pytest.fixture
def done(qtbot: QtBot) -> Callable[[Lane], None]:
    return lambda lane: qtbot.waitUntil(lambda: not lane.is_busy, timeout=60_000)


def test_scores_are_joined_only_where_every_frame_between_was_judged() -> None:
    times = (0.0, 0.5, 1.0, 1.5, 2.0)

    assert in_stretches(times, ((0.0, 0.3), (0.5, 0.4), (1.5, 0.6), (2.0, 0.5))) == [[(0.0, 0.3), (0.5, 0.4)], [(1.5, 0.6), (2.0, 0.5)]]
    assert in_stretches(times, ()) == []


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    first, second = (Image.open(PHOTOS / name).convert("RGB").resize((480, 480)) for name in ("portrait.jpg", "temple.jpg"))
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    path.write_bytes(clips.clip(frames=[(number / 5, first if number < 8 else second) for number in range(16)], rate=5))
    return path


def test_a_video_gets_its_result_with_moments_that_are_covered(page: CheckPage, clip: Path, done: Callable[[Lane], None]) -> None:
    page.check([clip])
    done(page.context.check_lane)

    film = page.result.film
    assert film is not None
    assert page.result.headline.text()
    assert len(film.views) >= 2
    assert all(view.stage is Stage.COVERED and not view.is_empty for view in film.views)
    assert all(max(image.width(), image.height()) <= LONGEST_MOMENT for image in page.entries[0].outcome.moments)
    film.hold.button.pressed.emit()
    assert {view.stage for view in film.views} == {Stage.GREY}
    page.leave()
    assert {view.stage for view in film.views} == {Stage.COVERED}


def test_a_picture_after_a_video_shows_nothing_of_it(page: CheckPage, clip: Path, done: Callable[[Lane], None]) -> None:
    page.check([clip, PHOTOS / "portrait.jpg"])
    done(page.context.check_lane)

    page.list.setCurrentRow(1)

    assert page.result.film is None


@pytest.mark.parametrize("answer", [0, 1])
def test_of_a_minors_video_no_frame_stays_and_none_is_stored(
    page: CheckPage, window: MainWindow, clip: Path, *, done: Callable[[Lane], None], tmp_path: Path, answer: int
) -> None:
    vault = vaults.create(tmp_path / "vault", "a passphrase for tests only")
    window.context.session.open(vault)
    page.check([clip])
    done(page.context.check_lane)
    page.next_steps.keep_button.click()

    page.keeping.age.buttons()[answer].click()

    seen = page.entries[0].outcome
    assert seen.moments == ()
    assert seen.image.isNull()
    assert seen.checked.stills == ()
    assert seen.checked.picture.pixels.size <= 3
    assert len(np.unique(seen.checked.preview)) == 1
    assert page.result.film.views == []
    page.keeping.keep_button.click()
    done(page.context.vault_lane)
    (item,) = vault.items()
    assert (item.kind, item.has_bytes) == ("record", False)


def test_a_long_video_is_stopped_from_the_page(page: CheckPage, done: Callable[[Lane], None], tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    frames = ((number / 25, pictures.scene(320, 240, number % 2)) for number in range(400))
    path.write_bytes(clips.clip(frames=frames, rate=25, options={"preset": "ultrafast"}))
    page.check([path])

    page.busy.stop_button.click()
    began = time.monotonic()
    done(page.context.check_lane)

    assert time.monotonic() - began < 20
    assert page.entries == []


def test_the_photo_that_a_video_was_made_from_is_found(page: CheckPage, clip: Path, done: Callable[[Lane], None]) -> None:
    page.check([clip])
    done(page.context.check_lane)

    page.source.folder_given.emit(PHOTOS)
    done(page.context.check_lane)

    assert page.entries[0].pair is not None
    assert page.entries[0].pair.match.path.name in {"portrait.jpg", "temple.jpg"}


def test_each_page_of_a_document_is_a_line_of_its_own(page: CheckPage, done: Callable[[Lane], None], tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(pictures.saved(pictures.scene(200, 200), "PDF", save_all=True, append_images=[pictures.scene(200, 200, 2)]))

    page.check([path])
    done(page.context.check_lane)

    assert [page.list.item(row).text().partition(":")[0] for row in range(2)] == ["two.pdf, page 1", "two.pdf, page 2"]
