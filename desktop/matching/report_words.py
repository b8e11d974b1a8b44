"""What a search for the source photo found, in sentences for a stranger: an officer or a clerk who has never heard of this program."""

from desktop.core.texts import Sentence, say
from desktop.matching.result import Match, MatchKind


def headline(best: Match | None) -> Sentence:
    """Return what was found, in a line."""
    if best is None:
        return say("Not found among the photos that were searched")
    if best.kind is MatchKind.SAME_IMAGE:
        return say("The same picture as one of the photos that were searched")
    return say("A part of one of the photos that were searched is in this picture")


def explanation(best: Match | None, photos: int) -> Sentence:
    """Return what that means; `photos` is how many were searched."""
    if best is None:
        return say(
            "None of {count} photos was found again. This does not mean that the picture was not made from one of them: a program that "
            "learns a face and paints it anew keeps no pixel of the photos it learned from, and a very small or very blurred part cannot "
            "be recognised. A photo may also be in another folder than the one that was searched.",
            count=photos,
        )
    if best.kind is MatchKind.SAME_IMAGE:
        return say(
            "What it shows is the first photo named below. It may have been cropped, turned, mirrored, framed, filtered or saved again; "
            "where both can be compared, nothing else was found to differ."
        )
    return say("It holds pixels of the first photo named below, and the rest of what both show was changed.")


def agreement(match: Match) -> Sentence:
    """Return by what the two belong together."""
    if match.inliers:
        return say(
            "{count} distinct details of the photo are found again in the picture, in the arrangement they have in the photo.",
            count=match.inliers,
        )
    return say("The two agree as a whole; there are too few distinct details to count.")


def kind(match: Match) -> Sentence:
    """Return how the two belong together, in a few words."""
    return say("The same picture") if match.kind is MatchKind.SAME_IMAGE else say("Made with this photo")


def differing(match: Match) -> Sentence:
    """Return how much differs."""
    return say("Of the area that both cover, {percent} % differs.", percent=round(match.changed_fraction * 100))


def covered(share: float) -> Sentence:
    """Return how much of the picture the photo covers, a share from 0 to 1."""
    return say("Laid over the picture, the photo covers {percent} % of it.", percent=round(share * 100))


def limits(best: Match | None) -> tuple[Sentence, ...]:
    """Return what the finding does not say, a sentence each."""
    if best is None:
        return ()
    told = [say("It does not say who changed or shared the picture, nor when.")]
    if best.kind is MatchKind.SAME_IMAGE:
        told.append(
            say(
                "Another picture of the same moment, in which hardly anything moved, can be called the same picture as well: one taken "
                "right after it, or the next scene of a video. Where that matters, ask for the other pictures of that moment."
            )
        )
    else:
        told.append(
            say(
                "Two pictures taken one right after the other by a camera that stood still agree in all that did not move. Where what "
                "differs is only a movement or a look, ask for the other pictures of that moment."
            )
        )
        told.append(say("A logo, a caption or the frame of an app that is in both agrees as well: look at what is the same."))
    told.append(say("Strong compression can add small differences. Which of the two was made first cannot be told from the pixels."))
    return tuple(told)
