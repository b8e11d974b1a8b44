"""Parts of a picture that are unlike the rest, or too much like another part: the words for copies, missing noise and blurred faces."""

import math
from collections.abc import Iterator, Sequence

from desktop.checks import copied_part, face_sharpness, noise_level
from desktop.checks.result import Face, Finding, Strength
from desktop.core.texts import mark, say
from desktop.media.picture import Picture

_COPIED_LIMITS = mark(
    "Repeated things that were printed, drawn or built alike, such as tiles, windows or a logo shown twice, can do this too. In our tests "
    "none of 389 untouched photographs looked like this, 100 of buildings among them. Which of the two would be the copy cannot be told."
)
_BLURRED_LIMITS = mark(
    "A camera that focused on something else, a face in motion or a beauty filter does this too: in our tests 2 of 338 untouched "
    "photographs of faces looked like this. In a screenshot, words and frames around a photograph are sharper than any face: 3 of 41 drawn "
    "ones looked like this. Most pasted faces do not."
)
_NOISE_LIMITS = mark(
    "Smooth skin, sky or fog, and what a camera smooths by itself, do this too: in our tests 4 of 303 untouched photographs "
    "looked like this. It says little by itself."
)


def copied(picture: Picture) -> Iterator[Finding]:
    """Yield the findings about two equal parts; none for a picture that was made smaller."""
    found = None if picture.luma is None else copied_part.find(picture.luma)
    if found is None:
        return
    text = say(mark("Two parts of the picture are the same, pixel for pixel but for saving. One may have been copied over something."))
    for box in (found.one, found.other):
        yield Finding("copied_part", "saving", text, say(_COPIED_LIMITS), Strength.MODERATE, box)


def blurred(picture: Picture, faces: Sequence[Face]) -> Iterator[Finding]:
    """Yield the findings about faces that are more blurred than what surrounds them; none for a picture that was made smaller."""
    for face in faces:
        sharpness = None if picture.luma is None else face_sharpness.compare(picture.luma, face.box)
        if sharpness is not None and sharpness.log_ratio > face_sharpness.WEAK_BEYOND:
            times = round(math.exp(sharpness.log_ratio), 1)
            text = say(
                mark("The face is {times} times as blurred as what surrounds it. It may have been enlarged and pasted."), times=str(times)
            )
            yield Finding("face_blurred", "faces", text, say(_BLURRED_LIMITS), Strength.WEAK, face.box)


def noisy(picture: Picture) -> Iterator[Finding]:
    """Yield the finding about a part with too little noise; none for a picture that was made smaller."""
    found = None if picture.luma is None else noise_level.quietest(picture.luma)
    if found is None or found.score < noise_level.WEAK_BEYOND:
        return
    text = say(
        mark("One part of the picture has less noise than the rest has in such places. It may have been smoothed, painted or pasted.")
    )
    yield Finding("less_noise", "saving", text, say(_NOISE_LIMITS), Strength.WEAK, found.box)
