"""What can go wrong with a vault, each with words for the person who needs it open."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class NotAVault(LindenError):
    """The folder holds no vault."""

    code = "not_a_vault"
    says = mark("There is no vault in {name}.")
    advice = mark("Choose the folder in which you made the vault. It holds a file named vault.json.")


class VaultAlreadyThere(LindenError):
    """A vault was to be made where there is one."""

    code = "vault_already_there"
    says = mark("There is already a vault in {name}.")
    advice = mark("Nothing was changed. Open that vault, or choose another folder.")


class FolderNotEmpty(LindenError):
    """A vault was to be made in a folder that holds other things."""

    code = "folder_not_empty"
    says = mark("The folder {name} is not empty.")
    advice = mark("Nothing was changed. Choose a new or empty folder for the vault.")


class VaultTooNew(LindenError):
    """The vault was made by a later version of this program."""

    code = "vault_too_new"
    says = mark("This vault was made by a newer version of the program (format {version}).")
    advice = mark("Nothing was changed. Open it with the newer version.")


class VaultDamaged(LindenError):
    """A part of the vault is not what was written; `part` is the file's name inside the vault folder."""

    code = "vault_damaged"
    says = mark("A part of the vault is damaged ({part}).")
    advice = mark(
        "Make a copy of the whole vault folder before anything else. Then open your latest backup, or let someone you trust look."
    )


class VaultLocked(LindenError):
    """The vault was locked; its keys are gone from memory."""

    code = "vault_locked"
    says = mark("The vault is locked.")
    advice = mark("Open it with the passphrase, then try again.")


class VaultBusy(LindenError):
    """Another program, or another window of this one, has the vault open."""

    code = "vault_busy"
    says = mark("The vault is open in another window or program.")
    advice = mark("Lock it there first, then try again.")


class VaultOutOfReach(LindenError):
    """The disk with the vault does not answer: a stick was pulled, a network folder went away."""

    code = "vault_out_of_reach"
    says = mark("The disk with the vault {name} does not answer.")
    advice = mark("What was saved before is still there. Plug the stick or disk in again, then open the vault once more.")


class FileChanging(LindenError):
    """A file that is being taken in changed while it was read."""

    code = "file_changing"
    says = mark("{name} changed while it was being read.")
    advice = mark("Nothing was saved. Wait until the download or the copy is finished, then add the file again.")


class ItemMissing(LindenError):
    """The vault holds no item of that number."""

    code = "item_missing"
    says = mark("There is no item {item} in this vault.")
    advice = mark("Look at the list of items for the right number.")


class ItemDeleted(ItemMissing):
    """The item was deleted; that it existed is in the custody log."""

    code = "item_deleted"
    says = mark("Item {item} was deleted.")
    advice = mark("Nothing of it can be opened any more. When it was deleted, and its hash, are in the custody log.")


class BackupNotRight(LindenError):
    """What was copied is not what the vault holds, when it was read back."""

    code = "backup_not_right"
    says = mark("The copy in {name} is not right when it is read back ({part}).")
    advice = mark("The vault itself is as it was. Try once more; where it happens again, use another disk or stick, or verify the vault.")


class StampNotStamp(LindenError):
    """A file is not the answer of a time-stamping authority."""

    code = "stamp_not_stamp"
    says = mark("This file is not the answer of a time-stamping authority.")
    advice = mark("Nothing was kept. Look for the file that came back, usually with the ending .tsr.")


class StampRefused(LindenError):
    """The authority answered that it does not stamp."""

    code = "stamp_refused"
    says = mark("The time-stamping authority refused the request.")
    advice = mark("Nothing was kept. Write a new request and send it once more, or to another authority.")


class StampNotAsked(LindenError):
    """An answer belongs to no request of this vault."""

    code = "stamp_not_asked"
    says = mark("This answer belongs to no request of this vault.")
    advice = mark("Nothing was kept. Look for the answer to the request that was written here.")


class StampRootNeeded(LindenError):
    """An answer does not carry the root certificate, and none was given."""

    code = "stamp_root_needed"
    says = mark("The answer does not say under which root certificate it was signed, so it cannot be checked.")
    advice = mark("Nothing was kept. Get the root certificate from the authority's own page and give it as well.")


