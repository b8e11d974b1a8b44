"""Messages are kept packed, and come back as they were: in order, by number, and in their zone."""

import itertools
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ingest import messages as packed
from desktop.ingest.messages import Messages
from desktop.ingest.model import Message, Options

SEOUL = timezone(timedelta(hours=9))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MESSAGES = st.builds(
    Message,
    number=st.integers(1, 10**6),
    at=st.none() | st.datetimes() | st.datetimes(timezones=st.sampled_from([UTC, SEOUL])),
    sender=TEXTS,
    text=TEXTS,
    media=st.tuples() | st.tuples(TEXTS),
    missing=st.tuples() | st.tuples(TEXTS, TEXTS),
    room=TEXTS,
    is_notice=st.booleans(),
)


@given(st.lists(MESSAGES, max_size=30), st.integers(1, 500))
def test_what_is_packed_is_unpacked_as_it_was(listed: list[Message], batch_bytes: int) -> None:
    before, packed.BATCH_BYTES = packed.BATCH_BYTES, batch_bytes
    try:
        kept = Messages(listed)
    finally:
        packed.BATCH_BYTES = before

    assert list(kept) == listed
    assert len(kept) == len(listed)
    assert [kept[place] for place in range(len(listed))] == listed
    assert [kept[-place] for place in range(1, len(listed) + 1)] == listed[::-1]
    assert kept[1:7:2] == listed[1:7:2]


def test_a_number_beyond_the_last_is_refused() -> None:
    kept = Messages([Message(1, None, "a", "b")])

    for place in (1, -2):
        with pytest.raises(IndexError):
            kept[place]


def test_batches_of_one_become_those_of_another_in_its_zone() -> None:
    told = Messages([Message(1, datetime(2026, 3, 4, 10, 15), "민지", "안녕", ("a.jpg",)), Message(2, None, "", "x", is_notice=True)])
    options, taken = Options(SEOUL), Messages()

    for rows in told.batches():
        taken.add_batch(rows, lambda one: Message(one.number, options.placed(one.at, is_shown_in_zone=False), one.sender, one.text))

    assert taken[0].at == datetime(2026, 3, 4, 10, 15, tzinfo=SEOUL)
    assert taken.tally.first_at == taken.tally.last_at == taken[0].at


def test_what_is_told_of_all_is_counted_while_they_come() -> None:
    moments = [datetime(2026, 3, day, tzinfo=UTC) for day in (3, 1, 2)]
    tally = Messages(
        [
            Message(1, moments[0], "민지", "one", ("a.jpg",)),
            Message(2, moments[1], "Jo", "two", ("a.jpg", "b.jpg"), ("c.jpg",)),
            Message(3, moments[2], "", "", is_notice=True),
            Message(4, None, "민지", "three"),
        ]
    ).tally

    assert (tally.said, tally.telling, tally.missing) == (3, 3, 1)
    assert [*tally.senders] == ["민지", "Jo"]
    assert (tally.first_at, tally.last_at) == (moments[1], moments[0])
    assert {medium: message.number for medium, message in tally.of_medium.items()} == {"a.jpg": 1, "b.jpg": 2}


def test_a_hundred_thousand_messages_take_a_few_mebibytes() -> None:
    numbers = itertools.count(1)
    kept = Messages(Message(next(numbers), datetime(2026, 3, 4, tzinfo=UTC), "민지", f"안녕하세요 {place}") for place in range(100_000))

    assert len(kept) == 100_000
    assert kept[99_999].text == "안녕하세요 99999"
    assert kept.packed_bytes < 3 * 1024 * 1024
