"""What can go wrong on the way into a vault: passphrase, recovery code, shares, quick unlock."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


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


class NoKeyRing(LindenError):
    """The computer has no key ring that can be used."""

    code = "no_key_ring"
    says = mark("This computer has no key ring that the program can use.")
    advice = mark("Nothing was changed. The passphrase opens the vault as before.")


class KeyRingRefused(LindenError):
    """The key ring of the computer is locked, or refused."""

    code = "key_ring_refused"
    says = mark("The key ring of this computer did not answer, or refused.")
    advice = mark("Nothing was changed. The passphrase opens the vault as before.")


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
