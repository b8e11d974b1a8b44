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


def caution(of: MatchKind) -> Sentence:
    """Return what else a match of this kind may be: another picture of the same moment."""
    if of is MatchKind.SAME_IMAGE:
        return say(
            "Another picture of the same moment, in which hardly anything moved, may be called the same picture as well: one taken right "
            "after it, or the next scene of a video. If there are others of that moment, compare them too."
        )
    return say(
        "Two pictures taken one right after the other by a camera that stood still agree in all that did not move. If what differs is only "
        "a movement or a look, it may be another picture of that moment, and nothing was changed."
    )


def between_items(of: MatchKind) -> Sentence:
    """Return what the kind of a match means between two items of a vault."""
    if of is MatchKind.SAME_IMAGE:
        return say("The same picture, though one may have been cropped, turned, mirrored, framed, filtered or saved again.")
    return say("They share a part, and the rest of what they share was changed. Which was made first cannot be told from the pixels.")


def measured(match: Match) -> tuple[Sentence, ...]:
    """Return how two items of a vault agree, a sentence each."""
    told = [say("{count} distinct details agree.", count=match.inliers)] if match.inliers else []
    told.append(say("{percent} % of the area that both cover differs.", percent=round(match.changed_fraction * 100)))
    return (*told, say("One is mirrored.")) if match.mirrored else tuple(told)


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
        "no pixel of the photos it learned from, a very small or very blurred part cannot be recognised, and a photo may be "
        "in another folder."
    )


def no_pdq(quality: int | None) -> Sentence:
    """Return why a file has no perceptual hash, given the quality of the one that was made, if any."""
    if quality is None:
        return say("none: the file is not a picture")
    return say("none: there is too little in the picture to tell it by (quality {quality}, at least 50 is needed)", quality=quality)


def about_hashes() -> tuple[Sentence, ...]:
    """Return what the hashes are for, and what they do not do."""
    return (
        say(
            "A hash is a number made from a file. Nobody can recognise the picture in it, so it can be given where the picture must not be."
        ),
        say(
            "If the person was 18 or older in the picture, StopNCII.org is the place. If the person was or may have been under 18, it is "
            "NCMEC Take It Down. Both make the hash themselves, on your own device, from the file; they ask for no picture."
        ),
        say(
            "MD5 finds only exactly the same file. PDQ also finds the same picture saved again or made smaller, but not one that was "
            "cropped, mirrored, turned or framed. A hash service does not remove what is online already: report those addresses as well."
        ),
    )
