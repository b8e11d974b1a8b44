"""What the browser of items asks for, carried out on the vault's lane: searching, sightings, and covered pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from desktop.core.errors import LindenError, Stopped
from desktop.core.work import Work
from desktop.gui import images, uncovering
from desktop.gui.jobs import Job
from desktop.gui.pages.vault.browser.browser import ItemBrowser
from desktop.gui.pages.vault.browser.views import Way
from desktop.gui.pages.views import PageOfViews
from desktop.gui.stage import Stage
from desktop.services import following, searching, sighting_map
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.counsel.errors import ConsentEnded, ConsentMissing, ConsentRevoked
from desktop.services.following import Followed
from desktop.services.searching import Query
from desktop.services.sighting_map import SightingMap
from desktop.services.vaults import Case, Item, Vault, VaultLocked

if TYPE_CHECKING:
    from desktop.media.decoder import Decoder

# Longer files are not read for a picture of seven points.
_MOST_BYTES = 40 * 1024 * 1024
_DECODED_PX = 64


@dataclass(frozen=True)
class Held:
    """What a vault holds."""

    items: tuple[Item, ...]
    cases: tuple[Case, ...]
    reports: tuple[Followed, ...] = ()


class BrowserDesk(QObject):
    """Serves one browser at a time."""

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._browser: ItemBrowser | None = None
        self._covering: Job | None = None
        self._way = Way.ROWS

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    def serve(self, browser: ItemBrowser) -> None:
        """Carry out what this browser wishes, until it is gone."""
        self._browser = browser
        browser.begin_in(self._way)
        browser.way.chosen.connect(self._remember)
        browser.search_wished.connect(self._search)
        browser.again_wished.connect(self._look_for_sightings)
        browser.covers_wished.connect(self._cover)
        browser.destroyed.connect(self._let_go)

    def forget(self) -> None:
        """Begin with the list again: another vault may be opened."""
        self._way = Way.ROWS

    @Slot(object)
    def _remember(self, way: Way) -> None:
        """Show the next list in the same way: whoever opens an item from the map comes back to the map."""
        self._way = way

    @Slot(object)
    def _search(self, query: Query) -> None:
        if self._vault is not None:
            self._page.ask(partial(find, self._vault, query), self._show_found)

    @Slot(object)
    def _show_found(self, found: Sequence[Item]) -> None:
        if self._browser is not None:
            self._browser.show_found(found)

    @Slot()
    def _look_for_sightings(self) -> None:
        if self._vault is not None:
            case_id = self._browser.case.value() if self._browser is not None else ""
            self._page.ask(partial(seen_again, self._vault, case_id), self._show_map)

    @Slot(object)
    def _show_map(self, drawn: SightingMap) -> None:
        if self._browser is not None:
            self._browser.show_map(drawn)

    @Slot(object)
    def _cover(self, item_ids: Sequence[str]) -> None:
        """Make covered pictures of what is seen now; what was asked for before and is out of sight is dropped."""
        if self._vault is None or uncovering.current().rule.most is Stage.COVERED:
            return
        if self._covering is not None and not self._covering.has_ended:
            self._covering.drop()
        self._covering = Job(partial(covers, self._vault, item_ids), one_by_one=True)
        self._covering.found.connect(self._show_cover)
        # A picture that cannot be made is an icon, and no failure worth a word.
        self._page.start(self._page.context.vault_lane, self._covering)

    @Slot(object)
    def _show_cover(self, cover: tuple[str, QImage]) -> None:
        if self._browser is not None:
            self._browser.list.model_of_items.put_cover(*cover)

    @Slot()
    def _let_go(self) -> None:
        if self.sender() is self._browser:
            self._browser = None


def held(vault: Vault, _work: Work) -> Held:
    """Return what a vault holds."""
    return Held(vault.items(), vault.casebook.cases(), following.followed(vault))


def find(vault: Vault, query: Query, _work: Work) -> tuple[Item, ...]:
    """Return what fits."""
    return searching.find(vault, query)


def seen_again(vault: Vault, case_id: str, _work: Work) -> SightingMap:
    """Return the map of a case, or of the whole vault."""
    return sighting_map.of_vault(vault, case_id)


def covers(vault: Vault, item_ids: Sequence[str], work: Work) -> Iterator[tuple[str, QImage]]:
    """Yield the covered, grey picture of each item, small enough that nothing can be made out in it; a null image where there is none.

    Nothing is yielded of someone who is or may be under 18 (such items have no bytes), and nothing where it was not agreed to look.
    """
    try:
        consent.require(vault, Scope.LOOK)
    except (ConsentMissing, ConsentRevoked, ConsentEnded):
        return
    from desktop.media.decoder import Decoder

    with Decoder() as decoder:
        for number, item_id in enumerate(item_ids):
            work.step(number, len(item_ids))
            yield item_id, _cover(vault, vault.item(item_id), decoder, work)


def _cover(vault: Vault, item: Item, decoder: "Decoder", work: Work) -> QImage:
    if not item.has_bytes or item.size > _MOST_BYTES or not item.media_type.startswith("image/"):
        return QImage()
    try:
        picture = decoder.read(vault.read(item.id, work), longest_side=_DECODED_PX)
    except (VaultLocked, Stopped):
        raise
    except LindenError:
        return QImage()
    return images.at_stage(images.at_stage(images.to_image(picture.pixels), Stage.COVERED), Stage.GREY)
