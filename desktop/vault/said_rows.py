"""Between what is said of an item or a case, the rows of the index, and the label of a sealed object."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from desktop.core import clock
from desktop.vault import canonical
from desktop.vault.canonical import NotCanonical, writable
from desktop.vault.custody import LogDamaged, read_time
from desktop.vault.errors import TextTooLong, TooManySaid, VaultDamaged
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index_rows import AboutRow, CaseRow
from desktop.vault.model import DEFAULT_CASE, AgeAnswer, Case, HowItCame, JsonValue, Person, Said

# So many tags, accounts or people of one item, and so long each.
MOST_SAID = 50
MAX_TEXT = {"tag": 100, "account": 1_000, "person": 200, "case": 200, "case_note": 20_000}
# An answer about age changes only from left to right.
CAUTION = (AgeAnswer.NOT_ASKED, AgeAnswer.ADULT, AgeAnswer.NOT_SURE, AgeAnswer.UNDER_18)


def cautious(age: AgeAnswer, people: Sequence[Person]) -> AgeAnswer:
    """Return the most cautious of these answers about age."""
    return max((age, *(person.age for person in people)), key=CAUTION.index)


def about_of(item: int, said: Said) -> AboutRow:
    """Return the row for what is said of an item. Raises TextTooLong or TooManySaid."""
    return AboutRow(item, int(said.case_id), said.how.value, *_written(said))


def said_of(row: AboutRow | None) -> Said:
    """Return what a row says. Raises VaultDamaged where it holds what we would not have written."""
    if row is None:
        return Said()
    try:
        return _said(row.case_number, row.how, row.accounts, row.tags, row.people)
    except (NotCanonical, ValueError) as error:
        raise VaultDamaged(part=INDEX_NAME) from error


# Of thousands of items most say the same, and a list of them is asked for all the time.
@lru_cache(maxsize=4096)
def _said(case: int, how: str, accounts: str, tags: str, people: str) -> Said:
    return Said(
        case_id=str(case),
        how=HowItCame(how),
        accounts=_texts(canonical.decode(accounts.encode())),
        tags=_texts(canonical.decode(tags.encode())),
        people=_people(canonical.decode(people.encode())),
    )


def forget() -> None:
    """Let go of what was read, when a vault is locked."""
    _said.cache_clear()


def case_of(row: CaseRow) -> Case:
    """Return the case that a row tells of. Raises VaultDamaged where it holds what we would not have written."""
    try:
        return Case(str(row.number), row.name, row.note, _moment(row.opened_at), _moment(row.closed_at))
    except LogDamaged as error:
        raise VaultDamaged(part=INDEX_NAME) from error


def row_of_case(case: Case) -> CaseRow:
    """Return the row for a case. Raises TextTooLong."""
    opened = clock.stamp(case.opened_at) if case.opened_at else ""
    closed = clock.stamp(case.closed_at) if case.closed_at else ""
    return CaseRow(int(case.id), checked("case", case.name), checked("case_note", case.note), opened, closed)


def label_of(said: Said) -> dict[str, JsonValue]:
    """Return what a sealed object says of its item beside where it was seen, as it was said when the item came."""
    row = about_of(0, said)
    lists = {name: canonical.decode(getattr(row, name).encode()) for name in ("accounts", "people", "tags")}
    return {"case": row.case_number, "how": row.how, **lists}


def said_of_label(stated: JsonValue) -> Said:
    """Return what was said when the item came, as far as it can be read; it was authenticated, so we wrote it."""
    if not isinstance(stated, dict):
        return Said()
    case, how = stated.get("case"), stated.get("how")
    return Said(
        case_id=str(case) if canonical.is_integer(case, 1, canonical.MAX_INTEGER) else DEFAULT_CASE,
        how=HowItCame(how) if isinstance(how, str) and how in set(HowItCame) else HowItCame.NOT_SAID,
        accounts=_texts(stated.get("accounts")),
        tags=_texts(stated.get("tags")),
        people=_people(stated.get("people"), answer_of),
    )


def answer_of(stated: str) -> AgeAnswer:
    """Return an answer about age as a label states it; one that this version does not know counts as "not sure"."""
    return AgeAnswer(stated) if stated in set(AgeAnswer) else AgeAnswer.NOT_SURE


def checked(field: str, text: str) -> str:
    """Return a text as it can be written down. Raises TextTooLong."""
    if len(text) > MAX_TEXT[field]:
        raise TextTooLong(field=field, most=MAX_TEXT[field])
    return writable(text)


def _written(said: Said) -> tuple[str, str, str]:
    accounts = [checked("account", name.strip()) for name in dict.fromkeys(said.accounts) if name.strip()]
    tags = [checked("tag", tag.strip()) for tag in dict.fromkeys(said.tags) if tag.strip()]
    people = [{"age": person.age.value, "name": checked("person", person.name.strip())} for person in said.people]
    for listed in (accounts, tags, people):
        if len(listed) > MOST_SAID:
            raise TooManySaid(most=MOST_SAID)
    accounts_text, tags_text, people_text = (canonical.encode(listed).decode() for listed in (accounts, tags, people))
    return accounts_text, tags_text, people_text


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _people(value: JsonValue, answer: Callable[[str], AgeAnswer] = AgeAnswer) -> tuple[Person, ...]:
    listed = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return tuple(Person(str(one.get("name", "")), answer(str(one.get("age")))) for one in listed)


def _moment(text: str) -> datetime | None:
    return read_time(text) if text else None
