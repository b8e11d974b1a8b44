"""A video's result: faces followed, moments chosen, what the file says, and words that claim no more than was measured."""

import numpy as np
import pytest

from desktop.checks import film_provenance, film_words, words
from desktop.checks.film_check import FilmCheck
from desktop.checks.film_result import FilmSeen, Moment, Sighting, Track, Why
from desktop.checks.inference import Model
from desktop.checks.moments import MOST_FACES, MOST_SCENES, Choice
from desktop.checks.result import Band, Box, Face, Strength
from desktop.checks.tracking import Tracker
from desktop.media.facts import FileFacts, GeneratorRecord
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.film_reader import FilmFrame

END = FilmEnd(4.0, 40, 0, is_varying=False, key_frames_only=False)


def film(**facts):
    return FilmFacts(
        **{"format": "MP4", "codec": "h264", "width": 640, "height": 360, "duration": 4.0, "rate": 10.0, "frames": 40, **facts}
    )


def sighting(time, x, y=100, side=80, score=None):
    return Sighting(time, Box(x, y, side, side), 0.9, score)


def test_a_face_that_moves_is_one_track_and_another_beside_it_is_another():
    tracker = Tracker()
    for number in range(6):
        tracker.add([sighting(number / 2, 100 + 30 * number), sighting(number / 2, 400)], is_cut=number == 0)

    first, second = tracker.tracks()

    assert [one.box.x for one in first.sightings] == [100 + 30 * number for number in range(6)]
    assert [one.box.x for one in second.sightings] == [400] * 6


def test_a_change_of_scene_ends_every_track():
    tracker = Tracker()
    tracker.add([sighting(0, 100)], is_cut=True)
    tracker.add([sighting(0.5, 100)], is_cut=True)

    assert len(tracker.tracks()) == 2


def test_a_face_missed_once_is_still_the_same_and_one_gone_for_long_is_not():
    tracker = Tracker()
    tracker.add([sighting(0, 100)], is_cut=True)
    tracker.add([], is_cut=False)
    tracker.add([sighting(1, 104)], is_cut=False)
    for _ in range(4):
        tracker.add([], is_cut=False)
    tracker.add([sighting(4, 104)], is_cut=False)

    assert [len(track.sightings) for track in tracker.tracks()] == [2, 1]


def test_the_score_of_a_track_is_its_middle_one():
    odd = Track(1, (sighting(0, 1, score=0.1), sighting(1, 1, score=0.99), sighting(2, 1, score=0.2)))

    assert odd.score == 0.2
    assert Track(1, (sighting(0, 1),)).score is None


