"""Drawing one page of a document (PDF) as a picture, with PDFium. Runs in the child process only.

PDFium comes without a script engine; forms, links and attachments are not touched. A page is drawn at 150 points an inch, less where
that would be more pixels than a photograph has.
"""

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from desktop.media.facts import FileFacts
from desktop.media.metadata import bounded
from desktop.media.still import Still, Unreadable

_SCALE = 150 / 72
_MOST_PIXELS = 24_000_000
_NEEDS_A_PASSWORD = 4  # FPDF_ERR_PASSWORD
_FIELDS = ("Title", "Author", "Creator", "Producer", "CreationDate")


def prepare() -> None:
    """Load what drawing needs, before the doors are closed."""
    pypdfium2.PdfDocument.new().close()


def decode(untrusted: bytes, page: int, longest_side: int | None, max_pixels: int) -> Still:
    """Return the page of this number, counted from 0, as pixels. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(untrusted)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("document_locked" if error.err_code == _NEEDS_A_PASSWORD else "picture_damaged") from error
    try:
        return _drawn(document, page, longest_side, min(max_pixels, _MOST_PIXELS))
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise Unreadable("picture_damaged") from error
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, longest_side: int | None, most_pixels: int) -> Still:
    page = document[number]
    width, height = (max(1.0, float(length)) for length in page.get_size())
    if not width * height < float("inf"):
        raise Unreadable("picture_damaged")
    full = min(_SCALE, (most_pixels / (width * height)) ** 0.5)
    scale = full if longest_side is None else min(full, longest_side / max(width, height))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    named = ((key, str(value)) for key, value in document.get_metadata_dict(skip_empty=True).items() if key in _FIELDS)
    facts = FileFacts(format="PDF", media_type="application/pdf", mode="RGB", frames=len(document), texts=bounded(named))
    full_size = (max(image.width, round(width * full)), max(image.height, round(height * full)))
    return Still(image.size, image.size if longest_side is None else full_size, image.tobytes(), b"", facts)
