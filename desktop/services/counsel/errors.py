"""What can be refused at a counselor's desk, in words that may be read out to the person concerned."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class NotADesk(LindenError):
    """The vault opened, but it is somebody's evidence and no desk."""

    code = "not_a_desk"
    says = mark("{name} is a vault, but not a counselor's desk.")
    advice = mark("Choose the folder that you made as your desk, or make a new one.")


class IsADesk(LindenError):
    """A desk was to be used as the vault of a person."""

    code = "is_a_desk"
    says = mark("{name} is a counselor's desk, and not the vault of a person.")
    advice = mark("Nothing was changed. Choose the folder of the person's own vault.")


class CodeUnusable(LindenError):
    """A code for a case is empty, too long, or has characters that cannot be seen."""

    code = "code_unusable"
    says = mark("This cannot be used as a code.")
    advice = mark("Use 1 to 40 letters, digits or signs, and no name: for example K-4829.")


class CodeTaken(LindenError):
    """Another case at this desk has this code."""

    code = "code_taken"
    says = mark("There is already a case with the code {case}.")
    advice = mark("Nothing was changed. Choose another code.")


class FolderTaken(LindenError):
    """The vault is at this desk already."""

    code = "folder_taken"
    says = mark("This vault is at your desk already, under the code {case}.")
    advice = mark("Nothing was changed. Open that case.")


class CaseUnknown(LindenError):
    """No case at this desk has this code."""

    code = "case_unknown"
    says = mark("There is no case with the code {case} at this desk.")
    advice = mark("Look at the list of cases for its code.")


class ConsentRefused(LindenError):
    """An act at a desk that the person has not agreed to. Raised only as one of the kinds below."""

    code = "consent_refused"
    scope: str = ""
    """The scope that is missing, and `receiver` to whom: what may be asked and noted there and then."""
    receiver: str = ""

    def about(self, scope: str, receiver: str = "") -> "ConsentRefused":
        """Return the same failure, saying what would have to be agreed to."""
        self.scope, self.receiver = scope, receiver
        return self


class ConsentMissing(ConsentRefused):
    """The person was not asked yet about something that needs their consent."""

    code = "consent_missing"
    says = mark("It is not agreed yet: {what}.")
    advice = mark("Ask the person first, then note their answer under Consent at the desk.")


class ConsentRevoked(ConsentRefused):
    """The person took their consent back."""

    code = "consent_revoked"
    says = mark("The person took their consent back on {when}: {what}.")
    advice = mark("Nothing was done. Only if they agree anew, by their own wish, note it under Consent at the desk.")


class ConsentEnded(ConsentRefused):
    """The consent was given until a day that has passed."""

    code = "consent_ended"
    says = mark("This was agreed until {when} only: {what}.")
    advice = mark("Nothing was done. Ask the person again, then note their answer under Consent at the desk.")


class ConsentForOthers(ConsentRefused):
    """The person named to whom things may go, and this is somebody else."""

    code = "consent_for_others"
    says = mark("The person agreed that things go to {allowed}, and not to {receiver}: {what}.")
    advice = mark("Nothing was done. Ask the person whether they agree to this as well, then note their answer.")


class ConsentReceiverOpen(ConsentRefused):
    """The person named to whom things may go, and nobody said to whom this goes."""

    code = "consent_receiver_open"
    says = mark("The person agreed that things go to {allowed}, and it is not said to whom this goes.")
    advice = mark("Nothing was done. Hand it over as a package, and say there to whom it goes.")


class CopyNotWhole(LindenError):
    """The copy that was to be taken home is not what is at the desk."""

    code = "copy_not_whole"
    says = mark("The copy in {name} is not whole.")
    advice = mark("Nothing was destroyed, and everything is still at the desk. Try once more with another stick or folder.")


class TooMuchAtTheDesk(LindenError):
    """A note is longer than can be kept."""

    code = "note_too_long"
    says = mark("This note is too long to be kept ({letters} letters; at most {most}).")
    advice = mark("It was not saved. Save it in two parts.")
