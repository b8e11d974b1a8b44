"""What ships about recipients: every fact has its source and date, and known wrong numbers stand nowhere."""

import re

import pytest

from desktop.core import places
from desktop.core.texts import LANGUAGES
from desktop.reports.guides import guides, help_lines
from desktop.reports.notes import contact, deadline, fact, words
from desktop.reports.recipients import Recipient, recipients, sources
from desktop.reports.routes import _rules, services_for_minors, suggest
from desktop.reports.schema import AgeRule, Confidence
from desktop.reports.templates import templates

# Digits and addresses that are printed elsewhere and are wrong.
WRONG = ("7358894", "0212345678", "dmca@pornhub.com", "dsa.telegram@edsr.eu")
D4U = "02-735-8994"
WOMENS_LINE = "1366"
YOUTH_LINE = "1388"

EVERY = [pytest.param(one, id=one.id) for one in recipients()]


def shipped_texts() -> dict[str, str]:
    folders = ("recipients", "templates", "guides")
    return {file.name: file.read_text(encoding="utf-8") for folder in folders for file in (places.resources() / folder).glob("*.toml")}


def test_every_recipient_of_the_facts_is_there():
    assert len(recipients()) >= 55


@pytest.mark.parametrize("recipient", EVERY)
def test_every_fact_has_a_known_source_and_a_date(recipient: Recipient):
    assert recipient.reached
    for one in recipient.facts:
        assert one.source in sources()
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", one.date)
        assert (one.source == "MEM") == (one.confidence is Confidence.MEMORY)


@pytest.mark.parametrize("recipient", EVERY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unsure_says_so_and_every_fact_shows_its_date(recipient: Recipient, language: str):
    check = {"en": "Check before sending", "ko": "보내기 전에 확인하세요"}[language]
    shown = [(one, contact(one)) for one in recipient.reached] + [(one, deadline(one)) for one in recipient.deadlines]
    claims = (*recipient.who_may_file, *recipient.legal_basis, *recipient.what_happens, *recipient.discloses, *recipient.careful)
    shown += [(one, fact(one, words(one.text))) for one in claims]

    for claim, sentence in shown:
        assert claim.date in sentence.within(language)
        assert sentence.within(language).startswith(check) == (not claim.is_sure)


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_numbers_and_addresses_stand_nowhere(wrong: str):
    for name, text in shipped_texts().items():
        assert wrong not in re.sub(r"(?<=\d)[-\s](?=\d)", "", text), name


def test_the_old_address_of_the_centre_stands_nowhere():
    for name, text in shipped_texts().items():
        assert not re.search(r"(?<![\w.])d4u\.or\.kr", text), name


def test_the_number_of_the_korean_centre_is_the_right_one():
    centre = next(one for one in recipients() if one.id == "kr_d4u")

    assert {one.value for one in centre.reached if one.way == "phone"} == {D4U, WOMENS_LINE}
    assert {D4U, WOMENS_LINE} <= {line.number for line in help_lines("KR")}


def test_nobody_with_a_minors_case_is_sent_to_a_service_for_adults():
    for age in ("under_18", "not_sure", ""):
        for country in ("", *_rules().countries):
            for host in ("", *_rules().hosts):
                for one in suggest(age, hosted=host, country=country):
                    assert one.recipient.age_rule is not AgeRule.ADULT_ONLY


def test_a_suggested_template_exists_goes_to_that_recipient_and_fits_the_age():
    by_id = {one.id: one for one in templates()}
    for rule in _rules().routes:
        if rule.template is None:
            continue
        template = by_id[rule.template]
        assert template.recipient_id == rule.recipient
        assert rule.age is not AgeRule.UNDER_18_ONLY or template.under_18


def test_a_person_in_korea_with_a_telegram_channel_gets_help_police_and_removal_in_that_order():
    order = [one.recipient.id for one in suggest("adult", "public", "self", "telegram", "KR")]

    assert order.index("kr_d4u") < order.index("kr_ecrm") < order.index("telegram_abuse") < order.index("google_search")


def test_in_every_country_a_minor_is_told_of_a_service_that_takes_them():
    for country in _rules().countries:
        for language in LANGUAGES:
            assert services_for_minors(country).within(language)


@pytest.mark.parametrize("line", [pytest.param(one, id=one.id) for one in help_lines()])
def test_every_help_line_can_be_reached_and_names_its_source(line):
    assert line.number or line.address
    assert line.source in sources()
    assert (line.source == "MEM") == (line.confidence is Confidence.MEMORY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_are_there_in_every_language(language: str):
    assert {"keep", "screenshots", "blackmail", "telling", "child"} <= {card.id for card in guides()}
    for card in guides():
        assert card.title(language)
        assert all(step(language) for step in card.steps)
        assert "!" not in "".join(step(language) for step in card.steps)


def test_whoever_is_young_finds_a_line_for_young_people_in_korea():
    lines = {line.number: line for line in help_lines("KR")}

    assert {"112", WOMENS_LINE, YOUTH_LINE} <= set(lines)
    assert lines[YOUTH_LINE].age_rule is AgeRule.ANY


def test_every_number_on_a_card_is_one_of_the_help_lines():
    known = {line.number for line in help_lines()}

    named = {number for card in guides() for step in card.steps for number in re.findall(r"(?<![\d-])1\d{2,3}(?!\d)", step("ko"))}

    assert named
    assert named <= known
