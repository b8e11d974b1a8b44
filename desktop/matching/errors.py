"""What can go wrong while the source of a picture is searched."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class NoPhotosFound(LindenError):
    """A folder was given, and no picture in it can be read."""

    code = "no_photos_found"
    says = mark("No photo that can be read was found in {name}.")
    advice = mark("Choose the folder that holds your own photos, for example the backup of your phone.")


class PhotoChanged(LindenError):
    """A photo is not the one any more that was matched before."""

    code = "photo_changed"
    says = mark("{name} is not the same photo any more.")
    advice = mark("It was changed or replaced since the search. Search once more.")
