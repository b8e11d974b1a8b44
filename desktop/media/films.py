"""Decoding a video with FFmpeg, frame by frame. Runs in the child process only: every byte here comes from a stranger.

Which frames are given: the first, then one whenever `interval` seconds of video have passed, and one whenever the scene changes. A
scene changes where a frame differs from the one before by much more than that one did from its own (the measure of FFmpeg's
"select" filter, on frames of 64 by 36 grey points). Of long videos only the frames that stand on their own are decoded.
"""

import contextlib
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import av
from av.error import FFmpegError
from PIL import Image, ImageChops, ImageStat

from desktop.media import generator_record, iso_boxes
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.metadata import bounded
from desktop.media.ranged import Ranged
from desktop.media.still import Unreadable

_DEMUXERS = {"MP4": "mov", "MOV": "mov", "3GP": "mov", "WebM": "matroska", "Matroska": "matroska", "AVI": "avi"}
# What phones, services and editors write; every other decoder of FFmpeg stays out of a stranger's reach.
_CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "h263", "mjpeg", "prores", "msmpeg4v3", "msmpeg4v2"})
_BUFFER = 1024 * 1024
_THREADS = 2
# Beyond this length only key frames are decoded, unless there are fewer of them than one in so many seconds.
LONG_SECONDS = 180.0
_KEY_FRAME_SECONDS = 30.0
_GREY = (64, 36)
_SCENE = 0.10
_LEAST_BETWEEN = 0.2
_MOST_BROKEN = 500
_MOST_DECODED = 1_000_000
_TELL_EACH_S = 0.2
_UPRIGHT = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
_FAILURES = (FFmpegError, OSError, ValueError, TypeError, RuntimeError, LookupError, ArithmeticError, EOFError)


@dataclass(frozen=True)
class Plan:
    """What is asked of a video."""

    longest_side: int
    """Of the frames given; larger ones are made smaller."""
    interval: float
    """Seconds between frames that are given, at least."""
    most: int
    """About how many frames are given at most: the interval grows with the length."""
    max_pixels: int


@dataclass(frozen=True)
class Frame:
    """One frame, as raw bytes."""

    time: float
    """Seconds from the start."""
    number: int
    """Of the decoded frames, counted from 0."""
    is_cut: bool
    """Whether a new scene begins here."""
    size: tuple[int, int]
    rgb: bytes


@dataclass(frozen=True)
class Passed:
    """How far the reading has come, without a frame to give."""

    time: float


def prepare() -> None:
    """Load what decoding needs, before the doors are closed: a video of two frames is written and read, and one that is broken."""
    av.logging.set_level(None)
    Image.init()
    for name in ("h264", "hevc", "vp8", "vp9", "av1"):
        av.CodecContext.create(name, "r")
    for content in (_rehearsal(), b"RIFF\x00\x00\x00\x00AVI "):
        file = Ranged(len(content), lambda offset, size, content=content: content[offset : offset + size])  # type: ignore[misc]
        with contextlib.suppress(Unreadable):
            list(read(file, "MOV" if content[4:8] == b"ftyp" else "AVI", Plan(16, 0.5, 1, 1024)))


def _rehearsal() -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mov") as container:
        stream = container.add_stream("mpeg4", rate=1)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for number in range(2):
            frame = av.VideoFrame(32, 32, "yuv420p")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def read(file: Ranged, kind: str, plan: Plan) -> Iterator[FilmFacts | Passed | Frame | FilmEnd]:
    """Yield what the file says, then frames and how far the reading has come, then how it ended. Raises Unreadable."""
    boxes = _boxes(file, kind)
    try:
        container = av.open(file, "r", format=_DEMUXERS[kind], buffer_size=_BUFFER, metadata_errors="replace")
    except _FAILURES as error:
        raise Unreadable("film_damaged") from error
    with container:
        streams = [stream for stream in container.streams.video if not stream.disposition & av.stream.Disposition.attached_pic]
        if not streams:
            raise Unreadable("film_without_pictures")
        stream = streams[0]
        if stream.codec_context is None:  # coded in a way that FFmpeg itself does not know
            raise Unreadable("format_not_supported", format=kind)
        facts = _facts(container, stream, kind)
        if stream.codec_context.name not in _CODECS:
            raise Unreadable("format_not_supported", format=f"{kind} ({facts.codec})")
        if facts.width * facts.height > plan.max_pixels:
            raise Unreadable("picture_too_large")
        yield replace(facts, brands=boxes.brands, edits=boxes.edits, index_last=boxes.index_last)
        yield from _Reading(container, stream, plan, facts).frames()


