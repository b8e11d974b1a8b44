"""A report that the vault keeps, made once more: the same byte for byte, or the next one for new addresses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.core import files
from desktop.core.texts import Sentence, say
from desktop.reports.errors import NothingNew
from desktop.reports.templates import template
from desktop.services import reporting
from desktop.services.following import Followed, new_since, report
from desktop.services.reporting import Draft, Format, answers_of, draft
from desktop.services.vaults import Item, JsonValue, Vault

# What belongs to one report only; the next one is given its own.
_NOT_TAKEN_ALONG = {"addresses", "letter_date"}


@dataclass(frozen=True)
class Remade:
    """A report made from its kept answers, and whether it is the one that was kept."""

    draft: Draft
    kept_text: str
    kept_version: int

    @property
    def is_same(self) -> bool:
        """Whether every word is as it was."""
        return self.draft.text == self.kept_text and self.draft.template.version == self.kept_version

    @property
    def difference(self) -> Sentence | None:
        """Why it is not the same, or None."""
        now = self.draft.template.version
        if now != self.kept_version:
            return say(
                "The template has changed since: the report was made with version {before}, and this is version {now}. "
                "The words as they were are kept beside it.",
                before=self.kept_version,
                now=now,
            )
        if not self.is_same:
            return say("The items it is about have changed since. The words as they were are kept beside it.")
        return None


@dataclass(frozen=True)
class Again:
    """What the next report is made of: the same answers, and only the new addresses."""

    template_id: str
    language: str
    answers: dict[str, object]
    items: tuple[Item, ...]


def remake(vault: Vault, number: int) -> Remade:
    """Make a kept report once more from its answers, its items and its date. Raises ReportMissing, TemplateUnknown, ItemMissing."""
    one = report(vault, number)
    items = [vault.item(item_id) for item_id in one.item_ids]
    made = draft(one.template_id, answers_of(one.content), one.language, items)
    return Remade(made, str(one.content.get("text", "")), _version(one))


def save(remade: Remade, out_folder: Path, formats: Collection[Format]) -> tuple[Path, ...]:
    """Write it as `reporting.save` does; where it is not the same, the words that were kept are written beside it as text."""
    kept = out_folder / f"{remade.draft.template.id}-{remade.draft.language}-as-kept.txt"
    if not remade.is_same:
        files.require_new(kept)
    paths = reporting.save(remade.draft, out_folder, formats)
    if remade.is_same:
        return paths
    with files.creating(kept) as file:
        file.write(remade.kept_text.encode("utf-8-sig"))
    return (*paths, kept)


def again(vault: Vault, number: int, item_ids: Sequence[str] = ()) -> Again:
    """Return what the next notice after a report is made of, for these items or for all that were seen again since.

    Raises ReportMissing, ItemMissing, TemplateUnknown, and NothingNew where there is no new address.
    """
    one = report(vault, number)
    items = tuple(vault.item(item_id) for item_id in item_ids) or new_since(vault, one)
    if not items:
        raise NothingNew
    return Again(template(one.template_id).id, one.language, _answers(one.content), items)


def _answers(content: Mapping[str, JsonValue]) -> dict[str, object]:
    kept = content.get("answers")
    return {name: value for name, value in (kept.items() if isinstance(kept, dict) else ()) if name not in _NOT_TAKEN_ALONG}


def _version(one: Followed) -> int:
    version = one.content.get("version")
    return version if isinstance(version, int) else 0
