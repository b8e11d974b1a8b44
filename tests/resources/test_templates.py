"""What ships as templates: complete in each language, silent about what must never be asked, safe for minors."""

import re

import pytest

from desktop.core import places
from desktop.core.texts import LANGUAGES
from desktop.reports.answers import read
from desktop.reports.errors import NotForThisAge
from desktop.reports.letter import write_letter
from desktop.reports.recipients import recipient
from desktop.reports.schema import AgeRule
from desktop.reports.template import Template
from desktop.reports.templates import questions, templates
from desktop.reports.text import as_text
from tests.reports import cases

EVERY = [pytest.param(one, language, id=f"{one.id}-{language}") for one in templates() for language in one.languages]
ADULTS_ONLY = [one for one in templates() if one.age_rule is AgeRule.ADULT_ONLY]

# Facts, section 0.3: never asked for.
NEVER_ASKED = re.compile(
    r"주민등록번호|passport|social security|password|비밀번호|date of birth|생년월일|sexual history|성 경험|"
    r"clothing|옷차림|relationship history",
    re.IGNORECASE,
)
PERJURY = re.compile(r"perjury|위증|eidesstattlich|parjure|偽証", re.IGNORECASE)
POSTAL_ADDRESS_IS_ASKED_BY = {"us_ic3", "dmca"}
# Words for a picture, and for handing one over, that no report about someone under 18 may hold.
PICTURES = re.compile(
    r"\bimages?\b|\bphoto(graph)?s?\b|\bpictures?\b|\bscreenshots?\b|\benclosed\b|이미지|사진|화면 캡처|캡처|"
    r"\bFotos?\b|\bBilder\b|\bphotographies?\b|画像|写真|चित्र|फ़ोटो",
    re.IGNORECASE,
)


def as_asked(template: Template, language: str) -> str:
    texts = [block.words.get(language, "") for block in template.letter]
    texts += [f"{entry.label(language)} {entry.value.get(language) or entry.value.get('any') or ''}" for entry in template.file.form]
    return "\n".join(texts)


def test_there_are_at_least_forty_five_templates():
    assert len(templates()) >= 45


def test_the_least_that_was_promised_is_there():
    assert {"kr_ecrm", "kr_d4u", "telegram", "google_search", "us_tida", "eu_dsa", "host"} <= {one.id for one in templates()}


@pytest.mark.parametrize("template", [pytest.param(one, id=one.id) for one in templates()])
def test_a_template_is_written_in_the_languages_its_recipient_reads_and_in_ours(template: Template):
    assert set(LANGUAGES) <= set(template.languages)
    assert set(template.sent_in) & set(recipient(template.recipient_id).languages)
    assert template.languages[0] in template.sent_in
    assert template.file.reviewed == "no"


@pytest.mark.parametrize("question", [pytest.param(one, id=one.id) for one in questions().values()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_a_label_and_a_help_text(question, language: str):
    assert question.label(language)
    assert question.help(language)
    assert not NEVER_ASKED.search(question.label(language))
    assert "!" not in question.help(language)


def test_every_question_is_asked_by_some_template():
    asked = {field.id for one in templates() for field in one.fields}

    assert asked == set(questions())


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_what_must_never_be_asked_stands_in_no_report(template: Template, language: str):
    assert not NEVER_ASKED.search(as_asked(template, language))
    assert bool(PERJURY.search(as_asked(template, language))) == (template.id == "dmca")


def test_a_postal_address_is_asked_only_where_the_form_insists():
    assert {one.id for one in templates() if one.field("postal_address")} == POSTAL_ADDRESS_IS_ASKED_BY


@pytest.mark.parametrize("age", ["under_18", "not_sure"])
@pytest.mark.parametrize(("template", "language"), EVERY)
def test_a_report_about_someone_under_18_names_no_picture_or_is_refused(template: Template, language: str, age: str):
    answers = read(cases.full(template, age), cases.items())
    if template in ADULTS_ONLY:
        with pytest.raises(NotForThisAge) as refused:
            write_letter(template, answers, language)
        assert str(refused.value.what_to_do)
        return

    letter, missing = write_letter(template, answers, language)

    assert not missing
    assert not PICTURES.search(as_text(letter))


@pytest.mark.parametrize("template", [pytest.param(one, id=one.id) for one in templates() if one.under_18])
def test_a_template_for_minors_goes_to_a_recipient_that_takes_them(template: Template):
    assert recipient(template.recipient_id).age_rule is not AgeRule.ADULT_ONLY


def test_the_page_sources_reach_for_nothing_outside():
    for file in (places.resources() / "templates").glob("*.typ"):
        source = file.read_text(encoding="utf-8")
        assert "#import" not in source
        assert "@preview" not in source
        assert "eval(" not in source
