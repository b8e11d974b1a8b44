"""Videos: every kind is read, frames come by time and change of scene, and whatever is wrong with a file is a known outcome."""

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import LindenError, Stopped
from desktop.core.work import Work
from desktop.media import errors
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.film_reader import FilmFrame, FilmReader
from desktop.media.limits import FilmLimits
from desktop.media.sources import BytesSource, FileSource
from tests.media import clips, pictures

MP4 = clips.clip()
SMALL = clips.clip(frames=clips.scenes(1, 5, (64, 48)), rate=5)


@pytest.fixture(scope="module")
def reader():
    with FilmReader() as one:
        yield one


def read(reader, content, work=None):
    parts = list(reader.read(BytesSource(content), work or Work()))
    facts, frames, end = parts[0], parts[1:-1], parts[-1]
    assert isinstance(facts, FilmFacts)
    assert isinstance(end, FilmEnd)
    assert all(isinstance(frame, FilmFrame) for frame in frames)
    return facts, frames, end


@pytest.mark.parametrize("kind", clips.KINDS)
def test_a_video_of_every_kind_is_read(reader, kind):
    size = (176, 144)
    content = clips.clip(kind, clips.scenes(3, 10, size))

    facts, frames, end = read(reader, content)

    assert (facts.format, facts.width, facts.height) == (kind, *size)
    assert facts.duration == pytest.approx(3, abs=0.3)
    assert facts.rate == pytest.approx(10, rel=0.2)
    assert (end.decoded, end.broken) == (30, 0)
    assert frames[0].pixels.shape == (144, 176, 3)
    assert np.abs(frames[0].pixels.astype(int) - np.asarray(next(iter(clips.scenes(1, 10, size)))[1])).mean() < 12


def test_frames_come_by_time_and_where_the_scene_changes(reader):
    _facts, frames, _end = read(reader, MP4)

    times = [frame.time for frame in frames]
    assert times == sorted(times)
    assert max(np.diff(times)) <= 0.61
    assert [round(frame.time, 1) for frame in frames if frame.is_cut] == [0.0, 2.0]


def test_a_scene_between_two_moments_is_not_missed(reader):
    flash = [(number / 10, pictures.scene(160, 120, 9 if number in {13, 14} else 1)) for number in range(30)]

    _facts, frames, _end = read(reader, clips.clip(frames=flash))

    assert 1.3 in {round(frame.time, 1) for frame in frames if frame.is_cut}


def test_a_video_of_varying_rate_keeps_its_times(reader):
    times = [0, 0.1, 0.2, 1.4, 1.45, 1.5, 3.0, 3.9, 4.0, 4.05, 4.1]
    content = clips.clip(frames=[(time, pictures.scene(160, 120, 1 + int(time))) for time in times])

    _facts, frames, end = read(reader, content)

    assert end.is_varying
    assert {round(frame.time, 1) for frame in frames} >= {0.0, 1.4, 3.0, 3.9}


