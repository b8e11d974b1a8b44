"""What a video file states about itself, as values. Kept apart from pixels so that the child process needs no numpy."""

from dataclasses import dataclass

from desktop.media.facts import GeneratorRecord


@dataclass(frozen=True)
class FilmFacts:
    """What a video file states about itself. All of it comes from a stranger and may be untrue."""

    format: str
    """One of FILMS of kinds.py, recognised by content."""
    codec: str
    """How the pictures are coded, in FFmpeg's words, as "h264"."""
    width: int
    height: int
    """Of the pictures as they are shown, upright."""
    duration: float | None
    """Seconds, as the file states them; None where it does not."""
    rate: float | None
    """Pictures a second on average, as the file states them."""
    frames: int
    """Number of pictures as the file states it; 0 where it does not."""
    audio: str = ""
    """How the sound is coded, in FFmpeg's words; empty where there is none."""
    brands: tuple[str, ...] = ()
    """Brands of an ISO base media file (ISO/IEC 14496-12, 4.3), the major one first."""
    texts: tuple[tuple[str, str], ...] = ()
    """Names and values of the file's own texts, as ("encoder", "Lavf60.3.100"). Positions on earth are left out."""
    record: GeneratorRecord | None = None
    edits: int = 0
    """Entries of edit lists (ISO/IEC 14496-12, 8.6.6) beyond the usual one a track: parts cut away or put elsewhere without saving anew."""
    index_last: bool = False
    """Whether an ISO base media file has its index behind the pictures, as cameras write it; services put it in front."""
    has_location: bool = False
    """Whether the file says where it was made. The position itself is never passed on."""


@dataclass(frozen=True)
class FilmEnd:
    """How far a video was read."""

    read_until: float
    """Seconds of the last picture that was decoded."""
    decoded: int
    """Pictures decoded."""
    broken: int
    """Places at which something could not be decoded."""
    is_varying: bool
    """Whether the time between pictures varies."""
    key_frames_only: bool
    """Whether only the pictures that stand on their own were decoded, because the video is long."""
