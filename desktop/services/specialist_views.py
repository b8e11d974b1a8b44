"""Views of a picture for whoever knows how to read them: made for the screen, or saved as files where the person shown is an adult."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.checks.errors import ViewsNeedAnAdult
from desktop.core import files
from desktop.core.work import Work
from desktop.media import encode
from desktop.media.files import read_file
from desktop.vault.model import AgeAnswer

if TYPE_CHECKING:
    from desktop.checks.views import View
    from desktop.media.decoder import Decoder

# As checks.views gives them; told as the steps of the work.
_COUNT = 7


def of_source(source: Path | bytes, decoder: "Decoder", work: Work, *, page: int = 0) -> "Iterator[View]":
    """Yield the views of a picture or of a page (counted from 0) of a document. Raises the errors of media, or Stopped."""
    from desktop.checks import views

    picture = decoder.read(source if isinstance(source, bytes) else read_file(source), page=page)
    for number, view in enumerate(views.of_picture(picture)):
        yield view
        work.step(number + 1, _COUNT)


def require_adult(age: AgeAnswer) -> None:
    """Raise ViewsNeedAnAdult unless it was said that the person shown is an adult: a view shows what the picture shows."""
    if age is not AgeAnswer.ADULT:
        raise ViewsNeedAnAdult


def save(views: "Iterator[View]", stem: str, folder: Path, age: AgeAnswer) -> list[Path]:
    """Write each view as a PNG file `<stem>-<view>.png` into a folder, which is made where it is missing; return the files.

    A file of that name is replaced. Raises ViewsNeedAnAdult, FolderNotWritable or DiskFull, and what making the views raises.
    """
    import numpy as np

    require_adult(age)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.as_writing_error(error, folder) from error
    saved: list[Path] = []
    for view in views:
        path = folder / f"{stem}-{view.id}.png"
        files.write(path, encode.to_png(np.repeat(view.greys[:, :, None], 3, axis=2)))
        saved.append(path)
    return saved
