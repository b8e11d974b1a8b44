"""The views that `linden check --views DIR` saves."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import output
from desktop.core.names import shown
from desktop.core.texts import _
from desktop.core.work import Work

if TYPE_CHECKING:
    from desktop.media.decoder import Decoder
    from desktop.services.checking import Checked
    from desktop.services.vaults import AgeAnswer


@dataclass(frozen=True)
class Wished:
    """Where views are to be saved, and what was said of the person shown."""

    folder: Path
    age: "AgeAnswer"

    def require_adult(self) -> None:
        """Raise ViewsNeedAnAdult unless the person shown was said to be an adult; before anything else is done."""
        from desktop.services import specialist_views

        specialist_views.require_adult(self.age)

    def save(self, checked: "Checked", decoder: "Decoder", *, tell: bool) -> None:
        """Save the views of a picture that was checked; a video has none. Raises as specialist_views.save."""
        from desktop.services import specialist_views

        if checked.path is None or checked.result.video is not None:
            return
        page = checked.page or 0
        # Of two files of one name in two folders, the hash tells which is which.
        stem = f"{checked.path.stem}-{checked.result.sha256[:8]}" + ("" if checked.page is None else f"-{page + 1}")
        views = specialist_views.of_source(checked.path, decoder, Work(), page=page)
        saved = specialist_views.save(views, stem, self.folder, self.age)
        if tell:
            output.tell("  " + _("Views saved (they are views and never a verdict):"))
            for path in saved:
                output.tell(f"    {shown(str(path))}")
