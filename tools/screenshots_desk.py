"""Scenes of the counselor's desk: added to those of screenshots.py."""

# ruff: noqa: SLF001  a scene goes straight to a state that would take many clicks

import tempfile
from pathlib import Path

from screenshots import SAMPLES, scene, scroll_down, settle, wait_for

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.widgets.consent_offer import ConsentOffer
from desktop.gui.window import MainWindow
from desktop.services.counsel import consent, desk, exposure, notes
from desktop.services.counsel.consent import How, Scope
from desktop.services.counsel.exposure import Seen
from desktop.services.vaults import AgeAnswer, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

_WORDS = "one quiet morning by the lake"


def _wait(window: MainWindow) -> None:
    wait_for(window.context.vault_lane, window.context.check_lane)


def _open(window: MainWindow) -> None:
    """Open a desk with three cases, one of them in front."""
    folder = Path(tempfile.mkdtemp(prefix="linden-screenshots-"))
    held = desk.create(folder / "desk", _WORDS, cost=CHEAP_COST_FOR_TESTS_ONLY)
    cases = [desk.new_case(held, code, folder, _WORDS, cost=CHEAP_COST_FOR_TESTS_ONLY) for code in ("K-4829", "M-1170", "T-6003")]
    first, vault = cases[0]
    consent.give(vault, [Scope.KEEP, Scope.REPORT], How.IN_PERSON, to="police, D4U")
    consent.give(vault, [Scope.LOOK, Scope.HAND_OVER], How.SIGNED)
    consent.revoke(vault, [Scope.HAND_OVER])
    picture = min(SAMPLES.glob("*.jpg"))
    vault.add_file(picture, picture.name, Where("https://t.me/c/1234567890/4521", "@grey_room_88", "Telegram"), AgeAnswer.ADULT, Work())
    vault.add_link("https://example.org/board/post/77120?page=3", Where(account="user_4410"), AgeAnswer.ADULT)
    notes.write(held, first, "Came alone, by tram. Wants the posts down first, police later. Next: Thursday, by phone after six.")
    notes.tick(held, first, "alone", done=True)
    exposure.note(held, first, Seen(3, 74.0))
    for _case, other in cases[1:]:
        other.lock()
    window.context.counsel.open_desk(held, exposure.looking(held))
    window.context.counsel.open_case(first, vault)
    window.show_page(Place.DESK)
    _wait(window)


@scene("desk-open")
def _doors(window: MainWindow) -> None:
    window.show_page(Place.DESK)


@scene("desk-new")
def _new(window: MainWindow) -> None:
    window.show_page(Place.DESK)
    window.page.view.new_button.click()  # type: ignore[attr-defined]
    settle()


@scene("desk-cases")
def _cases(window: MainWindow) -> None:
    _open(window)


@scene("desk-cases-end")
def _cases_end(window: MainWindow) -> None:
    _open(window)
    window.context.counsel._began -= 3600
    window.page.show_due()  # type: ignore[attr-defined]
    _wait(window)
    scroll_down(window)


@scene("desk-break")
def _break(window: MainWindow) -> None:
    _open(window)
    window.context.counsel._began -= 3600
    window.page.show_due()  # type: ignore[attr-defined]
    _wait(window)


@scene("desk-new-case")
def _new_case(window: MainWindow) -> None:
    _open(window)
    window.page.view.new_button.click()  # type: ignore[attr-defined]
    _wait(window)


def _case(window: MainWindow) -> None:
    _open(window)
    window.page.view.rows[0].open_button.click()  # type: ignore[attr-defined]
    _wait(window)


@scene("desk-case")
def _case_top(window: MainWindow) -> None:
    _case(window)


@scene("desk-case-consent")
def _consent(window: MainWindow) -> None:
    _case(window)
    window.page.view.consent.give_button.click()  # type: ignore[attr-defined]
    settle()
    window.page.show_part(window.page.view.consent.keep_button)  # type: ignore[attr-defined]


@scene("desk-consent-asked")
def _consent_asked(window: MainWindow) -> None:
    _case(window)
    consent.give(window.context.session.vault, [Scope.HAND_OVER], How.SIGNED, to="police")
    window.show_page(Place.HANDOVER)
    window.page.view.make_door.click()  # type: ignore[attr-defined]
    _wait(window)
    window.page.view.receiver.setText("a lawyer")  # type: ignore[attr-defined]
    window.page._make(str(Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "out.zip"))  # type: ignore[attr-defined]
    _wait(window)
    (offer,) = window.page.notice.findChildren(ConsentOffer)
    offer.open_button.click()
    settle()


@scene("desk-case-steps")
def _steps(window: MainWindow) -> None:
    _case(window)
    scroll_down(window, 0.55)


@scene("desk-lend")
def _lend(window: MainWindow) -> None:
    _case(window)
    window.page.view.lend_button.click()  # type: ignore[attr-defined]
    settle()


@scene("desk-lent")
def _lent(window: MainWindow) -> None:
    _case(window)
    window.context.counsel.lend_keyboard()
    _wait(window)


@scene("desk-give-back")
def _give_back(window: MainWindow) -> None:
    _lent(window)
    window.top.back_button.click()
    settle()


@scene("desk-leave")
def _leave(window: MainWindow) -> None:
    _case(window)
    window.page.view.leave_button.click()  # type: ignore[attr-defined]
    settle()


@scene("desk-left")
def _copied(window: MainWindow) -> None:
    _leave(window)
    view = window.page.view  # type: ignore[attr-defined]
    view.place.line.setText(tempfile.mkdtemp(prefix="linden-screenshots-"))
    view.copy_button.click()
    _wait(window)


@scene("desk-left-end")
def _copied_end(window: MainWindow) -> None:
    _copied(window)
    window.page.view.passphrase.line.setText(_WORDS)  # type: ignore[attr-defined]
    window.page.view.destroy_button.click()  # type: ignore[attr-defined]
    scroll_down(window)
