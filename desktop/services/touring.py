"""The tour: the whole path on sample photographs, from the check to the verified package, each step with what it must show.

Whoever wants to know how the parts work together reads this file from top to bottom.
"""

import secrets
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from desktop.checks import words as check_words
from desktop.core import places
from desktop.core.errors import AlreadyThere, LindenError
from desktop.core.files import as_writing_error
from desktop.core.names import shown
from desktop.core.texts import LANGUAGES, Sentence, mark, say
from desktop.core.work import Work
from desktop.matching.result import Match
from desktop.services import handing_over, matching, reporting, results, vaults
from desktop.services.checking import Checked, Checker, save_report
from desktop.services.handing_over import PackageChoice
from desktop.services.vaults import AgeAnswer, Item, Vault, Where

# One police report and one takedown notice.
TEMPLATES = ("kr_ecrm", "us_tida")
SOURCE_NAME = "portrait.jpg"


@dataclass(frozen=True)
class Step:
    """One step that was taken: what was found, what was made where, and how long it took."""

    id: str
    found: Sentence
    made: tuple[Path, ...]
    seconds: float


class Seen(TypedDict):
    """Where a sample is said to have been seen."""

    url: str
    account: str
    platform: str
    note: str
    seen_at: datetime


class TourFailed(LindenError):
    """A step of the tour did not show what it must show."""

    code = "tour_failed"
    says = mark("The tour did not work as it should at this step: {step}.")
    advice = mark("This is a fault of the program, not of yours. Please tell the people who look after it.")


