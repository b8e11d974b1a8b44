"""What can go wrong, as types: a code for machines, words for people."""

from typing import ClassVar

from desktop.core.texts import Sentence, mark


class LindenError(Exception):
    """A failure that a person is told about: what happened, then what to do.

    A subclass is one kind of failure that a person would treat differently from others. It names its `code`
    (stable, for scripts) and its words; facts given as keywords fill the named fields of both sentences.
    Every layer keeps its own subclasses in its own `errors.py`.
    """

    code: ClassVar[str] = "error"
    says: ClassVar[str] = mark("Something went wrong.")
    advice: ClassVar[str] = mark("Nothing was changed. Please try once more.")

    def __init__(self, **facts: str | int | Sentence) -> None:
        self.facts = facts
        super().__init__(str(self.what_happened))

    @property
    def what_happened(self) -> Sentence:
        """The sentence that says what happened."""
        return Sentence.of(self.says, self.facts)

    @property
    def what_to_do(self) -> Sentence:
        """The sentence that says what to do now."""
        return Sentence.of(self.advice, self.facts)


class Stopped(LindenError):
    """The person stopped the task; what was begun has been taken back."""

    code = "stopped"
    says = mark("Stopped.")
    advice = mark("What was already finished is kept. Start again when you are ready.")


class FileMissing(LindenError):
    """A file or folder that was named is not there."""

    code = "file_missing"
    says = mark("{name} was not found.")
    advice = mark("Check the name and the folder, then choose it again.")


class FileUnreadable(LindenError):
    """A file is there, but this computer does not let us read it."""

    code = "file_unreadable"
    says = mark("{name} could not be opened.")
    advice = mark("It may be open in another program or belong to another user. Copy it to your own folder and try again.")


class FolderNotWritable(LindenError):
    """Nothing may be written to this place."""

    code = "folder_not_writable"
    says = mark("Nothing could be saved in {name}.")
    advice = mark("Choose another folder, for example one of your own or a USB stick that is not write-protected.")


class DiskFull(LindenError):
    """No space is left on the disk; what was there before is untouched."""

    code = "disk_full"
    says = mark("There is no space left where {name} was to be saved.")
    advice = mark("Nothing that was saved before is lost. Free some space or choose another disk, then try again.")


class AlreadyThere(LindenError):
    """Something of that name is there already, and we never write over it."""

    code = "already_there"
    says = mark("{name} is there already.")
    advice = mark("Nothing was written over it. Choose another name.")
