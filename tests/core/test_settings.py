"""Settings survive whatever is in their file."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import places
from desktop.core import settings as kept
from desktop.core.errors import FolderNotWritable

_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _file():
    places.settings_folder().mkdir(parents=True, exist_ok=True)
    return places.settings_folder() / kept.FILE_NAME


def test_without_a_file_the_defaults_hold() -> None:
    assert kept.load() == kept.Settings()


def test_what_is_saved_is_read_back() -> None:
    chosen = kept.Settings(language="ko", appearance="contrast", text_percent=150, lock_after_minutes=1)

    kept.save(chosen)

    assert kept.load() == chosen


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_settings(content: bytes) -> None:
    _file().write_bytes(content)

    assert isinstance(kept.load(), kept.Settings)


@given(st.dictionaries(st.sampled_from([*kept._ALLOWED, "unknown"]), _anything))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_not_allowed_falls_back_to_its_default(saved: dict) -> None:
    _file().write_text(json.dumps(saved), encoding="utf-8")

    loaded = kept.load()

    for name, allowed in kept._ALLOWED.items():
        value = getattr(loaded, name)
        assert value in allowed
        assert type(value) is type(allowed[0])


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"language": ' * 50_000, b"9" * 100_000, b"[]", b"null", b'{"text_percent": true}'])
def test_hostile_json_gives_the_defaults(content: bytes) -> None:
    _file().write_bytes(content)

    assert kept.load() == kept.Settings()


def test_a_folder_that_cannot_be_made_is_a_typed_error(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(places.SETTINGS_VARIABLE, str(tmp_path / "file" / "below"))

    with pytest.raises(FolderNotWritable):
        kept.save(kept.Settings())


def test_on_a_shared_computer_nothing_is_kept_and_what_was_kept_goes() -> None:
    kept.save(kept.Settings(language="ko"))

    kept.save(kept.with_computer(kept.Settings(language="ko"), "shared"))

    assert not (places.settings_folder() / kept.FILE_NAME).exists()
    assert kept.load() == kept.Settings()


def test_on_a_shared_computer_it_locks_sooner_and_on_an_own_one_as_before() -> None:
    shared = kept.with_computer(kept.Settings(), "shared")

    assert shared.lock_after_minutes == 1
    assert kept.with_computer(shared, "mine").lock_after_minutes == kept.Settings().lock_after_minutes


def test_a_time_that_was_chosen_stays_on_an_own_computer() -> None:
    assert kept.with_computer(kept.Settings(lock_after_minutes=1), "mine").lock_after_minutes == 1


def test_beside_a_counselor_pictures_stay_grey() -> None:
    assert kept.with_beside(kept.Settings(), "counselor").pictures == "grey"
    assert kept.with_beside(kept.Settings(), "alone").pictures == "colour"
