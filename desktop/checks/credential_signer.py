"""Who signed a file's Content Credentials, and whether that signer is on the list of those that can be believed to be who they say.

Source: the trust list of the C2PA conformance program, which ships with the program (resources/trust, with its date); the chain of
certificates was checked against it by the standard's own library.
Limits: the list is as old as its date, and good signers are missing from it: those of before the conformance program (Adobe, OpenAI and
Microsoft among them) signed with certificates that only an older, unlicensed list holds. A signer on the list can be wrong or lie.
"""

import tomllib
from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from desktop.checks.result import Finding, Strength
from desktop.core import places
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say

_FORGEABLE = mark("A signature shows that the file is unchanged since it was signed. It does not show that what was signed is true.")
TRUSTED = "Trusted"


class Signature(BaseModel):
    """What the library says of a signature."""

    model_config = ConfigDict(extra="ignore")
    issuer: str | None = None
    common_name: str | None = None
    time: str | None = None


def find(signature: Signature, state: str) -> tuple[Finding, ...]:
    """Return who signed, where the file says it."""
    name = " / ".join(part for part in (signature.issuer, signature.common_name) if part)
    if not name:
        return ()
    when = (signature.time or "")[:10] or "?"
    if state == TRUSTED:
        text = say(
            mark("Signed by {signer}, {when}. This signer is on the C2PA's list of known signers (as of {date})."),
            signer=shown(name),
            when=when,
            date=list_date().isoformat(),
        )
    else:
        text = say(
            mark("Signed in the name of {signer}, {when}. This signer is not on the C2PA's list of known signers (as of {date})."),
            signer=shown(name),
            when=when,
            date=list_date().isoformat(),
        )
    return (Finding("credentials_signer", "file", text, Sentence(_FORGEABLE), Strength.NONE),)


def limits(state: str) -> Sentence:
    """Return what a statement of credentials in this state of validation is not worth."""
    if state == TRUSTED:
        return say(
            mark(
                "The signature shows that the file is unchanged since a known signer signed it. A signer can be wrong or lie. "
                "That other files carry no credentials says nothing about them."
            )
        )
    return say(
        mark(
            "The signature shows that the file is unchanged since it was signed. Who signed it is not known for sure: anyone can sign in "
            "any name. That other files carry no credentials says nothing about them."
        )
    )


@lru_cache(maxsize=1)
def list_date() -> date:
    """Return the day on which the trust list was published."""
    listed = tomllib.loads((places.resources() / "trust" / "list.toml").read_text("utf-8"))["date"]
    assert isinstance(listed, date)  # noqa: S101  a file that ships
    return listed
