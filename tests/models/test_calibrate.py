"""Thresholds keep what they promise on photographs they were not made from, and are not given where they could not."""

import numpy as np
import pytest

from tests.models.evaluation_scripts import script

calibrate = script("calibrate")
KIND = "medium/fine/sharp"


def _rows(real: np.ndarray, fake: np.ndarray, group: str = "", method: str = "swap", kind: str = KIND) -> list[dict[str, str]]:
    return [
        {"face": str(score), "region": "", "is_fake": truth, "group": group, "method": method, "set": "some", "kind": kind}
        for scores, truth in ((real, "0"), (fake, "1"))
        for score in scores
    ]


def test_a_conformal_threshold_is_reached_by_no_more_than_its_share_of_further_photographs() -> None:
    random = np.random.default_rng(8)

    shares = [float((random.normal(0, 1, 2000) >= calibrate.conformal(random.normal(0, 1, 400), 0.05)).mean()) for _ in range(200)]

    # In the mean over tables, with room for the chance of 200 of them.
    assert np.mean(shares) <= 0.053


def test_a_tolerance_limit_holds_for_nineteen_tables_of_twenty() -> None:
    random = np.random.default_rng(8)

    shares = [float((random.normal(0, 1, 4000) >= calibrate.tolerance(random.normal(0, 1, 400), 0.05)).mean()) for _ in range(200)]

    # With room for the chance of 200 tables and of 4,000 photographs each.
    assert np.mean(np.array(shares) > 0.0535) <= 0.08
    assert np.mean(shares) >= 0.02


def test_nothing_is_promised_from_fewer_than_299_photographs() -> None:
    # Wilks 1941: 0.99 ** 299 is the first below 0.05.
    assert np.isinf(calibrate.tolerance(np.arange(298.0), 0.01))
    assert calibrate.tolerance(np.arange(299.0), 0.01) == pytest.approx(298, abs=0.001)


def test_photographs_of_another_kind_promise_nothing_for_this_one() -> None:
    random = np.random.default_rng(8)
    own, others = random.normal(2, 1, 400), random.normal(0, 1, 4000)

    row = calibrate.row_of([*_rows(own, own + 5), *_rows(others, others[:0], kind="medium/fine/soft")], 0.0, (1.0, 0.0), KIND)
    few = calibrate.row_of([*_rows(own[:100], own + 5), *_rows(others, others[:0], kind="medium/fine/soft")], 0.0, (1.0, 0.0), KIND)

    assert (random.normal(2, 1, 4000) >= row["clear_from"]).mean() <= 0.01
    assert (few["clear_from"], few["some_from"]) == (None, None)


def test_how_often_a_method_of_the_training_passes_gives_no_calm() -> None:
    random = np.random.default_rng(8)
    real, seen = random.normal(0, 1, 400), random.normal(6, 1, 400)

    assert calibrate.row_of(_rows(real, seen, method="DFDC swaps"), 0.0, (1.0, 0.0), KIND)["calm_to"] is None


def test_too_few_photographs_give_no_threshold() -> None:
    assert np.isinf(calibrate.conformal(np.arange(50.0), 0.01))
    row = calibrate.row_of(_rows(np.arange(60.0), np.arange(60.0)), 0.0, (1.0, 0.0), KIND)
    assert (row["clear_from"], row["some_from"], row["calm_to"]) == (None, None, None)


def test_a_group_that_scores_higher_raises_the_threshold_for_all() -> None:
    random = np.random.default_rng(8)
    most, few = random.normal(0, 1, 2000), random.normal(1.5, 1, 100)

    alone = calibrate.row_of(_rows(most, most + 5), 0.0, (1.0, 0.0), KIND)
    together = calibrate.row_of([*_rows(most, most + 5, "one"), *_rows(few, few[:0], "other people")], 0.0, (1.0, 0.0), KIND)

    assert together["clear_from"] > alone["clear_from"]
    assert (random.normal(1.5, 1, 4000) >= together["clear_from"]).mean() <= 0.025


def test_a_score_that_fakes_reach_no_more_often_than_reals_is_no_sign() -> None:
    random = np.random.default_rng(8)
    real = random.normal(0, 1, 1000)

    alike = calibrate.row_of(_rows(real, random.normal(0, 1, 500)), 0.0, (1.0, 0.0), KIND)
    apart = calibrate.row_of(_rows(real, random.normal(2, 1, 500)), 0.0, (1.0, 0.0), KIND)

    assert alike["some_from"] is None
    assert apart["some_from"] is not None


def test_calm_is_given_only_where_the_method_that_passes_most_often_seldom_passes() -> None:
    random = np.random.default_rng(8)
    real, seen = random.normal(0, 1, 400), random.normal(6, 1, 400)

    able = calibrate.row_of(_rows(real, seen), 0.0, (1.0, 0.0), KIND)
    blind = calibrate.row_of([*_rows(real, seen), *_rows(real[:0], random.normal(0, 1, 100), method="never seen")], 0.0, (1.0, 0.0), KIND)

    assert able["calm_to"] is not None
    assert blind["calm_to"] is None


def test_the_probability_is_that_of_even_odds_however_many_fakes_there_are() -> None:
    random = np.random.default_rng(8)

    slope, offset = calibrate.platt(
        np.concatenate([random.normal(-1, 1, 4000), random.normal(1, 1, 200)]), np.array([False] * 4000 + [True] * 200)
    )

    assert slope == pytest.approx(2, rel=0.2)
    assert offset == pytest.approx(0, abs=0.3)


def test_scores_that_point_the_wrong_way_never_lower_a_probability() -> None:
    slope, _ = calibrate.platt(np.array([3.0, 2.0, 1.0, 0.0]), np.array([False, False, True, True]))

    assert slope == 0.0


def test_a_set_that_scores_higher_than_the_rest_raises_the_thresholds_of_every_kind_of_its_size() -> None:
    random = np.random.default_rng(8)
    many = _rows(random.normal(0, 1, 800), random.normal(6, 1, 200))
    few = [{**row, "set": "from elsewhere"} for row in _rows(random.normal(2.5, 1, 25), np.zeros(0), kind="medium/fine/soft")]
    alone, together = (calibrate.row_of(many, 0.0, (1.0, 0.0), KIND) for _ in range(2))

    calibrate._raise_for_everyone(alone, KIND, many, 0.0)
    calibrate._raise_for_everyone(together, KIND, [*many, *few], 0.0)

    assert together["clear_from"] > alone["clear_from"]
    assert together["some_from"] > alone["some_from"]
    assert together["clear_from"] >= max(float(row["face"]) for row in few)


def test_thresholds_are_only_ever_raised_and_none_is_given_where_there_was_none() -> None:
    random = np.random.default_rng(8)
    rows = _rows(random.normal(0, 1, 400), random.normal(6, 1, 100))
    row = {"clear_from": 9.0, "some_from": None}

    calibrate._raise_for_everyone(row, KIND, rows, 0.0)

    assert row == {"clear_from": 9.0, "some_from": None}
