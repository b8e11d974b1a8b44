"""What a person agreed to: given, revoked and asked for, as records in their own vault that the custody log binds.

Consent is asked for only where a counselor works: `begin` says that one does, `end` that none does any more. Where nobody ever
began, `require` asks for nothing: a person needs no consent of their own. While the keyboard is theirs (`keyboard.py`), neither.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.core import clock
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.services.counsel.errors import ConsentEnded, ConsentForOthers, ConsentMissing, ConsentReceiverOpen, ConsentRevoked
from desktop.services.counsel.receivers import Receiver, covers
from desktop.services.vaults import JsonValue, Record, Vault

RECORD = "consent"
KEYBOARD_RECORD = "keyboard"


class Scope(StrEnum):
    """What may be agreed to, each by itself."""

    LOOK = "look"
    """Looking at pictures."""
    KEEP = "keep"
    """Keeping files, addresses and checks in the vault."""
    REPORT = "report"
    """Writing and sending reports."""
    HAND_OVER = "hand_over"
    """Giving copies or packages to somebody."""


class How(StrEnum):
    """How consent was said."""

    IN_PERSON = "in_person"
    SIGNED = "signed"
    BY_PHONE = "by_phone"


class State(StrEnum):
    """How one scope stands."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REVOKED = "revoked"
    ENDED = "ended"


WHAT = {
    Scope.LOOK: say(mark("looking at pictures")),
    Scope.KEEP: say(mark("keeping pictures, addresses and checks")),
    Scope.REPORT: say(mark("writing and sending reports")),
    Scope.HAND_OVER: say(mark("giving copies or packages to others")),
}


# With these, something goes to somebody.
_LEAVES = (Scope.REPORT, Scope.HAND_OVER)


@dataclass(frozen=True)
class Standing:
    """How one scope stands now, and by which word of the person."""

    scope: Scope
    state: State
    since: datetime | None = None
    to: str = ""
    """To whom things may go, one name after another with commas; empty for anybody that is agreed on each time."""
    until: date | None = None
    how: str = ""

    @property
    def what(self) -> Sentence:
        """What it is about, in words."""
        return WHAT[self.scope]


def begin(vault: Vault) -> None:
    """Note that a counselor works with this vault, so that consent is asked for; a second time does nothing."""
    if not is_counselled(vault) and not vault.is_read_only:
        vault.keep_record(RECORD, "", {"act": "begins"})
        vault.note("counsel_began")


def end(vault: Vault) -> None:
    """Note that no counselor works with this vault any more: it is the person's own again."""
    if is_counselled(vault):
        vault.keep_record(RECORD, "", {"act": "ends"})
        vault.note("counsel_ended")


def is_counselled(vault: Vault) -> bool:
    """Whether a counselor works with this vault."""
    return _is_counselled(vault.records(RECORD))


def give(vault: Vault, scopes: Collection[Scope], how: How, *, to: str = "", until: date | None = None) -> None:
    """Note what the person agreed to; it stands in place of what was said before about the same scopes."""
    _say(vault, "given", scopes, {"to": to.strip(), "until": until.isoformat() if until else "", "how": how.value})


def revoke(vault: Vault, scopes: Collection[Scope]) -> None:
    """Note that the person took back their consent; what these scopes cover is refused from now on."""
    _say(vault, "revoked", scopes, {})


def standing(vault: Vault, today: date | None = None) -> tuple[Standing, ...]:
    """Return how each scope stands, in the order of Scope."""
    latest: dict[Scope, Record] = {}
    for record in vault.records(RECORD):
        scopes = record.content.get("scopes")
        for scope in Scope:
            if isinstance(scopes, list) and scope.value in scopes:
                latest[scope] = record
    day = today or clock.now().date()
    return tuple(_standing(scope, latest.get(scope), day) for scope in Scope)


