"""One picture checked by everything: what works beside what, and in which order the findings come."""

import pytest

from desktop.checks import faces, learned, picture_check, save_history
from desktop.checks.inference import Model
from desktop.checks.result import Strength
from tests.checks.conftest import jpeg


@pytest.fixture(scope="module")
def finder():
    return Model(faces.MODEL_NAME)


def test_a_failure_in_what_works_beside_the_faces_is_no_result(read, photograph, finder, monkeypatch):
    content = jpeg(photograph("cat"), 90)

    def failing(picture):
        raise MemoryError

    monkeypatch.setattr(save_history, "find", failing)

    with pytest.raises(MemoryError):
        picture_check.check(content, read(content), finder, None)


def test_findings_come_in_the_same_order_each_time_strongest_first(read, photograph, finder):
    content = jpeg(photograph("portrait"), 90)
    picture, models = read(content), learned.load()

    told = [[finding.id for finding in picture_check.check(content, picture, finder, models).findings] for _ in range(3)]
    strengths = [list(Strength).index(finding.strength) for finding in picture_check.check(content, picture, finder, models).findings]

    assert told[0]
    assert told[0] == told[1] == told[2]
    assert strengths == sorted(strengths)
