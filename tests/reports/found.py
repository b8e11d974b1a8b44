"""Readers that are not ours: the text that a stranger's program finds in our PDF, DOCX and TXT files."""

import io
import re

import docx
import pypdf

from desktop.reports.characters import drawable, visible


def squeezed(text: str) -> str:
    """Return the text without any blank, as line breaks fall where they must."""
    return "".join(text.split())


def text_of_pdf(content: bytes) -> str:
    """Return the squeezed text of a PDF, without its page numbers."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    return _without_devanagari(squeezed("".join(re.sub(r"\s*\d+ / \d+\s*$", "", page) for page in pages)))


def text_of_docx(content: bytes) -> str:
    """Return the squeezed text of a DOCX file."""
    return squeezed("".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs))


def text_of_txt(content: bytes) -> str:
    """Return the squeezed text of a text file."""
    return squeezed(content.decode("utf-8-sig"))


def as_printed(text: str) -> str:
    """Return how a PDF prints the text, squeezed."""
    return _without_devanagari(squeezed(drawable(text)))


def as_written(text: str) -> str:
    """Return how DOCX and TXT write the text, squeezed."""
    return squeezed(visible(text))


def _without_devanagari(text: str) -> str:
    # Readers give back Hindi in the order its signs are drawn, not in the order they are written. Our fonts test covers its letters.
    return re.sub("[\u0900-\u097f\u200c\u200d]", "", text)
