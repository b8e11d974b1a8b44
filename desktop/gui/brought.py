"""What one page sends along to another: `Context.go` hands it over, `Page.receive` takes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ItemsToReport:
    """Items of the open vault that a report is to be written about."""

    item_ids: tuple[str, ...]
