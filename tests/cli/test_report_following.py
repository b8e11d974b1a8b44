"""`linden report` after writing, as others script against it."""

import json

import pytest

from desktop.services import reporting, vaults
from desktop.services.vaults import AgeAnswer, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.reports import cases

PASSPHRASE = "a long enough passphrase"


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    with vaults.create(folder, PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        vault.add_link("https://videos.example/1", Where(account="@one"), AgeAnswer.ADULT)
        answers = cases.full(reporting.template("us_tida"))
        made = reporting.draft("us_tida", answers, "en", vault.items())
        reporting.keep(vault, made, answers, ["0001"])
    return folder


@pytest.fixture
def report(linden, case):
    def run(*arguments):
        return linden("report", *arguments, "--vault", case, "--passphrase-stdin", stdin=PASSPHRASE.encode() + b"\n")

    return run


def number_of(report):
    return json.loads(report("due", "--json").out.splitlines()[0])["report"]


def test_a_sent_report_is_due_then_overdue_with_exit_status_3_then_answered(report, language):
    number = number_of(report)

    sent = report("sent", number, "--at", "2026-01-01T10:00", "--how", "web form", "--reference", "4711", "--json")
    due = report("due")
    listed = json.loads(report("due", "--json").out)

    assert sent.code == 0, sent.err
    assert due.code == 3
    assert "TakeItDown.ftc.gov" in due.out
    assert "4711" in due.out
    assert listed["stage"] == "overdue"
    assert listed["due"][0]["passed"]
    assert listed["due"][0]["then_template"] == "us_ftc"
    assert report("answered", number).code == 0
    assert report("due").code == 0


def test_seen_again_makes_the_next_notice(report, tmp_path):
    number = number_of(report)
    assert report("make", "--again", number, "-o", tmp_path / "none").code == 1

    seen = report("seen-again", "0001", "https://other.example/2", "--account", "@two", "--json")
    made = report("make", "--again", number, "--format", "txt", "-o", tmp_path / "out", "--json")

    assert json.loads(seen.out)["item"] == "0002"
    assert made.code == 0, made.err
    assert json.loads(made.out)["addresses"] == ["https://other.example/2"]
    assert "videos.example" not in (tmp_path / "out" / "us_tida-en.txt").read_text("utf-8-sig")
    assert len(report("due", "--json").out.splitlines()) == 2


def test_a_report_is_made_once_more(report, tmp_path):
    ended = report("remake", number_of(report), "--format", "txt", "-o", tmp_path / "out", "--json")

    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["same"]


def test_a_calendar_file_is_written_only_when_asked_for(report, tmp_path):
    report("sent", number_of(report))
    file = tmp_path / "a.ics"

    report("due")
    assert not list(tmp_path.glob("*.ics"))
    ended = report("due", "--calendar", file)

    assert ended.code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_make_takes_a_template_or_a_report_and_not_both(linden, report, tmp_path):
    assert report("make", "us_tida", "--again", "1", "-o", tmp_path).code == 2
    assert report("make", "-o", tmp_path).code == 2
    assert linden("report", "make", "--again", "1", "-o", tmp_path).code == 2


def test_a_report_that_is_not_there_and_a_time_that_is_none_are_told(report):
    assert report("sent", "999").code == 1
    assert report("sent", "1", "--at", "soon").code == 2