class StampRootUnreadable(LindenError):
    """A file is not a certificate."""

    code = "stamp_root_unreadable"
    says = mark("A certificate could not be read.")
    advice = mark("Nothing was kept. A certificate file usually ends in .pem, .crt or .cer.")


class StampNotRight(LindenError):
    """The signature of an answer is not right, or not under the given root."""

    code = "stamp_not_right"
    says = mark("The signature of this time stamp is not right, or it is not of the authority whose certificate was given.")
    advice = mark("Nothing was kept. Make sure that answer and certificate are of the same authority; then ask it for a new stamp.")


class StampMissing(LindenError):
    """The vault holds no time stamp of that number."""

    code = "stamp_missing"
    says = mark("There is no time stamp {number} in this vault.")
    advice = mark("Look at the list of time stamps for the right number.")


class DeleteNotConfirmed(LindenError):
    """Something was to be deleted for good, and that was not confirmed."""

    code = "delete_not_confirmed"
    says = mark("Nothing was deleted yet.")
    advice = mark("What is deleted cannot be brought back. If you are sure, confirm it (on the command line with --yes).")


class VaultNotWhollyRemoved(LindenError):
    """The keys of a vault are destroyed, but some of its files could not be removed."""

    code = "vault_not_wholly_removed"
    says = mark("The vault is deleted: nobody can open it any more. Some of its files in {name} could not be removed.")
    advice = mark("They cannot be read. Delete the folder yourself.")


class ItemDamaged(LindenError):
    """The sealed file of one item is missing or not what was written; other items are not touched by it."""

    code = "item_damaged"
    says = mark("The sealed file of item {item} is damaged or missing.")
    advice = mark("Everything else can still be read. If you have a backup of the vault, open that one for this item.")


class ItemHasNoFile(LindenError):
    """The item is an address without a file, so there is nothing to read or save."""

    code = "item_has_no_file"
    says = mark("Item {item} is an address without a file.")
    advice = mark("Its address and notes are in the list. There is nothing else to save.")


class ExportRefused(LindenError):
    """The person shown was or may have been under 18: nothing of the picture is stored, shown or given out."""

    code = "export_refused"
    says = mark("Item {item} cannot be opened or saved, because the person shown was or may have been under 18.")
    advice = mark(
        "Its address and hash are kept, and they are what the police and the support services need. Nobody needs the picture from you."
    )


class DestroyNotConfirmed(LindenError):
    """The answer would destroy the stored file, and that was not confirmed."""

    code = "destroy_not_confirmed"
    says = mark("With this answer, the stored file of item {item} has to be destroyed for good.")
    advice = mark("Nothing was changed yet. If the person shown was or may have been under 18, confirm it. Address and hash stay.")


class AnswerOnlyTowardsCaution(LindenError):
    """An answer about age was to be changed back to one that allows more."""

    code = "answer_only_towards_caution"
    says = mark("The answer for item {item} can only be changed to a more careful one.")
    advice = mark("Nothing was changed. A counselor can help you with what to do next.")


class TextTooLong(LindenError):
    """An address, name or note is longer than a vault takes."""

    code = "text_too_long"
    says = mark("One of the texts is too long ({field}, at most {most} letters).")
    advice = mark("Nothing was saved. Shorten it, or save the long text as a file and add the file.")


class TooManySaid(LindenError):
    """An item was given more tags, accounts or people than a vault takes."""

    code = "too_many_said"
    says = mark("At most {most} tags, accounts or people fit on one item.")
    advice = mark("Nothing was saved. Leave some out, or write them into the note.")


class CaseMissing(LindenError):
    """There is no case of this number."""

    code = "case_missing"
    says = mark("There is no case {case} in this vault.")
    advice = mark("Look at the list of cases, then choose one of them.")


class CaseNeedsName(LindenError):
    """A case was to be opened without a name."""

    code = "case_needs_name"
    says = mark("A case needs a name by which you know it again.")
    advice = mark("Nothing was saved. Give it any name. It is only seen where the vault is open.")


class AddressNeeded(LindenError):
    """The address of an item that is nothing but an address was to be taken away."""

    code = "address_needed"
    says = mark("This item is an address: it cannot be empty.")
    advice = mark("Nothing was changed. To remove it, delete the item.")
