"""A box to tick whose words go on in the next line where there is no room, which Qt's own does not."""

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.gui.widgets.lines import in_lines


class Tick(QCheckBox):
    """A box to tick beside a whole sentence."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(in_lines(text), parent)
        self.setAccessibleName(text)
