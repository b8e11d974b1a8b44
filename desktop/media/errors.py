"""What can go wrong between a stranger's file and a picture, each with words for the person who chose the file."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class NotARegularFile(LindenError):
    """The name leads to a folder, a device or a pipe, not to a file."""

    code = "not_a_regular_file"
    says = mark("{name} is not an ordinary file.")
    advice = mark("Choose the file itself.")


class NotAFolder(LindenError):
    """The name leads to a file where a folder is needed."""

    code = "not_a_folder"
    says = mark("{name} is not a folder.")
    advice = mark("Choose the folder that the photos are in.")


class FileEmpty(LindenError):
    """The file holds no byte."""

    code = "file_empty"
    says = mark("{name} is empty.")
    advice = mark("The download or the copy may have been cut off. Save the picture once more, then choose it again.")


class FileTooLarge(LindenError):
    """The file holds more bytes than a picture may have."""

    code = "file_too_large"
    says = mark("{name} is too large to be checked as a picture (more than {limit_mib} MiB).")
    advice = mark("It can still be kept in the vault. If it is a video, save one frame of it as a picture and check that.")


class NotAPicture(LindenError):
    """The content is not that of a picture, whatever the name says."""

    code = "not_a_picture"
    says = mark("This file is not a picture, even if its name says so.")
    advice = mark("It can still be kept in the vault as it is. To check a picture, choose the picture file itself or a screenshot of it.")


class FormatNotSupported(LindenError):
    """The content is of a known kind that we do not check."""

    code = "format_not_supported"
    says = mark("This is a {format} file. Such files cannot be checked here.")
    advice = mark("It can still be kept in the vault as it is. To check what it shows, make a screenshot and check that.")


class DocumentLocked(LindenError):
    """The document opens only with a password."""

    code = "document_locked"
    says = mark("This document is locked with a password.")
    advice = mark("It can be kept in the vault as it is. To check a page, open it in the program you have for it, and check a screenshot.")


class PictureDamaged(LindenError):
    """The content begins as a picture does, but nothing of it can be read."""

    code = "picture_damaged"
    says = mark("This picture is damaged, and nothing of it could be read.")
    advice = mark("The file can still be kept in the vault as it is. If you can, save the picture once more from where you saw it.")


class FilmDamaged(LindenError):
    """The content begins as a video does, but no frame of it can be read."""

    code = "film_damaged"
    says = mark("This video is damaged, and nothing of it could be read.")
    advice = mark("The file can still be kept in the vault as it is. If you can, save the video once more from where you saw it.")


class FilmWithoutPictures(LindenError):
    """The file is one that could hold a video, and holds sound or nothing."""

    code = "film_without_pictures"
    says = mark("This file holds no moving pictures, only sound or nothing.")
    advice = mark("It can still be kept in the vault as it is.")


class PictureTooLarge(LindenError):
    """The picture declares more pixels than we are willing to unpack; it may be made to exhaust the computer."""

    code = "picture_too_large"
    says = mark("This picture claims to be so large that opening it could stop this computer, so it was not opened.")
    advice = mark("The file can still be kept in the vault as it is. If you can see it elsewhere, check a screenshot of it.")


class DecoderCrashed(LindenError):
    """The separate process that opens pictures ended while it read this one."""

    code = "decoder_crashed"
    says = mark("This file could not be read safely: it made the part that opens pictures fail.")
    advice = mark("Nothing else is affected. Keep the file as it is; a file that does this may have been made on purpose.")


class DecoderTookTooLong(LindenError):
    """The separate process that opens pictures was stopped because this one took too long."""

    code = "decoder_took_too_long"
    says = mark("This file could not be read safely: opening it took too long and was stopped.")
    advice = mark("Nothing else is affected. Keep the file as it is; a file that does this may have been made on purpose.")


class DecoderOutOfMemory(LindenError):
    """The separate process that opens pictures needed more memory than it is given."""

    code = "decoder_out_of_memory"
    says = mark("This file could not be read safely: opening it needs more memory than we allow.")
    advice = mark("The file can still be kept in the vault as it is. If you can see it elsewhere, check a screenshot of it.")


class DecoderNotStarted(LindenError):
    """The separate process that opens pictures could not be started at all."""

    code = "decoder_not_started"
    says = mark("The part of the program that opens pictures could not be started.")
    advice = mark("Close the program and start it again. If this stays, install it once more; nothing you saved is affected.")
