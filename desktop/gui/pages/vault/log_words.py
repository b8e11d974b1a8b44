"""The acts of the custody log as sentences."""

from desktop.core import names
from desktop.core.texts import _, mark
from desktop.gui import item_words
from desktop.gui.pages.vault import log_details
from desktop.services.corrections import Told
from desktop.services.counsel.consent import WHAT, Scope
from desktop.services.vaults import LogEntry

_ACTS = {
    "created": mark("The vault was made."),
    "unlocked": mark("The vault was opened."),
    "added": mark("Item {item} was added as a file."),
    "linked": mark("Item {item} was added as an address."),
    "hash_recorded": mark("Item {item} was recorded without its picture, because of the answer about age."),
    "found_again": mark("Item {item} was found again in the folder of the vault and taken back into the list."),
    "age_changed": mark("The answer about age of item {item} was changed."),
    "where_changed": mark("Where or when item {item} was seen was corrected. What was said before is kept."),
    "described": mark("What is said of item {item} was changed: its case, how it came, tags or people."),
    "about_lost": mark("What was said of item {item} could not be read any more when the list was made anew."),
    "case_opened": mark("A case was opened."),
    "case_changed": mark("The name or note of a case was changed."),
    "case_closed": mark("A case was closed."),
    "case_reopened": mark("A case was taken up again."),
    "imported": mark("A chat, an e-mail or a saved page was taken in; item {item} is the export itself."),
    "index_upgraded": mark("The list of items was brought to the form of this version of the program."),
    "destroyed": mark("The stored picture of item {item} was destroyed, because of the answer about age."),
    "exported": mark("A copy of item {item} was saved outside the vault."),
    "record_kept": mark("A result or report was kept."),
    "passphrase_changed": mark("The passphrase was changed."),
    "recovery_made": mark("A new recovery code was made. One from before no longer works."),
    "recovery_removed": mark("The recovery code was removed. It no longer opens the vault."),
    "passphrase_added": mark("One more passphrase was added."),
    "passphrase_removed": mark("A passphrase was removed. It no longer opens the vault."),
    "shares_made": mark("Three new shares were made. Shares from before no longer work."),
    "shares_removed": mark("The shares were removed. They no longer open the vault."),
    "keyring_made": mark("Quick unlock was switched on for a computer."),
    "keyring_removed": mark("Quick unlock was switched off, on every computer."),
    "deleted": mark("Item {item} was deleted for good. Its hash is kept here."),
    "stamped": mark("A time stamp for item {item} was brought back and checked."),
    "backed_up": mark("A copy of the vault was begun."),
    "older_than_seen": mark("This copy was older than one that had been open on the same computer. This was noticed and noted."),
    "verified": mark("The vault was verified."),
    "index_was_older": mark("The list of items had been put back to an older state. This was noticed and noted."),
    "index_rebuilt": mark("The damaged list of items was made anew from what could still be read."),
    "record_lost": mark("A result or report could not be read any more when the list was made anew."),
    "viewed": mark("Item {item} was looked at."),
    "read_to_check": mark("Item {item} was opened to be checked."),
    "checked": mark("Item {item} was checked."),
    "matched": mark("The photo that item {item} was made from was found."),
    "reported": mark("A report was written about item {item}."),
    "report_sent": mark("A report was noted as sent."),
    "report_answered": mark("An answer to a report was noted."),
    "seen_again": mark("Item {item} was seen again, at a new address."),
    "handed_over": mark("A package to hand over was begun."),
    "package_written": mark("The package was written."),
    "hand_over_not_finished": mark("The package was not finished."),
    "counsel_began": mark("A counselor began to work with this vault."),
    "counsel_ended": mark("No counselor works with this vault any more."),
    "keyboard_given": mark("The keyboard was handed over: from here on the person acted by themselves."),
    "keyboard_taken_back": mark("The keyboard was taken back by the counselor."),
    "taken_home": mark("A copy of everything was begun, for the person to take home."),
    "given_to_colleague": mark("A copy of everything was begun, for a colleague who goes on with the case."),
}
_UNLOCKED = {
    "recovery_code": mark("The vault was opened by its recovery code."),
    "shares": mark("The vault was opened by two shares."),
    "keyring": mark("The vault was opened by quick unlock."),
}
_WITHOUT_ITEM = {
    "reported": mark("A report was written."),
    "stamped": mark("A time stamp for this log was brought back and checked."),
}


_CONSENT = {
    "consent_given": mark("It was noted that the person agreed to: {what}."),
    "consent_revoked": mark("It was noted that the person took back: {what}."),
}


_KEPT = {
    "relation": mark("It was noted how item {item} belongs with another."),
    "relation_withdrawn": mark("How item {item} belongs with another was withdrawn. That it was once noted stays here."),
    "where_before": mark("What was said before of where item {item} was seen is kept."),
    "said_before": mark("What was said before of item {item} is kept."),
    "case_before": mark("The former name and note of a case are kept."),
}


def sentence(entry: LogEntry) -> str:
    """Return what was done as one sentence; an act that this version does not know is named as it is."""
    if entry.act in _CONSENT:
        scopes = [str(WHAT[scope]) for scope in Scope if scope.value in entry.detail.get("scopes", "").split()]
        return _(_CONSENT[entry.act]).format(what=", ".join(scopes))
    text = _ACTS.get(entry.act)
    if entry.act == "unlocked":
        text = _UNLOCKED.get(entry.detail.get("way", ""), text)
    if entry.act == "destroyed" and entry.detail.get("because") == "deleted":
        text = mark("The stored file of item {item} was destroyed.")
    if entry.act == "record_kept":
        text = _KEPT.get(entry.detail.get("kind", ""), text)
    if not entry.item_id:
        text = _WITHOUT_ITEM.get(entry.act, text)
    if text is None:
        return _("Noted: {act}").format(act=names.shown(entry.act))
    return _(text).format(item=entry.item_id)


def is_aside(entry: LogEntry) -> bool:
    """Whether an entry only says that what was said before is kept, for the correction that follows it."""
    return entry.act == "record_kept" and entry.detail.get("kind") in {"where_before", "said_before", "case_before"}


def whole(entry: LogEntry, told: Told) -> str:
    """Return what was done and, below it, what was said before or how two items belong together."""
    return "\n".join([sentence(entry), *log_details.lines(entry, told)])


def line(entry: LogEntry, told: Told) -> str:
    """Return when and what, and what it points to."""
    return f"{item_words.exact_moment(entry.at)}   {whole(entry, told)}"
