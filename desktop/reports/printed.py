"""A letter as a PDF page."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import lru_cache

from desktop.core import places
from desktop.reports.letter import Letter
from desktop.reports.pdf import make_pdf


def as_pdf(letter: Letter, written_on: date) -> bytes:
    """Return the letter as a tagged PDF/A file. Raises PageNotMade."""
    content = {
        "draft_note": letter.draft_note,
        "lacks": list(letter.lacks),
        "parts": [{"kind": part.kind, "text": part.text, "items": [asdict(item) for item in part.items]} for part in letter.parts],
    }
    return make_pdf(
        _source(),
        {"letter.json": json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")},
        title=letter.title,
        language=letter.language,
        moment=datetime.combine(written_on, time(), UTC),
    )


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (places.resources() / "templates" / "letter.typ").read_bytes()
