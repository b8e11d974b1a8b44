"""What is in a package: other programs take it for a valid bag, and nothing is in it that may not leave."""

import csv
import io
import json
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import Stopped
from desktop.core.work import Work
from desktop.handover import building, verifying
from desktop.handover.errors import ItemChanged
from desktop.handover.item import Document
from tests.handover.packages import KEY, custody_log, item, package, planned

PICTURE = bytes(range(256)) * 40


def _unpacked(folder: Path, content: bytes) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / "evidence"


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.removeprefix("evidence/"): archive.read(name) for name in archive.namelist()}


def _listed(content: bytes) -> dict[str, object]:
    return json.loads(_files(content)["data/evidence.json"])


def test_an_independent_program_finds_the_bag_valid(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = _unpacked(tmp_path, package([item(), item(2, PICTURE, name="둘째.png")], [Document("letter.pdf", "report", b"%PDF-1.7")]))

    bag = bagit.Bag(str(folder))

    assert bag.validate()
    assert bag.version_info == (1, 0)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this system has no sha256sum")
def test_sha256sum_finds_every_file_as_it_was(tmp_path: Path) -> None:
    folder = _unpacked(tmp_path, package([item(), item(2, PICTURE, name="둘 째.png")]))

    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"],
        cwd=folder,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="this system has no openssl")
def test_openssl_finds_both_signatures_right_with_the_commands_of_the_front_page(tmp_path: Path) -> None:
    folder = _unpacked(tmp_path, package())
    page = (folder / "index.html").read_text(encoding="utf-8")

    for text, signature in (("seal.txt", "seal.sig"), ("data/custody/head.json", "data/custody/head.sig")):
        command = f"openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in {text} -sigfile {signature}"
        done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, check=False)

        assert command in page
        assert "Signature Verified Successfully" in done.stdout + done.stderr


def test_the_original_bytes_are_inside_under_a_safe_name() -> None:
    made = package([item(1, PICTURE, name="내 사진?.jpg")])

    assert _files(made)["data/items/0001_내_사진.jpg"] == PICTURE
    assert _listed(made)["items"][0]["name"] == "내 사진?.jpg"  # type: ignore[index]


@pytest.mark.parametrize(("name", "held"), [("b\udcff.jpg", b"b\xff.jpg"), ("b\ud800.jpg", b"b\xed\xa0\x80.jpg")])
def test_a_name_that_is_not_unicode_is_kept_byte_for_byte(name: str, held: bytes) -> None:
    made = package([item(1, PICTURE, name=name)])

    assert _listed(made)["items"][0]["name_utf8_hex"] == held.hex()  # type: ignore[index]


@pytest.mark.parametrize("age", ["under_18", "not_sure"])
def test_no_byte_of_someone_who_may_be_under_18_is_in_a_package(age: str) -> None:
    made = package([item(1, PICTURE, age=age), item(2, b"an adult's picture")])

    assert PICTURE[:64] not in made
    assert [name for name in _files(made) if name.startswith("data/items/")] == ["data/items/0002_사진_1.jpg"]
    assert _listed(made)["items"][0]["original"] == "left_out_age"  # type: ignore[index]


def test_a_record_has_no_bytes_even_if_it_came_with_a_way_to_them() -> None:
    assert PICTURE[:64] not in package([item(1, PICTURE, kind="record", age="adult")])


def test_a_package_without_pictures_holds_hashes_and_addresses_only() -> None:
    made = package([item(1, PICTURE)], pictures=False)
    listed = _listed(made)["items"][0]  # type: ignore[index]

    assert PICTURE[:64] not in made
    assert not [name for name in _files(made) if name.startswith("data/items/")]
    assert listed["original"] == "left_out_choice"
    assert listed["sha256"] == item(1, PICTURE).sha256
    assert listed["url"] == "https://example.com/post/1"


def test_an_age_that_nobody_was_asked_for_is_told_in_the_list() -> None:
    assert "Age not stated" in _files(package([item(age="not_asked")]))["data/evidence.html"].decode()


