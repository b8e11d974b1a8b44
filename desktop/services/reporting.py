"""Reports: who they can go to, what they ask, the letter itself, and where to find help."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from desktop.core import clock, files, texts
from desktop.core.errors import FolderNotWritable
from desktop.core.names import shown
from desktop.reports import guides as _guides
from desktop.reports import recipients as _recipients
from desktop.reports import routes as _routes
from desktop.reports import templates as _templates
from desktop.reports.answers import Missing, read
from desktop.reports.errors import FieldUnknown
from desktop.reports.evidence import Evidence
from desktop.reports.guides import Card, HelpLine
from desktop.reports.letter import Draft, Letter, form_answers, write_letter
from desktop.reports.notes import contact, deadline, fact, who_learns_the_name, words, write_notes
from desktop.reports.recipients import Recipient
from desktop.reports.routes import Suggestion
from desktop.reports.schema import Words
from desktop.reports.template import Field, Question, Template
from desktop.reports.text import as_text
from desktop.services.counsel import consent, receivers
from desktop.services.counsel.consent import Scope
from desktop.services.vaults import Item, JsonValue, Vault

Format = Literal["pdf", "docx", "txt"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "txt")
REPORTED = "reported"
REPORT_RECORD = "report"

__all__ = [
    "FORMATS",
    "Card",
    "Draft",
    "Field",
    "Format",
    "HelpLine",
    "Letter",
    "Missing",
    "Question",
    "Recipient",
    "Suggestion",
    "Template",
    "Words",
    "answers_of",
    "as_text",
    "check_answer_names",
    "contact",
    "countries",
    "deadline",
    "draft",
    "fact",
    "file_names",
    "guides",
    "help_lines",
    "hosts",
    "keep",
    "questions",
    "recipient",
    "recipients",
    "save",
    "save_review",
    "suggest",
    "template",
    "templates",
    "who_learns_the_name",
    "words",
]


def recipients() -> tuple[Recipient, ...]:
    """Return everyone a report can go to."""
    return _recipients.recipients()


def recipient(recipient_id: str) -> Recipient:
    """Return one recipient. Raises RecipientUnknown."""
    return _recipients.recipient(recipient_id)


def templates() -> tuple[Template, ...]:
    """Return every report that can be written."""
    return _templates.templates()


def template(template_id: str) -> Template:
    """Return one template. Raises TemplateUnknown."""
    return _templates.template(template_id)


def questions() -> tuple[Question, ...]:
    """Return the whole sheet of answers that the templates draw on."""
    return tuple(_templates.questions().values())


def hosts() -> dict[str, Words]:
    """Return the services where an image can be found, for `suggest`."""
    return _routes.hosts()


def countries() -> dict[str, Words]:
    """Return the countries that we know recipients in, for `suggest`."""
    return _routes.countries()


def suggest(
    age: str, content: _routes.Content = "any", files_for: _routes.Files = "any", hosted: str = "", country: str = ""
) -> tuple[Suggestion, ...]:
    """Return the recipients that fit five plain answers, in the order that keeps evidence, with the reason for each.

    `age`: "adult", "under_18", "not_sure" or empty. `content`: whether everyone can see it ("public") or only members of a chat
    ("private"). `files_for`: whether the person shown writes ("self") or someone for them ("other").
    """
    return _routes.suggest(age, content, files_for, hosted, country)


def help_lines(country: str = "") -> tuple[HelpLine, ...]:
    """Return the hotlines of a country and those for everyone, with hours, language, source and date."""
    return _guides.help_lines(country)


def guides() -> tuple[Card, ...]:
    """Return the short cards of guidance."""
    return _guides.guides()


def check_answer_names(answers: Mapping[str, object]) -> None:
    """Raise FieldUnknown where an answer has a name that no template asks for: it would be dropped in silence."""
    for name in answers:
        if name not in _templates.questions():
            raise FieldUnknown(field=shown(name))


def draft(
    template_id: str,
    answers: Mapping[str, object],
    language: str,
    items: Sequence[Item] = (),
    reader: str = "",
) -> Draft:
    """Return the report made from the answers and the chosen items: every address, account and time of them is in it.

    `answers` holds text, booleans, dates, or lists (`addresses`: texts, or tables with url, account, platform, seen_at and sha256).
    Without a `letter_date` it is dated today. `reader` is the language of the page that is for the person; the current one if empty.
    Raises TemplateUnknown, LanguageNotOffered, AnswerUnfit, NotForThisAge, OnlyForUnder18 or NotYourPhotograph.
    """
    chosen = _templates.template(template_id)
    dated = {**answers, "letter_date": answers.get("letter_date") or clock.now().date()}
    given = read(dated, [_evidence(item) for item in items], {str(item.age) for item in items} - {"not_asked"})
    letter, lacking = write_letter(chosen, given, language)
    entries = form_answers(chosen, given, language)
    day = given.values["letter_date"]
    return Draft(
        template=chosen,
        language=language,
        letter=letter,
        text=as_text(letter),
        missing=lacking,
        addresses=tuple(one.url for one in given.addresses if one.url),
        form_answers=tuple((label, value) for label, value, _ in entries),
        form_limits=tuple(limit for *_, limit in entries),
        notes=write_notes(chosen, lacking, reader or texts.language()),
        written_on=day if isinstance(day, date) else clock.now().date(),
    )


def file_names(made: Draft, formats: Collection[Format]) -> tuple[str, ...]:
    """Return the names that `save` gives: what is not ready says DRAFT, the page for the person says so."""
    stem = f"{made.template.id}-{made.language}" + ("" if made.is_ready else "-DRAFT")
    letters = [f"{stem}.{kind}" for kind in FORMATS if kind in formats]
    return (*letters, f"{stem}-read-before-sending.{_notes_format(formats)}")


def save(made: Draft, out_folder: Path, formats: Collection[Format]) -> tuple[Path, ...]:
    """Write the report in the formats asked for, and the page to read before sending, into a folder; return their paths.

    Raises AlreadyThere (nothing is written over), FolderNotWritable, DiskFull or PageNotMade.
    """
    try:
        out_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(name=out_folder.name) from error
    paths = [out_folder / name for name in file_names(made, formats)]
    for path in paths:
        files.require_new(path)
    contents = [_set(letter, path.suffix.lstrip("."), made.written_on) for path, letter in _letters(made, paths)]
    for path, content in zip(paths, contents, strict=True):
        with files.creating(path) as file:
            file.write(content)
    return tuple(paths)


def save_review(out: Path) -> None:
    """Write one HTML page with every template in every language side by side, for a lawyer. Raises AlreadyThere and writing errors."""
    from desktop.reports.review import review_page

    with files.creating(out) as file:
        file.write(review_page().encode())


def require_consent(vault: Vault, template_id: str) -> None:
    """Let a report to this template's recipient be written, where the person agreed to it. Raises as `consent.require`."""
    consent.require(vault, Scope.REPORT, receivers.of_recipient(recipient(template(template_id).recipient_id)))


