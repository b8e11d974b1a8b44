"""Which of two packages of one case is the older one: whether the custody log in one is the beginning of that in the other."""

from dataclasses import dataclass
from typing import Literal

from desktop.core.texts import Sentence, say
from desktop.handover.result import Verified

Relation = Literal["same", "older", "newer", "apart", "other_key"]


@dataclass(frozen=True)
class Compared:
    """How a package stands to another one that was verified as well."""

    relation: Relation
    text: Sentence
    line: int = 0
    """From which line of the custody logs on they differ, where they do."""


def compare(this: Verified, other: Verified) -> Compared:
    """Return how `this` stands to `other`. Both must be whole packages of ours, which names the end of their logs as signed."""
    if this.fingerprint != other.fingerprint:
        return Compared("other_key", say("The two packages were signed with different keys, so they come from different vaults."))
    shorter = min(len(this.chain), len(other.chain))
    line = next((number for number in range(shorter) if this.chain[number] != other.chain[number]), shorter) + 1
    if line <= shorter:
        text = say(
            "The custody logs of the two packages go apart at line {line}. One of them was made from a copy of the vault that was "
            "put back to an older state, or its log was written anew.",
            line=line,
        )
        return Compared("apart", text, line)
    if len(this.chain) == len(other.chain):
        return Compared("same", say("Both packages tell of the same state of the case."))
    if len(this.chain) < len(other.chain):
        text = say(
            "This package is older than the other one, whose custody log goes on for {count} more lines.", count=len(other.chain) - shorter
        )
        return Compared("older", text, line)
    text = say("This package is newer than the other one: its custody log goes on for {count} more lines.", count=len(this.chain) - shorter)
    return Compared("newer", text, line)
