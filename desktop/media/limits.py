"""How much a stranger's file may ask of this computer."""

from dataclasses import dataclass


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
