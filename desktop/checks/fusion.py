"""What the findings amount to: the band.

The rule, and why. A strong finding is one that an untouched photograph does not come by in any harmless way we know (a generator's own
record of its settings; intact credentials that say "made by AI"): one is enough for clear signs. A moderate one has known harmless
causes or a measured false-alarm rate: some signs, however many there are, because findings of one file are not independent. Weak
findings (an editor's name) are shown and move nothing: they are as common among untouched photographs.

Nothing found is not the same as nothing there. Everything that feeds the band today either reads what the file says, which anyone
can remove, or needs a history of saving that most pictures have lost. None of it can see a face swap or a generated picture that was
saved once more. To call that "no signs found" would be taken as "real", so it is "cannot tell" until a learned model that has measured
error rates for this kind of picture took part and found nothing; only then is "no signs found" said, with its own warning.
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
