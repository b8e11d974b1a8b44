"""What a JPEG file tells about who saved it, and how often: the words for encoder.py and twice_saved.py."""

from collections.abc import Iterator

from desktop.checks import encoder, stored_blocks, twice_saved
from desktop.checks.result import Finding, Strength
from desktop.core.texts import Sentence, mark, say
from desktop.media.picture import Picture

# A picture with many such parts is told by its clearest few.
MOST_PARTS = 3

_ENCODER_LIMITS = mark(
    "It tells who saved the file last, and only if nobody imitated it. Several programs and cameras can share one way of saving, and "
    "newer phones are not in the list."
)
_EDITOR_LIMITS = mark(
    "Turning, cropping or brightening a photograph is enough for this. It tells who saved the file last, and nothing of what was done "
    "with it."
)
_QUALITY_LIMITS = mark(
    "Most programs, messengers and websites save like this, so it points to none of them. It says nothing about manipulation."
)
_TWICE_LIMITS = mark("Almost every picture that was passed on has been saved several times. It says nothing about manipulation.")
_PART_LIMITS = mark(
    "A caption, a sticker or a blurred spot that somebody put on does this too, and now and then a filter over the whole picture. In our "
    "tests 1 of 277 photographs that were only saved twice looked like this, one with a caption, and 4 of 480 files on which a filter was "
    "put in between. It is found only where the picture was neither resized nor cropped in between."
)


def find(picture: Picture) -> tuple[Finding, ...]:
    """Return the findings; none for files that are not JPEG."""
    jpeg = picture.facts.jpeg
    if jpeg is None:
        return ()
    blocks = stored_blocks.of_picture(picture)
    twice = None if blocks is None else twice_saved.find(blocks)
    return (_about_encoder(encoder.recognise(jpeg, picture.width, picture.height)), *(() if twice is None else _about_savings(twice)))


def _about_encoder(saved: encoder.Saved) -> Finding:
    if saved.services:
        text = say(mark("The file has the size and quality that {names} gives to photos it sends."), names=", ".join(saved.services))
        return Finding("saved_by_service", "saving", text, say(_ENCODER_LIMITS), Strength.NONE)
    if saved.is_editor:
        text = say(mark("The file was saved as this program for changing pictures saves: {names}."), names="; ".join(saved.names))
        return Finding("saved_by_editor", "saving", text, say(_EDITOR_LIMITS), Strength.WEAK)
    if saved.names:
        text = say(mark("The file was saved as these save: {names}."), names="; ".join(saved.names))
        return Finding("saved_by_known", "saving", text, say(_ENCODER_LIMITS), Strength.NONE)
    if saved.quality is not None:
        text = say(mark("The file was saved by the common JPEG encoder at quality {quality} of 100."), quality=saved.quality)
        return Finding("saved_commonly", "saving", text, say(_QUALITY_LIMITS), Strength.NONE)
    text = say(mark("The file was saved in a way that is not in our list of programs and cameras."))
    return Finding("saved_unknown", "saving", text, say(_ENCODER_LIMITS), Strength.NONE)


def _about_savings(twice: twice_saved.TwiceSaved) -> Iterator[Finding]:
    yield Finding("saved_twice", "saving", _twice_text(twice.earlier_quality), say(_TWICE_LIMITS), Strength.NONE)
    text = say(
        mark("A part of the picture lacks the traces of an earlier saving that the rest has. It may have been put in between two savings.")
    )
    for box, _ in twice.parts[:MOST_PARTS]:
        yield Finding("saved_once_part", "saving", text, say(_PART_LIMITS), Strength.MODERATE, box)


def _twice_text(quality: int | None) -> Sentence:
    if quality is None:
        return say(mark("The picture was saved as JPEG at least twice, before at a lower quality than now."))
    return say(mark("The picture was saved as JPEG at least twice, before at a quality of about {quality} of 100."), quality=quality)
