"""How a case is said in words: its name, and that it is closed."""

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import item_words
from desktop.services.vaults import Case


def name(case: Case) -> str:
    """Return the name of a case as it is offered in a list; a closed one says so."""
    said = names.shown(case.name) or _("Without a name")
    return _("{case} (closed)").format(case=said) if case.is_closed else said


def closed(case: Case) -> tuple[str, str]:
    """Return that a case is closed, and what that means."""
    when = item_words.day(case.closed_at.astimezone()) if case.closed_at else ""
    said = names.shown(case.name) or _("Without a name")
    return (
        _("This case was closed on {when}: {case}").format(when=when, case=said),
        _("Everything in it can still be read, reported and handed over. You can take it up again under “Cases”."),
    )
