"""The rows of the index that belong to cases: the cases, what is said of items, and the sheets of answers."""

from collections.abc import Callable, Mapping
from dataclasses import astuple

from desktop.vault.index_rows import AboutRow, CaseRow

Ask = Callable[..., list[tuple]]  # type: ignore[type-arg]
Tell = Callable[..., None]


class CaseRows:
    """Asks and tells the index through the two functions it is given, which turn every failure into a typed error."""

    def __init__(self, ask: Ask, tell: Tell) -> None:
        self._ask, self._tell = ask, tell

    def cases(self) -> list[CaseRow]:
        """Return the rows of all cases."""
        return [CaseRow(*row) for row in self._ask("SELECT number, name, note, opened_at, closed_at FROM cases ORDER BY number")]

    def put_case(self, row: CaseRow) -> None:
        """Write a row, new or in place of the old one of its number."""
        self._tell("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?)", *astuple(row))

    def abouts(self) -> dict[int, AboutRow]:
        """Return what is said of all items of which anything is said, by their numbers."""
        rows = self._ask("SELECT item, case_number, how, accounts, tags, people FROM about")
        return {row[0]: AboutRow(*row) for row in rows}

    def about(self, item: int) -> AboutRow | None:
        """Return what is said of one item."""
        found = self._ask("SELECT item, case_number, how, accounts, tags, people FROM about WHERE item = ?", item)
        return AboutRow(*found[0]) if found else None

    def put_about(self, row: AboutRow) -> None:
        """Write a row, new or in place of the old one of its item."""
        self._tell("INSERT OR REPLACE INTO about VALUES (?, ?, ?, ?, ?, ?)", *astuple(row))

    def remove_about(self, item: int) -> None:
        """Remove the row of an item that is deleted."""
        self._tell("DELETE FROM about WHERE item = ?", item)

    def answers(self, case: int) -> dict[str, str]:
        """Return the sheet of answers of one case."""
        rows = self._ask("SELECT name, value FROM answer WHERE case_number = ? ORDER BY name", case)
        return {str(name): str(value) for name, value in rows}

    def replace_answers(self, case: int, answers: Mapping[str, str]) -> None:
        """Write the sheet of answers of one case anew."""
        self._tell("DELETE FROM answer WHERE case_number = ?", case)
        for name, value in answers.items():
            self._tell("INSERT INTO answer(case_number, name, value) VALUES (?, ?, ?)", case, name, value)
