"""The steps of a session: every claim has a known source, and what is from memory is not said to be certain."""

from desktop.core import texts
from desktop.reports.guides import Part, session_steps


def test_every_part_of_a_session_has_steps_in_both_languages() -> None:
    steps = session_steps()

    assert {step.part for step in steps} == set(Part)
    assert [step.part for step in steps] == sorted((step.part for step in steps), key=list(Part).index)
    for step in steps:
        assert all(step.text(language) for language in texts.LANGUAGES)


def test_what_is_from_memory_is_not_sure() -> None:
    from_memory = [step for step in session_steps() if step.fact is not None and step.fact.source == "MEM"]

    assert from_memory
    assert not any(step.fact is not None and step.fact.is_sure for step in from_memory)
