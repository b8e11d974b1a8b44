"""A letter as plain text."""

from desktop.reports.letter import ItemLines, Letter, Part
from desktop.reports.template import BlockKind

_RULE = "=" * 60


def as_text(letter: Letter) -> str:
    """Return the letter as plain text with a line break at its end."""
    blocks = [_part(part) for part in letter.parts]
    if letter.draft_note:
        blocks.insert(0, "\n".join([_RULE, letter.draft_note, *(f"- {line}" for line in letter.lacks), _RULE]))
    return "\n\n".join(blocks) + "\n"


def _part(part: Part) -> str:
    match part.kind:
        case BlockKind.HEADING:
            return f"[ {part.text} ]"
        case BlockKind.ITEMS:
            return "\n".join(_item(item) for item in part.items)
        case _:
            return part.text


def _item(item: ItemLines) -> str:
    return "\n".join([item.head, *(f"   {label}: {value}" for label, value in item.lines)])
