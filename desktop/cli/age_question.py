"""Asking, before a file is kept, whether the person shown was under 18."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.cli import output
from desktop.core.texts import _

if TYPE_CHECKING:
    from desktop.services.vaults import AgeAnswer


class PersonShown(StrEnum):
    """What can be said on the command line about the person shown."""

    ADULT = "adult"
    UNDER_18 = "under-18"
    NOT_SURE = "not-sure"


def answer(person_shown: PersonShown | None) -> "AgeAnswer":
    """Return what was said on the command line, else what a person at the terminal says, else that nobody was asked."""
    from desktop.services.vaults import AgeAnswer

    if person_shown is not None:
        return AgeAnswer(person_shown.value.replace("-", "_"))
    if someone_can_answer():
        return ask_age()
    output.warn(_("Nobody was asked whether the person shown was under 18. Say it with --person-shown adult, under-18 or not-sure."))
    return AgeAnswer.NOT_ASKED


def someone_can_answer() -> bool:
    """Whether a person sits at a terminal and can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def ask_age() -> "AgeAnswer":
    """Ask whether the person shown was under 18; whatever is not clearly "no" counts as "not sure"."""
    from desktop.services.vaults import AgeAnswer

    output.warn(_("Was the person shown under 18 when the picture was made, or may they have been?"))
    output.warn(_("If so, no picture is kept, only its hash and address. That is what the police and the support services need."))
    output.warn(_("  1  No, an adult"))
    output.warn(_("  2  Yes, under 18"))
    output.warn(_("  3  Not sure (also if you just press Enter)"))
    sys.stderr.write(_("Your answer (1, 2 or 3): "))
    sys.stderr.flush()
    return {"1": AgeAnswer.ADULT, "2": AgeAnswer.UNDER_18}.get(sys.stdin.readline().strip(), AgeAnswer.NOT_SURE)
