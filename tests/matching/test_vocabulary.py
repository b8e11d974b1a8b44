"""Lookalikes are those that comparing every pair would give, in however many pieces they are looked for."""

import numpy as np
import pytest

from desktop.matching import vocabulary
from desktop.matching.features import DESCRIPTOR_LENGTH, Features, as_unit
from desktop.matching.vocabulary import FARTHEST_BITS, VOTES_A_FEATURE, WORDS_ASKED, Vocabulary


def descriptors(count: int, seed: int) -> np.ndarray:
    # Around few centres, so that there are many near ones, and as many that are equally near.
    chance = np.random.default_rng(seed)
    raw = np.random.default_rng(0).gamma(0.6, size=(12, DESCRIPTOR_LENGTH))[chance.integers(12, size=count)]
    raw = raw * chance.gamma(4.0, 0.25, size=raw.shape)
    return np.minimum(np.sqrt(raw / raw.sum(axis=1, keepdims=True)) * 510, 255).astype(np.uint8)


def photo(count: int, seed: int) -> Features:
    none = np.zeros(count, dtype=np.float32)
    return Features(np.zeros((count, 2), dtype=np.float32), none, none, descriptors(count, seed), 720, 700)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary([photo(400, seed) for seed in range(8)])


def by_every_pair(words: Vocabulary, asked: np.ndarray) -> set[tuple[int, int, float]]:
    unit = as_unit(asked)
    nearest = np.argsort(-(unit @ words._words.T), axis=1)[:, :WORDS_ASKED]
    starts, signatures = words._starts, words._signature
    found = set()
    for number, signature in enumerate(words._signed(unit)):
        entries = np.concatenate([np.arange(starts[word], starts[word + 1]) for word in nearest[number]])
        bits = np.bitwise_count(signatures[entries] ^ signature).astype(int)
        entries, bits = entries[bits <= FARTHEST_BITS], bits[bits <= FARTHEST_BITS]
        beyond = np.sort(bits)[VOTES_A_FEATURE] if len(bits) > VOTES_A_FEATURE else FARTHEST_BITS + 1
        found |= {(number, int(entry), float(beyond - near)) for entry, near in zip(entries, bits, strict=True) if near < beyond}
    return found


@pytest.mark.parametrize("at_once", [100, 5_000, 1_500_000])
def test_lookalikes_are_those_of_comparing_every_pair(words: Vocabulary, monkeypatch, at_once: int) -> None:
    asked = descriptors(150, 99)
    monkeypatch.setattr(vocabulary, "COMPARED_AT_ONCE", at_once)

    found = words.lookalikes(asked)

    assert len(found.asking) > 100
    assert set(zip(found.asking.tolist(), found.entries.tolist(), found.worth.tolist(), strict=True)) == by_every_pair(words, asked)


def test_lookalikes_come_by_the_number_of_what_was_asked(words: Vocabulary) -> None:
    asking = words.lookalikes(descriptors(150, 98)).asking

    assert (np.diff(asking) >= 0).all()


def test_what_is_equally_near_to_too_many_tells_nothing() -> None:
    one = descriptors(1, 5)
    none = np.zeros(30, dtype=np.float32)
    thirty = Features(np.zeros((30, 2), dtype=np.float32), none, none, np.repeat(one, 30, axis=0), 720, 700)

    assert len(Vocabulary([thirty]).lookalikes(one).asking) == 0


def test_each_entry_is_one_feature_of_the_photos(words: Vocabulary) -> None:
    assert sorted(words.order.tolist()) == list(range(3200))
