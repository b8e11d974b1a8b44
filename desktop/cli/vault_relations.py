"""`linden vault relate`, `relations` and `seen`: how items have to do with each other, and where and when each was seen."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import options, output, vault_words
from desktop.core.clock import stamp
from desktop.core.names import shown
from desktop.core.texts import _, many

if TYPE_CHECKING:
    from desktop.services.sighting_map import Place, Sighting
    from desktop.services.vaults import Relation


class Kind(StrEnum):
    """How one item has to do with another, as it is said on the command line."""

    SAME_IMAGE = "same-image"
    MADE_FROM = "made-from"
    SEEN_AGAIN = "seen-again"
    PART_OF = "part-of"


def add_to(group: typer.Typer) -> None:
    """Add the commands, with their help in the current language."""
    for add in (_add_relate, _add_relations, _add_seen):
        add(group)


def _add_relate(group: typer.Typer) -> None:
    @group.command(
        "relate",
        help=_("Say that an item has to do with another."),
        epilog=_("Example: linden vault relate ~/vault 0004 made-from 0002"),
    )
    def relate(
        folder: Annotated[Path, options.vault_folder()],
        item: Annotated[str, options.item()],
        kind: Annotated[Kind, typer.Argument(help=_("How it has to do with the other."), show_default=False)],
        other: Annotated[str, typer.Argument(metavar="OTHER", help=_("The number of the other item."), show_default=False)],
        *,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services.vaults import RelationKind

        with options.unlocked(folder, from_stdin=from_stdin, needs="keep") as vault:
            relation = vault.casebook.relate(item, RelationKind(kind.value.replace("-", "_")), other)
            vault_words.tell_relation(relation, as_json=as_json)


def _add_relations(group: typer.Typer) -> None:
    @group.command(
        "relations",
        help=_("List how items have to do with each other, or note that one of these does not hold."),
        epilog=_("Example: linden vault relations ~/vault 0004; linden vault relations ~/vault --withdraw 12"),
    )
    def relations(
        folder: Annotated[Path, options.vault_folder()],
        item: Annotated[str, typer.Argument(metavar="ITEM", help=_("Only those of this item."), show_default=False)] = "",
        *,
        withdraw: Annotated[
            int, typer.Option("--withdraw", metavar="NUMBER", help=_("The one that does not hold."), show_default=False)
        ] = 0,
        withdrawn: Annotated[bool, typer.Option("--withdrawn", help=_("Also list those that were withdrawn, and when."))] = False,
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        with options.unlocked(folder, from_stdin=from_stdin, needs="keep" if withdraw else "") as vault:
            listed: tuple[Relation, ...] = vault.casebook.relations(item)
            wrong = [one for one in listed if withdraw and one.number == withdraw]
            if withdraw and not wrong:
                raise typer.BadParameter(_("There is no such number in the list."))
            for one in wrong:
                vault.casebook.withdraw(one)
            for one in (*vault.casebook.relations(item), *(vault.casebook.withdrawn(item) if withdrawn else ())):
                vault_words.tell_relation(one, as_json=as_json)


def _add_seen(group: typer.Typer) -> None:
    @group.command(
        "seen",
        help=_("Show in the order of time where everything was seen, and how it belongs together."),
        epilog=_("Example: linden vault seen ~/vault --case 1"),
    )
    def seen(
        folder: Annotated[Path, options.vault_folder()],
        *,
        case: Annotated[str, typer.Option("--case", help=_("Only items of the case of this number."), show_default=False)] = "",
        from_stdin: Annotated[bool, options.passphrase_stdin()] = False,
        as_json: Annotated[bool, options.as_json()] = False,
    ) -> None:
        from desktop.services import sighting_map

        with options.unlocked(folder, from_stdin=from_stdin) as vault:
            drawn = sighting_map.of_vault(vault, case)
        for row in drawn.rows:
            _tell_sighting(row, as_json=as_json)
        if not as_json:
            for place in drawn.places:
                output.tell(_place_words(place))


def _tell_sighting(row: "Sighting", *, as_json: bool) -> None:
    from desktop.services import sighting_map, sightings

    item, place = row.item, sighting_map.place_of(row.item)
    links = [{"kind": one.kind.value, "other": one.other_id, "from_here": one.is_from_here} for one in row.links]
    when = stamp(sightings.when(item))
    if as_json:
        is_known = item.where.seen_at is not None
        output.emit({"item": item.id, "at": when, "seen_at_known": is_known, "place": place, "url": item.where.url, "links": links})
        return
    output.tell(f"{when}  {item.id}  {shown(place) if place else _('place not known')}  {vault_words.title(item)}")
    for link in row.links:
        if link.is_from_here:
            output.tell(f"    {vault_words.relation_sentence(link.kind, item.id, link.other_id)}")


def _place_words(place: "Place") -> str:
    words = many("{place}: {count} time, from {first} to {last}", "{place}: {count} times, from {first} to {last}", place.count)
    first, last = stamp(place.first), stamp(place.last)
    return words.format(place=shown(place.name), count=place.count, first=first, last=last)
