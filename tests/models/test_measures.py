"""The measures of an evaluation, against cases whose answer is known."""

import numpy as np
import pytest

from tests.models.evaluation_scripts import script

measures = script("measures")


def _answers(real: list[float], fake: list[float], bands: list[str] | None = None):
    truth = np.array([False] * len(real) + [True] * len(fake))
    return measures.Answers(truth, np.array([*real, *fake], float), np.array(bands or ["cannot_tell"] * len(truth)))


def test_auc_counts_pairs_in_the_right_order_and_ties_half() -> None:
    assert measures.auc(_answers([0.1, 0.5], [0.5, 0.9])) == pytest.approx((2 + 1.5) / 4)


def test_pictures_without_a_probability_are_left_out_of_the_auc() -> None:
    assert measures.auc(_answers([0.1, float("nan")], [0.9, float("nan")])) == 1.0


def test_fakes_found_at_a_share_of_false_alarms() -> None:
    real = list(np.linspace(0, 1, 100))

    assert measures.found_at(0.05)(_answers(real, [0.951, 0.94])) == pytest.approx(0.5)
    assert measures.found_at(0.0)(_answers(real, [1.0])) == 0.0


def test_the_calibration_error_of_what_is_true_is_nothing_and_of_certain_lies_is_one() -> None:
    assert measures.calibration_error(_answers([0.0] * 9, [1.0])) == pytest.approx(0)
    assert measures.calibration_error(_answers([1.0] * 9, [0.0])) == pytest.approx(1)
    # One in two at even odds is right about a coin, however many reals and fakes there are.
    assert measures.calibration_error(_answers([0.5] * 90, [0.5] * 10)) == pytest.approx(0)
    assert measures.brier(_answers([0.5] * 90, [0.5] * 10)) == pytest.approx(0.25)


def test_error_counts_only_what_was_answered() -> None:
    bands = ["no_signs", "clear_signs", "cannot_tell", "some_signs", "no_signs", "cannot_tell"]
    answers = _answers([0.1, 0.9, 0.5], [0.9, 0.1, 0.5], bands)

    assert measures.coverage(answers) == pytest.approx(4 / 6)
    assert measures.answered_wrongly(answers) == pytest.approx(2 / 4)
    assert measures.share_of_reals("clear_signs")(answers) == pytest.approx(1 / 3)
    assert measures.share_of_fakes("clear_signs", "some_signs")(answers) == pytest.approx(1 / 3)


def test_an_interval_holds_its_value_and_narrows_with_more_pictures() -> None:
    random = np.random.default_rng(8)

    def _chances(values: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-values))

    def row(count: int) -> list[float]:
        return measures.all_of(_answers(list(_chances(random.normal(0, 1, count))), list(_chances(random.normal(1, 1, count)))))["auc"]

    few, many = row(30), row(1000)

    assert few[1] <= few[0] <= few[2]
    assert many[2] - many[1] < few[2] - few[1]
    assert many[0] == pytest.approx(0.76, abs=0.03)


def test_one_class_alone_has_no_auc_and_still_has_its_false_alarms() -> None:
    row = measures.all_of(_answers([0.2] * 10, [], ["clear_signs"] + ["cannot_tell"] * 9))

    assert "auc" not in row
    assert row["real: clear signs"][0] == pytest.approx(0.1)


def test_no_false_alarm_among_few_photographs_is_not_said_to_be_none_among_all() -> None:
    share, low, high = measures.wilson(0, 100)

    assert (share, low) == (0, 0)
    assert high == pytest.approx(0.037, abs=0.001)
