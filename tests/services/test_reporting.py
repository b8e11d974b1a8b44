"""Reports as the window and the commands use them: drafts from items, files, and what the vault keeps."""

from datetime import date, datetime

import pypdf
import pytest

from desktop.core.errors import AlreadyThere, FolderNotWritable
from desktop.core.work import Work
from desktop.reports.errors import FieldUnknown, NotForThisAge
from desktop.services import reporting, vaults
from desktop.services.vaults import AgeAnswer, Where
from tests.reports import cases

PASSPHRASE = "a long enough passphrase"


@pytest.fixture
def vault(tmp_path):
    with vaults.create(tmp_path / "vault", PASSPHRASE) as opened:
        yield opened


def seen(url: str) -> Where:
    return Where(url=url, account="@someone", platform="Telegram", seen_at=datetime(2026, 11, 20, 10, 15, tzinfo=cases.SEOUL))


def answers_for(template_id: str, age: str = "adult") -> dict[str, object]:
    return cases.full(reporting.template(template_id), age)


def test_a_draft_holds_the_address_account_time_and_hash_of_every_item(vault):
    item = vault.add_file(b"not a picture", "a.bin", seen("https://t.me/room/1"), AgeAnswer.ADULT, Work())
    link = vault.add_link("https://t.me/room/2", Where(account="@other"), AgeAnswer.ADULT)

    made = reporting.draft("kr_ecrm", answers_for("kr_ecrm"), "ko", vault.items())

    assert made.is_ready
    for text in ("https://t.me/room/1", "https://t.me/room/2", "@someone", "@other", "2026-11-20 01:15:00 UTC", item.sha256):
        assert text in made.text
    assert set(made.addresses) == {"https://t.me/room/1", "https://t.me/room/2"}
    assert link.id


def test_one_item_that_may_show_a_child_makes_the_whole_report_one_for_minors(vault):
    vault.add_link("https://t.me/room/1", Where(), AgeAnswer.ADULT)
    vault.add_link("https://t.me/room/2", Where(), AgeAnswer.NOT_SURE)

    made = reporting.draft("kr_ecrm", answers_for("kr_ecrm"), "ko", vault.items())

    assert "아동·청소년성착취물" in made.text
    with pytest.raises(NotForThisAge):
        reporting.draft("dmca", answers_for("dmca"), "en", vault.items())


def test_a_report_that_lacks_something_is_a_draft_in_name_and_on_its_face(tmp_path):
    made = reporting.draft("us_tida", {}, "en")

    paths = reporting.save(made, tmp_path / "out", ("pdf", "docx", "txt"))

    assert not made.is_ready
    assert all("DRAFT" in path.name for path in paths)
    assert (tmp_path / "out" / "us_tida-en-DRAFT.txt").read_text("utf-8-sig").splitlines()[1].startswith("DRAFT")


def test_a_finished_report_comes_with_a_page_for_the_person_in_their_language(tmp_path):
    made = reporting.draft("us_tida", {**answers_for("us_tida"), "addresses": ["https://a.example/1"]}, "en", reader="ko")

    names = [path.name for path in reporting.save(made, tmp_path, ("pdf",))]

    assert names == ["us_tida-en.pdf", "us_tida-en-read-before-sending.pdf"]
    assert "보내기 전에 읽어 보세요" in reporting.as_text(made.notes)
    assert "Read before sending" not in made.text


def test_nothing_is_written_over(tmp_path):
    made = reporting.draft("us_tida", {}, "en")
    reporting.save(made, tmp_path, ("txt",))

    with pytest.raises(AlreadyThere):
        reporting.save(made, tmp_path, ("txt",))


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FolderNotWritable):
        reporting.save(reporting.draft("us_tida", {}, "en"), tmp_path / "file" / "out", ("txt",))


def test_a_pdf_is_tagged_titled_and_carries_no_font_of_this_computer(tmp_path):
    made = reporting.draft("kr_ecrm", {**answers_for("kr_ecrm"), "addresses": ["https://a.example/1"]}, "ko")

    pdf = pypdf.PdfReader(reporting.save(made, tmp_path, ("pdf",))[0])

    fonts = {
        font["/BaseFont"].split("+")[-1]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].get_object().values()
        for font in [font.get_object()]
    }
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "ko"
    assert pdf.metadata.title == made.letter.title
    assert all(font.startswith(("Pretendard", "NotoSansDevanagari")) for font in fonts)


def test_the_vault_keeps_what_was_reported_and_its_log_says_so(vault):
    item = vault.add_link("https://t.me/room/1", Where(), AgeAnswer.ADULT)
    answers = answers_for("kr_ecrm")
    made = reporting.draft("kr_ecrm", answers, "ko", [item])

    reporting.keep(vault, made, answers, [item.id])

    kept = vault.records("report", item.id)[0].content
    again = reporting.draft(kept["template"], reporting.answers_of(kept), kept["language"], [item])
    assert again.text == made.text
    assert vault.log()[-1].act == "reported"
    assert vault.log()[-1].item_id == item.id


def test_an_answer_that_no_report_asks_for_is_named():
    with pytest.raises(FieldUnknown):
        reporting.check_answer_names({"reporter_nam": "x"})


def test_a_draft_is_dated_today_unless_told_otherwise():
    assert reporting.draft("us_tida", {}, "en").written_on == datetime.now().astimezone().date()
    assert reporting.draft("us_tida", {"letter_date": "2026-01-02"}, "en").written_on == date(2026, 1, 2)


def test_help_and_guides_are_there():
    assert reporting.help_lines("KR")
    assert len(reporting.help_lines()) > len(reporting.help_lines("KR"))
    assert reporting.guides()


def test_the_review_page_shows_every_template_and_loads_nothing(tmp_path):
    reporting.save_review(tmp_path / "review.html")

    page = (tmp_path / "review.html").read_text("utf-8")
    assert all(f'id="{one.id}"' in page for one in reporting.templates())
    assert "<script" not in page
    assert "src=" not in page
