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


def unpacked() -> Problem:
    """The package was unpacked: its files can be verified, the ZIP around them is not there any more."""
    return Problem("zip", "unpacked", say("This is an unpacked package. Its files were verified; the ZIP file itself is not here."))


def bag_unsigned() -> Problem:
    """A bag of anyone's: its own lists are all that it can be compared with."""
    return Problem(
        "bag",
        "unsigned",
        say(
            "This is a BagIt bag that was not made by this program. Nothing in it is signed: whoever changed a file "
            "could have changed its lists as well."
        ),
    )


def bag_changed(part: str) -> Problem:
    """A file has another hash than the lists say."""
    return Problem(part, "changed", say("{part} is not as the list of the bag says.", part=shown(part)))


def bag_unlisted(part: str) -> Problem:
    """A payload file is in no list, or not in all that must have it."""
    return Problem(part, "added", say("{part} is not in the list of the bag.", part=shown(part)))


def bag_unreadable(part: str) -> Problem:
    """A tag file does not follow BagIt."""
    return Problem(part, "unreadable", say("{part} is not written as BagIt has it.", part=shown(part)))


def bag_unsafe(part: str) -> Problem:
    """A name that leads out of the bag, or a link. It was not followed."""
    return Problem(part, "unsafe_name", say("{part} leads out of the bag. It was not followed.", part=shown(part)))


def bag_listed_twice(part: str) -> Problem:
    """A file stands twice in one list."""
    return Problem(part, "listed_twice", say("{part} is listed twice.", part=shown(part)))


def bag_not_fetched(part: str) -> Problem:
    """A file is to be had from the network only."""
    return Problem(part, "missing", say("{part} is not in the bag but somewhere on the internet. It was not fetched.", part=shown(part)))


def bag_fetch_not_followed() -> Problem:
    """The bag names addresses to load files from."""
    return Problem("fetch.txt", "not_followed", say("The bag names addresses on the internet. None of them was opened."))


def bag_other_size(part: str) -> Problem:
    """The payload has another size or number of files than stated."""
    return Problem(part, "changed", say("The bag holds more or less than {part} says.", part=shown(part)))


def bag_oddly_written(part: str) -> Problem:
    """A name stands in the list in a way that BagIt does not have."""
    return Problem(part, "oddly_written", say("{part} stands in the list in an unusual way.", part=shown(part)))


def bag_other_letters(part: str, there: str) -> Problem:
    """A listed name and that of the file differ in the form or the case of letters only."""
    return Problem(
        part,
        "other_letters",
        say("{part} is in the bag as {other}; only the form of the letters differs.", part=shown(part), other=shown(there)),
    )


def bag_forgeable(algorithms: str) -> Problem:
    """All hashes are of kinds that can be forged."""
    return Problem(
        "bag",
        "weak_hash",
        say("The bag has hashes by {algorithms} only. They find accidents, not someone who means harm.", algorithms=algorithms),
    )


def bag_unknown_algorithm(part: str) -> Problem:
    """A list has hashes that we cannot make."""
    return Problem(part, "not_checked", say("{part} has hashes of a kind that is not known here. It was not checked.", part=shown(part)))
