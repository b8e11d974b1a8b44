"""After writing: sent, due, overdue, answered; seen again; the next notice; the same letter byte for byte."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core import clock
from desktop.reports.errors import NothingNew, ReportMissing, ReportNotReady, TimeToCome
from desktop.services import following, remaking, reporting, vaults
from desktop.services.following import Stage
from desktop.services.vaults import AgeAnswer, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.reports import cases

HOUR = timedelta(hours=1)


@pytest.fixture
def vault(tmp_path):
    with vaults.create(tmp_path / "vault", "a long enough passphrase", cost=CHEAP_COST_FOR_TESTS_ONLY) as opened:
        opened.add_link("https://videos.example/1", Where(account="@one"), AgeAnswer.ADULT)
        opened.add_link("https://videos.example/2", Where(), AgeAnswer.ADULT)
        yield opened


def kept(vault, template_id="us_tida", language="en", **changed):
    answers = {**cases.full(reporting.template(template_id)), **changed}
    items = vault.items()
    made = reporting.draft(template_id, answers, language, items)
    reporting.keep(vault, made, answers, [item.id for item in items])
    return following.followed(vault)[-1]


def test_a_report_about_several_items_is_one_report(vault):
    kept(vault)
    kept(vault)

    found = following.followed(vault)
    assert len(found) == 2
    assert all(one.item_ids == ("0001", "0002") for one in found)
    assert {one.stage for one in found} == {Stage.WRITTEN}


def test_48_hours_after_sending_the_notice_is_overdue_and_says_where_to_complain(vault):
    one = kept(vault)
    sent_at = clock.now() - 47 * HOUR
    following.mark_sent(vault, one.number, sent_at, "web form", "4711")

    (before,) = following.followed(vault)
    (after,) = following.followed(vault, sent_at + 49 * HOUR)

    assert (before.stage, after.stage) == (Stage.WAITING, Stage.OVERDUE)
    assert before.sent.reference == "4711"
    assert abs(after.dues[0].at - (sent_at + 48 * HOUR)) < timedelta(seconds=1)
    assert after.dues[0].then_template == "us_ftc"
    assert "TakeItDown.ftc.gov" in str(after.dues[0].then)


def test_a_limit_that_is_not_certain_never_makes_a_report_overdue(vault):
    one = kept(vault, "kr_kmcsc", "ko")
    following.mark_sent(vault, one.number)

    (later,) = following.followed(vault, clock.now() + 100 * HOUR)

    assert [limit.is_sure for limit in later.dues] == [False]
    assert later.dues[0].has_passed
    assert later.stage is Stage.WAITING


def test_the_three_months_of_the_strafantrag_run_from_the_answer_until_it_is_sent(vault):
    one = kept(vault, "de_anzeige", "de", knowledge_date="2026-10-15")

    assert [limit.at.date().isoformat() for limit in one.dues] == ["2027-01-15"]
    assert following.mark_sent(vault, one.number).dues == ()


def test_an_answer_ends_the_waiting_and_both_acts_stand_in_the_log(vault):
    one = kept(vault)
    following.mark_sent(vault, one.number, clock.now() - 100 * HOUR)

    assert following.mark_answered(vault, one.number).stage is Stage.ANSWERED
    assert [entry.act for entry in vault.log()].count("report_sent") == 1
    assert [entry.act for entry in vault.log()].count("report_answered") == 1


def test_a_later_note_of_sending_corrects_the_earlier(vault):
    one = kept(vault)
    following.mark_sent(vault, one.number, reference="1")

    assert following.mark_sent(vault, one.number, reference="2").sent.reference == "2"


def test_a_draft_cannot_have_been_sent_and_nothing_is_sent_tomorrow(vault):
    draft = kept(vault, signature="")
    ready = kept(vault)

    with pytest.raises(ReportNotReady):
        following.mark_sent(vault, draft.number)
    with pytest.raises(TimeToCome):
        following.mark_sent(vault, ready.number, datetime.now(UTC) + 24 * HOUR)
    with pytest.raises(ReportMissing):
        following.mark_sent(vault, 999)


def test_the_next_notice_has_the_same_answers_and_only_the_new_addresses(vault):
    one = kept(vault)
    following.mark_sent(vault, one.number)
    first = following.seen_again(vault, "0001", Where(url="https://other.example/9", account="@two"))
    second = following.seen_again(vault, first.id, Where(url="https://third.example/1"))
    vault.add_link("https://unrelated.example/", Where(), AgeAnswer.ADULT)

    next_one = remaking.again(vault, one.number)
    made = reporting.draft(next_one.template_id, next_one.answers, next_one.language, next_one.items)

    assert [item.id for item in next_one.items] == [first.id, second.id]
    assert set(made.addresses) == {"https://other.example/9", "https://third.example/1"}
    assert made.is_ready
    assert "videos.example/1" not in made.text
    assert made.written_on == clock.now().date()


def test_what_was_reported_again_is_not_new_any_more(vault):
    one = kept(vault)
    following.seen_again(vault, "0001", Where(url="https://other.example/9"))
    kept(vault)

    with pytest.raises(NothingNew):
        remaking.again(vault, one.number)


def test_what_a_minors_item_was_seen_again_at_is_a_minors_item(vault):
    minors = vault.add_link("https://videos.example/3", Where(), AgeAnswer.NOT_SURE)

    assert following.seen_again(vault, minors.id, Where(url="https://other.example/3")).age is AgeAnswer.NOT_SURE


@pytest.mark.parametrize(("template_id", "language"), [("kr_ecrm", "ko"), ("us_tida", "en")])
def test_a_letter_is_made_again_byte_for_byte(vault, tmp_path, template_id, language):
    answers = {name: value for name, value in cases.full(reporting.template(template_id)).items() if name != "letter_date"}
    made = reporting.draft(template_id, answers, language, vault.items())
    reporting.keep(vault, made, answers, ["0001", "0002"])
    first = reporting.save(made, tmp_path / "first", ("pdf", "docx", "txt"))

    remade = remaking.remake(vault, following.followed(vault)[0].number)
    second = remaking.save(remade, tmp_path / "second", ("pdf", "docx", "txt"))

    assert remade.is_same
    assert remade.difference is None
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_changed_template_is_told_and_the_words_as_they_were_are_kept(vault, tmp_path):
    one = kept(vault)
    content = {**one.content, "version": 0, "text": "The old words."}
    vault.keep_record(reporting.REPORT_RECORD, "0001", content)
    number = following.followed(vault)[-1].number

    remade = remaking.remake(vault, number)
    paths = remaking.save(remade, tmp_path, ("txt",))

    assert not remade.is_same
    assert "version 0" in str(remade.difference)
    assert paths[-1].read_text("utf-8-sig") == "The old words."


def test_a_calendar_file_tells_nobody_what_it_is_about(vault, tmp_path, language):
    one = kept(vault)
    following.mark_sent(vault, one.number, reference="4711")

    count = following.save_calendar(following.followed(vault), tmp_path / "a.ics")

    written = (tmp_path / "a.ics").read_text("utf-8")
    assert count == 1
    assert {"en": "SUMMARY:Appointment", "ko": "SUMMARY:일정"}[language] in written
    assert not [word for word in ("Linden", "tida", "TAKE", "videos", "4711") if word.lower() in written.lower()]
