"""A page said that the person's consent is missing: lets it be asked for in that notice, and keeps the answer in their vault."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from desktop.core.work import Work
from desktop.gui.jobs import Job
from desktop.gui.pages.page import Page
from desktop.gui.widgets.consent_offer import ConsentOffer
from desktop.gui.widgets.surfaces import Notice
from desktop.services.counsel import consent
from desktop.services.counsel.consent import How, Scope
from desktop.services.counsel.errors import ConsentReceiverOpen, ConsentRefused
from desktop.services.vaults import Vault


class ConsentDesk(QObject):
    """Offers one question in a notice of a page. It lives as long as the notice."""

    def __init__(self, page: Page, notice: Notice, refused: ConsentRefused) -> None:
        super().__init__(notice)
        self._page, self._refused = page, refused
        # Somebody has to be named first; there is nothing to agree to before.
        if not isinstance(refused, ConsentReceiverOpen) and refused.scope:
            self.offer = ConsentOffer(Scope(refused.scope), refused.receiver)
            self.offer.agreed.connect(self._keep)
            self.offer.put_off.connect(page.clear_notice)
            notice.body.addWidget(self.offer)

    @Slot(object)
    def _keep(self, how: How) -> None:
        vault = self._page.context.session.vault
        if vault is None:
            return
        job = Job(partial(_give, vault, Scope(self._refused.scope), how, self._refused.receiver))
        job.succeeded.connect(self._page.say_consent_noted)
        job.failed.connect(self._page.show_error)
        self._page.start(self._page.context.vault_lane, job)


def _give(vault: Vault, scope: Scope, how: How, receiver: str, _work: Work) -> None:
    consent.give_also(vault, scope, how, receiver)
