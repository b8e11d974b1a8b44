"""What verifying can find, each with its code and its words."""

from desktop.core.names import shown
from desktop.core.texts import say
from desktop.handover.result import Problem


def changed(part: str) -> Problem:
    """A file's bytes differ from those that were sealed."""
    return Problem(part, "changed", say("{part} was changed after the package was sealed.", part=shown(part)))


def missing(part: str) -> Problem:
    """A file that was sealed is not there."""
    return Problem(part, "missing", say("{part} is missing.", part=shown(part)))


def added(part: str) -> Problem:
    """A file is there that was not sealed."""
    return Problem(part, "added", say("{part} was added after the package was sealed.", part=shown(part)))


def renamed(part: str, sealed_as: str) -> Problem:
    """A file has another name than when it was sealed."""
    return Problem(
        part, "renamed", say("{part} was renamed. When the package was sealed it was {old}.", part=shown(part), old=shown(sealed_as))
    )


def wrong_signature(part: str) -> Problem:
    """The signature is not that of the key over the seal."""
    return Problem(part, "wrong_signature", say("The signature of the package is wrong. {part} was changed or replaced.", part=shown(part)))


def other_key(part: str) -> Problem:
    """The package was signed with another key than the one expected."""
    return Problem(
        part, "other_key", say("The package was signed with another key than the one you expected. It may come from someone else.")
    )


def custody_changed(part: str, where: str) -> Problem:
    """A line of the custody log does not follow from the one before."""
    return Problem(
        part, "custody_changed", say("The custody log was changed ({where}); it no longer follows from itself.", where=shown(where))
    )


def custody_cut(part: str) -> Problem:
    """The custody log ends earlier or later than its signed head says."""
    return Problem(part, "custody_cut", say("The custody log was cut or added to: its signed end does not fit."))


def custody_silent(part: str) -> Problem:
    """The custody log does not tell of this package, so it is that of another one or an older one."""
    return Problem(part, "custody_cut", say("The custody log does not tell that this package was handed over."))


def custody_signature(part: str) -> Problem:
    """The signature over the end of the custody log is wrong."""
    return Problem(part, "wrong_signature", say("The signature at the end of the custody log is wrong."))


def list_wrong(part: str) -> Problem:
    """The evidence list does not say what is in the package."""
    return Problem(part, "list_wrong", say("The evidence list does not agree with what is in the package ({part}).", part=shown(part)))


def zip_changed(part: str) -> Problem:
    """Bytes of the ZIP outside of the files' contents differ from the only layout that we write."""
    return Problem(
        f"zip: {part}",
        "zip_changed",
        say("The ZIP file itself was changed at {part}, outside of the contents of the files.", part=shown(part)),
    )


def zip_broken() -> Problem:
    """No sound list of files can be read."""
    return Problem("zip", "zip_broken", say("The ZIP file is cut, was packed anew by another program, or its list of files is damaged."))
