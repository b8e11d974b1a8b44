"""The calendar file: as RFC 5545 wants it, and with no word on what it is about."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.calendar_file import LONGEST_LINE_OCTETS, calendar_file

AT = datetime(2026, 11, 25, 10, 15, tzinfo=timezone(timedelta(hours=9)))


def test_the_bytes_are_these():
    made = calendar_file([("3 0", AT)], "일정", AT)

    assert (
        made
        == (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Calendar//EN\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\n"
            "UID:bb0c065ba93dfb8ca17e45bacaaa5527\r\nDTSTAMP:20261125T011500Z\r\nDTSTART:20261125T011500Z\r\nDTEND:20261125T013000Z\r\n"
            "SUMMARY:일정\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode()
    )


def test_a_line_that_is_imported_twice_has_the_same_name():
    once, again = (calendar_file([("3 0", AT)], title, AT) for title in ("a", "b"))

    assert once.split(b"UID:")[1][:32] == again.split(b"UID:")[1][:32]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_title_is_folded_escaped_and_read_back(title):
    made = calendar_file([("k", AT)], title, AT)

    lines = made.split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE_OCTETS for line in lines)
    assert all(line.decode() or line == b"" for line in lines)
    unfolded = made.replace(b"\r\n ", b"").decode().split("\r\n")
    (summary,) = [line.removeprefix("SUMMARY:") for line in unfolded if line.startswith("SUMMARY:")]
    plain = summary.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")
    assert plain == "\n".join(title.splitlines())


def test_a_title_cannot_end_its_line():
    made = calendar_file([("k", AT)], "a\r\nEND:VCALENDAR\rb", AT)

    assert made.count(b"\r\nEND:VCALENDAR") == 1
    assert b"\r" not in made.replace(b"\r\n", b"")