def require(vault: Vault, scope: Scope, receiver: Receiver | None = None) -> None:
    """Let an act go on, or refuse it in words. What leaves, leaves to the `receiver`, None where nobody said to whom.

    Raises ConsentMissing, ConsentRevoked, ConsentEnded; and where the person named to whom things may go, ConsentForOthers and
    ConsentReceiverOpen.
    """
    if not is_counselled(vault) or keyboard_is_with_person(vault):
        return
    found = next(one for one in standing(vault) if one.scope is scope)
    name = receiver.name if receiver is not None else ""
    match found.state:
        case State.GIVEN:
            _require_receiver(found, receiver)
        case State.REVOKED:
            raise ConsentRevoked(what=found.what, when=f"{found.since:%Y-%m-%d}").about(scope, name)
        case State.ENDED:
            raise ConsentEnded(what=found.what, when=f"{found.until:%Y-%m-%d}").about(scope, name)
        case _:
            raise ConsentMissing(what=found.what).about(scope, name)


def give_also(vault: Vault, scope: Scope, how: How, receiver: str = "") -> None:
    """Note that the person agreed to one more act: what they agreed to before stands beside it, with its receivers and its end."""
    before = next(one for one in standing(vault) if one.scope is scope)
    is_given = before.state is State.GIVEN
    to = ", ".join(part for part in (before.to, receiver.strip()) if part) if is_given and before.to else "" if is_given else receiver
    give(vault, [scope], how, to=to, until=before.until if is_given else None)


def history(vault: Vault) -> tuple[Record, ...]:
    """Return every word on consent, oldest first."""
    return vault.records(RECORD)


def give_keyboard(vault: Vault) -> None:
    """Note that from now on the person acts by themselves."""
    vault.keep_record(KEYBOARD_RECORD, "", {"with": "person"})
    vault.note("keyboard_given")


def take_keyboard_back(vault: Vault) -> None:
    """Note that the counselor acts again. Nothing is noted where the keyboard was not with the person."""
    if keyboard_is_with_person(vault) and not vault.is_read_only:
        vault.keep_record(KEYBOARD_RECORD, "", {"with": "counselor"})
        vault.note("keyboard_taken_back")


def keyboard_is_with_person(vault: Vault) -> bool:
    """Whether the person acts by themselves now."""
    noted = vault.records(KEYBOARD_RECORD)
    return bool(noted) and noted[-1].content.get("with") == "person"


def _require_receiver(found: Standing, receiver: Receiver | None) -> None:
    if found.scope not in _LEAVES or not found.to:
        return
    allowed = shown(found.to)
    if receiver is None or not receiver.name:
        raise ConsentReceiverOpen(allowed=allowed).about(found.scope)
    if not covers(found.to, receiver):
        raise ConsentForOthers(allowed=allowed, receiver=shown(receiver.name), what=found.what).about(found.scope, receiver.name)


def _say(vault: Vault, act: str, scopes: Collection[Scope], more: dict[str, JsonValue]) -> None:
    named = [scope.value for scope in Scope if scope in scopes]
    if not named:
        return
    begin(vault)
    vault.keep_record(RECORD, "", {"act": act, "scopes": list(named), **more})
    until = more.get("until", "")
    vault.note(f"consent_{act}", scopes=" ".join(named), **({"until": str(until)} if until else {}))


def _is_counselled(records: Collection[Record]) -> bool:
    acts = [record.content.get("act") for record in records]
    last = next((act for act in reversed(acts) if act in {"begins", "ends"}), "")
    return last == "begins"


def _standing(scope: Scope, record: Record | None, day: date) -> Standing:
    if record is None:
        return Standing(scope, State.NOT_ASKED)
    said = record.content
    if said.get("act") != "given":
        return Standing(scope, State.REVOKED, record.at)
    until = date.fromisoformat(str(said["until"])) if said.get("until") else None
    state = State.ENDED if until is not None and day > until else State.GIVEN
    return Standing(scope, state, record.at, str(said.get("to", "")), until, str(said.get("how", "")))
