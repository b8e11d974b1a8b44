"""What can go wrong while an exported chat, an e-mail or a saved page is read, each with words for the person who chose it."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class NotAnExport(LindenError):
    """The file is none of the exports that we can read."""

    code = "not_an_export"
    says = mark("{name} is not a chat export, an e-mail or a saved page that can be read here.")
    advice = mark(
        "Nothing was taken. Export the chat again (KakaoTalk, WhatsApp or Telegram Desktop), or add this file to the vault as it is."
    )


class ExportEmpty(LindenError):
    """It is an export, but there is no message and no file in it."""

    code = "export_empty"
    says = mark("There is no message in {name}.")
    advice = mark("Nothing was taken. Look whether the right chat and the right days were exported.")


class ExportDamaged(LindenError):
    """It begins like an export and does not go on like one."""

    code = "export_damaged"
    says = mark("{name} is damaged or cut off and cannot be read as an export.")
    advice = mark("Nothing was taken. Export it again. You can also add the file to the vault as it is, to keep it exactly.")


class ExportTooLarge(LindenError):
    """It asks for more than reading an export may take."""

    code = "export_too_large"
    says = mark("{name} is too large to be read here (at most {limit_mib} MiB of text).")
    advice = mark("Nothing was taken. Export a shorter time, or add the file to the vault as it is.")


class ExportTooLong(LindenError):
    """It holds more messages, or more files beside them, than reading an export may take."""

    code = "export_too_long"
    says = mark("{name} holds more than can be read here (at most {most} messages or files).")
    advice = mark("Nothing was taken. Export a shorter time, or add the file to the vault as it is.")


class ArchiveUnsafe(LindenError):
    """A ZIP file that would unpack to far more than it is, or into far too many files."""

    code = "archive_unsafe"
    says = mark("{name} is built in a way that could fill up this computer, so it was not opened.")
    advice = mark("Nothing was taken. Tell a counselor where it came from. You can add the file to the vault as it is.")


class ArchiveLocked(LindenError):
    """A ZIP file whose contents need a password."""

    code = "archive_locked"
    says = mark("{name} is locked with a password, so it cannot be read here.")
    advice = mark("Unpack it with its password into a folder, then choose that folder.")


class MediumGone(LindenError):
    """A file that the export had is not there any more, or was never one."""

    code = "medium_gone"
    says = mark("{name} is not in the export any more.")
    advice = mark("Leave the exported files where they are until they have been taken in, then try again.")


class ExportReaderCrashed(LindenError):
    """The separate process that reads exports ended while it read this one."""

    code = "export_reader_crashed"
    says = mark("{name} could not be read safely: it made the part of the program that reads exports fail.")
    advice = mark(
        "Nothing else is affected. Tell a counselor where it came from: such a file may have been made on purpose. "
        "You can add it to the vault as it is."
    )


class ExportReaderTookTooLong(LindenError):
    """The separate process that reads exports was stopped because this one took too long."""

    code = "export_reader_took_too_long"
    says = mark("{name} could not be read safely: reading it took too long and was stopped.")
    advice = mark("Nothing else is affected. Export a shorter time, or add the file to the vault as it is.")


class ExportReaderOutOfMemory(LindenError):
    """The separate process that reads exports needed more memory than it is given."""

    code = "export_reader_out_of_memory"
    says = mark("{name} could not be read safely: reading it needs more memory than we allow.")
    advice = mark("Nothing else is affected. Export a shorter time, or add the file to the vault as it is.")


class ExportReaderNotStarted(LindenError):
    """The separate process that reads exports could not be started at all."""

    code = "export_reader_not_started"
    says = mark("The part of the program that reads exports could not be started.")
    advice = mark("Close the program and start it again. If this stays, install it once more; nothing you saved is affected.")
