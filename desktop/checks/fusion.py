"""What the findings amount to: the band.

The rule, and why. A strong finding is one that an untouched photograph does not come by in any harmless way we know (a generator's own
record of its settings, or its invisible watermark; intact credentials that say "made by AI"): one is enough for clear signs. A moderate
one has known harmless causes or a measured false-alarm rate: some signs, however many there are, because findings of one file are not
independent. Weak findings (an editor's name or way of saving, missing noise, a blurred face, a preview that differs) are shown and move
nothing: they are as common among untouched photographs, or so weak that few forgeries have them. Of how a picture was saved, a foreign
grid, a part that was saved once less and a copied part are moderate; each has a card with its measured false alarms in models/evaluation.

A learned model adds findings by its measured false alarms on real photographs of the same kind (learned.py): strong where at most 1 in
100 of them scores as high, moderate up to 5 in 100, and none where too few were measured.

Nothing found is not the same as nothing there. What the file says anyone can remove, and a history of saving most pictures have lost. To
call that "no signs found" would be taken as "real", so it is "cannot tell" unless a learned model judged every face in a kind of picture
where the share of manipulated ones that it lets pass is known to be small; only then is "no signs found" said, with its own warning.
"""

from collections.abc import Sequence

from desktop.checks.result import Band, Finding, Strength


def band(findings: Sequence[Finding], *, learned_model_judged: bool) -> Band:
    """Return the band for these findings, given whether a learned model could judge this picture."""
    strengths = {finding.strength for finding in findings}
    if Strength.STRONG in strengths:
        return Band.CLEAR_SIGNS
    if Strength.MODERATE in strengths:
        return Band.SOME_SIGNS
    return Band.NO_SIGNS if learned_model_judged else Band.CANNOT_TELL
