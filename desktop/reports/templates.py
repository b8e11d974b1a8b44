"""The reports that can be written, read from resources/templates/ and checked: every part has its words, every element its sentence."""

from functools import lru_cache
from pathlib import Path

from desktop.core import places
from desktop.reports.errors import ReportDataDamaged, TemplateUnknown
from desktop.reports.recipients import recipient, sources
from desktop.reports.schema import Id, Model, read_toml
from desktop.reports.template import Asked, Block, BlockKind, Field, Question, Template, TemplateFile

FIELDS = "fields.toml"
BLOCKS = "blocks.toml"
LABELS = "labels.toml"
_NO_TEMPLATES = {FIELDS, BLOCKS, LABELS}


class _Questions(Model):
    fields: tuple[Question, ...]


class _Blocks(Model):
    blocks: dict[Id, dict[str, str]]


class _Labels(Model):
    labels: dict[Id, dict[str, str]]


@lru_cache(maxsize=1)
def questions() -> dict[str, Question]:
    """Return the sheet of answers: every question by its id."""
    return {one.id: one for one in read_toml(_folder() / FIELDS, _Questions).fields}


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, str]]:
    """Return the few words that every letter has ("Address", "Seen"), by id and language."""
    return read_toml(_folder() / LABELS, _Labels).labels


@lru_cache(maxsize=1)
def shared_blocks() -> dict[str, dict[str, str]]:
    """Return the sentences that several templates share, by id and language."""
    return read_toml(_folder() / BLOCKS, _Blocks).blocks


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Return every template, in the order of their ids. Raises ReportDataDamaged."""
    return tuple(_read(path) for path in sorted(_folder().glob("*.toml")) if path.name not in _NO_TEMPLATES)


def template(template_id: str) -> Template:
    """Return one template. Raises TemplateUnknown."""
    for one in templates():
        if one.id == template_id:
            return one
    raise TemplateUnknown(name=template_id)


def _read(path: Path) -> Template:
    file = read_toml(path, TemplateFile)
    problem = _problem(file, path)
    if problem:
        raise ReportDataDamaged(name=path.name, why=problem)
    letter = tuple(_with_words(block) for block in file.letter)
    for block in letter:
        lacking = [code for code in file.languages if block.kind is not BlockKind.ITEMS and code not in block.words]
        if lacking:
            raise ReportDataDamaged(name=path.name, why=f"a part lacks {', '.join(lacking)}: {block.use or block.words}")
    return Template(
        file=file,
        fields=tuple(_field(asked) for asked in file.fields),
        letter=letter,
        jurisdiction=recipient(file.recipient).jurisdiction,
    )


def _problem(file: TemplateFile, path: Path) -> str:
    known = {element.id for element in file.elements}
    given = {asked.element for asked in file.fields if asked.element}
    served = {one for block in file.letter for one in block.elements} | {one for entry in file.form for one in entry.elements}
    asked = [one.id for one in file.fields]
    claims: dict[str, object] = {
        f"its id is {file.id}": file.id != path.stem,
        f"unknown fields {sorted(set(asked) - set(questions()))}": set(asked) - set(questions()),
        "a field is asked twice": len(asked) != len(set(asked)),
        f"elements that no field gives: {sorted(known - given)}": known - given,
        f"elements that no sentence serves: {sorted(known - served)}": known - served,
        f"unknown elements {sorted((given | served) - known)}": (given | served) - known,
        f"unknown parts {[b.use for b in file.letter if b.use]}": {b.use for b in file.letter if b.use} - set(shared_blocks()),
        f"unknown sources {[e.source for e in file.elements]}": {element.source for element in file.elements} - set(sources()),
        "it is neither a letter nor a form": not file.letter and not file.form,
        "it is sent in a language that it is not written in": set(file.sent_in) - set(file.languages),
    }
    return "; ".join(claim for claim, holds in claims.items() if holds)


def _with_words(block: Block) -> Block:
    if block.use is None:
        return block
    return block.model_copy(update={"words": {**shared_blocks()[block.use], **block.words}})


def _field(asked: Asked) -> Field:
    question = questions()[asked.id]
    return Field(
        id=question.id,
        kind=question.kind,
        label=question.label,
        help=asked.help or question.help,
        choices=question.choices,
        required=asked.required,
        required_when=asked.required_when,
        element=asked.element,
        from_case=question.from_case,
        must_be_yes=question.must_be_yes,
    )


def _folder() -> Path:
    return places.resources() / "templates"
