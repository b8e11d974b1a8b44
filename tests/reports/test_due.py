"""When time limits end: hours from the moment, days and months with the last hour of the last day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reports import due
from desktop.reports.recipients import CountedFrom, Deadline, recipients
from desktop.reports.templates import questions, template

SEOUL = ZoneInfo("Asia/Seoul")


def limit(**length: object) -> Deadline:
    words = {"en": "x", "ko": "x"}
    return Deadline.model_validate(
        {"what": words, "starts": words, "source": "MEM", "date": "2026", "confidence": "MEM", "counted_from": "sending", **length}
    )


@pytest.mark.parametrize(
    ("length", "start", "end"),
    [
        ({"hours": 48}, "2026-11-23T10:15:00", "2026-11-25T10:15:00"),
        ({"hours": 2}, "2026-12-31T23:00:00", "2027-01-01T01:00:00"),
        ({"days": 7}, "2026-11-23T10:15:00", "2026-11-30T23:59:59"),
        ({"days": 7, "working_days": True}, "2026-11-23T10:15:00", "2026-12-02T23:59:59"),
        ({"days": 3, "working_days": True}, "2026-11-28T10:15:00", "2026-12-02T23:59:59"),
        ({"months": 1}, "2027-01-31T08:00:00", "2027-02-28T23:59:59"),
        ({"months": 1}, "2028-01-31T08:00:00", "2028-02-29T23:59:59"),
        ({"months": 3}, "2026-11-30T08:00:00", "2027-02-28T23:59:59"),
        ({"months": 3}, "2026-10-15T00:00:00", "2027-01-15T23:59:59"),
    ],
)
def test_a_limit_ends_when_the_rules_say(length, start, end):
    found = due.ends_at(limit(**length), datetime.fromisoformat(start).replace(tzinfo=SEOUL))

    assert found == datetime.fromisoformat(end).replace(tzinfo=SEOUL)


def test_a_clock_that_is_put_back_takes_no_hour_away():
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 24, 12, tzinfo=berlin)

    end = due.ends_at(limit(hours=48), start)

    assert end.timestamp() - start.timestamp() == 48 * 3600


@given(st.datetimes(datetime(2020, 1, 1), datetime(2080, 1, 1)), st.integers(1, 24))
def test_months_never_leave_the_month_they_end_in(start, months):
    end = due.ends_at(limit(months=months), start.replace(tzinfo=SEOUL))

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


def test_every_shipped_limit_that_is_counted_from_an_answer_names_one_that_a_template_asks():
    counted = [(one, limit) for one in recipients() for limit in one.deadlines if limit.counted_from is CountedFrom.ANSWER]

    assert counted
    for _who, one in counted:
        assert one.counted_from_answer in questions()


def test_every_template_that_a_limit_leads_to_ships():
    named = [limit.then.template for one in recipients() for limit in one.deadlines if limit.then and limit.then.template]

    assert named
    assert all(template(name) for name in named)


def test_after_48_hours_the_us_notice_leads_to_the_complaint_at_the_ftc():
    (notice,) = [one for one in recipients() if one.id == "notice_us_tida"]

    assert "TakeItDown.ftc.gov" in due.then(notice.deadlines[0].then).within("ko")
