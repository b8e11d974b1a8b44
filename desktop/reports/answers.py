"""The answers a report is made from: read from text, TOML or a form into typed values, and what is still missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.core.texts import Sentence, mark, say
from desktop.reports.errors import AnswerUnfit
from desktop.reports.evidence import Evidence
from desktop.reports.schema import Words
from desktop.reports.template import Field, Question, Template
from desktop.reports.templates import questions

ADULT = "adult"
MINOR_AGES = frozenset({"under_18", "not_sure"})
_YES = {"yes", "true", "1", "y", "on"}
_NO = {"no", "false", "0", "n", "off"}

_KINDS = {
    "yes_no": mark("yes or no"),
    "choice": mark("one of the listed choices"),
    "date": mark("a date such as 2026-11-23"),
    "addresses": mark("a list of addresses; a time in it needs its offset, as in 2026-11-23T10:15:00+09:00"),
    "text": mark("text"),
    "long": mark("text"),
}

Value = str | bool | date | tuple[str, ...]


@dataclass(frozen=True)
class Named(Sentence):
    """Words of a data file used inside a sentence of the program."""

    words: Words = field(default_factory=lambda: Words({"en": "-", "ko": "-"}))

    def within(self, code: str) -> str:
        """Return the words in the language with this code."""
        return self.words(code)


@dataclass(frozen=True)
class Missing:
    """Something that the report cannot be sent without."""

    field_id: str
    text: Sentence
    element: str
    """The element of the notice that lacks it, or empty."""


@dataclass(frozen=True)
class Answers:
    """Typed answers, the addresses among them, and the age of the person shown."""

    values: Mapping[str, Value]
    addresses: tuple[Evidence, ...]
    age: str
    """"adult", "under_18", "not_sure", or empty where nobody has answered."""

    @property
    def is_minor(self) -> bool:
        """Whether the person shown was or may have been under 18."""
        return self.age in MINOR_AGES

    def given(self, field_id: str) -> bool:
        """Whether this question has an answer."""
        if field_id == "addresses":
            return bool(self.addresses)
        if field_id == "age":
            return bool(self.age)
        value = self.values.get(field_id)
        return value is not None and value not in ("", ())

    def is_answer(self, field_id: str, value: str) -> bool:
        """Whether the answer to a question is this one, with yes and no for what is confirmed or not."""
        if field_id == "age":
            return self.age == value
        answer = self.values.get(field_id)
        return ("yes" if answer else "no") == value if isinstance(answer, bool) else answer == value


def read(raw: Mapping[str, object], evidence: Sequence[Evidence] = (), ages: Collection[str] = ()) -> Answers:
    """Return typed answers from text, TOML values or form entries, joined with the items of the case.

    Answers to questions that nobody asks are left alone, so that one sheet serves every template.
    `ages` are the age answers of the chosen items: the youngest decides. Raises AnswerUnfit.
    """
    values: dict[str, Value] = {}
    listed: list[Evidence] = [item for item in evidence if not item.is_empty]
    for name, value in raw.items():
        question = questions().get(name)
        if question is None or value is None:
            continue
        if name == "addresses":
            listed += [one for one in _addresses(value, question) if one.url not in {item.url for item in listed}]
        else:
            values[name] = _value(value, question)
    return Answers(values, tuple(listed), _age(str(values.get("age", "")), ages))


def missing(template: Template, answers: Answers) -> tuple[Missing, ...]:
    """Return what the template requires and the answers lack, in the order of its fields."""
    lacking = [_lack(one, template) for one in template.fields if is_required(one, answers) and not _is_answered(one, answers)]
    return (*lacking, *_wrong_addresses(template, answers))


def is_required(asked: Field, answers: Answers) -> bool:
    """Whether the report cannot do without the answer to this field, given the others."""
    condition = asked.required_when
    return asked.required or (condition is not None and answers.is_answer(condition.id, condition.value))


def _is_answered(asked: Field, answers: Answers) -> bool:
    return answers.values.get(asked.id) is True if asked.must_be_yes else answers.given(asked.id)


def _lack(asked: Field, template: Template) -> Missing:
    label = Named("", words=asked.label)
    element = template.element(asked.element) if asked.element else None
    if element is None:
        return Missing(asked.id, say("Still missing: {label}.", label=label), "")
    text = say(
        "Still missing: {label}. Needed for: {element} ({law}).", label=label, element=Named("", words=element.words), law=element.law
    )
    return Missing(asked.id, text, element.id)


def _wrong_addresses(template: Template, answers: Answers) -> list[Missing]:
    hosts = hostnames(answers.addresses)
    wrong = []
    if template.file.one_hostname and len(hosts) > 1:
        text = say("This form takes one website at a time. Choose the addresses of one of these: {hosts}.", hosts=", ".join(hosts))
        wrong.append(Missing("addresses", text, ""))
    most = template.file.most_addresses
    if most and len(answers.addresses) > most:
        text = say("This form takes {most} addresses at a time. Make a second report for the rest.", most=most)
        wrong.append(Missing("addresses", text, ""))
    return wrong


def hostnames(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the websites that the addresses belong to, each once, in the order they appear."""
    return tuple(dict.fromkeys(host for item in evidence if (host := _hostname(item.url))))


