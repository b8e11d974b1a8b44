"""What `linden report` reads and prints: answers from TOML, facts as JSON, choices checked at the door."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import typer

from desktop.core import files as core_files
from desktop.core import texts
from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.core.texts import _, mark

if TYPE_CHECKING:
    from desktop.services.reporting import Draft, Field, Format, Recipient, Template, Words

LARGEST_ANSWERS_BYTES = 4 * 1024 * 1024


class AnswersUnreadable(LindenError):
    """The file of answers is not TOML, or far too large."""

    code = "answers_unreadable"
    says = mark("The answers in {name} could not be read ({why}).")
    advice = mark('Write one line a field, such as: reporter_name = "...". The command "report fields" lists them.')


def read_answers(path: Path) -> dict[str, object]:
    """Return the answers in a TOML file. Raises AnswersUnreadable, FieldUnknown, FileMissing or FileUnreadable."""
    from desktop.services import reporting

    try:
        with path.open("rb") as file:
            untrusted_bytes = file.read(LARGEST_ANSWERS_BYTES + 1)
    except OSError as error:
        raise core_files.as_reading_error(error, path) from error
    if len(untrusted_bytes) > LARGEST_ANSWERS_BYTES:
        raise AnswersUnreadable(name=shown(path.name), why="> 4 MiB")
    try:
        answers: dict[str, object] = tomllib.loads(untrusted_bytes.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnswersUnreadable(name=shown(path.name), why=shown(str(error))) from error
    reporting.check_answer_names(answers)
    return answers


def formats(text: str) -> tuple["Format", ...]:
    """Return the formats named, or raise a usage error."""
    from desktop.services import reporting

    named = [part.strip().lower() for part in text.split(",") if part.strip()]
    if not named or set(named) - set(reporting.FORMATS):
        raise typer.BadParameter(_("Choose from pdf, docx and txt."), param_hint="--format")
    return tuple(one for one in reporting.FORMATS if one in named)


def check_choices(*, age: str, content: str, writing_for: str, host: str, country: str) -> None:
    """Raise a usage error where an option is not one of its choices."""
    from desktop.services import reporting

    allowed = {
        "--age": (age, {"", "adult", "under_18", "not_sure"}),
        "--content": (content, {"any", "public", "private"}),
        "--for": (writing_for, {"any", "self", "other"}),
        "--host": (host, {"", *reporting.hosts()}),
        "--country": (country, {"", *reporting.countries()}),
    }
    for option, (given, choices) in allowed.items():
        if given not in choices:
            listed = ", ".join(sorted(choices - {""}))
            raise typer.BadParameter(_("Choose one of these: {choices}.").format(choices=listed), param_hint=option)


def content(text: str) -> Literal["public", "private", "any"]:
    """Return a checked choice as its type."""
    return cast('Literal["public", "private", "any"]', text)


def files(text: str) -> Literal["self", "other", "any"]:
    """Return a checked choice as its type."""
    return cast('Literal["self", "other", "any"]', text)


def recipient_as_json(one: "Recipient") -> dict[str, object]:
    """Return a recipient with all its facts, each with source, date and confidence."""
    whole = one.model_dump(mode="json", exclude_none=True)
    return {"id": one.id, "name": one.name(texts.language()), **{key: value for key, value in whole.items() if key not in {"id", "name"}}}


def template_as_json(one: "Template") -> dict[str, object]:
    """Return a template's facts: id, name, recipient, jurisdiction, languages, age rule and required fields."""
    return {
        "id": one.id,
        "name": one.name(texts.language()),
        "about": one.about(texts.language()),
        "jurisdiction": one.jurisdiction,
        "languages": list(one.languages),
        "sent_in": list(one.sent_in),
        "recipient": one.recipient_id,
        "version": one.version,
        "age_rule": one.age_rule,
        "reviewed": one.file.reviewed,
        "required": [field.id for field in one.fields if field.required],
    }


def field_as_json(field: "Field") -> dict[str, object]:
    """Return one question of a template."""
    condition = field.required_when
    return {
        "id": field.id,
        "kind": field.kind,
        "label": _all(field.label),
        "help": _all(field.help),
        "required": field.required,
        "required_when": {condition.id: condition.value} if condition else None,
        "must_be_yes": field.must_be_yes,
        "element": field.element,
        "from_case": field.from_case,
        "choices": [{"value": choice.value, "label": _all(choice.label)} for choice in field.choices],
    }


def made_as_json(made: "Draft", paths: Sequence[Path]) -> dict[str, object]:
    """Return what was made, where, and what is missing."""
    return {
        "template": made.template.id,
        "version": made.template.version,
        "language": made.language,
        "ready": made.is_ready,
        "files": [str(path) for path in paths],
        "addresses": list(made.addresses),
        "missing": [{"field": one.field_id, "element": one.element, "text": str(one.text)} for one in made.missing],
    }


def _all(words: "Words") -> dict[str, str]:
    return dict(words.root)
