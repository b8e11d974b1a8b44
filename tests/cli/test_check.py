"""`linden check`: a contract that others script against."""

import json

from pypdf import PdfReader

from desktop.core import places
from tests.media import pictures

SAMPLE = places.resources() / "samples" / "own-photos" / "portrait.jpg"
KEYS = ["path", "sha256", "width", "height", "band", "findings", "faces", "models", "probability", "parts", "seconds"]


def test_json_is_one_object_a_line_and_nothing_else(linden, tmp_path):
    (tmp_path / "made.png").write_bytes(pictures.with_text("parameters", "x\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8"))

    ended = linden("check", SAMPLE, tmp_path / "made.png", "--json")

    first, second = (json.loads(line) for line in ended.out.splitlines())
    assert ended.code == 0
    assert ended.err == ""
    assert list(first) == KEYS
    assert (first["path"], first["band"]) == (str(SAMPLE), "cannot_tell")
    assert second["band"] == "clear_signs"
    for finding in (*first["findings"], *second["findings"]):
        assert set(finding) == {"id", "kind", "strength", "text", "limits", "region"}
        assert finding["strength"] in {"strong", "moderate", "weak", "none"}
        assert finding["text"]
        assert finding["limits"]


def test_the_words_that_a_generator_was_given_are_shown_only_where_they_are_asked_for(linden, tmp_path):
    made = tmp_path / "made.png"
    made.write_bytes(pictures.with_text("parameters", "a lighthouse\nSteps: 20, Sampler: Euler, Seed: 1, CFG scale: 7, Size: 8x8"))

    silent = [linden("check", made, "--report", tmp_path / "out.pdf"), linden("check", made, "--json")]
    asked = [linden("check", made, "--words"), linden("check", made, "--words", "--json")]

    assert not [ended for ended in silent if "lighthouse" in ended.out]
    assert "linden check --words" in silent[0].out
    assert "lighthouse" not in "".join(page.extract_text() for page in PdfReader(tmp_path / "out.pdf").pages)
    assert "a lighthouse" in asked[0].out
    quoted = [one["quoted"] for one in json.loads(asked[1].out)["findings"] if "quoted" in one]
    assert len(quoted) == 1
    assert "a lighthouse" in quoted[0][0]


def test_a_file_that_cannot_be_read_is_an_error_object_and_the_rest_go_on(linden, tmp_path):
    for name, (content, _code) in pictures.bad_files().items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.jpg").write_bytes(pictures.photograph())

    ended = linden("check", tmp_path, "--json")

    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 3
    assert {line["path"].rpartition("/")[2]: line["error"]["code"] for line in lines if "error" in line} == {
        name: "film_damaged" if name == "renamed_video.jpg" else code for name, (_content, code) in pictures.bad_files().items()
    }
    assert all(set(line) == {"path", "error"} and line["error"]["text"] for line in lines if "error" in line)
    assert [line["path"].rpartition("/")[2] for line in lines if "error" not in line] == ["zz.jpg"]


def test_people_are_told_in_words_and_what_it_does_not_mean(linden, language):
    ended = linden("check", SAMPLE)

    assert ended.code == 0
    assert ("Cannot tell" if language == "en" else "알 수 없어요") in ended.out
    assert "SHA-256" in ended.out


def test_a_report_is_written_and_never_over_another(linden, tmp_path):
    first = linden("check", SAMPLE, "--report", tmp_path / "out.pdf")
    written = (tmp_path / "out.pdf").read_bytes()
    second = linden("check", SAMPLE, "--report", tmp_path / "out.pdf")

    assert first.code == 0
    assert written.startswith(b"%PDF")
    assert second.code == 1
    assert "out.pdf" in second.err
    assert (tmp_path / "out.pdf").read_bytes() == written


def test_with_nothing_readable_no_report_is_written(linden, tmp_path):
    ended = linden("check", tmp_path / "gone.jpg", "--report", tmp_path / "out.pdf")

    assert ended.code == 3
    assert not (tmp_path / "out.pdf").exists()
    assert "gone.jpg" in ended.err


def test_no_path_is_wrong_usage(linden):
    assert linden("check").code == 2


def test_help_has_an_example(linden, language):
    ended = linden("check", "--help")

    assert ended.code == 0
    assert "linden check suspect.jpg" in " ".join(ended.out.split())


def test_views_are_saved_beside_the_result_where_the_person_is_an_adult(linden, tmp_path):
    ended = linden("check", SAMPLE, "--views", tmp_path / "views", "--person-shown", "adult")

    names = sorted(path.name for path in (tmp_path / "views").iterdir())
    assert ended.code == 0
    assert len(names) == 7
    assert all(name.startswith("portrait-") and name.endswith(".png") for name in names)
    assert "never a verdict" in ended.out
    assert names[0] in ended.out


def test_no_view_is_saved_where_nobody_said_that_the_person_is_an_adult(linden, tmp_path):
    for said in ((), ("--person-shown", "under-18"), ("--person-shown", "not-sure")):
        ended = linden("check", SAMPLE, "--views", tmp_path / "views", *said)

        assert ended.code == 1
        assert "No views were saved" in ended.err
        assert not (tmp_path / "views").exists()
