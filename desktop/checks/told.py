"""What is told once though it was seen in several places: findings that say the same, put together for whoever shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.checks.result import Box, CheckResult, Finding, Strength
from desktop.core.texts import Sentence, mark, say

_PLACES = mark("Where, in pixels from the upper left corner (to the right, down, size): {places}.")


@dataclass(frozen=True)
class Told:
    """A finding, and every place of which it speaks."""

    finding: Finding
    """The first of those that say the same."""
    places: tuple[Box, ...]

    def where(self) -> Sentence | None:
        """Return the sentence that names the places of a sign; None where there are none, and for what is no sign."""
        if not self.places or self.finding.strength is Strength.NONE:
            return None
        return say(_PLACES, places="; ".join(f"{box.x}, {box.y} ({box.width} × {box.height})" for box in self.places))


def told(findings: Sequence[Finding]) -> tuple[Told, ...]:
    """Return the findings, those that say the same in the same words together, in the order of the first of each."""
    together: dict[tuple[str, Sentence, Sentence, Strength], list[Finding]] = {}
    for finding in findings:
        together.setdefault((finding.id, finding.text, finding.limits, finding.strength), []).append(finding)
    return tuple(Told(alike[0], tuple(one.region for one in alike if one.region is not None)) for alike in together.values())


def strongest_first(result: CheckResult) -> tuple[Told, ...]:
    """Return what a result tells, the strongest first."""
    order = list(Strength)
    return told(sorted(result.findings, key=lambda finding: order.index(finding.strength)))
