"""The texts: complete in every language, and the tool that keeps them so."""

import gettext
import re
from pathlib import Path

import pytest

from tests.tools_of import load_tool

tool = load_tool("texts")

CODE = """
from desktop.core.texts import _, many, mark, say
class Failure: says = mark("It failed ({part}).")
def words(count): return _("One.") + many("{count} file", "{count} files", count) + str(say("Two {name}.", name="x"))
"""
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
COMPLETE = (
    'msgid "One."\nmsgstr "하나."\n\nmsgid "{count} file"\nmsgid_plural "{count} files"\nmsgstr[0] "파일 {count}개"\n\n'
    'msgid "Two {name}."\nmsgstr "둘 {name}."\n\n'
)


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "code" / "gui").mkdir(parents=True)
    (tmp_path / "code" / "gui" / "page.py").write_text(CODE, encoding="utf-8")
    return tmp_path / "code"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "texts" / "ko").mkdir(parents=True)
    return tmp_path / "texts"


def write(texts: Path, name: str, body: str) -> None:
    (texts / "ko" / name).write_text(HEADER + body, encoding="utf-8")


def test_every_language_is_complete() -> None:
    for language in tool.languages():
        assert tool.problems(language) == []


# After a name nobody knows whether it ends in a vowel: the sentence names the thing ("{name} 파일을") or ends with the name.
PARTICLES = ("을", "를", "이", "가", "은", "는", "과", "와", "으", "로", "으로", "이에요", "예요", "라는", "이라는")
DOUBTFUL = re.compile(rf"\((?:{'|'.join(PARTICLES)})\)|[^%]\}}[’”]*(?:{'|'.join(PARTICLES)})(?![가-힣])")


@pytest.mark.parametrize(
    "text", ["{name}을(를) 읽었어요.", "{name}(이)라는", "{name}(으)로", "{{ name }}은 이", "‘{name}’이 있는", "{size}예요."]
)
def test_a_particle_that_may_be_the_wrong_one_is_seen(text: str) -> None:
    assert DOUBTFUL.search(text)


@pytest.mark.parametrize("folder", ["texts/ko", "templates", "recipients", "guides"])
def test_no_korean_particle_hangs_on_a_name_that_nobody_knows(folder: str) -> None:
    files = [file for file in sorted((tool.ROOT / "resources" / folder).rglob("*")) if file.suffix in {".po", ".toml", ".md", ".txt"}]
    assert files

    lines = [(file.name, line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    assert [(name, line) for name, line in lines if DOUBTFUL.search(line) and not line.startswith("#")] == []


def test_update_adds_every_marked_text_to_its_layer_once(code: Path, texts: Path) -> None:
    assert tool.update("ko", [], prune=False, code=code, texts=texts) == 4
    assert tool.update("ko", [], prune=False, code=code, texts=texts) == 0

    assert [path.name for path in (texts / "ko").iterdir()] == ["gui.po"]
    assert len(tool.problems("ko", code=code, texts=texts)) == 4


def test_update_keeps_translations_and_leaves_what_another_file_has(code: Path, texts: Path) -> None:
    write(texts, "gui_more.po", COMPLETE)

    assert tool.update("ko", [], prune=False, code=code, texts=texts) == 1

    assert "It failed" in (texts / "ko" / "gui.po").read_text(encoding="utf-8")
    assert "하나." in (texts / "ko" / "gui_more.po").read_text(encoding="utf-8")


def test_a_complete_language_has_no_problems_and_compiles(code: Path, texts: Path) -> None:
    write(texts, "gui.po", COMPLETE + 'msgid "It failed ({part})."\nmsgstr "실패했어요({part})."\n')

    assert tool.problems("ko", code=code, texts=texts) == []
    with tool.compile_language("ko", texts).open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("One.") == "하나."
    assert compiled.ngettext("{count} file", "{count} files", 5) == "파일 {count}개"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "is not translated"),
        ('msgid "It failed ({part})."\nmsgstr ""\n', "is not translated"),
        ('msgid "It failed ({part})."\nmsgstr "실패했어요."\n', "its fields are []"),
        ('msgid "It failed ({part})."\nmsgstr "실패했어요({parts})."\n', "its fields are ['parts']"),
        ('msgid "It failed ({part})."\nmsgstr "실패했어요({part."\n', "braces"),
        ('#, fuzzy\nmsgid "It failed ({part})."\nmsgstr "실패했어요({part})."\n', "doubtful"),
        ('msgid "It failed ({part})."\nmsgstr "실패했어요({part})."\n\nmsgid "Gone."\nmsgstr "없음."\n', "not in the code"),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(code: Path, texts: Path, body: str, words: str) -> None:
    write(texts, "gui.po", COMPLETE + body)

    found = tool.problems("ko", code=code, texts=texts)

    assert any(words in problem for problem in found), found


def test_two_translations_of_one_text_are_an_error(code: Path, texts: Path) -> None:
    write(texts, "gui.po", COMPLETE)
    write(texts, "gui_more.po", 'msgid "One."\nmsgstr "일."\n')

    assert any("in two ways" in problem for problem in tool.problems("ko", code=code, texts=texts))
    with pytest.raises(tool.TextsAtOddsError):
        tool.compile_language("ko", texts)


def test_a_text_built_before_it_is_translated_is_found(code: Path, texts: Path) -> None:
    (code / "gui" / "bad.py").write_text("def words(name): return _(f'Hello {name}') + _('a' + name)", encoding="utf-8")

    assert sum("built before" in problem for problem in tool.problems("ko", code=code, texts=texts)) == 2
