"""How much a stranger's file may ask of this computer."""

from dataclasses import dataclass
from typing import Protocol


class ChildLimits(Protocol):
    """What bounds a child process that reads a stranger's file."""

    @property
    def max_bytes(self) -> int:
        """Of one message to it."""

    @property
    def max_answer(self) -> int:
        """Bytes of one message from it."""

    @property
    def memory_mib(self) -> int:
        """Its address space, on systems that can limit it."""

    @property
    def seconds(self) -> float:
        """Wall clock for one answer; it is killed after it."""


@dataclass(frozen=True)
class Limits:
    """The most that reading one picture may take."""

    max_bytes: int = 256 * 1024 * 1024
    """Of the file. The largest photographs of phones and cameras are below 100 MiB."""
    max_pixels: int = 120_000_000
    """Width times height, looked at before anything is unpacked. Phones reach 108 million."""
    memory_mib: int = 3072
    """Address space of the child process, on systems that can limit it. 120 million pixels need about 1.5 GiB."""
    seconds: float = 30.0
    """Wall clock for one picture; the child is killed after it. 12 million pixels take about half a second."""

    @property
    def max_answer(self) -> int:
        """Bytes of one answer: three of colour and one of brightness for each pixel."""
        return 4 * self.max_pixels


@dataclass(frozen=True)
class FilmLimits:
    """The most that looking through one video may take, and how closely it is looked at."""

    max_pixels: int = 36_000_000
    """Width times height of a frame; 8K video has 33 million."""
    memory_mib: int = 3072
    """Address space of the child process. A decoder keeps up to 16 frames of 8K video, about 50 MiB each."""
    seconds: float = 30.0
    """Wall clock from one answer of the child to the next; it answers at least five times a second where all is well."""
    longest_side: int = 1920
    """Of the frames given: as large as faces need, and no larger than the pipe is quick with."""
    interval: float = 0.5
    """Seconds of video between two frames that are looked at, at least; changes of scene come on top."""
    most_frames: int = 240
    """About how many frames are looked at in a video of any length: the interval grows with it."""

    def of_child(self) -> Limits:
        """Return the limits of the child process itself."""
        return Limits(max_pixels=self.max_pixels, memory_mib=self.memory_mib, seconds=self.seconds)
