"""Who may use a template, what its letter says of time and place, and what it refuses."""

import io
import itertools
from datetime import UTC, date, datetime

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.answers import read
from desktop.reports.characters import address, drawable, visible
from desktop.reports.errors import AnswerUnfit, LanguageNotOffered, NotForThisAge, NotYourPhotograph, OnlyForUnder18, TemplateUnknown
from desktop.reports.evidence import Evidence, local_time, utc_time
from desktop.reports.letter import form_answers, write_letter
from desktop.reports.printed import as_pdf
from desktop.reports.schema import AgeRule
from desktop.reports.templates import template, templates
from desktop.reports.text import as_text
from tests.reports import cases

MOMENT = datetime(2026, 11, 20, 1, 15, tzinfo=UTC)


def test_a_time_is_given_in_the_recipients_zone_and_in_utc():
    assert local_time(MOMENT, "Asia/Seoul", "ko") == "2026년 11월 20일 10:15:00 (UTC+09:00)"
    assert local_time(MOMENT.astimezone(cases.SEOUL), "", "en") == "November 20, 2026 10:15:00 (UTC+09:00)"
    assert utc_time(MOMENT.astimezone(cases.SEOUL)) == "2026-11-20 01:15:00 UTC"


def test_the_youngest_answer_about_age_decides():
    assert read({"age": "adult"}, ages={"adult", "not_sure"}).is_minor
    assert read({}, ages={"adult"}).age == "adult"
    assert read({"age": "not_asked"}, ages={"not_asked"}).age == ""
    assert read({"age": "under_18"}, ages={"adult"}).is_minor


def test_a_notice_for_adults_is_refused_for_a_minor_and_names_who_helps():
    with pytest.raises(NotForThisAge) as refused:
        write_letter(template("dmca"), read({"age": "not_sure"}), "en")

    assert "Take It Down" in refused.value.what_to_do.within("en")
    assert "Take It Down" in refused.value.what_to_do.within("ko")


def test_a_notice_for_minors_is_refused_for_an_adult():
    with pytest.raises(OnlyForUnder18):
        write_letter(template("us_cybertipline"), read({"age": "adult"}), "en")


def test_a_copyright_notice_stays_closed_to_whoever_did_not_take_the_photograph():
    with pytest.raises(NotYourPhotograph):
        write_letter(template("dmca"), read({**cases.full(template("dmca")), "own_photograph": False}), "en")


def test_a_language_that_a_template_lacks_is_refused():
    with pytest.raises(LanguageNotOffered):
        write_letter(template("kr_ecrm"), read({}), "fr")


def test_an_unknown_template_is_refused():
    with pytest.raises(TemplateUnknown):
        template("nothing")


def test_a_copy_for_reading_says_that_it_is_one():
    answers = read(cases.full(template("kr_ecrm")), cases.items())

    assert "Copy for reading only" in as_text(write_letter(template("kr_ecrm"), answers, "en")[0])
    assert "번역본" not in as_text(write_letter(template("kr_ecrm"), answers, "ko")[0])


def test_an_age_that_nobody_answered_is_missing():
    answers = {name: value for name, value in cases.full(template("us_tida")).items() if name != "age"}

    _, missing = write_letter(template("us_tida"), read(answers, cases.items()), "en")

    assert [one.field_id for one in missing] == ["age"]


def test_a_form_for_one_website_asks_to_choose_when_there_are_two():
    evidence = [Evidence(url="https://one.example/1"), Evidence(url="https://two.example/1")]

    _, missing = write_letter(template("cloudflare"), read(cases.full(template("cloudflare")), evidence), "en")

    assert [one.field_id for one in missing] == ["addresses"]
    assert "one.example, two.example" in str(missing[0].text)


def test_a_form_that_takes_250_addresses_says_so():
    evidence = [Evidence(url=f"https://one.example/{number}") for number in range(251)]

    _, missing = write_letter(template("cloudflare"), read(cases.full(template("cloudflare")), evidence), "en")

    assert "250" in str(missing[0].text)


def test_form_answers_stand_in_the_order_of_the_form_with_their_limits():
    entries = form_answers(template("cloudflare"), read(cases.full(template("cloudflare")), cases.items()), "en")

    assert [label for label, _, _ in entries][:4] == ["Email", "Email again", "Name", "URLs"]
    assert entries[2][2] == 255
    assert entries[3][1].splitlines() == [item.url for item in cases.items()]