class Tour:
    """The samples, the folder where things are made, and what one step hands to the next."""

    def __init__(self, folder: Path, work: Work) -> None:
        self.passphrase = secrets.token_hex(16)
        self._folder = folder
        self._work = work
        self._samples = places.resources() / "samples"
        self._said = tomllib.loads((self._samples / "tour_answers.toml").read_text(encoding="utf-8"))
        self._stack = ExitStack()
        self._checked: dict[str, Checked] = {}
        self._matches: tuple[Match, ...] = ()
        self._items: list[Item] = []
        self._vault: Vault
        self._reports: list[Path] = []
        self._package = folder / "evidence.zip"

    def steps(self) -> Iterator[Step]:
        """Take one step after the other. Raises TourFailed, and whatever the services raise."""
        acts: tuple[Callable[[], tuple[str, Sentence, list[Path]]], ...] = (
            self._check, self._find_source, self._keep, self._report, self._hand_over, self._verify, self._flip_a_byte, self._lock,
        )  # fmt: skip
        with self._stack:
            for number, act in enumerate(acts):
                self._work.step(number, len(acts))
                began = time.perf_counter()
                name, found, made = act()
                yield Step(name, found, tuple(made), time.perf_counter() - began)
            self._work.step(len(acts), len(acts))

    def _check(self) -> tuple[str, Sentence, list[Path]]:
        with Checker() as checker:
            for name in ("composite", "untouched"):
                self._checked[name] = checker.check(self._samples / f"{name}.jpg")
        composite, untouched = (self._checked[name].result for name in ("composite", "untouched"))
        # The camera photo must not be accused; what can be said of the composite without its source depends on the models.
        _must("check", len(composite.faces) == 1 and untouched.band.value in {"cannot_tell", "no_signs"})
        made = []
        for language in LANGUAGES:
            made.append(self._folder / "reports" / language / f"check-{language}.pdf")
            _make_folder(made[-1].parent)
            save_report(list(self._checked.values()), made[-1], language)
        self._reports += made
        found = say(
            "Two images are checked. The composite: {composite}. The camera photo: {untouched}.",
            composite=check_words.headline(composite.band),
            untouched=check_words.headline(untouched.band),
        )
        return "check", found, made

    def _find_source(self) -> tuple[str, Sentence, list[Path]]:
        own = matching.index_photos(self._samples / "own-photos", self._work)
        self._matches = matching.find_source(self._samples / "composite.jpg", own, self._work)
        best = self._matches[0].path.name if self._matches else ""
        _must("match", best == SOURCE_NAME)
        _must("match", matching.find_source(self._samples / "untouched.jpg", own, self._work) == ())
        found = say(
            "The photo that the composite was made from was found among {count} own photos: {name}. For the camera photo none was.",
            count=own.count,
            name=best,
        )
        return "match", found, []

    def _keep(self) -> tuple[str, Sentence, list[Path]]:
        self._vault = self._stack.enter_context(vaults.create(self._folder / "vault", self.passphrase, is_remembered=False))
        for name, checked in self._checked.items():
            content = (self._samples / f"{name}.jpg").read_bytes()
            item = self._vault.add_file(content, f"{name}.jpg", _where(self._said["seen"][name]), AgeAnswer.ADULT, self._work)
            results.keep_check(self._vault, item.id, checked.result)
            self._items.append(item)
            _must("vault", item.sha256 == checked.result.sha256 and self._vault.read(item.id, self._work) == content)
        results.keep_matches(self._vault, self._items[0].id, self._items[0].sha256, self._matches)
        elsewhere = _where(self._said["seen"]["elsewhere"])
        self._items.append(self._vault.add_link(elsewhere.url, elsewhere, AgeAnswer.ADULT))
        found = say("{count} items are kept in a new vault, encrypted, each act in its log.", count=len(self._items))
        return "vault", found, [self._vault.folder]

    def _report(self) -> tuple[str, Sentence, list[Path]]:
        made: list[Path] = []
        for template_id in TEMPLATES:
            for language in LANGUAGES:
                answers = self._said["answers"][language]
                draft = reporting.draft(template_id, answers, language, self._items)
                _must("report", draft.is_ready)
                _must("report", all(item.where.url in draft.text for item in self._items))
                *letters, notes = reporting.save(draft, self._folder / "reports" / language, ("pdf", "docx", "txt"))
                made += [*letters, notes]
                # The page to read before sending is for the person, not for the receiver.
                self._reports += [path for path in letters if path.suffix == ".pdf"]
                reporting.keep(self._vault, draft, answers, [item.id for item in self._items])
        _must("report", all(path.stat().st_size > 0 for path in made))
        found = say(
            "A police report and a takedown notice are written, in Korean and in English. "
            "Nothing is missing; all {count} addresses are in each.",
            count=len(self._items),
        )
        return "report", found, made

    def _hand_over(self) -> tuple[str, Sentence, list[Path]]:
        promised = handing_over.preview(self._vault, PackageChoice(reports=self._reports))
        built = handing_over.build(self._vault, self._package, self._work, PackageChoice(reports=self._reports))
        _must("package", {entry.path for entry in promised} == {entry.path for entry in built.entries})
        found = say("A package of {count} files is written and signed. SHA-256: {sha256}", count=len(built.entries), sha256=built.sha256)
        return "package", found, [built.path]

    def _verify(self) -> tuple[str, Sentence, list[Path]]:
        verified = handing_over.verify(self._package, self._work)
        _must("verify", verified.ok and verified.items == len(self._items))
        return "verify", say("The package is verified: not one byte differs."), []

    def _flip_a_byte(self) -> tuple[str, Sentence, list[Path]]:
        changed = self._folder / "evidence-one-byte-changed.zip"
        content = bytearray(self._package.read_bytes())
        content[content.index((self._samples / "composite.jpg").read_bytes()) + 1000] ^= 1
        try:
            changed.write_bytes(content)
            verified = handing_over.verify(changed, self._work)
        except OSError as error:
            raise as_writing_error(error, changed) from error
        finally:
            changed.unlink(missing_ok=True)
        parts = [problem.part for problem in verified.problems]
        _must("changed_byte", parts == ["data/items/0001_composite.jpg"])
        found = say("In a copy one byte was changed on purpose. It was found: {problem}", problem=verified.problems[0].text)
        return "changed_byte", found, []

    def _lock(self) -> tuple[str, Sentence, list[Path]]:
        problems = self._vault.verify(self._work)
        acts = [entry.act for entry in self._vault.log()]
        self._vault.lock()
        _must("lock", not problems and "handed_over" in acts and self._vault.is_locked)
        return "lock", say("The vault is whole, its log has {count} entries, and it is locked.", count=len(acts)), []


def prepare(folder: Path) -> None:
    """Make the folder that a tour may fill. Raises AlreadyThere where something is in it."""
    _make_folder(folder)
    if any(folder.iterdir()):
        raise AlreadyThere(name=shown(folder.name))


def clear(folder: Path) -> None:
    """Remove what a tour made."""
    shutil.rmtree(folder, ignore_errors=True)


def _must(step: str, holds: bool) -> None:  # noqa: FBT001  reads as the claim that it is
    if not holds:
        raise TourFailed(step=step)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise as_writing_error(error, folder) from error


def _where(seen: Seen) -> Where:
    return Where(seen["url"], seen["account"], seen["platform"], seen["note"], seen["seen_at"])
