"""The counselor's desk: a sealed list of cases by code, each the folder of a vault that has a key of its own."""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.core import clock
from desktop.core.names import shown
from desktop.services import opening, vaults
from desktop.services.counsel import consent, sheet
from desktop.services.counsel.errors import CaseUnknown, CodeTaken, CodeUnusable, FolderTaken, IsADesk, NotADesk
from desktop.services.vaults import Cost, JsonValue, Secret, Vault

LONGEST_CODE = 40
CASES = "case"
LEFT = "left"


@dataclass(frozen=True)
class Case:
    """One case on the list. It says who it is only to whoever gave the code."""

    id: str
    """Under this the desk keeps notes, ticks and exposure; it is in no vault."""
    code: str
    folder: Path
    added_on: date
    opened_on: date | None
    closed_on: date | None = None
    """Since when everything in its vault is closed, as far as this desk has seen; None where anything is open."""


def create(folder: Path, passphrase: str, *, cost: Cost | None = None) -> Vault:
    """Make a new desk and return it open. Raises as `vaults.create`. `cost` is for tests."""
    desk = vaults.create(folder, passphrase, cost=cost)
    try:
        sheet.begin(desk)
    except BaseException:
        desk.lock()
        raise
    return desk


def unlock(folder: Path, secret: Secret) -> Vault:
    """Open a desk. Raises NotADesk, and as `vaults.unlock`."""
    desk = vaults.unlock(folder, secret)
    if not sheet.is_desk(desk):
        desk.lock()
        raise NotADesk(name=shown(folder.name))
    return desk


def cases(desk: Vault) -> tuple[Case, ...]:
    """Return the cases at the desk, by code."""
    found = [_case(case_id, value) for case_id, value in sheet.under(desk, CASES).items()]
    return tuple(sorted(found, key=lambda case: case.code.casefold()))


def case(desk: Vault, code: str) -> Case:
    """Return the case with this code. Raises CaseUnknown."""
    wanted = code.strip().casefold()
    for one in cases(desk):
        if one.code.casefold() == wanted:
            return one
    raise CaseUnknown(case=shown(code))


def suggested_code() -> str:
    """Return a code that says nothing: a letter that cannot be misread, and four digits."""
    return f"{secrets.choice('ACEFHKLMNPRTWXY')}-{secrets.randbelow(9000) + 1000}"


def new_case(desk: Vault, code: str, place: Path, passphrase: str, *, cost: Cost | None = None) -> tuple[Case, Vault]:
    """Make a vault for a person in a new folder in `place`, under a name that says nothing, and put it on the list.

    The passphrase is the person's. Raises CodeUnusable, CodeTaken, and as `vaults.create`. `cost` is for tests.
    """
    _check_code(desk, code)
    folder = place / f"papers-{secrets.token_hex(3)}"
    vault = vaults.create(folder, passphrase, cost=cost)
    try:
        consent.begin(vault)
        return _put(desk, code, vault.folder), vault
    except BaseException:
        vault.lock()
        raise


def add(desk: Vault, code: str, folder: Path, secret: Secret) -> tuple[Case, Vault]:
    """Put a vault that is there on the list, and return it open. It has to be opened once, so that it is known to be one.

    Raises CodeUnusable, CodeTaken, FolderTaken, IsADesk, and as `vaults.unlock`.
    """
    _check_code(desk, code)
    for other in cases(desk):
        if other.folder == folder.absolute():
            raise FolderTaken(case=other.code)
    vault = _person_vault(folder, secret)
    try:
        consent.begin(vault)
        consent.take_keyboard_back(vault)
        return _put(desk, code, folder.absolute()), vault
    except BaseException:
        vault.lock()
        raise


