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


class WrongPassphrase(LindenError):
    """The passphrase opens none of the vault's key slots; the vault itself is whole."""

    code = "wrong_passphrase"
    says = mark("This passphrase does not open the vault.")
    advice = mark("The vault is not damaged. Check capital letters and the keyboard language (Korean or English), then try again.")


class WrongRecoveryCode(LindenError):
    """The recovery code is well formed, but it is of another vault, or a newer one took its place."""

    code = "wrong_recovery_code"
    says = mark("This recovery code does not open this vault.")
    advice = mark("Nothing was changed. It may be of another vault, or a newer code was made since. Look for a later page.")


class NoRecoveryCode(LindenError):
    """The vault was never given a recovery code."""

    code = "no_recovery_code"
    says = mark("This vault has no recovery code.")
    advice = mark("Nothing was changed. Only its passphrase opens it. Check capital letters and the keyboard language (Korean or English).")


class RecoveryCodeWrongLength(LindenError):
    """What was typed has more or fewer letters than a recovery code."""

    code = "recovery_code_wrong_length"
    says = mark("A recovery code has {length} letters and digits. These are {typed}.")
    advice = mark("Nothing was changed. Compare it with the paper: eight groups of five.")


class RecoveryCodeMistyped(LindenError):
    """The check characters of the recovery code are not right."""

    code = "recovery_code_mistyped"
    says = mark("Something in the recovery code is mistyped.")
    advice = mark("Nothing was changed. Compare it with the paper, group by group.")


class RecoveryGroupMistyped(RecoveryCodeMistyped):
    """There is one slip in the recovery code, and it is known in which group."""

    code = "recovery_group_mistyped"
    advice = mark("Nothing was changed. Look at group {group} of the code first, and compare it with the paper.")


class WrongShares(LindenError):
    """The two shares belong together, but they are of another vault, or newer ones took their place."""

    code = "wrong_shares"
    says = mark("These two shares do not open this vault.")
    advice = mark("Nothing was changed. They may be of another vault, or newer shares were made since. Look for later pages.")


class NoShares(LindenError):
    """The vault was never given shares."""

    code = "no_shares"
    says = mark("This vault has no shares.")
    advice = mark("Nothing was changed. Its passphrase opens it, or its recovery code where one was made.")


class ShareWrongLength(LindenError):
    """What was typed has more or fewer words than a share."""

    code = "share_wrong_length"
    says = mark("A share has {length} words. These are {typed}.")
    advice = mark("Nothing was changed. Compare it with the page, word by word.")


class ShareMistyped(LindenError):
    """The check words of the share are not right."""

    code = "share_mistyped"
    says = mark("Something in this share is mistyped.")
    advice = mark("Nothing was changed. Compare it with the page, word by word.")


class ShareWordMistyped(ShareMistyped):
    """There is one wrong word in the share, and it is known which."""

    code = "share_word_mistyped"
    advice = mark("Nothing was changed. Look at word {word} first, and compare it with the page.")


class ShareWordUnknown(ShareMistyped):
    """A word that was typed is not in the list of words."""

    code = "share_word_unknown"
    says = mark("Word {word} of this share is not one that a share can have.")
    advice = mark("Nothing was changed. Compare word {word} with the page. The first four letters are enough.")


class ShareOfAnotherKind(LindenError):
    """The words are a share by SLIP-39, but not one that this program makes."""

    code = "share_of_another_kind"
    says = mark("This is a share of something else, such as a wallet.")
    advice = mark("Nothing was changed. Look for the page that this program made.")


class SharesAreTheSame(LindenError):
    """One share was given twice."""

    code = "shares_are_the_same"
    says = mark("Both are the same share.")
    advice = mark("Nothing was changed. Two different shares are needed, for example yours and the one of your counselor.")


class SharesDoNotBelongTogether(LindenError):
    """The two shares are of different sets."""

    code = "shares_do_not_belong_together"
    says = mark("These two shares were not made together.")
    advice = mark("Nothing was changed. Look at the day on each page: both have to be from the same day.")


class NoQuickUnlock(LindenError):
    """The key ring of this computer holds nothing that opens the vault."""

    code = "no_quick_unlock"
    says = mark("Quick unlock does not open this vault on this computer.")
    advice = mark("Nothing was changed. Type the passphrase.")


class LastPassphrase(LindenError):
    """The last passphrase was to be removed."""

    code = "last_passphrase"
    says = mark("This is the only passphrase of the vault. It cannot be removed.")
    advice = mark("Nothing was changed. You can change it instead.")


class TooManyKeySlots(LindenError):
    """The header has no room for one more key slot."""

    code = "too_many_key_slots"
    says = mark("This vault has no room for one more way to open it.")
    advice = mark("Nothing was changed. The ways it has still open it.")


class PassphraseEmpty(LindenError):
    """A passphrase is needed, and none was given."""

    code = "passphrase_empty"
    says = mark("No passphrase was given.")
    advice = mark("Type the passphrase. For a new vault, choose one that only you know.")


class PassphraseTooLong(LindenError):
    """The passphrase is longer than any that a vault takes."""

    code = "passphrase_too_long"
    says = mark("This passphrase is too long.")
    advice = mark("Choose one of at most {most} letters.")


class NotEnoughMemory(LindenError):
    """The computer has too little free memory to turn the passphrase into a key."""

    code = "not_enough_memory"
    says = mark("There is too little free memory to open the vault ({mebibytes} MiB are needed).")
    advice = mark("Close other programs, then try again. The vault is not damaged.")


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