def test_the_table_opens_in_excel_and_no_cell_starts_a_formula() -> None:
    evil = '=HYPERLINK("http://example.com")'
    made = package([item(name=evil, note="  @SUM(1)", account="+82", platform="\tx", url="-1")])
    table = _files(made)["data/evidence.csv"]
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))

    assert table.startswith(b"\xef\xbb\xbf")
    assert "'" + evil in rows[1]
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_a_page_shows_hostile_names_and_notes_as_text(language: str) -> None:
    made = package([item(name="<script>alert(1)</script>.jpg", note="<img src=x>\u202e", url='"><a href="http://x">')], language=language)

    for path, page in _files(made).items():
        if path.endswith(".html"):
            text = page.decode()
            assert "<script" not in text
            assert "<img" not in text
            assert 'href="http' not in text
            assert "\u202e" not in text


def test_pages_load_nothing_and_link_only_inside_the_package() -> None:
    files = _files(package([item()], [Document("a.txt", "report", b"x")]))

    for path, page in files.items():
        if path.endswith(".html"):
            text = page.decode()
            links = [part.split('"')[0] for part in text.split('href="')[1:]]
            base = Path("/x") / Path(path).parent
            assert "default-src 'none'" in text
            assert " src=" not in text
            assert all((base / unquote(link)).resolve().relative_to("/x").as_posix() in files for link in links)


def test_every_page_is_there_in_both_languages() -> None:
    korean, english = _files(package(language="ko")), _files(package(language="en"))

    assert 'lang="ko"' in korean["index.html"].decode()[:60]
    assert 'lang="en"' in korean["index.en.html"].decode()[:60]
    assert "data/evidence.en.html" in korean
    assert "data/evidence.ko.html" in english


def test_the_preview_names_every_file_with_its_size() -> None:
    plan = planned([item(), item(2, PICTURE, name="x.png")], [Document("b.txt", "report", b"report")])
    out = io.BytesIO()

    building.write_zip(plan, KEY.sign, out, Work())

    assert {entry.path: entry.size for entry in plan.entries()} == {path: len(held) for path, held in _files(out.getvalue()).items()}


def test_two_items_of_one_name_both_go_along() -> None:
    made = package(
        [item(1, b"one", name="a.jpg"), item(2, b"two", name="A.jpg")],
        [Document("a.txt", "report", b"1"), Document("A.txt", "report", b"2")],
    )
    names = [name for name in _files(made) if name.startswith(("data/items", "data/documents"))]

    assert len({name.lower() for name in names}) == 4


def test_an_item_that_is_not_what_was_put_in_stops_the_package() -> None:
    changed = item(1, PICTURE, sha256="0" * 64)
    short = item(1, PICTURE, size=len(PICTURE) + 1)

    for one in (changed, short):
        with pytest.raises(ItemChanged):
            package([one])


def test_building_stops_when_it_is_asked_to() -> None:
    work = Work()
    work.stop()

    with pytest.raises(Stopped):
        building.write_zip(planned(), KEY.sign, io.BytesIO(), work)


def test_the_custody_log_tells_only_what_concerns_the_chosen_items() -> None:
    acts = (("created", ""), ("added", "0001"), ("added", "0002"), ("reported", ""), ("viewed", "0002"), ("handed_over", ""))
    lines = _files(package([item(1)], log=custody_log(acts)))["data/custody/log.jsonl"].decode().splitlines()
    records = [json.loads(line) for line in lines]

    assert [record.get("act", "hidden") for record in records] == ["created", "added", "hidden", "hidden", "hidden", "handed_over"]
    assert all(set(record) == {"hidden", "number"} for record in records[2:5])


def test_the_history_of_an_item_is_in_the_list() -> None:
    at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    assert _listed(package([item(history=((at, "added"),))]))["items"][0]["history"] == [  # type: ignore[index]
        {"at": "2026-11-20T08:00:00+00:00", "act": "added"}
    ]


_ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@given(name=st.text(max_size=40), url=_ANY_TEXT, note=_ANY_TEXT, account=_ANY_TEXT, content=st.binary(max_size=2000))
def test_whatever_is_said_of_an_item_the_package_is_whole_and_says_it_back(
    name: str, url: str, note: str, account: str, content: bytes
) -> None:
    made = package([item(1, content, name=name, url=url, note=note, account=account)])
    listed = _listed(made)["items"][0]  # type: ignore[index]

    assert verifying.verify_stream(io.BytesIO(made), len(made), "evidence.zip", Work()).problems == ()
    assert bytes.fromhex(listed["name_utf8_hex"]).decode() == name
    assert listed["url"] == url.encode("utf-8", "backslashreplace").decode()
    assert _files(made)[listed["path"]] == content
