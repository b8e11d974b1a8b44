"""How much an export from a stranger may ask of this computer."""

from dataclasses import dataclass

MIB = 1024 * 1024
MOST_TEXT_BYTES = 64 * MIB
"""Of one page or e-mail that is parsed. Parsing needs about ten times the size."""
MOST_CHAT_BYTES = 192 * MIB
"""Of the text of a chat, which is read line by line. A hundred thousand messages have about 10 MiB."""
MOST_STREAMED_BYTES = 1024 * MIB
"""Of a list that is read message by message. Telegram writes about 25 MiB for a hundred thousand."""
MOST_MESSAGES = 2_000_000
MOST_ONE_VALUE = 32 * MIB
"""Letters of one value in such a file: a message, or a list that nobody asks for, as that of all contacts."""
MOST_MEDIA = 20_000
MOST_PARTS = 2_000
"""Of one e-mail or saved page."""
MOST_DEPTH = 16
"""Of parts in parts, such as a forwarded mail in a forwarded mail."""
MOST_ENTRIES = 50_000
"""Of one ZIP file or folder."""
MOST_UNPACKED = 64 * 1024 * MIB
MOST_RATIO = 200
"""Of an entry of a ZIP file, unpacked to packed. Text reaches about 30; deflate itself ends at 1032."""
FREE_RATIO_BYTES = 16 * MIB
"""Below this size the ratio does not matter."""
MOST_NAME = 255
MOST_OPEN_MARKUP = MIB
"""Letters of one unfinished tag or comment. Without a bound, the parser looks through them again with every piece."""
MOST_OPEN_TAGS = 10_000


@dataclass(frozen=True)
class ReaderLimits:
    """The most that the child process which reads exports may take."""

    max_bytes: int = 128 * MIB
    """Of one message to it; the list of names of a folder is the longest."""
    max_answer: int = 6 * MOST_TEXT_BYTES + MIB
    """Bytes of one message from it. One letter of text can take six bytes in JSON."""
    memory_mib: int = 2048
    processor_seconds: int = 300
    """From one answer to the next: the whole of one file is parsed in between. 58 MiB of tags take about 35 on a slow computer, and a
    million messages about a minute. Whoever does not want to wait can stop at any moment."""
    seconds: float = 900.0
    """Likewise, on the clock: for a computer that is busy with other things."""
    most_bytes: int = 1024 * MIB
    """Of all that it tells of one export."""
