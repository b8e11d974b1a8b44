"""A counselor's desk while the window is open: which cases are open, which is in front, and who has the keyboard."""

from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.work import Work
from desktop.gui import uncovering
from desktop.gui.jobs import Job, Lane
from desktop.gui.session import Session
from desktop.gui.stage import Stage

if TYPE_CHECKING:
    from desktop.services.counsel.desk import Case
    from desktop.services.counsel.exposure import Looking, Seen
    from desktop.services.vaults import Vault


class Counsel(QObject):
    """Holds the desk and the open cases. Each case is locked by itself; all are, with the desk, at leaving.

    Signals:
        changed: The desk was opened or locked, a case was opened, shown or locked, or pictures are shown in another way.
        keyboard_given: The person has the keyboard; every other case and the desk are locked.
        keyboard_back: The counselor has the keyboard again.
    """

    changed = Signal()
    keyboard_given = Signal()
    keyboard_back = Signal()

    def __init__(self, session: Session, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._lane = session, lane
        self._desk: Vault | None = None
        self._open: dict[str, tuple[Case, Vault]] = {}
        self._front = ""
        self._lent_from: Path | None = None
        self._looking: Looking | None = None
        self._began = monotonic()
        self._seen_since: Seen | None = None
        session.vault_locked.connect(self._forget_locked)
        uncovering.current().covered.connect(self._note_seen)

    @property
    def desk(self) -> "Vault | None":
        """The open desk, or None."""
        return self._desk

    @property
    def front(self) -> "Case | None":
        """The case that the pages show, or None."""
        held = self._open.get(self._front)
        return held[0] if held is not None else None

    @property
    def is_lent(self) -> bool:
        """Whether the person has the keyboard."""
        return self._lent_from is not None

    @property
    def desk_folder(self) -> Path | None:
        """Where the desk lies that takes the keyboard back, or None."""
        return self._lent_from

    @property
    def looking(self) -> "Looking | None":
        """How pictures are shown at this desk; None where no desk is open."""
        return self._looking

    def vault_of(self, case: "Case") -> "Vault | None":
        """Return the open vault of a case, or None where it is locked."""
        held = self._open.get(case.id)
        return held[1] if held is not None else None

    def open_desk(self, desk: "Vault", looking: "Looking") -> None:
        """Hold this open desk from now on, in place of what was open."""
        was_lent, self._lent_from = self.is_lent, None
        if not was_lent:
            self.lock_all()
        self._desk = desk
        self._began, self._seen_since = monotonic(), None
        self.show_pictures(looking)
        if was_lent:
            self.keyboard_back.emit()

    def show_pictures(self, looking: "Looking") -> None:
        """Let pictures be shown in this way from now on."""
        from desktop.services.counsel.exposure import Looking

        self._looking = looking
        most = {Looking.GREY: Stage.GREY, Looking.PLAIN: Stage.PLAIN, Looking.LINKS: Stage.COVERED}[looking]
        uncovering.current().use(uncovering.Rule(most, small=looking is not Looking.PLAIN))
        self.changed.emit()

    def open_case(self, case: "Case", vault: "Vault") -> None:
        """Hold the open vault of a case, beside the others, and show it."""
        self._open[case.id] = (case, vault)
        self.show_case(case)

    def show_case(self, case: "Case") -> None:
        """Let the pages show an open case. The one that was shown stays open, unseen."""
        vault = self.vault_of(case)
        if vault is not None:
            self._front = case.id
            self._session.show(vault)
            self.changed.emit()

    def note_closing(self) -> None:
        """Let the desk's list say whether the case in front is closed."""
        held = self._open.get(self._front)
        if self._desk is not None and held is not None:
            self._lane.start(Job(partial(_note_closing, self._desk, *held)))

    def lock_case(self, case: "Case") -> None:
        """Lock one case; the others stay as they are."""
        held = self._open.get(case.id)
        if held is None:
            return
        if self._front == case.id and self._session.vault is held[1]:
            self._session.lock()
        else:
            held[1].lock()
            self._forget_locked()

    def lend_keyboard(self) -> None:
        """Lock the desk and every case but the one in front: the person has the keyboard from now on."""
        front = self._open.get(self._front)
        if self._desk is None or front is None:
            return
        self._lent_from = self._desk.folder
        self._desk.lock()
        self._desk, self._looking = None, None
        for case_id, (_case, vault) in list(self._open.items()):
            if case_id != self._front:
                vault.lock()
                del self._open[case_id]
        # What the person looks at is theirs to choose, and is not counted.
        uncovering.current().use(uncovering.FREE)
        self.changed.emit()
        self.keyboard_given.emit()

    def lock_all(self) -> None:
        """Lock the desk and every case. A second time does nothing."""
        if self._desk is None and not self._open:
            return
        held, self._open, self._front = list(self._open.values()), {}, ""
        try:
            self._session.lock()
        finally:
            for _case, vault in held:
                vault.lock()
            if self._desk is not None:
                self._desk.lock()
                self._desk, self._looking = None, None
            uncovering.current().use(uncovering.FREE)
            self.changed.emit()

    def drop_locked(self) -> None:
        """Let go of cases whose vault was locked elsewhere, as one that left the desk; the pages show none of them."""
        if self._session.vault is not None and self._session.vault.is_locked:
            self._session.put_back()
        self._forget_locked()

    def is_break_due(self) -> bool:
        """Return whether a break is suggested."""
        from desktop.services.counsel import exposure

        minutes = (monotonic() - self._began) / 60
        return self._desk is not None and exposure.is_break_due(self._seen_since or exposure.Seen(), minutes)

    def note_break(self) -> None:
        """Count anew: the counselor took a break."""
        self._began, self._seen_since = monotonic(), None
        self.changed.emit()

    @Slot()
    def _forget_locked(self) -> None:
        before = len(self._open)
        self._open = {case_id: held for case_id, held in self._open.items() if not held[1].is_locked}
        if self._front not in self._open:
            self._front = ""
        if len(self._open) != before:
            self.changed.emit()

    @Slot(int, float)
    def _note_seen(self, pictures: int, seconds: float) -> None:
        desk, case = self._desk, self.front
        if desk is None or case is None:
            return
        from desktop.services.counsel import exposure

        seen = exposure.Seen(pictures, seconds)
        self._seen_since = (self._seen_since or exposure.Seen()) + seen
        self._lane.start(Job(partial(_note, desk, case, seen)))
        self.changed.emit()


def _note(desk: "Vault", case: "Case", seen: "Seen", _work: Work) -> None:
    from desktop.services.counsel import exposure

    exposure.note(desk, case, seen)


def _note_closing(held: "Vault", case: "Case", vault: "Vault", _work: Work) -> None:
    from desktop.services.counsel import desk

    desk.note_closing(held, case, vault)