class _Reading:
    """One pass through a video."""

    def __init__(self, container: Any, stream: Any, plan: Plan, facts: FilmFacts) -> None:
        self._container, self._stream, self._plan, self._facts = container, stream, plan, facts
        context = stream.codec_context
        context.thread_type, context.thread_count = "AUTO", _THREADS
        self._key_only = (facts.duration or 0) > LONG_SECONDS
        context.skip_frame = "NONKEY" if self._key_only else "DEFAULT"
        self._interval = max(plan.interval, (facts.duration or 0) / plan.most)
        self._given = self._decoded = self._broken = self._uneven = 0
        self._due = self._time = self._told = 0.0
        self._last_given = -1.0
        self._grey: Image.Image | None = None
        self._change = 0.0

    def frames(self) -> Iterator[Frame | Passed | FilmEnd]:
        """Yield the frames that are due."""
        for decoded in self._all():
            if decoded.width * decoded.height > self._plan.max_pixels:
                raise Unreadable("picture_too_large")
            before, self._time = self._time, self._time_of(decoded)
            self._uneven += self._is_uneven(self._time - before)
            is_cut = self._is_cut(decoded)
            self._decoded += 1
            if self._decoded == 1 or self._time >= self._due or (is_cut and self._time - self._last_given >= _LEAST_BETWEEN):
                yield self._frame(decoded, is_cut=is_cut)
            elif time.monotonic() - self._told > _TELL_EACH_S:
                self._told = time.monotonic()
                yield Passed(self._time)
        if not self._decoded:
            raise Unreadable("film_damaged")
        is_varying = not self._key_only and self._uneven > max(3, self._decoded // 20)
        yield FilmEnd(self._time, self._decoded, self._broken, is_varying, self._key_only)

    def _all(self) -> Iterator[Any]:
        """Yield every frame that can be decoded; of a long video with too few key frames, from the start once more, all of them."""
        if self._key_only:
            self._key_only = self._has_key_frames()
            self._stream.codec_context.skip_frame = "NONKEY" if self._key_only else "DEFAULT"
            with contextlib.suppress(*_FAILURES):  # an index that leads nowhere: what follows is read instead
                self._container.seek(0)
        for packet in self._packets():
            try:
                decoded = packet.decode()
            except _FAILURES:
                self._broken += 1
                decoded = []
            yield from decoded
            if self._broken > _MOST_BROKEN or self._decoded > _MOST_DECODED:
                return

    def _packets(self) -> Iterator[Any]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                yield next(packets)
            except StopIteration:
                return
            except _FAILURES:
                self._broken += 1
                return

    def _has_key_frames(self) -> bool:
        """Whether a second key frame comes within the first half minute, read from the packets without decoding them."""
        seen = 0
        for packet in self._packets():
            seen += packet.is_keyframe
            at = packet.pts if packet.pts is not None else packet.dts
            if seen > 1 or (at is not None and float(at * packet.time_base) > _KEY_FRAME_SECONDS):
                break
        return seen > 1

    def _time_of(self, decoded: Any) -> float:
        if decoded.time is None:
            return self._time + 1 / (self._facts.rate or 25.0) if self._decoded else 0.0
        start = float(self._stream.start_time * self._stream.time_base) if self._stream.start_time else 0.0
        return max(self._time, float(decoded.time) - start)

    def _is_uneven(self, step: float) -> bool:
        usual = 1 / self._facts.rate if self._facts.rate else step
        return self._decoded > 0 and abs(step - usual) > 0.25 * usual

    def _is_cut(self, decoded: Any) -> bool:
        if self._key_only:
            return False
        grey = _pixels(decoded, *_GREY, "gray", "L")
        before, self._grey = self._grey, grey
        if before is None:
            return True
        change = ImageStat.Stat(ImageChops.difference(grey, before)).mean[0] / 100
        score, self._change = min(change, abs(change - self._change)), change
        return score > _SCENE

    def _frame(self, decoded: Any, *, is_cut: bool) -> Frame:
        self._given += 1
        if self._given % self._plan.most == 0 and self._facts.duration is None:
            self._interval *= 2
        self._last_given, self._due = self._time, self._time + self._interval
        self._told = time.monotonic()
        scale = min(1.0, self._plan.longest_side / max(decoded.width, decoded.height))
        image = _pixels(decoded, max(1, round(decoded.width * scale)), max(1, round(decoded.height * scale)), "rgb24", "RGB")
        turn = _UPRIGHT.get(decoded.rotation % 360)
        image = image if turn is None else image.transpose(turn)
        return Frame(self._time, self._decoded - 1, is_cut, image.size, image.tobytes())


def _pixels(decoded: Any, width: int, height: int, pixel_format: str, mode: str) -> Image.Image:
    plane = decoded.reformat(width=width, height=height, format=pixel_format).planes[0]
    return Image.frombytes(mode, (width, height), bytes(plane), "raw", mode, plane.line_size, 1)


def _facts(container: Any, stream: Any, kind: str) -> FilmFacts:
    pairs = [(key, value) for one in (container, *container.streams) for key, value in one.metadata.items()]
    duration = container.duration / av.time_base if container.duration else _seconds(stream)
    width, height = stream.codec_context.width, stream.codec_context.height
    audio = next((one.codec_context.name for one in container.streams.audio if one.codec_context is not None), "")
    texts = bounded((key, value) for key, value in pairs if "location" not in key.lower())
    return FilmFacts(
        format=kind,
        codec=stream.codec_context.codec.canonical_name,
        width=width,
        height=height,
        duration=duration if duration and 0 < duration < 1e7 else None,
        rate=_rate(stream.average_rate),
        frames=max(0, int(stream.frames or 0)),
        audio=audio,
        texts=texts,
        record=generator_record.read(texts),
        has_location=any("location" in key.lower() for key, _value in pairs),
    )


def _seconds(stream: Any) -> float | None:
    return float(stream.duration * stream.time_base) if stream.duration and stream.time_base else None


def _rate(stated: Fraction | None) -> float | None:
    return float(stated) if stated and 0 < stated < 1000 else None


def _boxes(file: Ranged, kind: str) -> iso_boxes.BoxFacts:
    found = iso_boxes.read(file, file.seek(0, 2)) if _DEMUXERS[kind] == "mov" else iso_boxes.BoxFacts()
    file.seek(0)
    return found
