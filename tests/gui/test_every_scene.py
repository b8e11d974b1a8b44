"""Every state of every page worth seeing: names, roles, keys, focus, order, and words in a language that is 40 % longer.

The scenes are those that `tools/screenshots.py` draws, so that what is looked at and what is judged is the same. A new view of a page
without a scene fails here.
"""

import functools
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import places, texts
from desktop.core.settings import Settings
from desktop.services import vaults
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

# These only scroll, hold or repeat what another scene shows: worth a picture, and nothing new to judge.
VARIANT = re.compile(r"-(end|middle|findings|held|top|suggested|difference|source)$")
TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def audit_scenes(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The script that walks the scenes, with vaults that are quick to open."""
    settings = places.settings_folder()
    monkeypatch.syspath_prepend(str(TOOLS))
    before = set(sys.modules)
    import audit_scenes as script

    # The script of the pictures keeps settings of its own; those of the test hold.
    monkeypatch.setenv(places.SETTINGS_VARIABLE, str(settings))
    script.load_scenes()
    monkeypatch.setattr(vaults, "create", functools.partial(vaults.create, cost=CHEAP_COST_FOR_TESTS_ONLY))
    yield script
    for name in set(sys.modules) - before:
        if name.startswith(("screenshots", "audit_scenes")):
            del sys.modules[name]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif("LINDEN_EVERY_SCENE" not in os.environ, reason="walks every scene, some minutes: LINDEN_EVERY_SCENE=1 asks for it")
def test_every_scene_can_be_used_by_keyboard_is_named_and_keeps_its_words_whole(
    audit_scenes, qapp, monkeypatch: pytest.MonkeyPatch, record_property
) -> None:
    monkeypatch.setattr(texts, "_catalogue", lambda _code: audit_scenes.Longer())
    audit = audit_scenes.Audit()

    audit_scenes.walk(audit, lambda name: not VARIANT.search(name), Settings(language="en", appearance="light"), pseudo=True)

    assert not list(dict.fromkeys(audit.wrong))
    assert not audit_scenes.unseen_views(audit)
    for what, count in audit.counts.items():
        record_property(what, count)