def test_for_a_child_the_dsa_notice_leaves_name_and_address_out():
    answers = {**cases.full(template("eu_dsa"), "under_18"), "writing_for": "self"}

    letter, missing = write_letter(template("eu_dsa"), read(answers, cases.items()), "en")

    assert not missing
    assert "Answer to reporter_name" not in as_text(letter)
    assert "Answer to reply_email" not in as_text(letter)


def test_an_answer_that_looks_like_a_template_stays_what_it_is():
    answers = {**cases.full(template("us_tida")), "consent_facts": "{{ 7*7 }} {% include 'x' %}"}

    letter, _ = write_letter(template("us_tida"), read(answers, cases.items()), "en")

    assert "{{ 7*7 }} {% include 'x' %}" in as_text(letter)


@pytest.mark.parametrize("one", [pytest.param(one, id=one.id) for one in templates()])
def test_with_the_least_answers_no_heading_stands_over_nothing(one):
    age = "under_18" if one.age_rule is AgeRule.UNDER_18_ONLY else "adult"
    for language in one.languages:
        for evidence in ([], cases.items(1)):
            letter, _ = write_letter(one, read(cases.minimal(one, age), evidence), language)

            kinds = [str(part.kind) for part in letter.parts] + ["end"]
            assert all(later not in {"heading", "signature", "end"} for kind, later in itertools.pairwise(kinds) if kind == "heading")
            assert all(part.text.strip() or part.items for part in letter.parts)


@pytest.mark.parametrize("lines", range(20, 32, 2))
def test_no_heading_is_left_alone_at_the_foot_of_a_page(lines):
    answers = {**cases.full(template("kr_ecrm")), "facts": "\n".join(f"Line {number}" for number in range(lines))}
    letter, _ = write_letter(template("kr_ecrm"), read(answers, cases.items(1)), "ko")
    headings = {part.text for part in letter.parts if part.kind == "heading"}

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(as_pdf(letter, cases.date(2026, 11, 23)))).pages]

    last_lines = [page.strip().splitlines()[-2].strip() for page in pages]
    assert not headings & set(last_lines)


@pytest.mark.parametrize(
    "wrong",
    [
        {"age": "twelve"},
        {"found_on": "yesterday"},
        {"threatened": "perhaps"},
        {"addresses": 7},
        {"addresses": [{"href": "https://x.example"}]},
        {"addresses": [{"url": "https://x.example", "seen_at": "2026-11-20T10:15:00"}]},
        {"facts": ["a list"]},
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused_in_words(wrong):
    with pytest.raises(AnswerUnfit) as refused:
        read(wrong)

    assert str(refused.value.what_happened)
    assert "{" not in str(refused.value.what_to_do)


def test_answers_may_be_text_as_a_form_gives_them():
    answers = read({"found_on": "2026-11-20", "threatened": "no", "addresses": "https://a.example/1\n\nhttps://a.example/2\n"})

    assert answers.values["found_on"] == date(2026, 11, 20)
    assert answers.values["threatened"] is False
    assert [one.url for one in answers.addresses] == ["https://a.example/1", "https://a.example/2"]


def test_an_address_of_the_case_is_not_listed_twice():
    answers = read({"addresses": ["https://a.example/1"]}, [Evidence(url="https://a.example/1", account="@a")])

    assert len(answers.addresses) == 1


@given(st.text())
def test_any_text_can_be_drawn_and_hides_nothing(text):
    drawn = drawable(text)

    assert drawable(drawn) == drawn
    assert not any(letter in drawn for letter in "\u202e\u2066\x00\x07")
    assert visible(visible(text)) == visible(text)


@given(st.text(min_size=1))
def test_any_address_keeps_its_letters_or_their_percent_codes(text):
    assert " " not in address(text)
    assert address(address(text)) == address(text)


@given(st.text(max_size=300))
def test_any_answer_gives_a_pdf(text):
    letter, _ = write_letter(
        template("us_tida"), read({**cases.full(template("us_tida")), "consent_facts": text}, [Evidence(account=text)]), "en"
    )

    assert as_pdf(letter, date(2026, 11, 23)).startswith(b"%PDF")
