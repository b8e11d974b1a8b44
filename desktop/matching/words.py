"""What a search for the source photo means, in sentences; the same in the window, on the command line and in a report."""

from desktop.core.texts import Sentence, say
from desktop.matching.result import Match, MatchKind


def kind(of: MatchKind) -> Sentence:
    """Return what the kind of a match means."""
    if of is MatchKind.SAME_IMAGE:
        return say(
            "The same picture: what it shows is your photo, though it may have been cropped, turned, mirrored, filtered or saved again."
        )
    return say("Made with your photo: a part of this picture comes from it, and the rest of what they share was changed.")


def reasons(match: Match) -> tuple[Sentence, ...]:
    """Return what was measured, a sentence each."""
    told = [
        say("{count} distinct details agree on where your photo lies in this picture.", count=match.inliers)
        if match.inliers
        else say("The picture as a whole agrees with your photo; it has too few distinct details to count."),
        say("{percent} % of the area that both cover differs.", percent=round(match.changed_fraction * 100)),
    ]
    if match.mirrored:
        told.append(say("Your photo was mirrored."))
    return tuple(told)


def not_found(count: int) -> Sentence:
    """Return that nothing was found among so many photos."""
    return say("Not found among these photos (searched: {count}).", count=count)


def not_found_means() -> Sentence:
    """Return what that does not mean."""
    return say(
        "This does not mean that the picture was not made from one of them. A program that learns a face and paints it anew keeps "
        "no pixel of the photos it learned from, and a very small or very blurred part cannot be recognised."
    )
