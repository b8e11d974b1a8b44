"""What the check page has done on a lane: keeping a picture with its result, and saving the page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import texts
from desktop.core.work import Work
from desktop.gui.check_desk import NotFound, Pair, Seen

if TYPE_CHECKING:
    from desktop.gui.pages.check.keeping import Wish
    from desktop.services.vaults import Vault


def keep(vault: "Vault", seen: Seen, pair: Pair | None, wish: "Wish", work: Work) -> str:
    """Put the picture (or, where age forbids it, what may be known of it) and its result into the vault; return the item's number."""
    from desktop.services import results
    from desktop.services.counsel import consent

    consent.require(vault, consent.Scope.KEEP)
    item = vault.add_file(seen.source, seen.name, wish.where, wish.age, work)
    results.keep_check(vault, item.id, seen.checked.result)
    if pair is not None and not wish.age.forbids_bytes:
        results.keep_matches(vault, item.id, item.sha256, [pair.match])
    return item.id


def save_pdf(seen: Seen, out: Path, _work: Work) -> Path:
    """Write the one-page report of a result, in the language that is shown and in words only, and return its path."""
    from desktop.services.checking import save_report

    path = _pdf(out)
    # The person shown may be under 18, and nobody was asked yet: not even what cannot be recognised goes onto the page.
    save_report([seen.checked], path, texts.language(), with_picture=False)
    return path


def writing_of(chosen: Callable[[], Seen | None]) -> Callable[[Path, Work], Path] | None:
    """Return what writes the report of the result that is chosen now, or None where there is none."""
    seen = chosen()
    return partial(save_pdf, seen) if seen is not None else None


def save_match_pdf(seen: Seen, outcome: Pair | NotFound, out: Path, _work: Work) -> Path:
    """Write what came of the search for the source photo, in the language that is shown and in words only, and return its path."""
    from desktop.services import match_report

    path = _pdf(out)
    result = seen.checked.result
    found, covered = (outcome.found, outcome.covered) if isinstance(outcome, Pair) else ((), None)
    matches, times = tuple(match for match, _ in found), tuple(time for _, time in found)
    searched = match_report.Searched(seen.name, result.sha256, outcome.photos, matches, times, covered=covered)
    match_report.save([searched], path, texts.language())
    return path


def _pdf(out: Path) -> Path:
    return out if out.suffix.lower() == ".pdf" else out.with_name(f"{out.name}.pdf")
