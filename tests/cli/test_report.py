"""`linden report`, as others script against it."""

import json

import pytest

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Where

PASSPHRASE = "a long enough passphrase"
ANSWERS = """
age = "adult"
writing_for = "self"
reply_email = "new@example.org"
real_or_fake = "fake"
no_consent = true
consent_facts = "An account that I do not know posted it."
good_faith = true
signature = "Kim Haneul"
service_name = "Example"
letter_date = 2026-11-23
"""


@pytest.fixture
def answers(tmp_path):
    file = tmp_path / "answers.toml"
    file.write_text(ANSWERS, "utf-8")
    return file


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    with vaults.create(folder, PASSPHRASE) as vault:
        vault.add_link("https://videos.example/1", Where(account="@one"), AgeAnswer.ADULT)
        vault.add_file(b"bytes", "a.bin", Where(url="https://videos.example/2"), AgeAnswer.ADULT, Work())
    return folder


def lines(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_recipients_are_one_object_a_line(linden):
    ended = linden("report", "recipients", "--json")

    listed = lines(ended.out)
    assert ended.code == 0
    assert len(listed) >= 55
    assert all({"id", "name", "jurisdiction", "languages", "reached"} <= set(one) for one in listed)


def test_templates_are_one_object_a_line(linden):
    ended = linden("report", "templates", "--json")

    listed = lines(ended.out)
    assert ended.code == 0
    assert len(listed) >= 45
    assert all({"id", "name", "jurisdiction", "languages"} <= set(one) for one in listed)


@pytest.mark.parametrize(
    "command", [("recipients",), ("templates",), ("fields", "kr_ecrm"), ("where", "--age", "adult", "--country", "KR")]
)
def test_lists_can_be_read_by_people_in_both_languages(linden, language, command):
    ended = linden("report", *command)

    assert ended.code == 0
    assert ended.out
    assert not ended.err


def test_fields_say_what_is_required(linden):
    ended = linden("report", "fields", "us_tida", "--json")

    fields = {one["id"]: one for one in lines(ended.out)}
    assert fields["signature"]["required"]
    assert fields["authority"]["required_when"] == {"writing_for": "other"}
    assert set(fields["age"]["label"]) >= {"ko", "en"}


def test_a_report_is_made_from_the_vault_and_noted_there(linden, case, answers, tmp_path):
    ended = linden(
        "report", "make", "us_tida", "--vault", case, "--answers", answers, "--lang", "en", "--format", "pdf,docx,txt",
        "-o", tmp_path / "out", "--passphrase-stdin", "--json", stdin=PASSPHRASE.encode() + b"\n",
    )  # fmt: skip

    made = lines(ended.out)[0]
    assert ended.code == 0, ended.err
    assert made["ready"]
    assert made["missing"] == []
    assert set(made["addresses"]) == {"https://videos.example/1", "https://videos.example/2"}
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".docx", ".txt"}
    with vaults.unlock(case, PASSPHRASE) as vault:
        assert [entry.act for entry in vault.log()].count("reported") == 2


def test_only_the_items_that_were_chosen_are_reported(linden, case, answers, tmp_path):
    with vaults.unlock(case, PASSPHRASE) as vault:
        chosen = vault.items()[1].id

    ended = linden(
        "report", "make", "us_tida", "--vault", case, "--answers", answers, "--items", chosen, "--format", "txt", "-o", tmp_path / "out",
        "--passphrase-stdin", "--json", stdin=PASSPHRASE.encode() + b"\n",
    )  # fmt: skip

    assert lines(ended.out)[0]["addresses"] == ["https://videos.example/2"]


def test_what_is_missing_is_named_and_ends_with_3(linden, answers, tmp_path):
    ended = linden("report", "make", "us_tida", "--answers", answers, "--format", "txt", "-o", tmp_path, "--json")

    made = lines(ended.out)[0]
    assert ended.code == 3
    assert not made["ready"]
    assert [one["field"] for one in made["missing"]] == ["addresses"]
    assert made["missing"][0]["element"] == "location"
    assert all("DRAFT" in file for file in made["files"])


def test_a_report_needs_no_vault(linden, answers, tmp_path):
    answers.write_text(ANSWERS + 'addresses = ["https://videos.example/9"]\n', "utf-8")

    ended = linden("report", "make", "us_tida", "--answers", answers, "--format", "txt", "-o", tmp_path)

    assert ended.code == 0, ended.err
    assert "https://videos.example/9" in (tmp_path / "us_tida-en.txt").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("text", "code"),
    [("age = ", 1), ('reporter_nam = "x"', 1), ('age = "twelve"', 1), ("\x00", 1), ('found_on = "soon"\n', 1)],
)
def test_answers_that_cannot_be_used_are_told_in_words(linden, tmp_path, text, code):
    file = tmp_path / "a.toml"
    file.write_text(text, "utf-8")

    ended = linden("report", "make", "kr_ecrm", "--answers", file, "-o", tmp_path / "out")

    assert ended.code == code
    assert len(ended.err.splitlines()) == 2
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_or_host_is_wrong_usage(linden, tmp_path):
    assert linden("report", "make", "kr_ecrm", "--format", "odt", "-o", tmp_path).code == 2
    assert linden("report", "where", "--host", "nowhere").code == 2


def test_an_unknown_template_is_told(linden, tmp_path):
    ended = linden("report", "make", "kr_police", "-o", tmp_path)

    assert ended.code == 1
    assert "kr_police" in ended.err


def test_the_page_for_a_lawyer_is_written(linden, tmp_path):
    ended = linden("report", "review", tmp_path / "review.html")

    assert ended.code == 0
    assert (tmp_path / "review.html").stat().st_size > 10_000
