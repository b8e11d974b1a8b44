"""A long JSON file is read value by value, and says the same as one that is read at once."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ingest import json_stream
from desktop.ingest.json_stream import NoJson, Source

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Trickling(io.BytesIO):
    """A file that gives a few bytes at a time."""

    def read(self, _count: int | None = -1) -> bytes:
        return super().read(3)


@given(st.lists(VALUES, max_size=6), st.booleans(), st.sampled_from([None, 1]))
def test_a_list_is_read_entry_by_entry(values: list[object], is_ascii: bool, indent: int | None) -> None:
    source = Source(Trickling(json.dumps(values, ensure_ascii=is_ascii, indent=indent).encode("utf-8", "surrogatepass")))

    found = [source.value() for _entry in source.entries()]
    source.end()

    assert found == values


@given(st.dictionaries(st.text(), VALUES, max_size=6))
def test_an_object_is_read_field_by_field(values: dict[str, object]) -> None:
    source = Source(Trickling(json.dumps(values).encode()))

    found = {name: source.value() for name in source.fields()}
    source.end()

    assert found == values


@pytest.mark.parametrize(
    "text", ["", "[", "[1", "[1,", "[1,]", "[1 2]", "[1]x", '[{"a":1]', '["a', "[" * 100_000, "[NaNa]", "{1:2}", "[\ud800]"]
)
def test_what_is_no_list_is_refused(text: str) -> None:
    source = Source(io.BytesIO(text.encode("utf-8", "surrogatepass")))

    with pytest.raises(ValueError):  # noqa: PT011  NoJson and UnicodeDecodeError are both
        for _entry in source.entries():
            source.value()
        source.end()


def test_a_value_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MOST_ONE_VALUE", 10)
    source = Source(Trickling(json.dumps(["short", "x" * 50]).encode()))

    entries = source.entries()
    next(entries)
    assert source.value() == "short"
    next(entries)
    with pytest.raises(NoJson):
        source.value()