def test_of_a_video_cut_off_in_the_middle_what_is_there_is_read(reader):
    content = clips.clip("Matroska", options={"g": "5"})

    _facts, frames, end = read(reader, content[: len(content) * 2 // 3])

    assert 1 < end.read_until < 3.5
    assert frames


def test_a_video_whose_index_is_cut_off_is_damaged(reader):
    with pytest.raises(errors.FilmDamaged):
        read(reader, MP4[: len(MP4) * 2 // 3])


def test_a_video_turned_by_its_phone_stands_upright(reader):
    # The matrix of the track header, turned by a quarter (ISO/IEC 14496-12, 8.3.2).
    straight = b"\x00\x01\x00\x00" + bytes(12) + b"\x00\x01\x00\x00" + bytes(12) + b"\x40\x00\x00\x00"
    quarter = bytes(4) + b"\x00\x01\x00\x00" + bytes(4) + b"\xff\xff\x00\x00" + bytes(16) + b"\x40\x00\x00\x00"
    at = MP4.rindex(straight, 0, MP4.index(b"mdia") if MP4.index(b"mdia") > MP4.index(b"tkhd") else len(MP4))
    turned = MP4[:at] + quarter + MP4[at + len(quarter) :]

    _facts, frames, _end = read(reader, turned)
    _facts, upright, _end = read(reader, MP4)

    assert np.abs(frames[0].pixels.astype(int) - np.rot90(upright[0].pixels, -1)).mean() < 4


def test_a_smaller_frame_is_given_where_the_video_is_large():
    with FilmReader(FilmLimits(longest_side=80)) as reader:
        _facts, frames, _end = read(reader, MP4)

    assert frames[0].pixels.shape == (60, 80, 3)


def test_of_a_long_video_the_key_frames_are_read(reader):
    long = clips.clip(frames=((float(second), pictures.scene(64, 48, second // 20)) for second in range(200)), rate=1, options={"g": "10"})

    facts, frames, end = read(reader, long)

    assert facts.duration == pytest.approx(200, abs=2)
    assert end.key_frames_only
    assert 15 <= len(frames) <= 40
    assert frames[-1].time > 180


def test_a_long_video_without_key_frames_is_read_whole(reader):
    long = clips.clip(
        frames=((float(second), pictures.scene(64, 48, 1)) for second in range(200)), rate=1, options={"g": "999", "sc_threshold": "0"}
    )

    _facts, _frames, end = read(reader, long)

    assert not end.key_frames_only
    assert end.decoded == 200


def test_the_index_behind_the_pictures_and_edits_are_told(reader):
    plain, _frames, _end = read(reader, MP4)
    ahead, _frames, _end = read(reader, clips.clip(container_options={"movflags": "empty_moov+frag_keyframe"}))

    assert plain.index_last
    assert not ahead.index_last
    assert plain.edits == 0
    assert plain.brands[0] == "isom"


def test_a_position_on_earth_is_told_and_not_passed_on(reader):
    facts, _frames, _end = read(reader, clips.clip("MOV", metadata={"location": "+37.5665+126.9780/"}))

    assert facts.has_location
    assert "37.5" not in str(facts)


def test_a_sound_file_and_a_picture_are_refused_in_words(reader):
    with pytest.raises(errors.FormatNotSupported):
        read(reader, pictures.photograph())
    with pytest.raises(errors.NotAPicture):
        read(reader, b"no video at all, by any of its bytes")


def test_a_video_can_be_stopped_at_any_moment_and_the_next_is_read(reader):
    work = Work()
    seen = []

    with pytest.raises(Stopped):
        for part in reader.read(BytesSource(MP4), work):
            seen.append(part)
            work.stop()

    assert len(seen) == 1
    assert read(reader, SMALL)[1]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_decoder_that_hangs_is_ended_and_the_next_video_is_read():
    with FilmReader(FilmLimits(seconds=1.0)) as reader:
        read(reader, SMALL)
        os.kill(reader.child.pid, signal.SIGSTOP)

        with pytest.raises(errors.DecoderTookTooLong):
            read(reader, SMALL)

        assert read(reader, SMALL)[1]


def test_a_frame_of_too_many_pixels_is_refused():
    with FilmReader(FilmLimits(max_pixels=10_000)) as reader, pytest.raises(errors.PictureTooLarge):
        read(reader, MP4)


def test_a_file_is_read_in_pieces_from_the_disk(reader, tmp_path):
    path = tmp_path / "a clip.mp4"
    path.write_bytes(MP4)

    with FileSource(path) as source:
        parts = list(reader.read(source, Work()))

    assert isinstance(parts[-1], FilmEnd)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damaged_video_is_read_or_a_known_error(reader, data):
    damaged = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    known = (errors.FilmDamaged, errors.FilmWithoutPictures, errors.FormatNotSupported, errors.NotAPicture, errors.PictureTooLarge)

    with contextlib.suppress(*known):
        read(reader, bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))


def test_closing_ends_a_reading_in_another_thread(reader):
    with FilmReader() as own:
        failed = []

        def go_through():
            try:
                for part in own.read(BytesSource(MP4), Work()):
                    if isinstance(part, FilmFrame):
                        own.close()
            except LindenError as error:
                failed.append(error)

        thread = threading.Thread(target=go_through)
        thread.start()
        thread.join(30)

    assert failed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from /proc; the filter of system calls is Linux's")
def test_the_process_that_decodes_videos_is_shut_in_and_has_nothing_but_its_pipes(reader, tmp_path):
    path = tmp_path / "a clip.mp4"
    path.write_bytes(SMALL)
    with FileSource(path) as source:
        list(reader.read(source, Work()))

    process = Path("/proc", str(reader.child.pid))

    assert reader.child.is_filtered
    assert b"HOME=" not in (process / "environ").read_bytes()
    assert all(str(link.readlink()).startswith("pipe:") or str(link.readlink()) == "/dev/null" for link in (process / "fd").iterdir())
