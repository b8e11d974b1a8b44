"""What the vault's commands say: items, the log and problems, for people and for machines."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import output
from desktop.core.clock import stamp
from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.corrections import Told
    from desktop.services.vaults import AgeAnswer, Item, LogEntry, Problem, Relation, RelationKind


def tell_added(item: "Item", path: Path | None = None, *, as_json: bool) -> None:
    """Tell that an item was kept, and what that means where it is no plain file."""
    if as_json:
        output.emit(({"path": str(path)} if path else {}) | _item_as_json(item))
        return
    output.tell(_("Kept as item {item}: {name}").format(item=item.id, name=title(item)))
    if item.kind == "record":
        output.tell(_("Of this file only the hash and the address were kept, because of the answer about age."))
        if item.same_as:
            output.tell(_("The same file is in the vault as item {item}.").format(item=item.same_as))
    elif item.same_as:
        output.tell(_("The same file is there already as item {item}; it was not stored twice.").format(item=item.same_as))


def tell_failure(path: Path, error: LindenError, *, as_json: bool) -> None:
    """Tell that a file was not kept, and why."""
    if as_json:
        output.emit({"path": str(path), "error": {"code": error.code, "text": str(error.what_happened)}})
    else:
        output.tell_error(error)


def tell_items(items: "Sequence[Item]", *, as_json: bool) -> None:
    """List items, one a line."""
    if as_json:
        for item in items:
            output.emit(_item_as_json(item))
        return
    for item in items:
        output.tell(f"{item.id}  {stamp(item.added_at)}  {_kind(item)}  {title(item)}")
    output.tell(many("{count} item", "{count} items", len(items)).format(count=len(items)))


def tell_item(item: "Item", log: "Sequence[LogEntry]", relations: "Sequence[Relation]" = (), *, as_json: bool) -> None:
    """Tell everything that is known of an item."""
    if as_json:
        output.emit(
            _item_as_json(item)
            | {"log": [_entry_as_json(entry) for entry in log], "relations": [_relation_as_json(one) for one in relations]}
        )
        return
    lines = {
        _("Item"): item.id,
        _("Kind"): _kind(item),
        _("Name"): shown(item.name),
        _("Bytes"): str(item.size) if item.sha256 else "",
        _("Media type"): item.media_type,
        _("Added"): stamp(item.added_at),
        _("Address"): shown_text(item.where.url),
        _("Account"): shown_text(item.where.account),
        _("Platform"): shown_text(item.where.platform),
        _("Seen"): stamp(item.where.seen_at) if item.where.seen_at else "",
        _("Note"): shown_text(item.where.note),
        _("Person shown"): _age(item),
        _("Same file as"): item.same_as,
        _("Case"): item.said.case_id,
        _("How it came"): _how_it_came(item),
        _("Other accounts"): ", ".join(map(shown_text, item.said.accounts)),
        _("Tags"): ", ".join(map(shown_text, item.said.tags)),
        _("People shown"): ", ".join(f"{shown_text(one.name)} ({_age_words(one.age)})" for one in item.said.people),
        "SHA-256": item.sha256,
        "SHA-512": item.sha512,
        "MD5": item.md5,
        "PDQ": item.pdq,
    }
    for label, value in lines.items():
        if value:
            output.tell(f"{label}: {value}")
    for one in relations:
        tell_relation(one, as_json=False)
    for entry in log:
        output.tell(f"  {stamp(entry.at)}  {entry.act}")


def _how_it_came(item: "Item") -> str:
    words = {
        "saved": _("Saved or downloaded as it was"),
        "screenshot": _("A screenshot"),
        "message": _("Sent to me in a message"),
        "chat": _("From an exported chat"),
        "email": _("From an e-mail"),
        "page": _("From a saved page"),
    }
    return words.get(item.said.how.value, "")


def tell_relation(relation: "Relation", *, as_json: bool) -> None:
    """Tell how one item has to do with another."""
    if as_json:
        output.emit(_relation_as_json(relation))
        return
    number = f"  [{relation.number}]" if relation.number else ""
    sentence = relation_sentence(relation.kind, relation.item_id, relation.other_id)
    gone = _("withdrawn on {when}").format(when=stamp(relation.withdrawn_at)) if relation.withdrawn_at else ""
    output.tell(f"{sentence}  ({relation.by}){number}  {gone}".rstrip())


def relation_sentence(kind: "RelationKind", item: str, other: str) -> str:
    """Return in words how one item has to do with another."""
    words = {
        "same_image": _("{item} shows the same picture as {other}"),
        "made_from": _("{item} was made from {other}"),
        "seen_again": _("{item} is where {other} was seen again"),
        "part_of": _("{item} came in {other}"),
    }[kind.value]
    return words.format(item=item, other=other)


def tell_log(log: "Iterable[LogEntry]", told: "Told", *, as_json: bool) -> None:
    """Tell what was done, one act a line; under a correction what was said before, under a relation how the two belong together."""
    for entry in log:
        before, relation = told.former.get(entry.number), told.relations.get(entry.number)
        if as_json:
            former = {"former": dict(before)} if before is not None else {}
            output.emit(_entry_as_json(entry) | former | ({"relation": _relation_as_json(relation)} if relation else {}))
            continue
        detail = "  ".join(f"{name}={shown(value)}" for name, value in entry.detail.items() if name not in {"row", "object"})
        output.tell(f"{entry.number:>5}  {stamp(entry.at)}  {entry.act}  {entry.item_id}  {detail}".rstrip())
        for name, value in (before or {}).items():
            said = _("before: {field}={value}").format(field=name, value=shown_text(json.dumps(value, ensure_ascii=False)))
            output.tell(f"       {said}")
        if relation is not None:
            output.tell(f"       {relation_sentence(relation.kind, relation.item_id, relation.other_id)}")


def tell_problems(problems: "Sequence[Problem]", *, as_json: bool) -> None:
    """Tell what verification found."""
    if as_json:
        listed = [{"part": problem.part, "code": problem.code, "text": str(problem.text)} for problem in problems]
        output.emit({"ok": not problems, "problems": listed})
        return
    if not problems:
        output.tell(_("Everything in the vault is as it was written."))
        return
    for problem in problems:
        output.tell(f"{problem.part}: {problem.text}")
    output.tell(_("What is not named here is as it was written and can be read."))


def shown_text(untrusted: str) -> str:
    """Return a text of any length, safe to look at on a terminal, in one line."""
    return "".join(shown(letter) for letter in untrusted)


def title(item: "Item") -> str:
    """Return the name and the address of an item, safe to look at."""
    return "  ".join(part for part in (shown(item.name), shown(item.where.url)) if part)


def _kind(item: "Item") -> str:
    return {"file": _("file"), "link": _("address"), "record": _("hash only")}[item.kind]


def _age(item: "Item") -> str:
    return _age_words(item.age)


def _age_words(age: "AgeAnswer") -> str:
    words = {"adult": _("an adult"), "under_18": _("under 18"), "not_sure": _("not sure"), "not_asked": _("nobody was asked")}
    return words[age.value]


def _item_as_json(item: "Item") -> dict[str, object]:
    where = asdict(item.where) | {"seen_at": stamp(item.where.seen_at) if item.where.seen_at else None}
    said = item.said
    people = [{"name": one.name, "age": one.age.value} for one in said.people]
    stated = {"case": said.case_id, "how": said.how.value, "accounts": list(said.accounts), "tags": list(said.tags), "people": people}
    return asdict(item) | {"added_at": stamp(item.added_at), "age": item.age.value, "where": where, "said": stated}


def _relation_as_json(relation: "Relation") -> dict[str, object]:
    stated = {"number": relation.number, "kind": relation.kind.value, "item": relation.item_id, "other": relation.other_id}
    withdrawn = stamp(relation.withdrawn_at) if relation.withdrawn_at else None
    return stated | {"by": relation.by, "at": stamp(relation.at), "detail": relation.detail, "withdrawn_at": withdrawn}


def _entry_as_json(entry: "LogEntry") -> dict[str, object]:
    return asdict(entry) | {"at": stamp(entry.at)}