def keep(vault: Vault, made: Draft, answers: Mapping[str, object], item_ids: Sequence[str]) -> None:
    """Keep in the vault what was reported about which items, so that it can be made again, and write it into the custody log.

    Raises as `require_consent`.
    """
    require_consent(vault, made.template.id)
    content: dict[str, JsonValue] = {
        "template": made.template.id,
        "version": made.template.version,
        "language": made.language,
        "ready": made.is_ready,
        "missing": [one.field_id for one in made.missing],
        "answers": {name: _as_json(value) for name, value in answers.items()},
        "items": list(item_ids),
        "written_on": made.written_on.isoformat(),
        "text": made.text,
    }
    for item_id in item_ids or ("",):
        vault.keep_record(REPORT_RECORD, item_id, content)
        vault.note(REPORTED, item_id, template=made.template.id, version=str(made.template.version), ready=str(made.is_ready).lower())


def answers_of(record: Mapping[str, JsonValue]) -> dict[str, object]:
    """Return the answers of a report that `keep` kept, to make it again."""
    kept = record.get("answers")
    answers: dict[str, object] = dict(kept) if isinstance(kept, dict) else {}
    return {**answers, "letter_date": record.get("written_on")}


def _as_json(value: object) -> JsonValue:
    plain: JsonValue = json.loads(json.dumps(value, default=str))
    return plain


def _letters(made: Draft, paths: Sequence[Path]) -> list[tuple[Path, Letter]]:
    return [(path, made.letter) for path in paths[:-1]] + [(paths[-1], made.notes)]


def _notes_format(formats: Collection[Format]) -> Format:
    return next((kind for kind in FORMATS if kind in formats), "txt")


def _set(letter: Letter, kind: str, written_on: date) -> bytes:
    return _SETTERS[kind](letter, written_on)


def _as_pdf(letter: Letter, written_on: date) -> bytes:
    from desktop.reports.printed import as_pdf

    return as_pdf(letter, written_on)


def _as_docx(letter: Letter, written_on: date) -> bytes:
    from desktop.reports.editable import as_docx

    return as_docx(letter, written_on)


def _as_txt(letter: Letter, _written_on: date) -> bytes:
    # The mark at the start lets old editors on Windows see that Korean is UTF-8.
    return as_text(letter).encode("utf-8-sig")


_SETTERS: dict[str, Callable[[Letter, date], bytes]] = {"pdf": _as_pdf, "docx": _as_docx, "txt": _as_txt}


def _evidence(item: Item) -> Evidence:
    return Evidence(
        url=item.where.url,
        account=item.where.account,
        platform=item.where.platform,
        seen_at=item.where.seen_at,
        sha256=item.sha256,
        number=item.id,
    )
