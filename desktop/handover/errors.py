"""What can go wrong with a package."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class NotAPackage(LindenError):
    """The file is something else than a package of ours."""

    code = "not_a_package"
    says = mark("{name} is not an evidence package.")
    advice = mark("Choose the .zip file that was handed over. Nothing was opened from this one.")


class PackageSealed(LindenError):
    """The package is encrypted to a receiver and cannot be read without that receiver's key."""

    code = "package_sealed"
    says = mark("{name} is sealed to a receiver, so it cannot be read here.")
    advice = mark("The receiver opens it first with their own key (any age program does this), and verifies the .zip that comes out.")


class PackageUnreadable(LindenError):
    """The package is larger or has more parts than any package we write."""

    code = "package_unreadable"
    says = mark("{name} has parts that no evidence package has ({part}).")
    advice = mark("It was not opened. Ask the sender for a new copy.")


class PackageNotWhole(LindenError):
    """The package differs from what was sealed, or nobody signed it: nothing is taken over from it."""

    code = "package_not_whole"
    says = mark("{name} is not as it was sealed, so nothing was taken over from it.")
    advice = mark("Verify it to see what differs, and ask the sender for a new copy. Nothing was changed.")


class PartSizeWrong(LindenError):
    """The size of parts cannot be read, is too small, or would make too many."""

    code = "part_size_wrong"
    says = mark("The package cannot be cut into parts of {size}.")
    advice = mark("Give a size such as 25MB for mail or 4095MB for a stick; there can be 999 parts at most.")


class PartMissing(LindenError):
    """A part of a package in parts is not beside the others."""

    code = "part_missing"
    says = mark("The part {name} is missing.")
    advice = mark("Put all parts into one folder, and choose the one that ends in .001.")


class PackagePassphraseEmpty(LindenError):
    """A package is to be sealed with a passphrase, and none was given."""

    code = "package_passphrase_empty"
    says = mark("The package needs a passphrase of its own.")
    advice = mark("Take several words, and tell them to the receiver over another way than the package. Nothing was written.")


class NothingToHandOver(LindenError):
    """No item was chosen, or the vault is empty."""

    code = "nothing_to_hand_over"
    says = mark("There is nothing to hand over yet.")
    advice = mark("Add a file or an address to the vault first, or choose at least one item.")


class ItemChanged(LindenError):
    """The bytes read from the vault are not those that were put in."""

    code = "item_changed"
    says = mark("Item {item} is no longer what was put in, so the package was not made.")
    advice = mark("Verify the vault to see what is damaged. You can hand over the other items without this one.")


class NotAReport(LindenError):
    """A file that was given as a report is of another kind."""

    code = "not_a_report"
    says = mark("{name} is not a report (PDF, DOCX or text), so it was not put into the package.")
    advice = mark("Put pictures and other files into the vault first, and hand them over as items.")


class ReceiverKeyWrong(LindenError):
    """The receiver's key cannot be read."""

    code = "receiver_key_wrong"
    says = mark("This is not a receiver's key.")
    advice = mark("A key begins with age1. Ask the receiver to send it once more and paste all of it.")
