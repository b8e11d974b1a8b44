"""A letter made from a template and answers: every address of the case in it, every missing element named.

Wording is rendered by a sandboxed, strict Jinja; answers are only ever values in it. What a person wrote can therefore
neither run nor change the structure of the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from jinja2 import StrictUndefined
from jinja2 import Template as JinjaTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.reports.answers import Answers, Missing, hostnames, is_required, missing
from desktop.reports.characters import address, visible
from desktop.reports.errors import LanguageNotOffered, NotForThisAge, NotYourPhotograph, OnlyForUnder18
from desktop.reports.evidence import Evidence, local_time, utc_time
from desktop.reports.routes import services_for_minors
from desktop.reports.schema import AgeRule
from desktop.reports.template import Block, BlockKind, Field, Question, Template
from desktop.reports.templates import labels, questions

COPYRIGHT_GATE = "own_photograph"
_NOT_UNDER_A_HEADING = {BlockKind.HEADING, BlockKind.SIGNATURE}


@dataclass(frozen=True)
class ItemLines:
    """One item as the letter lists it."""

    head: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One part of a finished letter."""

    kind: BlockKind
    text: str = ""
    items: tuple[ItemLines, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A finished letter, ready to be set as PDF, DOCX or text."""

    title: str
    language: str
    parts: tuple[Part, ...]
    draft_note: str = ""
    """What stands over it as long as something required is missing."""
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A report made from answers: the letter, what is missing, and the answers in the order of the recipient's form."""

    template: Template
    language: str
    letter: Letter
    text: str
    missing: tuple[Missing, ...]
    addresses: tuple[str, ...]
    form_answers: tuple[tuple[str, str], ...]
    form_limits: tuple[int, ...]
    """The most characters that the form takes in each answer; 0 where none is known."""
    notes: Letter
    """What the person should know before sending: for them, never for the recipient."""
    written_on: date

    @property
    def is_ready(self) -> bool:
        """Whether everything that is required is there."""
        return not self.missing


def check_age(template: Template, answers: Answers) -> None:
    """Raise NotForThisAge, OnlyForUnder18 or NotYourPhotograph where the template must not be used."""
    if template.age_rule is AgeRule.ADULT_ONLY and answers.is_minor:
        raise NotForThisAge(services=services_for_minors(template.jurisdiction))
    if template.age_rule is AgeRule.UNDER_18_ONLY and answers.age == "adult":
        raise OnlyForUnder18
    if template.field(COPYRIGHT_GATE) and answers.values.get(COPYRIGHT_GATE) is False:
        raise NotYourPhotograph


def write_letter(template: Template, answers: Answers, language: str) -> tuple[Letter, tuple[Missing, ...]]:
    """Return the letter in a language and what it still lacks. Raises as `check_age`, and LanguageNotOffered."""
    check_age(template, answers)
    if language not in template.languages:
        raise LanguageNotOffered(name=template.id, language=language, languages=", ".join(template.languages))
    lacking = missing(template, answers)
    parts = _form_parts(template, answers, language) if template.is_form else _letter_parts(template, answers, language)
    note = _word("draft", language) if lacking else ""
    return Letter(template.name(language), language, parts, note, tuple(one.text.within(language) for one in lacking)), lacking


def form_answers(template: Template, answers: Answers, language: str) -> tuple[tuple[str, str, int], ...]:
    """Return label, value and length limit for each box of the recipient's web form, in the form's own order."""
    known = _context(template, answers, language)
    shown = [entry for entry in template.file.form if _is_for(entry.age, answers)]
    return tuple(
        (entry.label(language), _render(entry.value.get(language) or entry.value.get("any") or entry.value["en"], known), entry.limit)
        for entry in shown
    )


def item_lines(evidence: Evidence, number: int, language: str, zone: str, *, hashes: bool) -> ItemLines:
    """Return how the letter lists one item: address, account, platform, time seen in two zones, and the hash of the file."""
    lines = []
    if evidence.account:
        lines.append((_word("account", language), visible(evidence.account)))
    if evidence.platform:
        lines.append((_word("platform", language), visible(evidence.platform)))
    if evidence.seen_at is not None:
        lines.append((_word("seen", language), f"{local_time(evidence.seen_at, zone, language)}, {utc_time(evidence.seen_at)}"))
    if hashes and evidence.sha256:
        lines.append((_word("sha256", language), evidence.sha256))
    return ItemLines(f"{number}. {address(evidence.url) or _word('no_address', language)}", tuple(lines))


def _letter_parts(template: Template, answers: Answers, language: str) -> tuple[Part, ...]:
    known = _context(template, answers, language)
    rendered = [_part(block, template, answers, known, language) for block in template.letter if _is_for(block.age, answers)]
    parts = [part for part in rendered if part is not None]
    copy_note = _copy_note(template, language)
    with_note = parts[:1] + ([Part(BlockKind.TEXT, copy_note)] if copy_note else []) + parts[1:]
    return _without_empty_headings(with_note)


def _form_parts(template: Template, answers: Answers, language: str) -> tuple[Part, ...]:
    parts = [Part(BlockKind.TITLE, template.name(language)), Part(BlockKind.TEXT, template.about(language))]
    for label, value, _limit in form_answers(template, answers, language):
        # A box that stays empty is not on paper; the window lists it, so that the order of the form is seen.
        parts += [Part(BlockKind.HEADING, label), Part(BlockKind.TEXT, value)] if value else []
    return (*parts, *_case_parts(template, answers, language))


def _case_parts(template: Template, answers: Answers, language: str) -> list[Part]:
    # A form has boxes for addresses only; accounts and times stay with the person, beside the answers.
    if not answers.addresses:
        return []
    return [Part(BlockKind.HEADING, _word("case_items", language)), _items_part(template, answers, language)]


def _items_part(template: Template, answers: Answers, language: str) -> Part:
    listed = tuple(
        item_lines(item, number, language, template.file.time_zone, hashes=template.file.hashes)
        for number, item in enumerate(answers.addresses, start=1)
    )
    return Part(BlockKind.ITEMS, "", listed)


def _part(block: Block, template: Template, answers: Answers, known: Mapping[str, object], language: str) -> Part | None:
    if block.kind is BlockKind.ITEMS:
        return _items_part(template, answers, language) if answers.addresses else None
    text = _render(block.words[language], known)
    return Part(block.kind, text) if text else None


def _without_empty_headings(parts: list[Part]) -> tuple[Part, ...]:
    followers: list[Part | None] = [*parts[1:], None]
    return tuple(
        part
        for part, after in zip(parts, followers, strict=True)
        if part.kind is not BlockKind.HEADING or (after is not None and after.kind not in _NOT_UNDER_A_HEADING)
    )


def _copy_note(template: Template, language: str) -> str:
    return "" if language in template.sent_in else _word("reading_copy", language)


def _is_for(age: AgeRule, answers: Answers) -> bool:
    return age is AgeRule.ANY or (age is AgeRule.UNDER_18_ONLY) == answers.is_minor


def _context(template: Template, answers: Answers, language: str) -> dict[str, object]:
    known: dict[str, object] = {}
    for question in questions().values():
        asked = template.field(question.id)
        gap = _gap(asked, answers, language)
        known[question.id], known[f"{question.id}_words"] = _shown(question, answers, language, gap)
    evidence = answers.addresses
    known.update(
        age=answers.age,
        minor=answers.is_minor,
        for_other=answers.is_answer("writing_for", "other"),
        addresses=[address(item.url) for item in evidence if item.url],
        accounts=list(dict.fromkeys(visible(item.account) for item in evidence if item.account)),
        platforms=list(dict.fromkeys(visible(item.platform) for item in evidence if item.platform)),
        hostnames=list(hostnames(evidence)),
        hashes=list(dict.fromkeys(item.sha256 for item in evidence if item.sha256)),
        count=len(evidence),
    )
    return known


def _gap(asked: Field | None, answers: Answers, language: str) -> str:
    if asked is None or not is_required(asked, answers) or answers.given(asked.id):
        return ""
    return _word("gap", language).format(label=asked.label(language))


def _shown(question: Question, answers: Answers, language: str, gap: str) -> tuple[object, str]:
    value = answers.values.get(question.id, "")
    if isinstance(value, bool):
        return value, _word("yes" if value else "no", language)
    if isinstance(value, date):
        text = format_date(value, "long", locale=language)
        return text, text
    if isinstance(value, tuple):
        return [address(one) for one in value], ""
    if question.kind == "yes_no":
        return False, gap
    if question.kind == "choice":
        return value, next((choice.label(language) for choice in question.choices if choice.value == value), gap)
    return visible(value) or gap, visible(value) or gap


def _word(name: str, language: str) -> str:
    words = labels()[name]
    return words.get(language) or words["en"]


def _render(text: str, known: Mapping[str, object]) -> str:
    return _compiled(text).render(known).strip()


@lru_cache(maxsize=4096)
def _compiled(text: str) -> JinjaTemplate:
    return _environment().from_string(text)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    # No HTML is made here: letters are plain strings, and the pages that show them treat them as such.
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
