"""The reports' page: shows who to write to and the report that is being written, and passes wishes on as jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core import names, texts
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.brought import ItemsToReport
from desktop.gui.context import Context
from desktop.gui.jobs import Job
from desktop.gui.pages.report import tasks
from desktop.gui.pages.report.choosing import ChooseView
from desktop.gui.pages.report.following_desk import FollowingDesk
from desktop.gui.pages.report.tasks import Case, Next, Offer, Report, Saved, Situation
from desktop.gui.pages.report.writing import WriteView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_folder
from desktop.services.reporting import Draft, Format, Suggestion


@dataclass(frozen=True)
class _Kept:
    """What a page that is drawn anew shows again."""

    sheet: dict[str, str]
    situation: Situation
    template_id: str
    letter_language: str
    chosen: frozenset[str] | None


class ReportPage(PageOfViews):
    """Finds the recipient, takes the answers, shows the letter and saves it; with a vault or without one."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, _("Reports"), _("A letter or a form, made from what you already know. You decide whether and when it is sent.")
        )
        self._offer: Offer | None = None
        self._sheet: dict[str, str] = {}
        self._chosen: frozenset[str] | None = None
        self._drafting: Job | None = None
        self._formats: tuple[Format, ...] = ()
        self._following = FollowingDesk(self)
        self._following.changed.connect(self._read_anew)
        self._following.next_wanted.connect(self._write_next)
        self._forget()
        context.session.vault_opened.connect(self._begin_anew)

    # What the window asks of a page

    def enter(self) -> None:
        """Read what can be chosen, once, and what the vault knows, each time."""
        if self.view is None:
            self._load()

    def receive(self, brought: object) -> None:
        """Write about these items."""
        if isinstance(brought, ItemsToReport):
            self._keep_answers()
            self._chosen = frozenset(brought.item_ids)
            self._template_id = ""
            self._load()

    def leave(self) -> None:
        """Keep what was typed, and read the vault anew when the page is shown again: it may hold more by then."""
        super().leave()
        self._keep_answers()
        self.put_view_away()

    def clear(self) -> None:
        """Forget every answer."""
        super().clear()
        self._forget()
        if self.isVisible():
            self._load()

    def kept(self) -> object:
        """Return the answers and where the person was."""
        self._keep_answers()
        return _Kept(self._sheet, self._situation, self._template_id, self._letter_language, self._chosen)

    def take_back(self, kept: object) -> None:
        """Go on where the page before was."""
        if isinstance(kept, _Kept):
            self._sheet, self._situation, self._template_id = kept.sheet, kept.situation, kept.template_id
            self._letter_language, self._chosen = kept.letter_language, kept.chosen

    def _forget(self) -> None:
        self._sheet, self._chosen = {}, None
        self._instead: dict[str, str] = {}
        # Most who read Korean live there; the answer is on the page and easily changed.
        self._situation, self._case = Situation(country="KR" if texts.language() == "ko" else ""), Case()
        self._template_id, self._letter_language = "", ""
        self._drafting, self._is_stale = None, False

    def _keep_answers(self) -> None:
        if isinstance(self.view, WriteView):
            self._sheet.update(self.view.answers())
            self._letter_language = self.view.language()
            self._chosen = frozenset(self.view.items.chosen())

    @Slot()
    def _begin_anew(self) -> None:
        # What was typed while no vault was open goes along into it; a vault that was open before has been cleared away.
        self._keep_answers()
        self.put_view_away()
        self._chosen = None
        if self.isVisible():
            self._load()

    # Reading what there is

    def _load(self) -> None:
        if self._offer is None:
            self.ask(tasks.offer, self._take_offer)
        self.ask(partial(tasks.case, self.context.session.vault), self._take_case)

    @Slot(object)
    def _take_offer(self, offer: Offer) -> None:
        self._offer = offer

    @Slot(object)
    def _take_case(self, case: Case) -> None:
        self._case = case
        # What was typed before the vault was opened wins over what it held: it is the newer.
        self._sheet = {**(case.answers or {}), **{name: text for name, text in self._sheet.items() if text}}
        self._sheet, self._instead = {**self._sheet, **self._instead}, {}
        if self._template_id:
            self._write(self._template_id)
        else:
            self._choose()

    # Who to write to

    @Slot()
    def _choose(self) -> None:
        if self._offer is None:
            return
        self._keep_answers()
        self._template_id = ""
        sheet, before = self._sheet, self._situation
        self._situation = Situation(
            sheet.get("age", ""), sheet.get("is_public", ""), sheet.get("writing_for", ""), before.hosted, before.country
        )
        view = ChooseView(self._offer, self._situation, self._case.made)
        view.situation_changed.connect(self._suggest)
        view.template_wished.connect(self._write)
        if view.board is not None:
            self._following.serve(view.board)
        self.show_view(view)
        self._ask_suggestions()

    @Slot(object)
    def _suggest(self, situation: Situation) -> None:
        self._situation = situation
        answered = {"age": situation.age, "is_public": situation.content, "writing_for": situation.writing_for}
        self._sheet.update({name: text for name, text in answered.items() if text})
        self._ask_suggestions()

    def _ask_suggestions(self) -> None:
        self.ask(partial(tasks.suggest, self._situation), self._show_suggestions)

    @Slot(object)
    def _show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        if isinstance(self.view, ChooseView):
            self.view.show_suggestions(suggestions)

    # After sending

    @Slot()
    def _read_anew(self) -> None:
        self._load()

    @Slot(object)
    def _write_next(self, wanted: Next) -> None:
        # Addresses that were typed into the report before stay with it; they are not in the next one.
        self._instead = {**wanted.answers, "addresses": ""}
        self._chosen, self._template_id, self._letter_language = wanted.item_ids, wanted.template_id, wanted.language
        self._load()

    # Writing

    @Slot(str)
    def _write(self, template_id: str) -> None:
        template = next((one for one in self._offer.templates if one.id == template_id), None) if self._offer else None
        if template is None:
            self._choose()
            return
        self._template_id = template_id
        has_vault = self.context.session.vault is not None
        view = WriteView(template, self._sheet, self._case.items, self._chosen, has_vault=has_vault)
        view.choose_language(self._letter_language)
        view.went_back.connect(self._choose)
        view.changed.connect(self._draft)
        view.copy_wished.connect(self.context.clipboard.copy)
        view.save_wished.connect(self._ask_where)
        view.seen_wished.connect(self._scroll_to)
        self.show_view(view)
        self._draft()

    @Slot()
    def _draft(self) -> None:
        """Make the letter anew; while one is being made, only remember that it is stale."""
        if not isinstance(self.view, WriteView):
            return
        if self._drafting is not None and not self._drafting.has_ended:
            self._is_stale = True
            return
        self._keep_answers()
        self._is_stale = False
        task = partial(
            tasks.draft, self.context.session.vault, self._template_id, dict(self._sheet), self.view.language(), self.view.chosen_items()
        )
        job = Job(task)
        job.succeeded.connect(self._show_draft)
        job.failed.connect(self._show_no_draft)
        job.ended.connect(self._draft_again)
        self._drafting = job
        self.start(self.context.vault_lane, job)

    @Slot()
    def _draft_again(self) -> None:
        if self._is_stale:
            self._draft()

    @Slot(object)
    def _show_draft(self, draft: Draft) -> None:
        if isinstance(self.view, WriteView) and self.view.template.id == draft.template.id:
            self.clear_notice()
            self.view.show_draft(draft)

    @Slot(object)
    def _show_no_draft(self, error: LindenError) -> None:
        if isinstance(self.view, WriteView):
            self.view.show_no_draft()
        self.show_error(error)

    @Slot(object)
    def _scroll_to(self, part: QWidget) -> None:
        self.show_part(part)

    # Saving

    @Slot(object)
    def _ask_where(self, formats: Sequence[Format]) -> None:
        self._formats = tuple(formats)
        ask_folder(self, _("Choose where to save the report"), self._save)

    @Slot(str)
    def _save(self, folder: str) -> None:
        if not isinstance(self.view, WriteView) or self.view.draft is None:
            return
        item_ids = tuple(item.id for item in self.view.chosen_items())
        report = Report(self.view.draft, dict(self._sheet), item_ids)
        task = partial(tasks.save, self.context.session.vault, report, Path(folder), self._formats)
        self.ask(task, self._show_saved, busy=_("Writing the report"))

    @Slot(object)
    def _show_saved(self, saved: Saved) -> None:
        where = _("Saved in {folder}: {names}.").format(
            folder=names.shown(str(saved.paths[0].parent)), names=", ".join(names.shown(path.name) for path in saved.paths)
        )
        kept = _("That it was made is noted in your vault.") if saved.in_vault else _("No vault is open, so nothing else was kept.")
        if saved.is_ready:
            self.show_notice("info", _("The report is saved."), f"{where} {kept}")
        else:
            self.show_notice("warn", _("Saved as a draft only: something that is required is still missing."), f"{where} {kept}")
