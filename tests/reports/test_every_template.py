"""Nothing drops out: every template in every language, with full, minimal and hostile answers, in every format."""

import dataclasses

import pytest

from desktop.reports.answers import read
from desktop.reports.characters import address
from desktop.reports.editable import as_docx
from desktop.reports.evidence import Evidence, local_time, utc_time
from desktop.reports.letter import Letter, write_letter
from desktop.reports.printed import as_pdf
from desktop.reports.schema import AgeRule
from desktop.reports.template import Template
from desktop.reports.templates import templates
from desktop.reports.text import as_text
from tests.reports import cases
from tests.reports.found import as_printed, as_written, squeezed, text_of_docx, text_of_pdf, text_of_txt

DAY = cases.date(2026, 11, 23)
EVERY = [pytest.param(one, language, id=f"{one.id}-{language}") for one in templates() for language in one.languages]


def age_for(template: Template) -> str:
    return "under_18" if template.age_rule is AgeRule.UNDER_18_ONLY else "adult"


def found_in(letter: Letter) -> dict[str, str]:
    return {
        "pdf": text_of_pdf(as_pdf(letter, DAY)),
        "docx": text_of_docx(as_docx(letter, DAY)),
        "txt": text_of_txt(as_text(letter).encode("utf-8-sig")),
    }


def lacking(letter: Letter, wanted: list[str]) -> list[tuple[str, str]]:
    found = found_in(letter)
    return [
        (kind, text[:80]) for text in wanted for kind in found if (as_printed if kind == "pdf" else as_written)(text) not in found[kind]
    ]


def evidence_texts(template: Template, evidence: list[Evidence], language: str) -> list[str]:
    listed = []
    for one in evidence:
        listed += [address(one.url), one.account, local_time(one.seen_at, template.file.time_zone, language), utc_time(one.seen_at)]
        listed += [one.sha256] if template.file.hashes else []
    return listed


def required_texts(template: Template, answers: dict[str, object]) -> list[str]:
    return [
        str(answers[field.id])
        for field in template.fields
        if field.required
        and field.kind in {"text", "long"}
        and field.id in answers
        and not (field.id == "reporter_name" and template.id == "us_ic3")
    ]


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_a_full_report_holds_every_address_time_and_required_answer(template, language):
    answers = cases.full(template, age_for(template))
    evidence = cases.items()

    letter, missing = write_letter(template, read(answers, evidence), language)

    assert not missing
    assert not lacking(letter, evidence_texts(template, evidence, language) + required_texts(template, answers))


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_a_report_with_only_what_is_required_is_ready(template, language):
    answers = cases.minimal(template, age_for(template))
    evidence = [Evidence(url="https://videos.example/only")]

    letter, missing = write_letter(template, read(answers, evidence), language)

    assert not missing
    assert not letter.draft_note
    assert not lacking(letter, ["https://videos.example/only", *required_texts(template, answers)])


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_hostile_answers_are_shown_as_they_are_and_change_nothing_else(template, language):
    answers = cases.full(template, age_for(template), hostile=True)
    evidence = cases.hostile_items(5)

    letter, _ = write_letter(template, read(answers, evidence), language)
    plain, _ = write_letter(template, read(cases.full(template, age_for(template)), evidence), language)

    assert [part.kind for part in letter.parts] == [part.kind for part in plain.parts]
    assert not lacking(letter, evidence_texts(template, evidence, language) + required_texts(template, answers))


@pytest.mark.parametrize("template", [pytest.param(one, id=one.id) for one in templates()])
def test_five_hundred_addresses_are_all_there(template):
    answers = cases.full(template, age_for(template))
    evidence = cases.items(500)
    language = template.languages[0]

    letter, _ = write_letter(template, read(answers, evidence), language)
    found = squeezed(as_text(letter))

    assert not [text for text in evidence_texts(template, evidence, language) if squeezed(text) not in found]


@pytest.mark.parametrize("template_id", ["kr_ecrm"])
def test_five_hundred_hostile_addresses_are_all_in_the_pdf(template_id):
    template = next(one for one in templates() if one.id == template_id)
    evidence = cases.hostile_items(500)

    letter, _ = write_letter(template, read(cases.full(template), evidence), template.languages[0])
    found = text_of_pdf(as_pdf(letter, DAY))

    assert not [one.url for one in evidence if as_printed(address(one.url)) not in found]


@pytest.mark.parametrize(
    ("template", "field"),
    [pytest.param(one, field, id=f"{one.id}-{field.id}") for one in templates() for field in one.fields if field.required],
)
def test_each_required_answer_that_is_left_out_is_named(template, field):
    answers = cases.full(template, age_for(template))
    evidence = [] if field.id == "addresses" else cases.items()
    answers.pop(field.id, None)

    letter, missing = write_letter(template, read(answers, evidence), "en")

    named = [one for one in missing if one.field_id == field.id]
    assert len(named) == 1
    assert field.label("ko") in named[0].text.within("ko")
    assert named[0].element == (field.element or "")
    assert letter.draft_note
    assert field.label("en") in as_text(letter)


@pytest.mark.parametrize(
    ("template", "field"),
    [
        pytest.param(one, field, id=f"{one.id}-{field.id}")
        for one in templates()
        for field in one.fields
        if field.must_be_yes and field.required
    ],
)
def test_a_statement_that_was_not_confirmed_is_not_printed_and_is_named(template, field):
    confirmed = cases.full(template, age_for(template))
    denied = {**confirmed, field.id: False}
    if field.id == "own_photograph":
        pytest.skip("denied, this refuses the whole notice; test_letter has the test")

    with_it, _ = write_letter(template, read(confirmed, cases.items()), "en")
    without, missing = write_letter(template, read(denied, cases.items()), "en")

    assert field.id in {one.field_id for one in missing}
    assert len(as_text(dataclasses.replace(without, draft_note="", lacks=()))) < len(as_text(with_it)) or field.id == "disclosure_known"


@pytest.mark.parametrize("template", [pytest.param(one, id=one.id) for one in templates()])
def test_no_answer_that_is_not_required_blocks(template):
    evidence = cases.items(1)
    required = cases.minimal(template, age_for(template))
    for field in template.fields:
        if field.id in required or field.id == "addresses":
            continue
        if field.id == "writing_for" or any(other.required_when and other.required_when.id == field.id for other in template.fields):
            continue

        _, missing = write_letter(template, read({**required, field.id: cases.answer(field)}, evidence), "en")

        assert not missing


@pytest.mark.parametrize("template", [pytest.param(one, id=one.id) for one in templates()])
def test_the_same_answers_give_the_same_bytes(template):
    def made() -> tuple[bytes, bytes, str]:
        letter, _ = write_letter(template, read(cases.full(template, age_for(template)), cases.items()), template.languages[0])
        return as_pdf(letter, DAY), as_docx(letter, DAY), as_text(letter)

    assert made() == made()
