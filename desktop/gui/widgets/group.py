"""Controls that belong together, told as one named group to a screen reader and drawn without a frame."""

from PySide6.QtWidgets import QGroupBox, QWidget


class Group(QGroupBox):
    """Holds controls under one name; Qt tells an ordinary widget as a filler, whose name is passed over."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
