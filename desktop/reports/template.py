"""What a report consists of, as the files in resources/templates/ have it: questions, fields, elements, letters and forms."""

from enum import StrEnum
from typing import Literal

from pydantic import Field as Default
from pydantic import model_validator

from desktop.reports.schema import AgeRule, Id, Line, Model, Sourced, Words

FieldKind = Literal["text", "long", "yes_no", "choice", "date", "addresses"]


class Choice(Model):
    """One answer that can be chosen."""

    value: Id
    label: Words


class Question(Model):
    """One line of the sheet of answers that all templates draw on (fields.toml)."""

    id: Id
    kind: FieldKind
    label: Words
    help: Words
    choices: tuple[Choice, ...] = ()
    from_case: bool = False
    """Whether the items of the case answer it."""
    must_be_yes: bool = False
    """Whether only "yes" is an answer a notice can be sent with: a statement the person confirms."""

    @model_validator(mode="after")
    def _has_choices_where_it_needs_them(self) -> "Question":
        if (self.kind == "choice") != bool(self.choices):
            message = f"{self.id}: a choice has choices, and nothing else has"
            raise ValueError(message)
        return self


class Condition(Model):
    """That another answer is this one."""

    id: Id
    value: Line = Default(alias="is")


class Asked(Model):
    """That a template asks a question, and whether it can do without the answer."""

    id: Id
    required: bool = False
    required_when: Condition | None = None
    element: Id | None = None
    """The element of the notice that this answer gives."""
    help: Words | None = None
    """In place of the question's own help, where this template needs another."""


class Element(Sourced):
    """Something that a notice must contain, with the provision or form that says so."""

    id: Id
    law: Line
    words: Words


class BlockKind(StrEnum):
    """What a part of a letter is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEMS = "items"
    """The addresses, accounts, times and hashes of the case."""
    SIGNATURE = "signature"


class Block(Model):
    """One part of a letter, in every language of its template. Where it renders to nothing, it is left out."""

    kind: BlockKind = BlockKind.TEXT
    use: Id | None = None
    """Takes its words from blocks.toml."""
    words: dict[str, str] = Default(default_factory=dict)
    elements: tuple[Id, ...] = ()
    age: AgeRule = AgeRule.ANY


class FormAnswer(Model):
    """One box of a web form, with what belongs into it."""

    label: Words
    value: dict[str, str]
    """Jinja text by language of the form, or "any" for every language."""
    limit: int = 0
    """The most characters that the form takes; 0 where none is known."""
    elements: tuple[Id, ...] = ()
    age: AgeRule = AgeRule.ANY


class TemplateFile(Model):
    """A template as its file has it."""

    id: Id
    version: int
    recipient: Id
    reviewed: Literal["no", "yes"]
    """"yes" once a lawyer has signed it off."""
    age_rule: AgeRule
    languages: tuple[Line, ...]
    """The language it is sent in first; the others are sent too or are copies for reading."""
    sent_in: tuple[Line, ...]
    time_zone: str = ""
    """Of the recipient, such as "Asia/Seoul"; empty where it is not known."""
    hashes: bool = True
    """Whether SHA-256 values are listed to find identical files."""
    one_hostname: bool = False
    most_addresses: int = 0
    """How many addresses the recipient takes in one report; 0 where no limit is known."""
    name: Words
    about: Words
    fields: tuple[Asked, ...]
    elements: tuple[Element, ...]
    letter: tuple[Block, ...] = ()
    form: tuple[FormAnswer, ...] = ()
    before_sending: tuple[Words, ...] = ()
    """What the person does before, or outside the program."""


class Field(Model):
    """A question as one template asks it."""

    id: Id
    kind: FieldKind
    label: Words
    help: Words
    choices: tuple[Choice, ...]
    required: bool
    required_when: Condition | None
    element: Id | None
    from_case: bool
    must_be_yes: bool


class Template(Model):
    """A report that can be written: to whom, with which questions, elements and words."""

    file: TemplateFile
    fields: tuple[Field, ...]
    letter: tuple[Block, ...]
    jurisdiction: Line

    @property
    def id(self) -> str:
        """Its name for machines."""
        return self.file.id

    @property
    def version(self) -> int:
        """Counts up with every change of words or fields."""
        return self.file.version

    @property
    def recipient_id(self) -> str:
        """Who it goes to."""
        return self.file.recipient

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is written in, the one it is best sent in first."""
        return self.file.languages

    @property
    def sent_in(self) -> tuple[str, ...]:
        """The languages the recipient reads; the others are for the person to understand what they sign."""
        return self.file.sent_in

    @property
    def age_rule(self) -> AgeRule:
        """Whose image it is for."""
        return self.file.age_rule

    @property
    def under_18(self) -> bool:
        """Whether it can be used for someone who was or may have been under 18."""
        return self.file.age_rule is not AgeRule.ADULT_ONLY

    @property
    def is_form(self) -> bool:
        """Whether it is a web form's answers and no letter."""
        return not self.file.letter

    def name(self, language: str) -> str:
        """Return its name in a language."""
        return self.file.name(language)

    def about(self, language: str) -> str:
        """Return one sentence on what it is for."""
        return self.file.about(language)

    def field(self, field_id: str) -> Field | None:
        """Return the field of this name, or None."""
        return next((one for one in self.fields if one.id == field_id), None)

    def element(self, element_id: str) -> Element | None:
        """Return the element of this name, or None."""
        return next((one for one in self.file.elements if one.id == element_id), None)
