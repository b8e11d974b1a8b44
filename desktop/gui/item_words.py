"""How an item of the vault is said in words: its name, its kind, where it was seen, when, and how large it is."""

from datetime import date, datetime

from desktop.core import names, texts
from desktop.core.texts import _
from desktop.services.vaults import AgeAnswer, Item

_SHORT_HASH = 12
_LINE, _PIECE = 80, 60
_KIB = 1024


def title(item: Item) -> str:
    """Return the name of an item as it may be shown."""
    if item.kind == "link":
        return names.shown(item.where.url)
    return names.shown(item.name) or _("A file without a name")


def visible(untrusted: str) -> str:
    """Return a text of any length with what cannot be seen made visible, line by line, and nothing of it cut."""
    return "\n".join(names.shown(line) if len(line) < _LINE else _in_pieces(line) for line in untrusted.splitlines())


def kind(item: Item) -> str:
    """Return what an item is, in a few words."""
    match item.kind:
        case "link":
            return _("Address")
        case "record":
            return _("Record without the picture")
        case _ if item.media_type.startswith("image/"):
            return _("Picture")
        case _ if item.media_type.startswith("video/"):
            return _("Video")
        case _:
            return _("File")


def icon(item: Item) -> str:
    """Return the name of the icon for an item."""
    if item.kind == "link":
        return "link"
    if item.kind == "record":
        return "shield-check"
    return "image" if item.media_type.startswith(("image/", "video/")) else "file"


def line(item: Item) -> str:
    """Return one line on an item: kind, where it was seen, when it was added, and the beginning of its hash."""
    where = item.where.platform or item.where.account or (item.where.url if item.kind != "link" else "")
    parts = [kind(item), names.shown(where), _("added {when}").format(when=moment(item.added_at))]
    if item.sha256:
        parts.append(f"SHA-256 {item.sha256[:_SHORT_HASH]}…")
    return "  ·  ".join(part for part in parts if part)


def place(item: Item) -> str:
    """Return where an item was seen, or where nobody said, what it is: in few words, for where there is little room."""
    where = item.where.platform or item.where.account or (item.where.url if item.kind != "link" else "")
    return names.shown(where) or kind(item)


def age(answer: AgeAnswer) -> str:
    """Return an answer about age in words."""
    return {
        AgeAnswer.ADULT: _("Adult"),
        AgeAnswer.UNDER_18: _("Under 18"),
        AgeAnswer.NOT_SURE: _("Not sure, so treated as under 18"),
        AgeAnswer.NOT_ASKED: _("Not answered"),
    }[answer]


def moment(at: datetime) -> str:
    """Return a moment to the minute, in its own zone."""
    return f"{_date(at)} {at:%H:%M}"


def day(at: date) -> str:
    """Return a day, or the day of a moment in its own zone."""
    return _date(at)


def exact_moment(at: datetime) -> str:
    """Return a moment to the second with its offset from UTC, as a record has it."""
    return f"{_date(at)} {at:%H:%M:%S} (UTC{at.isoformat()[19:]})"


def size(count: int) -> str:
    """Return a number of bytes in the unit that reads best."""
    if count < _KIB:
        return texts.many("{count} byte", "{count} bytes", count).format(count=count)
    if count < _KIB**2:
        return _("{count} KB").format(count=round(count / _KIB))
    if count < _KIB**3:
        return _("{count} MB").format(count=round(count / _KIB**2, 1))
    return _("{count} GB").format(count=round(count / _KIB**3, 1))


def _in_pieces(line: str) -> str:
    return "".join(names.shown(line[start : start + _PIECE]) for start in range(0, len(line), _PIECE))


def _date(at: date) -> str:
    from babel.dates import format_date

    return format_date(at, "medium", locale=texts.language())
