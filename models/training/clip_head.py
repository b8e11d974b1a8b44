"""Fit a head on CLIP's features, and tell how well it does on methods it was not shown.

    python models/training/clip_head.py FEATURES VALIDATION.npz OUT.npz [--ridge 0.1]

FEATURES holds what `clip_features.py draw` wrote. The head is a logistic regression with the weights kept small (Ojha, Li, Lee, CVPR
2023), on features brought to the same spread. Prints the AUC on the validation list, of heads of fewer pictures too, and for each set
whose fakes were recorded that of a head that learned from all others: how it carries over to a method it was not shown. OUT.npz:
weights (4608,) and bias for features as they come.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from validation import auc

_ROUNDS, _SHARES = 400, (0.25, 0.5, 1.0)


@dataclass(frozen=True)
class Described:
    """Features (n, 4608) with what each picture is."""

    x: NDArray[np.float16]
    y: NDArray[np.bool_]
    set: NDArray[np.str_]
    how: NDArray[np.str_]

    def only(self, chosen: NDArray[np.bool_]) -> "Described":
        """Return some of them."""
        return Described(self.x[chosen], self.y[chosen], self.set[chosen], self.how[chosen])


@dataclass(frozen=True)
class Head:
    """A plane in the space of features."""

    weights: NDArray[np.float32]
    bias: float

    def scores(self, x: NDArray[np.float16]) -> NDArray[np.float32]:
        """Return (n,) logits."""
        return x.astype(np.float32) @ self.weights + np.float32(self.bias)


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--ridge", type=float, default=0.1)
    given = parser.parse_args()
    shown, held = read(sorted(given.features.glob("*.npz"))), read([given.validation])
    report: dict[str, object] = {"crops": len(shown.y), "ridge": given.ridge}
    for share in _SHARES:
        head = fit(shown.only(np.arange(len(shown.y)) < share * len(shown.y)), given.ridge)
        report[f"validation, from {share:.0%}"] = by_set(head, held)
    report["not shown this set"] = not_shown(shown, given.ridge)
    print(json.dumps(report, indent=1))
    np.savez(given.out, weights=head.weights, bias=head.bias)


def read(files: list[Path]) -> Described:
    """Read what clip_features.py wrote."""
    parts = [np.load(file) for file in files]
    return Described(*(np.concatenate([part[name] for part in parts]) for name in ("x", "y", "set", "how")))


def fit(shown: Described, ridge: float) -> Head:
    """Return the head that fits best, `ridge` times half the squared length of its weights being added to the loss."""
    scaler = StandardScaler()
    values = scaler.fit_transform(shown.x.astype(np.float32))
    # Its C weighs the sum of the losses against half the squared length; here their mean is weighed.
    found = LogisticRegression(C=1 / (ridge * len(shown.y)), max_iter=_ROUNDS).fit(values, shown.y)
    plain = found.coef_[0] / scaler.scale_
    return Head(plain.astype(np.float32), float(found.intercept_[0] - plain @ scaler.mean_))


def by_set(head: Head, held: Described) -> dict[str, float]:
    """Return the AUC for each set that has both classes."""
    scores, found = head.scores(held.x), {}
    for name in sorted(set(held.set)):
        of_set = held.set == name
        if held.y[of_set].any() and not held.y[of_set].all():
            found[str(name)] = round(auc(scores[of_set & held.y], scores[of_set & ~held.y]), 4)
    return found


def not_shown(shown: Described, ridge: float) -> dict[str, float]:
    """Return, for each set with recorded fakes, the AUC of a head that learned from all other sets."""
    found = {}
    for name in sorted(set(shown.set[shown.y & (shown.how == "recorded")])):
        of_set = shown.set == name
        scores = fit(shown.only(~of_set), ridge).scores(shown.x[of_set])
        fake, recorded = shown.y[of_set], shown.how[of_set] == "recorded"
        found[str(name)] = round(auc(scores[fake & recorded], scores[~fake]), 4)
    return found


if __name__ == "__main__":
    main()
