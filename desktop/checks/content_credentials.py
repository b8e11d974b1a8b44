"""What the file's Content Credentials say, and whether they still fit the file.

Source: C2PA specification 2.x; the report is that of the standard's own library, which checks the signature and the hashes against
these bytes (desktop/media/credentials.py).
Two kinds of older credentials fit the picture and are refused by today's rules: those that leave out of the signature what is written
before the picture in a JPEG file (desktop/media/signed_range.py), and those without a time stamp whose signer's certificate has run out
since. Each is told as what it is.
Limits: "signed" means unchanged since, not true; who signed is told by credential_signer.py. Services often remove credentials;
absence means nothing. Credentials that lie at a remote address are named by it and not fetched.
"""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop.checks import credential_signer
from desktop.checks.credential_signer import Signature
from desktop.checks.result import Finding, Strength
from desktop.checks.source_type import GENERATED, PARTLY_GENERATED
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.media import signed_range
from desktop.media.facts import FileFacts

_NOTHING = mark("This says nothing about what is seen in it, neither that it is real nor that it is fake.")
# States in which the library found signature and hashes in order.
_INTACT = frozenset({"Valid", credential_signer.TRUSTED})
_UNLISTED = "signingCredential.untrusted"
# What somebody says in their own name within the credentials (CAWG identity assertions) is checked at remote addresses, which are not
# asked: that it could not be says nothing about these bytes.
_OF_IDENTITY = "cawg."
_OF_TIME_STAMP = "timeStamp."
_MISMATCH = ".mismatch"
_EXPIRED = "signingCredential.expired"
_SIGNED_RIGHTLY = "claimSignature.validated"
_HASH_FITS = "assertion.dataHash.match"
_SIGNER_LISTED = "signingCredential.trusted"
_MOST_STEPS = 12
# An address is of use only as a whole; it was cut at this length when it was read.
_LONGEST_ADDRESS = 4096


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Action(_Loose):
    action: str = ""
    digitalSourceType: str = ""  # noqa: N815 - the standard's name


class _Actions(_Loose):
    actions: tuple[_Action, ...] = ()


class _Assertion(_Loose):
    label: str = ""
    data: object = None


class _Program(_Loose):
    name: str = ""


class _Status(_Loose):
    code: str = ""
    explanation: str = ""


class _Codes(_Loose):
    success: tuple[_Status, ...] = ()
    failure: tuple[_Status, ...] = ()


class _Results(_Loose):
    activeManifest: _Codes = _Codes()  # noqa: N815 - the library's name


class _Ingredient(_Loose):
    """A picture that this one was made from, and what was written down of it: in the first form, or since 2024 in the second."""

    validation_status: tuple[_Status, ...] | None = None
    validation_results: _Results | None = None

    @property
    def failures(self) -> tuple[_Status, ...]:
        results = self.validation_results or _Results()
        return (*(self.validation_status or ()), *results.activeManifest.failure)


class _Manifest(_Loose):
    claim_generator: str = ""
    signature_info: Signature = Signature()
    claim_generator_info: tuple[_Program, ...] = ()
    assertions: tuple[_Assertion, ...] = ()
    ingredients: tuple[_Ingredient, ...] = ()


class _Report(_Loose):
    active_manifest: str = ""
    manifests: dict[str, _Manifest] = Field(default_factory=dict)
    validation_state: str = ""
    validation_status: tuple[_Status, ...] = ()
    validation_results: _Results = _Results()


def find(facts: FileFacts) -> tuple[Finding, ...]:
    """Return what the Content Credentials say, if the file carries any."""
    if facts.content_credentials is None:
        return _unread(facts.credentials_error, facts.credentials_address)
    try:
        report = _Report.model_validate_json(facts.content_credentials)
    except ValidationError:
        return _unread("Malformed", "")
    program = _program(report)
    leaves_out_head = facts.credentials_leave_out_head and _fits_what_it_covers(report)
    if report.validation_state not in _INTACT and (leaves_out_head or (report.validation_status and not _failures(report))):
        listed = _SIGNER_LISTED in _confirmed(report)
        report = report.model_copy(update={"validation_state": credential_signer.TRUSTED if listed else "Valid"})
    state = report.validation_state
    signer = credential_signer.find(_active(report).signature_info, state)
    if state not in _INTACT:
        return (_not_intact(report), *_stated(report, program), *_ingredients(report), *signer)
    stated = _stated(report, program) or (_silent(program, state),)
    return (*stated, *(_head_left_out() if leaves_out_head else ()), *_steps(report), *_ingredients(report), *signer)


def _not_intact(report: _Report) -> Finding:
    failures = _failures(report)
    if {status.code for status in failures} == {_EXPIRED} and _SIGNED_RIGHTLY in _confirmed(report):
        text = say(
            mark(
                "The file fits its Content Credentials. But the certificate of their signer has run out, and no time stamp shows that they "
                "were signed before that."
            )
        )
        return _finding("credentials_expired", text, Strength.NONE, say(_NOTHING))
    if failures and all(_is_outdated(status) for status in failures):
        text = say(mark("The file carries Content Credentials of an older kind that cannot be checked by today's rules."))
        return _finding("credentials_outdated", text, Strength.NONE, say(_NOTHING))
    text = say(mark("The file carries Content Credentials that no longer fit it: it was changed after it was signed."))
    limits = say(mark("Harmless programs cause this too, for example when they save a file again and copy the old credentials."))
    return _finding("credentials_do_not_fit", text, Strength.WEAK, limits)


