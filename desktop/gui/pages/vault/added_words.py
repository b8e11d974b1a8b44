"""What is said after something was added to the vault."""

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui.widgets.surfaces import Tone
from desktop.services.adding import Added


def leaves_no_picture(added: Added) -> bool:
    """Return whether of something that was added only a record is kept, because of the answer about age."""
    return any(item.age.forbids_bytes and item.kind == "record" for item in added.items)


def notice(added: Added, *, from_files: bool = True) -> tuple[Tone, str, str]:
    """Return tone, what happened, and what to know or do now. What came not `from_files` was pasted, or captured from the screen."""
    count = len(added.items)
    if added.failed:
        return "warn", _what_failed(added), _why(added)
    if leaves_no_picture(added):
        still = (
            _("The file itself is still where it was on this computer. Ask the support service what to do with it before anything else.")
            if from_files
            else _(
                "Nothing of it is left in this program or on the clipboard. Where you took it from, it is still there. "
                "Ask the support service what to do with it before anything else."
            )
        )
        return "info", _("The record is kept, without the picture."), still
    if any(item.kind == "file" for item in added.items):
        return (
            "info",
            many("{count} file is in the vault.", "{count} files are in the vault.", count).format(count=count),
            _("The originals are still where they were, and are not locked there. If others use this computer, keep that in mind.")
            if from_files
            else _("Where you took it from, it is still there, and is not locked. If others use this computer, keep that in mind."),
        )
    known = len(added.known)
    there = many("{count} address was there already.", "{count} addresses were there already.", known).format(count=known) if known else ""
    return "info", many("{count} address is in the vault.", "{count} addresses are in the vault.", count).format(count=count), there


def _what_failed(added: Added) -> str:
    lost, kept = len(added.failed), len(added.items)
    if not kept:
        return many("{count} file could not be added.", "{count} files could not be added.", lost).format(count=lost)
    return _("Added: {kept}. Not added: {lost}.").format(kept=kept, lost=lost)


def _why(added: Added) -> str:
    name, error = added.failed[0]
    return _("{name}: {what} {advice}").format(name=names.shown(name), what=error.what_happened, advice=error.what_to_do)
