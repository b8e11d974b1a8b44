"""Whether a file could hold Content Credentials at all, told from its bytes without reading them."""

from desktop.core.work import Work
from desktop.media.sources import Source

_PIECE = 4 * 1024 * 1024
_LONGEST_MARK = 32


def might_hold(untrusted: bytes) -> bool:
    """Whether a manifest store (C2PA), or the address of one, could be in these bytes: cheap, and never wrong in saying no."""
    return b"c2pa" in untrusted or b"dcterms:provenance" in untrusted


def might_lie_in(source: Source, work: Work) -> bool:
    """Whether one could be in the bytes of a large file, read piece by piece. Raises Stopped or FileUnreadable."""
    offset = 0
    while piece := source.read_at(offset, _PIECE):
        work.step(1, 1)
        if might_hold(piece):
            return True
        offset += max(1, len(piece) - _LONGEST_MARK) if len(piece) == _PIECE else len(piece)
    return False
