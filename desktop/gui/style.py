"""The look of the whole window, made from the tokens: palette, type size, style sheet and icons."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.core import places, texts
from desktop.core.settings import Settings
from desktop.gui import tokens
from desktop.gui.tokens import Look, Palette, Scale


@dataclass(frozen=True)
class Style:
    """What is drawn with now: an appearance, a text size, and how far pictures are shown."""

    look: Look
    scale: Scale
    only_grey: bool = False
    """Whether a picture that is held stays grey."""
    mirrored: bool = False
    """Whether the language is written from right to left, and everything stands the other way round."""

    @property
    def palette(self) -> Palette:
        """The colours of this appearance."""
        return tokens.PALETTES[self.look]


_current = Style("light", Scale())


def current() -> Style:
    """Return the style that the window is drawn with now; there is one for the whole process, as with the language."""
    return _current


def use(app: QApplication, settings: Settings) -> Style:
    """Draw everything from now on as these settings say."""
    global _current
    look: Look = _of_this_computer() if settings.appearance == "system" else settings.appearance
    mirrored = direction() is Qt.LayoutDirection.RightToLeft
    _current = Style(look, Scale(settings.text_percent), only_grey=settings.pictures == "grey", mirrored=mirrored)
    _load_fonts()
    sheet = style_sheet(_current)
    if app.styleSheet() == sheet and app.layoutDirection() is direction():
        # It is drawn so already, and putting a sheet on costs more than everything else of a window.
        return _current
    app.setStyle(QStyleFactory.create("Fusion"))
    font = QFont("Pretendard")
    font.setPixelSize(_current.scale.px(tokens.BODY_PX))
    app.setFont(font)
    app.setLayoutDirection(direction())
    app.setPalette(_qt_palette(_current.palette))
    app.setStyleSheet(sheet)
    return _current


def direction() -> Qt.LayoutDirection:
    """Return the direction in which the language that is shown is read."""
    return QLocale(texts.language()).textDirection()


def style_sheet(style: Style) -> str:
    """Return the style sheet of the window for this style."""
    template = Template((places.resources() / "style" / "linden.qss").read_text("utf-8"))
    return template.substitute(asdict(style.palette) | _mixed(style) | _sizes(style.scale) | {"marks": _marks(style.look)})


def icon(name: str, colour: str = "", px: int = 20) -> QIcon:
    """Return a shipped icon in this colour (the ink where none is named), at a size that grows with the text."""
    size = _current.scale.px(px)
    return QIcon(picture(name, colour or _current.palette.ink, size))


def picture(name: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    """Return a shipped icon as a square picture of `size` device-independent pixels, with an empty `gap` after it."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    key = f"{name} {colour} {size} {gap} {ratio} {_current.mirrored}"
    held = QPixmap()
    if QPixmapCache.find(key, held):
        return held
    drawn = QPixmap(round((size + gap) * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode())).render(
            painter, QRectF(gap if _current.mirrored else 0, 0, size, size)
        )
    QPixmapCache.insert(key, drawn)
    return drawn


@lru_cache(maxsize=128)
def _svg(name: str) -> str:
    return (places.resources() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=1)
def _load_fonts() -> None:
    for file in sorted((places.resources() / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


def _of_this_computer() -> Look:
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def _marks(look: Look) -> str:
    return (places.resources() / "style" / look).as_posix()


def _mixed(style: Style) -> dict[str, str]:
    """Return the few colours that lie between two tokens (in high contrast nothing is softened), and where a line begins and ends."""
    colours = style.palette
    start, end = ("right", "left") if style.mirrored else ("left", "right")
    if style.look == "contrast":
        return {"line_soft": colours.accent_soft, "info_edge": colours.line, "start": start, "end": end}
    return {"line_soft": colours.line, "info_edge": colours.accent_soft, "start": start, "end": end}


def _sizes(scale: Scale) -> dict[str, str]:
    pad_y, pad_x, field_y, nav_y = scale.px(8), scale.px(16), scale.px(7), min(scale.px(9), tokens.NEAR)
    more, two, indicator = tokens.FOCUS_PX - 1, 1, scale.px(18)
    radio_ring = max(4, scale.px(6))
    sizes = {
        "title": scale.px(tokens.TITLE_PX),
        "heading": scale.px(tokens.HEADING_PX),
        "lead": scale.px(tokens.LEAD_PX),
        "body": scale.px(tokens.BODY_PX),
        "small": scale.px(tokens.SMALL_PX),
        "radius": tokens.RADIUS,
        "field_radius": tokens.FIELD_RADIUS,
        "tag_radius": scale.px(tokens.SMALL_PX) // 2 + 4,
        "focus": tokens.FOCUS_PX,
        "pad_y": pad_y,
        "pad_x": pad_x,
        "pad_y_focus": pad_y - more,
        "pad_x_focus": pad_x - more,
        "pad_y_two": pad_y - two,
        "pad_x_two": pad_x - two,
        "nav_y": nav_y,
        "nav_y_focus": nav_y - tokens.FOCUS_PX,
        "field_y": field_y,
        "field_y_focus": field_y - more,
        "item_y": scale.px(6),
        "indicator": indicator,
        "indicator_radius": indicator // 2 + 1,
        "radio_ring": radio_ring,
        "radio_inner": indicator + 2 - 2 * radio_ring,
        "slider_over": max(1, (indicator - 4) // 2),
        "slider_radius": indicator // 2 + 2,
    }
    return {name: str(size) for name, size in sizes.items()}


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    chosen = {
        role.Window: colours.paper,
        role.WindowText: colours.ink,
        role.Base: colours.card,
        role.AlternateBase: colours.paper,
        role.Text: colours.ink,
        role.PlaceholderText: colours.soft,
        role.Button: colours.card,
        role.ButtonText: colours.ink,
        role.BrightText: colours.accent_ink,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_ink,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.card,
        role.ToolTipText: colours.ink,
        role.Light: colours.card,
        role.Midlight: colours.line,
        role.Mid: colours.edge,
        role.Dark: colours.edge,
        role.Shadow: colours.ink,
    }
    palette = QPalette()
    for which, colour in chosen.items():
        palette.setColor(which, QColor(colour))
    return palette
