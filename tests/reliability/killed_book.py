"""What has to be there after a kill of corrections, relations and cases: all that was confirmed, and of the rest all or nothing."""

from collections.abc import Sequence

from desktop.services.vaults import Said, Vault, Where
from desktop.vault.casebook import SAID_BEFORE, WHERE_BEFORE
from tests.reliability.killed_work import MARKER, correction


class ExpectedBook:
    """What the child was told is done, and what was under way when it was killed."""

    def __init__(self) -> None:
        self.corrected: dict[str, tuple[int, int]] = {}
        """Item, its number, and how often it was corrected."""
        self.correcting: tuple[str, int, int] | None = None
        self.related: set[int] = set()
        self.withdrawn: set[int] = set()
        self.withdrawing: set[int] = set()
        self.names: dict[str, list[str]] = {}
        """Of each case, its confirmed name, and behind it one that it was being given."""
        self.closed: set[str] = set()

    def learn(self, what: str, rest: Sequence[str]) -> None:
        """Take one line of the child."""
        match what:
            case "correcting":
                self.correcting = (rest[0], int(rest[1]), int(rest[2]))
            case "corrected":
                self.corrected[rest[0]], self.correcting = (int(rest[1]), int(rest[2])), None
            case "related":
                self.related.add(int(rest[0]))
            case "withdrawing":
                self.withdrawing.add(int(rest[0]))
            case "withdrawn":
                self.withdrawn.add(int(rest[0]))
            case "naming":
                self.names[rest[0]].append(rest[1])
            case "named":
                self.names[rest[0]] = [rest[1]]
            case "closed":
                self.closed.add(rest[0])

    def settle(self, item_id: str, number: int, time: int) -> None:
        """Take what was found of an item as confirmed: from now on it has to stay so."""
        self.corrected[item_id] = (number, time)
        if self.correcting is not None and self.correcting[0] == item_id:
            self.correcting = None


def lost_of_book(vault: Vault, expected: ExpectedBook) -> list[str]:
    """Return what is wrong with corrections, relations and cases."""
    wrong = _half_corrected(vault, expected)
    holding = {one.number for one in vault.casebook.relations()}
    withdrawn = {one.number for one in vault.casebook.withdrawn()}
    wrong += [f"relation {number} is lost" for number in expected.related - expected.withdrawing - holding]
    wrong += [f"relation {number} came back" for number in expected.withdrawn - withdrawn]
    wrong += [f"relation {number} is gone without a trace" for number in expected.related - holding - withdrawn]
    cases = {case.id: case for case in vault.casebook.cases()}
    for case_id, names in expected.names.items():
        if case_id not in cases or cases[case_id].name.removeprefix(MARKER.decode()) not in names:
            wrong.append(f"case {case_id} is lost or has another name")
    return wrong + [f"case {case_id} is open again" for case_id in expected.closed if case_id in cases and not cases[case_id].is_closed]


def _half_corrected(vault: Vault, expected: ExpectedBook) -> list[str]:
    allowed = {item_id: (number, {time}) for item_id, (number, time) in expected.corrected.items()}
    if expected.correcting is not None:
        item_id, number, time = expected.correcting
        allowed[item_id] = (number, {time - 1, time})
    before = [record.item_id for kind in (WHERE_BEFORE, SAID_BEFORE) for record in vault.records(kind)]
    wrong = []
    for item_id, (number, times) in allowed.items():
        item = vault.item(item_id)
        found = [time for time in times if _is_corrected(item.said, item.where, number, time)]
        # Its address was said at first, and the tags of the first correction before the second.
        if not found:
            wrong.append(f"item {item_id} is half corrected, or its correction is lost")
        elif before.count(item_id) != (0, 1, 3)[found[0]]:
            wrong.append(f"what was said of item {item_id} before is lost")
        else:
            expected.settle(item_id, number, found[0])
    return wrong


def _is_corrected(said: Said, where: Where, number: int, time: int) -> bool:
    tags, place = correction(number, time)
    return (said.tags, where.url, where.note) == (tags.tags, place.url, place.note)
