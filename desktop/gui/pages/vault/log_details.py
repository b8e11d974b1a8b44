"""What an entry of the custody log points to, in words: what was said before a correction, and which items a relation is of."""

from datetime import datetime

from desktop.core.texts import _
from desktop.gui import item_words
from desktop.gui.widgets.said import how_words
from desktop.services.corrections import Former, Told
from desktop.services.vaults import AgeAnswer, HowItCame, JsonValue, LogEntry, Relation, RelationKind


def lines(entry: LogEntry, told: Told) -> list[str]:
    """Return what there is to say beside the sentence of an entry, one line each."""
    relation, former = told.relations.get(entry.number), told.former.get(entry.number)
    said = [relation_sentence(relation)] if relation is not None else []
    return said + (_former_lines(former) if former is not None else [])


def relation_sentence(relation: Relation) -> str:
    """Return how two items belong together, as one sentence."""
    sentence = {
        RelationKind.SAME_IMAGE: _("Item {item} looks the same as item {other}."),
        RelationKind.MADE_FROM: _("Item {item} was made from item {other}."),
        RelationKind.SEEN_AGAIN: _("Item {item} is another place where item {other} was seen."),
        RelationKind.PART_OF: _("Item {item} came in item {other}."),
    }[relation.kind]
    return sentence.format(item=relation.item_id, other=relation.other_id)


def _former_lines(former: Former) -> list[str]:
    fields = {
        "url": _("Address"),
        "platform": _("Website or app"),
        "account": _("Account or room"),
        "seen_at": _("Seen"),
        "note": _("Note for yourself"),
        "case": _("Case"),
        "how": _("How it came to you"),
        "accounts": _("Other accounts"),
        "tags": _("Tags"),
        "people": _("People shown"),
        "name": _("Name"),
    }
    words = _("Before: {field}: {value}")
    return [words.format(field=fields[name], value=_value(name, value)) for name, value in former.items() if name in fields]


def _value(name: str, value: JsonValue) -> str:
    if name == "people" and isinstance(value, list):
        text = ", ".join(_person(one) for one in value if isinstance(one, dict))
    elif isinstance(value, list):
        text = ", ".join(str(one) for one in value)
    elif name == "how" and value in set(HowItCame):
        text = how_words()[HowItCame(str(value))]
    elif name == "seen_at" and value:
        text = item_words.exact_moment(datetime.fromisoformat(str(value)))
    else:
        text = str(value)
    return item_words.visible(" ".join(text.split())) or _("nothing")


def _person(stated: dict[str, JsonValue]) -> str:
    answer = stated.get("age")
    age = item_words.age(AgeAnswer(str(answer))) if answer in set(AgeAnswer) else str(answer)
    name = stated.get("name") or _("Without a name")
    return f"{name} ({age})"
