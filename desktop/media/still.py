"""What decoding one picture gives: its pixels as raw bytes, or the reason why there are none. Used in the child process."""

from dataclasses import dataclass

from desktop.media.facts import FileFacts


class Unreadable(Exception):
    """These bytes give no picture; `code` says why."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Still:
    """A decoded picture, as raw bytes."""

    size: tuple[int, int]
    """Width and height of the pixels given."""
    full_size: tuple[int, int]
    pixels: bytes
    """Red, green and blue of each; one byte each where the picture is grey."""
    luma: bytes
    """Empty where the picture was made smaller, or was drawn rather than stored."""
    facts: FileFacts
    is_grey: bool = False
