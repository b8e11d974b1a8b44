"""CASE/UCO: what forensic programs import says the same as the evidence list, and an independent judge finds it well made."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tests.handover.packages import item, package

WHEN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ITEMS = (
    item(1, note='he said "x"\n둘째', seen_at=WHEN, history=((WHEN, "added"),)),
    item(2, None, kind="link", name="", sha256="", sha512="", md5="", url='https://example.com/a b/<>"%zz 한글'),
    item(3, None, kind="record", sha256="ab" * 32, sha512="", md5="", age="under_18", account="", platform=""),
    item(4, b"x", name="%$\ud800.exe", media_type="", url="", account="", platform=""),
)


def _case(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("evidence/data/case.jsonld")


def _of_kind(content: bytes, kind: str) -> list[dict[str, object]]:
    return [node for node in json.loads(_case(content))["@graph"] if node["@type"].endswith(f":{kind}")]


def test_every_item_has_its_provenance_its_hashes_and_its_address() -> None:
    content = package(ITEMS)

    assert [node["case-investigation:exhibitNumber"] for node in _of_kind(content, "ProvenanceRecord")] == ["0001", "0002", "0003", "0004"]
    values = {node["uco-types:hashValue"]["@value"].lower() for node in _of_kind(content, "Hash")}
    assert values == {value for one in ITEMS for value in (one.sha256, one.sha512, one.md5) if value}
    assert {node["uco-observable:fullValue"] for node in _of_kind(content, "URLFacet")} == {one.url for one in ITEMS if one.url}


def test_every_shown_line_of_the_custody_log_is_an_act_and_hidden_ones_are_not() -> None:
    acts = _of_kind(package([item(2)]), "InvestigativeAction")

    assert [node["uco-core:name"] for node in acts] == ["created", "handed_over"]


def test_no_context_is_loaded_from_anywhere_and_every_reference_is_in_the_file() -> None:
    document = json.loads(_case(package(ITEMS)))
    names = [node["@id"] for node in document["@graph"]]

    assert isinstance(document["@context"], dict)
    assert len(set(names)) == len(names)
    assert _references(document["@graph"]) <= set(names)


def _references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["@id"]} if set(value) == {"@id"} else set()
        return own.union(*(_references(one) for one in value.values())) if value else own
    return set().union(*(_references(one) for one in value)) if isinstance(value, list) and value else set()


def test_an_independent_judge_finds_that_it_conforms(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonld", tmp_path / "bad.jsonld"
    good.write_bytes(_case(package(ITEMS)))
    bad.write_bytes(_case(package(ITEMS)).replace(b"uco-types:hashMethod", b"uco-types:hashName"))

    command = [Path(sys.executable).with_name("case_validate"), "--built-version", "case-1.4.0"]
    judged = [subprocess.run([*command, path], capture_output=True, check=False) for path in (good, bad)]

    assert [done.returncode for done in judged] == [0, 1]
