"""What was checked, as the page remembers it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.core.names import shown
from desktop.core.texts import _
from desktop.gui.check_desk import NotFound, Pair, Seen

if TYPE_CHECKING:
    from desktop.services.checking import NotChecked


@dataclass
class Entry:
    """One line of the list: a result or a failure, and what was found out about it since."""

    outcome: "Seen | NotChecked"
    searched: Pair | NotFound | None = None
    """What came of searching for the photo it was made from."""
    is_for_minor: bool = False

    @property
    def pair(self) -> Pair | None:
        """The own photo that was found, laid over it."""
        return self.searched if isinstance(self.searched, Pair) else None


@dataclass(frozen=True)
class Kept:
    """What outlives a redrawing of the page."""

    entries: list[Entry] = field(default_factory=list)
    chosen: int = -1


def line(entry: Entry) -> str:
    """Return what the list says of an entry."""
    from desktop.checks.words import headline

    outcome = entry.outcome
    answer = str(headline(outcome.checked.result.band)) if isinstance(outcome, Seen) else _("Could not be read")
    name = shown(outcome.name)
    if isinstance(outcome, Seen) and outcome.checked.page is not None:
        name = _("{name}, page {number}").format(name=name, number=outcome.checked.page + 1)
    return _("{name}: {answer}").format(name=name, answer=answer)