def _hostname(url: str) -> str:
    rest = url.split("://", 1)[-1]
    for end in "/?#":
        rest = rest.split(end, 1)[0]
    return rest.rsplit("@", 1)[-1].split(":", 1)[0].lower()


def _age(answer: str, ages: Collection[str]) -> str:
    for age in (answer, *sorted(ages, reverse=True)):
        if age in MINOR_AGES:
            return age
    if answer == ADULT or (ages and set(ages) == {ADULT}):
        return ADULT
    return ""


def _value(value: object, question: Question) -> Value:
    if question.kind == "yes_no":
        return _yes_or_no(value, question)
    if question.kind == "date":
        return _day(value, question)
    if question.kind == "addresses":
        return tuple(one.url for one in _addresses(value, question))
    if not isinstance(value, str | int | float):
        raise _unfit(question)
    text = str(value).strip()
    if question.kind == "choice" and text and text not in {choice.value for choice in question.choices}:
        # The vault's "not asked" is no answer.
        if question.id == "age" and text == "not_asked":
            return ""
        raise _unfit(question)
    return text


def _yes_or_no(value: object, question: Question) -> Value:
    text = str(value).strip().lower()
    if not text:
        return ""
    if text not in _YES | _NO:
        raise _unfit(question)
    return text in _YES


def _day(value: object, question: Question) -> Value:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value == "":
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise _unfit(question) from error


def _addresses(value: object, question: Question) -> list[Evidence]:
    entries = value.splitlines() if isinstance(value, str) else value
    if not isinstance(entries, list | tuple):
        raise _unfit(question)
    found = [_address(entry, question) for entry in entries]
    return [one for one in found if not one.is_empty]


def _address(entry: object, question: Question) -> Evidence:
    if isinstance(entry, str):
        return Evidence(url=entry.strip())
    if not isinstance(entry, Mapping) or not set(entry) <= {"url", "account", "platform", "seen_at", "sha256"}:
        raise _unfit(question)
    seen = entry.get("seen_at")
    try:
        moment = datetime.fromisoformat(seen) if isinstance(seen, str) and seen else seen or None
    except ValueError as error:
        raise _unfit(question) from error
    if moment is not None and (not isinstance(moment, datetime) or moment.tzinfo is None):
        raise _unfit(question)
    texts = {name: str(entry.get(name, "")).strip() for name in ("url", "account", "platform", "sha256")}
    return Evidence(seen_at=moment, **texts)


def _unfit(question: Question) -> AnswerUnfit:
    return AnswerUnfit(field=Named("", words=question.label), kind=Sentence(_KINDS[question.kind]))
