"""What every page is given: the session, the settings, the lanes for long work, and the way to other pages."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from desktop.gui.check_desk import CheckDesk
from desktop.gui.clipboard import Clipboard
from desktop.gui.counsel import Counsel
from desktop.gui.jobs import Lane
from desktop.gui.preferences import Preferences
from desktop.gui.session import Session


class Place(StrEnum):
    """The pages that a person can go to, in the order of the side bar."""

    START = "start"
    CHECK = "check"
    VAULT = "vault"
    REPORTS = "reports"
    HANDOVER = "handover"
    DESK = "desk"
    HELP = "help"
    SETTINGS = "settings"


# Where the person can go who was handed the keyboard at a counselor's desk. What opens other vaults, or leaves, is not among them.
LENT_PLACES = (Place.CHECK, Place.VAULT, Place.REPORTS, Place.HELP, Place.SETTINGS)


@dataclass(frozen=True)
class Context:
    """Given to every page, so that no page reaches for the application or its parent."""

    session: Session
    counsel: Counsel
    """A counselor's desk and the cases open at it; without a desk it holds nothing."""
    preferences: Preferences
    check_lane: Lane
    """For the checker, the models and the search for a source photo."""
    vault_lane: Lane
    """For everything that reads or writes the open vault, and for what is made from it."""
    check_desk: CheckDesk
    """The checker, used on the check lane only."""
    clipboard: Clipboard
    """For text that is copied; it is cleared when the vault is locked."""
    go: Callable[[Place, object], None]
    """Show another page; what is given with it arrives in that page's `receive` (None for nothing)."""