def open_case(desk: Vault, code: str, secret: Secret) -> tuple[Case, Vault]:
    """Open the vault of a case by its own passphrase or recovery code. Raises CaseUnknown, and as `vaults.unlock`."""
    wanted = case(desk, code)
    vault = _person_vault(wanted.folder, secret)
    try:
        consent.begin(vault)
        consent.take_keyboard_back(vault)
        opened = replace(wanted, opened_on=clock.now().date(), closed_on=_closed_on(vault))
        _write(desk, opened)
    except BaseException:
        vault.lock()
        raise
    return opened, vault


def note_closing(desk: Vault, one: Case, vault: Vault) -> Case:
    """Note on the list whether what the vault of a case holds is closed or was taken up again. Raises CaseUnknown."""
    noted = replace(case(desk, one.code), closed_on=_closed_on(vault))
    _write(desk, noted)
    return noted


def rename(desk: Vault, code: str, new: str) -> Case:
    """Give a case another code. Raises CaseUnknown, CodeUnusable, CodeTaken."""
    old = case(desk, code)
    if new.strip().casefold() != old.code.casefold():
        _check_code(desk, new)
    changed = replace(old, code=new.strip())
    _write(desk, changed)
    return changed


def forget(desk: Vault, one: Case) -> None:
    """Forget a case with its notes, ticks and exposure, and count that one left. The vault itself is not touched."""
    left = sheet.at(desk, LEFT).get("count", 0)
    for part in (CASES, *KEPT_BY_CASE):
        sheet.drop(desk, part, one.id)
    sheet.put(desk, LEFT, value={"count": (left if isinstance(left, int) else 0) + 1})


def left(desk: Vault) -> int:
    """Return how many cases have left this desk: all that it remembers of them."""
    count = sheet.at(desk, LEFT).get("count", 0)
    return count if isinstance(count, int) else 0


# What is kept of a case beside its line in the list: see notes.py, steps.py and exposure.py.
KEPT_BY_CASE = ("note", "step", "seen")


def _person_vault(folder: Path, secret: Secret) -> Vault:
    vault = opening.unlock(folder, secret)
    if sheet.is_desk(vault):
        vault.lock()
        raise IsADesk(name=shown(folder.name))
    return vault


def _closed_on(vault: Vault) -> date | None:
    """Return when the last case of a vault was closed; None while one is open. One that nothing was ever put into does not count."""
    used = {item.said.case_id for item in vault.items()}
    counting = [one for one in vault.casebook.cases() if one.id in used or one.opened_at is not None]
    closed = [one.closed_at for one in counting if one.closed_at is not None]
    return max(closed).date() if closed and len(closed) == len(counting) else None


def _check_code(desk: Vault, code: str) -> None:
    stripped = code.strip()
    if not 0 < len(stripped) <= LONGEST_CODE or not stripped.isprintable():
        raise CodeUnusable
    if any(other.code.casefold() == stripped.casefold() for other in cases(desk)):
        raise CodeTaken(case=stripped)


def _put(desk: Vault, code: str, folder: Path) -> Case:
    today = clock.now().date()
    made = Case(secrets.token_hex(8), code.strip(), folder.absolute(), today, today)
    _write(desk, made)
    return made


def _write(desk: Vault, one: Case) -> None:
    value: dict[str, JsonValue] = {
        "code": one.code,
        "folder": str(one.folder),
        "added_on": one.added_on.isoformat(),
        "opened_on": one.opened_on.isoformat() if one.opened_on else "",
        "closed_on": one.closed_on.isoformat() if one.closed_on else "",
    }
    sheet.put(desk, CASES, one.id, value=value)


def _case(case_id: str, value: dict[str, JsonValue]) -> Case:
    opened, closed = str(value.get("opened_on", "")), str(value.get("closed_on", ""))
    return Case(
        case_id,
        str(value.get("code", "")),
        Path(str(value.get("folder", ""))),
        date.fromisoformat(str(value.get("added_on"))),
        date.fromisoformat(opened) if opened else None,
        date.fromisoformat(closed) if closed else None,
    )
