"""A package in parts: joined with what every system has it is the package; a part that lacks is named."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import AlreadyThere
from desktop.core.work import Work
from desktop.handover import building, parts, verifying
from desktop.handover.errors import PartMissing, PartSizeWrong
from desktop.handover.parts import Part, PartsWriter
from tests.handover.packages import KEY, item, planned, written

PLAN = planned([item(1, bytes(range(256)) * 1000), item(2, b"b")])
WHOLE = written(PLAN)
SIZE = 100_000


def _cut(folder: Path, size: int = SIZE) -> tuple[Part, ...]:
    with PartsWriter(folder / "evidence.zip", size) as writer:
        building.write_once(PLAN, KEY.sign, writer, Work())  # type: ignore[arg-type]
        return writer.finish()


def test_the_parts_joined_are_the_package_and_the_first_is_verified(tmp_path: Path) -> None:
    made = _cut(tmp_path)

    assert b"".join(one.path.read_bytes() for one in made) == WHOLE
    assert [one.path.name for one in made][:2] == ["evidence.zip.001", "evidence.zip.002"]
    assert {one.path.stat().st_size for one in made[:-1]} == {SIZE}
    assert verifying.verify(made[0].path, Work()).ok


@pytest.mark.skipif(shutil.which("cat") is None or shutil.which("sha256sum") is None, reason="this system has no cat")
def test_the_text_beside_them_joins_them(tmp_path: Path) -> None:
    import hashlib

    made = _cut(tmp_path)
    text = parts.how_to_join(tmp_path / "evidence.zip", made, hashlib.sha256(WHOLE).hexdigest(), "ko").decode("utf-8-sig")

    command = next(line for line in text.splitlines() if line.startswith("  cat "))
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    sums = "".join(f"{line}\n" for line in text.splitlines() if len(line.split("  ")[0]) == 64)
    done = subprocess.run(["sha256sum", "-c", "--strict"], cwd=tmp_path, input=sums.encode(), capture_output=True, check=False)

    assert (tmp_path / "evidence.zip").read_bytes() == WHOLE
    assert done.returncode == 0
    assert 'copy /b "evidence.zip.001"+"evidence.zip.002"' in text
    assert "나누" in text


def test_many_parts_are_joined_by_commands_that_windows_takes(tmp_path: Path) -> None:
    made = tuple(Part(parts.part(tmp_path / ("가" * 80 + ".zip"), number), "0" * 64) for number in range(1, 61))

    text = parts.how_to_join(tmp_path / ("가" * 80 + ".zip"), made, "0" * 64, "en").decode("utf-8-sig")
    commands = [line for line in text.splitlines() if "copy /b" in line][:3]

    assert all(len(command) < 8000 for command in commands)
    assert [one.path.name for one in made] == [name for line in commands for name in line.split('"')[1:-2:2] if name[-3:].isdigit()]


def test_a_part_that_lacks_is_named(tmp_path: Path) -> None:
    made = _cut(tmp_path)
    made[-1].path.rename(tmp_path / "elsewhere")
    cut = verifying.verify(made[0].path, Work())
    made[1].path.unlink()

    assert [(one.part, one.code) for one in cut.problems] == [(made[-1].path.name, "missing")]
    with pytest.raises(PartMissing) as caught:
        verifying.verify(made[0].path, Work())
    assert caught.value.facts["name"] == "evidence.zip.002"


def test_a_changed_byte_in_any_part_is_found(tmp_path: Path) -> None:
    made = _cut(tmp_path)
    content = bytearray(made[1].path.read_bytes())
    content[5] ^= 1
    made[1].path.write_bytes(content)

    assert [one.code for one in verifying.verify(made[0].path, Work()).problems] == ["changed"]


def test_nothing_is_left_where_writing_ends_early(tmp_path: Path) -> None:
    (tmp_path / "evidence.zip.002").write_bytes(b"someone's")

    with pytest.raises(AlreadyThere):
        _cut(tmp_path)
    assert [place.name for place in tmp_path.iterdir()] == ["evidence.zip.002"]


def test_more_parts_than_three_digits_can_count_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PartSizeWrong), PartsWriter(tmp_path / "a.zip", 1) as writer:
        writer.write(bytes(1000))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "size"), [("25MB", 25_000_000), ("4095MB", 4_095_000_000), ("1 GiB", 2**30), ("100kb", 100_000)])
def test_sizes_as_people_write_them(text: str, size: int) -> None:
    assert parts.read_size(text) == size


@pytest.mark.parametrize("text", ["", "25", "MB", "-1MB", "99KB", "0GB", "1TB", "9999999999GB", "25MB;"])
def test_other_sizes_are_refused(text: str) -> None:
    with pytest.raises(PartSizeWrong):
        parts.read_size(text)


@given(st.integers(1, 9), st.binary(min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 30)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_parts_are_read_as_the_whole_would_be(
    tmp_path_factory: pytest.TempPathFactory, size: int, content: bytes, reads: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    with PartsWriter(folder / "a", size) as writer:
        writer.write(content)
        made = writer.finish()
    whole = io.BytesIO(content)

    with parts.opened(made[0].path) as (stream, length):
        assert length == len(content)
        for offset, count in reads:
            assert (stream.seek(offset), stream.read(count)) == (whole.seek(offset), whole.read(count))
