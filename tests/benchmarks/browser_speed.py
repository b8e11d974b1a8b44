"""How long the window's thread is held by a case of 10,000 items: shown, searched, scrolled, as tiles, along the time and as a map.

    python -m tests.benchmarks.browser_speed [COUNT]

Runs offscreen. For each act it prints the longest single hold of the window's thread in milliseconds, measured around the call and the
events that follow from it, as processor time of that thread: other work on the machine does not count. The search and the laying out
of the map run beside the window and are measured apart. Every third item of the map was seen before, every tenth was made from another.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.core.settings import Settings
from desktop.gui import style
from desktop.gui.pages.vault.browser.browser import ItemBrowser
from desktop.gui.pages.vault.browser.views import Way
from desktop.services import sighting_map
from desktop.services.searching import Query, narrowed
from desktop.services.vaults import AgeAnswer, Item, Relation, RelationKind, Said, Where


def items(count: int) -> list[Item]:
    """Return items as a large case would hold them."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Item(
            f"{n:04}", "file", f"photo {n}.jpg", 1000, f"{n:064x}", "", "", "", "image/jpeg", start + timedelta(minutes=n),
            Where(f"https://example.org/{n}", f"user {n % 97}", "Telegram", "", start + timedelta(minutes=n)),
            AgeAnswer.ADULT, has_bytes=True, said=Said(tags=("posted",) if n % 3 else ()),
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def relations(count: int) -> list[Relation]:
    """Return how items of a large case belong together."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    again = [Relation(n, RelationKind.SEEN_AGAIN, f"{n:04}", f"{n - 2:04}", "person", at) for n in range(3, count + 1, 3)]
    made = [Relation(n, RelationKind.MADE_FROM, f"{n:04}", f"{n - 9:04}", "person", at) for n in range(10, count + 1, 10)]
    return [*again, *made]


def held(act: Callable[[], object]) -> float:
    """Return the longest time for which the act, or one round of events after it, held the thread, in milliseconds."""
    began = thread_time()
    act()
    longest = thread_time() - began
    for _round in range(30):
        began = thread_time()
        QCoreApplication.processEvents()
        longest = max(longest, thread_time() - began)
    return longest * 1000


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    app = QApplication([])
    style.use(app, Settings())
    browser = ItemBrowser()
    browser.resize(900, 700)
    browser.show()
    QCoreApplication.processEvents()
    many = items(count)
    bar = browser.list.verticalScrollBar()
    print(f"{count} items")
    print(f"shown: {held(lambda: browser.show_items(many, ())):.0f} ms")
    for way in (Way.ROWS, Way.TIME, Way.TILES):
        print(f"{way}: {held(lambda way=way: browser.list.show_way(way)):.0f} ms")
        steps = [held(lambda part=part: bar.setValue(bar.maximum() * part // 40)) for part in range(41)]
        print(f"{way}, scrolled through in 40 steps: longest {max(steps):.0f} ms, mean {sum(steps) / len(steps):.1f} ms")
    began = perf_counter()
    found = list(narrowed(many, Query(words="user 13 telegram")))
    print(f"searched beside the window: {(perf_counter() - began) * 1000:.0f} ms, {len(found)} found")
    print(f"what was found is shown: {held(lambda: browser.show_found(found)):.0f} ms")
    began = thread_time()
    drawn = sighting_map.drawn(many, relations(count))
    print(f"map laid out beside the window: {(thread_time() - began) * 1000:.0f} ms, {len(drawn.groups)} things seen again")
    print(f"map: {held(lambda: browser.show_map(drawn)):.0f} ms")
    assert browser.map is not None
    shown, bar = browser.map, browser.map.list.verticalScrollBar()
    steps = [held(lambda part=part: bar.setValue(bar.maximum() * part // 40)) for part in range(41)]
    print(f"map, scrolled through in 40 steps: longest {max(steps):.0f} ms, mean {sum(steps) / len(steps):.1f} ms")
    print(f"map in words: {held(shown.form.buttons()[1].click):.0f} ms")


if __name__ == "__main__":
    main()
