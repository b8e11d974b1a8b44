"""What the file's Content Credentials say, and whether they still fit the file.

Source: C2PA specification 2.x; the report is that of the standard's own library, which checks the signature and the hashes against
these bytes (desktop/media/credentials.py).
Limits: who signed is not checked against a list of trusted signers, so "signed" means unchanged since, not true. Services
often remove credentials; absence means nothing. Credentials that lie at a remote address are not fetched.
"""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop.checks.result import Finding, Strength
from desktop.checks.source_type import GENERATED, PARTLY_GENERATED
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media.facts import FileFacts

_SIGNER_UNKNOWN = mark(
    "The signature shows that the file is unchanged since it was signed. Who signed it was not checked, and a signer can be wrong or lie. "
    "That other pictures carry no credentials says nothing about them."
)
_NOTHING = mark("This says nothing about the picture itself, neither that it is real nor that it is fake.")
# States in which the library found signature and hashes in order.
_INTACT = frozenset({"Valid", "Trusted"})


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Action(_Loose):
    digitalSourceType: str = ""  # noqa: N815 - the standard's name


class _Actions(_Loose):
    actions: tuple[_Action, ...] = ()


class _Assertion(_Loose):
    label: str = ""
    data: object = None


class _Program(_Loose):
    name: str = ""


class _Manifest(_Loose):
    claim_generator: str = ""
    claim_generator_info: tuple[_Program, ...] = ()
    assertions: tuple[_Assertion, ...] = ()


class _Report(_Loose):
    active_manifest: str = ""
    manifests: dict[str, _Manifest] = Field(default_factory=dict)
    validation_state: str = ""


def find(facts: FileFacts) -> tuple[Finding, ...]:
    """Return what the Content Credentials say, if the file carries any."""
    if facts.content_credentials is None:
        return _unread(facts.credentials_error)
    try:
        report = _Report.model_validate_json(facts.content_credentials)
    except ValidationError:
        return _unread("Malformed")
    program = _program(report)
    if report.validation_state not in _INTACT:
        text = say(mark("The file carries Content Credentials that no longer fit it: it was changed after it was signed."))
        limits = mark("Harmless programs cause this too, for example when they save a picture again and copy the old credentials.")
        return (Finding("credentials_do_not_fit", "file", text, Sentence(limits), Strength.WEAK), *_stated(report, program, intact=False))
    stated = _stated(report, program, intact=True)
    if stated:
        return stated
    text = say(mark("The file carries Content Credentials, made with {program}. They do not mention AI."), program=program)
    return (Finding("credentials_present", "file", text, Sentence(_SIGNER_UNKNOWN), Strength.NONE),)


def _stated(report: _Report, program: str, *, intact: bool) -> tuple[Finding, ...]:
    types = set(_source_types(report))
    if types & GENERATED:
        text = say(
            mark("The file's Content Credentials say that the picture, or a part of it, was made by AI ({program})."), program=program
        )
        return (_finding("credentials_generated", text, Strength.STRONG if intact else Strength.MODERATE),)
    if types & PARTLY_GENERATED:
        text = say(mark("The file's Content Credentials say that parts of the picture were made by AI ({program})."), program=program)
        return (_finding("credentials_partly_generated", text, Strength.MODERATE),)
    return ()


def _finding(name: str, text: Sentence, strength: Strength) -> Finding:
    return Finding(name, "file", text, Sentence(_SIGNER_UNKNOWN if strength is not Strength.NONE else _NOTHING), strength)


def _unread(why: str) -> tuple[Finding, ...]:
    if not why:
        return ()
    if why == "Remote":
        text = say(
            mark("The file names an internet address for its Content Credentials. It was not opened, because nothing leaves this computer.")
        )
        return (_finding("credentials_elsewhere", text, Strength.NONE),)
    text = say(mark("The file carries Content Credentials that could not be read."))
    return (_finding("credentials_unreadable", text, Strength.NONE),)


def _source_types(report: _Report) -> Iterator[str]:
    for manifest in report.manifests.values():
        for assertion in manifest.assertions:
            if assertion.label.startswith("c2pa.actions"):
                try:
                    actions = _Actions.model_validate(assertion.data)
                except ValidationError:
                    continue
                yield from (action.digitalSourceType.rpartition("/")[2] for action in actions.actions)


def _program(report: _Report) -> str:
    active = report.manifests.get(report.active_manifest, _Manifest())
    named = active.claim_generator_info[0].name if active.claim_generator_info else active.claim_generator
    return shown(named) or "?"
