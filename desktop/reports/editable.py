"""A letter as a DOCX file that can be edited; the same letter gives the same bytes."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from desktop.reports.letter import Letter, Part
from desktop.reports.template import BlockKind

# Fonts that Windows, macOS and office programs have; the reader's program falls back by itself where they are missing.
_FONTS = {"ko": "Malgun Gothic", "ja": "Yu Gothic", "hi": "Nirmala UI"}
_LATIN = "Arial"
# The oldest moment a ZIP archive can hold: the time of making must not change the bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def as_docx(letter: Letter, written_on: date) -> bytes:
    """Return the letter as the bytes of a DOCX file."""
    document = docx.Document()
    _set_type(document, letter.language)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = letter.title, "", "", letter.language
    properties.created = properties.modified = datetime.combine(written_on, time(), UTC)
    properties.last_modified_by, properties.revision = "", 1
    if letter.draft_note:
        _say(document, letter.draft_note, bold=True)
        for line in letter.lacks:
            _say(document, line)
    for part in letter.parts:
        _add(document, part)
    return _with_fixed_times(document)


def _add(document: Document, part: Part) -> None:
    match part.kind:
        case BlockKind.TITLE:
            document.add_heading(_clean(part.text), level=1)
        case BlockKind.HEADING:
            document.add_heading(_clean(part.text), level=2)
        case BlockKind.ITEMS:
            for item in part.items:
                _say(document, item.head, bold=True)
                for label, value in item.lines:
                    _indented(_say(document, f"{label}: {value}"))
        case _:
            _say(document, part.text)


def _say(document: Document, text: str, *, bold: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    for number, line in enumerate(_clean(text).split("\n")):
        run = paragraph.add_run(line)
        run.bold = bold
        if number < text.count("\n"):
            run.add_break()
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


def _indented(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.left_indent = Pt(18)


def _clean(text: str) -> str:
    # What XML 1.0 cannot hold has been written as its number before; noncharacters are all that is left.
    return "".join(letter for letter in text if letter not in "\ufffe\uffff")


def _set_type(document: Document, language: str) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = _LATIN
        properties = style.element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), _FONTS.get(language, _LATIN))
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), language)
        properties.append(spoken)
    document.styles["Normal"].font.size = Pt(10.5)


def _with_fixed_times(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return again.getvalue()
