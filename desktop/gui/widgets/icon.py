"""A shipped icon as a part of a page; it always stands beside words that say the same."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.gui import style


class Icon(QLabel):
    """One icon in one colour, at a size that grows with the text."""

    def __init__(self, name: str, colour: str = "", px: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = style.current().scale.px(px)
        self.setPixmap(style.picture(name, colour or style.current().palette.ink, size))
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
