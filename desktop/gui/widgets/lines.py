"""Breaking the words of a control into lines, where Qt does not wrap them itself."""

from PySide6.QtGui import QFont, QFontMetrics

from desktop.gui import style, tokens

# What is left for words in a card of the smallest window with the largest text, once icon and padding are taken off.
WIDEST_PX = 450


def in_lines(text: str, widest_px: int = WIDEST_PX) -> str:
    """Return the text with line breaks between words, so that no line is wider than this in the weight of buttons."""
    font = QFont("Pretendard")
    font.setPixelSize(style.current().scale.px(tokens.BODY_PX))
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= widest_px:
        return text
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > widest_px:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