def test_few_frames_are_kept_of_a_video_of_any_length():
    choice = Choice()
    pixels = np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)
    for number in range(3000):
        seen = tuple((1 + number // 20 + side, sighting(number, 10, side=20 + number % 7 + side)) for side in (0, 1))
        choice.see(Moment(float(number), number, Why.SCENE), pixels, (), seen, is_cut=number % 20 == 0)

    stills = choice.stills()

    assert len(stills) <= MOST_SCENES + MOST_FACES
    assert [still.moment.time for still in stills] == sorted(still.moment.time for still in stills)
    assert {still.moment.why for still in stills} == {Why.SCENE, Why.FACE}


def test_a_blank_frame_stands_for_no_scene():
    choice = Choice()

    choice.see(Moment(0, 0, Why.START), np.zeros((90, 160, 3), np.uint8), (), (), is_cut=True)

    assert choice.stills() == ()


def test_the_face_that_scores_highest_stands_for_the_video():
    choice = Choice()
    pixels = np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)
    for number, (track, one) in enumerate([(1, sighting(0, 10, side=80)), (2, sighting(1, 10, side=60, score=0.9))]):
        choice.see(Moment(one.time, number, Why.SCENE), pixels, (Face(one.box, 0.9, one.score),), ((track, one),), is_cut=True)

    assert choice.shown().moment == Moment(1, 1, Why.SCORE, track=2)


def checked(frames, judge=None, end=END, **facts):
    check = FilmCheck(Model("yunet"), judge)
    check.look_through([film(**facts), *frames, end], lambda _frame: None)
    return check.result("ab" * 32, FileFacts(format=""), 1.0).result


@pytest.fixture
def no_faces(monkeypatch):
    from desktop.checks import faces

    monkeypatch.setattr(faces, "find_faces", lambda *_args, **_options: ())


def frame(time, seed=1):
    pixels = np.random.default_rng(seed).integers(0, 255, (180, 320, 3), dtype=np.uint8)
    return FilmFrame(time, round(time * 10), time == 0, pixels)


def test_a_video_without_signs_cannot_be_told_and_is_never_called_real(no_faces):
    result = checked([frame(0), frame(1)])

    assert result.band is Band.CANNOT_TELL
    assert result.probability is None
    assert {finding.id for finding in result.findings} == {"no_face", "learned_absent"}
    assert (result.width, result.height) == (640, 360)


def test_the_contract_of_a_picture_is_kept_and_that_of_a_video_is_added(no_faces):
    told = checked([frame(0), frame(1)]).as_json()

    assert {"sha256", "width", "height", "band", "findings", "faces", "models", "probability", "seconds"} < set(told)
    assert told["video"]["frames_looked_at"] == 2
    assert told["video"]["complete"]
    assert told["video"]["moments"][0] == {"time": 0, "frame": 0, "why": "start", "track": None}


def test_no_score_of_a_face_moves_the_result_of_a_video_because_none_was_measured(monkeypatch):
    from dataclasses import replace

    from desktop.checks import faces

    monkeypatch.setattr(faces, "find_faces", lambda *_args, **_options: (Face(Box(50, 50, 60, 60), 0.9),))

    def judge(high):
        given = iter(high)
        return lambda _picture, found: tuple(replace(face, score=next(given)) for face in found)

    throughout = checked([frame(number * 2) for number in range(6)], judge([0.97] * 6))
    once = checked([frame(number * 2) for number in range(6)], judge([0.1, 0.99, 0.1, 0.1, 0.2, 0.1]))

    assert throughout.band is Band.CANNOT_TELL
    assert throughout.video.tracks[0].score == 0.97
    assert throughout.video.tracks[0].sightings[0].box == Box(100, 100, 120, 120)
    assert len(throughout.video.scores()) == 6
    assert once.band is Band.CANNOT_TELL
    told = next(finding for finding in throughout.findings if finding.id == "film_scores")
    assert told.strength is Strength.NONE
    assert "0.97 of 1" in str(told.text)
    assert "No error rate is known for videos" in str(told.limits)


def test_a_face_that_is_followed_is_judged_every_two_seconds_and_a_new_one_at_once(monkeypatch):
    from dataclasses import replace

    from desktop.checks import faces

    one, other = (Face(Box(left, 50, 60, 60), 0.9) for left in (20, 220))
    seen = iter([(one,), (one,), (one, other), (one, other), (one, other), (other,)])
    monkeypatch.setattr(faces, "find_faces", lambda *_args, **_options: next(seen))
    asked = []

    def judge(_picture, found):
        asked.append(len(found))
        return tuple(replace(face, score=0.5) for face in found)

    result = checked([frame(number / 2) for number in range(6)], judge)

    scores = [[sighting.score for sighting in track.sightings] for track in result.video.tracks]
    assert scores == [[0.5, None, None, None, 0.5], [0.5, None, None, None]]
    assert asked == [1, 1, 1]


def test_where_a_model_is_there_and_no_face_is_large_enough_that_is_said(no_faces):
    result = checked([frame(0), frame(1)], lambda _picture, found: found)

    assert {finding.id for finding in result.findings} == {"no_face", "learned_no_face"}


def test_a_video_is_called_a_video_and_never_a_picture(no_faces):
    result = checked([frame(0), frame(1)], lambda _picture, found: found)
    told = [words.explanation(band, film=True) for band in Band] + [part for one in result.findings for part in (one.text, one.limits)]

    assert not [sentence for sentence in told if "picture" in sentence.within("en")]


@pytest.mark.parametrize(
    ("texts", "found", "strength"),
    [
        ((("handler_name", "Twitter-vork muxer"),), "film_service", Strength.NONE),
        ((("handler_name", "Core Media Video"),), "film_phone", Strength.NONE),
        ((("encoder", "Lavf60.3.100"),), "film_program", Strength.NONE),
        ((("com.apple.quicktime.make", "Apple"), ("com.apple.quicktime.model", "iPhone 15")), "film_camera", Strength.NONE),
        ((("aigc_info", '{"aigc_label_type":2}'),), "generator_label", Strength.MODERATE),
        ((("AIGC", '{"Label":"1","ContentProducer":"Maker"}'),), "generator_label", Strength.MODERATE),
        ((("encoder", "FaceFusion 3"),), "face_program_named", Strength.MODERATE),
    ],
)
def test_what_the_file_of_a_video_says_is_told(texts, found, strength):
    told = {finding.id: finding.strength for finding in film_provenance.find(film(texts=texts), END, FileFacts(format=""))}

    assert told[found] is strength


def test_a_generators_record_in_a_video_is_a_strong_sign():
    facts = film(record=GeneratorRecord("ComfyUI", (("seed", "1"),), ("a lighthouse",), inputs=("beach.jpg",)))

    told = {finding.id: finding.strength for finding in film_provenance.find(facts, END, FileFacts(format=""))}

    assert told == {
        "generator_record": Strength.STRONG,
        "generator_settings": Strength.NONE,
        "generator_inputs": Strength.NONE,
        "generator_words": Strength.NONE,
    }


def test_a_label_of_zero_says_nothing():
    texts = (("aigc_info", '{"aigc_label_type":0}'),)

    assert "generator_label" not in {one.id for one in film_provenance.find(film(texts=texts), END, FileFacts(format=""))}


@pytest.mark.parametrize(
    ("facts", "end", "found"),
    [
        ({"edits": 2}, END, "film_edits"),
        ({"duration": 60.0}, END, "film_incomplete"),
        ({}, FilmEnd(4, 40, 3, is_varying=False, key_frames_only=False), "film_incomplete"),
        ({}, FilmEnd(4, 40, 0, is_varying=True, key_frames_only=False), "film_varying_rate"),
        ({}, FilmEnd(4, 40, 0, is_varying=False, key_frames_only=True), "film_key_frames_only"),
        ({"has_location": True}, END, "has_location"),
    ],
)
def test_what_a_person_should_know_of_the_file_is_told_and_moves_nothing(facts, end, found):
    told = {finding.id: finding.strength for finding in film_provenance.find(film(**facts), end, FileFacts(format=""))}

    assert told == {found: Strength.NONE}


def test_every_known_mark_of_a_container_has_a_source():
    assert all(one.source and one.words for one in film_provenance.marks())


def test_times_are_told_as_people_read_them():
    assert [film_words.clock(seconds) for seconds in (0, 65.9, 3725)] == ["0:00", "1:05", "1:02:05"]


def test_a_video_read_to_its_stated_end_is_whole():
    def seen(end, **facts):
        return FilmSeen(film(**facts), end, (0.0,), (), (), 0.0)

    assert seen(END).is_whole
    assert not seen(END, duration=60.0).is_whole
    assert seen(END, duration=None).is_whole
