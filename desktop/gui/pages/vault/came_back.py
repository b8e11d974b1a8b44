"""What is said to someone who came back in without the passphrase: which one opens the vault now, and where the paper belongs."""

from desktop.core.texts import _

CODE, SHARES = "code", "shares"


def came_back(by: str, *, read_only: bool) -> tuple[str, str]:
    """Return what happened and what to do now; where nothing could be written, the passphrase is the one from before."""
    if read_only:
        return (
            _("Your vault is open, but only to be read: nothing can be written in its folder."),
            _("The new passphrase was not set. Copy the whole folder to a place of your own, then open the copy in the same way."),
        )
    opened = _("Your vault is open. From now on it opens with the new passphrase, and no longer with the forgotten one.")
    if by == CODE:
        return opened, _("The recovery code stays as it is. Put the paper back where it was, away from the vault.")
    return opened, _("The shares stay as they are. Put the pages back where they were, each in its own place.")
