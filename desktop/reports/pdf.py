"""Pages as PDF: tagged, archivable, with our own type and nothing from the computer it is made on.

The same source, inputs and moment give the same bytes. Nothing is written to disk: the engine is given everything in memory.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import typst

from desktop.core import places
from desktop.reports.characters import drawable, drawable_json
from desktop.reports.errors import PageNotMade

# PDF/A-2a (ISO 19005-2) so that it opens the same in years, PDF/UA-1 (ISO 14289-1) so that a screen reader can read it.
STANDARDS: Final = ("a-2a", "ua-1")
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def make_pdf(
    typst_source: str | bytes,
    inputs: Mapping[str, bytes] = MappingProxyType({}),
    *,
    title: str,
    language: str,
    moment: datetime = NO_MOMENT,
) -> bytes:
    """Return a PDF made from our own Typst source, which sees `inputs` as files in its root: `json("/letter.json")`.

    `typst_source` must be ours; everything a person or a stranger wrote belongs into `inputs`. In inputs named *.json,
    characters that our fonts lack are written as their numbers, so that nothing drops out of the page in silence.
    Pictures need `alt:`. `language` is a code such as "ko"; `moment` is the date of making that the file carries.
    Raises PageNotMade.
    """
    body = typst_source.encode() if isinstance(typst_source, str) else typst_source
    files = {f"/{name.lstrip('/')}": _checked(name, content) for name, content in inputs.items()}
    try:
        made = typst.compile(  # type: ignore[call-overload]  # the engine takes a folder in memory, which its stub does not say
            {"main.typ": _paper() + body, **files},
            root=str(_fonts_folder()),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"title": drawable(title), "language": language},
            pdf_standards=list(STANDARDS),
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as error:
        raise PageNotMade(why=str(error.message)[:300]) from error
    return bytes(made)


def _checked(name: str, content: bytes) -> bytes:
    return drawable_json(content) if name.endswith(".json") else content


def _fonts_folder() -> str:
    return str(places.resources() / "fonts")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_fonts_folder()])


@lru_cache(maxsize=1)
def _paper() -> bytes:
    return (places.resources() / "templates" / "paper.typ").read_bytes()
