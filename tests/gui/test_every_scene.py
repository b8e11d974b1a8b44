"""Every state of every page worth seeing: names, roles, keys, focus, order, and words in a language that is 40 % longer.

The scenes are those that `tools/screenshots*.py` draw, so that what is looked at and what is judged is the same: one test for each of
those files. A new view of a page without a scene fails here.
"""

import functools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.core import places, texts
from desktop.core.settings import Settings
from desktop.services import vaults
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

# These only scroll, hold or repeat what another scene shows: worth a picture, and nothing new to judge.
VARIANT = re.compile(r"-(end|middle|findings|held|top|suggested|difference|source)$")
TOOLS = Path(__file__).resolve().parents[2] / "tools"
FILES = sorted(file.stem for file in TOOLS.glob("screenshots*.py"))


@pytest.fixture(scope="module")
def audit_scenes() -> Iterator[object]:
    """The script that walks the scenes, with vaults that are quick to open and words that are longer."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(TOOLS))
        # The script of the pictures keeps settings of its own; those of the test hold.
        patched.setenv(places.SETTINGS_VARIABLE, str(places.settings_folder()))
        import audit_scenes as script

        script.load_scenes()
        patched.setattr(vaults, "create", functools.partial(vaults.create, cost=CHEAP_COST_FOR_TESTS_ONLY))
        patched.setattr(texts, "_catalogue", lambda _code: script.Longer())
        yield script
    for name in set(sys.modules) - before:
        if name.startswith(("screenshots", "audit_scenes")):
            del sys.modules[name]


@pytest.fixture(scope="module")
def audit_of(audit_scenes, qapp) -> Callable[[str], object]:
    """Return a function that walks the scenes of a file, once, and returns what was found."""

    @functools.cache
    def walked(file: str) -> object:
        audit = audit_scenes.Audit()
        texts.use_language("en")
        audit_scenes.walk(
            audit,
            lambda name: audit_scenes.file_of(name) == file and not VARIANT.search(name),
            Settings(language="en", appearance="light"),
            pseudo=True,
        )
        return audit

    return walked


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("file", FILES)
def test_every_scene_can_be_used_by_keyboard_is_named_and_keeps_its_words_whole(audit_of, file: str, record_property) -> None:
    audit = audit_of(file)

    assert not list(dict.fromkeys(audit.wrong))
    assert audit.counts["scenes"]
    record_property("judged", ", ".join(f"{count} {what}" for what, count in audit.counts.items()))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_view_of_every_page_is_shown_by_a_scene(audit_scenes, audit_of) -> None:
    seen = {view for file in FILES for view in audit_of(file).views}

    assert not audit_scenes.unseen_views(seen)
