"""The page "Get help now" as a PDF, to print and to take along."""

import json
from pathlib import Path

from desktop.core import files, places, texts
from desktop.core.texts import _
from desktop.reports.guides import HelpLine
from desktop.services import reporting

JsonText = str | list["JsonText"] | dict[str, "JsonText"]


def save(out: Path, countries: dict[str, str]) -> Path:
    """Write the hotlines of these countries (code: name, in the order wanted) and the cards, in the current language; return the path.

    Raises AlreadyThere, FolderNotWritable, DiskFull or PageNotMade.
    """
    from desktop.reports.pdf import make_pdf

    language = texts.language()
    lines = reporting.help_lines()
    groups: list[JsonText] = [
        {"name": name, "lines": [_line(line, language) for line in lines if line.country == code]} for code, name in countries.items()
    ]
    cards: list[JsonText] = [
        {"title": card.title(language), "steps": [step(language) for step in card.steps]} for card in reporting.guides()
    ]
    title = _("Get help now")
    content: JsonText = {
        "title": title,
        "lead": _("You do not have to do this alone. You may say as much or as little as you like."),
        "groups": groups,
        "cards": cards,
    }
    source = (places.resources() / "guides" / "help.typ").read_bytes()
    pdf = make_pdf(source, {"help.json": json.dumps(content, ensure_ascii=False).encode()}, title=title, language=language)
    with files.creating(out) as file:
        file.write(pdf)
    return out


def source_words(line: HelpLine) -> str:
    """Return where a hotline's facts are from, and how far they can be relied on."""
    if line.is_sure:
        return _("As published by the service, {date}.").format(date=line.date)
    return _("Noted {date} and not confirmed since. If it does not answer, look it up or try another one.").format(date=line.date)


def _line(line: HelpLine, language: str) -> JsonText:
    return {
        "name": line.name(language),
        "reached": [reached for reached in (line.number, line.address) if reached],
        "what": line.what(language),
        "hours": line.hours(language),
        "source": source_words(line),
    }
