"""Measures of a detector, each with a confidence interval: by bootstrap, for shares by Wilson's formula.

AUC is the chance that a fake scores above a real one (Mann-Whitney). ECE is the expected calibration error in ten bins of equal width
(Naeini, Cooper, Hauskrecht, AAAI 2015), Brier the mean squared error of the probability; both at even odds, fakes and reals weighted alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
_BINS = 10
# 95 % of a normal distribution lie within so many deviations.
_NORMAL = 1.96
DRAWS = 400
ANSWERS = ("clear_signs", "some_signs", "no_signs")


@dataclass(frozen=True, eq=False)
class Answers:
    """What was answered about pictures whose truth is known; one entry a picture in each array."""

    is_fake: Flags
    probability: Numbers
    """NaN where no learned model spoke."""
    band: NDArray[np.str_]

    def where(self, chosen: NDArray[np.generic]) -> "Answers":
        """Return the chosen ones, by flags or by places (with repetition)."""
        return Answers(self.is_fake[chosen], self.probability[chosen], self.band[chosen])

    @property
    def scored(self) -> "Answers":
        """Those with a probability."""
        return self.where(~np.isnan(self.probability))


def auc(answers: Answers) -> float:
    """Return the AUC of the probability; ties count half."""
    one = answers.scored
    fake, real = np.sort(one.probability[one.is_fake]), np.sort(one.probability[~one.is_fake])
    if not len(fake) or not len(real):
        return float("nan")
    below = np.searchsorted(real, fake, "left") + np.searchsorted(real, fake, "right")
    return float(below.sum() / 2 / (len(fake) * len(real)))


def found_at(share: float) -> Callable[[Answers], float]:
    """Return the measure: share of fakes found where at most this share of reals is called fake."""

    def measure(answers: Answers) -> float:
        one = answers.scored
        real = np.sort(one.probability[~one.is_fake])[::-1]
        if not len(real) or not one.is_fake.any():
            return float("nan")
        threshold = real[min(len(real) - 1, int(share * len(real)))]
        return float((one.probability[one.is_fake] > threshold).mean())

    return measure


def calibration_error(answers: Answers) -> float:
    """Return the expected calibration error at even odds."""
    one = answers.scored
    if not one.is_fake.any() or one.is_fake.all():
        return float("nan")
    weight = _even(one.is_fake)
    bins = np.minimum((one.probability * _BINS).astype(int), _BINS - 1)
    total, said, true = (np.bincount(bins, values, _BINS) for values in (weight, weight * one.probability, weight * one.is_fake))
    return float(np.abs(said - true).sum() / total.sum())


def brier(answers: Answers) -> float:
    """Return the Brier score at even odds."""
    one = answers.scored
    if not one.is_fake.any() or one.is_fake.all():
        return float("nan")
    return float((_even(one.is_fake) * (one.probability - one.is_fake) ** 2).sum())


def coverage(answers: Answers) -> float:
    """Return the share of pictures that were answered with anything but "cannot tell"."""
    return float(np.isin(answers.band, ANSWERS).mean()) if len(answers.band) else float("nan")


def answered_wrongly(answers: Answers) -> float:
    """Return the share of wrong ones among the answers that are not "cannot tell"."""
    one = answers.where(np.isin(answers.band, ANSWERS))
    return float(((one.band != "no_signs") != one.is_fake).mean()) if len(one.band) else float("nan")


def share_of_reals(*bands: str) -> Callable[[Answers], float]:
    """Return the measure: share of real pictures with one of these bands."""
    return lambda answers: _share(answers.band[~answers.is_fake], bands)


def share_of_fakes(*bands: str) -> Callable[[Answers], float]:
    """Return the measure: share of fakes with one of these bands."""
    return lambda answers: _share(answers.band[answers.is_fake], bands)


MEASURES: Mapping[str, Callable[[Answers], float]] = {
    "auc": auc,
    "found at 1 % false alarms": found_at(0.01),
    "found at 5 % false alarms": found_at(0.05),
    "ece": calibration_error,
    "brier": brier,
    "coverage": coverage,
    "error of what was answered": answered_wrongly,
    "real: clear signs": share_of_reals("clear_signs"),
    "real: some signs or more": share_of_reals("clear_signs", "some_signs"),
    "real: no signs": share_of_reals("no_signs"),
    "fake: clear signs": share_of_fakes("clear_signs"),
    "fake: some signs or more": share_of_fakes("clear_signs", "some_signs"),
    "fake: no signs": share_of_fakes("no_signs"),
}


def wilson(count: int, total: int) -> list[float]:
    """Return a share with its 95 % interval (Wilson 1927)."""
    share, pull = count / total, _NORMAL**2 / total
    middle, half = (share + pull / 2) / (1 + pull), _NORMAL * (share * (1 - share) / total + pull / total / 4) ** 0.5 / (1 + pull)
    return [round(share, 4), round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)]


def all_of(answers: Answers, *, draws: int = DRAWS, seed: int = 8) -> dict[str, object]:
    """Return every measure as [value, low, high], and how many pictures there were; the bootstrap draws within each class."""
    found: dict[str, object] = {
        "real": int((~answers.is_fake).sum()),
        "fake": int(answers.is_fake.sum()),
        "scored": len(answers.scored.band),
    }
    random = np.random.default_rng(seed)
    places = [np.flatnonzero(answers.is_fake == kind) for kind in (False, True)]
    samples = [answers.where(np.concatenate([random.choice(one, len(one)) for one in places if len(one)])) for _ in range(draws)]
    for name, measure in MEASURES.items():
        value = measure(answers)
        if np.isnan(value):
            continue
        if name.startswith(("real: ", "fake: ")):
            total = int((answers.is_fake == name.startswith("fake")).sum())
            found[name] = wilson(round(value * total), total)
            continue
        drawn = np.array([measure(sample) for sample in samples])
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        found[name] = [round(value, 4), round(float(low), 4), round(float(high), 4)]
    return found


def _even(is_fake: Flags) -> Numbers:
    return np.asarray(np.where(is_fake, 0.5 / is_fake.sum(), 0.5 / (~is_fake).sum()), np.float64)


def _share(band: NDArray[np.str_], bands: tuple[str, ...]) -> float:
    return float(np.isin(band, bands).mean()) if len(band) else float("nan")
