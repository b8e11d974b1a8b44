"""A package that holds every kind of thing, with pictures and without: judges that are not ours find it well made."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import pytest

from desktop.core import places
from desktop.core.work import Work
from desktop.services import handing_over, importing, matching, reporting, results, vaults
from desktop.services.checking import Checker
from desktop.services.handing_over import PackageChoice
from desktop.services.importing import Choice
from desktop.services.vaults import AgeAnswer, HowItCame, Person, RelationKind, Said, Vault, Where
from desktop.vault import shares
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.ingest import exports
from tests.vault.authority import Authority

SAMPLES = places.resources() / "samples"


def _with_items(vault: Vault, folder: Path) -> None:
    """Put in files, addresses, a chat and a mail with their media, one of someone under 18, and one that is deleted again."""
    where = Where(url="https://example.com/1?a=%20&b=둘", account="@a", platform="Telegram", note='he said "x"\n둘째')
    composite = vault.add_file((SAMPLES / "composite.jpg").read_bytes(), "사진 하나.jpg", where, AgeAnswer.ADULT, Work())
    vault.add_file((SAMPLES / "untouched.jpg").read_bytes(), "untouched.jpg", Where(), AgeAnswer.NOT_ASKED, Work())
    vault.add_link("https://example.org/again", Where(account="@b"), AgeAnswer.ADULT)
    vault.add_file(exports.picture("#405060"), "may not be kept.png", Where(url="https://example.org/2"), AgeAnswer.NOT_SURE, Work())
    gone = vault.add_file(exports.picture("#607080"), "gone.png", Where(), AgeAnswer.ADULT, Work())
    vault.delete(gone.id)
    importing.take_in(vault, exports.telegram(folder / "chat"), Choice(AgeAnswer.ADULT, messages=frozenset({2})), Work())
    (folder / "x.eml").write_bytes(exports.mail())
    importing.take_in(vault, folder / "x.eml", Choice(AgeAnswer.ADULT), Work())
    case = vault.casebook.open_case("둘째 사건")
    people = (Person("A", AgeAnswer.ADULT),)
    vault.casebook.describe(composite.id, Said(case.id, HowItCame.MESSAGE, ("@c",), ("tag",), people))
    vault.casebook.relate(composite.id, RelationKind.MADE_FROM, "0002")
    vault.casebook.relate("0003", RelationKind.SEEN_AGAIN, composite.id)
    vault.ways.use_shares(shares.split()[0])


def _with_results(vault: Vault, folder: Path) -> None:
    """Check and match what is there, write a report, and have an item and the log stamped."""
    composite = vault.item("0001")
    with Checker() as checker:
        results.keep_check(vault, composite.id, checker.check(SAMPLES / "composite.jpg").result)
    own = matching.index_photos(SAMPLES / "own-photos", Work())
    found = matching.find_source(SAMPLES / "composite.jpg", own, Work())
    results.keep_matches(vault, composite.id, composite.sha256, found)
    answers = {"facts": "What happened."}
    reporting.keep(vault, reporting.draft("kr_ecrm", answers, "ko", vault.items()), answers, [composite.id])
    if shutil.which("openssl"):
        authority = Authority(folder / "authority")
        for of in (composite.id, ""):
            vault.stamps.take_in(authority.answer(vault.stamps.ask(of)))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of packages of one vault, unpacked: in full, without pictures, and without pictures but with previews."""
    folder = tmp_path_factory.mktemp("every kind")
    report = folder / "report.pdf"
    report.write_bytes(b"%PDF-1.7\n")
    forms = {"full": {}, "no pictures": {"pictures": False}, "previews": {"pictures": False, "previews": True, "language": "en"}}
    with vaults.create(folder / "vault", "passphrase", cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        _with_items(vault, folder)
        _with_results(vault, folder)
        for name, form in forms.items():
            handing_over.build(vault, folder / f"{name}.zip", Work(), PackageChoice(reports=[report], **form))
    for name in forms:
        assert handing_over.verify(folder / f"{name}.zip", Work()).ok
        with zipfile.ZipFile(folder / f"{name}.zip") as archive:
            archive.extractall(folder / name)
    return {name: next((folder / name).iterdir()) for name in forms}


FORMS = ["full", "no pictures", "previews"]
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("form", FORMS)
def test_the_command_of_the_standards_own_library_finds_it_valid(packages: dict[str, Path], form: str) -> None:
    assert bagit.Bag(str(packages[form])).validate()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this system has no sha256sum")
def test_sha256sum_finds_every_file_as_it_was(packages: dict[str, Path], form: str) -> None:
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "-c", "--strict", "--quiet", manifest]
        assert subprocess.run(command, cwd=packages[form], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("form", FORMS)
def test_case_validate_finds_that_it_conforms(packages: dict[str, Path], form: str) -> None:
    command = [Path(sys.executable).with_name("case_validate"), "--built-version", "case-1.4.0", packages[form] / "data" / "case.jsonld"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_it_does_hold_every_kind(packages: dict[str, Path]) -> None:
    full, without = (
        {path.relative_to(packages[form]).as_posix() for path in packages[form].rglob("*") if path.is_file()} for form in FORMS[:2]
    )

    assert {name.split("/")[2].split("_")[0] for name in full if name.startswith("data/items/")} >= {"0001", "0002", "0006", "0007", "0008"}
    kinds = ("check", "match", "report.pdf", *(("stamp-",) if shutil.which("openssl") else ()))
    for kind in kinds:
        assert any(kind in name for name in full if name.startswith("data/documents/")), kind
    # Of the one who may be under 18 there is no file, nor of the one that was deleted; without pictures there is none at all.
    assert not any(name.startswith(("data/items/0004", "data/items/0005")) for name in full)
    assert not any(name.startswith("data/items/") for name in without)