def _failures(report: _Report) -> list[_Status]:
    return [status for status in report.validation_status if status.code != _UNLISTED and not status.code.startswith(_OF_IDENTITY)]


def _confirmed(report: _Report) -> frozenset[str]:
    return frozenset(status.code for status in report.validation_results.activeManifest.success)


def _is_outdated(status: _Status) -> bool:
    return status.code == _EXPIRED or _leaves_out_more(status)


def _leaves_out_more(status: _Status) -> bool:
    return status.code == "assertion.dataHash.mismatch" and signed_range.LEAVES_OUT_MORE in status.explanation


def _fits_what_it_covers(report: _Report) -> bool:
    failures = _failures(report)
    return bool(failures) and all(map(_leaves_out_more, failures)) and {_SIGNED_RIGHTLY, _HASH_FITS} <= _confirmed(report)


def _head_left_out() -> tuple[Finding, ...]:
    text = say(
        mark(
            "The signature covers the picture, but not what is written before it in the file, such as camera, place, time and colour "
            "profile."
        )
    )
    limits = say(mark("Older credentials were made like this. What is not covered can have been changed."))
    return (_finding("credentials_leave_out_head", text, Strength.NONE, limits),)


def _silent(program: str, state: str) -> Finding:
    text = say(mark("The file carries Content Credentials, made with {program}. They do not mention AI."), program=program)
    return _finding("credentials_present", text, Strength.NONE, credential_signer.limits(state))


def _steps(report: _Report) -> tuple[Finding, ...]:
    steps = list(dict.fromkeys(shown(action.action) for action in _actions(report) if action.action))
    if len(steps) < 2:
        return ()
    text = say(mark("The Content Credentials list what was done, in the standard's words: {steps}."), steps=", ".join(steps[:_MOST_STEPS]))
    return (_finding("credentials_steps", text, Strength.NONE, credential_signer.limits(report.validation_state)),)


def _ingredients(report: _Report) -> tuple[Finding, ...]:
    """Return what was written down when a picture that this one was made from did not fit its own credentials."""
    ingredients = [one for manifest in report.manifests.values() for one in manifest.ingredients]
    if not any(_does_not_fit(status) for one in ingredients for status in one.failures):
        return ()
    text = say(
        mark(
            "The Content Credentials say that a picture this one was made from did not fit its own credentials when it was taken in: it "
            "had been changed after it was signed, or its signature was broken."
        )
    )
    limits = say(
        mark(
            "This is about that picture. Harmless programs cause it too, for example when they save a file again and copy the old "
            "credentials."
        )
    )
    return (_finding("credentials_ingredient", text, Strength.NONE, limits),)


def _does_not_fit(status: _Status) -> bool:
    is_of_these = not status.code.startswith((_OF_IDENTITY, _OF_TIME_STAMP)) and not _leaves_out_more(status)
    return is_of_these and status.code.endswith(_MISMATCH)


def _stated(report: _Report, program: str) -> tuple[Finding, ...]:
    types = {action.digitalSourceType.rpartition("/")[2] for action in _actions(report)}
    limits = credential_signer.limits(report.validation_state)
    if types & GENERATED:
        text = say(
            mark("The file's Content Credentials say that what it shows, or a part of it, was made by AI ({program})."), program=program
        )
        strength = Strength.STRONG if report.validation_state in _INTACT else Strength.MODERATE
        return (_finding("credentials_generated", text, strength, limits),)
    if types & PARTLY_GENERATED:
        text = say(mark("The file's Content Credentials say that parts of what it shows were made by AI ({program})."), program=program)
        return (_finding("credentials_partly_generated", text, Strength.MODERATE, limits),)
    return ()


def _finding(name: str, text: Sentence, strength: Strength, limits: Sentence) -> Finding:
    return Finding(name, "file", text, limits, strength)


def _elsewhere(address: str) -> Finding:
    text = say(
        mark(
            "The file says that its Content Credentials lie at this internet address: {address}. It was not opened, because nothing "
            "leaves this computer."
        ),
        address=shown(address, _LONGEST_ADDRESS),
    )
    limits = say(
        mark(
            "What lies there may have been changed or be gone, and anyone can write an address into a file. Whoever runs the address can "
            "see who opens it. Leave that to the police or to someone you trust."
        )
    )
    return _finding("credentials_elsewhere", text, Strength.NONE, limits)


def _unread(why: str, address: str) -> tuple[Finding, ...]:
    if not why:
        return ()
    if why == "Remote" and address:
        return (_elsewhere(address),)
    if why == "Remote":
        text = say(
            mark("The file names an internet address for its Content Credentials. It was not opened, because nothing leaves this computer.")
        )
        return (_finding("credentials_elsewhere", text, Strength.NONE, say(_NOTHING)),)
    text = say(mark("The file carries Content Credentials that could not be read."))
    return (_finding("credentials_unreadable", text, Strength.NONE, say(_NOTHING)),)


def _actions(report: _Report) -> Iterator[_Action]:
    for manifest in report.manifests.values():
        for assertion in manifest.assertions:
            if assertion.label.startswith("c2pa.actions"):
                try:
                    yield from _Actions.model_validate(assertion.data).actions
                except ValidationError:
                    continue


def _active(report: _Report) -> _Manifest:
    return report.manifests.get(report.active_manifest, _Manifest())


def _program(report: _Report) -> str:
    active = _active(report)
    named = active.claim_generator_info[0].name if active.claim_generator_info else active.claim_generator
    # Some write their name as the parts of an address have to be written.
    return shown(named.replace("_", " ")) or "?"
